/** Decisions in the words of a person. */
import { requestedAction } from './action';
import { DecidingKind, MatchedStatement, Outcome, PolicySet } from './decision';
import { Evaluation } from './evaluation';
import { AccessRequest } from './request';
import { needsDelegation } from './requester';
import { statementName } from '../policy/statement';

const KIND_NAMES: Readonly<Record<DecidingKind, string>> = {
  identity: 'identity policy',
  session: 'session policy',
  boundary: 'permissions boundary',
  resource: 'resource-based policy',
  serviceControl: 'service control policy',
  resourceControl: 'resource control policy',
};

export function reasonOf(
  request: AccessRequest, policies: PolicySet, outcome: Outcome, evaluation: Evaluation, matched: readonly MatchedStatement[],
  unknowns: readonly string[],
): string {
  const what = `${request.action.toString()} on ${request.resource.toString()}`;
  switch (outcome) {
    case 'allowed':
      return `allowed: ${what} by ${whatAllows(request, matched, evaluation)}`;
    case 'explicitDeny':
      return `denied: ${describe(matched[0])} denies ${what}`;
    case 'implicitDeny':
      return `denied: ${whatIsMissing(request, policies, evaluation, what)}`;
    case 'unknown':
      return `unknown: whether ${what} is allowed depends on ${unknowns.join(', ')}`;
  }
}

function whatAllows({ requester }: AccessRequest, matched: readonly MatchedStatement[], { crossAccount, decidedBy }: Evaluation): string {
  const grants = matched.filter(({ kind }) => kind === decidedBy || (kind === 'identity' && crossAccount !== 'no'));
  return grants.length > 0 ? grants.map(describe).join(' and ') : `the rights of the root user ${requester.id.toString()}`;
}

function describe({ kind, policy, statement }: MatchedStatement): string {
  return `${statementName(statement)} of the ${KIND_NAMES[kind]} "${policy}"`;
}

function whatIsMissing(request: AccessRequest, policies: PolicySet, { decidedBy, level, crossAccount }: Evaluation, what: string): string {
  const { identity, boundary, resource } = policies;
  switch (decidedBy) {
    case 'identity':
      return identity.length === 1
        ? `the identity policy "${identity[0].name}" has no statement that allows ${what}`
        : `no identity policy allows ${what}`;
    case 'session':
      return `no session policy allows ${what}`;
    case 'boundary':
      return `the permissions boundary "${boundary!.name}" has no statement that allows ${what}`;
    case 'serviceControl':
    case 'resourceControl':
      return `no ${KIND_NAMES[decidedBy]} on the level "${level}" allows ${what}`;
    case 'resource': {
      const whose = resource ? `the resource-based policy "${resource.name}" has no statement that` : 'no resource-based policy';
      const allows = `${whose} allows ${what} to ${request.requester.id.toString()}`;
      return crossAccount === 'yes'
        ? `${allows}, which is of another account`
        : needsDelegation(requestedAction(request.action), request.resource)
          ? `${allows} or leaves the decision to the policies of its account`
          : allows;
    }
  }
}
