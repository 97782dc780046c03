/** `check`: judges templates and reports the findings. */
import { AssemblyAcknowledgments } from './assembly-acknowledgments';
import { filesOf, readInputs, realPath } from './inputs';
import { paintFor } from './paint';
import { ExitCode, printable, Terminal } from './terminal';
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
import { Finding } from '../rules/finding';
import { judge, rulesOf } from '../rules/judge';
import { PackName, RuleOptions } from '../rules/rule';

/** The options as the command line gives them. */
export interface CheckOptions {
  readonly pack: PackName;
  readonly format: ReportFormat;
  readonly output?: string;
  readonly previous?: string;
  readonly trustedAccount: readonly string[];
  readonly maxSessionHours?: number;
}

export function check(names: readonly string[], options: CheckOptions, terminal: Terminal): ExitCode {
  const inputs = readInputs(names);
  const files = new Set(inputs.flatMap(filesOf).map(realPath));
  const previous = options.previous === undefined ? undefined : readPreviousReport(options.previous);
  const model = readTemplates(inputs);
  const given = ruleOptions(options);
  const acknowledgments = new AssemblyAcknowledgments(inputs);
  const all = findingsIn(model, options.pack, given).map((finding) => ({ finding, acknowledgment: acknowledgments.of(finding) }));
  const report = makeReport({
    pack: options.pack,
    rules: rulesOf(options.pack, given),
    templates: [...new Set(model.templates.map(({ file }) => file))],
    findings: all.filter(({ acknowledgment }) => !acknowledgment).map(({ finding }) => finding),
    accepted: all.flatMap(({ finding, acknowledgment }) => (acknowledgment ? [{ finding, reason: acknowledgment.reason }] : [])),
    exceptions: [],
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

function ruleOptions({ trustedAccount, maxSessionHours }: CheckOptions): Partial<RuleOptions> {
  return { trustedAccounts: trustedAccount, ...(maxSessionHours !== undefined && { maxSessionSeconds: maxSessionHours * 3600 }) };
}

function findingsIn(model: AccessModel, pack: PackName, options: Partial<RuleOptions>): Finding[] {
  // A template that is nested twice is judged in each place; what comes out the same is said once.
  const distinct = new Map(judge(model, pack, options).map((finding) => [JSON.stringify(finding), finding]));
  return [...distinct.values()];
}
