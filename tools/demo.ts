/**
 * Packs the library, installs the tarball into copies of the apps in examples/ as a user would, and runs the CDK CLI
 * there, without an AWS account. Exits 1 when a step does not behave as expected.
 *
 *   npm run demo
 */
import { spawnSync } from 'child_process';
import { cpSync, mkdtempSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { basename, join } from 'path';
import { boundaryCount, Found, ofSeverity, Report, readReport, textOf } from './demo-report';

const ROOT = join(__dirname, '..');
const GENERATED = ['node_modules', 'build', 'cdk.out'];
/** Where the templates of the quickstart stay, for other tools to look at. */
const TEMPLATES = join(ROOT, 'dist', 'demo');

const SHIPPED = [
  '.jsii', 'LICENSE', 'README.md', 'bin/cdk-iam-guardrails', 'data/NOTICE.md', 'data/managed-policies.pack', 'data/services.pack', 'lib/index.d.ts',
  'lib/index.js', 'package.json', 'assets/page/main.js', 'data/policy-templates.pack', 'schemas/guardrail-exceptions.schema.json', 'schemas/iam-lock.schema.json',
];
const SHIPPED_TOP = /^([A-Z]+\.md$|assets\/|bin\/|data\/|lib\/|node_modules\/|schemas\/)/;

/** What must be found in the app as it was first written: a rule, and the package whose construct breaks it. */
const EXPECTED = [
  ['NoAdminStatement', '@cloudcomponents/cdk-temp-stack'],
  ['NoUserPolicies', '@pepperize/cdk-ses-smtp-credentials'],
  ['NoWildcardResource', '@pepperize/cdk-ses-smtp-credentials'],
  ['NoWildcardResource', 'aws-cdk-github-oidc'],
  ['NoWildcardResource', 'aws-cdk-lib'],
  ['NoWildcardResource', 'cdk-ec2-key-pair'],
  ['PermissionsBoundaryRequired', '@aws-solutions-constructs/aws-sqs-lambda'],
  ['PermissionsBoundaryRequired', 'aws-cdk-lib'],
  ['SessionDurationCapped', 'aws-cdk-github-oidc'],
  ['TrustServiceNeedsSourceGuard', '@cdklabs/deploy-time-build'],
] as const;

interface Step {
  readonly title: string;
  readonly command: readonly string[];
  readonly cwd: string;
  /** @default 0 */
  readonly exitCode?: number;
}

/** What `npm pack --json` says. */
interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
  readonly bundled: readonly string[];
  readonly size: number;
}

const started = Date.now();
const summary: string[] = [];

function demo(folder: string): void {
  run({ title: 'compile the library', command: ['npx', 'projen', 'compile'], cwd: ROOT });
  const packed = run({ title: 'pack it', command: ['npm', 'pack', '--json', '--pack-destination', folder], cwd: ROOT });
  const tarball = join(folder, inspect(packed));

  quickstart(install('quickstart', folder, tarball));
  run({ title: 'synthesize the landing zone', command: ['npx', 'cdk', 'synth', '--quiet', '--no-notices'], cwd: install('landing-zone', folder, tarball) });
}

/** Where the example is, compiled. */
function install(example: string, folder: string, tarball: string): string {
  const cwd = join(folder, example);
  cpSync(join(ROOT, 'examples', example), cwd, { recursive: true, filter: (file) => !GENERATED.includes(basename(file)) });
  run({ title: `install the packages of ${example}`, command: ['npm', 'ci', ...QUIET], cwd });
  run({ title: 'install the tarball', command: ['npm', 'install', '--no-save', ...QUIET, tarball], cwd });
  run({ title: 'compile the app', command: ['npm', 'run', 'build'], cwd });
  return cwd;
}

function quickstart(cwd: string): void {
  run({ title: 'synthesize the app as first written', command: synth('before'), cwd, exitCode: 1 });
  const before = readReport(join(cwd, 'before.out'));
  print(textOf(before.found));
  expectFindings(before);
  print(`${boundaryCount(join(cwd, 'before.out'))} have a permissions boundary.`);
  run({ title: 'judge its templates without the app', command: check('before.out'), cwd, exitCode: 1 });

  run({ title: 'synthesize the app made compliant', command: synth('after'), cwd });
  const after = readReport(join(cwd, 'after.out'));
  print(textOf(after.found));
  expectCompliant(before, after);
  print(`${boundaryCount(join(cwd, 'after.out'))} have a permissions boundary.`);
  ['before.out', 'after.out'].forEach((assembly) => keepTemplates(join(cwd, assembly), join(TEMPLATES, assembly)));
}

