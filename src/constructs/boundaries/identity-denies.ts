/**
 * Nobody below the boundary makes a principal that is not below it, nor takes the credentials of one, nor changes the boundary.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
import { writesOf } from './action-patterns';
import { BoundaryTerms, Delegation } from './boundary-terms';
import { StatementJson } from '../../policy/policy-json';

/**
 * What makes a role, its permissions or who may assume it. All of them know the boundary of the role: where the request has
 * none, the condition finds it not approved.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const ROLE_ACTIONS = [
  'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
];

/** Who signs in to the account, who is told of incidents, and what the organization says of it. */
const IDENTITY_SERVICES = ['account', 'identitystore', 'organizations', 'signin'];
/** Also to read them is of use only to those who administer them. */
const ADMINISTRATION = ['identity-sync:*', 'rolesanywhere:*', 'sso:*', 'sso-directory:*'];

/** Credentials that are of somebody else, or that outlive the session. */
const OTHER_CREDENTIALS = ['sts:AssumeRoot', 'sts:GetDelegatedAccessToken', 'sts:GetFederationToken'];

export function identityDenies(terms: BoundaryTerms): StatementJson[] {
  const { delegation } = terms;
  const iam = writesOf('iam', ['iam:PassRole']);
  const others = [...OTHER_CREDENTIALS, ...ADMINISTRATION, ...IDENTITY_SERVICES.flatMap((service) => writesOf(service))];
  return delegation
    ? [
      { Sid: 'IdentityServices', Effect: 'Deny', Action: others, Resource: '*' },
      { Sid: 'OutsidePath', Effect: 'Deny', Action: iam, NotResource: delegated(terms, delegation) },
      ...boundedRolesOnly(terms, delegation),
    ]
    : [{ Sid: 'Identities', Effect: 'Deny', Action: [...iam, ...others], Resource: '*' }];
}

/** IAM itself keeps service-linked roles from being changed. */
function delegated({ partition, account }: BoundaryTerms, { rolePath }: Delegation): string[] {
  return [`role${rolePath}`, `policy${rolePath}`, `instance-profile${rolePath}`, 'role/aws-service-role/'].map((path) => `arn:${partition}:iam::${account}:${path}*`);
}

function boundedRolesOnly({ own }: BoundaryTerms, { approvedBoundaries }: Delegation): StatementJson[] {
  const boundaries = [own, ...approvedBoundaries];
  return [
    { Sid: 'Unbounded', Effect: 'Deny', Action: ROLE_ACTIONS, Resource: '*', Condition: { StringNotLike: { 'iam:PermissionsBoundary': boundaries } } },
    { Sid: 'Unbind', Effect: 'Deny', Action: 'iam:Delete*PermissionsBoundary', Resource: '*' },
    {
      Sid: 'Boundaries', Effect: 'Deny',
      Action: ['iam:CreatePolicy*', 'iam:DeletePolicy*', 'iam:SetDefaultPolicyVersion', 'iam:TagPolicy', 'iam:UntagPolicy'], Resource: boundaries,
    },
  ];
}
