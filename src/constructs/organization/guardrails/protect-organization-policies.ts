import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const protectOrganizationPolicies = defineGuardrail({
  id: 'ProtectOrganizationPolicies',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'the policies of the organization, where they are attached, and who administers it are changed by exempt principals only',
  intent: 'Who can act in a delegated administrator account takes every guardrail away, or moves an account from under it.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Who deploys guardrails in a delegated administrator account must be exempt; for the CDK, that is the execution role of CloudFormation.',
    'All policies of the organization are meant: backup policies and tag policies are changed by exempt principals only, too.',
    'Accounts, organizational units and tags can still be added, as far as the organization delegates it: do not delegate by tags.',
  ],
  controls: { 'well-architected': ['SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['detaches a guardrail', 'organizations:DetachPolicy'],
        ['attaches a policy', 'organizations:AttachPolicy'],
        ['empties a guardrail', 'organizations:UpdatePolicy'],
        ['deletes a guardrail', 'organizations:DeletePolicy'],
      ], { resource: 'arn:aws:organizations::444455556666:policy/o-a1b2c3d4e5/service_control_policy/p-examplepolicyid' }),
      ...requests([
        ['a session detaches a guardrail', 'organizations:DetachPolicy'],
      ], { principalArn: 'arn:aws:sts::111122223333:assumed-role/Developer/session' }),
      ...requests([
        ['the root user detaches a guardrail', 'organizations:DetachPolicy'],
      ], { principalArn: 'arn:aws:iam::111122223333:root' }),
      ...requests([
        ['makes a policy', 'organizations:CreatePolicy'],
        ['turns a type of policies off', 'organizations:DisablePolicyType'],
        ['turns a type of policies on', 'organizations:EnablePolicyType'],
        ['moves an account from under the guardrails', 'organizations:MoveAccount'],
        ['takes an account out of the organization', 'organizations:RemoveAccountFromOrganization'],
        ['deletes an organizational unit', 'organizations:DeleteOrganizationalUnit'],
        ['delegates policies to another account', 'organizations:PutResourcePolicy'],
        ['takes policies from their administrator', 'organizations:DeleteResourcePolicy'],
        ['makes an account administrator of a service', 'organizations:RegisterDelegatedAdministrator'],
        ['takes a service from its administrator', 'organizations:DeregisterDelegatedAdministrator'],
        ['lets a service into the organization', 'organizations:EnableAWSServiceAccess'],
        ['shuts a service out of the organization', 'organizations:DisableAWSServiceAccess'],
      ]),
    ],
    allowed: [
      ...requests([
        ['reads the organization', 'organizations:DescribeOrganization'],
        ['reads a policy', 'organizations:DescribePolicy'],
        ['reads the effective policy', 'organizations:DescribeEffectivePolicy'],
        ['reads whom policies are delegated to', 'organizations:DescribeResourcePolicy'],
        ['lists policies', 'organizations:ListPolicies'],
        ['lists delegated administrators', 'organizations:ListDelegatedAdministrators'],
        ['lists services with access', 'organizations:ListAWSServiceAccessForOrganization'],
        ['tags an account', 'organizations:TagResource'],
      ]),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        'organizations:*DelegatedAdministrator', 'organizations:Attach*', 'organizations:CreatePolicy', 'organizations:Delete*', 'organizations:Detach*',
        'organizations:Disable*', 'organizations:Enable*', 'organizations:MoveAccount', 'organizations:Put*', 'organizations:Remove*',
        'organizations:UpdatePolicy',
      ],
    }, parameters),
  ],
});
