import { App, Aspects, Aws, CfnCondition, CfnParameter, CfnResource, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { BoundaryPolicy } from '../../../src/constructs/boundaries/boundary-policy';
import { BoundaryPreset } from '../../../src/constructs/boundaries/boundary-preset';
import { Machine, ServiceMachineOptions } from '../../../src/constructs/identities/machine';
import { MachineRole } from '../../../src/constructs/identities/machine-role';
import { checkGuardrails } from '../../../src/enforce/guardrails';
import { RulePack } from '../../../src/enforce/rule-pack';
import { escalationAttacks } from '../../support/attacks';
import { ACCOUNT, ADMINISTRATOR_ACCESS, notAllowed, notDenied } from '../../support/proof';

const CLUSTER = `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/shop`;
const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const ANCHOR = `arn:aws:rolesanywhere:eu-west-1:${ACCOUNT}:trust-anchor/11111111-2222-3333-4444-555555555555`;
const POD = { namespace: 'shop', serviceAccount: 'worker' };

const MACHINES: readonly (readonly [string, () => Machine])[] = [
  ['a function', () => Machine.lambdaFunction()],
  ['a task', () => Machine.ecsTask()],
  ['an instance', () => Machine.ec2()],
  ['a pod by Pod Identity', () => Machine.eksPodIdentity({ clusterArn: CLUSTER, ...POD })],
  ['a pod by the provider of its cluster', () => Machine.irsa({ providerArn: PROVIDER, ...POD })],
  ['a server with a certificate', () => Machine.rolesAnywhere({ trustAnchorArn: ANCHOR, commonName: 'worker-1' })],
  ['a service that sends its source', () => Machine.service('states.amazonaws.com')],
  ['a service in one Region that sends its source', () => Machine.service('states.eu-west-1.amazonaws.com')],
  ['a service that sends none', () => Machine.service('apigateway.amazonaws.com')],
];

function inStack(machine: Machine, env?: { account: string; region: string }) {
  const app = new App({ context: { '@aws-cdk/core:enablePartitionLiterals': true } });
  const stack = new Stack(app, 'Shop', { env });
  const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', stack.formatArn({ service: 'iam', region: '', resource: 'policy', resourceName: 'b' }));
  const role = new MachineRole(stack, 'Worker', { machine, permissionsBoundary });
  return { app, stack, role };
}

const trustIn = (stack: Stack) => Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role'))
  .find(([id]) => id.startsWith('Worker'))![1].Properties.AssumeRolePolicyDocument;
const conditionIn = (stack: Stack) => trustIn(stack).Statement[0].Condition;

describe.each(MACHINES)('the role of %s', (_, machine) => {
  test('passes the strict pack and AwsSolutionsChecks, wherever it is deployed', () => {
    for (const env of [undefined, { account: ACCOUNT, region: 'eu-west-1' }, { account: ACCOUNT, region: 'cn-north-1' }]) {
      const { app } = inStack(machine(), env);
      expect(checkGuardrails(app, { pack: RulePack.STRICT }).errors).toEqual([]);
      expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
    }
  });

  test('ends its sessions after one hour, and denies to make them a person\'s', () => {
    const template = Template.fromStack(inStack(machine()).stack);
    template.hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 3600 });
    template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [{ Sid: 'NoSessionOfAPerson', Effect: 'Deny', Resource: '*' }] } });
  });
});

