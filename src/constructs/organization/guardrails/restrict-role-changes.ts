import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const restrictRoleChanges = defineGuardrail({
  id: 'RestrictRoleChanges',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'roles are made and changed by exempt principals only',
  intent: 'In accounts whose roles all come from a central pipeline, nobody else has to touch them.',
  sets: [],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Workload stacks cannot make roles: not for accounts that deploy their own. There, RequirePermissionsBoundary is the way.',
    'Managed policies can be made, but not changed: a role may have them.',
  ],
  controls: { 'well-architected': ['SEC03-BP02', 'SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['makes a role', 'iam:CreateRole'],
        ['deletes a role', 'iam:DeleteRole'],
        ['attaches a policy', 'iam:AttachRolePolicy'],
        ['takes a policy off', 'iam:DetachRolePolicy'],
        ['writes a policy into it', 'iam:PutRolePolicy'],
        ['deletes a policy of it', 'iam:DeleteRolePolicy'],
        ['changes whom it trusts', 'iam:UpdateAssumeRolePolicy'],
        ['lengthens its sessions', 'iam:UpdateRole'],
        ['puts a boundary on it', 'iam:PutRolePermissionsBoundary'],
        ['takes its boundary off', 'iam:DeleteRolePermissionsBoundary'],
        ['tags it', 'iam:TagRole'],
        ['untags it', 'iam:UntagRole'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker' }),
      ...requests([
        ['changes a policy that it has', 'iam:CreatePolicyVersion'],
        ['brings an earlier version of a policy back', 'iam:SetDefaultPolicyVersion'],
      ], { resource: 'arn:aws:iam::111122223333:policy/reports-reader' }),
    ],
    allowed: [
      ...requests([
        ['reads a role', 'iam:GetRole'],
        ['lists its policies', 'iam:ListRolePolicies'],
        ['assumes a role', 'sts:AssumeRole'],
        ['passes a role', 'iam:PassRole'],
        ['makes a service-linked role', 'iam:CreateServiceLinkedRole'],
        ['simulates its policies', 'iam:SimulatePrincipalPolicy'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker' }),
      ...requests([
        ['makes a policy', 'iam:CreatePolicy'],
      ], { resource: 'arn:aws:iam::111122223333:policy/reports-reader' }),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        'iam:*agRole', 'iam:AttachRolePolicy', 'iam:CreatePolicyVersion', 'iam:CreateRole', 'iam:DeleteRole*', 'iam:DetachRolePolicy', 'iam:PutRole*',
        'iam:SetDefaultPolicyVersion', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole*',
      ],
    }, parameters),
  ],
});
