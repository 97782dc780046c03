/** The answer of the evaluator, with its reason. */
import { PolicyDocument } from '../policy/document';
import { Statement } from '../policy/statement';
import { Text } from '../policy/text';

export type Outcome = 'allowed' | 'explicitDeny' | 'implicitDeny' | 'unknown';

/** The kinds of policies that take part in a decision. */
export type DecidingKind = 'identity' | 'session' | 'boundary' | 'resource' | 'serviceControl' | 'resourceControl';

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** One level of an organization: the root, an organizational unit, or the account, with all that is attached to it. */
export interface PolicyLevel {
  readonly name: string;
  readonly policies: readonly NamedPolicy[];
}

export interface PolicySet {
  readonly identity: readonly NamedPolicy[];
  /** Absent: no session policy was passed. */
  readonly session?: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly resource?: NamedPolicy;
  /** Root first, account last, of the requester's account. Absent: the account is in no organization, or nothing is known of it. */
  readonly serviceControl?: readonly PolicyLevel[];
  /** Root first, account last, of the account that owns the resource. */
  readonly resourceControl?: readonly PolicyLevel[];
  /** The organization's management account, which neither SCPs nor RCPs reach. Absent: neither account is known to be it. */
  readonly managementAccount?: Text;
}

export interface MatchedStatement {
  readonly kind: DecidingKind;
  readonly policy: string;
  readonly statement: Statement;
}

export interface Decision {
  readonly outcome: Outcome;
  /** The kind of policy that settled it; of an implicit deny, the kind whose Allow is missing. */
  readonly decidedBy: DecidingKind;
  /** The statements that matched and took part in the answer. */
  readonly matched: readonly MatchedStatement[];
  /** Labels of the tokens, and names of the context keys, that the answer depends on; empty unless unknown. */
  readonly unknowns: readonly string[];
  /** A sentence that a person understands. */
  readonly reason: string;
}
