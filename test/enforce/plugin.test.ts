import { existsSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, IPolicyValidationContext, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Guardrails } from '../../src';
import { AppFinding } from '../../src/enforce/app-judgement';
import { GuardrailsPlugin, toReport } from '../../src/enforce/plugin';
import * as engine from '../../src/rules/judge';
import { ACCOUNT, ADMIN, adminRole, OTHER_ACCOUNT, plainRole, rawRole, reported, reports, synthError } from '../support/apps';

const contextOf = (app: App, file: string) => (
  { templatePaths: [file], stackTemplates: [], appConstruct: app }
) as unknown as IPolicyValidationContext;
const baseline = () => new GuardrailsPlugin({ pack: 'baseline', options: {} });


test('carries the name, the version of the package and the ids of the rules in its pack', () => {
  const plugin = baseline();
  expect(plugin.name).toBe('IamGuardrails');
  expect(plugin.version).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
  expect(plugin.ruleIds).toContain('IamGuardrails-NoAdminStatement');
  expect(plugin.ruleIds).toEqual(engine.rulesOf('baseline').map(({ id }) => `IamGuardrails-${id}`));
});

test('reports the place in the template', () => {
  const app = new App();
  Guardrails.enforce(app);
  adminRole(new Stack(app, 'Stack'));
  synthError(app);
  expect(reports(app)[0].violations.filter(({ ruleName }) => ruleName === ADMIN)).toMatchObject([{
    ruleName: ADMIN,
    severity: 'error',
    description: expect.stringContaining('grants every action on every resource'),
    violatingConstructs: [{
      constructPath: 'Stack/Admin/Resource',
      cloudFormationResource: {
        templatePath: 'Stack.template.json',
        logicalId: expect.stringMatching(/^Admin/),
        propertyPaths: [expect.stringMatching(/^Resources\.Admin\w+\.Properties\.Policies\[0\]\.PolicyDocument\.Statement\[0\]$/)],
      },
    }],
  }]);
});

test('reports the template of a nested stack', () => {
  const app = new App();
  Guardrails.enforce(app);
  adminRole(new NestedStack(new Stack(app, 'Stack'), 'Nested'));
  synthError(app);
  expect(reports(app)[0].violations[0].violatingConstructs).toMatchObject([{
    constructPath: 'Stack/Nested/Admin/Resource',
    cloudFormationResource: { templatePath: expect.stringMatching(/^StackNested\w+\.nested\.template\.json$/) },
  }]);
});

test('reports the same finding of several constructs as one violation', () => {
  const app = new App();
  Guardrails.enforce(app);
  const stack = new Stack(app, 'Stack');
  ['One', 'Two'].forEach((id) => adminRole(stack, id));
  synthError(app);
  expect(reports(app)[0].violations.filter(({ ruleName }) => ruleName === ADMIN)).toHaveLength(1);
  expect(reported(app)).toEqual([`${ADMIN} at Stack/One/Resource`, `${ADMIN} at Stack/Two/Resource`]);
});

test('fails when the engine throws', () => {
  const app = new App();
  Guardrails.enforce(app);
  plainRole(new Stack(app, 'Stack'));
  jest.spyOn(engine, 'judge').mockImplementation(() => { throw new Error('out of luck'); });
  expect(synthError(app)).toContain('the app could not be judged, so nothing of it counts as compliant: out of luck');
  expect(reports(app)[0].violations).toMatchObject([{ ruleName: 'IamGuardrails-Unjudged', severity: 'fatal' }]);
  jest.restoreAllMocks();
});

test('fails when the engine throws, also where everything is acknowledged', () => {
  const app = new App();
  Guardrails.enforce(app);
  const stack = new Stack(app, 'Stack');
  adminRole(stack);
  [ADMIN, 'IamGuardrails-Unjudged'].forEach((id) => Validations.of(app).acknowledge({ id: `IamGuardrails::${id}`, reason: 'all' }));
  jest.spyOn(engine, 'judge').mockImplementation(() => { throw new Error('out of luck'); });
  expect(synthError(app)).toContain('out of luck');
  jest.restoreAllMocks();
});

test('the hard gate fails when the engine throws', () => {
  const app = new App();
  Guardrails.enforce(app, { hardGate: true });
  plainRole(new Stack(app, 'Stack'));
  jest.spyOn(engine, 'judge').mockImplementation(() => { throw new Error('out of luck'); });
  expect(synthError(app)).toContain('out of luck');
  jest.restoreAllMocks();
});

test('fails for a template that cannot be read', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  plainRole(stack);
  app.synth();
  const file = join(app.outdir, stack.templateFile);
  writeFileSync(file, '{"Resources": ');
  const report = baseline().validate(contextOf(app, file));
  expect(report).toMatchObject({ success: false, violations: [{ ruleName: 'IamGuardrails-Unjudged', severity: 'fatal' }] });
});

test('fails for a template of no stack that it knows', () => {
  const app = new App();
  new Stack(app, 'Stack');
  app.synth();
  const file = join(app.outdir, 'elsewhere.template.json');
  const report = baseline().validate(contextOf(app, file));
  expect(report).toMatchObject({ success: false, violations: [{ description: expect.stringContaining('elsewhere.template.json') }] });
});

