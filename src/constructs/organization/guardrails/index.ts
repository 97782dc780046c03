/** The registry: every entry of the catalogue of organization guardrails, sorted by id. */
import { denyAccessKeys } from './deny-access-keys';
import { denyIamUsers } from './deny-iam-users';
import { denyLeavingOrganization } from './deny-leaving-organization';
import { denyLoginProfiles } from './deny-login-profiles';
import { denyPasswordPolicyChanges } from './deny-password-policy-changes';
import { denyPrivilegedPolicies } from './deny-privileged-policies';
import { denyPublicSharing } from './deny-public-sharing';
import { denyRootUser } from './deny-root-user';
import { protectAccessAnalyzer } from './protect-access-analyzer';
import { protectCloudTrail } from './protect-cloud-trail';
import { protectConfig } from './protect-config';
import { protectGuardDuty } from './protect-guard-duty';
import { protectGuardrailRoles } from './protect-guardrail-roles';
import { protectGuardrailStacks } from './protect-guardrail-stacks';
import { protectLogBuckets } from './protect-log-buckets';
import { protectLogKeys } from './protect-log-keys';
import { protectOrganizationPolicies } from './protect-organization-policies';
import { protectPublicAccessBlocks } from './protect-public-access-blocks';
import { protectSecurityHub } from './protect-security-hub';
import { requireInstanceMetadataV2 } from './require-instance-metadata-v2';
import { requirePermissionsBoundary } from './require-permissions-boundary';
import { requireSecureTransport } from './require-secure-transport';
import { restrictAccessToOrganization } from './restrict-access-to-organization';
import { restrictGroupChanges } from './restrict-group-changes';
import { restrictIdentityProviders } from './restrict-identity-providers';
import { restrictRegions } from './restrict-regions';
import { restrictRoleChanges } from './restrict-role-changes';
import { restrictServicesToOrganization } from './restrict-services-to-organization';
import { restrictSharing } from './restrict-sharing';
import { GuardrailDefinition } from '../guardrail-definition';

export const GUARDRAILS: readonly GuardrailDefinition[] = [
  denyAccessKeys,
  denyIamUsers,
  denyLeavingOrganization,
  denyLoginProfiles,
  denyPasswordPolicyChanges,
  denyPrivilegedPolicies,
  denyPublicSharing,
  denyRootUser,
  protectAccessAnalyzer,
  protectCloudTrail,
  protectConfig,
  protectGuardDuty,
  protectGuardrailRoles,
  protectGuardrailStacks,
  protectLogBuckets,
  protectLogKeys,
  protectOrganizationPolicies,
  protectPublicAccessBlocks,
  protectSecurityHub,
  requireInstanceMetadataV2,
  requirePermissionsBoundary,
  requireSecureTransport,
  restrictAccessToOrganization,
  restrictGroupChanges,
  restrictIdentityProviders,
  restrictRegions,
  restrictRoleChanges,
  restrictServicesToOrganization,
  restrictSharing,
];
