import { App, Aws, Duration, Environment, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ROLE_ARN } from './strangers';
import { checkGuardrails, RulePack } from '../../../src';
import { boundaryDocument } from '../../../src/constructs/boundaries/boundary-document';
import { BoundaryPreset } from '../../../src/constructs/boundaries/boundary-preset';
import { CdkBootstrapTarget } from '../../../src/constructs/identities/cdk-bootstrap-target';
import { CiDeployRole, CiDeployRoleProps } from '../../../src/constructs/identities/ci-deploy-role';
import { CiPipeline } from '../../../src/constructs/identities/ci-pipeline';
import { documentJson } from '../../../src/policy/policy-json';
import { escalationAttacks } from '../../support/attacks';
import { ACCOUNT, ADMINISTRATOR_ACCESS, notAllowed, notDenied } from '../../support/proof';

const REPOSITORY = { owner: 'octo-org', ownerId: '1234', repository: 'shop', repositoryId: '5678' };
const UUID = '11111111-aaaa-4bbb-8ccc-000000000001';
const GITHUB = CiPipeline.github({ ...REPOSITORY, environment: 'production' });
const ISSUER = 'token.actions.githubusercontent.com';
const PIPELINES: Readonly<Record<string, CiPipeline>> = {
  'a GitHub environment': GITHUB,
  'a GitHub environment and branch': CiPipeline.github({ ...REPOSITORY, environment: 'production', branch: 'main' }),
  'a GitHub branch': CiPipeline.github({ ...REPOSITORY, branch: 'main' }),
  'GitHub tags': CiPipeline.github({ ...REPOSITORY, tag: 'v*' }),
  'a GitHub workflow': CiPipeline.github({ ...REPOSITORY, branch: 'main', jobWorkflowRef: 'octo-org/ci/.github/workflows/deploy.yml@refs/heads/main' }),
  'GitHub subjects of names only': CiPipeline.github({ ...REPOSITORY, branch: 'main', legacySubjectReason: 'created in 2021, opts in to ids next quarter' }),
  'the issuer of a GitHub enterprise': CiPipeline.github({ ...REPOSITORY, branch: 'main', issuer: `${ISSUER}/octo-enterprise` }),
  'a GitHub enterprise with data residency': CiPipeline.github({ ...REPOSITORY, branch: 'main', issuer: 'token.actions.octocorp.ghe.com' }),
  'a GitHub Enterprise Server': CiPipeline.githubEnterpriseServer({ host: 'github.example.com', owner: 'octo-org', repository: 'shop', branch: 'main' }),
  'a GitLab branch': CiPipeline.gitlab({ project: 'octo-group/shop', projectId: '5678', branch: 'main' }),
  'GitLab tags': CiPipeline.gitlab({ project: 'octo-group/shop', projectId: '5678', tag: 'v*' }),
  'a GitLab server': CiPipeline.gitlabSelfManaged({ host: 'gitlab.example.com', project: 'octo-group/shop', branch: 'main' }),
  'a Bitbucket environment': CiPipeline.bitbucket({ workspace: 'octo-team', workspaceUuid: UUID, repositoryUuid: UUID, environmentUuid: UUID }),
};

function deployed(props: Partial<CiDeployRoleProps> = {}, env?: Environment) {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env });
  const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', `arn:aws:iam::${ACCOUNT}:policy/ci-boundary`);
  const role = new CiDeployRole(stack, 'Deploy', { pipeline: GITHUB, permissionsBoundary, ...props });
  return { app, stack, role };
}
const ENV = { account: ACCOUNT, region: 'eu-west-1' };

describe.each(Object.entries(PIPELINES))('a role for %s', (_name, pipeline) => {
  test.each([['a stack of one account', ENV], ['a stack of any account', undefined]])('passes the strict pack and AwsSolutionsChecks in %s', (_stack, env) => {
    const { app } = deployed({ pipeline }, env);
    const { errors, warnings } = checkGuardrails(app, { pack: RulePack.STRICT });
    expect([...errors, ...warnings]).toEqual([]);
    expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
  });

  test('trusts the provider of its issuer in the account', () => {
    const { stack } = deployed({ pipeline }, ENV);
    const Principal = { Federated: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:oidc-provider/${pipeline.issuer}`]] } };
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal, Action: 'sts:AssumeRoleWithWebIdentity' })] }, MaxSessionDuration: 3600,
    });
  });
});

test('the trust policy stays within its quota with every prop at its longest', () => {
  const long = 'x'.repeat(100);
  const pipeline = CiPipeline.github({
    owner: 'x'.repeat(39), ownerId: '1234567890', repository: long, repositoryId: '1234567890', environment: long, branch: long,
    jobWorkflowRef: `octo-org/${long}/.github/workflows/${long}.yml@refs/heads/main`, legacySubjectReason: 'created in 2021, opts in to ids next quarter',
  });
  const { stack } = deployed({ pipeline }, ENV);
  const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(JSON.stringify(role.Properties.AssumeRolePolicyDocument).length).toBeLessThan(2048);
});

test('the provider may be one of the app', () => {
  const { app, stack } = deployed();
  const provider = new iam.OidcProviderNative(stack, 'GitHub', { url: `https://${ISSUER}`, clientIds: ['sts.amazonaws.com'] });
  new CiDeployRole(stack, 'Other', { pipeline: GITHUB, provider });
  const Federated = { Ref: stack.getLogicalId(provider.node.defaultChild as iam.CfnOIDCProvider) };
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Federated } })] },
  });
  expect(() => app.synth()).not.toThrow();
});

