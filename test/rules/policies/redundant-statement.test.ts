import { trusting } from '../../../src/rules/example-templates';
import { redundantStatement } from '../../../src/rules/policies/redundant-statement';
import { findings, policy } from '../judging';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };
const found = (...statements: Record<string, unknown>[]) => findings(redundantStatement, policy(...statements)).map(({ location }) => location.replace(/^.*PolicyDocument\./, ''));

test('the narrower statement is the redundant one, wherever it stands', () => {
  expect(found(READ, { ...READ, Action: 's3:*' })).toEqual(['Statement[0]']);
  expect(found({ ...READ, Action: 's3:*' }, READ)).toEqual(['Statement[1]']);
});

test('of statements that say the same, all but the first are', () => {
  expect(found(READ, { ...READ, Action: 'S3:getobject' }, { ...READ, Sid: 'Again' })).toEqual(['Statement[1]', 'Statement[2]']);
});

test('it says which statement makes it redundant', () => {
  expect(findings(redundantStatement, policy({ ...READ, Sid: 'Read' }, { ...READ, Sid: 'All', Resource: '*' }))).toMatchObject([{
    severity: 'warning', message: 'grants nothing that All does not grant', fix: 'Remove Read, or narrow All.',
    witness: 'Read: s3:GetObject on arn:aws:s3:::reports/* | All: s3:GetObject on *',
  }]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['a narrower exception', { ...READ, Action: undefined, NotAction: 'iam:*' }, { ...READ, Action: undefined, NotAction: 'iam:Create*' }],
  ['a resource of a bucket', READ, { ...READ, Resource: ['arn:aws:s3:::orders/*', 'arn:aws:s3:::*'] }],
  ['a stricter condition', { ...READ, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }, { ...READ, Condition: { StringEquals: { 'aws:PrincipalTag/team': ['b', 'a'] } } }],
  ['a denial', { ...READ, Effect: 'Deny' }, { ...READ, Effect: 'Deny', Resource: '*' }],
])('redundant: %s', (_what, narrow, wide) => {
  expect(found(narrow, wide)).toEqual(['Statement[0]']);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['other actions, with one in common', { ...READ, Action: ['s3:GetObject', 's3:ListBucket'] }, { ...READ, Action: ['s3:GetObject', 's3:PutObject'] }],
  ['other resources, with one in common', { ...READ, Resource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] }, { ...READ, Resource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::c/*'] }],
  ['an exception and what it excepts', { ...READ, NotResource: 'arn:aws:s3:::orders/*', Resource: undefined }, READ],
  ['conditions on other keys', { ...READ, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, { ...READ, Condition: { Bool: { 'aws:ViaAWSService': 'true' } } }],
])('not redundant: %s', (_what, one, other) => {
  expect(found(one, other)).toEqual([]);
});

test('principals are compared by name: an account is not all of its roles', () => {
  const trusts = (...AWS: string[]) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });
  const role = (...statements: Record<string, unknown>[]) => findings(redundantStatement, { Role: { Type: 'AWS::IAM::Role', Properties: trusting(...statements) } });
  expect(role(trusts('111122223333'), trusts('arn:aws:iam::111122223333:role/R'))).toEqual([]);
  expect(role(trusts('111122223333', '444455556666'), trusts('111122223333'))).toHaveLength(1);
});

test('a statement that is there only in some deployments makes none redundant', () => {
  const sections = { Conditions: { C: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };
  const conditional = (statement: unknown) => ({ 'Fn::If': ['C', statement, { Ref: 'AWS::NoValue' }] });
  const resources = (...statements: unknown[]) => ({ Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: statements } } } });
  expect(findings(redundantStatement, resources(READ, conditional({ ...READ, Resource: '*' })), sections)).toEqual([]);
  expect(findings(redundantStatement, resources(conditional(READ), { ...READ, Resource: '*' }), sections)).toHaveLength(1);
});
