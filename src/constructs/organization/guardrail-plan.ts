import { OrganizationPolicyType } from './guardrail-definition';
import { CheckedQuotas } from './organization-policy-quotas';
import { Packing } from './packer';

/** A policy of a plan. */
export interface PlannedPolicy {
  /** Name of the policy. */
  readonly policyName: string;

  /** `SERVICE_CONTROL_POLICY` or `RESOURCE_CONTROL_POLICY`. */
  readonly policyType: string;

  /** Ids of the guardrails that the policy holds in whole or in part, sorted. */
  readonly guardrails: string[];

  /** Number of its statements. */
  readonly statements: number;

  /** Bytes that it takes, without white space. */
  readonly size: number;

  /** Bytes that are left of its quota. */
  readonly left: number;
}

/**
 * Which policy holds which guardrails, and how much room is left.
 */
export class GuardrailPlan {
  constructor(
    /** The policies, service control policies first, in the order in which they are deployed. */
    public readonly policies: PlannedPolicy[],
    /** Whether it is certain that the statements, undivided, fit into no fewer policies. */
    public readonly fewest: boolean,
  ) {}

  /**
   * The plan as a table of plain text.
   */
  public toString(): string {
    const rows = this.policies.map(({ policyName, policyType, statements, size, left, guardrails }) => (
      [policyName, policyType, String(statements), String(size), String(left), guardrails.join(', ')]
    ));
    const table = [['Policy', 'Type', 'Statements', 'Bytes', 'Left', 'Guardrails'], ...rows];
    const widths = table[0].map((_title, column) => Math.max(...table.map((row) => row[column].length)));
    return table.map((row) => row.map((cell, column) => (
      column >= 2 && column <= 4 ? cell.padStart(widths[column]) : cell.padEnd(widths[column])
    )).join('  ').trimEnd()).join('\n');
  }
}

export function plannedPolicies(
  { policies }: Packing, policyType: OrganizationPolicyType, { policySize }: CheckedQuotas, nameOf: (index: number) => string,
): PlannedPolicy[] {
  return policies.map(({ contents, size }, index) => ({
    policyName: nameOf(index),
    policyType,
    guardrails: [...new Set(contents.flatMap(({ guardrails }) => guardrails))].sort(),
    statements: contents.length,
    size,
    left: policySize - size,
  }));
}
