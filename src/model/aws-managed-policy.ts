/** Policies that AWS manages, as templates attach them: the partition is often a token. */
import { managedPolicy } from '../catalogue/managed-policies';
import { parseDocument, PolicyDocument } from '../policy/document';
import { Text } from '../policy/text';

export interface AwsManagedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

const AWS_POLICY = ':iam::aws:policy/';

const known = new Map<string, AwsManagedPolicy | undefined>();

/** `arn:<any partition>:iam::aws:policy/...`, if the catalogue has the policy. */
export function awsManagedPolicy(arn: Text): AwsManagedPolicy | undefined {
  const tail = afterPartition(arn);
  if (tail === undefined) {
    return undefined;
  }
  if (!known.has(tail)) {
    const policy = managedPolicy(`arn:aws${tail}`);
    known.set(tail, policy && { name: policy.name, document: parseDocument(policy.document, 'identity') });
  }
  return known.get(tail);
}

function afterPartition(arn: Text): string | undefined {
  if (typeof arn === 'string') {
    const start = arn.indexOf(AWS_POLICY);
    return start > 0 && /^arn:[^:]+$/.test(arn.slice(0, start)) ? arn.slice(start) : undefined;
  }
  const [prefix, partition, tail, ...more] = arn.parts;
  const isArn = prefix === 'arn:' && typeof partition !== 'string' && more.length === 0;
  return isArn && typeof tail === 'string' && tail.startsWith(AWS_POLICY) ? tail : undefined;
}
