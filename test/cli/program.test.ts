import { BAD, runCli, useFolder } from './cli';
import { LIBRARY_VERSION } from '../../src/enforce/version';
import { RULES } from '../../src/rules';
import * as judging from '../../src/rules/judge';

const write = useFolder();

test('--version prints the version of the library', () => {
  expect(runCli(['--version'])).toEqual({ exitCode: 0, stdout: `${LIBRARY_VERSION}\n`, stderr: '' });
});

test.each([
  [['--help'], ['check', 'explain', '--version']],
  [['check', '--help'], ['--pack', '--format', '--output', '--trusted-account', '--max-session-hours', 'default: 1', 'Exit codes:']],
  [['help', 'check'], ['--pack']],
  [['explain', '--help'], RULES.map(({ id, title }) => `${id}: ${title}`)],
])('%p helps on standard output', (args, said) => {
  const { exitCode, stdout, stderr } = runCli(args);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: cdk-iam-guardrails/);
  said.forEach((text) => expect(stdout).toContain(text));
});

test.each([new TypeError('x is not a function\n  at y'), new RangeError('Maximum call stack size exceeded'), 'a text'])(
  'an exception that nobody expected is said in one line and is neither clean nor a finding: %p',
  (thrown) => {
    write({ 'a.json': BAD });
    jest.spyOn(judging, 'judge').mockImplementation(() => { throw thrown; });
    const outcome = runCli(['check', 'a.json']);
    jest.restoreAllMocks();
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/^error: unexpected, please report it: .+\n$/);
  },
);
