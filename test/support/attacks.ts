/** What nobody below a guardrail may do: requests as an attacker with AdministratorAccess would make them. */
import { ACCOUNT, ProofRequest } from './proof';
import { EscalationPath, EscalationStep } from '../../src/catalogue/escalation-path';
import { ESCALATION_PATHS } from '../../src/catalogue/escalation-paths';
import { AUDIT_TAMPERING_ACTIONS } from '../../src/catalogue/lists/audit-tampering-actions';

export interface Attacker {
  /** @default 'aws' */
  readonly partition?: string;
  /** @default - `role/worker` of the account */
  readonly principalArn?: string;
  /** ARN of its permissions boundary. @default - `policy/workload-boundary` of the account */
  readonly boundaryArn?: string;
}

/** Whoever else is in the account. */
const ADMINISTRATOR = 'role/Administrator';
const OTHER_ADMINISTRATORS = [
  'role/OrganizationAccountAccessRole',
  'role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_AdministratorAccess_0123456789abcdef',
  `role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1`,
];

export function escalationAttacks(attacker: Attacker = {}): ProofRequest[] {
  const partition = attacker.partition ?? 'aws';
  const iam = (name: string, account = ACCOUNT) => `arn:${partition}:iam::${account}:${name}`;
  const scene: Scene = {
    iam,
    self: attacker.principalArn ?? iam('role/worker'),
    boundary: attacker.boundaryArn ?? iam('policy/workload-boundary'),
  };
  return distinct([...byPaths(scene), ...onIdentities(scene), ...onBoundary(scene), ...onTheAccount(), ...onRecords()]);
}

export const ESCALATION_ATTACKS: readonly ProofRequest[] = escalationAttacks();

/** Code is put where a role of somebody else runs it: on any resource of the account. Deployers do this for a living, workloads do not. */
export const TAKEOVER_PATHS: readonly EscalationPath[] = ESCALATION_PATHS.filter(({ category }) => (
  category === 'existing-passrole' || category === 'credential-access'
));

interface Scene {
  readonly iam: (name: string, account?: string) => string;
  readonly self: string;
  readonly boundary: string;
}

/** Each step that has to be denied. What a passed role is for (a function, a job) is work: the role is what must not be passed. */
function byPaths(scene: Scene): ProofRequest[] {
  return ESCALATION_PATHS.flatMap((path) => {
    switch (path.category) {
      case 'self-escalation':
      case 'principal-access':
        return path.steps.map((step) => stepOf(step, path, scene));
      case 'new-passrole':
        return path.services!.map((service) => passing(ADMINISTRATOR, service, scene));
      default:
        return [];
    }
  });
}

function stepOf({ action, on, context }: EscalationStep, { name }: EscalationPath, { iam, self, boundary }: Scene): ProofRequest {
  const isOfUser = /User|AccessKey|LoginProfile/.test(action) && !/Group/.test(action);
  const own = on === 'self' && !isOfUser ? { 'iam:PermissionsBoundary': boundary } : {};
  const asked = Object.fromEntries(Object.entries(context ?? {}).map(([key, value]) => [key, value.replace(/^arn:aws:iam::aws:(.*)$/, (_arn, id) => iam(id, 'aws'))]));
  return { what: `${name}: ${action}`, action, resource: resourceOf(), context: { ...own, ...asked } };

  function resourceOf(): string {
    switch (on) {
      case 'self': return isOfUser ? iam('user/somebody') : self;
      case 'user': return iam('user/administrator');
      case 'role': return iam(ADMINISTRATOR);
      case 'group':
      case 'ownGroup': return iam('group/Administrators');
      case 'policy': return iam('policy/administrators');
      default:
        return action.startsWith('iam:') ? iam(/SAML/.test(action) ? 'saml-provider/company' : isOfUser ? 'user/intruder' : 'role/intruder') : '*';
    }
  }
}

function passing(role: string, service: string, { iam }: Scene): ProofRequest {
  return { what: `pass ${role} to ${service}`, action: 'iam:PassRole', resource: iam(role), context: { 'iam:PassedToService': service } };
}

