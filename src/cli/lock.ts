/** `lock`: writes what the principals of an app may do, for somebody to agree to; or says whether what is written still holds. */
import { filesOf, readInputs, realPath } from './inputs';
import { comparisonText, summaryOf } from './lock-comparison-text';
import { paintFor } from './paint';
import { ExitCode, printable, Terminal } from './terminal';
import { compareLocks } from '../analysis/lock/compare-locks';
import { LOCK_VERSION, PermissionLock } from '../analysis/lock/permission-lock';
import { lockText, readLockFile } from '../enforce/lock/lock-file';
import { writeOutputFile } from '../enforce/output-file';
import { InputError } from '../model/errors';
import { readTemplates } from '../model/template-reader';
import { lockOf } from '../rules/permission-lock';

/** The options as the command line gives them. */
export interface LockOptions {
  readonly output: string;
  readonly check?: boolean;
}

const NOTHING: PermissionLock = { version: LOCK_VERSION, stacks: [], principals: {} };

export function lock(names: readonly string[], { output, check }: LockOptions, terminal: Terminal): ExitCode {
  const inputs = readInputs(names);
  if (inputs.flatMap(filesOf).map(realPath).includes(realPath(output))) {
    throw new InputError(output, 'found one of the templates, expected another file for the lock');
  }
  const now = lockOf(readTemplates(inputs)).lock;
  return check ? checkLock(now, output, terminal) : writeLock(now, output, terminal);
}

/** What cannot be read is no reason not to write it anew. */
function writeLock(now: PermissionLock, file: string, terminal: Terminal): ExitCode {
  let before: PermissionLock | undefined;
  try {
    before = readLockFile(file);
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    terminal.stderr.write(`warning: ${printable(error.message)}; it is written anew\n`);
  }
  const comparisons = compareLocks(now, before ?? NOTHING);
  writeOutputFile(file, lockText(now));
  if (before) {
    terminal.stdout.write(comparisonText(comparisons, paintFor(terminal)));
  }
  terminal.stderr.write(`${printable(file)}: ${count(Object.keys(now.principals).length)}${before ? `, ${summaryOf(comparisons)}` : ''}\n`);
  return ExitCode.CLEAN;
}

function checkLock(now: PermissionLock, file: string, terminal: Terminal): ExitCode {
  const before = readLockFile(file);
  if (!before) {
    terminal.stdout.write(`${printable(file)}: there is no such file; "cdk-iam-guardrails lock" without --check makes it\n`);
    return ExitCode.FINDINGS;
  }
  const isUpToDate = lockText(before) === lockText(now);
  if (!isUpToDate) {
    const comparisons = compareLocks(now, before);
    terminal.stdout.write(comparisonText(comparisons, paintFor(terminal)));
    terminal.stdout.write(`${printable(file)} is stale: ${summaryOf(comparisons)}; "cdk-iam-guardrails lock" without --check renews it\n`);
  }
  return isUpToDate ? ExitCode.CLEAN : ExitCode.FINDINGS;
}

function count(principals: number): string {
  return `${principals} principal${principals === 1 ? '' : 's'}`;
}
