/** The commands about permission locks. */
import { Command, Option } from 'commander';
import { diff, DIFF_FORMATS, DiffOptions, FAIL_ON } from './diff';
import { lock, LockOptions } from './lock';
import { ExitCode, Terminal } from './terminal';
import { LOCK_FILE } from '../enforce/lock/lock-file';

export function addLockCommands(program: Command, terminal: Terminal, finish: (exitCode: ExitCode) => void): void {
  program.command('lock')
    .description('write down what each principal may do, for somebody to agree to')
    .argument('<template...>', 'templates and cloud assemblies as for check: all of the application')
    .option('--output <file>', 'the lock file', LOCK_FILE)
    .option('--check', 'write nothing, and fail if the lock file is not as it would be written')
    .addHelpText('after', LOCK_HELP)
    .action((names: string[], options: LockOptions) => finish(lock(names, options, terminal)));

  program.command('diff')
    .description('say which principals may do more, and which less, than before')
    .argument('<old>', 'a lock file, a template, a cloud assembly (cdk.out), or a file of a git revision: git:<revision>:<path>')
    .argument('<new>', 'what to compare it with, in any of these forms')
    .addOption(new Option('--format <format>', 'the form of the answer').choices(DIFF_FORMATS).default('text'))
    .addOption(new Option('--fail-on <relation>', 'what is an error').choices(FAIL_ON).default('never'))
    .addHelpText('after', DIFF_HELP)
    .action((before: string, now: string, options: DiffOptions) => finish(diff(before, now, options, terminal)));
}

const LOCK_HELP = `
Synthesis fails when a principal is granted more than the lock file says: Guardrails.enforce(app, { lockFile: '${LOCK_FILE}' }).

Exit codes:
  0  written; with --check: up to date
  1  with --check: stale, or there is none
  2  bad input: nothing was written

Examples:
  $ npx cdk-iam-guardrails lock cdk.out
  $ npx cdk-iam-guardrails lock cdk.out --check`;

const DIFF_HELP = `
Grants are compared, not text: broader comes with a request that was not allowed before. Paths of git are those of the repository; they
begin with ./ where they are those of the current folder.

Exit codes:
  0  compared; with --fail-on broader: no principal may do more
  1  with --fail-on broader: a principal may do more
  2  bad input: nothing was compared
  3  with --fail-on broader: of a principal nobody can tell

Examples:
  $ npx cdk-iam-guardrails diff iam.lock.json cdk.out
  $ npx cdk-iam-guardrails diff git:main:iam.lock.json iam.lock.json --format markdown`;
