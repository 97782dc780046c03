import { App, CfnParameter, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CompositePrincipal, Effect, Group, ManagedPolicy, PermissionsBoundary, PolicyStatement, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, GuardrailAssertions, Guardrails, RulePack } from '../../../src';
import { BoundaryPolicy, BoundaryPolicyProps } from '../../../src/constructs/boundaries/boundary-policy';
import { BoundaryPreset } from '../../../src/constructs/boundaries/boundary-preset';
import { synthError } from '../../support/apps';

const LAMBDA = new ServicePrincipal('lambda.amazonaws.com');
const OWN_FUNCTIONS = ['arn:aws:lambda:*:111122223333:function:app-*'];
const PRESETS: readonly (readonly [string, BoundaryPreset])[] = [
  ['workload', BoundaryPreset.workload({ regions: ['eu-west-1'] })],
  ['developer', BoundaryPreset.developer({ computeResources: OWN_FUNCTIONS })],
  ['ciDeploy', BoundaryPreset.ciDeploy({ computeResources: OWN_FUNCTIONS })],
  ['custom', BoundaryPreset.custom({ statements: [new PolicyStatement({ actions: ['*'], resources: ['*'] })] })],
];

function stackOf(env?: { account: string; region: string }): Stack {
  return new Stack(new App(), 'Platform', { env });
}

function boundaryIn(stack: Stack, props: Partial<BoundaryPolicyProps> = {}): BoundaryPolicy {
  return new BoundaryPolicy(stack, 'Boundary', { preset: BoundaryPreset.workload(), ...props });
}

interface PolicyProperties {
  readonly ManagedPolicyName: unknown;
  readonly Path: unknown;
  readonly PolicyDocument: { readonly Statement: readonly Record<string, unknown>[] };
}

function propertiesIn(stack: Stack): PolicyProperties {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))[0].Properties;
}

function statementIn(stack: Stack, sid: string): Record<string, unknown> {
  return propertiesIn(stack).PolicyDocument.Statement.find(({ Sid }) => Sid === sid)!;
}

/** Statements that deny, with as many characters in all as are left. */
function filling(characters: number): PolicyStatement {
  const empty = '{"Action":"s3:","Effect":"Deny","Resource":"*"},'.length;
  return new PolicyStatement({ effect: Effect.DENY, actions: [`s3:${'x'.repeat(characters - empty)}`], resources: ['*'] });
}

describe('beside administrators that Lambda, EC2 and CloudFormation may have', () => {
  test.each(PRESETS)('a role with AdministratorAccess under %s cannot escalate', (_name, preset) => {
    const stack = stackOf();
    const administratorAccess = ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess');
    const services = ['lambda', 'ec2', 'cloudformation', 'ecs-tasks', 'states'].map((name) => new ServicePrincipal(`${name}.amazonaws.com`));
    new Role(stack, 'Administrator', { assumedBy: new CompositePrincipal(...services), managedPolicies: [administratorAccess] });
    new Role(stack, 'Trusted', { assumedBy: new CompositePrincipal(...services), managedPolicies: [administratorAccess], path: '/security/' });
    new User(stack, 'Somebody', { managedPolicies: [administratorAccess] });
    const worker = new Role(stack, 'Worker', { assumedBy: LAMBDA, managedPolicies: [administratorAccess] });
    PermissionsBoundary.of(worker).apply(boundaryIn(stack, { preset }));
    const assertions = GuardrailAssertions.fromStack(stack);
    assertions.role('Worker').cannotEscalate().cannotReach(assertions.role('Administrator')).cannotReach(assertions.user('Somebody'));
  });
});

