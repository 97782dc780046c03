/**
 * Whom a statement of a resource-based policy names.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { AccessRequest, Requester } from './request';
import { accountOfRequester, isSessionOfRole, same } from './requester';
import { and, not, or } from './verdict';
import { parseArn } from '../policy/arn';
import { Pattern, Verdict } from '../policy/pattern';
import { accountOf, Principal } from '../policy/principal';
import { PrincipalMatching, Statement } from '../policy/statement';
import { opaqueToken, Text, tokensOf } from '../policy/text';

/**
 * By what a statement names the requester, which decides whose policies can still limit what it grants.
 * - `direct`: the user, the session, the service itself, or everybody;
 * - `entity`: the role that a session stems from, the user that a federated session stems from;
 * - `account`: the account, which hands the decision on to its identity policies.
 */
export type Naming = 'direct' | 'entity' | 'account';
const NAMINGS: readonly Naming[] = ['direct', 'entity', 'account'];

/** Does an Allow of a resource-based policy name the requester so? */
export function allowsBy(naming: Naming, { principal }: Statement, request: AccessRequest): Verdict {
  if (!principal) {
    return 'unknown';
  }
  if (!principal.negated) {
    return listed(naming, principal, request);
  }
  return naming === 'direct' ? not(listedAnyhow(principal, request)) : 'no';
}

/** Does a Deny of a resource-based policy speak of the requester? */
export function denies({ principal }: Statement, request: AccessRequest, hasBoundary: boolean): Verdict {
  if (!principal) {
    return 'unknown';
  }
  return principal.negated ? deniesAllBut(principal, request, hasBoundary) : listedAnyhow(principal, request);
}

/** What leaves the match of the principal open. */
export function principalUnknowns({ principal }: Statement, request: AccessRequest): string[] {
  if (!principal) {
    return ['Principal'];
  }
  const open = principal.principals.filter((one) => NAMINGS.some((naming) => names(naming, one, request) === 'unknown'));
  const labels = open.flatMap((one) => whatIsOpen(one, request));
  return labels.length > 0 ? labels : [`how the service reads a NotPrincipal that names ${request.requester.id.toString()} in part`];
}

function whatIsOpen({ type, value }: Principal, { requester }: AccessRequest): string[] {
  if (type === 'CanonicalUser') {
    return [`CanonicalUser ${value.toString()}`];
  }
  const tokens = [value, requester.id, requester.account ?? ''].flatMap((text) => tokensOf(text).map((token) => token.label));
  if (tokens.length > 0) {
    return tokens;
  }
  return type === 'Federated' ? ['aws:FederatedProvider'] : [`the session name of ${requester.id.toString()}`];
}

/**
 * `NotPrincipal` with Deny spares only whom it names by every identity: the user or session, the role of a session, and the account.
 * To name the role names none of its sessions. Where the role or the account of who is named is left out, the outcome differs between
 * services. A principal with a permissions boundary is always denied.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function deniesAllBut(principal: PrincipalMatching, request: AccessRequest, hasBoundary: boolean): Verdict {
  const { kind } = request.requester;
  if (hasBoundary) {
    return 'yes';
  }
  const direct = listed('direct', principal, request);
  if (direct === 'no' || kind === 'service' || kind === 'anonymous' || kind === 'webIdentity' || kind === 'saml') {
    return not(direct);
  }
  const entity = kind === 'session' || kind === 'role' ? listed('entity', principal, request) : 'yes';
  const whole = and(and(direct, entity), listed(kind === 'root' ? 'direct' : 'account', principal, request));
  return whole === 'yes' ? 'no' : 'unknown';
}

function listedAnyhow(principal: PrincipalMatching, request: AccessRequest): Verdict {
  return NAMINGS.reduce<Verdict>((verdict, naming) => or(verdict, listed(naming, principal, request)), 'no');
}

function listed(naming: Naming, { principals }: PrincipalMatching, request: AccessRequest): Verdict {
  let verdict: Verdict = 'no';
  for (const principal of principals) {
    verdict = or(verdict, names(naming, principal, request));
  }
  return verdict;
}

function names(naming: Naming, { type, value }: Principal, request: AccessRequest): Verdict {
  const { requester } = request;
  switch (type) {
    case 'AWS':
      return namesAws(naming, value, requester);
    case 'Service':
      return naming === 'direct' && requester.kind === 'service' ? namesProvider(value, requester.id) : 'no';
    case 'Federated':
      return naming === 'direct' ? namesFederated(value, request) : 'no';
    case 'CanonicalUser':
      return naming === 'direct' && accountOfRequester(requester) !== undefined ? 'unknown' : 'no';
  }
}

function namesProvider(value: Text, id: Text): Verdict {
  return value === '*' ? 'yes' : same(value, id);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session */
function namesFederated(value: Text, { requester, context }: AccessRequest): Verdict {
  switch (requester.kind) {
    case 'webIdentity':
    case 'saml':
      return namesProvider(value, requester.id);
    case 'session': {
      const provider = context.values.get('aws:federatedprovider');
      return provider ? provider.reduce<Verdict>((verdict, id) => or(verdict, namesProvider(value, id)), 'no')
        : context.others === 'absent' ? 'no' : 'unknown';
    }
    default:
      return 'no';
  }
}

/** An ARN with a wildcard names nobody: only a lone `*` stands for everybody. */
function namesAws(naming: Naming, value: Text, requester: Requester): Verdict {
  if (value === '*') {
    return naming === 'direct' ? 'yes' : 'no';
  }
  if (Pattern.of(value).hasWildcard) {
    return 'no';
  }
  const account = accountOfRequester(requester);
  if (account === undefined) {
    return naming === 'direct' && opaqueToken(value) ? 'unknown' : 'no';
  }
  if (opaqueToken(value) && same(value, requester.id) !== 'yes') {
    return 'unknown';
  }
  if (isAccount(value)) {
    const how: Naming = requester.kind === 'root' ? 'direct' : 'account';
    return naming === how ? same(accountOf({ type: 'AWS', value })!, account) : 'no';
  }
  return naming === 'direct' ? namesItself(value, requester) : naming === 'entity' ? namesItsOrigin(value, requester) : 'no';
}

/** A bare account id, or the ARN of its root. */
function isAccount(value: Text): boolean {
  const account = accountOf({ type: 'AWS', value });
  return account !== undefined && (account === value || parseArn(value)?.resource === 'root');
}

function namesItself(value: Text, { kind, id }: Requester): Verdict {
  if (kind !== 'role') {
    return same(value, id);
  }
  return parseArn(value)?.service === 'sts' && isSessionOfRole(value, id) !== 'no' ? 'unknown' : 'no';
}

function namesItsOrigin(value: Text, { kind, id, roleArn, userArn }: Requester): Verdict {
  switch (kind) {
    case 'role':
      return same(value, id);
    case 'session':
      return roleArn === undefined ? isSessionOfRole(id, value) : same(value, roleArn);
    case 'federated':
      return userArn === undefined ? 'no' : same(value, userArn);
    default:
      return 'no';
  }
}
