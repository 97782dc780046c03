import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const denyLeavingOrganization = defineGuardrail({
  id: 'DenyLeavingOrganization',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'an account cannot leave the organization, be handed to another, or be closed from within',
  intent: 'An account that leaves takes its data with it and sheds every policy of the organization.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'An account is moved to another organization, or closed, by an exempt principal or from the management account.',
    'Other handshakes, such as the one that enables all features, are accepted by exempt principals only.',
  ],
  controls: { 'well-architected': ['SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_remove.html',
    'https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['an administrator takes the account out of the organization', 'organizations:LeaveOrganization'],
        ['an administrator accepts the invitation of another organization', 'organizations:AcceptHandshake'],
        ['an administrator closes the account', 'account:CloseAccount'],
      ]),
      ...requests([
        ['a person of IAM Identity Center takes the account out', 'organizations:LeaveOrganization'],
        ['a person of IAM Identity Center closes the account', 'account:CloseAccount'],
      ], { principalArn: 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef' }),
      ...requests([
        ['the root user takes the account out', 'organizations:LeaveOrganization'],
        ['the root user closes the account', 'account:CloseAccount'],
      ], { principalArn: 'arn:aws:iam::111122223333:root' }),
      ...requests([
        ['a session of a role takes the account out', 'organizations:LeaveOrganization'],
      ], { principalArn: 'arn:aws:sts::111122223333:assumed-role/Developer/session' }),
      ...requests([
        ['a user in another partition takes the account out', 'organizations:LeaveOrganization'],
      ], { principalArn: 'arn:aws-cn:iam::111122223333:user/somebody' }),
    ],
    allowed: [
      ...requests([
        ['a role reads the organization', 'organizations:DescribeOrganization'],
        ['a role lists accounts', 'organizations:ListAccounts'],
        ['a role declines an invitation', 'organizations:DeclineHandshake'],
        ['a role lists handshakes', 'organizations:ListHandshakesForAccount'],
        ['a role sets the alternate contact', 'account:PutAlternateContact'],
        ['a role lists Regions', 'account:ListRegions'],
        ['a role reads the effective policy', 'organizations:DescribeEffectivePolicy'],
      ]),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({ Action: ['account:CloseAccount', 'organizations:AcceptHandshake', 'organizations:LeaveOrganization'] }, parameters),
  ],
});
