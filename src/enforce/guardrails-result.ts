import { AppFinding, isAccepted } from './app-judgement';
import { GuardrailFinding } from './guardrail-finding';
import { findingText, summaryText } from './report-text';

/**
 * What the guardrails say of a scope, for unit tests.
 *
 * @example
 * expect(Guardrails.check(app, { pack: RulePack.STRICT }).errors).toEqual([]);
 */
export class GuardrailsResult {
  /** Ids of the findings that fail synth, sorted: compare it with an empty list. */
  public readonly errors: string[];
  /** Ids of the findings that do not fail synth, sorted. */
  public readonly warnings: string[];
  /** Ids of the findings that are acknowledged, sorted. */
  public readonly acknowledged: string[];
  /** Ids of the findings that exceptions accept, sorted. */
  public readonly excepted: string[];
  /** All findings that are neither acknowledged nor excepted, by file, resource, rule and key; then the exceptions that are stale. */
  public readonly findings: GuardrailFinding[];
  /** No finding fails synth. */
  public readonly passed: boolean;
  private readonly open: AppFinding[];

  /** @internal */
  public constructor(_findings: any[]) {
    const all: AppFinding[] = _findings;
    this.open = all.filter((finding) => !isAccepted(finding));
    const ids = (findings: readonly AppFinding[]) => findings.map((finding) => finding.id).sort();
    this.errors = ids(this.open.filter((finding) => finding.severity === 'error'));
    this.warnings = ids(this.open.filter((finding) => finding.severity === 'warning'));
    this.acknowledged = ids(all.filter((finding) => finding.acknowledgment));
    this.excepted = ids(all.filter((finding) => finding.exception));
    this.findings = this.open.map(toPublic);
    this.passed = this.errors.length === 0;
  }

  /** The findings as text, each with its place, reason and fix. */
  public toString(): string {
    return [...this.open.map(findingText), summaryText(this.open)].join('\n');
  }
}

function toPublic({ construct, acknowledgment, exception, reportedAs, stackFile, inStage, ...finding }: AppFinding): GuardrailFinding {
  return finding;
}
