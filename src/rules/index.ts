/** The registry: every rule, sorted by id. */
import { configRecordsIam } from './account/config-records-iam';
import { hardExpiryNeedsAdministrators } from './account/hard-expiry-needs-administrators';
import { strongPasswordPolicy } from './account/strong-password-policy';
import { auditLogRetention } from './audit/audit-log-retention';
import { trailBucketProtected } from './audit/trail-bucket-protected';
import { trailEncrypted } from './audit/trail-encrypted';
import { trailIsLogging } from './audit/trail-is-logging';
import { trailNotItsOwnSource } from './audit/trail-not-its-own-source';
import { trailRecordsEverything } from './audit/trail-records-everything';
import { trailToCloudWatchLogs } from './audit/trail-to-cloud-watch-logs';
import { trailValidatesFiles } from './audit/trail-validates-files';
import { permissionsBoundaryRequired } from './boundaries/permissions-boundary-required';
import { sessionDurationCapped } from './boundaries/session-duration-capped';
import { loginProfileNeedsReset } from './credentials/login-profile-needs-reset';
import { noAccessKeys } from './credentials/no-access-keys';
import { noCredentialCalls } from './credentials/no-credential-calls';
import { noExposedSecrets } from './credentials/no-exposed-secrets';
import { noHardcodedSecrets } from './credentials/no-hardcoded-secrets';
import { noIamUsers } from './credentials/no-iam-users';
import { noSuspectedSecrets } from './credentials/no-suspected-secrets';
import { noUserPolicies } from './credentials/no-user-policies';
import { secretParametersHidden } from './credentials/secret-parameters-hidden';
import { separationOfDuties } from './duties/separation-of-duties';
import { noEscalationToOtherRole } from './escalation/no-escalation-to-other-role';
import { noPrivilegeEscalation } from './escalation/no-privilege-escalation';
import { staleException } from './exceptions/stale-exception';
import { grantsWithinLock } from './lock/grants-within-lock';
import { denySparesServices } from './policies/deny-spares-services';
import { expectedCondition } from './policies/expected-condition';
import { ineffectiveGrant } from './policies/ineffective-grant';
import { invalidPolicy } from './policies/invalid-policy';
import { knownActions } from './policies/known-actions';
import { mfaConditionHolds } from './policies/mfa-condition-holds';
import { noAdminManagedPolicy } from './policies/no-admin-managed-policy';
import { noAdminStatement } from './policies/no-admin-statement';
import { noAllowNotAction } from './policies/no-allow-not-action';
import { noAllowNotResource } from './policies/no-allow-not-resource';
import { noAuditTampering } from './policies/no-audit-tampering';
import { noCredentialExposure } from './policies/no-credential-exposure';
import { noDataExposure } from './policies/no-data-exposure';
import { noDefeatedDeny } from './policies/no-defeated-deny';
import { noFullAccessManagedPolicy } from './policies/no-full-access-managed-policy';
import { noResourceExposure } from './policies/no-resource-exposure';
import { noResourcePolicyEscalation } from './policies/no-resource-policy-escalation';
import { noServiceWildcardAction } from './policies/no-service-wildcard-action';
import { noWildcardResource } from './policies/no-wildcard-resource';
import { passRoleScoped } from './policies/pass-role-scoped';
import { peopleNeedMfa } from './policies/people-need-mfa';
import { redundantStatement } from './policies/redundant-statement';
import { resourceMismatch } from './policies/resource-mismatch';
import { vacuousCondition } from './policies/vacuous-condition';
import { withinIamQuotas } from './policies/within-iam-quotas';
import { bucketBlocksPublicAccess } from './resource-policies/bucket-blocks-public-access';
import { bucketNoPublicAcl } from './resource-policies/bucket-no-public-acl';
import { functionUrlNeedsAuthorization } from './resource-policies/function-url-needs-authorization';
import { lambdaPermissionNeedsSource } from './resource-policies/lambda-permission-needs-source';
import { resourcePolicyNoForeignAccess } from './resource-policies/resource-policy-no-foreign-access';
import { resourcePolicyNoPublicAccess } from './resource-policies/resource-policy-no-public-access';
import { resourcePolicyServiceNeedsSource } from './resource-policies/resource-policy-service-needs-source';
import { Rule } from './rule';
import { noAllowNotPrincipal } from './trust/no-allow-not-principal';
import { noRoleChainOutOfApp } from './trust/no-role-chain-out-of-app';
import { trustFederationNeedsAudience } from './trust/trust-federation-needs-audience';
import { trustNoPublicPrincipal } from './trust/trust-no-public-principal';
import { trustNoWholeAccount } from './trust/trust-no-whole-account';
import { trustNotItself } from './trust/trust-not-itself';
import { trustNotPeopleAndMachines } from './trust/trust-not-people-and-machines';
import { trustOidcNeedsSubject } from './trust/trust-oidc-needs-subject';
import { trustPipelineNeedsRef } from './trust/trust-pipeline-needs-ref';
import { trustServiceNeedsSourceGuard } from './trust/trust-service-needs-source-guard';
import { trustThirdPartyNeedsExternalId } from './trust/trust-third-party-needs-external-id';
import { trustUserNeedsMfa } from './trust/trust-user-needs-mfa';

export const RULES: readonly Rule[] = [
  auditLogRetention,
  bucketBlocksPublicAccess,
  bucketNoPublicAcl,
  configRecordsIam,
  denySparesServices,
  expectedCondition,
  functionUrlNeedsAuthorization,
  grantsWithinLock,
  hardExpiryNeedsAdministrators,
  ineffectiveGrant,
  invalidPolicy,
  knownActions,
  lambdaPermissionNeedsSource,
  loginProfileNeedsReset,
  mfaConditionHolds,
  noAccessKeys,
  noAdminManagedPolicy,
  noAdminStatement,
  noAllowNotAction,
  noAllowNotPrincipal,
  noAllowNotResource,
  noAuditTampering,
  noCredentialCalls,
  noCredentialExposure,
  noDataExposure,
  noDefeatedDeny,
  noEscalationToOtherRole,
  noExposedSecrets,
  noFullAccessManagedPolicy,
  noHardcodedSecrets,
  noIamUsers,
  noPrivilegeEscalation,
  noResourceExposure,
  noResourcePolicyEscalation,
  noRoleChainOutOfApp,
  noServiceWildcardAction,
  noSuspectedSecrets,
  noUserPolicies,
  noWildcardResource,
  passRoleScoped,
  peopleNeedMfa,
  permissionsBoundaryRequired,
  redundantStatement,
  resourceMismatch,
  resourcePolicyNoForeignAccess,
  resourcePolicyNoPublicAccess,
  resourcePolicyServiceNeedsSource,
  secretParametersHidden,
  separationOfDuties,
  sessionDurationCapped,
  staleException,
  strongPasswordPolicy,
  trailBucketProtected,
  trailEncrypted,
  trailIsLogging,
  trailNotItsOwnSource,
  trailRecordsEverything,
  trailToCloudWatchLogs,
  trailValidatesFiles,
  trustFederationNeedsAudience,
  trustNoPublicPrincipal,
  trustNoWholeAccount,
  trustNotItself,
  trustNotPeopleAndMachines,
  trustOidcNeedsSubject,
  trustPipelineNeedsRef,
  trustServiceNeedsSourceGuard,
  trustThirdPartyNeedsExternalId,
  trustUserNeedsMfa,
  vacuousCondition,
  withinIamQuotas,
];

/** Ids of rules that are gone; they are never used again. */
export const RETIRED_RULE_IDS: readonly string[] = [];
