/** Who asks: the identities that policies know a requester by. */
import { RequestedAction } from './action';
import { AccessRequest, Requester } from './request';
import { parseArn } from '../policy/arn';
import { Pattern, Verdict } from '../policy/pattern';
import { bareToken, splitText, Text } from '../policy/text';

/** Do the policies of an identity (its own, boundary, session, SCPs) take part? */
export function hasIdentity({ kind }: Requester): boolean {
  return kind !== 'service' && kind !== 'anonymous' && kind !== 'webIdentity' && kind !== 'saml';
}

/** Service-linked roles are out of reach of SCPs and RCPs. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
export function isServiceLinked({ kind, id, roleArn }: Requester): boolean {
  const role = kind === 'role' ? id : roleArn;
  return role !== undefined && (typeof role === 'string' ? [role] : role.parts)
    .some((part) => typeof part === 'string' && part.includes(':role/aws-service-role/'));
}

export function accountOfRequester({ account, id }: Requester): Text | undefined {
  return account ?? parseArn(id)?.account;
}

/** The account that owns the resource. Undefined: the requester's. */
export function accountOfResource({ resource, resourceAccount }: Pick<AccessRequest, 'resource' | 'resourceAccount'>): Text | undefined {
  if (resourceAccount !== undefined) {
    return resourceAccount;
  }
  const account = typeof resource === 'string' ? accountInArn(resource) : parseArn(resource)?.account;
  return account === '' || account === 'aws' || account === '*' ? undefined : account;
}

/** As `parseArn(arn).account`, without making the other segments. */
function accountInArn(arn: string): string | undefined {
  let start = 0;
  for (let colons = 0; colons < 4; colons++) {
    start = arn.indexOf(':', start) + 1;
    if (start === 0) {
      return undefined;
    }
  }
  const end = arn.indexOf(':', start);
  return end < 0 || !arn.startsWith('arn:') ? undefined : arn.slice(start, end);
}

/** Are the two texts the same value? */
export function same(a: Text, b: Text): Verdict {
  if (typeof a === 'string' && typeof b === 'string') {
    return a === b ? 'yes' : 'no';
  }
  const [one, other] = [bareToken(a), bareToken(b)];
  if (one?.kind === 'resource' && other?.kind === 'resource' && one.resource !== other.resource && one.attribute === other.attribute) {
    return 'no';
  }
  return Pattern.of(a).matches(b);
}

/** The role of a session by its name: within an account, two roles never share a name, whatever their paths. */
export function isSessionOfRole(session: Text, role: Text): Verdict {
  const [asSession, asRole] = [parseArn(session), parseArn(role)];
  if (!asSession || !asRole) {
    return typeof session === 'string' && typeof role === 'string' ? 'no' : 'unknown';
  }
  const [sessionType, sessionRole] = splitText(asSession.resource, '/');
  const path = splitText(asRole.resource, '/');
  if (sessionType !== 'assumed-role' || path[0] !== 'role') {
    return 'no';
  }
  const account = same(asSession.account, asRole.account);
  const name = same(sessionRole, path[path.length - 1]);
  return account === 'no' || name === 'no' ? 'no' : account === 'yes' ? name : account;
}

/**
 * Does the resource's own policy alone say whether IAM policies count? That is so of KMS keys and of roles that are assumed.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function needsDelegation({ service, name }: RequestedAction, resource: Text): boolean {
  if (resource === '*') {
    return false;
  }
  if (service === 'kms') {
    return !(typeof resource === 'string' && resource.includes(':alias/'));
  }
  return service === 'sts' && ASSUMING.has(name!);
}

const ASSUMING = new Set([
  'sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity', 'sts:tagsession', 'sts:setsourceidentity',
]);
