/** What the policies of the two buckets of an archive say. */
import { ArchiveKeepers, exceptFor, ofSettings } from './archive-keepers';
import { ArchivedTrail, folders } from './archived-trail';
import { StatementJson } from '../../policy/policy-json';

export interface TrailBucketTerms {
  readonly bucketArn: string;
  readonly trails: readonly ArchivedTrail[];
  /** ARNs of roles and users. */
  readonly readers: readonly string[];
  readonly keepers: ArchiveKeepers;
}

export interface AccessLogBucketTerms {
  readonly bucketArn: string;
  /** The bucket that is logged. */
  readonly sourceArn: string;
  readonly sourceAccount: string;
  readonly keepers: ArchiveKeepers;
}

const CLOUD_TRAIL = 'cloudtrail.amazonaws.com';
const ACCESS_LOGGING = 'logging.s3.amazonaws.com';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export function trailBucketStatements({ bucketArn, trails, readers, keepers }: TrailBucketTerms): StatementJson[] {
  return [...trailDelivery(bucketArn, trails), ...reading(bucketArn, readers), ...protection(bucketArn, keepers, CLOUD_TRAIL)];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
export function accessLogBucketStatements({ bucketArn, sourceArn, sourceAccount, keepers }: AccessLogBucketTerms): StatementJson[] {
  return [
    {
      Sid: 'AccessLogs', Effect: 'Allow', Principal: { Service: ACCESS_LOGGING }, Action: 's3:PutObject', Resource: `${bucketArn}/*`,
      Condition: { ArnEquals: { 'aws:SourceArn': sourceArn }, StringEquals: { 'aws:SourceAccount': sourceAccount } },
    },
    ...protection(bucketArn, keepers, ACCESS_LOGGING),
  ];
}

function trailDelivery(bucketArn: string, trails: readonly ArchivedTrail[]): StatementJson[] {
  const Principal = { Service: CLOUD_TRAIL };
  return [
    {
      Sid: 'TrailAcl', Effect: 'Allow', Principal, Action: 's3:GetBucketAcl', Resource: bucketArn,
      Condition: { StringEquals: { 'aws:SourceArn': trails.map(({ trailArn }) => trailArn) } },
    },
    ...trails.map((trail, index): StatementJson => ({
      Sid: `Trail${index}`, Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: folders(trail).map((folder) => `${bucketArn}/${folder}/*`),
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trail.trailArn } },
    })),
  ];
}

function reading(bucketArn: string, readers: readonly string[]): StatementJson[] {
  return readers.length === 0 ? [] : [{
    Sid: 'Readers', Effect: 'Allow', Principal: { AWS: readers },
    Action: ['s3:GetBucketLocation', 's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:ListBucketVersions'], Resource: [bucketArn, `${bucketArn}/*`],
  }];
}

function protection(bucketArn: string, keepers: ArchiveKeepers, writer: string): StatementJson[] {
  const everything = [bucketArn, `${bucketArn}/*`];
  return [
    {
      Sid: 'KeepRecords', Effect: 'Deny', Principal: '*', Resource: everything, Condition: exceptFor(keepers.breakGlass),
      Action: [
        's3:BypassGovernanceRetention', 's3:Delete*', 's3:InitiateReplication', 's3:ObjectOwnerOverrideToBucketOwner', 's3:PutObjectA*',
        's3:PutObjectLegalHold', 's3:PutObjectRetention', 's3:PutObjectTagging', 's3:PutObjectVersion*', 's3:Replicate*', 's3:UpdateObject*',
      ],
    },
    // What is forged or overwritten is no record. Who is no service has no such list, and is denied.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
    {
      Sid: 'KeepOthersFromWriting', Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${bucketArn}/*`,
      Condition: { 'ForAllValues:StringNotEquals': { 'aws:PrincipalServiceNamesList': writer } },
    },
    {
      Sid: 'KeepSettings', Effect: 'Deny', Principal: '*', Resource: bucketArn, Condition: exceptFor(ofSettings(keepers)),
      Action: ['s3:CreateBucketMetadata*', 's3:PauseReplication', 's3:Put*', 's3:Tag*', 's3:Untag*', 's3:UpdateBucketMetadata*'],
    },
    { Sid: 'EncryptedTransport', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: everything, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Sid: 'CurrentTls', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: everything, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
  ];
}
