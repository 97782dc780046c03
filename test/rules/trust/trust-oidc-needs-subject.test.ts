import { trustExample } from '../../../src/rules/example-templates';
import { Finding } from '../../../src/rules/finding';
import { trustOidcNeedsSubject } from '../../../src/rules/trust/trust-oidc-needs-subject';
import { findings } from '../judging';

const GITHUB = 'token.actions.githubusercontent.com';
const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const arnOf = (provider: string) => `arn:aws:iam::111122223333:oidc-provider/${provider}`;

const sections = { Parameters: { Branch: { Type: 'String' } } };

function judged(provider: unknown, Condition?: Record<string, unknown>, others: Record<string, unknown> = {}): Finding[] {
  const statement = { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity', Condition, ...others };
  return findings(trustOidcNeedsSubject, {
    ...trustExample('', statement).resources,
    Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${GITHUB}` } },
    Keys: { Type: 'Custom::AWSCDKCfnJson', Properties: {} },
  }, sections);
}

/** A role that trusts GitHub's tokens with the subject, and with further claims. */
function github(subject: unknown, claims: Record<string, unknown> = {}): Finding[] {
  const named = Object.entries(claims).map(([claim, value]) => [`${GITHUB}:${claim}`, value]);
  return judged(arnOf(GITHUB), { StringLike: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: subject, ...Object.fromEntries(named) } });
}

const severities = (found: readonly Finding[]) => found.map(({ severity }) => severity);

describe('a GitHub subject', () => {
  test.each([
    'repo:octo-org@1234/app@5678:ref:refs/heads/main',
    'repo:octo-org@1234/app@5678:ref:refs/heads/release/*',
    'repo:octo-org@1234/app@5678:environment:production',
    'repo:octo-org@1234/app@5678:pull_request',
    'repo:octo-org@1234/app@5678:*',
    'repository_id:5678:environment:production',
  ])('is of one repository: %s', (subject) => {
    expect(github(subject)).toEqual([]);
  });

  test.each([
    'repo:octo-org/app:ref:refs/heads/main',
    'repo:octo-org/app:environment:production',
    'repo:octo-org/app:pull_request',
    'repo:octo-org/app:*',
    'repo:octo-org@1234/app:*',
    'repo:octo-org/app@5678:*',
  ])('that lacks a numeric id is a warning: %s', (subject) => {
    expect(github(subject)).toMatchObject([
      { severity: 'warning', message: `trusts a GitHub repository by names, without its numeric ids: ${subject}` },
    ]);
  });

  test.each([
    '*',
    'repo:*',
    '*:ref:refs/heads/main',
    '*/app:environment:production',
    'repo:*/app:ref:refs/heads/main',
    'repo:octo-*/app:ref:refs/heads/main',
    'repo:octo-org@*/app@5678:ref:refs/heads/main',
    'repo:octo-org/*',
    'repo:octo-org/*:ref:refs/heads/main',
    'repo:octo-org@1234/*:environment:production',
    'repo:octo-org/???:ref:refs/heads/main',
  ])('of more than one repository is an error: %s', (subject) => {
    expect(github(subject)).toMatchObject([{ severity: 'error', message: `trusts more than one repository: ${subject}` }]);
  });

  test.each([`${GITHUB}/octo-enterprise`, 'token.actions.octocorp.ghe.com'])('is judged alike for an enterprise with the issuer %s', (issuer) => {
    const found = (claims: Record<string, unknown>) => judged(arnOf(issuer), {
      StringLike: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value])),
    });
    expect(found({ sub: 'repo:octo-org@1234/app@5678:ref:refs/heads/main' })).toEqual([]);
    expect(found({ sub: 'repo:octo-org/app:ref:refs/heads/main', repository_id: '5678' })).toEqual([]);
    expect(severities(found({ sub: 'repo:octo-org/app:ref:refs/heads/main' }))).toEqual(['warning']);
    expect(severities(found({ sub: 'repo:octo-org/*' }))).toEqual(['error']);
  });

  test('is judged one by one in a list', () => {
    const found = github(['repo:octo-org@1234/app@5678:*', 'repo:octo-org/*', 'repo:octo-org/app:pull_request']);
    expect(found.map(({ key, severity }) => [key, severity])).toEqual([
      ['Subject=repo:octo-org/*', 'error'], ['Subject=repo:octo-org/app:pull_request', 'warning'],
    ]);
  });

  test('may be wide where the repository is pinned by its id', () => {
    expect(github('repo:octo-org/*', { repository_id: '5678' })).toEqual([]);
    expect(github('repo:octo-org/*', { repository_id: ['5678', '5679'] })).toEqual([]);
    expect(github({ Ref: 'Branch' }, { repository_id: '5678' })).toEqual([]);
    expect(severities(github('repo:octo-org/*', { repository_id: '*' }))).toEqual(['error']);
  });

  test('is of one repository, but by names, where that is pinned by its name', () => {
    expect(severities(github('repo:octo-org/*', { repository: 'octo-org/app' }))).toEqual(['warning']);
    expect(severities(github('repo:octo-org/*', { repository: 'octo-org/*' }))).toEqual(['error']);
  });

  test('is not narrowed by a workflow, which every repository may call', () => {
    const workflow = { job_workflow_ref: 'octo-org/workflows/.github/workflows/deploy.yml@refs/heads/main' };
    expect(severities(github('repo:octo-org/*', workflow))).toEqual(['error']);
  });

  test('may hold a parameter where it does not matter, and not in place of the repository', () => {
    expect(github({ 'Fn::Sub': 'repo:octo-org@1234/app@5678:ref:refs/heads/${Branch}' })).toEqual([]);
    expect(severities(github({ 'Fn::Sub': 'repo:octo-org/${Branch}:pull_request' }))).toEqual(['warning']);
  });

  test('that begins with a parameter is a warning that names it', () => {
    expect(github({ 'Fn::Sub': '${Repository}:*' })).toMatchObject([{ severity: 'warning', message: expect.stringContaining('<Repository>:*') }]);
  });

  test('that is a parameter is a warning that names it', () => {
    expect(github({ Ref: 'Branch' })).toMatchObject([{ severity: 'warning', message: 'trusts the subject Branch, known only when it is deployed' }]);
  });
});

describe('a condition that requires no subject', () => {
  const subject = 'repo:octo-org@1234/app@5678:ref:refs/heads/main';

  test.each([
    ['no condition at all', undefined],
    ['the audience alone', { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }],
    ['a workflow alone', { StringEquals: { [`${GITHUB}:job_workflow_ref`]: 'octo-org/workflows/deploy.yml@refs/heads/main' } }],
    ['a subject if there is one', { StringEqualsIfExists: { [`${GITHUB}:sub`]: subject } }],
    ['ForAllValues', { 'ForAllValues:StringEquals': { [`${GITHUB}:sub`]: subject } }],
    ['all subjects but one', { StringNotLike: { [`${GITHUB}:sub`]: 'repo:octo-org/evil:*' } }],
    ['that there is a subject', { Null: { [`${GITHUB}:sub`]: 'false' } }],
    ['a claim that is not the subject', { StringEquals: { [`${GITHUB}:subject`]: subject } }],
    ['an empty list', { StringEquals: { [`${GITHUB}:sub`]: [] } }],
  ])('is an error: %s', (_name, condition) => {
    expect(judged(arnOf(GITHUB), condition)).toMatchObject([
      { severity: 'error', key: `Provider=${GITHUB}`, message: `trusts ${GITHUB} without a condition on the subject` },
    ]);
  });

  test('is told from one that does, in whatever case', () => {
    expect(judged(arnOf(GITHUB), { stringequals: { 'Token.Actions.GitHubUserContent.com:SUB': subject } })).toEqual([]);
    expect(judged(arnOf(GITHUB), { 'ForAnyValue:StringLike': { [`${GITHUB}:sub`]: subject } })).toEqual([]);
  });

  test('is found for a provider of the app', () => {
    expect(judged({ Ref: 'Provider' })).toMatchObject([{ severity: 'error', message: 'trusts <Provider> without a condition on the subject' }]);
    expect(judged({ 'Fn::GetAtt': ['Provider', 'Arn'] }, { StringEquals: { [`${GITHUB}:sub`]: subject } })).toEqual([]);
  });

  test('is found for each provider that lacks it, in a list', () => {
    const found = judged([arnOf(GITHUB), arnOf('gitlab.com'), 'cognito-identity.amazonaws.com'], { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:6a1b' } });
    expect(found.map(({ key }) => key)).toEqual(['Provider=gitlab.com', `Provider=${GITHUB}`]);
  });
});

describe('the subject of another provider', () => {
  const of = (provider: string, subject: string) => judged(arnOf(provider), { StringLike: { [`${provider}:sub`]: subject } });

  test.each([
    ['gitlab.com', 'project_path:octo-group/app:ref_type:branch:ref:main'],
    ['gitlab.com', 'project_path:octo-group/*:ref_type:branch:ref:main'],
    ['app.terraform.io', 'organization:octo-org:project:*:workspace:*:run_phase:*'],
    [EKS, 'system:serviceaccount:payments:api'],
    [EKS, 'system:serviceaccount:payments:*'],
    ['id.example.com', 'service|*'],
  ])('is of someone: %s %s', (provider, subject) => {
    expect(of(provider, subject)).toEqual([]);
  });

  test.each([
    ['gitlab.com', '*'],
    ['gitlab.com', 'project_path:*'],
    ['gitlab.com', 'project_path:*:ref_type:branch:ref:main'],
    ['gitlab.com', 'project_path:*/app:ref_type:branch:ref:main'],
    ['app.terraform.io', 'organization:*:project:*:workspace:*:run_phase:apply'],
    [EKS, 'system:serviceaccount:*:*'],
    [EKS, 'system:serviceaccount:*'],
    ['id.example.com', '?*'],
  ])('is of everyone: %s %s', (provider, subject) => {
    expect(of(provider, subject)).toMatchObject([{ severity: 'error', key: `Subject=${subject}`, message: `trusts every subject like ${subject}` }]);
  });
});

test('warns where the condition keys are made when it is deployed, as for the service accounts of EKS in a CDK app', () => {
  expect(judged(arnOf(EKS), { StringEquals: { 'Fn::GetAtt': ['Keys', 'Value'] } })).toMatchObject([
    { severity: 'warning', message: `trusts ${EKS}, and only the deployment can tell which subject it requires` },
  ]);
});

describe('a provider whose tokens name the application', () => {
  test.each([
    ['cognito-identity.amazonaws.com', 'aud', 'eu-west-1:12345678-dead-beef-cafe-123456790ab'],
    ['accounts.google.com', 'aud', '6677.apps.googleusercontent.com'],
    ['accounts.google.com', 'oaud', 'https://app.example.com'],
    ['www.amazon.com', 'app_id', 'amzn1.application-oa2-client.0123'],
    ['graph.facebook.com', 'app_id', '111222333'],
  ])('is fine with the application: %s:%s', (provider, claim, application) => {
    expect(judged(provider, { StringEquals: { [`${provider}:${claim}`]: application } })).toEqual([]);
  });

  test('is an error without it, be there a subject or not', () => {
    const withoutAudience = { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } };
    for (const condition of [undefined, withoutAudience, { StringEquals: { 'cognito-identity.amazonaws.com:sub': 'eu-west-1:6a1b' } }]) {
      expect(judged('cognito-identity.amazonaws.com', condition)).toMatchObject([
        { severity: 'error', message: 'trusts cognito-identity.amazonaws.com without a condition on the audience' },
      ]);
    }
  });

  test('is an error with the identity pools of a whole Region', () => {
    expect(judged('cognito-identity.amazonaws.com', { StringLike: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:*' } })).toMatchObject([
      { severity: 'error', key: 'Audience=eu-west-1:*', message: 'trusts every audience like eu-west-1:*' },
    ]);
  });
});

describe('leaves alone', () => {
  const saml = 'arn:aws:iam::111122223333:saml-provider/adfs';

  test('SAML providers, also beside an OIDC provider', () => {
    expect(judged(saml, { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }, { Action: 'sts:AssumeRoleWithSAML' })).toEqual([]);
    const found = judged([saml, arnOf('gitlab.com')], undefined, { Action: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] });
    expect(found.map(({ key }) => key)).toEqual(['Provider=gitlab.com']);
  });

  test('what is denied', () => {
    expect(judged(arnOf(GITHUB), undefined, { Effect: 'Deny' })).toEqual([]);
  });

  test('what cannot assume the role', () => {
    expect(judged(arnOf(GITHUB), undefined, { Action: 'sts:TagSession' })).toEqual([]);
    expect(judged(arnOf(GITHUB), undefined, { Action: 'sts:*' })).toHaveLength(1);
  });

  test('principals of other types, also beside a provider', () => {
    const others = { AWS: '111122223333', Service: 'ec2.amazonaws.com' };
    expect(judged(undefined, undefined, { Principal: others })).toEqual([]);
    const found = judged(undefined, undefined, { Principal: { ...others, Federated: arnOf('gitlab.com') } });
    expect(found.map(({ key }) => key)).toEqual(['Provider=gitlab.com']);
  });
});

test('judges each statement by itself', () => {
  const statement = { Effect: 'Allow', Principal: { Federated: arnOf(GITHUB) }, Action: 'sts:AssumeRoleWithWebIdentity' };
  const pinned = { ...statement, Condition: { StringEquals: { [`${GITHUB}:sub`]: 'repo:octo-org@1234/app@5678:pull_request' } } };
  const locations = findings(trustOidcNeedsSubject, trustExample('', pinned, statement).resources).map(({ location }) => location);
  expect(locations).toEqual(['Resources.Role.Properties.AssumeRolePolicyDocument.Statement[1]']);
});
