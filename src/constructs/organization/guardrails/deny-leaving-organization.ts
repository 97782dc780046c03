import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const denyLeavingOrganization = defineGuardrail({
  id: 'DenyLeavingOrganization',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'an account cannot leave the organization, be closed, or be handed to another organization from within',
  intent: 'An account that leaves takes its data with it and sheds every policy of the organization.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: ['An account moves to another organization only through an exempt principal or the management account.'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_remove.html',
    'https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html',
  ],
  examples: { denied: [{ what: 'a role takes the account out of the organization', action: 'organizations:LeaveOrganization' }], allowed: [] },
  statements: (parameters) => [
    denyUnlessExempt({ Action: ['account:CloseAccount', 'organizations:AcceptHandshake', 'organizations:LeaveOrganization'] }, parameters),
  ],
});
