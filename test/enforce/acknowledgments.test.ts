import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { checkGuardrails, Guardrails } from '../../src';
import { Acknowledgments } from '../../src/enforce/acknowledgments';
import { distinctId } from '../../src/rules/acknowledgment';
import { ACCOUNT, ADMIN, ADMIN_ON_ARNS, adminRole, Fragment, plainRole, reported, reports, roleWith, suppressed, SURFACES, synthError, unknownRole } from '../support/apps';

const WARNING = 'IamGuardrails-NoAdminStatement[Action=<UnknownAction>;Resource=*]';
const FORMS: readonly (readonly [string, (id: string) => string])[] = [
  ['qualified', (id) => `IamGuardrails::${id}`],
  ['bare', (id) => id],
];

function acknowledge(scope: IConstruct, id: string, reason = 'accepted') {
  Validations.of(scope).acknowledge({ id, reason });
}

describe.each(FORMS)('an acknowledgment in the %s form', (_form, idOf) => {
  describe.each(SURFACES)('under %s', (_surface, enforce) => {
    function enforced() {
      const app = new App();
      enforce(app);
      return app;
    }

    test('lets its finding pass', () => {
      const app = enforced();
      acknowledge(adminRole(new Stack(app, 'Stack')), idOf(ADMIN));
      expect(synthError(app)).not.toContain('NoAdminStatement');
    });

    test('lets its finding in a Stage pass', () => {
      const app = enforced();
      acknowledge(adminRole(new Stack(new Stage(app, 'Prod'), 'Stack')), idOf(ADMIN));
      expect(synthError(app)).not.toContain('NoAdminStatement');
    });

    test('lets its finding in a nested stack pass', () => {
      const app = enforced();
      acknowledge(adminRole(new NestedStack(new Stack(app, 'Stack'), 'Nested')), idOf(ADMIN));
      expect(synthError(app)).not.toContain('NoAdminStatement');
    });

    test.each([['app', 0], ['Stage', 1], ['stack', 2], ['role', 3], ['resource', 4]])('holds when it is made on the %s', (_name, depth) => {
      const app = enforced();
      const role = adminRole(new Stack(new Stage(app, 'Prod'), 'Stack'));
      acknowledge(role.node.defaultChild!.node.scopes[depth], idOf(ADMIN));
      expect(synthError(app)).not.toContain('NoAdminStatement');
    });

    test('does not hide the same finding on another construct', () => {
      const app = enforced();
      const stack = new Stack(app, 'Stack');
      acknowledge(adminRole(stack, 'Accepted'), idOf(ADMIN));
      adminRole(stack, 'Other');
      const error = synthError(app);
      expect(error).toContain('Stack/Other/Resource');
      expect(error).not.toContain('Stack/Accepted/Resource');
    });

    test('does not hide the same finding in another stack', () => {
      const app = enforced();
      const stack = new Stack(app, 'Stack');
      adminRole(stack);
      acknowledge(stack, idOf(ADMIN));
      adminRole(new Stack(app, 'Other'));
      expect(synthError(app)).toContain('Other/Admin/Resource');
    });

    test('does not hide another finding on the same construct', () => {
      const app = enforced();
      const role = roleWith(new Stack(app, 'Stack'), 'Admin',
        new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }),
        new iam.PolicyStatement({ actions: ['*'], resources: ['arn:aws:*:*:*:*'], conditions: { Bool: { 'aws:SecureTransport': 'true' } } }));
      acknowledge(role, idOf(ADMIN));
      expect(synthError(app)).toContain('arn:aws:*:*:*:*');
      acknowledge(role, idOf(ADMIN_ON_ARNS));
      expect(synthError(app, { force: true })).not.toContain('NoAdminStatement');
    });

    test('of a finding that nobody has hides nothing', () => {
      const app = enforced();
      acknowledge(app, idOf('IamGuardrails-NoAdminStatement[Action=*;Resource=nothing]'));
      adminRole(new Stack(app, 'Stack'));
      expect(synthError(app)).toContain('Stack/Admin/Resource');
    });

    test('of a rule without a finding hides nothing', () => {
      const app = enforced();
      acknowledge(app, idOf('IamGuardrails-NoAdminStatement'));
      adminRole(new Stack(app, 'Stack'));
      expect(synthError(app)).toContain('Stack/Admin/Resource');
    });

    test('leaves findings of several environments apart', () => {
      const app = enforced();
      const [one, other] = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: ACCOUNT, region } }));
      acknowledge(adminRole(one), idOf(ADMIN));
      adminRole(other);
      const error = synthError(app);
      expect(error).toContain('us-east-1/Admin/Resource');
      expect(error).not.toContain('eu-west-1/Admin/Resource');
    });

    test('by the name that tells it from an acknowledged one of another construct lets it pass', () => {
      const app = enforced();
      const stack = new Stack(app, 'Stack');
      acknowledge(adminRole(stack, 'One'), idOf(ADMIN));
      acknowledge(adminRole(stack, 'Two'), idOf(`${ADMIN}@Stack/Two/Resource`));
      expect(synthError(app)).not.toContain('NoAdminStatement');
    });

    test('by that name holds for the named construct alone, wherever it is made', () => {
      const app = enforced();
      const stack = new Stack(app, 'Stack');
      adminRole(stack, 'One');
      adminRole(stack, 'Two');
      acknowledge(app, idOf(`${ADMIN}@Stack/Two/Resource`));
      const error = synthError(app);
      expect(error).toContain('Stack/One/Resource');
      expect(error).not.toMatch(/at Stack\/Two|^ +Stack\/Two/m);
    });
  });
});

