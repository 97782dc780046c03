import { App, Aspects, AspectPriority, CfnResource, Duration, Lazy, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkGuardrails, Guardrails, IamGuardrailsAspect, RulePack } from '../../src';
import {
  ACCOUNT, ADMIN, adminRole, appWith, BOUNDARY, checked,
  occurrences, OTHER_ACCOUNT, OTHER_BOUNDARY, plainRole, rawRole, reported, SURFACES, synthError,
  writtenProperty,
} from '../support/apps';

describe.each(SURFACES)('%s', (_surface, enforce) => {
  test('lets an app without violations pass', () => {
    const app = new App();
    enforce(app);
    plainRole(new Stack(app, 'Stack'));
    expect(synthError(app)).toBe('');
  });

  test('fails for a violation in a stack', () => {
    const app = new App();
    enforce(app);
    adminRole(new Stack(app, 'Stack'));
    expect(synthError(app)).toContain('Stack/Admin/Resource');
  });

  test('fails for a violation in a stack that is made before the call', () => {
    const app = new App();
    adminRole(new Stack(app, 'Stack'));
    enforce(app);
    expect(synthError(app)).toContain('Stack/Admin/Resource');
  });

  test('fails for a violation only in a Stage', () => {
    const app = new App();
    enforce(app);
    adminRole(new Stack(new Stage(app, 'Prod'), 'Stack'));
    expect(synthError(app)).toContain('Prod/Stack/Admin/Resource');
  });

  test('fails for a violation only in a Stage that is made before the call', () => {
    const app = new App();
    adminRole(new Stack(new Stage(app, 'Prod'), 'Stack'));
    enforce(app);
    expect(synthError(app)).toContain('Prod/Stack/Admin/Resource');
  });

  test('fails for a violation in a Stage of a Stage', () => {
    const app = new App();
    enforce(app);
    adminRole(new Stack(new Stage(new Stage(app, 'Prod'), 'Europe'), 'Stack'));
    expect(synthError(app)).toContain('Prod/Europe/Stack/Admin/Resource');
  });

  test('fails for a violation in a nested stack', () => {
    const app = new App();
    enforce(app);
    adminRole(new NestedStack(new Stack(app, 'Stack'), 'Nested'));
    expect(synthError(app)).toContain('Stack/Nested/Admin/Resource');
  });

  test('fails for a violation in a nested stack of a nested stack in a Stage', () => {
    const app = new App();
    enforce(app);
    adminRole(new NestedStack(new NestedStack(new Stack(new Stage(app, 'Prod'), 'Stack'), 'Outer'), 'Inner'));
    expect(synthError(app)).toContain('Prod/Stack/Outer/Inner/Admin/Resource');
  });

  test('sees what overrides and raw resources put into the template', () => {
    const app = new App();
    enforce(app);
    const stack = new Stack(app, 'Stack');
    const role = plainRole(stack).node.defaultChild as iam.CfnRole;
    role.addPropertyOverride('Policies', [{ PolicyName: 'x', PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }]);
    rawRole(stack, 'Raw', { Policies: [{ PolicyName: 'x', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }] });
    const error = synthError(app);
    expect(error).toContain('Stack/Plain/Resource');
    expect(error).toContain('Stack/Raw');
  });

  test('sees what other Aspects change, whatever their priority', () => {
    const app = new App();
    enforce(app);
    const stack = new Stack(app, 'Stack');
    const role = plainRole(stack);
    Aspects.of(app).add({
      visit: (node) => {
        if (node === stack) {
          role.addToPolicy(new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }));
        }
      },
    }, { priority: AspectPriority.READONLY + 500 });
    expect(synthError(app)).toContain('Stack/Plain/DefaultPolicy/Resource');
  });

  test('fails again when the app is synthesized again', () => {
    const app = new App();
    enforce(app);
    adminRole(new Stack(app, 'Stack'));
    adminRole(new Stack(new Stage(app, 'Prod'), 'Stack'));
    expect(synthError(app)).not.toBe('');
    expect(synthError(app)).not.toBe('');
    expect(synthError(app, { force: true })).not.toBe('');
  });

  test('passes again, by force too, when there is nothing to find', () => {
    const app = new App();
    enforce(app);
    plainRole(new Stack(app, 'Stack'));
    plainRole(new Stack(new Stage(app, 'Prod'), 'Stack'));
    expect([synthError(app), synthError(app), synthError(app, { force: true })]).toEqual(['', '', '']);
  });

  test('on a Stage leaves what is beside the Stage alone', () => {
    const app = new App();
    adminRole(new Stack(app, 'Beside'));
    const stage = new Stage(app, 'Prod');
    plainRole(new Stack(stage, 'Stack'));
    enforce(stage);
    expect(synthError(app)).toBe('');
  });

  test('on a Stage fails for what is in the Stage', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    enforce(stage);
    adminRole(new Stack(stage, 'Stack'));
    expect(synthError(app)).toContain('Prod/Stack/Admin/Resource');
  });

  test('fails with aspect stabilization too', () => {
    const app = appWith({ '@aws-cdk/core:aspectStabilization': true });
    enforce(app);
    adminRole(new Stack(app, 'Stack'));
    expect(synthError(app)).toContain('Stack/Admin/Resource');
  });
});

