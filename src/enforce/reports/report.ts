/** What every format of a report is made of. What only some of them show is worked out by them, from the model. */
import { fingerprints } from './fingerprint';
import { PreviousReport } from './previous';
import { AccessModel } from '../../model/access-model';
import { ExceptionUse, GuardrailException } from '../../rules/exception';
import { exceptionReason } from '../../rules/exceptions';
import { Finding } from '../../rules/finding';
import { PackName, Rule } from '../../rules/rule';

export interface ReportInput {
  readonly pack: PackName;
  /** All that have judged, whether they have found something or not. */
  readonly rules: readonly Rule[];
  /** Template files. */
  readonly templates: readonly string[];
  /** Those that are not accepted, in the order of the report. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly exceptions: readonly ExceptionUse[];
  readonly model: AccessModel;
  readonly previous?: PreviousReport;
}

/** A finding that somebody has answered for: by an acknowledgment of CDK's, or by an exception. */
export interface AcceptedFinding {
  readonly finding: Finding;
  readonly reason: string;
  readonly exception?: GuardrailException;
}

/** Why, and of an exception also whose it is and until when. */
export function justification({ reason, exception }: AcceptedFinding): string {
  return exception ? exceptionReason(exception) : reason;
}

export interface ReportedFinding extends Finding {
  /** The same in every report of the same finding: see `fingerprint.ts`. */
  readonly fingerprint: string;
  /** The previous report does not have it; absent without one. */
  readonly isNew?: boolean;
}

export interface Report extends Omit<ReportInput, 'findings' | 'accepted'> {
  readonly findings: readonly ReportedFinding[];
  readonly accepted: readonly (AcceptedFinding & { readonly finding: ReportedFinding })[];
  readonly trend?: Trend;
}

/** Against the previous report. */
export interface Trend {
  /** Findings that it has not, neither open nor accepted. */
  readonly added: number;
  /** Findings that are open there and neither open nor accepted any more. */
  readonly resolved: PreviousReport['findings'];
}

export function makeReport(input: ReportInput): Report {
  const { previous } = input;
  const prints = fingerprints([...input.findings, ...input.accepted.map(({ finding }) => finding)]);
  const before = previous && new Set([...previous.findings, ...previous.accepted].map(({ fingerprint }) => fingerprint));
  const reported = (finding: Finding): ReportedFinding => {
    const fingerprint = prints.get(finding)!;
    return { ...finding, fingerprint, ...(before && { isNew: !before.has(fingerprint) }) };
  };
  const findings = input.findings.map(reported);
  const now = new Set(prints.values());
  return {
    ...input,
    findings,
    accepted: input.accepted.map((one) => ({ ...one, finding: reported(one.finding) })),
    ...(previous && {
      trend: { added: findings.filter(({ isNew }) => isNew).length, resolved: previous.findings.filter(({ fingerprint }) => !now.has(fingerprint)) },
    }),
  };
}
