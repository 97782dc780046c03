/**
 * What stops, narrows or hides what a service records and detects, as patterns: an action that AWS adds is among them if it begins
 * alike. What adds to the record, or only asks it, is not among them. The known ones, each with its reason, are in
 * `audit-tampering-actions.ts`.
 */

export const ACCESS_ANALYZER_TAMPERING: readonly string[] = [
  'access-analyzer:ApplyArchiveRule', 'access-analyzer:CreateArchiveRule', 'access-analyzer:Delete*', 'access-analyzer:Update*',
];

export const CLOUD_TRAIL_TAMPERING: readonly string[] = [
  'cloudtrail:*Federation', 'cloudtrail:*OrganizationDelegatedAdmin', 'cloudtrail:Delete*', 'cloudtrail:Put*', 'cloudtrail:Stop*', 'cloudtrail:Update*',
];

export const CONFIG_TAMPERING: readonly string[] = [
  'config:Delete*', 'config:DisassociateResourceTypes', 'config:Put*Recorder', 'config:PutConfigurationAggregator', 'config:PutDeliveryChannel',
  'config:PutRetentionConfiguration', 'config:StopConfigurationRecorder',
];

export const GUARD_DUTY_TAMPERING: readonly string[] = [
  'guardduty:Accept*', 'guardduty:ArchiveFindings', 'guardduty:CreateFilter', 'guardduty:CreateIPSet', 'guardduty:CreateTrustedEntitySet',
  'guardduty:Delete*', 'guardduty:Disable*', 'guardduty:Disassociate*', 'guardduty:StopMonitoringMembers', 'guardduty:Update*',
];

export const SECURITY_HUB_TAMPERING: readonly string[] = [
  'securityhub:Accept*', 'securityhub:BatchDeleteAutomationRules', 'securityhub:BatchDisableStandards', 'securityhub:BatchUpdateAutomationRules',
  'securityhub:BatchUpdateStandardsControlAssociations', 'securityhub:CreateAutomationRule*', 'securityhub:Delete*', 'securityhub:Disable*',
  'securityhub:Disassociate*', 'securityhub:StartConfigurationPolicyDisassociation', 'securityhub:Update*',
];

/** Settings of a whole account that overrule every policy and ACL that opens a resource. */
export const PUBLIC_ACCESS_BLOCKS: readonly string[] = [
  'ec2:CreateVpcBlockPublicAccessExclusion', 'ec2:DisableImageBlockPublicAccess', 'ec2:*SnapshotBlockPublicAccess', 'ec2:ModifyVpcBlockPublicAccess*',
  'elasticmapreduce:PutBlockPublicAccessConfiguration', 's3:PutAccountPublicAccessBlock',
];
