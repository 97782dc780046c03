import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Aspects, Stack, Stage, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { checkGuardrails, Guardrails, IamGuardrailsAspect, IamGuardrailsChecks, RulePack } from '../../../src';
import { GuardrailExceptionProps, GuardrailExceptions } from '../../../src/enforce/exceptions/guardrail-exceptions';
import { ACCOUNT, ADMIN, ADMIN_ON_ARNS, adminRole, Fragment, plainRole, reported, reports, roleWith, suppressed, synthError, trust } from '../../support/apps';

const TODAY = '2026-06-15';
const STALE = 'IamGuardrails-StaleException[Rule=NoAdminStatement;Construct=Stack/Gone]';

function exception(given: Partial<GuardrailExceptionProps> = {}): GuardrailExceptionProps {
  return {
    rule: 'NoAdminStatement', construct: 'Stack/Admin', reason: 'administrators of the sandbox', owner: 'platform-team', expires: '2026-12-31', ...given,
  };
}

const exceptions = (...given: Partial<GuardrailExceptionProps>[]) => GuardrailExceptions.of(given.map(exception), { today: TODAY });

const SURFACES: readonly (readonly [string, (scope: IConstruct, given: GuardrailExceptions, pack?: RulePack) => void])[] = [
  ['Guardrails.enforce', (scope, given, pack) => Guardrails.enforce(scope, { exceptions: given, pack })],
  ['Guardrails.enforce with the hard gate', (scope, given, pack) => Guardrails.enforce(scope, { exceptions: given, pack, hardGate: true })],
  ['IamGuardrailsChecks', (scope, given, pack) => Validations.of(scope).addPlugins(new IamGuardrailsChecks(undefined, { exceptions: given, pack }))],
  ['IamGuardrailsAspect', (scope, given, pack) => Aspects.of(scope).add(new IamGuardrailsAspect({ exceptions: given, pack }))],
];

describe.each(SURFACES)('under %s', (_surface, enforce) => {
  function enforced(...given: Partial<GuardrailExceptionProps>[]) {
    const app = new App();
    enforce(app, exceptions(...given));
    return app;
  }

  test('an exception lets its finding pass', () => {
    const app = enforced({});
    adminRole(new Stack(app, 'Stack'));
    expect(synthError(app)).not.toContain('NoAdminStatement');
  });

  test('an exception lets its finding in a Stage pass', () => {
    const app = enforced({ construct: 'Prod/Stack/Admin', key: 'Action=*;Resource=*' });
    adminRole(new Stack(new Stage(app, 'Prod'), 'Stack'));
    expect(synthError(app)).not.toContain('NoAdminStatement');
  });

  test('an exception does not hide the same finding on another construct, nor in another stack', () => {
    const app = enforced({});
    const stack = new Stack(app, 'Stack');
    adminRole(stack);
    adminRole(stack, 'Second');
    adminRole(new Stack(app, 'Other'));
    const error = synthError(app);
    expect(error).toContain('Stack/Second/Resource');
    expect(error).toContain('Other/Admin/Resource');
    expect(error).not.toContain('Stack/Admin/Resource');
  });

  test('an exception does not hide another finding on the same construct', () => {
    const app = enforced({ key: 'Action=*;Resource=*' });
    adminRole(new Stack(app, 'Stack'), 'Admin', 'arn:aws:*:*:*:*');
    expect(synthError(app)).toContain(ADMIN_ON_ARNS);
  });

  test('an exception leaves findings of several environments apart', () => {
    const app = enforced({ construct: 'eu-west-1' });
    ['eu-west-1', 'us-east-1'].forEach((region) => adminRole(new Stack(app, region, { env: { account: ACCOUNT, region } })));
    const error = synthError(app);
    expect(error).toContain('us-east-1/Admin/Resource');
    expect(error).not.toContain('eu-west-1/Admin/Resource');
  });

  test('an exception that has expired gives its finding back, which says so', () => {
    const app = enforced({ expires: '2026-06-14' });
    adminRole(new Stack(app, 'Stack'));
    expect(synthError(app).replace(/\s+/g, ' ')).toContain('its exception expired on 2026-06-14, owner platform-team');
  });

  test('an exception that nothing is left for fails the strict pack, once', () => {
    const app = new App();
    enforce(app, exceptions({ construct: 'Stack/Gone' }), RulePack.STRICT);
    ['eu-west-1', 'us-east-1'].forEach((region) => new Stack(app, region, { env: { account: ACCOUNT, region } }));
    expect(synthError(app)).toContain(STALE);
  });

  test('an exception that nothing is left for does not fail the baseline pack', () => {
    const app = enforced({ construct: 'Stack/Gone' });
    plainRole(new Stack(app, 'Stack'));
    expect(synthError(app)).toBe('');
  });

  test('a finding in a resource of no construct is accepted at its stack', () => {
    const app = enforced({ construct: 'Stack' });
    const Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    const properties = { AssumeRolePolicyDocument: trust(), Policies: [{ PolicyDocument: { Statement } }] };
    new Fragment(new Stack(app, 'Stack'), 'Fragment', { Included: { Type: 'AWS::IAM::Role', Properties: properties } });
    expect(synthError(app)).toBe('');
  });
});