describe('the policy', () => {
  test('has a fixed name, and denies changes of itself by it', () => {
    const stack = stackOf();
    const boundary = boundaryIn(stack, { preset: BoundaryPreset.developer(), policyName: 'limits', path: '/guardrails/' });
    expect(propertiesIn(stack)).toMatchObject({ ManagedPolicyName: 'limits', Path: '/guardrails/' });
    expect(statementIn(stack, 'Boundaries').Resource)
      .toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':policy/guardrails/limits']] });
    expect(boundary.boundaryName).toBe('guardrails/limits');
  });

  test.each([['workload', BoundaryPreset.workload()], ['developer', BoundaryPreset.developer()], ['ci-deploy', BoundaryPreset.ciDeploy()]])(
    'is called %s-boundary by default', (name, preset) => {
      expect(boundaryIn(stackOf(), { preset }).boundaryName).toBe(`${name}-boundary`);
    });

  test('of several Regions has a name in each, and protects the others', () => {
    const stack = stackOf({ account: '111122223333', region: 'eu-west-1' });
    const boundary = boundaryIn(stack, { preset: BoundaryPreset.ciDeploy(), perRegion: true });
    expect(boundary.boundaryName).toBe('ci-deploy-boundary-eu-west-1');
    const siblings = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:policy/ci-deploy-boundary-*']] };
    expect(statementIn(stack, 'Boundaries').Resource).toEqual(siblings);
    expect(statementIn(stack, 'Unbounded').Condition).toEqual({ StringNotLike: { 'iam:PermissionsBoundary': [siblings] } });
  });

  test('of several Regions has a name in a stack without a Region, too', () => {
    const stack = stackOf();
    boundaryIn(stack, { perRegion: true });
    expect(propertiesIn(stack).ManagedPolicyName).toEqual({ 'Fn::Join': ['', ['workload-boundary-', { Ref: 'AWS::Region' }]] });
  });

  test('takes resources that only the deployment knows', () => {
    const stack = stackOf();
    const trail = new CfnParameter(stack, 'Trail').valueAsString;
    boundaryIn(stack, { preset: BoundaryPreset.workload({ protectedResources: [trail] }) });
    expect(statementIn(stack, 'Protected').Resource).toEqual({ Ref: 'Trail' });
  });
});

describe('attaching it as a permissions policy', () => {
  test.each<[string, (boundary: BoundaryPolicy, stack: Stack) => void]>([
    ['to a role', (boundary, stack) => boundary.attachToRole(new Role(stack, 'Principal', { assumedBy: LAMBDA }))],
    ['to a user', (boundary, stack) => boundary.attachToUser(new User(stack, 'Principal'))],
    ['to a group', (boundary, stack) => boundary.attachToGroup(new Group(stack, 'Principal'))],
  ])('%s is an error', (_what, attach) => {
    const stack = stackOf();
    expect(() => attach(boundaryIn(stack), stack)).toThrow('attached: found "Platform/Principal", expected nobody: a boundary is set as permissions boundary');
  });

  test('by way of the role is found by the rules', () => {
    const stack = stackOf();
    const boundary = boundaryIn(stack);
    new Role(stack, 'Worker', { assumedBy: LAMBDA, managedPolicies: [boundary] });
    expect(checkGuardrails(stack).errors).toContain('IamGuardrails-NoAdminStatement[Action=*;Resource=*]');
  });
});

