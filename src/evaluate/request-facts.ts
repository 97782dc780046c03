/** Condition keys that AWS itself sets, as far as they follow from who asks and for what. */
import { AccessRequest, Requester, RequesterKind, RequestContext } from './request';
import { accountOfRequester, accountOfResource } from './requester';
import { parseArn } from '../policy/arn';
import { concat, splitText, Text } from '../policy/text';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
const PRINCIPAL_TYPES: Readonly<Partial<Record<RequesterKind, string>>> = {
  root: 'Account', user: 'User', role: 'AssumedRole', session: 'AssumedRole', federated: 'FederatedUser', anonymous: 'Anonymous',
};

type Asked = Pick<AccessRequest, 'requester' | 'resource' | 'resourceAccount'>;

type Facts = ReadonlyMap<string, readonly Text[]>;

/** What is given counts more than what AWS sets; a key that is given as undefined is absent, or known to nobody. */
export function contextOf(asked: Asked, given: ReadonlyMap<string, readonly Text[] | undefined>, others: RequestContext['others']): RequestContext {
  const facts = factsOf(asked);
  if (given.size === 0) {
    return { values: facts, others };
  }
  const values = new Map(facts);
  for (const [key, value] of given) {
    value === undefined ? values.delete(key) : values.set(key, value);
  }
  return { values, others };
}

/** By who asks, then by the account of the resource. */
const known = new WeakMap<Requester, Map<Text | undefined, Facts>>();

/**
 * By the key in lower case.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function factsOf(asked: Asked): Facts {
  const { requester } = asked;
  const owner = accountOfResource(asked);
  const byOwner = known.get(requester) ?? new Map<Text | undefined, Facts>();
  let facts = byOwner.get(owner);
  if (!facts) {
    facts = factsAbout(requester, owner);
    known.set(requester, byOwner.set(owner, facts));
  }
  return facts;
}

function factsAbout(requester: Requester, owner: Text | undefined): Facts {
  const { kind } = requester;
  const isSigned = kind !== 'anonymous' && kind !== 'webIdentity' && kind !== 'saml';
  const account = PRINCIPAL_TYPES[kind] === undefined ? undefined : accountOfRequester(requester);
  const facts: readonly (readonly [string, Text | undefined])[] = [
    ['aws:principalarn', account && principalArn(requester)],
    ['aws:principalaccount', kind === 'anonymous' ? 'anonymous' : account],
    ['aws:principaltype', PRINCIPAL_TYPES[kind]],
    ['aws:principalisawsservice', isSigned ? String(kind === 'service') : undefined],
    ['aws:principalservicename', kind === 'service' ? requester.id : undefined],
    ['aws:principalservicenameslist', kind === 'service' ? requester.id : undefined],
    ['aws:viaawsservice', account && 'false'],
    ['aws:username', kind === 'user' ? lastOf(requester.id) : undefined],
    ['aws:userid', userId(requester)],
    ['aws:resourceaccount', owner ?? account],
  ];
  return new Map(facts.flatMap(([key, value]) => (value === undefined ? [] : [[key, [value]] as const])));
}

/** Of a session, the ARN of its role: without the role's path, which the session's ARN does not tell. */
function principalArn({ kind, id, roleArn }: Requester): Text {
  const arn = kind === 'session' ? parseArn(id) : undefined;
  return roleArn ?? (arn ? concat(['arn:', arn.partition, ':iam::', arn.account, ':role/', splitText(arn.resource, '/')[1]]) : id);
}

/** Of users and roles, AWS alone knows the unique id. */
function userId({ kind, id, account }: Requester): Text | undefined {
  switch (kind) {
    case 'root': return account;
    case 'federated': return concat([account ?? '', ':', lastOf(id)]);
    case 'anonymous': return 'anonymous';
    default: return undefined;
  }
}

function lastOf(arn: Text): Text {
  const names = splitText(arn, '/');
  return names[names.length - 1];
}