function onIdentities(scene: Scene): ProofRequest[] {
  const { iam } = scene;
  const administratorAccess = { 'iam:PolicyARN': iam('policy/AdministratorAccess', 'aws') };
  const unlimited = { 'iam:PermissionsBoundary': iam('policy/AdministratorAccess', 'aws') };
  const user = iam('user/administrator');
  const oidc = iam('oidc-provider/token.actions.githubusercontent.com');
  return [
    ...OTHER_ADMINISTRATORS.flatMap((role) => [
      { what: `assume ${role}`, action: 'sts:AssumeRole', resource: iam(role) },
      passing(role, 'cloudformation.amazonaws.com', scene),
    ]),
    { what: 'assume a role of another account', action: 'sts:AssumeRole', resource: iam('role/Administrator', '444455556666') },
    { what: 'pass an administrator to no service that says its name', action: 'iam:PassRole', resource: iam(ADMINISTRATOR) },
    { what: 'create a role without a boundary', action: 'iam:CreateRole', resource: iam('role/intruder') },
    { what: 'create a role that AdministratorAccess bounds', action: 'iam:CreateRole', resource: iam('role/intruder'), context: unlimited },
    { what: 'create a role without a boundary under the path of workloads', action: 'iam:CreateRole', resource: iam('role/workloads/intruder') },
    { what: 'create a role under the path of workloads that AdministratorAccess bounds', action: 'iam:CreateRole', resource: iam('role/workloads/intruder'), context: unlimited },
    { what: 'attach AdministratorAccess to a role without a boundary', action: 'iam:AttachRolePolicy', resource: iam('role/workloads/old'), context: administratorAccess },
    { what: 'write the inline policy of a role without a boundary', action: 'iam:PutRolePolicy', resource: iam('role/workloads/old') },
    { what: 'let oneself into a role without a boundary', action: 'iam:UpdateAssumeRolePolicy', resource: iam('role/workloads/old') },
    { what: 'put AdministratorAccess as the boundary of a role', action: 'iam:PutRolePermissionsBoundary', resource: iam('role/workloads/app'), context: unlimited },
    { what: 'create a user without a boundary', action: 'iam:CreateUser', resource: iam('user/intruder') },
    { what: 'create a user with a boundary', action: 'iam:CreateUser', resource: iam('user/intruder'), context: { 'iam:PermissionsBoundary': scene.boundary } },
    { what: 'create a user under the path of workloads', action: 'iam:CreateUser', resource: iam('user/workloads/intruder'), context: { 'iam:PermissionsBoundary': scene.boundary } },
    { what: 'attach AdministratorAccess to a group', action: 'iam:AttachGroupPolicy', resource: iam('group/developers'), context: administratorAccess },
    { what: 'detach a policy from a group', action: 'iam:DetachGroupPolicy', resource: iam('group/developers'), context: { 'iam:PolicyARN': iam('policy/deny-all') } },
    { what: 'delete the inline policy of a group', action: 'iam:DeleteGroupPolicy', resource: iam('group/developers') },
    { what: 'take a user out of a group', action: 'iam:RemoveUserFromGroup', resource: iam('group/limited') },
    { what: 'create a group', action: 'iam:CreateGroup', resource: iam('group/intruders') },
    { what: 'turn an access key on again', action: 'iam:UpdateAccessKey', resource: user },
    { what: 'delete the access key of a user', action: 'iam:DeleteAccessKey', resource: user },
    { what: 'deactivate an MFA device', action: 'iam:DeactivateMFADevice', resource: user },
    { what: 'enable an MFA device of the intruder', action: 'iam:EnableMFADevice', resource: user },
    { what: 'delete an MFA device', action: 'iam:DeleteVirtualMFADevice', resource: iam('mfa/administrator') },
    { what: 'create a credential for a service', action: 'iam:CreateServiceSpecificCredential', resource: user },
    { what: 'reset a credential for a service', action: 'iam:ResetServiceSpecificCredential', resource: user },
    { what: 'upload an SSH key', action: 'iam:UploadSSHPublicKey', resource: user },
    { what: 'upload a signing certificate', action: 'iam:UploadSigningCertificate', resource: user },
    { what: 'create a SAML provider', action: 'iam:CreateSAMLProvider', resource: iam('saml-provider/intruder') },
    { what: 'create an OpenID Connect provider', action: 'iam:CreateOpenIDConnectProvider', resource: iam('oidc-provider/idp.example.com') },
    { what: 'add a client to an OpenID Connect provider', action: 'iam:AddClientIDToOpenIDConnectProvider', resource: oidc },
    { what: 'trust another certificate of an OpenID Connect provider', action: 'iam:UpdateOpenIDConnectProviderThumbprint', resource: oidc },
    { what: 'delete an OpenID Connect provider', action: 'iam:DeleteOpenIDConnectProvider', resource: oidc },
    { what: 'put an administrator into an instance profile', action: 'iam:PassRole', resource: iam(ADMINISTRATOR), context: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    { what: 'delete a role of somebody else', action: 'iam:DeleteRole', resource: iam(ADMINISTRATOR) },
    { what: 'let sessions of an administrator last longer', action: 'iam:UpdateRole', resource: iam(ADMINISTRATOR) },
    { what: 'rename a user', action: 'iam:UpdateUser', resource: user },
    { what: 'write a new version of a policy of somebody else', action: 'iam:CreatePolicyVersion', resource: iam('policy/security/readers') },
    { what: 'delete a policy of somebody else', action: 'iam:DeletePolicy', resource: iam('policy/security/readers') },
    { what: 'tag a role of somebody else', action: 'iam:TagRole', resource: iam(ADMINISTRATOR), context: { 'aws:RequestTag/admin': 'true', 'aws:TagKeys': ['admin'] } },
  ];
}

/** The boundary itself. */
function onBoundary({ iam, self, boundary }: Scene): ProofRequest[] {
  return [
    { what: 'write a new version of the own boundary', action: 'iam:CreatePolicyVersion', resource: boundary },
    { what: 'go back to an earlier version of the own boundary', action: 'iam:SetDefaultPolicyVersion', resource: boundary },
    { what: 'delete a version of the own boundary', action: 'iam:DeletePolicyVersion', resource: boundary },
    { what: 'delete the own boundary', action: 'iam:DeletePolicy', resource: boundary },
    { what: 'take the boundary from the own role', action: 'iam:DeleteRolePermissionsBoundary', resource: self, context: { 'iam:PermissionsBoundary': boundary } },
    {
      what: 'take the boundary from another role',
      action: 'iam:DeleteRolePermissionsBoundary',
      resource: iam('role/workloads/app'),
      context: { 'iam:PermissionsBoundary': boundary },
    },
    { what: 'take the boundary from a user', action: 'iam:DeleteUserPermissionsBoundary', resource: iam('user/somebody'), context: { 'iam:PermissionsBoundary': boundary } },
  ];
}

/** Of the account, its organization, and who signs in to it. */
function onTheAccount(): ProofRequest[] {
  const ACTIONS: Readonly<Record<string, string>> = {
    'iam:UpdateAccountPasswordPolicy': 'weaken the password policy',
    'iam:DeleteAccountPasswordPolicy': 'delete the password policy',
    'iam:EnableOrganizationsRootSessions': 'turn on sessions as the root user of member accounts',
    'iam:DisableOrganizationsRootCredentialsManagement': 'turn off the central management of root credentials',
    'sts:AssumeRoot': 'take a session as the root user of a member account',
    'sts:GetFederationToken': 'take credentials that outlive the session',
    'rolesanywhere:CreateTrustAnchor': 'trust a certificate authority of the intruder',
    'rolesanywhere:UpdateTrustAnchor': 'change which certificate authority is trusted',
    'rolesanywhere:CreateProfile': 'let certificates into a role',
    'rolesanywhere:UpdateProfile': 'let certificates into another role',
    'rolesanywhere:EnableTrustAnchor': 'enable a trust anchor',
    'rolesanywhere:ImportCrl': 'replace the list of revoked certificates',
    'sso:CreateInstance': 'create an instance of Identity Center',
    'sso:UpdatePermissionSet': 'change a permission set',
    'sso:ProvisionPermissionSet': 'provision a permission set',
    'sso:PutPermissionsBoundaryToPermissionSet': 'replace the boundary of a permission set',
    'sso:DeletePermissionsBoundaryFromPermissionSet': 'take the boundary from a permission set',
    'sso:CreateApplicationAssignment': 'let oneself into an application',
    'identitystore:CreateUser': 'create a user of Identity Center',
    'identitystore:CreateGroupMembership': 'join a group of Identity Center',
    'identity-sync:CreateSyncProfile': 'bring users of another directory into Identity Center',
    'sso-directory:UpdatePassword': 'set the password of a user of Identity Center',
    'organizations:LeaveOrganization': 'leave the organization',
    'organizations:AttachPolicy': 'attach a service control policy',
    'organizations:DetachPolicy': 'detach a service control policy',
    'organizations:UpdatePolicy': 'change a service control policy',
    'organizations:DeletePolicy': 'delete a service control policy',
    'organizations:DisablePolicyType': 'turn service control policies off',
    'organizations:MoveAccount': 'move the account out of reach of its policies',
    'organizations:RegisterDelegatedAdministrator': 'make an account an administrator of the organization',
    'organizations:CreateAccount': 'create an account',
    'organizations:InviteAccountToOrganization': 'invite an account',
    'organizations:RemoveAccountFromOrganization': 'take an account out of the organization',
    'organizations:EnableAWSServiceAccess': 'let a service into every account',
    'organizations:PutResourcePolicy': 'delegate the organization',
    'account:CloseAccount': 'close the account',
    'account:PutAlternateContact': 'change who is told of incidents',
  };
  return Object.entries(ACTIONS).map(([action, what]) => ({ what, action }));
}

/** What records and detects, of the account as a whole. Deployers have log groups and flow logs of their own, which they delete again. */
function onRecords(): ProofRequest[] {
  const listed = AUDIT_TAMPERING_ACTIONS.filter(({ name }) => !/^(ec2|logs|route53resolver|wafv2):/.test(name));
  return [
    ...listed.map(({ name, does }) => ({ what: `tamper with the record (it ${does})`, action: name })),
    ...['cloudtrail:DeleteResourcePolicy', 'cloudtrail:DisableFederation', 'cloudtrail:PutEventConfiguration', 'cloudtrail:RegisterOrganizationDelegatedAdmin',
      'cloudtrail:UpdateServiceLinkedChannel', 'config:DeleteAggregationAuthorization', 'config:DeleteConformancePack', 'config:DeleteEvaluationResults',
      'config:DeleteRemediationConfiguration', 'config:DeleteServiceLinkedConfigurationRecorder', 'config:DisassociateResourceTypes',
      'config:PutConfigurationRecorder', 'config:PutDeliveryChannel', 'config:PutRetentionConfiguration', 'access-analyzer:ApplyArchiveRule',
      'access-analyzer:UpdateAnalyzer', 'access-analyzer:UpdateArchiveRule', 'access-analyzer:UpdateFindings', 'guardduty:ArchiveFindings',
      'guardduty:CreateTrustedEntitySet', 'guardduty:DeleteThreatIntelSet', 'guardduty:DisableOrganizationAdminAccount',
      'guardduty:DisassociateFromMasterAccount', 'guardduty:UpdateFilter', 'guardduty:UpdateMalwareScanSettings', 'guardduty:UpdateMemberDetectors',
      'guardduty:UpdatePublishingDestination', 'securityhub:BatchUpdateStandardsControlAssociations', 'securityhub:CreateAutomationRule',
      'securityhub:DeleteFindingAggregator', 'securityhub:DisableSecurityHubV2', 'securityhub:DisassociateFromMasterAccount',
      'securityhub:StartConfigurationPolicyDisassociation', 'securityhub:UpdateSecurityControl', 'securityhub:UpdateSecurityHubConfiguration'].map((action) => ({ what: 'narrow, hide or redirect what is recorded and found', action })),
    ...['ec2:DisableImageBlockPublicAccess', 'ec2:DisableSnapshotBlockPublicAccess', 's3:PutAccountPublicAccessBlock']
      .map((action) => ({ what: 'let the public into the whole account', action })),
  ];
}

function distinct(requests: readonly ProofRequest[]): ProofRequest[] {
  const byQuestion = new Map(requests.map((request) => [JSON.stringify([request.action, request.resource, request.context ?? {}]), request]));
  return [...byQuestion.values()];
}
