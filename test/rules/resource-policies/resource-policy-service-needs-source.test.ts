import { resourcePolicyServiceNeedsSource } from '../../../src/rules/resource-policies/resource-policy-service-needs-source';
import { findings } from '../judging';

const judged = (Type: string, Service: unknown, more: Record<string, unknown> = {}) => findings(resourcePolicyServiceNeedsSource, {
  Policy: { Type, Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service }, Action: '*', Resource: '*', ...more }] } } },
});

test.each([
  ['AWS::S3::BucketPolicy', 'cloudtrail.amazonaws.com'],
  ['AWS::S3::BucketPolicy', 'delivery.logs.amazonaws.com'],
  ['AWS::SQS::QueuePolicy', 'events.amazonaws.com'],
  ['AWS::SNS::TopicPolicy', 's3.amazonaws.com'],
  ['AWS::SNS::TopicInlinePolicy', 'cloudwatch.amazonaws.com'],
])('finds in %s what %s may do for any account, and links to its page', (type, service) => {
  expect(judged(type, service)).toMatchObject([{
    severity: 'error', key: `Principal=Service:${service}`, message: `lets in ${service} without a condition on its source`,
    fix: expect.stringContaining('https://docs.aws.amazon.com/'),
  }]);
});

test('leaves alone what AWS does not show with a condition: EventBridge and topics or keys', () => {
  expect(judged('AWS::SNS::TopicPolicy', 'events.amazonaws.com')).toEqual([]);
  expect(judged('AWS::KMS::Key', 'events.amazonaws.com')).toEqual([]);
});

test('finds each service of a list that its condition does not guard', () => {
  const services = ['config.amazonaws.com', 'cloudtrail.amazonaws.com', 'unknown.amazonaws.com'];
  expect(judged('AWS::S3::BucketPolicy', services)).toHaveLength(2);
  expect(judged('AWS::S3::BucketPolicy', services, { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } })).toEqual([]);
  expect(judged('AWS::S3::BucketPolicy', services, { Condition: { StringLike: { 'aws:SourceAccount': '*' } } })).toHaveLength(2);
  expect(judged('AWS::S3::BucketPolicy', services, { Effect: 'Deny' })).toEqual([]);
});
