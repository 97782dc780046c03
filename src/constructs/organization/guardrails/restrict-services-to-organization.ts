import { defineGuardrail } from '../guardrail-definition';
import { denyAnybody } from '../guardrail-statements';

export const restrictServicesToOrganization = defineGuardrail({
  id: 'RestrictServicesToOrganization',
  policyType: 'RESOURCE_CONTROL_POLICY',
  title: 'services of AWS reach data, keys and roles only on behalf of the organization',
  intent: 'A service acts for every customer: a resource that trusts it without saying for whom lets a stranger point it there (the confused deputy).',
  sets: ['baseline', 'strict'],
  exemption: { nobody: 'Services of AWS are meant, and no role or user.' },
  needs: ['organizationId'],
  sideEffects: [
    'A service that acts for an account outside the organization, such as a log delivery of a partner, is stopped.',
    'Requests for which the service names no account are let by: not every integration does.',
  ],
  controls: { 'well-architected': ['SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  examples: {
    denied: [
      { what: 'CloudTrail of a stranger writes into a bucket', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'cloudtrail.amazonaws.com', context: { 'aws:SourceAccount': '999988887777', 'aws:SourceOrgID': 'o-zzzzzzzzzz' } },
      { what: 'CloudTrail of an account without organization writes into a bucket', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'cloudtrail.amazonaws.com', context: { 'aws:SourceAccount': '999988887777' } },
      { what: 'S3 of a stranger writes an inventory', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 's3.amazonaws.com', context: { 'aws:SourceAccount': '999988887777', 'aws:SourceOrgID': 'o-zzzzzzzzzz' } },
      { what: 'SNS of a stranger sends a message', action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:orders', principalArn: 'sns.amazonaws.com', context: { 'aws:SourceAccount': '999988887777', 'aws:SourceOrgID': 'o-zzzzzzzzzz' } },
      { what: 'EventBridge of a stranger sends a message', action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:orders', principalArn: 'events.amazonaws.com', context: { 'aws:SourceAccount': '999988887777', 'aws:SourceOrgID': 'o-zzzzzzzzzz' } },
      { what: 'CloudTrail of a stranger uses a key', action: 'kms:GenerateDataKey', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab', principalArn: 'cloudtrail.amazonaws.com', context: { 'aws:SourceAccount': '999988887777', 'aws:SourceOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a service of a stranger reads a secret', action: 'secretsmanager:GetSecretValue', resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-AbCdEf', principalArn: 'appflow.amazonaws.com', context: { 'aws:SourceAccount': '999988887777', 'aws:SourceOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a service of a stranger assumes a role', action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/Worker', principalArn: 'bedrock.amazonaws.com', context: { 'aws:SourceAccount': '999988887777', 'aws:SourceOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a service of a stranger pulls an image', action: 'ecr:BatchGetImage', resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/shop', principalArn: 'lambda.amazonaws.com', context: { 'aws:SourceAccount': '999988887777', 'aws:SourceOrgID': 'o-zzzzzzzzzz' } },
    ],
    allowed: [
      { what: 'CloudTrail of the organization writes into a bucket', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'cloudtrail.amazonaws.com', context: { 'aws:SourceAccount': '444455556666', 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
      { what: 'SNS of the organization sends a message', action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:orders', principalArn: 'sns.amazonaws.com', context: { 'aws:SourceAccount': '444455556666', 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
      { what: 'CloudTrail of the organization uses a key', action: 'kms:GenerateDataKey', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab', principalArn: 'cloudtrail.amazonaws.com', context: { 'aws:SourceAccount': '444455556666', 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
      { what: 'a service that names no account writes', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'cloudtrail.amazonaws.com' },
      { what: 'a service of the organization assumes a role', action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/Worker', principalArn: 'bedrock.amazonaws.com', context: { 'aws:SourceAccount': '444455556666', 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
      { what: 'a role of the account reads an object', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', context: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      { what: 'a role of another account reads an object', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } },
    ],
  },
  statements: (parameters) => [
    denyAnybody({
      Action: ['ecr:*', 'kms:*', 's3:*', 'secretsmanager:*', 'sqs:*', 'sts:*'],
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': parameters.organizationId! },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    }),
  ],
});
