/**
 * Actions that stop or narrow what records and detects: who can call them can work unseen. The links are the pages of the
 * operations, which say what is no longer recorded afterwards.
 */
import { ListedAction } from './listed-action';

const DOCS = 'https://docs.aws.amazon.com';
const CLOUDTRAIL = `${DOCS}/awscloudtrail/latest/APIReference`;
const CONFIG = `${DOCS}/config/latest/APIReference`;
const GUARDDUTY = `${DOCS}/guardduty/latest/APIReference`;
const SECURITY_HUB = `${DOCS}/securityhub/1.0/APIReference`;
const ACCESS_ANALYZER = `${DOCS}/access-analyzer/latest/APIReference`;
const LOGS = `${DOCS}/AmazonCloudWatchLogs/latest/APIReference`;
const INSPECTOR = `${DOCS}/inspector/v2/APIReference`;
const MACIE = `${DOCS}/macie/latest/APIReference`;
const DETECTIVE = `${DOCS}/detective/latest/APIReference`;
const SECURITY_LAKE = `${DOCS}/security-lake/latest/APIReference`;
const RESOLVER = `${DOCS}/Route53/latest/APIReference`;
const ORGANIZATIONS = `${DOCS}/organizations/latest/APIReference`;

export const AUDIT_TAMPERING_ACTIONS: readonly ListedAction[] = [
  { name: 'access-analyzer:CreateArchiveRule', does: 'hides new findings about external access', link: `${ACCESS_ANALYZER}/API_CreateArchiveRule.html` },
  { name: 'access-analyzer:DeleteAnalyzer', does: 'ends the findings about external access', link: `${ACCESS_ANALYZER}/API_DeleteAnalyzer.html` },
  { name: 'auditmanager:DeregisterAccount', does: 'ends the collection of evidence', link: `${DOCS}/audit-manager/latest/APIReference/API_DeregisterAccount.html` },
  { name: 'cloudtrail:DeleteEventDataStore', does: 'deletes recorded events', link: `${CLOUDTRAIL}/API_DeleteEventDataStore.html` },
  { name: 'cloudtrail:DeleteTrail', does: 'ends the record of API calls', link: `${CLOUDTRAIL}/API_DeleteTrail.html` },
  { name: 'cloudtrail:DeregisterOrganizationDelegatedAdmin', does: 'takes the trails of the organization from their administrator', link: `${CLOUDTRAIL}/API_DeregisterOrganizationDelegatedAdmin.html` },
  { name: 'cloudtrail:PutEventSelectors', does: 'leaves events out of the record', link: `${CLOUDTRAIL}/API_PutEventSelectors.html` },
  { name: 'cloudtrail:PutInsightSelectors', does: 'ends the search for unusual activity', link: `${CLOUDTRAIL}/API_PutInsightSelectors.html` },
  { name: 'cloudtrail:StopEventDataStoreIngestion', does: 'stops the record of events', link: `${CLOUDTRAIL}/API_StopEventDataStoreIngestion.html` },
  { name: 'cloudtrail:StopLogging', does: 'stops the record of API calls', link: `${CLOUDTRAIL}/API_StopLogging.html` },
  { name: 'cloudtrail:UpdateEventDataStore', does: 'leaves events out of the record', link: `${CLOUDTRAIL}/API_UpdateEventDataStore.html` },
  { name: 'cloudtrail:UpdateTrail', does: 'sends the record of API calls elsewhere', link: `${CLOUDTRAIL}/API_UpdateTrail.html` },
  { name: 'config:DeleteConfigRule', does: 'ends a check of compliance', link: `${CONFIG}/API_DeleteConfigRule.html` },
  { name: 'config:DeleteConfigurationRecorder', does: 'ends the record of configurations', link: `${CONFIG}/API_DeleteConfigurationRecorder.html` },
  { name: 'config:DeleteDeliveryChannel', does: 'ends the delivery of recorded configurations', link: `${CONFIG}/API_DeleteDeliveryChannel.html` },
  { name: 'config:StopConfigurationRecorder', does: 'stops the record of configurations', link: `${CONFIG}/API_StopConfigurationRecorder.html` },
  { name: 'detective:DeleteGraph', does: 'deletes the behavior graph', link: `${DETECTIVE}/API_DeleteGraph.html` },
  { name: 'detective:DisassociateMembership', does: 'takes the account out of the behavior graph', link: `${DETECTIVE}/API_DisassociateMembership.html` },
  { name: 'ec2:DeleteFlowLogs', does: 'ends the record of network traffic', link: `${DOCS}/AWSEC2/latest/APIReference/API_DeleteFlowLogs.html` },
  { name: 'guardduty:CreateFilter', does: 'archives new findings unseen', link: `${GUARDDUTY}/API_CreateFilter.html` },
  { name: 'guardduty:CreateIPSet', does: 'makes addresses trusted, so that they cause no findings', link: `${GUARDDUTY}/API_CreateIPSet.html` },
  { name: 'guardduty:DeleteDetector', does: 'ends the detection of threats', link: `${GUARDDUTY}/API_DeleteDetector.html` },
  { name: 'guardduty:DeleteMembers', does: 'takes accounts out of the detection of threats', link: `${GUARDDUTY}/API_DeleteMembers.html` },
  { name: 'guardduty:DeletePublishingDestination', does: 'ends the export of findings', link: `${GUARDDUTY}/API_DeletePublishingDestination.html` },
  { name: 'guardduty:DisassociateFromAdministratorAccount', does: 'takes the account from its administrator', link: `${GUARDDUTY}/API_DisassociateFromAdministratorAccount.html` },
  { name: 'guardduty:DisassociateMembers', does: 'takes accounts out of the detection of threats', link: `${GUARDDUTY}/API_DisassociateMembers.html` },
  { name: 'guardduty:StopMonitoringMembers', does: 'stops the detection of threats in accounts', link: `${GUARDDUTY}/API_StopMonitoringMembers.html` },
  { name: 'guardduty:UpdateDetector', does: 'suspends the detection of threats', link: `${GUARDDUTY}/API_UpdateDetector.html` },
  { name: 'guardduty:UpdateIPSet', does: 'makes addresses trusted, so that they cause no findings', link: `${GUARDDUTY}/API_UpdateIPSet.html` },
  { name: 'inspector2:CreateFilter', does: 'hides findings about vulnerabilities', link: `${INSPECTOR}/API_CreateFilter.html` },
  { name: 'inspector2:Disable', does: 'ends the scans for vulnerabilities', link: `${INSPECTOR}/API_Disable.html` },
  { name: 'inspector2:DisassociateMember', does: 'takes accounts out of the scans for vulnerabilities', link: `${INSPECTOR}/API_DisassociateMember.html` },
  { name: 'logs:DeleteLogGroup', does: 'deletes recorded events', link: `${LOGS}/API_DeleteLogGroup.html` },
  { name: 'logs:DeleteLogStream', does: 'deletes recorded events', link: `${LOGS}/API_DeleteLogStream.html` },
  { name: 'logs:DeleteMetricFilter', does: 'ends the alarms on recorded events', link: `${LOGS}/API_DeleteMetricFilter.html` },
  { name: 'macie2:CreateFindingsFilter', does: 'archives new findings unseen', link: `${MACIE}/findingsfilters.html` },
  { name: 'macie2:DisableMacie', does: 'ends the findings about data', link: `${MACIE}/macie.html` },
  { name: 'macie2:DisassociateFromAdministratorAccount', does: 'takes the account from its administrator', link: `${MACIE}/administrator-disassociate.html` },
  { name: 'macie2:UpdateMacieSession', does: 'pauses the findings about data', link: `${MACIE}/macie.html` },
  { name: 'organizations:DisableAWSServiceAccess', does: 'takes a service out of the organization', link: `${ORGANIZATIONS}/API_DisableAWSServiceAccess.html` },
  { name: 'organizations:LeaveOrganization', does: 'takes the account from the trails and the policies of its organization', link: `${ORGANIZATIONS}/API_LeaveOrganization.html` },
  { name: 'route53resolver:DeleteResolverQueryLogConfig', does: 'ends the record of DNS queries', link: `${RESOLVER}/API_route53resolver_DeleteResolverQueryLogConfig.html` },
  { name: 'route53resolver:DisassociateResolverQueryLogConfig', does: 'ends the record of DNS queries of a VPC', link: `${RESOLVER}/API_route53resolver_DisassociateResolverQueryLogConfig.html` },
  { name: 'securityhub:BatchDisableStandards', does: 'ends the checks of a standard', link: `${SECURITY_HUB}/API_BatchDisableStandards.html` },
  { name: 'securityhub:DeleteMembers', does: 'takes accounts out of the findings', link: `${SECURITY_HUB}/API_DeleteMembers.html` },
  { name: 'securityhub:DisableImportFindingsForProduct', does: 'ends the import of findings', link: `${SECURITY_HUB}/API_DisableImportFindingsForProduct.html` },
  { name: 'securityhub:DisableSecurityHub', does: 'ends all findings and checks', link: `${SECURITY_HUB}/API_DisableSecurityHub.html` },
  { name: 'securityhub:DisassociateFromAdministratorAccount', does: 'takes the account from its administrator', link: `${SECURITY_HUB}/API_DisassociateFromAdministratorAccount.html` },
  { name: 'securityhub:DisassociateMembers', does: 'takes accounts out of the findings', link: `${SECURITY_HUB}/API_DisassociateMembers.html` },
  { name: 'securityhub:UpdateStandardsControl', does: 'ends a check of a standard', link: `${SECURITY_HUB}/API_UpdateStandardsControl.html` },
  { name: 'securitylake:DeleteAwsLogSource', does: 'ends the collection of a source of logs', link: `${SECURITY_LAKE}/API_DeleteAwsLogSource.html` },
  { name: 'securitylake:DeleteDataLake', does: 'ends the collection of logs', link: `${SECURITY_LAKE}/API_DeleteDataLake.html` },
  { name: 'wafv2:DeleteLoggingConfiguration', does: 'ends the record of web requests', link: `${DOCS}/waf/latest/APIReference/API_DeleteLoggingConfiguration.html` },
];
