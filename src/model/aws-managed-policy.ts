/** Policies that AWS manages, as templates attach them: the partition is often a token. */
import { managedPolicy } from '../catalogue/managed-policies';
import { parseDocument, PolicyDocument } from '../policy/document';
import { identityOf, splitText, Text } from '../policy/text';

export interface AwsManagedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

const known = new Map<string, AwsManagedPolicy | undefined>();

/** `arn:<any partition>:iam::aws:policy/...`, if the catalogue has the policy. */
export function awsManagedPolicy(arn: Text): AwsManagedPolicy | undefined {
  const key = identityOf(arn);
  if (!key.includes(':iam::aws:policy/')) {
    return undefined;
  }
  if (!known.has(key)) {
    known.set(key, read(arn));
  }
  return known.get(key);
}

function read(arn: Text): AwsManagedPolicy | undefined {
  const [prefix, , service, , account, resource, ...more] = splitText(arn, ':');
  const isAws = prefix === 'arn' && service === 'iam' && account === 'aws' && typeof resource === 'string' && more.length === 0;
  const policy = isAws ? managedPolicy(`arn:aws:iam::aws:${resource}`) : undefined;
  return policy && { name: policy.name, document: parseDocument(policy.document, 'identity') };
}
