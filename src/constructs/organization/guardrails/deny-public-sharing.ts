import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

/** Headers that name who gets what of an object or bucket. */
const GRANTS = ['full-control', 'read', 'read-acp', 'write', 'write-acp'];
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
const EVERYBODY = ['*/groups/global/AllUsers*', '*/groups/global/AuthenticatedUsers*'];

export const denyPublicSharing = defineGuardrail({
  id: 'DenyPublicSharing',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'nobody makes a snapshot, object, function or database public',
  intent: 'Data that everybody may read has leaked, whether or not anybody looked yet.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Function URLs need `AuthType: AWS_IAM`; public ones stand behind CloudFront or an API.',
    'Public repositories of Amazon ECR are made by exempt principals only.',
    'Databases with a public address are made by exempt principals only; one that is there can still be given one (`rds:ModifyDBInstance` has no condition for it).',
    'Images are kept private by their public access block (ProtectPublicAccessBlocks): sharing them has no condition either.',
    'Snapshots of databases, documents and layers can still be made public, for want of a condition on whom they are shared with: RestrictSharing denies the first two.',
    'Policies of buckets, queues, topics and keys can still name everybody: the public access block of S3 and RestrictAccessToOrganization limit these.',
  ],
  controls: { 'aws-fsbp': ['EC2.1', 'Lambda.1', 'RDS.1'], 'well-architected': ['SEC03-BP05', 'SEC03-BP07'] },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html',
  ],
  examples: {
    denied: [
      { what: 'makes a snapshot public', action: 'ec2:ModifySnapshotAttribute', resource: 'arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0', context: { 'ec2:Add/group': 'all' } },
      { what: 'makes a public function URL', action: 'lambda:CreateFunctionUrlConfig', resource: 'arn:aws:lambda:eu-west-1:111122223333:function:worker', context: { 'lambda:FunctionUrlAuthType': 'NONE' } },
      { what: 'makes a function URL public', action: 'lambda:UpdateFunctionUrlConfig', resource: 'arn:aws:lambda:eu-west-1:111122223333:function:worker', context: { 'lambda:FunctionUrlAuthType': 'NONE' } },
      { what: 'lets everybody call the function URL', action: 'lambda:AddPermission', resource: 'arn:aws:lambda:eu-west-1:111122223333:function:worker', context: { 'lambda:FunctionUrlAuthType': 'NONE', 'lambda:Principal': '*' } },
      { what: 'lets everybody call the function', action: 'lambda:AddPermission', resource: 'arn:aws:lambda:eu-west-1:111122223333:function:worker', context: { 'lambda:Principal': '*' } },
      { what: 'lets everybody call the function by a policy', action: 'lambda:PutResourcePolicy', resource: 'arn:aws:lambda:eu-west-1:111122223333:function:worker', context: { 'lambda:Principal': '*' } },
      { what: 'writes a public object', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', context: { 's3:x-amz-acl': 'public-read' } },
      { what: 'makes an object public', action: 's3:PutObjectAcl', resource: 'arn:aws:s3:::reports/2026.csv', context: { 's3:x-amz-acl': 'public-read-write' } },
      { what: 'opens a bucket to everybody with an account', action: 's3:PutBucketAcl', resource: 'arn:aws:s3:::reports', context: { 's3:x-amz-acl': 'authenticated-read' } },
      ...GRANTS.map((grant) => ({
        what: `gives everybody ${grant} of an object`, action: 's3:PutObjectAcl', resource: 'arn:aws:s3:::reports/2026.csv',
        context: { [`s3:x-amz-grant-${grant}`]: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' },
      })),
      { what: 'makes a bucket that everybody with an account reads', action: 's3:CreateBucket', resource: 'arn:aws:s3:::reports', context: { 's3:x-amz-grant-read': 'uri=http://acs.amazonaws.com/groups/global/AuthenticatedUsers' } },
      { what: 'makes a database with a public address', action: 'rds:CreateDBInstance', resource: 'arn:aws:rds:eu-west-1:111122223333:db:orders', context: { 'rds:PubliclyAccessible': true } },
      { what: 'makes a public repository', action: 'ecr-public:CreateRepository' },
      { what: 'pushes a public image', action: 'ecr-public:PutImage' },
      { what: 'lets others push public images', action: 'ecr-public:SetRepositoryPolicy' },
    ],
    allowed: [
      { what: 'shares a snapshot with an account', action: 'ec2:ModifySnapshotAttribute', resource: 'arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0', context: { 'ec2:Add/userId': '444455556666' } },
      { what: 'takes a public snapshot back', action: 'ec2:ModifySnapshotAttribute', resource: 'arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0', context: { 'ec2:Remove/group': 'all' } },
      { what: 'makes a function URL for callers with credentials', action: 'lambda:CreateFunctionUrlConfig', resource: 'arn:aws:lambda:eu-west-1:111122223333:function:worker', context: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
      { what: 'lets a bucket call the function', action: 'lambda:AddPermission', resource: 'arn:aws:lambda:eu-west-1:111122223333:function:worker', context: { 'lambda:Principal': 's3.amazonaws.com' } },
      { what: 'writes an object', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv' },
      { what: 'writes an object that its owner controls', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/2026.csv', context: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
      { what: 'makes a database', action: 'rds:CreateDBInstance', resource: 'arn:aws:rds:eu-west-1:111122223333:db:orders', context: { 'rds:PubliclyAccessible': false } },
      { what: 'pulls a public image', action: 'ecr-public:GetAuthorizationToken' },
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({ Action: 'ec2:ModifySnapshotAttribute', Condition: { StringEquals: { 'ec2:Add/group': 'all' } } }, parameters),
    denyUnlessExempt({
      Action: ['lambda:AddPermission', 'lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'],
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    }, parameters),
    denyUnlessExempt({ Action: ['lambda:AddPermission', 'lambda:PutResourcePolicy'], Condition: { StringEquals: { 'lambda:Principal': '*' } } }, parameters),
    denyUnlessExempt({ Action: 's3:*', Condition: { StringEquals: { 's3:x-amz-acl': ['authenticated-read', 'public-read', 'public-read-write'] } } }, parameters),
    ...GRANTS.map((grant) => denyUnlessExempt({ Action: 's3:*', Condition: { StringLike: { [`s3:x-amz-grant-${grant}`]: EVERYBODY } } }, parameters)),
    denyUnlessExempt({ Action: 'rds:*', Condition: { Bool: { 'rds:PubliclyAccessible': 'true' } } }, parameters),
    denyUnlessExempt({ Action: ['ecr-public:CreateRepository', 'ecr-public:PutImage', 'ecr-public:SetRepositoryPolicy'] }, parameters),
  ],
});