describe('the source of a service', () => {
  test('is the account of the stack, where the service says so', () => {
    expect(conditionIn(inStack(Machine.service('states.amazonaws.com')).stack)).toEqual({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
    expect(conditionIn(inStack(Machine.service('apigateway.amazonaws.com')).stack)).toBeUndefined();
  });

  test('can be resources, in the account that they name', () => {
    const machine = 'arn:aws:states:eu-west-1:444455556666:stateMachine:*';
    const guard = (options: ServiceMachineOptions) => conditionIn(inStack(Machine.service('states.amazonaws.com', options)).stack);
    expect(guard({ sourceArns: [machine] })).toEqual({ StringEquals: { 'aws:SourceAccount': '444455556666' }, ArnLike: { 'aws:SourceArn': machine } });
    expect(guard({ sourceArns: ['arn:aws:s3:::reports'] }).StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
    expect(guard({ sourceArns: [machine, Fn.importValue('Machine')] }).StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
  });

  test('is of the stack\'s account where its ARN names none: others may make the bucket anew', () => {
    const guard = (options: ServiceMachineOptions) => conditionIn(inStack(Machine.service('glue.amazonaws.com', options)).stack);
    expect(guard({ sourceArns: ['arn:aws:s3:::reports'] })).toEqual({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::reports' } });
    expect(guard({ sourceArns: [`arn:aws:glue:eu-west-1:${ACCOUNT}:job/load`] })).toEqual({ ArnLike: { 'aws:SourceArn': `arn:aws:glue:eu-west-1:${ACCOUNT}:job/load` } });
  });

  test('is asked for of any service, when it is given', () => {
    expect(conditionIn(inStack(Machine.service('glue.amazonaws.com', { sourceAccounts: [ACCOUNT] })).stack)).toEqual({ StringEquals: { 'aws:SourceAccount': ACCOUNT } });
  });

  test('of tasks are the tasks of the stack\'s Region, or of the Regions given', () => {
    const sourceArn = (machine: Machine) => conditionIn(inStack(machine, { account: ACCOUNT, region: 'us-gov-west-1' }).stack).ArnLike['aws:SourceArn'];
    expect(sourceArn(Machine.ecsTask())).toEqual(`arn:aws-us-gov:ecs:us-gov-west-1:${ACCOUNT}:*`);
    expect(sourceArn(Machine.ecsTask({ regions: ['us-gov-east-1', 'us-gov-west-1'] }))).toHaveLength(2);
  });
});

test('the role of instances comes with an instance profile, that of others does not', () => {
  const { stack, role } = inStack(Machine.ec2());
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::InstanceProfile', { Roles: [stack.resolve(role.roleName)] });
  expect(stack.resolve(role.instanceProfile!.instanceProfileArn)).toBeDefined();
  expect(inStack(Machine.lambdaFunction()).role.instanceProfile).toBeUndefined();
});

test('a provider that only the deployment knows is trusted all the same', () => {
  const stack = new Stack(new App(), 'Shop');
  const providerArn = new CfnParameter(stack, 'Provider').valueAsString;
  new MachineRole(stack, 'Worker', { machine: Machine.irsa({ providerArn, ...POD }) });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [{ Principal: { Federated: { Ref: 'Provider' } }, Condition: { StringEquals: { 'Fn::GetAtt': [Match.stringLikeRegexp('^WorkerTrustStringEquals0'), 'Value'] } } }] },
  });
  const [{ Properties }] = Object.values(template.findResources('Custom::AWSCDKCfnJson'));
  expect(JSON.stringify(Properties.Value)).toContain('system:serviceaccount:shop:worker');
});

test('an issuer that is known needs no custom resource', () => {
  const stack = new Stack(new App(), 'Shop');
  new MachineRole(stack, 'Worker', { machine: Machine.irsa({ providerArn: new CfnParameter(stack, 'Provider').valueAsString, issuer: ISSUER, ...POD }) });
  expect(conditionIn(inStack(Machine.irsa({ providerArn: PROVIDER, issuer: ISSUER, ...POD })).stack).StringEquals[`${ISSUER}:aud`]).toEqual('sts.amazonaws.com');
  Template.fromStack(stack).resourceCountIs('Custom::AWSCDKCfnJson', 0);
});

describe('the trust policy of a machine', () => {
  const people: Record<string, iam.IPrincipal> = {
    'a user': new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:user/alice`),
    'an account': new iam.AccountPrincipal(ACCOUNT),
    'the account of the stack': new iam.AccountRootPrincipal(),
    'everybody': new iam.AnyPrincipal(),
    'people by SAML': new iam.FederatedPrincipal(`arn:aws:iam::${ACCOUNT}:saml-provider/adfs`, {}, 'sts:AssumeRoleWithSAML'),
    'people by OpenID Connect': new iam.WebIdentityPrincipal(PROVIDER, { StringEquals: { [`${ISSUER}:sub`]: 'alice' } }),
    'people of a directory': new iam.ServicePrincipal('ds.amazonaws.com'),
    'pods of any cluster': new iam.ServicePrincipal('pods.eks.amazonaws.com'),
    'every service': new iam.ServicePrincipal('*'),
    'a service by another spelling': new iam.ServicePrincipal('SSO.amazonaws.com'),
  };

  test.each(Object.keys(people))('is not widened to %s', (who) => {
    const { app, role } = inStack(Machine.lambdaFunction());
    role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [people[who]] }));
    expect(() => app.synth()).toThrow(/the trust policy: found .* expected services of machines only, for people cannot take a MachineRole/);
  });

  test.each<[string, (role: iam.CfnRole) => void]>([
    ['an override of a principal', (role) => role.addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Principal', { AWS: '*' })],
    ['an override of all', (role) => role.addPropertyOverride('AssumeRolePolicyDocument', { Ref: 'Trust' })],
    ['what is left out', (role) => role.addPropertyOverride('AssumeRolePolicyDocument.Statement.0', {
      Effect: 'Allow', NotPrincipal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole', Principal: undefined,
    })],
    ['none at all', (role) => role.addPropertyDeletionOverride('AssumeRolePolicyDocument')],
    ['an Aspect', (role) => Aspects.of(role).add({ visit: (node) => (node as CfnResource).addPropertyOverride('AssumeRolePolicyDocument.Statement.0.Principal.AWS', '*') })],
  ])('is not widened by %s', (_, widen) => {
    const { app, role } = inStack(Machine.lambdaFunction());
    widen(role.node.defaultChild as iam.CfnRole);
    expect(() => app.synth()).toThrow(/the trust policy: found/);
  });

  test('does not lose its source guard', () => {
    const { app, role } = inStack(Machine.ecsTask());
    (role.node.defaultChild as iam.CfnRole).addPropertyDeletionOverride('AssumeRolePolicyDocument.Statement.0.Condition');
    expect(() => app.synth()).toThrow(/the trust policy: found/);
  });

  test('takes denies, and a service more', () => {
    const { app, role } = inStack(Machine.lambdaFunction());
    role.assumeRolePolicy!.addStatements(
      new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.ServicePrincipal('edgelambda.amazonaws.com')] }),
      new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['sts:*'], principals: [new iam.AnyPrincipal()], conditions: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    expect(() => app.synth()).not.toThrow();
  });
});

describe('what keeps the session of a machine from becoming that of a person', () => {
  const ownPolicy = (role: MachineRole) => role.node.findChild('NoSessionOfAPerson').node.defaultChild as iam.CfnPolicy;

  test.each<[string, (role: MachineRole) => unknown]>([
    ['removed', (role) => role.node.tryRemoveChild('NoSessionOfAPerson')],
    ['turned round', (role) => ownPolicy(role).addPropertyOverride('PolicyDocument.Statement.0.Effect', 'Allow')],
    ['narrowed', (role) => ownPolicy(role).addPropertyOverride('PolicyDocument.Statement.0.Action', 'signin:Authenticate')],
    ['limited by a condition', (role) => ownPolicy(role).addPropertyOverride('PolicyDocument.Statement.0.Condition', { Bool: { 'aws:SecureTransport': 'false' } })],
    ['deleted', (role) => ownPolicy(role).addPropertyDeletionOverride('PolicyDocument.Statement')],
    ['put on another role', (role) => ownPolicy(role).addPropertyOverride('Roles', ['other'])],
    ['made in some stacks only', (role) => {
      ownPolicy(role).cfnOptions.condition = new CfnCondition(role, 'Sometimes', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    }],
    ['changed by an Aspect', (role) => Aspects.of(role).add({
      visit: (node) => node === ownPolicy(role) && ownPolicy(role).addPropertyOverride('PolicyDocument.Statement.0.Effect', 'Allow'),
    })],
  ])('is not %s', (_, change) => {
    const { app, role } = inStack(Machine.lambdaFunction());
    change(role);
    expect(() => app.synth()).toThrow(/the policies: found none with the statement NoSessionOfAPerson, expected it as the class of the role has made it/);
  });

  test.each([true, false])('stays beside further statements, with minimised policies: %s', (minimised) => {
    const app = new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': minimised } });
    const role = new MachineRole(new Stack(app, 'Shop'), 'Worker', { machine: Machine.lambdaFunction(), roleName: 'worker' });
    (role.node.findChild('NoSessionOfAPerson') as iam.Policy).addStatements(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:DeleteBucket'], resources: ['*'] }));
    expect(() => app.synth()).not.toThrow();
  });
});

test('the stack\'s own account and partition let the machine in', () => {
  const { stack } = inStack(Machine.ecsTask(), { account: ACCOUNT, region: 'cn-north-1' });
  expect(notAllowed({ identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: trustIn(stack) }, 'ecs-tasks.amazonaws.com', [{
    what: 'a task', action: 'sts:AssumeRole', resource: `arn:aws-cn:iam::${ACCOUNT}:role/Worker`,
    context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': `arn:aws-cn:ecs:cn-north-1:${ACCOUNT}:task/shop/1` },
  }])).toEqual([]);
});

describe('what cannot be said', () => {
  test.each<[string, RegExp, () => unknown]>([
    ['no service', /service: found "states", expected the name of a service/, () => Machine.service('states')],
    ['every service', /service: found "\*", expected the name of a service/, () => Machine.service('*')],
    ['a person for a service', /service: found "arn:.*", expected the name of a service/, () => Machine.service(`arn:aws:iam::${ACCOUNT}:user/alice`)],
    ['another host for a service', /service: found "example.com"/, () => Machine.service('example.com')],
    ['a service that nobody knows yet', /service: found .*, expected the name of a service, known now/, () => Machine.service(`logs.${Aws.REGION}.amazonaws.com`)],
    ['people of a directory', /service: found "ds.amazonaws.com", expected a service of machines: people of a directory/, () => Machine.service('ds.amazonaws.com')],
    ['people of a directory in one Region', /found "ds.eu-west-1.amazonaws.com"/, () => Machine.service('ds.eu-west-1.amazonaws.com')],
    ['pods of any cluster', /found "pods.eks.amazonaws.com", expected Machine.eksPodIdentity/, () => Machine.service('pods.eks.amazonaws.com')],
    ['any certificate', /found "rolesanywhere.amazonaws.com", expected Machine.rolesAnywhere/, () => Machine.service('rolesanywhere.amazonaws.com')],
    ['a source account', /sourceAccounts: found "1234", expected account ids of twelve digits/, () => Machine.service('states.amazonaws.com', { sourceAccounts: ['1234'] })],
    ['no source account', /sourceAccounts: found "an empty list", expected at least one account/, () => Machine.service('states.amazonaws.com', { sourceAccounts: [] })],
    ['any source', /sourceArns: found "\*"/, () => Machine.service('states.amazonaws.com', { sourceArns: ['*'] })],
    ['a source of any account', /sourceArns: found "arn:aws:states:/, () => Machine.service('states.amazonaws.com', { sourceArns: ['arn:aws:states:*:*:stateMachine:Shop'] })],
    ['no Region', /regions: found "an empty list", expected at least one Region/, () => Machine.ecsTask({ regions: [] })],
    ['any Region', /regions: found "\*", expected Regions such as eu-west-1/, () => Machine.ecsTask({ regions: ['*'] })],
    ['any cluster', /clusterArn: found .*, expected the ARN of one cluster/, () => Machine.eksPodIdentity({ clusterArn: CLUSTER.replace('shop', '*'), ...POD })],
    ['any namespace', /namespace: found "\*", expected one Kubernetes namespace, without wildcards/, () => Machine.eksPodIdentity({ clusterArn: CLUSTER, namespace: '*', serviceAccount: 'worker' })],
    ['any service account', /serviceAccount: found "w\*", expected one/, () => Machine.irsa({ providerArn: PROVIDER, namespace: 'shop', serviceAccount: 'w*' })],
    ['no provider', /providerArn: found "https:.*", expected the ARN of an OpenID Connect provider/, () => Machine.irsa({ providerArn: `https://${ISSUER}`, ...POD })],
    ['a URL for an issuer', /issuer: found "https:.*", expected the URL of the provider without https/, () => Machine.irsa({ providerArn: PROVIDER, issuer: `https://${ISSUER}`, ...POD })],
    ['the issuer of another provider', /issuer: found "oidc.example.com", expected the issuer of the provider/, () => Machine.irsa({ providerArn: PROVIDER, issuer: 'oidc.example.com', ...POD })],
    ['no trust anchor', /trustAnchorArn: found "\*", expected the ARN of one trust anchor/, () => Machine.rolesAnywhere({ trustAnchorArn: '*', commonName: 'worker' })],
    ['every certificate of the authority', /rolesAnywhere: found "no attribute.*", expected at least one of commonName/, () => Machine.rolesAnywhere({ trustAnchorArn: ANCHOR })],
    ['a pattern of certificates', /commonName: found "worker-\*", expected the attribute as it stands/, () => Machine.rolesAnywhere({ trustAnchorArn: ANCHOR, commonName: 'worker-*' })],
  ])('%s', (_, message, make) => {
    expect(make).toThrow(message);
  });

  test('a session that is long without a reason', () => {
    const stack = new Stack(new App(), 'Shop');
    expect(() => new MachineRole(stack, 'Worker', { machine: Machine.lambdaFunction(), maxSessionDuration: Duration.hours(2) })).toThrow(/longSessionReason/);
  });
});

/** The policies of the template, and AdministratorAccess on top. */
function attackedPolicies(stack: Stack) {
  const documents = (type: string) => Object.values(Template.fromStack(stack).findResources(type)).map(({ Properties }) => Properties.PolicyDocument);
  return { identityPolicies: [ADMINISTRATOR_ACCESS, ...documents('AWS::IAM::Policy')], permissionsBoundary: documents('AWS::IAM::ManagedPolicy')[0] };
}

test('an attacker who has taken the role, with AdministratorAccess, does not get out of a workload boundary', () => {
  const app = new App({ context: { '@aws-cdk/core:enablePartitionLiterals': true } });
  const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const permissionsBoundary = new BoundaryPolicy(stack, 'Boundary', { preset: BoundaryPreset.workload() });
  new MachineRole(stack, 'Worker', { machine: Machine.lambdaFunction(), roleName: 'worker', permissionsBoundary });
  const attacks = escalationAttacks({ boundaryArn: `arn:aws:iam::${ACCOUNT}:policy/workload-boundary` });
  expect(attacks.length).toBeGreaterThanOrEqual(60);
  for (const attacker of [`arn:aws:iam::${ACCOUNT}:role/worker`, `arn:aws:sts::${ACCOUNT}:assumed-role/worker/run`]) {
    expect(notDenied(attackedPolicies(stack), attacker, attacks)).toEqual([]);
  }
});
