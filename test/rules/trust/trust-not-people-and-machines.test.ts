import { trustExample } from '../../../src/rules/example-templates';
import { Finding } from '../../../src/rules/finding';
import { trustNotPeopleAndMachines } from '../../../src/rules/trust/trust-not-people-and-machines';
import { findings } from '../judging';

const oidc = (issuer: string, claims: Record<string, string>) => ({
  Effect: 'Allow', Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` }, Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value])) },
});
const service = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
const saml = { Effect: 'Allow', Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/people' }, Action: 'sts:AssumeRoleWithSAML' };
const assuming = (AWS: unknown) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });

const judged = (...statements: Record<string, unknown>[]): Finding[] => findings(trustNotPeopleAndMachines, {
  ...trustExample('', ...statements).resources, User: { Type: 'AWS::IAM::User' }, Other: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
}, { Parameters: { Caller: { Type: 'String' } } });

test.each([
  ['a cluster', oidc('oidc.eks.eu-west-1.amazonaws.com/id/0123', { sub: 'system:serviceaccount:shop:orders' })],
  ['a GitLab server', oidc('gitlab.example.com', { sub: 'project_path:octo-group/shop:ref_type:branch:ref:main' })],
  ['CircleCI', oidc('oidc.circleci.com/org/1234', { aud: '1234' })],
])('takes %s for a machine', (_name, statement) => {
  expect(judged(statement, saml)).toMatchObject([{ severity: 'error', location: 'Resources.Role.Properties.AssumeRolePolicyDocument' }]);
  expect(judged(statement, service)).toEqual([]);
});

test.each([
  ['a user of the app', assuming({ 'Fn::GetAtt': ['User', 'Arn'] })],
  ['a user of an identity pool', { ...oidc('x.example.com', {}), Principal: { Federated: 'cognito-identity.amazonaws.com' } }],
  ['a role of IAM Identity Center', assuming('arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Operator_0123456789abcdef')],
])('takes %s for people', (_name, statement) => {
  expect(judged(statement, service)).toHaveLength(1);
  expect(judged(statement, saml)).toEqual([]);
});

test.each([
  ['a role of the app', assuming({ 'Fn::GetAtt': ['Other', 'Arn'] })],
  ['an account', assuming('111122223333')],
  ['a provider that nobody knows', oidc('login.example.com', { sub: 'alice' })],
])('takes %s for neither', (_name, statement) => {
  expect(judged(statement, service, statement)).toEqual([]);
  expect(judged(statement, saml)).toEqual([]);
});

test('names both, and binds them in its key', () => {
  expect(judged(saml, service)[0]).toMatchObject({
    message: 'trusts people (arn:aws:iam::111122223333:saml-provider/people) and machines (ec2.amazonaws.com)',
    key: 'People=arn:aws:iam:111122223333:saml-provider/people;Machines=ec2.amazonaws.com',
  });
});

test('does not count whom a Deny names', () => {
  expect(judged(service, { ...saml, Effect: 'Deny' })).toEqual([]);
});
