import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { BoundaryPolicy } from '../../../src/constructs/boundaries/boundary-policy';
import { BoundaryPreset } from '../../../src/constructs/boundaries/boundary-preset';
import { HumanFederation } from '../../../src/constructs/identities/human-federation';
import { HumanRole, HumanRoleProps } from '../../../src/constructs/identities/human-role';
import { PolicyConditions } from '../../../src/constructs/identities/policy-conditions';
import { checkGuardrails } from '../../../src/enforce/guardrails';
import { RulePack } from '../../../src/enforce/rule-pack';
import { escalationAttacks } from '../../support/attacks';
import { ACCOUNT, ADMINISTRATOR_ACCESS, notDenied } from '../../support/proof';

const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/okta`;
const ISSUER = 'login.example.com/realms/shop';
const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const PEOPLE = { providerArn: OIDC, audiences: ['console'], subjects: ['alice'] };
const REASON = 'every user of this account is on the operations team';
const CONDITIONS = [PolicyConditions.network({ cidrs: ['203.0.113.0/24'], vpcEndpointIds: ['vpce-0123456789abcdef0'] }), PolicyConditions.timeWindow({ notAfter: '2027-01-01T00:00:00Z' })];

const FEDERATIONS: readonly (readonly [string, () => HumanFederation])[] = [
  ['by SAML', () => HumanFederation.saml({ providerArn: SAML })],
  ['by OpenID Connect', () => HumanFederation.oidc(PEOPLE)],
  ['by Identity Center', () => HumanFederation.identityCenter({ permissionSet: 'Operator' })],
  ['as users', () => HumanFederation.account({ account: ACCOUNT, users: ['alice', 'shop/bob'] })],
  ['as all users of an account', () => HumanFederation.account({ account: ACCOUNT, wholeAccountReason: REASON })],
];

function inStack(props: HumanRoleProps, env?: { account: string; region: string }) {
  const app = new App();
  const stack = new Stack(app, 'Shop', { env });
  const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary');
  const role = new HumanRole(stack, 'Operator', { permissionsBoundary, ...props });
  return { app, stack, role };
}

const statementsIn = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))
  .map(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement)[0];
const home = { account: ACCOUNT, region: 'eu-west-1' };

describe.each(FEDERATIONS)('the role of people %s', (_, federation) => {
  test('passes the strict pack and AwsSolutionsChecks, wherever it is deployed', () => {
    for (const env of [home, { account: ACCOUNT, region: 'us-gov-west-1' }]) {
      const { app } = inStack({ federation: federation(), conditions: CONDITIONS, sourceIdentities: ['*@example.com'], sessionTags: ['team'] }, env);
      expect(checkGuardrails(app, { pack: RulePack.STRICT }).errors).toEqual([]);
      expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
    }
  });

  test('ends its sessions after one hour, and knows neither source identity nor tags', () => {
    const { stack } = inStack({ federation: federation() }, home);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 3600 });
    expect(statementsIn(stack)).toHaveLength(1);
  });

  test('has a statement for each way in which its conditions hold', () => {
    const props = { federation: federation(), conditions: CONDITIONS, sourceIdentities: ['alice'], sessionTags: ['team'] };
    const statements = statementsIn(inStack(props, home).stack);
    expect(statements.map(({ Action }: { Action: string }) => Action).slice(1)).toEqual([statements[0].Action, 'sts:SetSourceIdentity', 'sts:TagSession']);
  });

  test.each<[string, iam.IPrincipal]>([
    ['a machine', new iam.ServicePrincipal('lambda.amazonaws.com')],
    ['users without MFA', new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:user/alice`)],
    ['an account', new iam.AccountPrincipal(ACCOUNT)],
    ['everybody', new iam.AnyPrincipal()],
    ['another provider', new iam.FederatedPrincipal(`${SAML}2`, {}, 'sts:AssumeRoleWithSAML')],
  ])('is not widened to %s', (__, principal) => {
    const { app, role } = inStack({ federation: federation() }, home);
    role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [principal] }));
    expect(() => app.synth()).toThrow(/the trust policy: found .* expected what HumanRole has put there/);
  });

  test('does not lose its conditions to an override', () => {
    const { app, role } = inStack({ federation: federation() }, home);
    (role.node.defaultChild as iam.CfnRole).addPropertyDeletionOverride('AssumeRolePolicyDocument.Statement.0.Condition');
    expect(() => app.synth()).toThrow(/the trust policy: found/);
  });
});

