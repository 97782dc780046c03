/** What the policy of the key that encrypts the records says. */
import { Aws } from 'aws-cdk-lib';
import { ArchiveKeepers, exceptFor, ofSettings } from './archive-keepers';
import { accountOf, ArchivedTrail } from './archived-trail';
import { StatementJson } from '../../policy/policy-json';
import { accountRoot } from '../identities/principal-arn';

export interface TrailKeyTerms {
  readonly partition: string;
  /** Of the key, and of the bucket. */
  readonly region: string;
  readonly trails: readonly ArchivedTrail[];
  /** ARNs of roles and users. */
  readonly readers: readonly string[];
  readonly keepers: ArchiveKeepers;
}

const PRINCIPAL = { Service: 'cloudtrail.amazonaws.com' };

/**
 * The account administers the key by IAM policies, and cannot use it: neither can administrators decrypt, nor let others.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators
 */
export function keyAdministration(partition: string, account: string): StatementJson {
  return {
    Sid: 'Administration', Effect: 'Allow', Principal: { AWS: accountRoot(partition, account) }, Resource: '*',
    Action: [
      'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:DescribeKey', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:EnableKey',
      'kms:EnableKeyRotation', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListGrants', 'kms:ListKeyPolicies',
      'kms:ListKeyRotations', 'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:RotateKeyOnDemand', 'kms:ScheduleKeyDeletion', 'kms:TagResource',
      'kms:UntagResource', 'kms:UpdateAlias', 'kms:UpdateKeyDescription',
    ],
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export function trailKeyStatements({ partition, region, trails, readers, keepers }: TrailKeyTerms): StatementJson[] {
  const source = { 'aws:SourceArn': trails.map(({ trailArn }) => trailArn) };
  return [
    ...trails.map((trail, index): StatementJson => ({
      Sid: `Trail${index}`, Effect: 'Allow', Principal: PRINCIPAL, Action: 'kms:GenerateDataKey*', Resource: '*',
      Condition: {
        StringEquals: { 'aws:SourceArn': trail.trailArn },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${accountOf(trail.trailArn)}:trail/*` },
      },
    })),
    // With an S3 bucket key, CloudTrail decrypts, too.
    { Sid: 'TrailKey', Effect: 'Allow', Principal: PRINCIPAL, Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*', Condition: { StringEquals: source } },
    ...(readers.length === 0 ? [] : [{
      Sid: 'Readers', Effect: 'Allow', Principal: { AWS: readers }, Action: 'kms:Decrypt', Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': viaS3(region) } },
    } satisfies StatementJson]),
    {
      Sid: 'KeepKey', Effect: 'Deny', Principal: '*', Resource: '*', Condition: exceptFor(keepers.breakGlass),
      Action: ['kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:ScheduleKeyDeletion'],
    },
    {
      Sid: 'KeepSettings', Effect: 'Deny', Principal: '*', Resource: '*', Condition: exceptFor(ofSettings(keepers)),
      Action: ['kms:DeleteAlias', 'kms:PutKeyPolicy', 'kms:ReplicateKey', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateAlias', 'kms:UpdateKeyDescription',
        'kms:UpdatePrimaryRegion'],
    },
  ];
}

/** The name of the service in the Regions of China ends as their domain does. */
function viaS3(region: string): string[] {
  return ['amazonaws.com', Aws.URL_SUFFIX].map((suffix) => `s3.${region}.${suffix}`);
}
