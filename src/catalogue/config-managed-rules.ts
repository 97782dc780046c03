/**
 * What AWS Config's managed rules about IAM and the root user look at, and take. Each has a page of its own:
 * `managedRulePage`. Default values of parameters are those of the console only, so that a rule always states its own.
 *
 * https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export interface ConfigManagedRule {
  /** A rule with the trigger `change` sees only what the configuration recorder records. */
  readonly trigger: 'change' | 'periodic';
  readonly resourceTypes: readonly string[];
  readonly parameters?: Readonly<Record<string, 'optional' | 'required'>>;
  /** Undefined: in all Regions that record the types of IAM. */
  readonly onlyIn?: readonly string[];
  /** Undefined: in all of them. */
  readonly notInPartitions?: readonly string[];
}

const USER = 'AWS::IAM::User';
const GROUP = 'AWS::IAM::Group';
const ROLE = 'AWS::IAM::Role';
const POLICY = 'AWS::IAM::Policy';
const ACCOUNT = 'AWS::::Account';
const COMMERCIAL_ONLY = ['aws-cn', 'aws-us-gov'];

export const CONFIG_MANAGED_RULES: Readonly<Record<string, ConfigManagedRule>> = {
  ACCESS_KEYS_ROTATED: { trigger: 'periodic', resourceTypes: [USER], parameters: { maxAccessKeyAge: 'required' } },
  IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS: {
    trigger: 'change', resourceTypes: [POLICY], parameters: { blockedActionsPatterns: 'required', excludePermissionBoundaryPolicy: 'optional' },
  },
  IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED: { trigger: 'periodic', resourceTypes: [ACCOUNT], notInPartitions: COMMERCIAL_ONLY },
  IAM_GROUP_HAS_USERS_CHECK: { trigger: 'change', resourceTypes: [GROUP] },
  IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS: {
    trigger: 'change', resourceTypes: [USER, GROUP, ROLE], parameters: { blockedActionsPatterns: 'required', excludeRoleByManagementAccount: 'optional' },
  },
  IAM_NO_INLINE_POLICY_CHECK: { trigger: 'change', resourceTypes: [USER, GROUP, ROLE] },
  IAM_OIDC_PROVIDER_TAGGED: {
    trigger: 'change', resourceTypes: ['AWS::IAM::OIDCProvider'], parameters: { requiredKeyTags: 'optional' }, onlyIn: ['us-east-1'],
  },
  IAM_PASSWORD_POLICY: {
    trigger: 'periodic',
    resourceTypes: [ACCOUNT],
    parameters: {
      RequireUppercaseCharacters: 'optional',
      RequireLowercaseCharacters: 'optional',
      RequireSymbols: 'optional',
      RequireNumbers: 'optional',
      MinimumPasswordLength: 'optional',
      PasswordReusePrevention: 'optional',
      MaxPasswordAge: 'optional',
    },
  },
  IAM_POLICY_BLACKLISTED_CHECK: {
    trigger: 'change', resourceTypes: [USER, GROUP, ROLE], parameters: { policyArns: 'required', exceptionList: 'optional' },
  },
  IAM_POLICY_IN_USE: { trigger: 'periodic', resourceTypes: [POLICY], parameters: { policyARN: 'required', policyUsageType: 'optional' } },
  IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS: {
    trigger: 'change', resourceTypes: [POLICY], parameters: { excludePermissionBoundaryPolicy: 'optional' },
  },
  IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS: {
    trigger: 'change', resourceTypes: [POLICY], parameters: { excludePermissionBoundaryPolicy: 'optional' },
  },
  IAM_ROLE_MANAGED_POLICY_CHECK: { trigger: 'change', resourceTypes: [ROLE], parameters: { managedPolicyArns: 'required' } },
  IAM_ROOT_ACCESS_KEY_CHECK: { trigger: 'periodic', resourceTypes: [ACCOUNT] },
  IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK: {
    trigger: 'periodic', resourceTypes: ['AWS::IAM::ServerCertificate'], onlyIn: ['cn-north-1', 'us-east-1'],
  },
  IAM_USER_GROUP_MEMBERSHIP_CHECK: { trigger: 'change', resourceTypes: [USER], parameters: { groupNames: 'optional' } },
  IAM_USER_MFA_ENABLED: { trigger: 'periodic', resourceTypes: [USER] },
  IAM_USER_NO_POLICIES_CHECK: { trigger: 'change', resourceTypes: [USER] },
  IAM_USER_UNUSED_CREDENTIALS_CHECK: { trigger: 'periodic', resourceTypes: [USER], parameters: { maxCredentialUsageAge: 'required' } },
  MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS: { trigger: 'periodic', resourceTypes: [USER] },
  ROOT_ACCOUNT_HARDWARE_MFA_ENABLED: { trigger: 'periodic', resourceTypes: [ACCOUNT], notInPartitions: COMMERCIAL_ONLY },
  ROOT_ACCOUNT_MFA_ENABLED: { trigger: 'periodic', resourceTypes: [ACCOUNT], notInPartitions: COMMERCIAL_ONLY },
};

export function managedRulePage(identifier: string): string {
  return `https://docs.aws.amazon.com/config/latest/developerguide/${identifier.toLowerCase().replace(/_/g, '-')}.html`;
}

/**
 * Users, groups, roles and customer managed policies are recorded only where AWS Config was before February 2022: these Regions.
 * None is ever added.
 *
 * https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html#select-resources-all
 */
export const REGIONS_THAT_RECORD_IAM: readonly string[] = [
  'af-south-1', 'ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2',
  'ap-southeast-3', 'ca-central-1', 'cn-north-1', 'cn-northwest-1', 'eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-west-1', 'eu-west-2',
  'eu-west-3', 'me-south-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-iso-east-1', 'us-iso-west-1',
  'us-isob-east-1', 'us-west-1', 'us-west-2',
];

export const RECORDED_IAM_TYPES: readonly string[] = [GROUP, POLICY, ROLE, USER];