describe('validation-report.json', () => {
  test('lists a finding that is acknowledged in the qualified form as suppressed, with its reason and place', () => {
    const app = new App();
    Guardrails.enforce(app);
    const stack = new Stack(app, 'Stack');
    const role = adminRole(stack);
    adminRole(stack, 'Other');
    acknowledge(role, `IamGuardrails::${ADMIN}`, 'break-glass role');
    synthError(app);
    expect(suppressed(app)).toEqual([`${ADMIN} at Stack/Admin/Resource`]);
    expect(reports(app)[0].suppressedViolations).toMatchObject([{ reason: 'break-glass role', acknowledgedAt: 'Stack/Admin' }]);
    expect(reported(app)).toEqual([`${ADMIN}@Stack/Other/Resource at Stack/Other/Resource`]);
    expect(reports(app)[0].conclusion).toBe('failure');
  });

  test('says success when all errors are acknowledged and a warning is left', () => {
    const app = new App();
    Guardrails.enforce(app);
    const stack = new Stack(app, 'Stack');
    acknowledge(adminRole(stack), `IamGuardrails::${ADMIN}`);
    unknownRole(stack);
    expect(synthError(app)).toBe('');
    expect(reports(app)[0].conclusion).toBe('success');
    expect(reports(app)[0].violations).toContainEqual(expect.objectContaining({ ruleName: WARNING, severity: 'warning' }));
  });
});

test('a warning does not fail synthesis', () => {
  const app = new App();
  Guardrails.enforce(app, { hardGate: true });
  const stack = new Stack(app, 'Stack');
  unknownRole(stack);
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(() => app.synth()).not.toThrow();
  print.mockRestore();
  const result = checkGuardrails(app);
  expect(result).toMatchObject({ errors: [], passed: true });
  expect(result.warnings).toContain(WARNING);
});

test('the nearest acknowledgment counts', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const role = plainRole(stack);
  acknowledge(stack, `IamGuardrails::${ADMIN}`, 'far');
  acknowledge(role, ADMIN, 'near');
  expect(new Acknowledgments(role.node.defaultChild!.node.root).of(role.node.defaultChild!, ADMIN)).toMatchObject({ reason: 'near', madeAt: 'Stack/Plain', qualified: false });
});

test('of two acknowledgments on one construct the one that CDK lists counts', () => {
  const stack = new Stack(new App(), 'Stack');
  acknowledge(stack, ADMIN, 'bare');
  acknowledge(stack, `IamGuardrails::${ADMIN}`, 'qualified');
  expect(new Acknowledgments(stack.node.root).of(stack, ADMIN)).toMatchObject({ reason: 'qualified', qualified: true });
});

test('an acknowledgment below or beside a construct is none of its own', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  acknowledge(plainRole(stack), ADMIN);
  acknowledge(new Stack(app, 'Beside'), ADMIN);
  expect(new Acknowledgments(stack.node.root).of(stack, ADMIN)).toBeUndefined();
});

test('an acknowledgment for another plugin does not count', () => {
  const stack = new Stack(new App(), 'Stack');
  acknowledge(stack, `AwsSolutions::${ADMIN}`);
  expect(new Acknowledgments(stack.node.root).of(stack, ADMIN)).toBeUndefined();
});

test('CDK suppresses what is acknowledged in the qualified form', () => {
  const app = new App();
  acknowledge(app, ADMIN);
  acknowledge(new Stack(app, 'Stack'), `IamGuardrails::${ADMIN_ON_ARNS}`);
  const acknowledgments = new Acknowledgments(app);
  expect(acknowledgments.nameOf(ADMIN_ON_ARNS, 'Other/Role')).toBe(distinctId(ADMIN_ON_ARNS, 'Other/Role'));
  expect(acknowledgments.nameOf(ADMIN, 'Other/Role')).toBe(ADMIN);
});

test('the name of a construct with spaces and brackets can be acknowledged', () => {
  const app = new App();
  Guardrails.enforce(app);
  const stack = new Stack(app, 'Stack');
  acknowledge(adminRole(stack, 'One'), `IamGuardrails::${ADMIN}`);
  const role = adminRole(stack, 'the [second] one');
  acknowledge(role, `IamGuardrails::${distinctId(ADMIN, role.node.defaultChild!.node.path)}`);
  expect(synthError(app)).not.toContain('NoAdminStatement');
});

test('a finding in a resource of no construct can be acknowledged on its stack', () => {
  const app = new App();
  Guardrails.enforce(app, { hardGate: true });
  const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  new Fragment(stack, 'Fragment', { Included: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Statement: statement } }] } } });
  expect(synthError(app)).toContain(`${ADMIN}\n  at Prod/Stack`);
  acknowledge(stack, `IamGuardrails::${ADMIN}`);
  expect(synthError(app, { force: true })).not.toContain('NoAdminStatement');
});
