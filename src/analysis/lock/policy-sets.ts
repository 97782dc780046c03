/** The policies that a lock stands for. */
import { documentOf } from './normal-form';
import { LockedPrincipal, LockedStatements, PermissionLock } from './permission-lock';
import { managedPolicy } from '../../catalogue/managed-policies';
import { NamedPolicy, PolicySet } from '../../evaluate/decision';
import { parseDocument, PolicyDocument, PolicyKind } from '../../policy/document';
import { madeOnce } from '../../policy/remember';
import { Statement } from '../../policy/statement';
import { SOMEBODY } from '../grants/examples';

/** What bounds the principals of a lock. */
export type LockLimits = Pick<PermissionLock, 'boundaries' | 'serviceControl'>;

/** What is known of the policies of a principal. A boundary whose content nobody knows is left out. */
export function policySetOf({ grants = [], managedPolicies = [], boundary }: LockedPrincipal, limits: LockLimits): PolicySet {
  const bound = boundary === undefined ? undefined : boundaryPolicy(boundary, limits);
  return {
    identity: [named('grants', grants, 'identity'), ...managedPolicies.flatMap((arn) => awsPolicy(arn) ?? [])],
    resource: DELEGATING,
    ...(bound && { boundary: bound }),
    ...(limits.serviceControl && { serviceControl: limits.serviceControl.map(levelOf) }),
  };
}

/** Is anything granted, as far as somebody knows? */
export function grantsAnything({ grants, managedPolicies, unread }: LockedPrincipal): boolean {
  return [grants, managedPolicies, unread].some((list) => list !== undefined && list.length > 0);
}

/** Everything, but for what boundary, service control policies and the denials of the principal itself take away. */
export function limitsAlone({ identity, ...limits }: PolicySet): PolicySet {
  const denials = identity.flatMap(({ document }) => document.statements).filter(({ effect }) => effect === 'Deny');
  return { ...limits, identity: [{ name: 'limits', document: { ...EVERYTHING, statements: [...EVERYTHING.statements, ...denials] } }] };
}

/** What grants to the principal, and nobody knows what: policies that the app does not hold, and what cannot be read. */
export function unseenOf({ managedPolicies = [], unread = [] }: LockedPrincipal): readonly string[] {
  return [...managedPolicies.filter((arn) => !awsPolicy(arn)), ...unread];
}

export function isBoundaryKnown(boundary: string, limits: LockLimits): boolean {
  return boundaryPolicy(boundary, limits) !== undefined;
}

function boundaryPolicy(boundary: string, { boundaries = {} }: LockLimits): NamedPolicy | undefined {
  return Object.hasOwn(boundaries, boundary) ? named(boundary, boundaries[boundary], 'boundary') : awsPolicy(boundary);
}

const levels = new WeakMap<object, Exclude<PolicySet['serviceControl'], undefined>[number]>();

function levelOf(policies: Readonly<Record<string, LockedStatements>>) {
  return madeOnce(levels, policies, () => (
    { name: 'the organization', policies: Object.entries(policies).map(([name, statements]) => named(name, statements, 'scp')) }
  ));
}

const documents = new WeakMap<LockedStatements, PolicyDocument>();

function named(name: string, statements: LockedStatements, kind: PolicyKind): NamedPolicy {
  return { name, document: madeOnce(documents, statements, () => documentOf(statements, kind)) };
}

const awsPolicies = new Map<string, NamedPolicy | undefined>();

/** By its ARN; undefined for a policy that AWS does not manage. */
function awsPolicy(arn: string): NamedPolicy | undefined {
  if (!awsPolicies.has(arn)) {
    const managed = arn.startsWith('arn:') ? managedPolicy(arn) : undefined;
    awsPolicies.set(arn, managed && { name: managed.name, document: parseDocument(managed.document, 'identity') });
  }
  return awsPolicies.get(arn);
}

const EVERYTHING = parseDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'identity');

/** Of keys and roles, which are taken to leave it to IAM policies: the same on both sides of a comparison. */
const DELEGATING: NamedPolicy = {
  name: 'the policy of the resource',
  document: parseDocument({
    Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: String(SOMEBODY.account) }, Action: '*', Resource: '*' },
  }, 'resource'),
};

/** The statements of a trust policy. */
export function trustStatements(trust: LockedStatements = NOBODY): readonly Statement[] {
  return named('trust', trust, 'trust').document.statements;
}

const NOBODY: LockedStatements = [];
