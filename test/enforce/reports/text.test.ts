import { readFileSync } from 'fs';
import { stripVTControlCharacters } from 'util';
import { BAD, CLEAN, NARROW, policy, runCli, template, UNKNOWN, useFolder } from '../../cli/cli';

const write = useFolder();

const ESCAPE = '\u001b';
const check = (...args: string[]) => runCli(['check', ...args]);

test('findings stand below their file and their construct, each with its reason, fix and place', () => {
  write({ 'template.json': template({ PolicyA1: policy({ Sid: 'All' }, 'Stack/Policy/Resource') }) });
  const { stdout } = check('template.json');
  expect(stdout).toMatch(/^template\.json\n {2}Stack\/Policy\/Resource PolicyA1 \(AWS::IAM::ManagedPolicy\)\n/);
  expect(stdout).toMatch(new RegExp([
    ' {4}error IamGuardrails-NoAdminStatement\\[Action=\\*;Resource=\\*\\]',
    ' {6}grants every action on every resource',
    ' {6}because .*\\* on \\*',
    ' {6}fix: Name the actions.*',
    ' {6}at Resources\\.PolicyA1\\.Properties\\.PolicyDocument\\.Statement\\[0\\]',
  ].join('\n')));
});

test('a file and a resource are named once, however many findings they have', () => {
  write({ 'a.json': template({ One: policy(), Two: policy() }), 'b.json': BAD });
  const lines = check('a.json', 'b.json').stdout.split('\n');
  expect(lines.filter((line) => /^( {2})?\S/.test(line)).slice(0, -1)).toEqual([
    'a.json', '  One (AWS::IAM::ManagedPolicy)', '  Two (AWS::IAM::ManagedPolicy)', 'b.json', '  Policy (AWS::IAM::ManagedPolicy)',
  ]);
});

test('a finding about the template itself says so', () => {
  write({ 'template.json': { ...CLEAN, Transform: 'TeamMacro' } });
  expect(check('template.json').stdout).toMatch(/^template\.json\n {2}the template\n {4}warning /);
});

test('exceptions that are in force say what they accept, whose they are and until when', () => {
  const exception = { rule: 'NoAdminStatement', construct: 'a.json', reason: 'administrators of the sandbox', owner: 'platform-team', expires: '2026-12-31', ticket: 'SEC-1' };
  jest.useFakeTimers({ now: new Date('2026-06-15T12:00:00Z') });
  write({ 'a.json': BAD, 'guardrail-exceptions.json': { exceptions: [exception] } });
  const { stdout } = check('a.json', '--exceptions', 'guardrail-exceptions.json');
  jest.useRealTimers();
  expect(stdout).toContain(
    '  used NoAdminStatement at a.json: accepts 1 finding until 2026-12-31 (platform-team; SEC-1; guardrail-exceptions.json: exceptions[0])\n',
  );
});

test('the last line counts errors, warnings and templates', () => {
  write({ 'a.json': UNKNOWN, 'b.json': CLEAN });
  expect(check('a.json', 'b.json').stdout).toMatch(/\n0 errors, \d+ warnings? in 2 templates \(pack baseline\)\n$/);
});

test('without findings it says that there are none', () => {
  write({ 'a.json': CLEAN });
  expect(check('a.json', '--pack', 'baseline').stdout).toBe('no findings in 1 template (pack baseline)\n');
});

test('a template cannot write to the terminal or start a line of its own', () => {
  write({ [`a${ESCAPE}[2J.json`]: template({ Policy: policy({ Sid: `x\n::set-output name=a::${ESCAPE}[31m\u202E` }, `S/${ESCAPE}[8mP\r`) }) });
  const { stdout } = check('*.json');
  expect(stdout).toContain('a\\u{1b}[2J.json');
  expect(stdout).toContain('S/\\u{1b}[8mP\\u{d}');
  expect(stdout).toContain('x\\u{a}::set-output name=a::\\u{1b}[31m\\u{202e}');
  expect(stdout).not.toMatch(/[\u001b\r\u202e]/);
});

describe('colour', () => {
  const onTerminal = (env: Record<string, string> = {}, ...args: string[]) => runCli(['check', 'template.json', ...args], { isTTY: true, env });
  beforeEach(() => write({ 'template.json': BAD }));

  test('is for terminals, and changes no word', () => {
    const { stdout } = onTerminal();
    expect(stdout).toContain(`${ESCAPE}[31merror${ESCAPE}[39m`);
    expect(stripVTControlCharacters(stdout)).toBe(check('template.json').stdout);
  });

  test('is not for pipes and files', () => {
    expect(check('template.json').stdout).not.toContain(ESCAPE);
    onTerminal({}, '--output', 'report.txt');
    expect(readFileSync('report.txt', 'utf8')).not.toContain(ESCAPE);
  });

  test.each([['NO_COLOR', '1'], ['TERM', 'dumb']])('is off with %s=%s', (name, value) => {
    expect(onTerminal({ [name]: value }).stdout).toBe(check('template.json').stdout);
  });

  test('stays on with an empty NO_COLOR', () => {
    expect(onTerminal({ NO_COLOR: '' }).stdout).toContain(ESCAPE);
  });

  test('is not in JSON', () => {
    expect(onTerminal({}, '--format', 'json').stdout).not.toContain(ESCAPE);
  });

  test('is green without findings and yellow with warnings only', () => {
    write({ 'clean.json': template({ Policy: policy(NARROW) }), 'unknown.json': UNKNOWN });
    const lastLine = (file: string) => runCli(['check', file], { isTTY: true }).stdout.trimEnd().split('\n').pop();
    expect(lastLine('clean.json')).toMatch(/^\u001b\[32mno findings/);
    expect(lastLine('unknown.json')).toMatch(/^\u001b\[33m0 errors/);
  });
});