test('a provider of another issuer is refused, and one that is not known is not', () => {
  const providerOf = (arn: string) => iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(new Stack(), 'Provider', arn);
  expect(() => deployed({ provider: providerOf(`arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com`) }))
    .toThrow(`provider: found "gitlab.com", expected the provider of the issuer ${ISSUER}`);
  expect(() => deployed({ provider: providerOf(`arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}/octo-enterprise`) })).toThrow('provider: found');
  expect(() => deployed({ provider: providerOf(`arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`) })).not.toThrow();
  expect(() => deployed({ provider: providerOf(Fn.importValue('Provider')) })).not.toThrow();
});

test.each<[string, (role: CiDeployRole) => unknown]>([
  ['removed', (role) => role.node.tryRemoveChild('Deployment')],
  ['turned round', (role) => (role.node.findChild('Deployment').node.defaultChild as iam.CfnPolicy).addPropertyOverride('PolicyDocument.Statement.0.Effect', 'Allow')],
])('what keeps the session of a pipeline from becoming that of a person is not %s', (_, change) => {
  const { app, role } = deployed();
  change(role);
  expect(() => app.synth()).toThrow(/the policies: found none with the statement NoSessionOfAPerson/);
});

function policyOf(targets?: CdkBootstrapTarget[]): { Statement: Record<string, unknown>[] } {
  const { stack } = deployed({ targets }, ENV);
  const [policy, ...others] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(others).toEqual([]);
  return policy.Properties.PolicyDocument;
}

test('it may assume the bootstrap roles of its account and Region, and nothing more', () => {
  const [, deploy, ...others] = policyOf().Statement;
  expect(others).toEqual([]);
  expect(deploy).toMatchObject({ Effect: 'Allow', Action: 'sts:AssumeRole' });
  expect(JSON.stringify(deploy.Resource)).toContain(`role/cdk-hnb659fds-deploy-role-${ACCOUNT}-eu-west-1`);
  expect(deploy.Resource).toHaveLength(4);
});

test('without a target it may do nothing', () => {
  expect(policyOf([]).Statement.map(({ Effect }) => Effect)).toEqual(['Deny']);
});

test('in a stack of any account, the bootstrap roles are those of the deployment', () => {
  const { stack } = deployed();
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(JSON.stringify([
    'arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/cdk-hnb659fds-lookup-role-', { Ref: 'AWS::AccountId' }, '-', { Ref: 'AWS::Region' },
  ]));
});

test('its session does not become that of a person, whatever is granted to it', () => {
  const attempts = ['sts:GetFederationToken', 'signin:Authenticate', 'signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token']
    .map((action) => ({ what: action, action, resource: '*' }));
  expect(notDenied({ identityPolicies: [ADMINISTRATOR_ACCESS, policyOf()] }, ROLE_ARN, attempts)).toEqual([]);
});

describe('under the boundary of deployers, with AdministratorAccess', () => {
  const own = `arn:aws:iam::${ACCOUNT}:policy/ci-boundary`;
  const permissionsBoundary = boundaryDocument(BoundaryPreset.ciDeploy()._terms({ partition: 'aws', account: ACCOUNT, own }));
  const bounded = () => ({ identityPolicies: [ADMINISTRATOR_ACCESS, policyOf()], permissionsBoundary });

  test.each([['it', ROLE_ARN], ['a run', `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/run`]])('%s gets nowhere', (_who, principalArn) => {
    const attacks = escalationAttacks({ principalArn: ROLE_ARN, boundaryArn: own });
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(notDenied(bounded(), principalArn, attacks)).toEqual([]);
  });

  test('it still deploys', () => {
    const resourcePolicy = documentJson([{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' }]);
    const roles = ['deploy-role', 'file-publishing-role', 'image-publishing-role', 'lookup-role'].map((name) => `role/cdk-hnb659fds-${name}-${ACCOUNT}-eu-west-1`);
    const requests = roles.map((name) => ({ what: name, action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:${name}` }));
    expect(notAllowed({ ...bounded(), resourcePolicy }, ROLE_ARN, requests)).toEqual([]);
  });
});

test('nobody is added to its trust policy', () => {
  const { app, role } = deployed();
  role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ principals: [new iam.AccountPrincipal(ACCOUNT)], actions: ['sts:AssumeRole'] }));
  expect(() => app.synth()).toThrow('expected the pipeline alone: give others a role of their own');
});

test('its sessions end after an hour, or later for a reason', () => {
  expect(() => deployed({ maxSessionDuration: Duration.hours(2) })).toThrow('longSessionReason');
  expect(() => deployed({ maxSessionDuration: Duration.hours(2), longSessionReason: 'a deployment of the database takes 90 minutes' })).not.toThrow();
});

test('names that are known only when it is deployed are taken to the letter, and those of the issuer are refused', () => {
  const { stack } = deployed({ pipeline: CiPipeline.github({ ...REPOSITORY, environment: Aws.STACK_NAME, branch: 'main' }) });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [Match.objectLike({
        Condition: {
          StringEquals: Match.objectLike({
            [`${ISSUER}:sub`]: { 'Fn::Join': ['', ['repo:octo-org@1234/shop@5678:environment:', { Ref: 'AWS::StackName' }]] },
          }),
        },
      })],
    },
  });
  expect(() => CiPipeline.gitlabSelfManaged({ host: Fn.importValue('Host'), project: 'octo-group/shop', branch: 'main' })).toThrow('host: found "${Token[');
});
