import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const denyPasswordPolicyChanges = defineGuardrail({
  id: 'DenyPasswordPolicyChanges',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'the password policy of the account stays as the organization set it',
  intent: 'Whoever weakens the password policy weakens every user of the account at once.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'The password policy is set by exempt principals only.',
  ],
  controls: { 'aws-fsbp': ['IAM.7'], 'well-architected': ['SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['changes the password policy', 'iam:UpdateAccountPasswordPolicy'],
        ['deletes the password policy', 'iam:DeleteAccountPasswordPolicy'],
      ]),
      ...requests([
        ['a user changes the password policy', 'iam:UpdateAccountPasswordPolicy'],
        ['a user deletes the password policy', 'iam:DeleteAccountPasswordPolicy'],
      ], { principalArn: 'arn:aws:iam::111122223333:user/somebody' }),
      ...requests([
        ['the root user changes the password policy', 'iam:UpdateAccountPasswordPolicy'],
        ['the root user deletes the password policy', 'iam:DeleteAccountPasswordPolicy'],
      ], { principalArn: 'arn:aws:iam::111122223333:root' }),
      ...requests([
        ['a session of a role changes the password policy', 'iam:UpdateAccountPasswordPolicy'],
        ['a session of a role deletes the password policy', 'iam:DeleteAccountPasswordPolicy'],
      ], { principalArn: 'arn:aws:sts::111122223333:assumed-role/Developer/session' }),
    ],
    allowed: [
      ...requests([
        ['reads the password policy', 'iam:GetAccountPasswordPolicy'],
        ['changes its own password', 'iam:ChangePassword'],
        ['reads the summary of the account', 'iam:GetAccountSummary'],
        ['sets the alias of the account', 'iam:CreateAccountAlias'],
        ['makes a credential report', 'iam:GenerateCredentialReport'],
        ['makes a role', 'iam:CreateRole'],
      ]),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({ Action: ['iam:DeleteAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy'] }, parameters),
  ],
});
