import { readFileSync } from 'fs';
import { App, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BAD, CLEAN, NARROW, policy, runCli, template, useFolder } from './cli';

const write = useFolder();
const FILE = 'guardrail-exceptions.json';
const AMOUNTS = { rule: 'NoAdminManagedPolicy', construct: '*', keyPattern: 'AmountsTo=*' };

beforeEach(() => void jest.useFakeTimers({ now: new Date('2026-06-15T12:00:00Z') }));
afterEach(() => void jest.useRealTimers());

function exception(given: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    rule: 'NoAdminStatement', construct: 'template.json', reason: 'administrators of the sandbox', owner: 'platform-team', expires: '2026-12-31', ...given,
  };
}

const file = (...given: Record<string, unknown>[]) => ({ [FILE]: { exceptions: given.map(exception) } });
const check = (...args: string[]) => runCli(['check', ...args, '--exceptions', FILE]);
const exceptions = (...args: string[]) => runCli(['exceptions', ...args]);
const report = (...args: string[]) => JSON.parse(check(...args, '--format', 'json').stdout);
const ids = (...args: string[]) => report(...args).findings.map(({ id }: { id: string }) => id);
const left = () => JSON.parse(readFileSync(FILE, 'utf8')).exceptions.map(({ construct }: { construct: string }) => construct);

/** An app with a policy that grants everything in each of two stacks, and one of a Stage. */
function assembly(): void {
  const app = new App({ outdir: 'cdk.out', context: { 'aws:cdk:enable-path-metadata': true } });
  for (const scope of [new Stack(app, 'One'), new Stack(app, 'Two'), new Stack(new Stage(app, 'Prod'), 'Three')]) {
    new iam.ManagedPolicy(scope, 'Admin', { statements: [new iam.PolicyStatement({ actions: ['*'], resources: ['*'] })] });
  }
  app.synth();
}

describe('check', () => {
  test('accepts what the exceptions accept', () => {
    write({ 'template.json': BAD, ...file({}, { rule: 'NoAdminManagedPolicy' }) });
    const { exitCode, stdout } = check('template.json');
    expect(stdout).toContain('no findings');
    expect(exitCode).toBe(0);
    expect(report('template.json')).toMatchObject({
      findings: [],
      accepted: expect.arrayContaining([expect.objectContaining({ rule: 'NoAdminStatement', reason: 'administrators of the sandbox', owner: 'platform-team' })]),
      exceptions: [expect.objectContaining({ state: 'used' }), expect.objectContaining({ state: 'used' })],
    });
  });

  test('fails again when an exception has expired', () => {
    write({ 'template.json': BAD, ...file({ expires: '2026-06-14' }, { rule: 'NoAdminManagedPolicy' }) });
    const { exitCode, stdout } = check('template.json');
    expect(stdout).toContain('its exception expired on 2026-06-14, owner platform-team');
    expect(exitCode).toBe(1);
  });

  test('warns of an exception that nothing is left for, with its place, and fails in the strict pack', () => {
    write({ 'template.json': CLEAN, [FILE]: JSON.stringify({ exceptions: [exception()] }, null, 2) });
    expect(check('template.json').exitCode).toBe(0);
    expect(check('template.json', '--pack', 'strict').exitCode).toBe(1);
    expect(report('template.json').findings).toMatchObject([{
      id: 'IamGuardrails-StaleException[Rule=NoAdminStatement;Construct=template.json]', severity: 'warning', file: FILE, location: 'exceptions[0]', witness: `${FILE}:3`,
    }]);
  });

  test('does not call an exception stale that is for another template, or another stack', () => {
    assembly();
    write({ 'template.json': CLEAN, ...file({ construct: 'other.json' }, { construct: 'Two/Gone' }, { construct: 'One/Admin' }, AMOUNTS) });
    expect(ids('template.json')).toEqual([]);
    expect(ids('cdk.out/One.template.json')).toEqual([]);
    expect(ids('cdk.out/assembly-Prod').filter((id: string) => id.includes('Stale'))).toEqual([]);
    expect(ids('cdk.out').filter((id: string) => id.includes('Stale'))).toEqual([
      'IamGuardrails-StaleException[Rule=NoAdminStatement;Construct=Two/Gone]', 'IamGuardrails-StaleException[Rule=NoAdminStatement;Construct=other.json]',
    ]);
  });

  test('calls an exception stale that is for a construct which the template by itself must have', () => {
    assembly();
    write(file({ construct: 'One/Admin/Resource', key: 'Action=s3:*;Resource=*' }));
    expect(ids('cdk.out/One.template.json')).toContain('IamGuardrails-StaleException[Rule=NoAdminStatement;Construct=One/Admin/Resource;Key=Action=s3:*;Resource=*]');
  });

  test('does not call an exception stale where an option of the app decides, which the command does not have', () => {
    write({ 'template.json': CLEAN, ...file({ rule: 'PermissionsBoundaryRequired' }) });
    expect(check('template.json', '--pack', 'strict')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('no findings') });
  });

  test('says all that is wrong with the exceptions, a line each, and judges nothing', () => {
    write({ 'template.json': BAD, ...file({ owner: '' }, { rule: 'NoAdminStatment' }) });
    const { exitCode, stdout, stderr } = check('template.json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      `error: ${FILE}: found 2 problems:`, expect.stringMatching(/^ {2}exceptions\[0\]\.owner .*found "", expected who answers for it/),
      expect.stringMatching(/^ {2}exceptions\[1\]\.rule .*Did you mean NoAdminStatement\?$/), '',
    ]);
  });

  test('takes exceptions that end later than in a year when it is told so', () => {
    write({ 'template.json': BAD, ...file({ expires: '2028-01-01' }, AMOUNTS) });
    expect(check('template.json').stderr).toContain('expected 2027-06-15 at the latest (365 days from 2026-06-15)');
    expect(check('template.json', '--max-exception-days', '730').exitCode).toBe(0);
  });
});

