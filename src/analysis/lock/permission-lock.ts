/**
 * What has been agreed that each principal of an app may do. It holds enough to rebuild the policies, so that an app is compared with
 * it by what is granted, and it is made to be read: `docs/lock-file.md` says how.
 */
import { StatementJson } from '../../policy/policy-json';

/** Of the form of the file. A change that older libraries cannot read takes the next number. */
export const LOCK_VERSION = 1;

export interface LockedStatement extends StatementJson {
  readonly NotPrincipal?: StatementJson['Principal'];
}

/** Their strings hold tokens as `token-text.ts` writes them. */
export type LockedStatements = readonly LockedStatement[];

/** `policy`: whoever a policy is or may be attached to that is no principal of the app. */
export type LockedKind = 'role' | 'user' | 'group' | 'permissionSet' | 'policy';
export const LOCKED_KINDS: readonly LockedKind[] = ['role', 'user', 'group', 'permissionSet', 'policy'];

/**
 * - `administrator`: it is one;
 * - `open`: it can make itself one, or act as somebody that nobody has chosen for it;
 * - `possible`: as `open`, if what only the deployment can tell does not prevent it.
 */
export type EscalationStatus = 'administrator' | 'open' | 'possible';
/** The least comes first. */
export const ESCALATION_STATUSES: readonly EscalationStatus[] = ['possible', 'open', 'administrator'];

/** What is not there says nothing: no boundary, no policies, no escalation. All lists are sorted. */
export interface LockedPrincipal {
  readonly kind: LockedKind;
  /** Of roles: who may assume it. */
  readonly trust?: LockedStatements;
  /** ARN; its content is among the boundaries, where the app has it. */
  readonly boundary?: string;
  /** ARNs of attached policies that the app does not hold; the documents of those that AWS manages are known. */
  readonly managedPolicies?: readonly string[];
  /** What inline and customer-managed policies grant and deny, also through groups, as far as boundary and SCPs let it have an effect. */
  readonly grants?: LockedStatements;
  /** What of its policies nobody can read before it is deployed, and groups of others that a user is in. */
  readonly unread?: readonly string[];
  /**
   * Outside the app: of a policy, to whom it is attached, for instance `role/Name`; of a group, its members; of a permission set, who has
   * it in which account.
   */
  readonly holders?: readonly string[];
  readonly escalation?: EscalationStatus;
  /** Other principals of the app, by their ids, that it can become though nobody meant it to. */
  readonly becomes?: readonly string[];
}

export interface PermissionLock {
  readonly version: typeof LOCK_VERSION;
  /** Names of the stacks that were looked at. */
  readonly stacks: readonly string[];
  /** Levels of service control policies, the root first: the policies of each by their ids. */
  readonly serviceControl?: readonly Readonly<Record<string, LockedStatements>>[];
  /** Permissions boundaries by their ARNs. */
  readonly boundaries?: Readonly<Record<string, LockedStatements>>;
  /** By id: `Stack/Name`. */
  readonly principals: Readonly<Record<string, LockedPrincipal>>;
}
