import { defineGuardrail } from '../guardrail-definition';
import { denyAnybody } from '../guardrail-statements';

export const requireSecureTransport = defineGuardrail({
  id: 'RequireSecureTransport',
  policyType: 'RESOURCE_CONTROL_POLICY',
  title: 'data, keys, queues and secrets are reached over TLS only',
  intent: 'What travels in the clear is read and changed on the way.',
  sets: ['baseline', 'strict'],
  exemption: { nobody: 'Nobody has a reason to do without.' },
  needs: [],
  sideEffects: [
    'Old clients that use plain HTTP to S3 or SQS are stopped.',
  ],
  controls: { 'aws-fsbp': ['S3.5'], 'well-architected': ['SEC03-BP05', 'SEC09-BP02'] },
  links: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  examples: {
    denied: [
      { what: 'a role reads an object in the clear', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', context: { 'aws:SecureTransport': false } },
      { what: 'a role writes an object in the clear', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', context: { 'aws:SecureTransport': false } },
      { what: 'a role lists a bucket in the clear', action: 's3:ListBucket', resource: 'arn:aws:s3:::reports', context: { 'aws:SecureTransport': false } },
      { what: 'a stranger reads an object in the clear', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:SecureTransport': false } },
      { what: 'nobody that AWS knows reads an object in the clear', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: '*', context: { 'aws:SecureTransport': false } },
      { what: 'a role sends a message in the clear', action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:orders', context: { 'aws:SecureTransport': false } },
      { what: 'a role receives a message in the clear', action: 'sqs:ReceiveMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:orders', context: { 'aws:SecureTransport': false } },
      { what: 'a role decrypts in the clear', action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab', context: { 'aws:SecureTransport': false } },
      { what: 'a role reads a secret in the clear', action: 'secretsmanager:GetSecretValue', resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-AbCdEf', context: { 'aws:SecureTransport': false } },
      { what: 'an exempt principal reads an object in the clear', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'arn:aws:iam::111122223333:role/OrganizationAdmin', context: { 'aws:SecureTransport': false } },
    ],
    allowed: [
      { what: 'a role reads an object over TLS', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', context: { 'aws:SecureTransport': true } },
      { what: 'a role writes an object over TLS', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', context: { 'aws:SecureTransport': true } },
      { what: 'a role sends a message over TLS', action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:orders', context: { 'aws:SecureTransport': true } },
      { what: 'a role decrypts over TLS', action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab', context: { 'aws:SecureTransport': true } },
      { what: 'a role reads a secret over TLS', action: 'secretsmanager:GetSecretValue', resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-AbCdEf', context: { 'aws:SecureTransport': true } },
      { what: 'CloudTrail delivers a log over TLS', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'cloudtrail.amazonaws.com', context: { 'aws:SecureTransport': true } },
      { what: 'a stranger reads an object over TLS', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:SecureTransport': true } },
    ],
  },
  statements: () => [
    denyAnybody({
      Action: ['kms:*', 's3:*', 'secretsmanager:*', 'sqs:*', 'sts:*'], Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
    }),
  ],
});