describe('validation-report.json', () => {
  const EXCEPTED = `${ADMIN}@Stack/Admin/Resource~excepted`;

  test('lists what an exception accepts as suppressed, with reason, owner, expiry and ticket, and the rest by its own name', () => {
    const app = new App();
    Guardrails.enforce(app, { exceptions: exceptions({ ticket: 'SEC-12' }) });
    const stack = new Stack(app, 'Stack');
    adminRole(stack);
    adminRole(stack, 'Second');
    synthError(app);
    expect(suppressed(app)).toEqual([`${EXCEPTED} at Stack/Admin/Resource`]);
    expect(reports(app)[0].suppressedViolations).toContainEqual(expect.objectContaining({
      ruleName: EXCEPTED, acknowledgedAt: 'Stack/Admin/Resource',
      reason: 'administrators of the sandbox (owner platform-team, expires 2026-12-31, ticket SEC-12)',
    }));
    expect(reported(app)).toEqual([`${ADMIN} at Stack/Second/Resource`]);
    expect(reports(app)[0].conclusion).toBe('failure');
  });

  test('says success when exceptions accept all errors', () => {
    const app = new App();
    Guardrails.enforce(app, { exceptions: exceptions({}) });
    adminRole(new Stack(app, 'Stack'));
    expect(synthError(app)).toBe('');
    expect(reports(app)[0]).toMatchObject({ conclusion: 'success', violations: [] });
  });

  test('lists an exception that nothing is left for once, though CDK asks for each environment', () => {
    const app = new App();
    Guardrails.enforce(app, { pack: RulePack.STRICT, exceptions: exceptions({ construct: 'Stack/Gone' }) });
    ['eu-west-1', 'us-east-1'].forEach((region) => new Stack(app, region, { env: { account: ACCOUNT, region } }));
    synthError(app);
    expect(reports(app)[0].violations.filter(({ ruleName }) => ruleName === STALE)).toMatchObject([{ severity: 'error' }]);
    synthError(app, { force: true });
    expect(reports(app)[0].violations.filter(({ ruleName }) => ruleName === STALE)).toHaveLength(1);
  });

  test('has nothing of an exception whose finding is acknowledged already', () => {
    const app = new App();
    Guardrails.enforce(app, { exceptions: exceptions({}) });
    const role = adminRole(new Stack(app, 'Stack'));
    Validations.of(role).acknowledge({ id: `IamGuardrails::${ADMIN}`, reason: 'reviewed' });
    expect(synthError(app)).toBe('');
    expect(suppressed(app)).toEqual([`${ADMIN} at Stack/Admin/Resource`]);
  });
});

describe('what CDK is told', () => {
  const told = (construct: IConstruct) => construct.node.defaultChild!.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).flatMap(({ data }) => Object.keys(data));

  test('stands in the metadata of the construct, once for each finding, however often the app is synthesized', () => {
    const app = new App();
    Guardrails.enforce(app, { hardGate: true, exceptions: exceptions({}) });
    const role = adminRole(new Stack(app, 'Stack'));
    synthError(app);
    synthError(app, { force: true });
    expect(told(role)).toEqual([`IamGuardrails::${ADMIN}@Stack/Admin/Resource~excepted`]);
  });

  test('accepts nothing for those who judge without the exception', () => {
    const app = new App();
    Guardrails.enforce(app, { exceptions: exceptions({}) });
    const stack = new Stack(app, 'Stack');
    adminRole(stack);
    expect(synthError(app)).toBe('');
    expect(checkGuardrails(app).errors).toContain(ADMIN);
    Guardrails.enforce(stack);
    expect(synthError(app, { force: true })).toContain(ADMIN);
  });
});

