/** What no resource policy can say: neither a trail, nor a log group, nor a role has one that keeps it from being changed. */
import { ArchiveKeepers, exceptFor, ofSettings } from './archive-keepers';
import { StatementJson } from '../../policy/policy-json';

export interface TrailProtectionTerms {
  readonly trailArn: string;
  /** Without `:*` at its end. */
  readonly logGroupArn: string;
  /** The role that writes to the log group. */
  readonly roleArn: string;
  readonly keepers: ArchiveKeepers;
}

/** For service control policies, permissions boundaries and identity-based policies. */
export function trailProtection({ trailArn, logGroupArn, roleArn, keepers }: TrailProtectionTerms): StatementJson[] {
  const Condition = exceptFor(ofSettings(keepers));
  return [
    {
      Sid: 'AuditTrail', Effect: 'Deny', Resource: trailArn, Condition,
      Action: ['cloudtrail:AddTags', 'cloudtrail:Delete*', 'cloudtrail:Put*', 'cloudtrail:RemoveTags', 'cloudtrail:Stop*', 'cloudtrail:Update*'],
    },
    {
      Sid: 'AuditTrailLogGroup', Effect: 'Deny', Resource: [logGroupArn, `${logGroupArn}:*`], Condition,
      Action: [
        'logs:AssociateKmsKey', 'logs:Delete*', 'logs:DisassociateKmsKey', 'logs:PutDataProtectionPolicy', 'logs:PutLogGroupDeletionProtection',
        'logs:PutRetentionPolicy', 'logs:PutTransformer',
      ],
    },
    {
      Sid: 'AuditTrailRole', Effect: 'Deny', Resource: roleArn, Condition,
      Action: ['iam:AttachRolePolicy', 'iam:DeleteRole*', 'iam:DetachRolePolicy', 'iam:PutRole*', 'iam:TagRole', 'iam:UntagRole', 'iam:Update*'],
    },
  ];
}
