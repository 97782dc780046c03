import { PUBLIC_ACCESS_BLOCKS } from '../../../catalogue/lists/audit-tampering-patterns';
import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const protectPublicAccessBlocks = defineGuardrail({
  id: 'ProtectPublicAccessBlocks',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'what blocks public access to all of an account stays on',
  intent: 'These settings overrule every policy and ACL that opens a resource; without them one slip is a leak.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Only exempt principals set them: turn them on before this is attached.',
    'The settings of a single bucket stay with its owner; those of the account overrule them.',
  ],
  controls: { 'aws-fsbp': ['S3.1'], 'well-architected': ['SEC03-BP05', 'SEC03-BP07'] },
  links: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html',
    'https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['lets public access into the account', 's3:PutAccountPublicAccessBlock'],
        ['lets snapshots be public', 'ec2:DisableSnapshotBlockPublicAccess'],
        ['blocks fewer snapshots', 'ec2:EnableSnapshotBlockPublicAccess'],
        ['lets images be public', 'ec2:DisableImageBlockPublicAccess'],
        ['lets VPCs reach the internet', 'ec2:ModifyVpcBlockPublicAccessOptions'],
        ['leaves a VPC out', 'ec2:CreateVpcBlockPublicAccessExclusion'],
        ['leaves more of a VPC out', 'ec2:ModifyVpcBlockPublicAccessExclusion'],
        ['lets clusters be public', 'elasticmapreduce:PutBlockPublicAccessConfiguration'],
      ]),
      ...requests([
        ['lets documents be public', 'ssm:UpdateServiceSetting'],
        ['resets the setting of documents', 'ssm:ResetServiceSetting'],
      ], { resource: 'arn:aws:ssm:eu-west-1:111122223333:servicesetting/ssm/documents/console/public-sharing-permission' }),
    ],
    allowed: [
      ...requests([
        ['makes a bucket', 's3:CreateBucket'],
        ['blocks public access to a bucket', 's3:PutBucketPublicAccessBlock'],
        ['reads whether a bucket is blocked', 's3:GetBucketPublicAccessBlock'],
        ['sets the policy of a bucket', 's3:PutBucketPolicy'],
      ], { resource: 'arn:aws:s3:::reports' }),
      ...requests([
        ['reads whether snapshots are blocked', 'ec2:GetSnapshotBlockPublicAccessState'],
        ['makes images unavailable to the public', 'ec2:EnableImageBlockPublicAccess'],
        ['reads the state of VPCs', 'ec2:DescribeVpcBlockPublicAccessOptions'],
        ['takes an exclusion back', 'ec2:DeleteVpcBlockPublicAccessExclusion'],
      ]),
      ...requests([
        ['changes another setting', 'ssm:UpdateServiceSetting'],
      ], { resource: 'arn:aws:ssm:eu-west-1:111122223333:servicesetting/ssm/parameter-store/default-parameter-tier' }),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({ Action: [...PUBLIC_ACCESS_BLOCKS] }, parameters),
    denyUnlessExempt({
      Action: ['ssm:ResetServiceSetting', 'ssm:UpdateServiceSetting'], Resource: 'arn:*:ssm:*:*:servicesetting/ssm/documents/console/public-sharing-permission',
    }, parameters),
  ],
});