describe('size', () => {
  const env = { account: '111122223333', region: 'eu-west-1' };

  test('says how many characters are left', () => {
    const boundary = boundaryIn(stackOf(env));
    const before = boundary.unusedCharacters;
    boundary.addStatements(filling(100));
    expect(before - boundary.unusedCharacters).toBe(100);
  });

  test('at the limit is no error, one above it is', () => {
    const stack = stackOf(env);
    const boundary = boundaryIn(stack);
    boundary.addStatements(filling(boundary.unusedCharacters));
    expect(boundary.unusedCharacters).toBe(0);
    expect(boundary.node.validate()).toEqual([]);
    const other = new BoundaryPolicy(stack, 'Other', { preset: BoundaryPreset.workload(), policyName: 'other' });
    other.addStatements(filling(other.unusedCharacters + 1));
    expect(synthError(stack.node.root as App)).toContain('found 6145 characters, expected at most 6144: 1 too many; the longest statements are ');
  });

  test('above the limit is an error at construction, with the longest statements', () => {
    const protectedResources = [...Array(200).keys()].map((index) => `arn:aws:s3:::log-bucket-number-${index}`);
    expect(() => boundaryIn(stackOf(env), { preset: BoundaryPreset.workload({ protectedResources }) }))
      .toThrow(/policy document: found \d+ characters, expected at most 6144: \d+ too many; the longest statements are Protected \(\d+\), Takeover \(\d+\), Records \(\d+\)$/);
  });

  test('takes what only the deployment knows at its longest usual length', () => {
    const known = boundaryIn(stackOf(env), { preset: BoundaryPreset.ciDeploy() });
    const unknown = boundaryIn(stackOf(), { preset: BoundaryPreset.ciDeploy() });
    expect(known.unusedCharacters).toBe(unknown.unusedCharacters);
  });

  test('takes a reference to a policy for its ARN, and not for a name', () => {
    const stack = stackOf(env);
    const literal = `arn:aws-us-gov:iam::111122223333:policy/${'x'.repeat(50)}`;
    const approved = new ManagedPolicy(stack, 'Approved', { statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] })] });
    const [known, unknown] = [literal, approved.managedPolicyArn].map((arn, index) => (
      new BoundaryPolicy(stack, `Boundary${index}`, { preset: BoundaryPreset.developer({ approvedBoundaries: [arn] }), policyName: `b${index}` })
    ));
    expect(unknown.unusedCharacters).toBeLessThanOrEqual(known.unusedCharacters);
  });

  test.each([['é', true], ['\u00ff', true], ['ā', false], ['日', false], ['😀', false]])('a resource with %s passes: %s', (character, passes) => {
    const make = () => boundaryIn(stackOf(env), { preset: BoundaryPreset.workload({ protectedResources: [`arn:aws:s3:::logs/${character}`] }) });
    if (passes) {
      expect(make).not.toThrow();
    } else {
      expect(make).toThrow(`found the character "${character}", expected tab, line feed, carriage return, or U+0020 to U+00FF`);
    }
  });
});

describe('checks', () => {
  test.each(PRESETS)('an app with the boundary %s passes the strict pack', (_name, preset) => {
    const app = new App();
    const stack = new Stack(app, 'Platform');
    const boundary = boundaryIn(stack, { preset });
    new Role(stack, 'Worker', { assumedBy: LAMBDA });
    Guardrails.enforce(app, { permissionsBoundary: boundary, pack: RulePack.STRICT });
    const { errors, warnings } = checkGuardrails(app, { pack: RulePack.STRICT });
    expect([errors, warnings]).toEqual([[], []]);
    expect(() => app.synth()).not.toThrow();
  });

  test('nobody needs to be bounded by it in the same app', () => {
    const stack = stackOf();
    boundaryIn(stack);
    expect(checkGuardrails(stack, { pack: RulePack.STRICT }).errors).toEqual([]);
  });

  test.each(PRESETS)('AwsSolutionsChecks has nothing to report of the boundary %s', (_name, preset) => {
    const app = new App();
    boundaryIn(new Stack(app, 'Platform'), { preset });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(synthError(app)).toBe('');
    expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
  });

  test('AwsSolutionsChecks reports wildcards of your own statements', () => {
    const stack = stackOf();
    boundaryIn(stack, { preset: BoundaryPreset.custom({ statements: [new PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] }) });
    expect(new AwsSolutionsChecks().validateScope(stack).violations.map(({ ruleName }) => ruleName)).toEqual(['AwsSolutions-IAM5[Action::s3:*]']);
  });
});

test.each<[string, Partial<BoundaryPolicyProps>, string]>([
  ['an empty name', { policyName: '' }, 'policyName: found "", expected 1 to 128 letters, digits or +=,.@_-'],
  ['a name with a path', { policyName: 'a/b' }, 'policyName: found "a/b"'],
  ['a name that is too long', { policyName: 'a'.repeat(129) }, 'expected 1 to 128 letters'],
  ['a name that is too long with its Region', { policyName: 'a'.repeat(114), perRegion: true }, 'expected 1 to 113 letters'],
  ['a path without slashes', { path: 'guardrails' }, 'path: found "guardrails", expected a path with a slash at both ends'],
])('%s is an error', (_what, props, message) => {
  expect(() => boundaryIn(stackOf(), props)).toThrow(message);
});