describe('exceptions', () => {
  test('lists all in columns, the first to expire first', () => {
    write(file({ ticket: 'SEC-1' }, { construct: 'Stack/Role', key: 'Action=*;Resource=*', expires: '2026-06-14' }));
    expect(exceptions()).toEqual({
      exitCode: 0, stderr: '', stdout: [
        'expired  2026-06-14  NoAdminStatement  Stack/Role     platform-team',
        '  Action=*;Resource=*',
        '  administrators of the sandbox',
        'valid    2026-12-31  NoAdminStatement  template.json  platform-team  SEC-1',
        '  administrators of the sandbox',
        '',
        `2 exceptions in ${FILE}`,
        '',
      ].join('\n'),
    });
    expect(exceptions('--list')).toEqual(exceptions());
  });

  test('tells used from stale ones when it is given the templates', () => {
    write({ 'template.json': BAD, ...file({}, { construct: 'template.json/Gone' }) });
    expect(exceptions('template.json').stdout).toMatch(/^used .*template\.json {2,}platform.*\n.*\nstale .*template\.json\/Gone/);
  });

  test('lists those that expire within the days, and those that have, and exits with 1', () => {
    write(file({ construct: 'A', expires: '2026-07-15' }, { construct: 'B', expires: '2026-07-16' }, { construct: 'C', expires: '2026-01-01' }));
    const { exitCode, stdout } = exceptions('--expiring', '30d');
    expect(stdout).toMatch(/^expired .* C .*\n.*\nvalid .* A .*\n.*\n\n2 exceptions of 3 until 2026-07-15\n$/);
    expect(exitCode).toBe(1);
  });

  test('exits with 0 when none expires', () => {
    write(file({}));
    expect(exceptions('--expiring', '30')).toMatchObject({ exitCode: 0, stdout: '0 exceptions of 1 until 2026-07-15\n' });
  });

  test('removes those that have expired, and with the templates those that are stale, and no other', () => {
    write({ 'template.json': BAD, ...file({}, { construct: 'template.json/Gone' }, { construct: 'other.json' }, { construct: 'B', expires: '2026-06-14' }) });
    expect(exceptions('--prune').stdout).toContain(`1 exception removed from ${FILE}, 3 left`);
    expect(left()).toEqual(['template.json', 'template.json/Gone', 'other.json']);
    const { exitCode, stdout } = exceptions('template.json', '--prune');
    expect({ exitCode, left: left() }).toEqual({ exitCode: 0, left: ['template.json', 'other.json'] });
    expect(stdout).toContain('template.json/Gone');
  });

  test('leaves a file alone that has nothing to remove', () => {
    const text = `{ "exceptions": [${JSON.stringify(exception())}, ],\t}`;
    write({ [FILE]: text });
    expect(exceptions('--prune').stdout).toBe(`0 exceptions removed from ${FILE}, 1 left\n`);
    expect(readFileSync(FILE, 'utf8')).toBe(text);
  });

  test('judges by every rule, so that what only the strict pack finds is not stale', () => {
    write({ 'template.json': template({ Policy: policy({ ...NARROW, Action: 's3:*' }) }), ...file({ rule: 'NoServiceWildcardAction' }) });
    expect(exceptions('template.json').stdout).toMatch(/^used /);
  });

  test.each([
    [['--list', '--prune'], "'--list' cannot be used with option '--prune'"],
    [['--prune', '--expiring', '30d'], "cannot be used with option '--expiring"],
    [['--expiring', 'soon'], 'Expected a number of days, for instance 30d.'],
    [[], `${FILE}: cannot be read (ENOENT), expected a file`],
    [['--file', 'other.json'], 'other.json: cannot be read (ENOENT)'],
  ])('refuses %j', (args, message) => {
    const { exitCode, stderr } = exceptions(...args);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});
