import { Decision } from '../evaluate/decision';

/**
 * A statement that took part in a decision.
 */
export interface SimulatedStatement {
  /** `identity`, `session`, `boundary`, `resource`, `serviceControl` or `resourceControl`. */
  readonly policyKind: string;
  /** Where the policy was handed in, for instance `identityPolicies[0]`; in an app, its name. */
  readonly policyName: string;
  /** `Allow` or `Deny`. */
  readonly effect: string;
  /** Position in the policy as written, from 0. */
  readonly index: number;
  /**
   * The statement's `Sid`.
   *
   * @default - it has none
   */
  readonly sid?: string;
}

/**
 * What a set of policies decides of a request.
 */
export interface SimulationResult {
  /**
   * - `allowed`;
   * - `explicitDeny`: a statement denies it;
   * - `implicitDeny`: an Allow that it needs is missing;
   * - `unknown`: it depends on values that are known only when the policies are deployed.
   */
  readonly decision: string;
  /** The decision in a sentence: which statement of which policy made it, what is missing, or what it depends on. */
  readonly reason: string;
  /**
   * The kind of policy that made the decision; of an `implicitDeny`, the kind whose Allow is missing. One of `identity`,
   * `session`, `boundary`, `resource`, `serviceControl`, `resourceControl`.
   */
  readonly decidedBy: string;
  /** The statements that matched the request and took part in the decision; of an `implicitDeny`, those that allow a part of what it needs. */
  readonly matchedStatements: SimulatedStatement[];
  /** Names of the values that the decision depends on, sorted; empty unless it is `unknown`. */
  readonly unknowns: string[];
}

/** What explains the decision is worked out when asked for. */
export function toSimulationResult(decision: Decision): SimulationResult {
  return {
    decision: decision.outcome,
    get reason() {
      return decision.reason;
    },
    decidedBy: decision.decidedBy,
    get matchedStatements() {
      return decision.matched.map(({ kind, policy, statement: { effect, index, sid } }) => ({
        policyKind: kind, policyName: policy, effect, index, ...(sid !== undefined && { sid }),
      }));
    },
    get unknowns() {
      return [...decision.unknowns];
    },
  };
}