describe('SAML', () => {
  const federation = HumanFederation.saml({ providerArn: SAML });
  const audience = (region: string) => statementsIn(inStack({ federation }, { account: ACCOUNT, region }).stack)[0].Condition;

  test('asks for the sign-in endpoint of the partition', () => {
    expect(audience('eu-west-1')).toEqual({ StringEquals: { 'SAML:aud': ['https://signin.aws.amazon.com/saml'] } });
    expect(audience('cn-north-1')).toEqual({ StringEquals: { 'SAML:aud': ['https://signin.amazonaws.cn/saml'] } });
    expect(audience('us-gov-west-1')).toEqual({ StringEquals: { 'SAML:aud': ['https://signin.amazonaws-us-gov.com/saml'] } });
  });

  test('finds the endpoint at deployment where the Region is not known before', () => {
    const { app, stack } = inStack({ federation });
    expect(stack.resolve(statementsIn(stack)[0].Condition.StringEquals['SAML:aud'][0])).toHaveProperty(['Fn::FindInMap', 1], { Ref: 'AWS::Region' });
    expect(checkGuardrails(app, { pack: RulePack.STRICT }).errors).toEqual([]);
  });

  test('takes the endpoints of other Regions', () => {
    const signInUrls = ['https://eu-west-1.signin.aws.amazon.com/saml', 'https://signin.aws.amazon.com/saml/acs/SAMLSPABC123'];
    const { stack } = inStack({ federation: HumanFederation.saml({ providerArn: SAML, signInUrls }) }, home);
    expect(statementsIn(stack)[0].Condition.StringEquals['SAML:aud']).toEqual(signInUrls);
  });
});

test('a permission set of another account is trusted in that account', () => {
  const federation = HumanFederation.identityCenter({ permissionSet: 'Operator', account: '444455556666' });
  const [{ Principal, Condition }] = statementsIn(inStack({ federation }, home).stack);
  expect(JSON.stringify(Principal)).toContain(':iam::444455556666:root');
  expect(JSON.stringify(Condition)).not.toContain(ACCOUNT);
});

test('users of another account pass the strict pack when they have to be of the organization', () => {
  const { app } = inStack({
    federation: HumanFederation.account({ account: '444455556666', users: ['alice'] }), conditions: [PolicyConditions.organization('o-a1b2c3d4e5')],
  }, home);
  expect(checkGuardrails(app, { pack: RulePack.STRICT }).errors).toEqual([]);
});

test('a provider and an account that only the deployment knows are trusted all the same', () => {
  const stack = new Stack(new App(), 'Shop');
  const text = (id: string) => new CfnParameter(stack, id).valueAsString;
  new HumanRole(stack, 'A', { federation: HumanFederation.oidc({ providerArn: text('Oidc'), issuer: ISSUER, audiences: [text('Client')], subjects: ['alice'] }) });
  new HumanRole(stack, 'B', { federation: HumanFederation.account({ account: text('Account'), users: [text('User')] }) });
  new HumanRole(stack, 'C', { federation: HumanFederation.saml({ providerArn: text('Saml') }) });
  new HumanRole(stack, 'D', { federation: HumanFederation.oidc({ providerArn: text('Late'), audiences: ['console'], subjects: ['alice'] }) });
  const template = Template.fromStack(stack);
  template.resourceCountIs('Custom::AWSCDKCfnJson', 1);
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [{ Condition: { StringEquals: { [`${ISSUER}:aud`]: [{ Ref: 'Client' }], [`${ISSUER}:sub`]: ['alice'] } } }] },
  });
});