describe.each(SURFACES.filter(([name]) => /hard gate|Aspect/.test(name)))('%s, when a Stage is synthesized alone', (_surface, enforce) => {
  test('fails Template.fromStack of a stack in a Stage it was added to', () => {
    const stage = new Stage(new App(), 'Prod');
    const stack = new Stack(stage, 'Stack');
    adminRole(stack);
    enforce(stage);
    expect(() => Template.fromStack(stack)).toThrow(/Prod\/Stack\/Admin\/Resource/);
  });
});

test.each([[OTHER_ACCOUNT, false], ['777788889999', true]])('the gate of a Stage that is synthesized alone knows the accounts of the app: %s', (account, isForeign) => {
  const app = new App();
  const stage = new Stage(app, 'Prod', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  new Stack(new Stage(app, 'Tools', { env: { account: OTHER_ACCOUNT, region: 'eu-west-1' } }), 'Stack');
  Guardrails.enforce(stage, { hardGate: true, pack: RulePack.STRICT });
  const stack = new Stack(stage, 'Stack');
  adminRole(stack);
  plainRole(stack, 'Deployer', { assumedBy: new iam.AccountPrincipal(account) });
  const error = synthError(stage);
  expect(error).toContain(ADMIN);
  expect(error.includes('IamGuardrails-TrustThirdPartyNeedsExternalId')).toBe(isForeign);
});

test('the hard gate of an app fails Template.fromStack of a stack in a Stage that is made before the call', () => {
  const app = new App();
  const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
  adminRole(stack);
  Guardrails.enforce(app, { hardGate: true });
  expect(() => Template.fromStack(stack)).toThrow(/Prod\/Stack\/Admin\/Resource/);
});

describe('Guardrails.enforce', () => {
  test('names the rule, the place, the reason and the fix', () => {
    const app = new App();
    Guardrails.enforce(app);
    adminRole(new Stack(app, 'Stack'));
    const error = synthError(app);
    expect(error).toContain('grants every action on every resource');
    expect(error).toContain('Suggested fix: Name the actions');
    expect(error).toContain(`IamGuardrails::${ADMIN}`);
  });

  test('on a stack leaves the other stacks alone', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    adminRole(new Stack(app, 'Beside'));
    Guardrails.enforce(stack, { hardGate: true });
    expect(synthError(app)).toBe('');
    adminRole(stack);
    expect(synthError(app, { force: true })).toContain('Stack/Admin/Resource');
  });

  test('on a construct judges only what is below it', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const part = new Construct(stack, 'Part');
    Guardrails.enforce(part);
    adminRole(stack, 'Beside');
    adminRole(part, 'Below');
    synthError(app);
    expect(reported(app)).toEqual([`${ADMIN} at Stack/Part/Below/Resource`]);
  });

  test('needs an app or Stage', () => {
    expect(() => Guardrails.enforce(new Construct(undefined as never, ''))).toThrow(/without an enclosing Stage/);
  });

  test('refuses a session of eleven minutes and an account id of three digits', () => {
    expect(() => Guardrails.enforce(new App(), { maxSessionDuration: Duration.minutes(11) })).toThrow(/found 660 seconds, expected 3600 to 43200/);
    expect(() => Guardrails.enforce(new App(), { trustedAccounts: ['123'] })).toThrow(/found "123", expected an account id/);
  });

  test('reports each finding once when the stacks have several environments', () => {
    const app = new App();
    Guardrails.enforce(app);
    ['eu-west-1', 'us-east-1', 'ap-southeast-2'].forEach((region) => {
      adminRole(new Stack(app, `Stack-${region}`, { env: { account: ACCOUNT, region } }));
    });
    adminRole(new Stack(new Stage(app, 'Prod'), 'Stack', { env: { account: OTHER_ACCOUNT, region: 'eu-west-1' } }));
    const error = synthError(app);
    expect(reported(app).filter((place) => place.startsWith(ADMIN))).toEqual([
      `${ADMIN} at Prod/Stack/Admin/Resource`,
      `${ADMIN} at Stack-ap-southeast-2/Admin/Resource`,
      `${ADMIN} at Stack-eu-west-1/Admin/Resource`,
      `${ADMIN} at Stack-us-east-1/Admin/Resource`,
    ]);
    expect(occurrences(error, '1 error is in a Stage')).toBe(1);
  });

  test('joins a role with its policy in a stack of another environment', () => {
    const app = new App();
    Guardrails.enforce(app, { pack: RulePack.STRICT });
    const one = new Stack(app, 'One', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    const other = new Stack(app, 'Other', { env: { account: ACCOUNT, region: 'us-east-1' } });
    const boundary = new iam.CfnManagedPolicy(one, 'Boundary', {
      managedPolicyName: 'shared-boundary',
      policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    });
    // As a boundary it grants nothing, and that is known only from the other stack.
    rawRole(other, 'Bounded', { PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/shared-boundary` });
    synthError(app);
    expect(reported(app).filter((place) => place.startsWith('IamGuardrails-NoAdminStatement') && place.includes(boundary.node.path))).toEqual([]);
  });

  test('says that findings are in Stages, for the CLI selects none of their stacks by default', () => {
    const app = new App();
    Guardrails.enforce(app);
    adminRole(new Stack(new Stage(app, 'Prod'), 'Stack'));
    synthError(app);
    expect(reported(app)).toContain('IamGuardrails-StageFindings at ');
  });

  test('says nothing of Stages when the finding is beside them', () => {
    const app = new App();
    Guardrails.enforce(app);
    adminRole(new Stack(app, 'Stack'));
    plainRole(new Stack(new Stage(app, 'Prod'), 'Stack'));
    synthError(app);
    expect(reported(app)).toEqual([`${ADMIN} at Stack/Admin/Resource`]);
  });

  test('the hard gate reads no Stage or stack whose Aspects have yet to run', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new Stack(new Stage(app, 'Prod'), 'Stack');
    const late = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
    rawRole(stack, 'Raw', { ManagedPolicyArns: Lazy.list({ produce: () => [...late] }) });
    Guardrails.enforce(app, { hardGate: true });
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === stack) {
          late.push('arn:aws:iam::aws:policy/SecurityAudit');
        }
      },
    });
    expect(synthError(app)).toBe('');
    expect(writtenProperty(stack, 'AWS::IAM::Role', 'ManagedPolicyArns')).toEqual([late]);
  });

  test('the hard gate shows the errors of all Stages at once', () => {
    const app = new App();
    adminRole(new Stack(app, 'Stack'));
    adminRole(new Stack(new Stage(app, 'Test'), 'Stack'));
    adminRole(new Stack(new Stage(app, 'Prod'), 'Stack'));
    Guardrails.enforce(app, { hardGate: true });
    const error = synthError(app);
    expect(['at Stack/Admin/Resource', 'at Test/Stack/Admin/Resource', 'at Prod/Stack/Admin/Resource'].map((place) => occurrences(error, place)))
      .toEqual([1, 1, 1]);
  });
});

describe('Guardrails.enforce with a permissions boundary', () => {
  function importedBoundary(app: App) {
    return iam.ManagedPolicy.fromManagedPolicyArn(new Stack(app, 'Imports'), 'Boundary', BOUNDARY);
  }

  test('puts it on the roles of stacks and Stages made before and after the call', () => {
    const app = new App();
    const stacks = [new Stack(app, 'Before'), new Stack(new Stage(app, 'BeforeStage'), 'Stack')];
    Guardrails.enforce(app, { permissionsBoundary: importedBoundary(app) });
    stacks.push(new Stack(app, 'After'), new Stack(new Stage(app, 'AfterStage'), 'Stack'), new Stack(new Stage(new Stage(app, 'Outer'), 'Inner'), 'Stack'));
    stacks.forEach((stack) => plainRole(stack));
    expect(synthError(app)).toBe('');
    expect(stacks.map((stack) => writtenProperty(stack, 'AWS::IAM::Role', 'PermissionsBoundary'))).toEqual(stacks.map(() => [BOUNDARY]));
  });

  test('takes a boundary that is imported right in the app', () => {
    const app = new App();
    Guardrails.enforce(app, { permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(app, 'Boundary', BOUNDARY), pack: RulePack.STRICT });
    plainRole(new Stack(app, 'Stack'));
    expect(synthError(app)).not.toContain('PermissionsBoundaryRequired');
  });

  test('synthesizes a Stage once, so that Aspects of others which add constructs are called once', () => {
    const app = new App();
    Guardrails.enforce(app, { permissionsBoundary: importedBoundary(app), maxSessionDuration: Duration.hours(1), hardGate: true });
    const stage = new Stage(app, 'Prod');
    const stack = new Stack(stage, 'Stack');
    plainRole(stack);
    let visits = 0;
    Aspects.of(stage).add({ visit: (node) => { visits += node === stack ? 1 : 0; } });
    expect(synthError(app)).toBe('');
    expect(visits).toBe(1);
  });

  test('reaches a later Stage that something else has synthesized already', () => {
    const app = new App();
    Guardrails.enforce(app, { permissionsBoundary: importedBoundary(app) });
    const stage = new Stage(app, 'Prod');
    const stack = new Stack(stage, 'Stack');
    plainRole(stack);
    stage.synth();
    expect(synthError(app)).toBe('');
    expect(writtenProperty(stack, 'AWS::IAM::Role', 'PermissionsBoundary')).toEqual([BOUNDARY]);
  });

  test('takes a boundary that the app makes in another stack', () => {
    const app = new App();
    const env = { account: ACCOUNT, region: 'eu-west-1' };
    const shared = new Stack(app, 'Shared', { env });
    const boundary = new iam.ManagedPolicy(shared, 'Boundary', {
      statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::data/*'] })],
    });
    const stack = new Stack(app, 'Stack', { env });
    plainRole(stack);
    Guardrails.enforce(app, { permissionsBoundary: boundary });
    expect(synthError(app)).toBe('');
    expect(writtenProperty(stack, 'AWS::IAM::Role', 'PermissionsBoundary')).toEqual([{ 'Fn::ImportValue': expect.stringMatching(/^Shared:ExportsOutputRefBoundary/) }]);
  });

  test('on a stack leaves the roles of others alone', () => {
    const app = new App();
    const [stack, beside] = [new Stack(app, 'Stack'), new Stack(app, 'Beside')];
    [stack, beside].forEach((item) => plainRole(item));
    Guardrails.enforce(stack, { permissionsBoundary: importedBoundary(app) });
    app.synth();
    expect(writtenProperty(stack, 'AWS::IAM::Role', 'PermissionsBoundary')).toEqual([BOUNDARY]);
    expect(writtenProperty(beside, 'AWS::IAM::Role', 'PermissionsBoundary')).toEqual([undefined]);
  });

  test('a role that an Aspect adds too late for the boundary fails, in every pack', () => {
    const app = appWith({ '@aws-cdk/core:aspectStabilization': false });
    const stack = new Stack(app, 'Stack');
    plainRole(stack);
    Guardrails.enforce(app, { permissionsBoundary: importedBoundary(app) });
    const last = new Stack(app, 'Last');
    Aspects.of(last).add({ visit: (node) => { if (node === last) { rawRole(stack, 'Late'); } } });
    expect(synthError(app)).toContain('IamGuardrails-PermissionsBoundaryRequired[Boundary=none]');
  });

  describe.each([[true], [false]])('beside the context key of CDK, flag for its priority %s', (priority) => {
    function bounded(overwriteBoundaries: boolean) {
      const app = appWith({
        '@aws-cdk/core:permissionsBoundary': { arn: OTHER_BOUNDARY }, '@aws-cdk/core:aspectPrioritiesMutating': priority,
      });
      const stack = new Stack(app, 'Stack');
      plainRole(stack);
      Guardrails.enforce(app, { permissionsBoundary: importedBoundary(app), overwriteBoundaries });
      const error = synthError(app);
      return { error, boundaries: writtenProperty(stack, 'AWS::IAM::Role', 'PermissionsBoundary') };
    }

    test('the other stays, and is an error in every pack', () => {
      const { error, boundaries } = bounded(false);
      expect(boundaries).toEqual([OTHER_BOUNDARY]);
      expect(error).toContain('IamGuardrails-PermissionsBoundaryRequired[Boundary=arn:aws:iam:111122223333:policy/other-boundary]');
    });

    test('ours replaces it where that is asked for', () => {
      expect(bounded(true)).toEqual({ error: '', boundaries: [BOUNDARY] });
    });
  });
});

describe('Guardrails.enforce with a session duration', () => {
  test('caps the sessions of roles in stacks and Stages, also where an Aspect of others raises them', () => {
    const app = new App();
    Guardrails.enforce(app, { maxSessionDuration: Duration.hours(2) });
    const stacks = [new Stack(app, 'Stack'), new Stack(new Stage(app, 'Prod'), 'Stack')];
    stacks.forEach((stack) => {
      plainRole(stack, 'Long', { maxSessionDuration: Duration.hours(8) });
      plainRole(stack, 'Short', { maxSessionDuration: Duration.hours(1) });
      const raised = rawRole(stack, 'Raised');
      Aspects.of(stack).add({ visit: (node) => { if (node === raised) { raised.addPropertyOverride('MaxSessionDuration', 43200); } } });
    });
    expect(synthError(app)).toBe('');
    stacks.forEach((stack) => expect(writtenProperty(stack, 'AWS::IAM::Role', 'MaxSessionDuration')).toEqual([7200, 3600, 7200]));
  });
});

describe('Guardrails.check', () => {
  const adminIn = (scope: Stack) => adminRole(scope);

  test('gives the errors of an app without any enforcement', () => {
    const app = new App();
    adminIn(new Stack(app, 'Stack'));
    const result = Guardrails.check(app);
    expect(result.errors).toContain(ADMIN);
    expect(result.passed).toBe(false);
  });

  test('passes an app without violations', () => {
    const app = new App();
    plainRole(new Stack(app, 'Stack'));
    expect(checkGuardrails(app)).toMatchObject({ errors: [], passed: true });
  });

  test.each(SURFACES)('does not throw for findings where %s is in force, and synthesis fails afterwards', (_name, enforce) => {
    const app = new App();
    adminIn(new Stack(app, 'Stack'));
    adminIn(new Stack(new Stage(app, 'Prod'), 'Stack'));
    enforce(app);
    expect(checked(app).errors).toEqual([ADMIN, ADMIN]);
    expect(synthError(app)).not.toBe('');
    expect(synthError(app)).not.toBe('');
  });

  test.each(SURFACES)('does not throw where %s is on a Stage, and synthesis fails afterwards', (_name, enforce) => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    adminIn(new Stack(stage, 'Stack'));
    enforce(stage);
    expect(checked(app).errors).toEqual([ADMIN]);
    expect(synthError(app)).toContain('Prod/Stack/Admin/Resource');
  });

  test.each(SURFACES)('judges what is beside a failing Stage as its Aspects leave it, with %s on the Stage', (_name, enforce) => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    adminIn(new Stack(stage, 'Stack'));
    enforce(stage);
    const stack = new Stack(app, 'Stack');
    const role = adminRole(stack, 'Mended');
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === role.node.defaultChild) {
          (node as CfnResource).addPropertyDeletionOverride('Policies');
        }
      },
    });
    expect(checked(app).paths).toEqual(['Prod/Stack/Admin/Resource']);
  });

  test('throws for a failing validation that is none of ours', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    adminIn(stack);
    stack.node.addValidation({ validate: () => ['the name is taken'] });
    expect(() => checkGuardrails(app)).toThrow(/the name is taken/);
  });

  test('throws for a failing validation of others beside our gate', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    adminIn(stack);
    Guardrails.enforce(app, { hardGate: true });
    stack.node.addValidation({ validate: () => ['the name is taken'] });
    expect(() => checkGuardrails(app)).toThrow(/the name is taken/);
  });

  test('throws for a failing validation in a Stage', () => {
    const app = new App();
    Guardrails.enforce(app, { hardGate: true });
    const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
    adminIn(stack);
    stack.node.addValidation({ validate: () => ['the name is taken'] });
    expect(() => checkGuardrails(app)).toThrow(/the name is taken/);
  });

  test('throws for an Aspect that throws', () => {
    const app = new App();
    new Stack(app, 'Stack');
    Aspects.of(app).add({ visit: () => { throw new Error('out of luck'); } });
    expect(() => checkGuardrails(app)).toThrow('out of luck');
  });

  test('is not kept from its result by another plugin that fails', () => {
    const app = new App();
    adminIn(new Stack(app, 'Stack'));
    Validations.of(app).addPlugins({
      name: 'other',
      validate: () => ({ success: false, violations: [{ ruleName: 'R', description: 'no', severity: 'error', violatingResources: [{ locations: [] }] }] }),
    });
    const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(checked(app).errors).toEqual([ADMIN]);
    print.mockRestore();
  });

  test('of a stack gives only what is below it', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    adminIn(stack);
    adminIn(new Stack(app, 'Beside'));
    expect(checked(stack).paths).toEqual(['Stack/Admin/Resource']);
  });

  test('of a construct gives only what is below it', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const part = new Construct(stack, 'Part');
    adminRole(part);
    adminRole(stack, 'Beside');
    expect(checked(part).paths).toEqual(['Stack/Part/Admin/Resource']);
  });

  test('of a Stage gives only what is in it', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    adminIn(new Stack(stage, 'Stack'));
    adminIn(new Stack(app, 'Stack'));
    expect(checked(stage).paths).toEqual(['Prod/Stack/Admin/Resource']);
  });

  test('lists acknowledged findings apart', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    adminIn(stack);
    Validations.of(stack).acknowledge({ id: `IamGuardrails::${ADMIN}`, reason: 'break-glass role' });
    expect(checked(app)).toMatchObject({ acknowledged: [ADMIN], errors: [] });
  });

  test('needs an app', () => {
    expect(() => checkGuardrails(new Construct(undefined as never, 'Alone'))).toThrow(/without an App or Stage/);
  });

  test('judges an app with several surfaces at once', () => {
    const app = new App();
    adminIn(new Stack(new Stage(app, 'Prod'), 'Stack'));
    Guardrails.enforce(app, { hardGate: true });
    Aspects.of(app).add(new IamGuardrailsAspect());
    expect(checked(app).errors).toEqual([ADMIN]);
    expect(synthError(app)).not.toBe('');
  });
});
