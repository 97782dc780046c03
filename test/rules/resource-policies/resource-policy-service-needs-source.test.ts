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

describe('a Deny statement beside it', () => {
  const beside = (deny: Record<string, unknown>, Service = 'cloudtrail.amazonaws.com') => findings(resourcePolicyServiceNeedsSource, {
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: { Service }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::logs/*' },
            { Effect: 'Deny', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:*', Resource: 'arn:aws:s3:::logs/*', ...deny },
          ],
        },
      },
    },
  });
  const others = { ArnNotLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111122223333:trail/*' } };

  test.each<[string, Record<string, unknown>]>([
    ['for the trails of other accounts', { Condition: others }],
    ['for other accounts', { Condition: { StringNotEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }],
    ['for other organizations', { Principal: '*', Condition: { StringNotEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' }, Bool: { 'aws:PrincipalIsAWSService': 'true' } } }],
    ['for other organizations, as resource control policies do', {
      Principal: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' }, Null: { 'aws:SourceAccount': 'false' }, Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    }],
    ['for other accounts, where there is one', {
      Principal: { AWS: '*' }, Condition: { StringNotEqualsIfExists: { 'aws:SourceAccount': '111122223333' }, Null: { 'aws:SourceAccount': 'false' } },
    }],
    ['for the service by the name in its requests', {
      Principal: '*', Condition: { ...others, StringEquals: { 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' } },
    }],
    ['for everyone but an account', { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' }, Condition: others }],
  ])('guards it %s', (_what, deny) => {
    expect(beside(deny)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['of fewer actions', { Action: 's3:GetObject', Condition: others }],
    ['of fewer objects', { Resource: 'arn:aws:s3:::logs/private/*', Condition: others }],
    ['of another service', { Principal: { Service: 'config.amazonaws.com' }, Condition: others }],
    ['of everyone but the service', { Principal: undefined, NotPrincipal: { Service: 'cloudtrail.amazonaws.com' }, Condition: others }],
    ['of the trails of the account itself', { Condition: { ArnLike: others.ArnNotLike } }],
    ['of no trails at all', { Condition: { ArnNotLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/*' } } }],
    ['of other accounts, under one more condition', { Condition: { ...others, StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } } }],
    ['of other accounts of an organization', { Condition: { StringNotEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' }, Null: { 'aws:SourceOrgID': 'false' } } }],
    ['of services by another name', { Principal: '*', Condition: { ...others, StringNotEquals: { 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' } } }],
    ['of people', { Principal: '*', Condition: { ...others, Bool: { 'aws:PrincipalIsAWSService': 'false' } } }],
  ])('does not guard it, being one %s', (_what, deny) => {
    expect(beside(deny)).toMatchObject([{ severity: 'error', location: 'Resources.Policy.Properties.PolicyDocument.Statement[0]' }]);
  });

  test('that is made when it is deployed is a warning', () => {
    expect(beside({ Condition: { StringNotEquals: { Ref: 'Sources' } } })).toMatchObject([{ severity: 'warning' }]);
  });
});

test('tells users of CDK how to have the condition written, or what to add', () => {
  expect(judged('AWS::SQS::QueuePolicy', 'events.amazonaws.com')[0].fix).toContain('the feature flag @aws-cdk/aws-events:eventsTargetQueueSameAccount, or add one');
  expect(judged('AWS::S3::BucketPolicy', 'cloudtrail.amazonaws.com')[0].fix).toContain('Where CDK writes the statement, add one with addToResourcePolicy that denies');
});

test('is content with the older key of topics', () => {
  expect(judged('AWS::SNS::TopicPolicy', 'cloudwatch.amazonaws.com', { Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } } })).toEqual([]);
});
