/** The command line: commands, options and help. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { MOST_DAYS } from '../enforce/exceptions/exception-entries';
import { REPORT_FORMATS } from '../enforce/reports/formats';
import { LIBRARY_VERSION } from '../enforce/version';
import { POLICY_KINDS } from '../model/policy-file';
import { RULES } from '../rules';
import { check, CheckOptions } from './check';
import { exceptions, ExceptionsOptions } from './exceptions';
import { explain } from './explain';
import { addLockCommands } from './lock-commands';
import { simulate, SIMULATE_FORMATS, SimulateOptions } from './simulate';
import { ExitCode, Terminal } from './terminal';
import { isAction } from '../enforce/plain-request';
import { findRule } from '../rules/find-rule';
import { PACK_NAMES, Rule } from '../rules/rule';

/** Throws a CommanderError where commander would end the process. */
export function createProgram(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const program = new Command('cdk-iam-guardrails')
    .description('IAM guardrails for CloudFormation templates and CDK cloud assemblies')
    .version(LIBRARY_VERSION, '--version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.stdout.write(text), writeErr: (text) => terminal.stderr.write(text) })
    .showHelpAfterError('(--help says what is expected)');

  program.command('check')
    .description('judge templates and report what breaks the guardrails')
    .argument('<template...>', 'templates (JSON or YAML), cloud assemblies (cdk.out), or quoted globs of them; all are judged as one application')
    .addOption(new Option('--kind <kind>', 'the files are no templates, but policy documents in JSON, all of this kind').choices(POLICY_KINDS))
    .addOption(new Option('--pack <pack>', 'the rules to apply').choices(PACK_NAMES).default('baseline'))
    .addOption(new Option('--format <format>', 'the form of the report').choices(REPORT_FORMATS).default('text'))
    .option('--output <file>', 'write the report to this file instead of standard output')
    .option('--previous <file>', 'say what is new and what is resolved since this earlier report in JSON')
    .option('--exceptions <file>', 'findings that are accepted for a while: guardrail-exceptions.json')
    .addOption(maxExceptionDays())
    .addOption(trustedAccount())
    .addOption(maxSessionHours())
    .option('--lock <file>', 'what principals may do: no more than this lock file agrees')
    .addHelpText('after', CHECK_HELP)
    .action((names: string[], options: CheckOptions) => finish(check(names, options, terminal)));

  program.command('exceptions')
    .description('list the findings that are accepted for a while, those that expire soon, or remove those that accept nothing any more')
    .argument('[template...]', 'templates and cloud assemblies as for check: what they leave nothing for is stale')
    .option('--file <file>', 'the exceptions', 'guardrail-exceptions.json')
    .addOption(new Option('--list', 'list all, the first to expire first (default)').conflicts(['prune', 'expiring']))
    .addOption(new Option('--prune', 'remove the expired and the stale ones from the file').conflicts('expiring'))
    .addOption(new Option('--expiring <days>', 'list those that have expired or will within these days, for instance 30d').argParser(toDays))
    .addOption(maxExceptionDays())
    .addOption(trustedAccount())
    .addOption(maxSessionHours())
    .addHelpText('after', EXCEPTIONS_HELP)
    .action((names: string[], options: ExceptionsOptions) => finish(exceptions(names, options, terminal)));

  addLockCommands(program, terminal, finish);

  program.command('explain')
    .description('say what a rule finds, why it matters and how to fix it')
    .argument('<rule>', 'a rule, or the id of a finding', toRule)
    .addHelpText('after', () => ['', 'Rules:', ...RULES.map(({ id, title }) => `  ${id}: ${title}`)].join('\n'))
    .action((rule: Rule) => finish(explain(rule, terminal)));

  program.command('simulate')
    .description('say whether a role or user of a template may do something, and why')
    .argument('<template...>', 'templates (JSON or YAML), cloud assemblies (cdk.out), or quoted globs of them; all are read as one application')
    .requiredOption('--principal <id>', 'the role or user: its logical id, its name, or the end of its construct path')
    .requiredOption('--action <action>', 'the action, for instance s3:GetObject', toAction)
    .option('--resource <arn>', 'the resource: its ARN, or a logical id of the template, with what follows its ARN (Bucket/key)', '*')
    .addOption(new Option('--context <key=value>', 'a condition key of the request; may be repeated, also for several values of one key')
      .argParser(toContext).default(new Map(), 'none but what AWS sets'))
    .addOption(new Option('--format <format>', 'the form of the answer').choices(SIMULATE_FORMATS).default('text'))
    .addHelpText('after', SIMULATE_HELP)
    .action((names: string[], options: SimulateOptions) => finish(simulate(names, options, terminal)));

  return program;
}

function trustedAccount(): Option {
  return new Option('--trusted-account <id>', 'an account that is not a third party; may be repeated').argParser(toAccounts).default([], 'none');
}

function maxSessionHours(): Option {
  return new Option('--max-session-hours <hours>', 'the longest allowed role session, 1 to 12; judged in every pack (default: 1, in the strict pack)')
    .argParser(toHours);
}

function maxExceptionDays(): Option {
  return new Option('--max-exception-days <days>', 'how far ahead an exception may expire').argParser(toDays).default(MOST_DAYS);
}

const CHECK_HELP = `
Globs do not look into node_modules unless they name it.

Exit codes:
  0  no errors; warnings are allowed
  1  a finding is an error
  2  bad input: nothing was judged

Examples:
  $ npx cdk-iam-guardrails check cdk.out
  $ npx cdk-iam-guardrails check 'templates/**/*.yaml' --pack strict --format json --output findings.json
  $ npx cdk-iam-guardrails check trust-policy.json --kind trust
  $ npx cdk-iam-guardrails check cdk.out --format html --previous findings.json --output report.html`;

const EXCEPTIONS_HELP = `
Without templates nobody knows what is stale. All rules are judged, whatever the pack.

Exit codes:
  0  done; with --expiring: none expires
  1  with --expiring: some have expired or will
  2  bad input: nothing was changed

Examples:
  $ npx cdk-iam-guardrails exceptions
  $ npx cdk-iam-guardrails exceptions --expiring 30d
  $ npx cdk-iam-guardrails exceptions cdk.out --prune`;

const SIMULATE_HELP = `
A key that is not given is not in the request. A policy that is not in the templates, and a value that is known only
when they are deployed, leaves the answer open where it depends on it.

Exit codes:
  0  allowed
  1  denied
  2  bad input: nothing was decided
  3  unknown: it depends on what only the deployment can tell

Examples:
  $ npx cdk-iam-guardrails simulate cdk.out --principal Worker --action s3:GetObject --resource 'arn:aws:s3:::reports/*'
  $ npx cdk-iam-guardrails simulate template.yaml --principal Worker --action sts:AssumeRole --resource Target --context sts:ExternalId=a-b-c`;

function toAction(value: string): string {
  if (!isAction(value)) {
    throw new InvalidArgumentError('Expected one action such as s3:GetObject.');
  }
  return value;
}

/** By the key in lower case, as condition keys are not case-sensitive. */
function toContext(value: string, context: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const [, key, entry] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
  if (key === undefined) {
    throw new InvalidArgumentError('Expected a condition key and its value, for instance aws:SourceIp=203.0.113.7.');
  }
  const name = key.toLowerCase();
  return new Map([...context, [name, [...context.get(name) ?? [], entry]]]);
}

function toAccounts(value: string, accounts: readonly string[]): string[] {
  if (!/^\d{12}$/.test(value)) {
    throw new InvalidArgumentError('Expected an account id of twelve digits.');
  }
  return [...accounts, value];
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html: MaxSessionDuration is 1 to 12 hours. */
function toHours(value: string): number {
  if (!/^([1-9]|1[0-2])$/.test(value)) {
    throw new InvalidArgumentError('Expected a whole number from 1 to 12.');
  }
  return Number(value);
}

function toDays(value: string): number {
  if (!/^[1-9]\d{0,3}d?$/.test(value)) {
    throw new InvalidArgumentError('Expected a number of days, for instance 30d.');
  }
  return parseInt(value, 10);
}

function toRule(value: string): Rule {
  try {
    return findRule(value);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
