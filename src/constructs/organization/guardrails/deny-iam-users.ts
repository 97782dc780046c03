import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const denyIamUsers = defineGuardrail({
  id: 'DenyIamUsers',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'nobody makes IAM users or gives them more',
  intent: 'People come through federation and workloads through roles; a user is a credential that does not expire.',
  sets: ['strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Software that can only use an IAM user, such as some SMTP clients, needs one that an exempt principal made.',
  ],
  controls: { 'well-architected': ['SEC02-BP02', 'SEC02-BP04', 'SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['makes a user', 'iam:CreateUser'],
        ['renames a user', 'iam:UpdateUser'],
        ['attaches a policy to a user', 'iam:AttachUserPolicy'],
        ['writes a policy into a user', 'iam:PutUserPolicy'],
        ['changes the boundary of a user', 'iam:PutUserPermissionsBoundary'],
        ['takes the boundary from a user', 'iam:DeleteUserPermissionsBoundary'],
      ], { resource: 'arn:aws:iam::111122223333:user/somebody' }),
      ...requests([
        ['puts a user into a group', 'iam:AddUserToGroup'],
      ], { resource: 'arn:aws:iam::111122223333:group/admins' }),
      { what: 'makes a user through CloudFormation', action: 'iam:CreateUser', resource: 'arn:aws:iam::111122223333:user/x', context: { 'aws:ViaAWSService': true } },
    ],
    allowed: [
      ...requests([
        ['deletes a user', 'iam:DeleteUser'],
        ['takes a policy from a user', 'iam:DetachUserPolicy'],
        ['deletes a policy of a user', 'iam:DeleteUserPolicy'],
        ['reads a user', 'iam:GetUser'],
        ['lists users', 'iam:ListUsers'],
        ['tags a user', 'iam:TagUser'],
      ], { resource: 'arn:aws:iam::111122223333:user/somebody' }),
      ...requests([
        ['makes a role', 'iam:CreateRole'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker' }),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        'iam:AddUserToGroup', 'iam:AttachUserPolicy', 'iam:CreateUser', 'iam:DeleteUserPermissionsBoundary', 'iam:PutUser*', 'iam:UpdateUser',
      ],
    }, parameters),
  ],
});
