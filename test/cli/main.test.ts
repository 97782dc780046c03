/** The command as a process of its own. */
import { spawnSync, SpawnSyncReturns } from 'child_process';
import { accessSync, constants, existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { BAD, CLEAN, policy, template, useFolder } from './cli';

const ROOT = join(__dirname, '..', '..');
const BIN = join(ROOT, 'bin', 'cdk-iam-guardrails');
jest.setTimeout(60_000);
const write = useFolder();

const START = `require(${JSON.stringify(join(ROOT, 'src', 'cli', 'main.ts'))}).run()`;
const env = {
  ...process.env,
  TS_NODE_PROJECT: join(ROOT, 'tsconfig.json'),
  TS_NODE_TRANSPILE_ONLY: 'true',
  NODE: process.execPath,
  TS_NODE: require.resolve('ts-node/register'),
  START,
};

/** With -e, the arguments begin where the name of a script would stand. */
const run = (args: readonly string[], start = START) =>
  spawnSync(process.execPath, ['-r', env.TS_NODE, '-e', start, 'cli', ...args], { encoding: 'utf8', env });
const CLI = '"$NODE" -r "$TS_NODE" -e "$START" cli';
const shell = (script: string) => spawnSync('bash', ['-c', script], { encoding: 'utf8', env });

const outcome = ({ status, stdout, stderr }: SpawnSyncReturns<string>) => ({ status, stdout, stderr });

test('loads no CDK, so that it starts fast', () => {
  write({ 'clean.json': CLEAN });
  const count = 'Object.keys(require.cache).filter((file) => /node_modules.(aws-cdk-lib|constructs|cdk-nag)/.test(file)).length';
  expect(outcome(run(['check', 'clean.json'], `process.on('exit', () => console.error(${count})); ${START}`)))
    .toEqual({ status: 0, stdout: 'no findings in 1 template (pack baseline)\n', stderr: '0\n' });
});

test('says what is wrong with its input on standard error, and ends with 2', () => {
  expect(outcome(run(['check', 'missing.json']))).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(/^error: missing\.json: .*\n$/) });
});

test('reads a template from a pipe, and ends with 1 for its errors', () => {
  write({ 'bad.json': BAD });
  expect(outcome(shell(`${CLI} check <(cat bad.json)`))).toMatchObject({ status: 1, stdout: expect.stringContaining('NoAdminStatement'), stderr: '' });
});

test('keeps its exit code and its peace when the reader of its output stops early', () => {
  // More than a pipe holds.
  write({ 'bad.json': template(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`Policy${index}`, policy()]))) });
  const { stdout, stderr } = shell(`${CLI} check bad.json | head -n 1; echo "\${PIPESTATUS[0]}"`);
  expect({ stdout, stderr }).toEqual({ stdout: 'bad.json\n1\n', stderr: '' });
});

(existsSync('/dev/full') ? test : test.skip)('is not clean when its report is lost', () => {
  write({ 'clean.json': CLEAN });
  const { status, stderr } = shell(`${CLI} check clean.json > /dev/full`);
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'error: standard output: cannot be written (ENOSPC)\n' });
});

describe('the file that npm links', () => {
  test('can be executed', () => {
    expect(readFileSync(BIN, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(() => accessSync(BIN, constants.X_OK)).not.toThrow();
  });

  const isCompiled = existsSync(join(ROOT, 'lib', 'cli', 'main.js'));
  (isCompiled ? test : test.skip)('runs the compiled command (skipped before `npx projen compile`)', () => {
    write({ 'bad.json': BAD });
    expect(outcome(spawnSync(BIN, ['check', 'bad.json'], { encoding: 'utf8' }))).toMatchObject({ status: 1, stderr: '' });
    expect(spawnSync(BIN, ['check', 'missing.json'], { encoding: 'utf8' }).status).toBe(2);
  });
});
