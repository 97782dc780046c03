import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const denyLoginProfiles = defineGuardrail({
  id: 'DenyLoginProfiles',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'nobody gives an IAM user a password for the console, or changes that of another',
  intent: 'A password set for somebody else is a way to become them; people sign in by federation.',
  sets: ['strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Users that have a password can change their own.',
  ],
  controls: { 'well-architected': ['SEC02-BP02', 'SEC02-BP04', 'SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['gives a user a password', 'iam:CreateLoginProfile'],
        ['changes the password of a user', 'iam:UpdateLoginProfile'],
      ], { resource: 'arn:aws:iam::111122223333:user/somebody' }),
      ...requests([
        ['gives a user under a path a password', 'iam:CreateLoginProfile'],
        ['changes the password of a user under a path', 'iam:UpdateLoginProfile'],
      ], { resource: 'arn:aws:iam::111122223333:user/breakglass/administrator' }),
      ...requests([
        ['a user gives itself a password', 'iam:CreateLoginProfile'],
        ['a user changes the password of another', 'iam:UpdateLoginProfile'],
      ], { principalArn: 'arn:aws:iam::111122223333:user/other', resource: 'arn:aws:iam::111122223333:user/other' }),
      ...requests([
        ['a person of IAM Identity Center gives a user a password', 'iam:CreateLoginProfile'],
        ['a person of IAM Identity Center changes a password', 'iam:UpdateLoginProfile'],
      ], { principalArn: 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef', resource: 'arn:aws:iam::111122223333:user/somebody' }),
    ],
    allowed: [
      ...requests([
        ['deletes the password of a user', 'iam:DeleteLoginProfile'],
        ['looks whether a user has a password', 'iam:GetLoginProfile'],
        ['changes its own password', 'iam:ChangePassword'],
        ['makes a user', 'iam:CreateUser'],
        ['lists users', 'iam:ListUsers'],
        ['takes the MFA device of a user off', 'iam:DeactivateMFADevice'],
      ], { resource: 'arn:aws:iam::111122223333:user/somebody' }),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({ Action: ['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'] }, parameters),
  ],
});
