/**
 * One violation of a guardrail: rule + construct + key.
 */
export interface GuardrailFinding {
  /** The rule's id without prefix, for instance `NoAdminStatement`; see RULES.md. */
  readonly rule: string;
  /** What an acknowledgment names, for instance `IamGuardrails-NoAdminStatement[Action=*;Resource=*]`. */
  readonly id: string;
  /** `error` (fails synth) or `warning` (does not). */
  readonly severity: string;
  /** The key within the id: binds what was found, for instance `Action=*;Resource=*`. */
  readonly key: string;
  /** The template. */
  readonly file: string;
  /** Logical id of the resource; empty where the finding is about the template itself. */
  readonly logicalId: string;
  /** CloudFormation type of the resource; empty where the finding is about the template itself. */
  readonly resourceType: string;
  /**
   * Path of the construct.
   *
   * @default - not known
   */
  readonly constructPath?: string;
  /** Path in the template, for instance `Resources.Role.Properties.Policies[0].PolicyDocument.Statement[1]`. */
  readonly location: string;
  /** What is wrong. */
  readonly message: string;
  /**
   * The part of the policy that proves it.
   *
   * @default - the message says it all
   */
  readonly witness?: string;
  /** What to change. */
  readonly fix: string;
}