describe('an exception', () => {
  test('of a construct outside of the scope is not called stale', () => {
    const app = new App();
    const [one] = ['One', 'Two'].map((id) => new Stack(app, id));
    const given = exceptions({ construct: 'One/Admin' }, { construct: 'Two/Admin' }, { construct: '*/Admin' });
    expect(checkGuardrails(one, { exceptions: given }).warnings).toEqual(['IamGuardrails-StaleException[Rule=NoAdminStatement;Construct=One/Admin]']);
    expect(checkGuardrails(app, { exceptions: given }).warnings).toHaveLength(3);
  });

  test('of a rule that is not in the pack is not called stale', () => {
    const app = new App();
    plainRole(new Stack(app, 'Stack'));
    const given = exceptions({ rule: 'NoUserPolicies' });
    expect(checkGuardrails(app, { exceptions: given }).warnings).toEqual([]);
    expect(checkGuardrails(app, { exceptions: given, pack: RulePack.STRICT }).errors).toContain('IamGuardrails-StaleException[Rule=NoUserPolicies;Construct=Stack/Admin]');
  });

  test('of another Stage is not called stale by the gate of one that is synthesized on its own', () => {
    const app = new App();
    const stages = ['Dev', 'Prod'].map((id) => new Stage(app, id));
    stages.forEach((stage) => plainRole(new Stack(stage, 'Stack')));
    Guardrails.enforce(app, { hardGate: true, pack: RulePack.STRICT, exceptions: exceptions({ construct: 'Dev/Stack/Gone' }, { construct: 'Prod/Stack/Gone' }) });
    const error = synthError(stages[0]);
    expect(error).toContain('Construct=Dev/Stack/Gone');
    expect(error).not.toContain('Construct=Prod/Stack/Gone');
  });
});

test('the result of a check tells excepted from acknowledged findings', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  adminRole(stack);
  Validations.of(adminRole(stack, 'Second')).acknowledge({ id: ADMIN, reason: 'reviewed' });
  const { errors, acknowledged, excepted, findings } = checkGuardrails(app, { exceptions: exceptions({}) });
  expect({ errors, acknowledged, findings }).toEqual({ errors: [], acknowledged: [ADMIN], findings: [] });
  expect(excepted.filter((id) => id === ADMIN)).toHaveLength(1);
});

describe('exceptions of several sources', () => {
  function fileWith(...entries: unknown[]): string {
    const file = join(mkdtempSync(join(tmpdir(), 'exceptions-')), 'guardrail-exceptions.json');
    writeFileSync(file, JSON.stringify({ exceptions: entries }));
    return file;
  }

  test('are merged', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    ['Admin', 'Second'].forEach((id) => adminRole(stack, id));
    const given = exceptions({ construct: 'Stack/Second' }).merge(GuardrailExceptions.fromFile(fileWith(exception()), { today: TODAY }));
    expect(checkGuardrails(app, { exceptions: given })).toMatchObject({ errors: [], warnings: [] });
  });

  test('that say the same are an error that names both places', () => {
    const file = fileWith(exception());
    expect(() => exceptions({}).merge(GuardrailExceptions.fromFile(file, { today: TODAY })))
      .toThrow('exceptions[0] (NoAdminStatement at Stack/Admin): found the same rule, key and construct as in exceptions[0] of GuardrailExceptions.of');
  });

  test('may expire later than in a year where that is said', () => {
    const far = exception({ expires: '2028-06-01' });
    expect(() => GuardrailExceptions.of([far], { today: TODAY })).toThrow('exceptions[0].expires (NoAdminStatement): found "2028-06-01", expected 2027-06-15 at the latest');
    expect(() => GuardrailExceptions.of([far], { today: TODAY, maxDays: 730 })).not.toThrow();
  });
});

test.each([
  [{ maxDays: 0 }, 'maxDays: found 0, expected a whole number of days, 1 or more'],
  [{ maxDays: 1.5 }, 'maxDays: found 1.5'],
  [{ today: '15 June' }, 'today: found "15 June", expected a day as YYYY-MM-DD'],
])('the options %j are an error', (options, message) => {
  expect(() => GuardrailExceptions.of([], options)).toThrow(message);
});

test('exceptions in code are judged by today unless told otherwise', () => {
  jest.useFakeTimers({ now: new Date('2026-12-31T23:59:59Z') });
  const app = new App();
  adminRole(new Stack(app, 'Stack'));
  expect(checkGuardrails(app, { exceptions: GuardrailExceptions.of([exception()]) }).errors).not.toContain(ADMIN);
  jest.setSystemTime(new Date('2027-01-01T00:00:00Z'));
  expect(checkGuardrails(app, { exceptions: GuardrailExceptions.of([exception()]) }).errors).toContain(ADMIN);
  jest.useRealTimers();
});

test.each([
  [TODAY, 0],
  ['2026-07-01', 1],
])('a grant with an end is judged by their day: on %s', (today, count) => {
  const stack = new Stack(new App(), 'Stack');
  roleWith(stack, 'Guest', new PolicyStatement({
    actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/*'], conditions: { DateLessThan: { 'aws:CurrentTime': '2026-06-30T00:00:00Z' } },
  }));
  const { findings } = checkGuardrails(stack, { pack: RulePack.STRICT, exceptions: GuardrailExceptions.of([], { today }) });
  expect(findings.filter(({ rule }) => rule === 'VacuousCondition')).toHaveLength(count);
});
