import { defineGuardrail } from '../guardrail-definition';
import { denyAnybody } from '../guardrail-statements';

export const restrictAccessToOrganization = defineGuardrail({
  id: 'RestrictAccessToOrganization',
  policyType: 'RESOURCE_CONTROL_POLICY',
  title: 'only principals of the organization, and services of AWS, reach its data, keys and roles',
  intent: 'A policy on a bucket, key, queue, secret, table or role that admits a stranger admits nobody.',
  sets: ['strict'],
  exemption: { nobody: 'The principals of the organization are not denied, and an ARN pattern would let strangers with a role of that name in.' },
  needs: ['organizationId'],
  sideEffects: [
    'Roles that a third party assumes, public websites in S3 without CloudFront, and presigned links are stopped: presigned ones only when a principal from outside signed them.',
    'Origin access identities of CloudFront are stopped; origin access control is not.',
    'Federation by web identity and SAML goes on: who assumes a role so has no organization.',
  ],
  controls: { 'well-architected': ['SEC03-BP05', 'SEC03-BP08'] },
  links: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
  ],
  examples: {
    denied: [
      { what: 'a stranger reads an object', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a stranger writes an object', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a stranger in no organization reads an object', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'arn:aws:iam::999988887777:role/Stranger' },
      { what: 'nobody that AWS knows reads an object', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: '*' },
      { what: 'a stranger decrypts', action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a stranger reads a secret', action: 'secretsmanager:GetSecretValue', resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-AbCdEf', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a stranger sends a message', action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:orders', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a stranger reads a table', action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a stranger pulls an image', action: 'ecr:BatchGetImage', resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/shop', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a stranger assumes a role', action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/Worker', principalArn: 'arn:aws:iam::999988887777:role/Stranger', context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } },
      { what: 'a stranger who is named as an exempt principal reads an object', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'arn:aws:iam::999988887777:role/OrganizationAdmin', context: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } },
    ],
    allowed: [
      { what: 'a role of the account reads an object', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', context: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      { what: 'a role of another account of the organization reads an object', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'arn:aws:iam::444455556666:role/Reader', context: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      { what: 'a role of another account of the organization decrypts', action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab', principalArn: 'arn:aws:iam::444455556666:role/Reader', context: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      { what: 'a role of another account of the organization assumes a role', action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/Worker', principalArn: 'arn:aws:iam::444455556666:role/Reader', context: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      { what: 'CloudTrail delivers a log', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', principalArn: 'cloudtrail.amazonaws.com' },
      { what: 'Lambda assumes a role', action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/Worker', principalArn: 'lambda.amazonaws.com' },
      { what: 'a workflow assumes a role by web identity', action: 'sts:AssumeRoleWithWebIdentity', resource: 'arn:aws:iam::111122223333:role/Worker', principalArn: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
      { what: 'SNS sends a message to a queue', action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:orders', principalArn: 'sns.amazonaws.com' },
    ],
  },
  statements: (parameters) => [
    denyAnybody({
      Action: ['dynamodb:*', 'ecr:*', 'kms:*', 's3:*', 'secretsmanager:*', 'sqs:*', 'sts:AssumeRole'],
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': parameters.organizationId! }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
  ],
});