describe('what cannot be said', () => {
  const asUser = (users: string[]) => () => HumanFederation.account({ account: ACCOUNT, users });
  test.each<[string, RegExp, () => unknown]>([
    ['a provider that is none', /providerArn: found "okta", expected the ARN of a SAML provider/, () => HumanFederation.saml({ providerArn: 'okta' })],
    ['a machine for a provider', /providerArn: found "lambda.amazonaws.com"/, () => HumanFederation.saml({ providerArn: 'lambda.amazonaws.com' })],
    ['any provider', /providerArn: found/, () => HumanFederation.saml({ providerArn: SAML.replace('okta', '*') })],
    ['no endpoint', /signInUrls: found "an empty list"/, () => HumanFederation.saml({ providerArn: SAML, signInUrls: [] })],
    ['any endpoint', /signInUrls: found .*, expected sign-in endpoints such as/, () => HumanFederation.saml({ providerArn: SAML, signInUrls: ['https://*.signin.aws.amazon.com/saml'] })],
    ['another application', /signInUrls: found "https:\/\/app.example.com\/saml"/, () => HumanFederation.saml({ providerArn: SAML, signInUrls: ['https://app.example.com/saml'] })],
    ['no audience', /audiences: found "an empty list", expected at least one/, () => HumanFederation.oidc({ ...PEOPLE, audiences: [] })],
    ['any audience', /audiences: found "\*", expected client ids without wildcards and policy variables/, () => HumanFederation.oidc({ ...PEOPLE, audiences: ['*'] })],
    ['nobody', /subjects: found "an empty list", expected at least one/, () => HumanFederation.oidc({ ...PEOPLE, subjects: [] })],
    ['everybody', /subjects: found "\*", expected people, without wildcards/, () => HumanFederation.oidc({ ...PEOPLE, subjects: ['*'] })],
    ['whoever the token names', /subjects: found "\$\{idp.example.com:sub\}", expected people, without wildcards and policy variables/,
      () => HumanFederation.oidc({ ...PEOPLE, subjects: ['${idp.example.com:sub}'] })],
    ['a job of GitHub', /subjects: found "repo:octo-org\/shop:ref:refs\/heads\/main", expected people/, () => HumanFederation.oidc({ ...PEOPLE, subjects: ['repo:octo-org/shop:ref:refs/heads/main'] })],
    ...['token.actions.octocorp.ghe.com', 'github.example.com/_services/token', 'api.bitbucket.org/2.0/workspaces/octo/pipelines-config/identity/oidc'].map(
      (issuer): [string, RegExp, () => unknown] => [issuer, /issuer: found .*, expected a provider of people/, () => HumanFederation.oidc({ ...PEOPLE, providerArn: OIDC.replace(ISSUER, issuer) })],
    ),
    ['a pod', /subjects: found "system:serviceaccount:shop:worker", expected people/, () => HumanFederation.oidc({ ...PEOPLE, subjects: ['system:serviceaccount:shop:worker'] })],
    ['a pipeline', /issuer: found "token.actions.githubusercontent.com", expected a provider of people/,
      () => HumanFederation.oidc({ ...PEOPLE, providerArn: OIDC.replace(ISSUER, 'token.actions.githubusercontent.com') })],
    ['any permission set', /permissionSet: found "\*", expected the name of one permission set/, () => HumanFederation.identityCenter({ permissionSet: '*' })],
    ['a permission set that nobody knows yet', /permissionSet: found .*, expected a text that is known/,
      () => HumanFederation.identityCenter({ permissionSet: new CfnParameter(new Stack(), 'Set').valueAsString })],
    ['no account', /account: found "1234", expected an account id of twelve digits/, () => HumanFederation.identityCenter({ permissionSet: 'Operator', account: '1234' })],
    ['every account', /account: found "\*", expected an account id/, () => HumanFederation.account({ account: '*', users: ['alice'] })],
    ['nobody of an account', /users: found "none", expected users, or wholeAccountReason/, () => HumanFederation.account({ account: ACCOUNT })],
    ['some users and all', /users: found "users and wholeAccountReason"/, () => HumanFederation.account({ account: ACCOUNT, users: ['alice'], wholeAccountReason: REASON })],
    ['all users without a reason', /wholeAccountReason: found "ops", expected a reason of at least 20 characters/,
      () => HumanFederation.account({ account: ACCOUNT, wholeAccountReason: 'ops' })],
    ['an empty list of users', /users: found "an empty list"/, asUser([])],
    ['any user', /users: found "\*", expected names of users, without wildcards/, asUser(['*'])],
    ['a role for a user', /users: found "arn:aws:iam::111122223333:role\/Admin", expected names of users/, asUser([`arn:aws:iam::${ACCOUNT}:role/Admin`])],
  ])('%s', (_, message, make) => {
    expect(make).toThrow(message);
  });

  const federation = HumanFederation.saml({ providerArn: SAML });
  test.each<[string, RegExp, Partial<HumanRoleProps>]>([
    ['a source identity of AWS', /sourceIdentities: found "aws:alice", expected values of 1 to 64 characters/, { sourceIdentities: ['aws:alice'] }],
    ['tags of any key', /sessionTags: found "\*", expected keys of 1 to 128 characters, without wildcards/, { sessionTags: ['*'] }],
    ['a session of more than half a day', /maxSessionDuration: found .*13 hours.*, expected 1 hour to 12 hours/, { maxSessionDuration: Duration.hours(13) }],
    ['a session of minutes', /maxSessionDuration: found/, { maxSessionDuration: Duration.minutes(59) }],
    ['a long session without a reason', /longSessionReason/, { maxSessionDuration: Duration.hours(8) }],
  ])('%s', (_, message, props) => {
    expect(() => inStack({ federation, ...props }, home)).toThrow(message);
  });

  test('a shift with a reason is said', () => {
    const { stack } = inStack({ federation, maxSessionDuration: Duration.hours(8), longSessionReason: 'a shift lasts eight hours, without a break' }, home);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 28800 });
  });
});

