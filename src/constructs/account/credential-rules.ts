/** The rules about credentials, with their parameters as AWS Config takes them: text. */
import { Fn, Token } from 'aws-cdk-lib';
import { ManagedConfigRule } from './managed-config-rule';

export interface CredentialRuleSettings {
  readonly partition: string;
  /** In days, as text. */
  readonly accessKeyMaxAge: string;
  /** In days, as text. */
  readonly unusedCredentialMaxAge: string;
  /** Lists may be tokens. */
  readonly forbiddenPolicies: string[];
  readonly exceptions: Readonly<Record<'users' | 'groups' | 'roles', string[]>>;
  readonly requiredGroups: string[];
  readonly blockedKmsActions: string[];
}

export function credentialRules(settings: CredentialRuleSettings): ManagedConfigRule[] {
  const { partition, accessKeyMaxAge, unusedCredentialMaxAge, forbiddenPolicies, exceptions, requiredGroups, blockedKmsActions } = settings;
  const blocked = { blockedActionsPatterns: joined(blockedKmsActions, ',') };
  const exceptionList = exceptionText(exceptions);
  return [
    { identifier: 'IAM_ROOT_ACCESS_KEY_CHECK' },
    { identifier: 'ROOT_ACCOUNT_MFA_ENABLED' },
    { identifier: 'ROOT_ACCOUNT_HARDWARE_MFA_ENABLED' },
    { identifier: 'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS' },
    { identifier: 'ACCESS_KEYS_ROTATED', parameters: { maxAccessKeyAge: accessKeyMaxAge } },
    { identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK', parameters: { maxCredentialUsageAge: unusedCredentialMaxAge } },
    { identifier: 'IAM_USER_NO_POLICIES_CHECK' },
    { identifier: 'IAM_USER_GROUP_MEMBERSHIP_CHECK', ...(requiredGroups.length > 0 && { parameters: { groupNames: joined(requiredGroups, ',') } }) },
    { identifier: 'IAM_GROUP_HAS_USERS_CHECK' },
    { identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS', parameters: { excludePermissionBoundaryPolicy: 'true' } },
    {
      identifier: 'IAM_POLICY_BLACKLISTED_CHECK',
      parameters: { policyArns: joined(forbiddenPolicies, ','), ...(exceptionList !== '' && { exceptionList }) },
    },
    // Somebody has to be able to turn to AWS Support: https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-18
    { identifier: 'IAM_POLICY_IN_USE', parameters: { policyARN: `arn:${partition}:iam::aws:policy/AWSSupportAccess`, policyUsageType: 'IAM_ROLE' } },
    { identifier: 'IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS', parameters: { ...blocked, excludePermissionBoundaryPolicy: 'true' } },
    { identifier: 'IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS', parameters: blocked },
    { identifier: 'IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED' },
    { identifier: 'IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK' },
  ];
}

/** `users:[alice;bob],roles:[break-glass]`: https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-blacklisted-check.html */
function exceptionText(exceptions: CredentialRuleSettings['exceptions']): string {
  return Object.entries(exceptions).filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind}:[${joined(names, ';')}]`).join(',');
}

function joined(items: string[], separator: string): string {
  return Token.isUnresolved(items) ? Fn.join(separator, items) : items.join(separator);
}
