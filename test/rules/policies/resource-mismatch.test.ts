import { readFileSync } from 'fs';
import { join } from 'path';
import { resourceMismatch } from '../../../src/rules/policies/resource-mismatch';
import { findings, policy } from '../judging';

const found = (Action: unknown, Resource: unknown, Effect = 'Allow') => (
  findings(resourceMismatch, policy({ Effect, Action, Resource }), { Parameters: { Arn: { Type: 'String' }, Name: { Type: 'String' } } }).map(({ message }) => message)
);

test('the message says what the action works on', () => {
  expect(found('s3:GetObject', 'arn:aws:s3:::reports')[0]).toMatch(/^does not grant s3:GetObject: it works on arn:\S+object\S+$/i);
  expect(found('s3:ListAllMyBuckets', 'arn:aws:s3:::reports', 'Deny')).toEqual(['may not deny s3:ListAllMyBuckets: AWS lists no type of resource for it, and only "*" is sure to work']);
});

test.each([
  ['sqs:SendMessage', 'arn:aws:sns:eu-west-1:111122223333:*'], ['iam:AttachRolePolicy', 'arn:aws:iam::111122223333:policy/team/*'],
  ['ec2:TerminateInstances', 'arn:aws:ec2:eu-west-1:111122223333:volume/*'], ['ec2:TerminateInstances', 'arn:aws:ec2:*:*:volume/*'],
  ['iam:UpdateAssumeRolePolicy', 'arn:aws:iam::111122223333:user/*'], ['s3:ListBucket', 'arn:aws:s3:::reports/*'],
])('a star for resources of another type is none for what %s works on', (action, resource) => {
  expect(found(action, resource)).toEqual([expect.stringContaining(`does not grant ${action}: it works on arn:`)]);
});

test.each<[string, string, unknown]>([
  ['of all buckets', 's3:ListAllMyBuckets', 'arn:aws:s3:::*'], ['of all roles', 'iam:ListRoles', 'arn:aws:iam::111122223333:role/*'],
  ['of all log groups', 'logs:DescribeLogGroups', 'arn:aws:logs:*:*:log-group:*'], ['of the own sessions', 'ssmmessages:OpenDataChannel', 'arn:aws:ssm:*:*:session/${aws:userid}-*'],
  ['in a policy template of SAM', 'kinesis:ListStreams', { 'Fn::Sub': 'arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:stream/*' }],
  ['of the transform of SAM', 'cloudformation:CreateChangeSet', 'arn:aws:cloudformation:eu-west-1:aws:transform/Serverless-2016-10-31'],
  ['of a product in the marketplace', 'aws-marketplace:TagResource', 'arn:aws:aws-marketplace:*:*:AWSMarketplace/*'],
  ['of a data set that is made', 'quicksight:CreateDataSet', 'arn:aws:quicksight:*:*:dataset/*'],
  ['of a target group', 'elasticloadbalancing:AddTags', 'arn:aws:elasticloadbalancing:*:*:targetgroup/*/*'],
  ['of one of the formats of a type', 'lex:PostText', 'arn:aws:lex:eu-west-1:111122223333:bot:Orders:live'],
])('what AWS shows is not found: the resource %s', (_what, action, resource) => {
  expect(found(action, resource)).toEqual([]);
});

test('nothing that a policy template of SAM writes is found, for nobody can write it otherwise', () => {
  const [, ...lines] = readFileSync(join(__dirname, '..', '..', '..', 'data', 'policy-templates.jsonl'), 'utf8').trim().split('\n');
  const policies = lines.map((line) => JSON.parse(line) as [string, string[]])
    .map(([name, parameters]) => ({ [name]: Object.fromEntries(parameters.map((parameter) => [parameter, { Ref: 'Name' }])) }));
  expect(policies.length).toBeGreaterThan(70);
  const worker = { Type: 'AWS::Serverless::Function', Properties: { Handler: 'index.handler', Runtime: 'nodejs22.x', InlineCode: '//', Policies: policies } };
  expect(findings(resourceMismatch, { Worker: worker }, { Transform: 'AWS::Serverless-2016-10-31', Parameters: { Name: { Type: 'String' } } })).toEqual([]);
});

test('what may be granted is not said to be denied beside what is certain', () => {
  expect(found(['ec2:DescribeInstances', 'sns:Publish', 'iam:PassRole'], 'arn:aws:s3:::reports')).toEqual([expect.stringMatching(/^does not grant sns:Publish and 1 more: it works on arn:/)]);
});

test('the fix names a bucket, and not the access points that it may have', () => {
  const resources = policy({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::reports/*' });
  expect(findings(resourceMismatch, resources)).toMatchObject([{ fix: 'Name a resource such as arn:${Partition}:s3:::${BucketName}.' }]);
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
  expect(found(['ec2:DescribeInstances', 's3:ListAllMyBuckets'], 'arn:aws:s3:::reports')).toEqual(['may not grant ec2:DescribeInstances and 1 more: AWS lists no type of resource for it, and only "*" is sure to work']);
});

test('a verb that does nothing to the resource is an aside in a Deny of all verbs', () => {
  const role = 'arn:aws:iam::111122223333:role/admin';
  expect(found(['iam:Put*', 'iam:Update*', 'iam:Upload*'], role, 'Deny')).toEqual([]);
  expect(found(['iam:Put*', 'iam:UploadServerCertificate'], role, 'Deny')).toHaveLength(1);
  expect(found(['iam:Upload*'], role, 'Deny')).toHaveLength(1);
});

test('what works on "*" only is an aside beside an action that fits, but not in a Deny', () => {
  const actions = ['s3:ListAllMyBuckets', 's3:GetBucketLocation'];
  expect(found(actions, 'arn:aws:s3:::reports')).toEqual([]);
  expect(found(actions, 'arn:aws:s3:::reports', 'Deny')).toHaveLength(1);
  expect(found(['s3:ListBucket', 's3:GetObject'], 'arn:aws:s3:::reports')).toHaveLength(1);
});
