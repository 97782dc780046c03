/** `exceptions`: which there are, which end soon, and a file without those that accept nothing any more. */
import { findingsIn, ruleOptions } from './check';
import { readInputs } from './inputs';
import { judgedOf } from './judged';
import { paintFor } from './paint';
import { pruneEntries } from './prune-exceptions';
import { ExitCode, printable, Terminal } from './terminal';
import { parseExceptions, readExceptionFile } from '../enforce/exceptions/exception-file';
import { writeOutputFile } from '../enforce/output-file';
import { Paint, Style } from '../enforce/reports/paint';
import { readTemplates } from '../model/template-reader';
import { dayAfter, utcDay } from '../rules/day';
import { ExceptionUse, GuardrailException } from '../rules/exception';
import { applyExceptions, hasExpired } from '../rules/exceptions';
import { rulesOf } from '../rules/judge';

/** The options as the command line gives them. */
export interface ExceptionsOptions {
  readonly file: string;
  readonly prune?: true;
  /** Days. */
  readonly expiring?: number;
  readonly maxExceptionDays: number;
  readonly trustedAccount: readonly string[];
  readonly maxSessionHours?: number;
}

export function exceptions(names: readonly string[], options: ExceptionsOptions, terminal: Terminal): ExitCode {
  const today = utcDay();
  const limits = { today, maxDays: options.maxExceptionDays };
  const file = readExceptionFile(options.file, limits);
  const uses = usesOf(file.exceptions, today, names, options);
  const rows = uses.map(({ exception, state }) => ({ exception, label: labelOf(exception, state, today) }));
  const paint = paintFor(terminal);
  if (options.expiring !== undefined) {
    const last = dayAfter(today, options.expiring);
    const due = rows.filter(({ exception }) => exception.expires <= last);
    terminal.stdout.write(listText(due, `${counted(due.length, 'exception')} of ${rows.length} until ${last}`, paint));
    return due.length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
  if (options.prune) {
    const pruned = rows.filter(({ label }) => label === 'expired' || label === 'stale');
    const text = pruneEntries(file.text, file.entries, (index) => pruned.includes(rows[index]));
    if (pruned.length > 0) {
      parseExceptions(text, options.file, limits);
      writeOutputFile(options.file, text);
    }
    terminal.stdout.write(listText(pruned, `${counted(pruned.length, 'exception')} removed from ${options.file}, ${rows.length - pruned.length} left`, paint));
    return ExitCode.CLEAN;
  }
  terminal.stdout.write(listText(rows, `${counted(rows.length, 'exception')} in ${options.file}`, paint));
  return ExitCode.CLEAN;
}

type Label = 'used' | 'valid' | 'expired' | 'stale';

interface Row {
  readonly exception: GuardrailException;
  readonly label: Label;
}

const STYLES: Readonly<Record<Label, Style>> = { used: 'green', valid: 'green', expired: 'red', stale: 'yellow' };

/** Judged by the strict pack, which has every rule. */
function usesOf(given: readonly GuardrailException[], today: string, names: readonly string[], options: ExceptionsOptions): readonly ExceptionUse[] {
  const model = readTemplates(readInputs(names));
  const forRules = { ...ruleOptions(options), today };
  return applyExceptions(
    findingsIn(model, 'strict', forRules), { exceptions: given, today }, judgedOf(names, model, rulesOf('strict', forRules), forRules),
  ).uses;
}

function labelOf(exception: GuardrailException, state: ExceptionUse['state'], today: string): Label {
  if (state === 'stale') {
    return state;
  }
  return hasExpired(exception, today) ? 'expired' : state === 'used' ? state : 'valid';
}

/** Those that end first are first. */
function listText(rows: readonly Row[], summary: string, paint: Paint): string {
  const sorted = [...rows].sort((one, other) => (one.exception.expires < other.exception.expires ? -1 : 1));
  const cells = sorted.map(({ exception: { expires, rule, construct, owner, ticket }, label }) => (
    [label, expires, rule, construct, owner, ticket ?? ''].map(printable)
  ));
  const widths = cells[0]?.map((_cell, column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = sorted.flatMap(({ exception: { key, keyPattern, reason }, label }, index) => {
    const padded = cells[index].map((cell, column) => cell.padEnd(widths[column]));
    return [
      [paint(STYLES[label], padded[0]), ...padded.slice(1)].join('  ').trimEnd(),
      ...[key ?? keyPattern, reason].flatMap((text) => (text === undefined ? [] : [`  ${paint('dim', printable(text))}`])),
    ];
  });
  return [...lines, ...(lines.length > 0 ? [''] : []), printable(summary), ''].join('\n');
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
