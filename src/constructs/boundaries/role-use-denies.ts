/** Roles that are not below the boundary are neither passed to services nor assumed. */
import { BoundaryTerms } from './boundary-terms';
import { StatementJson } from '../../policy/policy-json';

/**
 * `iam:PassRole` knows neither the boundary nor, reliably, the tags of the role: it is limited by ARN, and by the service.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passDenies({ passableRoles, passedToServices }: BoundaryTerms): StatementJson[] {
  return passableRoles.length === 0
    ? [{ Sid: 'Pass', Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' }]
    : [
      { Sid: 'Pass', Effect: 'Deny', Action: 'iam:PassRole', NotResource: passableRoles },
      { Sid: 'PassTo', Effect: 'Deny', Action: 'iam:PassRole', Resource: '*', Condition: { StringNotLike: { 'iam:PassedToService': passedToServices } } },
    ];
}

export function assumeDenies({ assumableRoles }: BoundaryTerms): StatementJson[] {
  const roles = assumableRoles.length === 0 ? { Resource: '*' } : { NotResource: assumableRoles };
  return [{ Sid: 'Assume', Effect: 'Deny', Action: 'sts:AssumeRole', ...roles }];
}
