/** One violation as users see it. */

/** An error fails synth. A warning is reported and does not. */
export type Severity = 'error' | 'warning';

export const PACK_PREFIX = 'IamGuardrails';

export interface Finding {
  /** Rule id without prefix, for instance `NoAdminStatement`. */
  readonly rule: string;
  /** What an acknowledgment names: `IamGuardrails-NoAdminStatement[<key>]`. */
  readonly id: string;
  readonly severity: Severity;
  readonly key: string;
  readonly file: string;
  /** Empty when the finding is about the template itself. */
  readonly logicalId: string;
  readonly resourceType: string;
  readonly constructPath?: string;
  /** Path in the template, for instance `Resources.Role.Properties.Policies[0].PolicyDocument.Statement[1]`. */
  readonly location: string;
  readonly message: string;
  readonly witness?: string;
  readonly fix: string;
}

export function ruleId(rule: string): string {
  return `${PACK_PREFIX}-${rule}`;
}

export function findingId(rule: string, key: string): string {
  return `${ruleId(rule)}[${key}]`;
}
