import { execFileSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { runCli, template, useFolder } from './cli';

const write = useFolder();

const statement = (Action: string[]) => ({ Effect: 'Allow', Action, Resource: 'arn:aws:s3:::reports/*' });
const role = (...actions: string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    Policies: [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement: [statement(actions)] } }],
  },
});
const app = (...actions: string[]) => template({ WorkerAB12CD34: role(...actions) });
const NARROW = app('s3:GetObject');
const WIDE = app('s3:GetObject', 's3:PutObject');

describe('lock', () => {
  test('writes what the principals may do, the same each time', () => {
    write({ 'Orders.template.json': NARROW });
    expect(runCli(['lock', 'Orders.template.json'])).toMatchObject({ exitCode: 0, stdout: '', stderr: 'iam.lock.json: 1 principal\n' });
    const text = readFileSync('iam.lock.json', 'utf8');
    const grants = [{ ...statement([]), Action: 's3:GetObject' }];
    expect(JSON.parse(text)).toMatchObject({ version: 1, stacks: ['Orders'], principals: { 'Orders/Worker': { kind: 'role', grants } } });
    expect(runCli(['lock', 'Orders.template.json'])).toMatchObject({ exitCode: 0, stderr: 'iam.lock.json: 1 principal, 0 broader, 0 unknown, 0 narrower, 1 equal\n' });
    expect(readFileSync('iam.lock.json', 'utf8')).toBe(text);
  });

  test('says what is agreed to with it', () => {
    write({ 'Orders.template.json': NARROW });
    runCli(['lock', 'Orders.template.json']);
    write({ 'Orders.template.json': WIDE });
    expect(runCli(['lock', 'Orders.template.json']).stdout).toBe('broader  Orders/Worker (role)\n           now may s3:PutObject on arn:aws:s3:::reports/example\n');
  });

  test('--check writes nothing, and fails when the file is missing or stale', () => {
    write({ 'Orders.template.json': NARROW });
    expect(runCli(['lock', 'Orders.template.json', '--check'])).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('there is no such file') });
    expect(existsSync('iam.lock.json')).toBe(false);
    runCli(['lock', 'Orders.template.json']);
    expect(runCli(['lock', 'Orders.template.json', '--check'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    write({ 'Orders.template.json': app('s3:PutObject') });
    expect(runCli(['lock', 'Orders.template.json', '--check'])).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('is stale: 1 broader') });
  });

  test('does not overwrite a template', () => {
    write({ 'Orders.template.json': NARROW });
    expect(runCli(['lock', 'Orders.template.json', '--output', 'Orders.template.json'])).toMatchObject({ exitCode: 2 });
  });

  test('writes a file anew that is no lock, and check fails with the place', () => {
    const principals = { 'Orders/Worker': { kind: 'role', grants: [{ Effect: 'Alow', Action: '*' }] } };
    write({ 'Orders.template.json': NARROW, 'iam.lock.json': { version: 1, stacks: [], principals } });
    const place = 'principals["Orders/Worker"].grants[0].Effect: found "Alow", expected Allow or Deny';
    const judged = runCli(['check', 'Orders.template.json', '--lock', 'iam.lock.json']);
    expect(judged.exitCode).toBe(1);
    expect(judged.stdout).toContain(place);
    expect(runCli(['lock', 'Orders.template.json', '--check'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(place) });
    expect(runCli(['lock', 'Orders.template.json'])).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('it is written anew') });
  });
});

describe('check --lock', () => {
  test('fails with the request that is newly allowed', () => {
    write({ 'Orders.template.json': NARROW });
    runCli(['lock', 'Orders.template.json']);
    expect(runCli(['check', 'Orders.template.json', '--lock', 'iam.lock.json']).exitCode).toBe(0);
    write({ 'Orders.template.json': WIDE });
    const { exitCode, stdout } = runCli(['check', 'Orders.template.json', '--lock', 'iam.lock.json']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('is granted more than iam.lock.json agrees');
    expect(stdout).toContain('Orders/Worker may s3:PutObject on arn:aws:s3:::reports/example');
  });

  test('fails without the file, and says how to make it', () => {
    write({ 'Orders.template.json': NARROW });
    const { exitCode, stdout } = runCli(['check', 'Orders.template.json', '--lock', 'iam.lock.json']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('npx cdk-iam-guardrails lock cdk.out');
  });
});

describe('diff', () => {
  test('compares templates whatever their names, and says broader, narrower and equal', () => {
    write({ 'old.json': NARROW, 'new.json': WIDE });
    expect(runCli(['diff', 'old.json', 'new.json'])).toEqual({
      exitCode: 0, stderr: '', stdout: 'broader  old/Worker (role)\n           now may s3:PutObject on arn:aws:s3:::reports/example\n1 broader, 0 unknown, 0 narrower, 0 equal\n',
    });
    expect(runCli(['diff', 'new.json', 'old.json']).stdout).toContain('narrower new/Worker (role)\n           before may s3:PutObject');
    expect(runCli(['diff', 'old.json', 'old.json']).stdout).toBe('0 broader, 0 unknown, 0 narrower, 1 equal\n');
  });

  test('compares a lock with a template, and fails on broader when asked to', () => {
    write({ 'Orders.template.json': NARROW });
    runCli(['lock', 'Orders.template.json']);
    write({ 'new.json': WIDE });
    expect(runCli(['diff', 'iam.lock.json', 'new.json', '--fail-on', 'broader']).exitCode).toBe(1);
    expect(runCli(['diff', 'new.json', 'iam.lock.json', '--fail-on', 'broader']).exitCode).toBe(0);
  });

  test('of a grant that only the deployment can tell of, it is unknown', () => {
    const Policies = [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement: [{ ...statement([]), Action: { Ref: 'Action' } }] } }];
    const open = { Parameters: { Action: { Type: 'String' } }, ...template({ Worker: { ...role(), Properties: { ...role().Properties, Policies } } }) };
    write({ 'old.json': app('s3:GetObject'), 'new.json': open });
    const { exitCode, stdout } = runCli(['diff', 'old.json', 'new.json', '--fail-on', 'broader']);
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('unknown  old/Worker (role)')]);
  });

  test('writes Markdown for a pull request, and JSON', () => {
    write({ 'old.json': NARROW, 'new.json': WIDE });
    expect(runCli(['diff', 'old.json', 'new.json', '--format', 'markdown']).stdout).toContain('| 🔴 broader | `old/Worker (role)` |');
    expect(JSON.parse(runCli(['diff', 'old.json', 'new.json', '--format', 'json']).stdout)).toMatchObject({
      before: 'old.json', now: 'new.json', summary: { broader: 1 }, principals: [{ id: 'old/Worker', relation: 'broader' }],
    });
  });

  test('reads a file of a git revision', () => {
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]);
    write({ 'template.json': NARROW });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    write({ 'template.json': WIDE });
    for (const name of ['git:HEAD:template.json', 'HEAD:template.json', 'HEAD:./template.json']) {
      expect(runCli(['diff', name, 'template.json']).stdout).toContain('broader  template/Worker');
    }
  });

  test.each([
    [['git:HEAD:missing.json', 'a.json'], /^error: HEAD:missing\.json: cannot be read by git \(.+\), expected a file of a revision/],
    [['git:--help:a.json', 'a.json'], /found the revision "--help", expected a branch/],
    [['git:main', 'a.json'], /expected git:<revision>:<path>/],
    [['missing.json', 'a.json'], /found no such file or directory/],
  ])('%p is bad input', (args, said) => {
    write({ 'a.json': NARROW });
    expect(runCli(['diff', ...args])).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(said) });
  });
});
