import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const requirePermissionsBoundary = defineGuardrail({
  id: 'RequirePermissionsBoundary',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'roles and users are made, changed and trusted only under an approved permissions boundary',
  intent: 'A role without a boundary can be given anything by whoever made it. The boundary has to be there when it is made, when it gets policies and when its trust changes.',
  sets: ['strict'],
  exemption: 'exempt principals',
  needs: ['approvedBoundaries'],
  sideEffects: [
    'Every tool that makes roles has to put the boundary on them; CDK does by `PermissionsBoundary.of(scope)` or by `cdk bootstrap --custom-permissions-boundary`.',
    'Roles that were made without a boundary get no new policies and no new trust until they have one.',
    'Roles of IAM Identity Center and service-linked roles are made by AWS and are not reached.',
  ],
  controls: { 'well-architected': ['SEC03-BP02', 'SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['makes a role without a boundary', 'iam:CreateRole'],
        ['attaches a policy to a role without a boundary', 'iam:AttachRolePolicy'],
        ['writes a policy into a role without a boundary', 'iam:PutRolePolicy'],
        ['changes the trust of a role without a boundary', 'iam:UpdateAssumeRolePolicy'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker' }),
      ...requests([
        ['makes a role under a boundary of its own', 'iam:CreateRole'],
        ['puts a boundary of its own on a role', 'iam:PutRolePermissionsBoundary'],
        ['attaches a policy under a boundary of its own', 'iam:AttachRolePolicy'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/mine' } }),
      ...requests([
        ['takes the boundary from a role', 'iam:DeleteRolePermissionsBoundary'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/workload-boundary' } }),
      ...requests([
        ['takes the boundary from a user', 'iam:DeleteUserPermissionsBoundary'],
      ], { resource: 'arn:aws:iam::111122223333:user/somebody', context: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/workload-boundary' } }),
      ...requests([
        ['makes a user without a boundary', 'iam:CreateUser'],
        ['attaches a policy to a user without a boundary', 'iam:AttachUserPolicy'],
        ['writes a policy into a user without a boundary', 'iam:PutUserPolicy'],
        ['puts a boundary of its own on a user', 'iam:PutUserPermissionsBoundary'],
      ], { resource: 'arn:aws:iam::111122223333:user/somebody' }),
      ...requests([
        ['writes a new version of the boundary', 'iam:CreatePolicyVersion'],
        ['goes back to an older version of the boundary', 'iam:SetDefaultPolicyVersion'],
        ['deletes a version of the boundary', 'iam:DeletePolicyVersion'],
        ['deletes the boundary', 'iam:DeletePolicy'],
        ['makes a boundary of its own with the approved name', 'iam:CreatePolicy'],
      ], { resource: 'arn:aws:iam::111122223333:policy/workload-boundary' }),
    ],
    allowed: [
      ...requests([
        ['makes a role under the boundary', 'iam:CreateRole'],
        ['attaches a policy to a role under the boundary', 'iam:AttachRolePolicy'],
        ['writes a policy into a role under the boundary', 'iam:PutRolePolicy'],
        ['changes the trust of a role under the boundary', 'iam:UpdateAssumeRolePolicy'],
        ['puts the boundary on a role', 'iam:PutRolePermissionsBoundary'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/workload-boundary' } }),
      ...requests([
        ['deletes a role', 'iam:DeleteRole'],
        ['takes a policy from a role', 'iam:DetachRolePolicy'],
        ['passes a role', 'iam:PassRole'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker' }),
      ...requests([
        ['makes a policy', 'iam:CreatePolicy'],
        ['writes a new version of a policy', 'iam:CreatePolicyVersion'],
      ], { resource: 'arn:aws:iam::111122223333:policy/reports-reader' }),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        'iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:CreateRole', 'iam:CreateUser', 'iam:PutRole*', 'iam:PutUser*', 'iam:UpdateAssumeRolePolicy',
      ],
      Condition: { ArnNotLike: { 'iam:PermissionsBoundary': parameters.approvedBoundaries } },
    }, parameters),
    denyUnlessExempt({ Action: 'iam:Delete*PermissionsBoundary' }, parameters),
    denyUnlessExempt({
      Action: ['iam:CreatePolicy*', 'iam:DeletePolicy*', 'iam:SetDefaultPolicyVersion'], Resource: parameters.approvedBoundaries,
    }, parameters),
  ],
});
