import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const protectGuardrailRoles = defineGuardrail({
  id: 'ProtectGuardrailRoles',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'the exempt principals and the roles of the guardrails cannot be made, changed or passed by others',
  intent: 'Who can make a role that is named like an exempt principal, or change whom it trusts, is exempt from every guardrail.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Exempt roles are rolled out by an exempt principal, from the management account, or by a service-linked role (of StackSets, for instance).',
    'They cannot be passed to a service by others.',
    'Who may assume them is said by their trust policies alone: one that trusts the whole account exempts every administrator of it.',
  ],
  controls: { 'aws-control-tower': ['AWS-GR_IAM_ROLE_CHANGE_PROHIBITED'], 'well-architected': ['SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
    'https://docs.aws.amazon.com/controltower/latest/controlreference/mandatory-controls.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['makes a role that is exempt', 'iam:CreateRole'],
        ['lets itself assume the exempt role', 'iam:UpdateAssumeRolePolicy'],
        ['attaches a policy to the exempt role', 'iam:AttachRolePolicy'],
        ['passes the exempt role to a function', 'iam:PassRole'],
        ['deletes the exempt role', 'iam:DeleteRole'],
      ], { resource: 'arn:aws:iam::111122223333:role/OrganizationAdmin' }),
      ...requests([
        ['lets itself assume a role of the guardrails', 'iam:UpdateAssumeRolePolicy'],
        ['writes a policy into a role of the guardrails', 'iam:PutRolePolicy'],
        ['takes a policy from a role of the guardrails', 'iam:DetachRolePolicy'],
        ['deletes a policy of a role of the guardrails', 'iam:DeleteRolePolicy'],
        ['takes the boundary from a role of the guardrails', 'iam:DeleteRolePermissionsBoundary'],
        ['puts a boundary on a role of the guardrails', 'iam:PutRolePermissionsBoundary'],
        ['lengthens its sessions', 'iam:UpdateRole'],
        ['tags a role of the guardrails', 'iam:TagRole'],
        ['untags a role of the guardrails', 'iam:UntagRole'],
      ], { resource: 'arn:aws:iam::111122223333:role/guardrails/Remediation' }),
    ],
    allowed: [
      ...requests([
        ['reads the exempt role', 'iam:GetRole'],
        ['lists its policies', 'iam:ListAttachedRolePolicies'],
        ['assumes it, when its trust policy lets it', 'sts:AssumeRole'],
      ], { resource: 'arn:aws:iam::111122223333:role/OrganizationAdmin' }),
      ...requests([
        ['makes a role', 'iam:CreateRole'],
        ['attaches a policy to a role', 'iam:AttachRolePolicy'],
        ['passes a role', 'iam:PassRole'],
        ['deletes a role', 'iam:DeleteRole'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker' }),
      { what: 'makes a role with the same name under a path', action: 'iam:CreateRole', resource: 'arn:aws:iam::111122223333:role/team/OrganizationAdmin' },
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        'iam:Attach*', 'iam:Create*', 'iam:Deactivate*', 'iam:Delete*', 'iam:Detach*', 'iam:Enable*', 'iam:PassRole', 'iam:Put*', 'iam:Re*',
        'iam:Tag*', 'iam:Untag*', 'iam:Update*', 'iam:Upload*',
      ],
      Resource: [...new Set([...parameters.exemptPrincipals, ...parameters.protectedRoles])],
    }, parameters),
  ],
});