test('fails for a resource that CDK writes without a type', () => {
  const app = new App();
  Guardrails.enforce(app);
  rawRole(new Stack(app, 'Stack')).addOverride('Type', 1);
  expect(synthError(app)).toContain('the app could not be judged');
});

test('judges the app once a synthesis, not once an environment', () => {
  const app = new App();
  Guardrails.enforce(app);
  ['eu-west-1', 'us-east-1', 'us-west-2'].forEach((region) => adminRole(new Stack(app, region, { env: { account: ACCOUNT, region } })));
  const judge = jest.spyOn(engine, 'judge');
  synthError(app);
  expect(judge).toHaveBeenCalledTimes(1);
  synthError(app);
  expect(judge).toHaveBeenCalledTimes(2);
  judge.mockRestore();
});

test('judges anew when the app is synthesized again', () => {
  const app = new App();
  Guardrails.enforce(app);
  const role = adminRole(new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } }));
  adminRole(new Stack(app, 'Other', { env: { account: OTHER_ACCOUNT, region: 'eu-west-1' } }));
  expect(synthError(app)).toContain('Stack/Admin/Resource');
  (role.node.defaultChild as iam.CfnRole).policies = undefined;
  const error = synthError(app, { force: true });
  expect(error).not.toContain('Stack/Admin/Resource');
  expect(error).toContain('Other/Admin/Resource');
});

test('on an app and on a Stage of it reports what is in the Stage for each', () => {
  const app = new App();
  const stage = new Stage(app, 'Prod');
  adminRole(new Stack(stage, 'Stack'));
  adminRole(new Stack(app, 'Stack'));
  Guardrails.enforce(stage);
  Guardrails.enforce(app);
  synthError(app);
  expect(reported(app).filter((place) => place.startsWith(ADMIN))).toEqual([
    `${ADMIN} at Prod/Stack/Admin/Resource`, `${ADMIN} at Prod/Stack/Admin/Resource`, `${ADMIN} at Stack/Admin/Resource`,
  ]);
});

test('works with an output folder that is given by a relative path', () => {
  const outdir = join('node_modules', '.cache', `relative-${process.pid}`);
  const app = new App({ outdir: `./${outdir}` });
  Guardrails.enforce(app);
  adminRole(new Stack(new Stage(app, 'Prod'), 'Stack'));
  expect(synthError(app)).toContain('Prod/Stack/Admin/Resource');
  expect(existsSync(join(outdir, 'validation-report.json'))).toBe(true);
  rmSync(outdir, { recursive: true });
});

test('reads what is deployed, not what the tree says', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const role = adminRole(stack);
  app.synth();
  (role.node.defaultChild as iam.CfnRole).policies = undefined;
  const report = baseline().validate(contextOf(app, join(app.outdir, stack.templateFile)));
  expect(report.success).toBe(false);
});

test('a clean app has no report of ours', () => {
  const app = new App();
  Guardrails.enforce(app);
  plainRole(new Stack(app, 'Stack'));
  const print = jest.spyOn(console, 'error');
  app.synth();
  expect(print).not.toHaveBeenCalled();
  expect(reports(app)).toEqual([]);
});

describe('toReport', () => {
  const finding: AppFinding = {
    rule: 'R',
    id: 'IamGuardrails-R[k]',
    reportedAs: 'IamGuardrails-R[k]',
    severity: 'error',
    key: 'k',
    file: 'a.json',
    logicalId: 'L',
    resourceType: 'T',
    location: 'Resources.L',
    message: 'is wrong',
    fix: 'mend it',
    stackFile: 'a.json',
    inStage: false,
  };
  const acknowledgment = { id: finding.id, reason: 'r', madeAt: '', qualified: true };

  test.each([
    ['an error', [finding], false],
    ['a warning', [{ ...finding, severity: 'warning' as const }], true],
    ['an acknowledged error', [{ ...finding, acknowledgment }], true],
    ['nothing', [], true],
  ])('with %s', (_name, findings, success) => {
    expect(toReport(findings).success).toBe(success);
  });

  test('never says failure without a violation, which CDK would let pass', () => {
    const { success, violations } = toReport([finding]);
    expect([success, violations.length]).toEqual([false, 1]);
  });

  test('uses the severities that CDK knows, in lower case', () => {
    const { violations } = toReport([finding, { ...finding, reportedAs: 'o', inStage: true }, { ...finding, reportedAs: 'w', severity: 'warning' }]);
    expect(violations.map(({ severity }) => severity)).toEqual(['error', 'error', 'warning', 'fatal']);
  });

  test('counts the acknowledged', () => {
    expect(toReport([finding, { ...finding, acknowledgment }]).metadata).toEqual({ acknowledged: '1' });
  });

  test('adds the witness to the description', () => {
    expect(toReport([{ ...finding, witness: 'Statement[0]' }]).violations[0].description).toBe('is wrong; Statement[0]');
  });
});

