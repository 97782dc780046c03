import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const restrictGroupChanges = defineGuardrail({
  id: 'RestrictGroupChanges',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'groups, their members and their policies are changed by exempt principals only',
  intent: 'Who can join a group, or give it a policy, gives themselves what it grants; IAM has no condition for what a group gets.',
  sets: ['strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Groups are managed centrally, where there are any.',
  ],
  controls: { 'well-architected': ['SEC03-BP02', 'SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['joins a group', 'iam:AddUserToGroup'],
        ['throws somebody out', 'iam:RemoveUserFromGroup'],
        ['makes a group', 'iam:CreateGroup'],
        ['deletes a group', 'iam:DeleteGroup'],
        ['renames a group', 'iam:UpdateGroup'],
        ['attaches a policy', 'iam:AttachGroupPolicy'],
        ['takes a policy off', 'iam:DetachGroupPolicy'],
        ['writes a policy into it', 'iam:PutGroupPolicy'],
        ['deletes a policy of it', 'iam:DeleteGroupPolicy'],
      ], { resource: 'arn:aws:iam::111122223333:group/developers' }),
    ],
    allowed: [
      ...requests([
        ['reads a group', 'iam:GetGroup'],
        ['lists its policies', 'iam:ListGroupPolicies'],
        ['reads a policy of it', 'iam:GetGroupPolicy'],
      ], { resource: 'arn:aws:iam::111122223333:group/developers' }),
      ...requests([
        ['attaches a policy to a role', 'iam:AttachRolePolicy'],
        ['writes a policy into a role', 'iam:PutRolePolicy'],
        ['makes a role', 'iam:CreateRole'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker' }),
      ...requests([
        ['lists groups', 'iam:ListGroups'],
      ]),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        'iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:CreateGroup', 'iam:DeleteGroup*', 'iam:DetachGroupPolicy', 'iam:PutGroupPolicy',
        'iam:RemoveUserFromGroup', 'iam:UpdateGroup',
      ],
    }, parameters),
  ],
});
