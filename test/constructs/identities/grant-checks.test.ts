import { actionProblem, grantProblems } from '../../../src/constructs/identities/grant-checks';
import { plainPolicy } from '../../../src/enforce/plain-policies';
import { StatementJson } from '../../../src/policy/policy-json';

const NONE: ReadonlySet<string> = new Set();

function problems(statement: Partial<StatementJson>, exceptions = NONE): string[] {
  const whole = { Effect: 'Allow', ...statement };
  return plainPolicy({ Version: '2012-10-17', Statement: [whole] }, 'identity', 'policy').document.statements.flatMap((one) => grantProblems(one, exceptions));
}

test.each<[string, Partial<StatementJson>, RegExp]>([
  ['every action', { Action: '*', Resource: 'arn:aws:s3:::reports' }, /^actions: found "\*", which is every action of every service/],
  ['every action of a service', { Action: 's3:*', Resource: 'arn:aws:s3:::reports' }, /^actions: found "s3:\*", which is every action of s3, expected the actions/],
  ['the same, by question marks', { Action: 's3:?*', Resource: 'arn:aws:s3:::reports' }, /which is every action of s3/],
  ['every service', { Action: '*:Get*', Resource: 'arn:aws:s3:::reports' }, /^actions: found "\*:Get\*", which is of more than one service/],
  ['an action that does not exist', { Action: 's3:GetObjects', Resource: 'arn:aws:s3:::reports/*' }, /^actions: found "s3:GetObjects", which no service has, expected an action such as s3:GetObject/],
  ['a pattern that matches nothing', { Action: 's3:Obtain*', Resource: 'arn:aws:s3:::reports/*' }, /which no service has/],
  ['every resource', { Action: 's3:GetObject', Resource: '*' }, /^resources: found "\*" for s3:GetObject, expected ARNs such as arn:/],
  ['every resource, spelt as an ARN', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::*' }, /^resources: found "arn:aws:s3:::\*"/],
  ['every bucket, by a question mark', { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::?*' }, /^resources: found/],
  ['one wide resource among narrow ones', { Action: 'sqs:SendMessage', Resource: ['arn:aws:sqs:eu-west-1:111122223333:one', 'arn:aws:sqs:*:*:*'] }, /^resources: found "arn:aws:sqs:\*:\*:\*"/],
  ['one action that can be limited among others', { Action: ['ec2:DescribeInstances', 'ec2:StopInstances'], Resource: '*' }, /for ec2:StopInstances/],
  ['all actions but some', { NotAction: 'iam:*', Resource: 'arn:aws:s3:::reports' }, /^NotAction: /],
  ['all resources but some', { Action: 's3:GetObject', NotResource: 'arn:aws:s3:::reports/*' }, /^NotResource: /],
])('%s is refused', (_, statement, problem) => {
  expect(problems(statement).join('\n')).toMatch(problem);
});

test.each<[string, Partial<StatementJson>]>([
  ['one resource', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }],
  ['a pattern of actions', { Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*'], Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] }],
  ['actions that take only "*"', { Action: ['xray:PutTraceSegments', 'ecr:GetAuthorizationToken', 'ec2:DescribeInstances', 's3:ListAllMyBuckets'], Resource: '*' }],
  ['metrics', { Action: 'cloudwatch:PutMetricData', Resource: '*' }],
  ['every resource with a tag', { Action: 'ec2:StopInstances', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } } }],
  ['a token', { Action: '${Token[TOKEN.1]}', Resource: '${Token[TOKEN.2]}' }],
  ['a denial of everything', { Effect: 'Deny', Action: '*', Resource: '*' }],
  ['a denial of all but some', { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }],
])('%s passes', (_, statement) => {
  expect(problems(statement)).toEqual([]);
});

test('an exception is for the action as it is spelt, in any case', () => {
  const full = { Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' };
  expect(problems(full, new Set(['dynamodb:*']))).toEqual([]);
  expect(problems({ ...full, Action: 'DynamoDB:*' }, new Set(['dynamodb:*']))).toEqual([]);
  expect(problems({ ...full, Action: ['dynamodb:*', 's3:*'] }, new Set(['dynamodb:*']))).toHaveLength(1);
});

test('an action without a service is refused', () => {
  expect(actionProblem('GetObject')).toMatch(/which no service has/);
});