function keepTemplates(assembly: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(assembly, folder, { recursive: true, filter: (file) => statSync(file).isDirectory() || file.endsWith('.template.json') });
}

const QUIET = ['--no-audit', '--no-fund'];

function synth(app: string): string[] {
  return ['npx', 'cdk', 'synth', '--quiet', '--no-notices', '--app', `node --enable-source-maps build/bin/${app}.js`, '--output', `${app}.out`];
}

function check(assembly: string): string[] {
  return ['npx', 'cdk-iam-guardrails', 'check', assembly, '--pack', 'strict', '--format', 'json', '--output', 'findings.json'];
}

/** Runs a command, and returns what it prints. */
function run({ title, command, cwd, exitCode = 0 }: Step): string {
  print(`\n=== ${title}\n$ ${command.map(quote).join(' ')}`);
  const begun = Date.now();
  const { status, stdout, stderr, error } = spawnSync(command[0], command.slice(1), { cwd, encoding: 'utf8', env: environment(), maxBuffer: 2 ** 26 });
  const outcome = `exit code ${status}, expected ${exitCode} (${secondsSince(begun)})`;
  print(outcome);
  summary.push(`${status === exitCode ? 'ok  ' : 'FAIL'} ${title}: ${outcome}`);
  if (status !== exitCode) {
    print(stdout, stderr, String(error ?? ''));
  }
  expect(status === exitCode, `"${title}" did not behave as expected`);
  return stdout;
}

/** The tarball's name, if it carries what a user needs and nothing else. */
function inspect(packed: string): string {
  const [{ filename, files, bundled, size }] = JSON.parse(packed) as [Packed];
  const paths = files.map(({ path }) => path);
  const missing = SHIPPED.filter((path) => !paths.includes(path));
  const stray = paths.filter((path) => !SHIPPED.includes(path) && !SHIPPED_TOP.test(path));
  print(`${filename}: ${paths.length} files, ${Math.round(size / 1024)} KiB, with ${bundled.join(', ')}`);
  expect(missing.length === 0, `the tarball lacks ${missing.join(', ')}`);
  expect(stray.length === 0, `the tarball carries ${stray.join(', ')}`);
  return filename;
}

function expectFindings({ found }: Report): void {
  for (const [rule, source] of EXPECTED) {
    expect(found.some((item) => item.rule === rule && item.source === source), `${rule} was not found in what ${source} makes`);
  }
  const sources = new Set(found.map(({ source }) => source));
  print(`\n${count(ofSeverity(found, 'error'))} errors and ${count(ofSeverity(found, 'warning'))} warnings in what ${sources.size} packages make.`);
}

function expectCompliant(before: Report, after: Report): void {
  const [errors, left] = [before, after].map(({ found }) => count(ofSeverity(found, 'error')));
  const acknowledged = count(after.acknowledged);
  expect(left === 0, `${left} errors are left`);
  print(`\nOf ${errors} errors, ${errors - acknowledged} are repaired and ${acknowledged} acknowledged:`);
  after.acknowledged.forEach(({ rule, places, reason }) => print(`  ${rule} at ${places.join(', ')}: ${reason}`));
}

function count(found: readonly Found[]): number {
  return found.reduce((sum, { places }) => sum + places.length, 0);
}

class Misbehaviour extends Error {}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) {
    throw new Misbehaviour(otherwise);
  }
}

/** Without credentials for AWS, the settings of this shell for CDK, colours, and what CDK sends home. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: '1', CDK_DISABLE_CLI_TELEMETRY: 'true' };
}

function quote(word: string): string {
  return /[\s']/.test(word) ? `"${word}"` : word;
}

function secondsSince(time: number): string {
  return `${((Date.now() - time) / 1000).toFixed(1)} s`;
}

function print(...texts: string[]): void {
  texts.filter((text) => text !== '').forEach((text) => process.stdout.write(`${text}\n`));
}

const temporary = mkdtempSync(join(tmpdir(), 'cdk-iam-guardrails-demo-'));
try {
  demo(temporary);
} catch (error) {
  if (!(error instanceof Misbehaviour)) {
    throw error;
  }
  summary.push(`FAIL ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true });
  print('\n=== summary', ...summary, `${process.exitCode ? 'failed' : 'done'} after ${secondsSince(started)}`);
}
