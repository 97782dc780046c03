import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

/** They grant everything, everything but a few services, or what leads to it: `iam:*`, or passing any role. */
const PRIVILEGED = [
  'AWSOrganizationsFullAccess', 'AWSSSO*Administrator', 'AdministratorAccess*', 'IAMFullAccess', 'PowerUserAccess', 'job-function/Billing',
  'job-function/DatabaseAdministrator', 'job-function/NetworkAdministrator', 'job-function/SystemAdministrator',
];

export const denyPrivilegedPolicies = defineGuardrail({
  id: 'DenyPrivilegedPolicies',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'nobody attaches the policies of AWS that make an administrator',
  intent: 'The shortest way to power over an account is one call that attaches AdministratorAccess.',
  sets: ['strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    '`cdk bootstrap` attaches AdministratorAccess unless it is told otherwise: use `--cloudformation-execution-policies`, or bootstrap as an exempt principal.',
    'Inline and own policies can say the same: RequirePermissionsBoundary is what limits these.',
  ],
  controls: { 'aws-fsbp': ['IAM.1'], 'well-architected': ['SEC03-BP02', 'SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
  ],
  examples: {
    denied: [
      { what: 'attaches AdministratorAccess to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      { what: 'attaches AdministratorAccess to a user', action: 'iam:AttachUserPolicy', resource: 'arn:aws:iam::111122223333:user/somebody', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      { what: 'attaches AdministratorAccess to a group', action: 'iam:AttachGroupPolicy', resource: 'arn:aws:iam::111122223333:group/developers', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      { what: 'attaches AdministratorAccess-Amplify to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess-Amplify' } },
      { what: 'attaches PowerUserAccess to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/PowerUserAccess' } },
      { what: 'attaches IAMFullAccess to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/IAMFullAccess' } },
      { what: 'attaches Billing to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/job-function/Billing' } },
      { what: 'attaches AWSOrganizationsFullAccess to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSOrganizationsFullAccess' } },
      { what: 'attaches AWSSSOMasterAccountAdministrator to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSSSOMasterAccountAdministrator' } },
      { what: 'attaches SystemAdministrator to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/job-function/SystemAdministrator' } },
      { what: 'attaches AdministratorAccess in China', action: 'iam:AttachRolePolicy', resource: 'arn:aws-cn:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws-cn:iam::aws:policy/AdministratorAccess' } },
    ],
    allowed: [
      { what: 'attaches ReadOnlyAccess to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
      { what: 'attaches AmazonS3ReadOnlyAccess to a group', action: 'iam:AttachGroupPolicy', resource: 'arn:aws:iam::111122223333:group/developers', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' } },
      { what: 'attaches AWSLambdaBasicExecutionRole to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' } },
      { what: 'attaches ViewOnlyAccess to a role', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess' } },
      { what: 'takes AdministratorAccess from a role', action: 'iam:DetachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      { what: 'takes AdministratorAccess from a group', action: 'iam:DetachGroupPolicy', resource: 'arn:aws:iam::111122223333:group/developers', context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
      { what: 'attaches a policy of its own', action: 'iam:AttachRolePolicy', resource: 'arn:aws:iam::111122223333:role/Worker', context: { 'iam:PolicyARN': 'arn:aws:iam::111122223333:policy/reports-reader' } },
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({ Action: 'iam:Attach*Policy', Condition: { ArnLike: { 'iam:PolicyARN': PRIVILEGED.map((name) => `arn:*:iam::aws:policy/${name}`) } } }, parameters),
  ],
});
