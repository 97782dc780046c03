import { resourceMismatch } from '../../../src/rules/policies/resource-mismatch';
import { findings, policy } from '../judging';

const found = (Action: unknown, Resource: unknown, Effect = 'Allow') => (
  findings(resourceMismatch, policy({ Effect, Action, Resource }), { Parameters: { Arn: { Type: 'String' }, Name: { Type: 'String' } } }).map(({ message }) => message)
);

test('the message says what the action works on', () => {
  expect(found('s3:GetObject', 'arn:aws:s3:::reports')[0]).toMatch(/^does not grant s3:GetObject: it works on arn:\S+object\S+$/i);
  expect(found('s3:ListAllMyBuckets', 'arn:aws:s3:::reports', 'Deny')).toEqual(['does not deny s3:ListAllMyBuckets: it works on no resource that can be named']);
});

test.each<[string, unknown, unknown]>([
  ['a token', 's3:GetObject', { Ref: 'Arn' }],
  ['a token within', 's3:GetObject', { 'Fn::Sub': 'arn:aws:s3:::${Name}' }],
  ['a wildcard in the service', 'sns:Publish', 'arn:aws:*:eu-west-1:111122223333:orders'],
  ['a Region that is a token', 'sns:Publish', { 'Fn::Sub': 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:orders' }],
  ['a wildcard in the action', 's3:Get*', 'arn:aws:s3:::reports'],
  ['an action that nobody knows', 's3:GetEverything', 'arn:aws:s3:::reports'],
  ['every resource, among others', 'ec2:DescribeInstances', ['arn:aws:s3:::reports', '*']],
])('%s may fit', (_what, action, resource) => {
  expect(found(action, resource)).toEqual([]);
});

test('a statement is found once, with how many of its actions are without a resource', () => {
  expect(found(['ec2:DescribeInstances', 's3:ListAllMyBuckets'], 'arn:aws:s3:::reports')).toEqual(['does not grant ec2:DescribeInstances and 1 more: it works on no resource that can be named']);
});

test('what works on "*" only is an aside beside an action that fits, but not in a Deny', () => {
  const actions = ['s3:ListAllMyBuckets', 's3:GetBucketLocation'];
  expect(found(actions, 'arn:aws:s3:::reports')).toEqual([]);
  expect(found(actions, 'arn:aws:s3:::reports', 'Deny')).toHaveLength(1);
  expect(found(['s3:ListBucket', 's3:GetObject'], 'arn:aws:s3:::reports')).toHaveLength(1);
});
