import { findings } from './judging';
import { trusting, trustsLambda } from '../../src/rules/example-templates';
import { invalidPolicy } from '../../src/rules/policies/invalid-policy';

/** A document that takes about so many characters. */
const document = (characters: number, token?: unknown) => ({
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow', Action: 's3:GetObject',
    Resource: [...Array.from({ length: Math.ceil((characters - 90) / 100) }, (_, index) => `arn:aws:s3:::${String(index).padStart(82, 'b')}/*`), ...(token ? [token] : [])],
  }],
});
const inline = (characters: number) => [{ PolicyName: 'Inline', PolicyDocument: document(characters) }];
const role = (properties: Record<string, unknown>) => ({ Type: 'AWS::IAM::Role', Properties: { ...trusting(trustsLambda), ...properties } });
const trusted = (count: number) => trusting({ Effect: 'Allow', Principal: { AWS: Array.from({ length: count }, (_, index) => `arn:aws:iam::111122223333:role/${String(index).padStart(50, 'r')}`) }, Action: 'sts:AssumeRole' });
const organization = (Type: string, Statement: Record<string, unknown>) => ({ Type: 'AWS::Organizations::Policy', Properties: { Name: 'n', Type, Content: { ...document(9000), Statement: { ...document(9000).Statement[0], Effect: 'Deny', ...Statement } } } });

test.each<[string, Record<string, unknown>, string]>([
  ['a managed policy', { It: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(6500) } } }, 'at most 6144'],
  ['a trust policy', { It: { Type: 'AWS::IAM::Role', Properties: trusted(130) } }, 'at most 2048, or 8192 if the quota is raised'],
  ['an inline policy of a user', { It: { Type: 'AWS::IAM::User', Properties: { Policies: inline(2500) } } }, 'at most 2048'],
  ['an inline policy of a group', { It: { Type: 'AWS::IAM::Group', Properties: { Policies: inline(5500) } } }, 'at most 5120'],
  ['the inline policies of a role together', {
    It: role({ Policies: inline(6000) }),
    More: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'More', Roles: [{ Ref: 'It' }], PolicyDocument: document(6000) } },
  }, 'at most 10240'],
  ['a resource control policy', { It: organization('RESOURCE_CONTROL_POLICY', { Principal: '*', Action: 's3:*' }) }, 'at most 5120'],
])('%s is too long', (_what, resources, expected) => {
  const sizes = findings(invalidPolicy, resources).filter(({ key }) => key.startsWith('Size'));
  expect(sizes).toMatchObject([{ severity: 'error', logicalId: 'It', message: expect.stringMatching(new RegExp(`^has \\d+ characters or more at .+${expected}$`)) }]);
});

test('a trust policy within a raised quota is a warning', () => {
  expect(findings(invalidPolicy, { It: { Type: 'AWS::IAM::Role', Properties: trusted(30) } })).toMatchObject([{ severity: 'warning' }]);
});

test.each<[string, Record<string, unknown>]>([
  ['a managed policy', { It: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(6000) } } }],
  ['inline policies of a role', { It: role({ Policies: inline(9500) }) }],
  ['a service control policy', { It: organization('SERVICE_CONTROL_POLICY', {}) }],
  ['managed policies of a role, each counted by itself', {
    It: role({}),
    ...Object.fromEntries(['A', 'B'].map((name) => [name, { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'It' }], PolicyDocument: document(6000) } }])),
  }],
  ['a user, whose groups have quotas of their own', {
    It: { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Group' }], Policies: inline(1900) } },
    Group: { Type: 'AWS::IAM::Group', Properties: { Policies: inline(4900) } },
  }],
])('%s is not', (_what, resources) => {
  expect(findings(invalidPolicy, resources)).toEqual([]);
});

test('what only its tokens can make too long is a warning', () => {
  const resources = { It: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(6090, { 'Fn::Sub': '${Input}${Input}' }) } } };
  expect(findings(invalidPolicy, resources, { Parameters: { Input: { Type: 'String' } } })).toMatchObject([{
    severity: 'warning', message: expect.stringMatching(/^has \d+ characters at the document beside its tokens, and about \d+ with them, where IAM expects at most 6144$/),
  }]);
});