/** The policies of the template, and AdministratorAccess on top. */
function attackedPolicies(stack: Stack) {
  const documents = (type: string) => Object.values(Template.fromStack(stack).findResources(type)).map(({ Properties }) => Properties.PolicyDocument);
  return { identityPolicies: [ADMINISTRATOR_ACCESS, ...documents('AWS::IAM::Policy')], permissionsBoundary: documents('AWS::IAM::ManagedPolicy')[0] };
}

test('an attacker who has taken the role, with AdministratorAccess, does not get out of a developer boundary', () => {
  const app = new App({ context: { '@aws-cdk/core:enablePartitionLiterals': true } });
  const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const permissionsBoundary = new BoundaryPolicy(stack, 'Boundary', { preset: BoundaryPreset.developer() });
  new HumanRole(stack, 'Operator', { federation: HumanFederation.saml({ providerArn: SAML }), roleName: 'worker', permissionsBoundary });
  const attacks = escalationAttacks({ boundaryArn: `arn:aws:iam::${ACCOUNT}:policy/developer-boundary` });
  expect(attacks.length).toBeGreaterThanOrEqual(60);
  for (const attacker of [`arn:aws:iam::${ACCOUNT}:role/worker`, `arn:aws:sts::${ACCOUNT}:assumed-role/worker/run`]) {
    expect(notDenied(attackedPolicies(stack), attacker, attacks)).toEqual([]);
  }
});
