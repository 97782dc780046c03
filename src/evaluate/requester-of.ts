/**
 * Who a request comes from, read from what names the principal.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { Requester, RequesterKind } from './request';
import { parseArn } from '../policy/arn';
import { splitText, Text } from '../policy/text';
import { hasWildcard } from '../policy/wildcards';

const FEDERATED_ACTIONS: Readonly<Record<string, RequesterKind>> = {
  'sts:assumerolewithwebidentity': 'webIdentity',
  'sts:assumerolewithsaml': 'saml',
};
const PROVIDERS: Readonly<Record<string, RequesterKind>> = { 'oidc-provider': 'webIdentity', 'saml-provider': 'saml' };
const HOST_NAME = /^(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

const known = new Map<string, Requester>();
const MOST_KNOWN = 10_000;

/** Undefined for what is no principal that makes requests: a group, a policy, a pattern. */
export function requesterOf(principal: Text, action: Text): Requester | undefined {
  const seen = typeof principal === 'string' ? known.get(principal) : undefined;
  if (seen) {
    return seen;
  }
  if (typeof principal === 'string') {
    if (principal === '*' || principal.toLowerCase() === 'anonymous') {
      return { kind: 'anonymous', id: '*' };
    }
    if (/^\d{12}$/.test(principal)) {
      return { kind: 'root', id: `arn:aws:iam::${principal}:root`, account: principal };
    }
    if (HOST_NAME.test(principal)) {
      return { kind: FEDERATED_ACTIONS[action.toString().toLowerCase()] ?? 'service', id: principal };
    }
    if (hasWildcard(principal)) {
      return undefined;
    }
  }
  const requester = requesterOfArn(principal);
  if (requester && typeof principal === 'string') {
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    known.set(principal, requester);
  }
  return requester;
}

function requesterOfArn(id: Text): Requester | undefined {
  const arn = parseArn(id);
  if (!arn) {
    return undefined;
  }
  const { service, account, resource } = arn;
  const [type, name, session] = splitText(resource, '/');
  const isNamed = name !== undefined && name !== '';
  switch (`${service} ${type}`) {
    case 'iam root':
      return isNamed ? undefined : { kind: 'root', id, account };
    case 'iam user':
    case 'iam role':
      return isNamed ? { kind: type as RequesterKind, id, account } : undefined;
    case 'sts assumed-role':
      return isNamed && session !== undefined && session !== '' ? { kind: 'session', id, account } : undefined;
    case 'sts federated-user':
      return isNamed ? { kind: 'federated', id, account } : undefined;
    case 'iam oidc-provider':
    case 'iam saml-provider':
      return isNamed ? { kind: PROVIDERS[type as string], id } : undefined;
    default:
      return undefined;
  }
}
