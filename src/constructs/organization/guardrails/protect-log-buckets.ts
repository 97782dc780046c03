import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const protectLogBuckets = defineGuardrail({
  id: 'ProtectLogBuckets',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'the buckets that hold logs, and what is in them, cannot be deleted, opened or changed',
  intent: 'Who cannot stop the record deletes it, or shortens how long it is kept.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: ['logBuckets'],
  sideEffects: [
    'Log objects are deleted by lifecycle rules only, or by exempt principals.',
    'Writing objects stays possible, for deliveries by roles: turn on versioning, so that nothing is overwritten.',
    'A request through an access point names the access point, not the bucket, and is not stopped: use Object Lock, or deny access points in the policy of the bucket.',
  ],
  controls: {
    'aws-control-tower': [
      'AWS-GR_AUDIT_BUCKET_DELETION_PROHIBITED',
      'AWS-GR_CT_AUDIT_BUCKET_ENCRYPTION_CHANGES_PROHIBITED',
      'AWS-GR_CT_AUDIT_BUCKET_LIFECYCLE_CONFIGURATION_CHANGES_PROHIBITED',
      'AWS-GR_CT_AUDIT_BUCKET_LOGGING_CONFIGURATION_CHANGES_PROHIBITED',
      'AWS-GR_CT_AUDIT_BUCKET_POLICY_CHANGES_PROHIBITED',
    ],
    'well-architected': ['SEC03-BP05', 'SEC04-BP01'],
  },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['deletes the bucket', 's3:DeleteBucket'],
        ['deletes its policy', 's3:DeleteBucketPolicy'],
        ['changes its policy', 's3:PutBucketPolicy'],
        ['makes the logs expire', 's3:PutLifecycleConfiguration'],
        ['turns versioning off', 's3:PutBucketVersioning'],
        ['takes the lock off', 's3:PutBucketObjectLockConfiguration'],
        ['opens it by an ACL', 's3:PutBucketAcl'],
        ['lets public access in', 's3:PutBucketPublicAccessBlock'],
        ['encrypts by another key', 's3:PutEncryptionConfiguration'],
        ['replicates it elsewhere', 's3:PutReplicationConfiguration'],
        ['stops its access log', 's3:PutBucketLogging'],
        ['stops its replication', 's3:PauseReplication'],
        ['marks it by a tag', 's3:TagResource'],
      ], { resource: 'arn:aws:s3:::central-logs' }),
      ...requests([
        ['deletes a log', 's3:DeleteObject'],
        ['deletes a version of a log', 's3:DeleteObjectVersion'],
        ['shortens the retention', 's3:PutObjectRetention'],
        ['takes the legal hold off', 's3:PutObjectLegalHold'],
        ['passes over the retention', 's3:BypassGovernanceRetention'],
        ['opens a log by an ACL', 's3:PutObjectAcl'],
        ['marks a log by a tag', 's3:PutObjectTagging'],
      ], { resource: 'arn:aws:s3:::central-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/log.json.gz' }),
    ],
    allowed: [
      ...requests([
        ['lists logs', 's3:ListBucket'],
        ['reads its policy', 's3:GetBucketPolicy'],
      ], { resource: 'arn:aws:s3:::central-logs' }),
      ...requests([
        ['reads a log', 's3:GetObject'],
        ['delivers a log', 's3:PutObject'],
      ], { resource: 'arn:aws:s3:::central-logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/log.json.gz' }),
      ...requests([
        ['deletes an object of its own', 's3:DeleteObject'],
        ['writes an object of its own', 's3:PutObject'],
      ], { resource: 'arn:aws:s3:::central-logs-viewer/page.html' }),
      ...requests([
        ['deletes a bucket of its own', 's3:DeleteBucket'],
        ['sets the lifecycle of its own', 's3:PutLifecycleConfiguration'],
      ], { resource: 'arn:aws:s3:::reports' }),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        's3:*agResource', 's3:BypassGovernanceRetention', 's3:Delete*', 's3:PauseReplication', 's3:Put*Configuration', 's3:PutBucket*',
        's3:PutObject?*', 's3:ReplicateDelete', 's3:Update*',
      ],
      Resource: parameters.logBuckets.flatMap((bucket) => [bucket, `${bucket}/*`]),
    }, parameters),
  ],
});
