/** The `cdk-iam-guardrails` command. It works on templates alone, so it loads no CDK. */
import { CommanderError } from 'commander';
import { createProgram } from './program';
import { ExitCode, printable, Terminal } from './terminal';
import { InputError } from '../model/errors';

/** Runs the command in this process. */
export function run(): void {
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // Whoever reads may stop early, as `head` does; what was found stays found.
    if (code !== 'EPIPE') {
      process.stderr.write(`error: standard output: cannot be written (${code})\n`);
      process.exitCode = ExitCode.BAD_INPUT;
    }
  });
  process.stderr.on('error', () => undefined);
  // Not process.exit(), which would cut off output that is still on its way to a pipe.
  process.exitCode = main(process.argv.slice(2), process);
}

/** Runs the command and returns its exit code; everything it has to say goes to the terminal, exceptions too. */
export function main(args: readonly string[], terminal: Terminal): ExitCode {
  let exitCode = ExitCode.CLEAN;
  try {
    createProgram(terminal, (code) => { exitCode = code; }).parse(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said it already; its 1 for bad arguments means findings here.
      return error.exitCode === 0 ? ExitCode.CLEAN : ExitCode.BAD_INPUT;
    }
    terminal.stderr.write(`error: ${problemsOf(error).map(printable).join('\n  ')}\n`);
    return ExitCode.BAD_INPUT;
  }
}

/** A line each. */
function problemsOf(error: unknown): readonly string[] {
  return error instanceof InputError
    ? [`${error.file}: ${error.problem}`, ...error.details]
    : [`unexpected, please report it: ${error instanceof Error ? error.message : String(error)}`];
}
