/**
 * The newest version of each policy that AWS manages, from `data/managed-policies.pack`; a document is read when first
 * asked for. `tools/derive-managed-policies.ts` makes the file.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
import { Container, openData } from './container';
import { CatalogueSource } from './services';

export interface ManagedPolicy {
  /** For instance `AWSLambdaBasicExecutionRole`; AWS gives a name once only, whatever the path. */
  readonly name: string;
  /** What follows the account in its ARN: `policy/service-role/AWSLambdaBasicExecutionRole`. */
  readonly arnSuffix: string;
  /** For instance `v3`. */
  readonly version: string;
  /** As AWS publishes it: the same object each time, not to be changed. */
  readonly document: unknown;
}

const ARN = /^arn:[a-z-]+:iam::aws:policy\/(.+)$/;

let container: Container<CatalogueSource> | undefined;
let keysByName: ReadonlyMap<string, string> | undefined;
const policies = new Map<string, ManagedPolicy>();

function opened(): Container<CatalogueSource> {
  container ??= openData<CatalogueSource>('managed-policies.pack');
  return container;
}

/** The package and the date that the policies were derived from. */
export function managedPolicySource(): CatalogueSource {
  return opened().header;
}

/** Of every policy that AWS manages, sorted by path and name. */
export function managedPolicyNames(): readonly string[] {
  return opened().keys.map(nameOf);
}

/** By ARN of any partition, or by name. Undefined for one that AWS does not manage, or that is not in the catalogue. */
export function managedPolicy(arnOrName: string): ManagedPolicy | undefined {
  const path = ARN.exec(arnOrName)?.[1];
  const key = path ?? keyOfName(arnOrName);
  return key === undefined ? undefined : policies.get(key) ?? read(key);
}

function read(key: string): ManagedPolicy | undefined {
  const stored = opened().read(key) as [version: string, document: unknown] | undefined;
  if (!stored) {
    return undefined;
  }
  const [version, document] = stored;
  const policy = { name: nameOf(key), arnSuffix: `policy/${key}`, version, document };
  policies.set(key, policy);
  return policy;
}

function keyOfName(name: string): string | undefined {
  keysByName ??= new Map(opened().keys.map((key) => [nameOf(key), key]));
  return keysByName.get(name);
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
