/** `check`: judges templates and reports the findings. */
import { AssemblyAcknowledgments } from './assembly-acknowledgments';
import { filesOf, readInputs, readPolicies, realPath } from './inputs';
import { judgedOf } from './judged';
import { paintFor } from './paint';
import { ExitCode, printable, Terminal } from './terminal';
import { readExceptionFile } from '../enforce/exceptions/exception-file';
import { lockOption } from '../enforce/lock/lock-file';
import { writeOutputFile } from '../enforce/output-file';
import { ReportFormat } from '../enforce/report-format';
import { FORMATS } from '../enforce/reports/formats';
import { plain } from '../enforce/reports/paint';
import { readPreviousReport } from '../enforce/reports/previous';
import { makeReport } from '../enforce/reports/report';
import { summaryLine } from '../enforce/reports/summary';
import { AccessModel } from '../model/access-model';
import { InputError } from '../model/errors';
import { readTemplates } from '../model/template-reader';
import { PolicyKind } from '../policy/document';
import { utcDay } from '../rules/day';
import { applyExceptions, staleFindings } from '../rules/exceptions';
import { Finding } from '../rules/finding';
import { judge, rulesOf } from '../rules/judge';
import { PackName, RuleOptions } from '../rules/rule';

/** The options as the command line gives them. */
export interface CheckOptions {
  readonly kind?: PolicyKind;
  readonly pack: PackName;
  readonly format: ReportFormat;
  readonly output?: string;
  readonly previous?: string;
  readonly exceptions?: string;
  readonly maxExceptionDays: number;
  readonly trustedAccount: readonly string[];
  readonly maxSessionHours?: number;
  readonly lock?: string;
}

export function check(names: readonly string[], options: CheckOptions, terminal: Terminal): ExitCode {
  const inputs = options.kind === undefined ? readInputs(names) : readPolicies(names, options.kind);
  const files = new Set(inputs.flatMap(filesOf).map(realPath));
  const previous = options.previous === undefined ? undefined : readPreviousReport(options.previous);
  const model = readTemplates(inputs);
  const today = utcDay();
  const given = { ...ruleOptions(options), today };
  const acknowledgments = new AssemblyAcknowledgments(inputs);
  const exceptions = options.exceptions === undefined
    ? [] : readExceptionFile(options.exceptions, { today, maxDays: options.maxExceptionDays }).exceptions;
  const { open, accepted, uses } = applyExceptions(
    findingsIn(model, options.pack, given), { exceptions, today }, judgedOf(names, model, rulesOf(options.pack, given), given),
  );
  const all = [...open, ...accepted.keys()].map((finding) => (
    { finding, acknowledgment: acknowledgments.of(finding), exception: accepted.get(finding) }
  ));
  const report = makeReport({
    pack: options.pack,
    rules: rulesOf(options.pack, given),
    templates: [...new Set(model.templates.map(({ file }) => file))],
    findings: [
      ...all.filter(({ acknowledgment, exception }) => !acknowledgment && !exception).map(({ finding }) => finding),
      ...staleFindings(uses, options.pack, model),
    ],
    accepted: all.flatMap(({ finding, acknowledgment, exception }) => {
      const reason = (exception ?? acknowledgment)?.reason;
      return reason === undefined ? [] : [{ finding, reason, ...(exception && { exception }) }];
    }),
    exceptions: uses,
    model,
    ...(previous && { previous }),
  });
  const { render } = FORMATS[options.format];
  if (options.output === undefined) {
    terminal.stdout.write(render(report, paintFor(terminal)));
  } else if (files.has(realPath(options.output))) {
    throw new InputError(options.output, 'found one of the templates, expected another file for the report');
  } else {
    writeOutputFile(options.output, render(report, plain));
    terminal.stderr.write(`${summaryLine(report)}; the report is in ${printable(options.output)}\n`);
  }
  return report.findings.some(({ severity }) => severity === 'error') ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

export function ruleOptions(
  { trustedAccount, maxSessionHours, lock }: Pick<CheckOptions, 'trustedAccount' | 'maxSessionHours' | 'lock'>,
): Partial<RuleOptions> {
  return {
    trustedAccounts: trustedAccount,
    ...(maxSessionHours !== undefined && { maxSessionSeconds: maxSessionHours * 3600 }),
    ...(lock !== undefined && { lock: lockOption(lock) }),
  };
}

export function findingsIn(model: AccessModel, pack: PackName, options: Partial<RuleOptions>): Finding[] {
  // A template that is nested twice is judged in each place; what comes out the same is said once.
  const distinct = new Map(judge(model, pack, options).map((finding) => [JSON.stringify(finding), finding]));
  return [...distinct.values()];
}
