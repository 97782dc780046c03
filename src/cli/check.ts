/** `check`: judges templates and reports the findings. */
import { AssemblyAcknowledgments } from './assembly-acknowledgments';
import { CheckResult } from './check-result';
import { filesOf, readInputs, realPath } from './inputs';
import { jsonReport } from './json-report';
import { writeOutputFile } from './output-file';
import { Paint, paintFor, plain } from './paint';
import { ExitCode, printable, Terminal } from './terminal';
import { summaryLine, textReport } from './text-report';
import { InputError } from '../model/errors';
import { TemplateInput } from '../model/scope';
import { readTemplates } from '../model/template-reader';
import { Finding } from '../rules/finding';
import { judge } from '../rules/judge';
import { PackName } from '../rules/rule';

/** The options as the command line gives them. */
export interface CheckOptions {
  readonly pack: PackName;
  readonly format: ReportFormat;
  readonly output?: string;
  readonly trustedAccount: readonly string[];
  readonly maxSessionHours?: number;
}

export type ReportFormat = 'text' | 'json';

const REPORTS: Readonly<Record<ReportFormat, (result: CheckResult, paint: Paint) => string>> = { text: textReport, json: jsonReport };
export const REPORT_FORMATS = Object.keys(REPORTS) as readonly ReportFormat[];

export function check(names: readonly string[], options: CheckOptions, terminal: Terminal): ExitCode {
  const inputs = readInputs(names);
  const files = new Set(inputs.flatMap(filesOf).map(realPath));
  const all = findingsIn(inputs, options);
  const acknowledgments = new AssemblyAcknowledgments(inputs);
  const findings = all.filter((finding) => !acknowledgments.accept(finding));
  const result: CheckResult = { pack: options.pack, templates: files.size, findings, acknowledged: all.length - findings.length };
  const report = REPORTS[options.format];
  if (options.output === undefined) {
    terminal.stdout.write(report(result, paintFor(terminal)));
  } else if (files.has(realPath(options.output))) {
    throw new InputError(options.output, 'found one of the templates, expected another file for the report');
  } else {
    writeOutputFile(options.output, report(result, plain));
    terminal.stderr.write(`${summaryLine(result)}; the report is in ${printable(options.output)}\n`);
  }
  return result.findings.some(({ severity }) => severity === 'error') ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

function findingsIn(inputs: readonly TemplateInput[], { pack, trustedAccount, maxSessionHours }: CheckOptions): Finding[] {
  const findings = judge(readTemplates(inputs), pack, {
    trustedAccounts: trustedAccount,
    ...(maxSessionHours !== undefined && { maxSessionSeconds: maxSessionHours * 3600 }),
  });
  // A template that is nested twice is judged in each place; what comes out the same is said once.
  const distinct = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...distinct.values()];
}
