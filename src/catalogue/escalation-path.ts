/** The shape of a named way to gain permissions. The catalogue of them is `escalation-paths.ts`. */

export type EscalationCategory =
  /** A principal widens its own permissions. */
  | 'self-escalation'
  /** Somebody else's credentials or session. */
  | 'principal-access'
  /** A role is passed to a new compute resource. */
  | 'new-passrole'
  /** Code is run on, or the configuration changed of, a compute resource that has a role. */
  | 'existing-passrole'
  /** Credentials are read from where they are kept. */
  | 'credential-access';

/**
 * What the action must be allowed on.
 * - `self`: the principal that escalates (its own user or role);
 * - `user`, `role`, `group`: another principal, whose permissions are gained; the same one in every step of the path;
 * - `ownGroup`: a group that the principal is a member of;
 * - `policy`: a customer-managed policy that is attached to the principal, or to the user or role of the other steps;
 * - `passedRole`: a role that trusts the service of the path, passed with `iam:PassedToService`;
 * - `compute`: an existing resource of one of the path's `computeTypes`, with a role; where the action takes no resource of that
 *   type (a task, not its definition), whatever it takes;
 * - `new`: something that the path creates; any resource that all of its steps on `new` may take will do;
 * - `any`: something whose identity does not matter to the path.
 */
export type StepTarget = 'self' | 'user' | 'role' | 'group' | 'ownGroup' | 'policy' | 'passedRole' | 'compute' | 'new' | 'any';

/**
 * What the principal has in the end, where it is not what the target was allowed before:
 * - `anything`: the permissions are written by the principal itself;
 * - `unbounded`: what its own policies, or those of the target, allow when no permissions boundary limits them;
 * - `undenied`: what its own policies allow when those that deny are gone.
 */
export type EscalationGain = 'anything' | 'unbounded' | 'undenied';

export interface EscalationStep {
  /** For instance `lambda:CreateFunction`. */
  readonly action: string;
  readonly on: StepTarget;
  /** Context that the request is made with, and that a condition of the policy can therefore narrow. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface EscalationPath {
  /** Id of pathfinding.cloud where there is one (`lambda-001`); else one of our own in the same shape. Never reused. */
  readonly id: string;
  /** For instance `pass a role to a new Lambda function`. */
  readonly name: string;
  readonly category: EscalationCategory;
  /** All of them are needed. */
  readonly steps: readonly EscalationStep[];
  /** Absent: the permissions of the target, which are those of the user, group or role of the steps. */
  readonly gains?: EscalationGain;
  /** The services that may receive the passed role, for instance `lambda.amazonaws.com`. */
  readonly services?: readonly string[];
  /** CloudFormation types of the resources with a role that a `compute` step works on. */
  readonly computeTypes?: readonly string[];
  /**
   * Types of resources, as AWS calls them, that the first `compute` step names its target by; absent: all that its action takes.
   * What the action needs beside the target, such as a document, is no target.
   */
  readonly computeResources?: readonly string[];
  /** What else must hold of the target, in words, for the reader of a finding. */
  readonly needs: string;
  /** Ids of pathfinding.cloud for this path with more steps, which some targets need but whose lack closes nothing. */
  readonly variants?: readonly string[];
  /** Where the path is described. */
  readonly link: string;
}
