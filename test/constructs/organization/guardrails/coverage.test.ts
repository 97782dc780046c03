/** What the entries that protect a service leave open: an action that AWS adds is a decision to be made. */
import { ActionInfo, expandAction } from '../../../../src/catalogue/actions';
import { AUDIT_TAMPERING_ACTIONS } from '../../../../src/catalogue/lists/audit-tampering-actions';
import { EXAMPLE_PARAMETERS } from '../../../../src/constructs/organization/guardrail-definition';
import { GUARDRAILS } from '../../../../src/constructs/organization/guardrails';

/** Other services that record or detect have no entry of their own. */
const PROTECTED = /^(access-analyzer|cloudtrail|config|guardduty|securityhub):|LeaveOrganization$/;

function patternsOf(id: string): string[] {
  const { statements } = GUARDRAILS.find((entry) => entry.id === id)!;
  return statements(EXAMPLE_PARAMETERS).flatMap(({ Action }) => [Action ?? []].flat(2)).filter((pattern) => pattern !== '*');
}

function deniedBy(id: string): Set<string> {
  return new Set(patternsOf(id).flatMap((pattern) => expandAction(pattern).map(({ name }) => name)));
}

function changes({ accessLevel }: ActionInfo): boolean {
  return accessLevel !== 'Read' && accessLevel !== 'List';
}

describe('what can still be changed', () => {
  test.each<[id: string, service: string, resourceTypes: string[], names: string]>([
    ['ProtectCloudTrail', 'cloudtrail:*', [],
      'AddTags CancelQuery CreateChannel CreateDashboard CreateEventDataStore CreateServiceLinkedChannel CreateTrail GenerateQuery '
      + 'RemoveTags RestoreEventDataStore StartDashboardRefresh StartEventDataStoreIngestion StartImport StartLogging StartQuery'],
    ['ProtectCloudTrail', 'logs:*', ['log-group', 'log-stream'],
      'CreateExportTask CreateLogAnomalyDetector CreateLogGroup CreateLogStream IntegrateWithDataset IntegrateWithS3Table '
      + 'ProcessWithPipeline PutBearerTokenAuthentication PutLogEvents PutSyslogConfiguration TagLogGroup TagResource UntagLogGroup UntagResource'],
    ['ProtectConfig', 'config:*', [],
      'AssociateResourceTypes PutAggregationAuthorization PutConfigRule PutConformancePack PutConnector '
      + 'PutEvaluations PutExternalEvaluation PutOrganizationConfigRule PutOrganizationConformancePack PutRemediationConfigurations '
      + 'PutRemediationExceptions PutResourceConfig PutStoredQuery StartConfigRulesEvaluation StartConfigurationRecorder '
      + 'StartRemediationExecution StartResourceEvaluation TagResource UntagResource'],
    ['ProtectOrganizationPolicies', 'organizations:*', [],
      'AcceptHandshake CancelHandshake CloseAccount CreateAccount CreateGovCloudAccount CreateOrganization CreateOrganizationalUnit '
      + 'DeclineHandshake InviteAccountToOrganization InviteOrganizationToTransferResponsibility LeaveOrganization TagResource '
      + 'TerminateResponsibilityTransfer UntagResource UpdateOrganizationalUnit UpdateResponsibilityTransfer'],
    ['ProtectAccessAnalyzer', 'access-analyzer:*', [],
      'CancelPolicyGeneration CreateAccessPreview CreateAnalyzer CreateServiceLinkedAnalyzer GenerateFindingRecommendation '
      + 'StartPolicyGeneration StartResourceScan TagResource UntagResource'],
    ['ProtectGuardDuty', 'guardduty:*', [],
      'CreateCustomDetectionRuleAssociation CreateCustomDetectionRuleOrgConfiguration CreateDetector CreateInvestigation '
      + 'CreateMalwareProtectionPlan CreateMembers CreatePublishingDestination CreateSampleFindings CreateThreatEntitySet '
      + 'CreateThreatIntelSet DeclineInvitations EnableOrganizationAdminAccount InviteMembers SendObjectMalwareScan SendSecurityTelemetry '
      + 'StartMalwareScan StartMonitoringMembers TagResource UnarchiveFindings UntagResource'],
    ['ProtectSecurityHub', 'securityhub:*', [],
      'AllowVendedLogDeliveryForResource BatchEnableStandards BatchImportFindings BatchUpdateFindings ConnectorRegistrationsV2 '
      + 'CreateActionTarget CreateAggregatorV2 CreateConfigurationPolicy CreateConnector CreateConnectorV2 CreateFindingAggregator '
      + 'CreateInsight CreateMembers CreateTicketV2 DeclineInvitations EnableImportFindingsForProduct EnableOrganizationAdminAccount '
      + 'EnableSecurityHub EnableSecurityHubFeatureV2 EnableSecurityHubV2 GenerateRecommendedPolicyV2 InviteMembers '
      + 'StartConfigurationPolicyAssociation TagResource UntagResource'],
    ['ProtectLogBuckets', 's3:*', ['bucket', 'object'],
      'AbortMultipartUpload CreateBucket CreateBucketMetadataTableConfiguration InitiateReplication ObjectOwnerOverrideToBucketOwner '
      + 'PutObject ReplicateObject ReplicateObjectAnnotation ReplicateTags RestoreObject'],
    ['ProtectLogKeys', 'kms:*', ['key'],
      'CancelKeyDeletion CreateAlias Decrypt DeriveSharedSecret EnableKey EnableKeyRotation Encrypt GenerateDataKey GenerateDataKeyPair '
      + 'GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac ImportKeyMaterial ReEncryptFrom ReEncryptTo '
      + 'RetireGrant RotateKeyOnDemand Sign SynchronizeMultiRegionKey Verify VerifyMac'],
    ['ProtectGuardrailRoles', 'iam:*', ['role', 'user'],
      'ChangePassword'],
    ['ProtectGuardrailStacks', 'cloudformation:*', ['stack'],
      'RecordHandlerProgress'],
    ['RestrictRoleChanges', 'iam:*', ['role'],
      'CreateServiceLinkedRole DeleteServiceLinkedRole PassRole'],
    ['RestrictGroupChanges', 'iam:*', ['group'],
      ''],
  ])('under %s, of %s %j', (id, service, types, names) => {
    const denied = deniedBy(id);
    const open = expandAction(service).filter((action) => changes(action) && !denied.has(action.name))
      .filter(({ resourceTypes }) => types.length === 0 || resourceTypes.some(({ name }) => types.includes(name)));
    expect(open.map(({ name }) => name.slice(name.indexOf(':') + 1)).join(' ')).toBe(names);
  });
});

test('the baseline denies every known way to blind the services that it protects', () => {
  const denied = new Set(GUARDRAILS.filter(({ sets }) => sets.includes('baseline')).flatMap(({ id }) => [...deniedBy(id)]));
  const open = AUDIT_TAMPERING_ACTIONS.map(({ name }) => name).filter((name) => PROTECTED.test(name) && !denied.has(name));
  expect(open).toEqual([]);
});

test('no wildcard within a name stops what only reads', () => {
  const stopped = GUARDRAILS.flatMap(({ id }) => patternsOf(id).filter((pattern) => /\*/.test(pattern) && !pattern.endsWith(':*'))
    .flatMap((pattern) => expandAction(pattern).filter((action) => !changes(action)).map(({ name }) => `${id} ${pattern} ${name}`)));
  expect(stopped).toEqual([]);
});
