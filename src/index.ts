export { AccessAnalyzers, type AccessAnalyzersProps, AnalyzerScope, type UnusedAccessExclusion } from './constructs/account/access-analyzers';
export { AccountBaseline } from './constructs/account/account-baseline';
export { type AccountBaselineProps, type ExistingBaselineParts, type OmittedBaselineParts } from './constructs/account/account-baseline-props';
export { AccountPasswordPolicy, type AccountPasswordPolicyProps, PasswordPolicyRemoval } from './constructs/account/account-password-policy';
export { type ArchiveCriterion, ArchiveFilterKey, type ArchiveRule } from './constructs/account/archive-rule';
export { ConfigRecorder, type ConfigRecorderOptions } from './constructs/account/config-recorder';
export { CredentialHygiene, type CredentialHygieneProps, type ForbiddenPolicyExceptions } from './constructs/account/credential-hygiene';
export { CredentialRemediation } from './constructs/account/credential-remediation';
export { type HandlerOptions } from './constructs/account/handler-parts';
export { type ManagedConfigRule } from './constructs/account/managed-config-rule';
export { PasswordPolicyPreset, type PasswordSettings } from './constructs/account/password-settings';
export { UnusedRoleRule, type UnusedRoleRuleProps } from './constructs/account/unused-role-rule';
export { ArchiveLock } from './constructs/audit/archive-lock';
export { type ArchivedTrail } from './constructs/audit/archived-trail';
export { AuditTrail, type IAuditTrail } from './constructs/audit/audit-trail';
export { type AuditTrailProps } from './constructs/audit/audit-trail-props';
export { InvestigationQueries, type InvestigationQueriesOptions, type InvestigationQueriesProps } from './constructs/audit/investigation-queries';
export { type ILogArchive, LogArchive, type LogArchiveAttributes, type LogArchiveProps } from './constructs/audit/log-archive';
export { type LogArchiveOptions } from './constructs/audit/log-archive-options';
export { ObjectEvents } from './constructs/audit/object-events';
export { BoundaryPolicy, type BoundaryPolicyProps } from './constructs/boundaries/boundary-policy';
export {
  BoundaryDenies, type BoundaryOptions, type CiDeployBoundaryOptions, type CustomBoundaryOptions, type DelegatedBoundaryOptions,
  type DeveloperBoundaryOptions, type WorkloadBoundaryOptions,
} from './constructs/boundaries/boundary-options';
export { BoundaryPreset } from './constructs/boundaries/boundary-preset';
export { type GuardrailChange, GuardrailDefaults, type GuardrailDefaultsProps } from './constructs/boundaries/guardrail-defaults';
export { AccessLevel } from './constructs/identities/access-level';
export { type BitbucketPipelineProps } from './constructs/identities/bitbucket-trust';
export { type CdkBootstrapTarget } from './constructs/identities/cdk-bootstrap-target';
export { CiDeployRole, type CiDeployRoleProps } from './constructs/identities/ci-deploy-role';
export { CiPipeline } from './constructs/identities/ci-pipeline';
export { type MfaConditionProps } from './constructs/identities/conditions/mfa';
export { type NetworkConditionProps } from './constructs/identities/conditions/network';
export { type SecureTransportConditionProps } from './constructs/identities/conditions/secure-transport';
export { type SourceConditionProps } from './constructs/identities/conditions/source';
export { type TimeWindowConditionProps } from './constructs/identities/conditions/time-window';
export { CrossAccountRole, type CrossAccountRoleProps } from './constructs/identities/cross-account-role';
export {
  type CrossAccountPrincipals, CrossAccountTrust, type OrganizationTrustProps, type ThirdPartyTrustProps,
} from './constructs/identities/cross-account-trust';
export { type RefProps } from './constructs/identities/git-ref';
export { type GitHubEnterpriseServerPipelineProps, type GitHubPipelineProps } from './constructs/identities/github-trust';
export { type GitLabPipelineProps, type GitLabSelfManagedPipelineProps } from './constructs/identities/gitlab-trust';
export {
  type AccountFederationOptions, HumanFederation, type IdentityCenterFederationOptions, type OidcFederationOptions, type SamlFederationOptions,
} from './constructs/identities/human-federation';
export { HumanRole, type HumanRoleProps } from './constructs/identities/human-role';
export { type IamGroupDefinition, IamGroups, type IamGroupsProps } from './constructs/identities/iam-groups';
export { JobFunction } from './constructs/identities/job-function';
export { LeastPrivilegeRole, type LeastPrivilegeRoleProps, type RoleCommonProps } from './constructs/identities/least-privilege-role';
export {
  type EcsTaskMachineOptions, type EksPodIdentityMachineOptions, type IrsaMachineOptions, Machine, type RolesAnywhereMachineOptions,
  type ServiceMachineOptions,
} from './constructs/identities/machine';
export { MachineRole, type MachineRoleProps } from './constructs/identities/machine-role';
export { PolicyCondition } from './constructs/identities/policy-condition';
export { PolicyConditions } from './constructs/identities/policy-conditions';
export { type RoleAccess } from './constructs/identities/role-access';
export { GuardrailPlan, type PlannedPolicy } from './constructs/organization/guardrail-plan';
export { type GuardrailLeftOut, GuardrailSet } from './constructs/organization/guardrail-set';
export { type GuardrailSetOptions } from './constructs/organization/guardrail-set-options';
export { OrganizationGuardrails, type OrganizationGuardrailsProps } from './constructs/organization/organization-guardrails';
export { type OrganizationPolicyQuotas } from './constructs/organization/organization-policy-quotas';
export { PolicyTarget } from './constructs/organization/policy-target';
export { ResourceControlPolicy, type ResourceControlPolicyProps } from './constructs/organization/resource-control-policy';
export { ServiceControlPolicy, type ServiceControlPolicyProps } from './constructs/organization/service-control-policy';
export { type DutyPair } from './enforce/duty-pair';
export { type GuardrailExceptionProps, GuardrailExceptions, type GuardrailExceptionsOptions } from './enforce/exceptions/guardrail-exceptions';
export { GuardrailAssertions, PrincipalAssertions } from './enforce/guardrail-assertions';
export { Guardrails, type GuardrailsCheckProps, type GuardrailsProps, checkGuardrails } from './enforce/guardrails';
export { type GuardrailFinding } from './enforce/guardrail-finding';
export { GuardrailsResult } from './enforce/guardrails-result';
export { IamGuardrailsAspect } from './enforce/iam-guardrails-aspect';
export { IamGuardrailsChecks, type IamGuardrailsChecksProps } from './enforce/iam-guardrails-checks';
export { MaxSessionDurationAspect, type MaxSessionDurationAspectProps } from './enforce/max-session-duration-aspect';
export { PermissionsBoundaryAspect, type PermissionsBoundaryAspectProps } from './enforce/permissions-boundary-aspect';
export { PolicySimulator, type PolicySimulatorLevel, type PolicySimulatorProps, type SimulationRequest } from './enforce/policy-simulator';
export { ReportFormat } from './enforce/report-format';
export { RulePack } from './enforce/rule-pack';
export { type SimulatedStatement, type SimulationResult } from './enforce/simulation-result';
