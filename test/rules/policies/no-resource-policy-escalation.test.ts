import { noResourcePolicyEscalation } from '../../../src/rules/policies/no-resource-policy-escalation';
import { findings, policy } from '../judging';

const both = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutBucketPolicy'], Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] };
const found = (...statements: Record<string, unknown>[]) => findings(noResourcePolicyEscalation, policy(...statements)).map(({ message }) => message);

test('within a wildcard, too', () => {
  expect(found({ ...both, Action: ['s3:Get*', 's3:Put*'] })).toEqual(['grants s3:PutBucketPolicy beside s3:GetObject: the policy of the resource can grant the rest']);
});

test.each<[string, Record<string, unknown>[]]>([
  ['a Deny of the same policy takes it away', [both, { Effect: 'Deny', Action: 's3:*Policy', Resource: '*' }]],
  ['every action of the service is granted, so that nothing is withheld', [{ ...both, Action: 's3:*' }]],
  ['another service is used', [{ ...both, Action: ['sqs:SendMessage', 's3:PutBucketPolicy'] }]],
])('is silent where %s', (_why, statements) => {
  expect(found(...statements)).toEqual([]);
});

test('a Deny under a condition does not', () => {
  expect(found(both, { Effect: 'Deny', Action: 's3:*Policy', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).toHaveLength(1);
});
