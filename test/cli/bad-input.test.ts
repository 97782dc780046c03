/** Bad input is said in one line, judges nothing, and is never taken for clean or for findings. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'fs';
import { BAD, CLEAN, Files, manifest, nestedStack, Outcome, policy, runCli, template, useFolder } from './cli';
import { MOST_TEMPLATE_BYTES } from '../../src/model/template-file';

const write = useFolder();

function expectRefused(outcome: Outcome, ...said: (string | RegExp)[]): void {
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
  expect(outcome.stderr).toMatch(/^error: /);
  said.forEach((text) => expect(outcome.stderr).toMatch(text));
  expect(outcome.stderr).not.toMatch(/^ {4}at /m);
}

const nestedLists = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const aliasBomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[index]}`).join(', ')}]`),
  'Resources: { Role: { Type: AWS::IAM::Role, Properties: *h } }',
].join('\n');

const REFUSED: readonly { what: string; files?: Files; names: string[]; file: string; problem: RegExp }[] = [
  { what: 'a missing file', names: ['missing.json'], file: 'missing.json', problem: /found no such file or directory, expected a template/ },
  { what: 'an empty name', names: [''], file: '', problem: /found no such file/ },
  { what: 'a name that no file can have', names: ['x'.repeat(5000)], file: 'xxx', problem: /found no such file/ },
  { what: 'a path below a file', files: { 'a.json': CLEAN }, names: ['a.json/b'], file: 'a.json/b', problem: /found no such file/ },
  { what: 'a folder without a manifest', files: { 'x/a.json': CLEAN }, names: ['x'], file: 'x', problem: /found a directory without manifest\.json, expected a template, a cloud assembly/ },
  { what: 'a glob without match', files: { 'a.json': CLEAN }, names: ['*.yaml'], file: '*.yaml', problem: /found no match/ },
  { what: 'a glob that only excludes', files: { 'a.json': CLEAN }, names: ['!*.yaml'], file: '!*.yaml', problem: /found no match/ },
  { what: 'a glob that matches folders only', files: { 'x/a.json': CLEAN }, names: ['*'], file: '*', problem: /found no match/ },
  { what: 'a glob that matches other files, too', files: { 'a.json': CLEAN, 'b.json': { other: 1 } }, names: ['*.json'], file: 'b.json', problem: /without Resources/ },
  { what: 'broken JSON', files: { 'a.json': '{"Resources": {]}' }, names: ['a.json'], file: 'a.json', problem: /found broken JSON/ },
  { what: 'broken YAML', files: { 'a.yaml': 'Resources:\n  Role: [' }, names: ['a.yaml'], file: 'a.yaml', problem: /found broken YAML/ },
  { what: 'an empty file', files: { 'a.yaml': '' }, names: ['a.yaml'], file: 'a.yaml', problem: /expected a CloudFormation template/ },
  { what: 'text that is no template', files: { 'a.txt': 'hello' }, names: ['a.txt'], file: 'a.txt', problem: /expected a CloudFormation template/ },
  { what: 'an object that is no template', files: { 'a.json': { x: 1 } }, names: ['a.json'], file: 'a.json', problem: /found an object without Resources/ },
  { what: 'a resource without a type', files: { 'a.json': template({ Role: { Properties: {} } }) }, names: ['a.json'], file: 'a.json', problem: /Resources\.Role.*without Type/ },
  { what: 'a template of more than 1 MB', files: { 'a.json': JSON.stringify(CLEAN) + ' '.repeat(MOST_TEMPLATE_BYTES) }, names: ['a.json'], file: 'a.json', problem: /expected at most 1048576/ },
  { what: 'deep JSON', files: { 'a.json': `{"Resources": ${nestedLists(50_000)}}` }, names: ['a.json'], file: 'a.json', problem: /deeper than|broken/ },
  { what: 'deep YAML', files: { 'a.yaml': `Resources: ${nestedLists(50_000)}` }, names: ['a.yaml'], file: 'a.yaml', problem: /deeper than|broken/ },
  { what: 'an alias bomb', files: { 'a.yaml': aliasBomb }, names: ['a.yaml'], file: 'a.yaml', problem: /alias/ },
  { what: 'a nested stack that is its own parent', files: { 'a.json': template({ A: nestedStack('a.json') }) }, names: ['a.json'], file: 'a.json', problem: /cyclic/ },
  { what: 'nested stacks in a circle', files: { 'a.json': template({ A: nestedStack('b.json') }), 'b.json': template({ A: nestedStack('a.json') }) }, names: ['a.json'], file: 'a.json', problem: /cyclic/ },
  { what: 'a broken nested template', files: { 'a.json': template({ A: nestedStack('b.json') }), 'b.json': '{' }, names: ['a.json'], file: 'b.json', problem: /found broken JSON/ },
  { what: 'a broken manifest', files: { 'x/manifest.json': '{' }, names: ['x'], file: 'x/manifest.json', problem: /found no JSON object/ },
  { what: 'a manifest of something else', files: { 'x/manifest.json': {} }, names: ['x'], file: 'x/manifest.json', problem: /found no artifacts/ },
  { what: 'an assembly without stacks', files: { 'x/manifest.json': manifest() }, names: ['x'], file: 'x', problem: /without stacks/ },
  { what: 'an assembly that lacks a template', files: { 'x/manifest.json': manifest('A.json') }, names: ['x'], file: 'x/A.json', problem: /cannot be read \(ENOENT\)/ },
  { what: 'an assembly that holds itself', files: { 'x/manifest.json': { artifacts: { x: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } } } }, names: ['x'], file: 'x/manifest.json', problem: /cyclic/ },
];

const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const REFUSED_POLICIES: readonly { what: string; file: string; content?: unknown; problem: RegExp }[] = [
  { what: 'a template', file: 'a.json', content: CLEAN, problem: /found a CloudFormation template, expected a policy document in JSON; templates are read without a kind/ },
  { what: 'an object without Statement', file: 'a.json', content: { Version: '2012-10-17' }, problem: /found an object without Statement/ },
  { what: 'a list', file: 'a.json', content: [DOCUMENT], problem: /found a list/ },
  { what: 'an empty file', file: 'a.json', content: ' ', problem: /found an empty file, expected a policy document in JSON/ },
  { what: 'YAML', file: 'a.yaml', content: 'Statement: []', problem: /found no JSON/ },
  { what: 'deep JSON', file: 'a.json', content: `{"Statement": ${nestedLists(5_000)}}`, problem: /deeper than 200 levels, expected a policy document/ },
  { what: 'a folder', file: '.', problem: /found a directory, expected a policy document/ },
  { what: 'a missing file', file: 'missing.json', problem: /found no such file/ },
];

test.each(REFUSED_POLICIES)('$what is refused where a policy document is expected', ({ file, content, problem }) => {
  write(content === undefined ? {} : { [file]: content });
  expectRefused(runCli(['check', file, '--kind', 'identity']), file, problem);
});

test('a policy document is refused where a template is expected, with what to write', () => {
  write({ 'a.json': DOCUMENT });
  expectRefused(runCli(['check', 'a.json']), 'a.json', /found a policy document, expected a CloudFormation template; .*\(--kind\)/);
});

test.each(REFUSED)('$what is refused', ({ files = {}, names, file, problem }) => {
  write(files);
  expectRefused(runCli(['check', ...names]), file, problem);
});

test('a link that leads nowhere is refused', () => {
  symlinkSync('nowhere.json', 'link.json');
  expectRefused(runCli(['check', 'link.json']), 'link.json');
});

test('one bad template among good ones is refused, whatever the order', () => {
  write({ 'bad.json': BAD, 'broken.json': '{' });
  expectRefused(runCli(['check', 'bad.json', 'broken.json']), 'broken.json');
  expectRefused(runCli(['check', 'broken.json', 'bad.json']), 'broken.json');
});

test('what is wrong is said in one line, and cannot steer the terminal', () => {
  const { stderr } = runCli(['check', 'a\n::error::\u001b[31m.json']);
  expect(stderr).toMatch(/^error: a\\u\{a\}::error::\\u\{1b\}\[31m\.json: .*\n$/);
});

const USAGE: readonly { args: string[]; problem: RegExp }[] = [
  { args: ['check'], problem: /missing required argument 'template'/ },
  { args: ['check', 'a.json', '--kind', 'group'], problem: /'group' is invalid\. Allowed choices are identity, trust, boundary, scp, rcp, resource\./ },
  { args: ['check', 'a.json', '--pack', 'loose'], problem: /'loose' is invalid\. Allowed choices are baseline, strict\./ },
  { args: ['check', 'a.json', '--format', 'xml'], problem: /'xml' is invalid\. Allowed choices are text, json, sarif, junit, markdown, html\./ },
  { args: ['check', 'a.json', '--outptu', 'x'], problem: /unknown option '--outptu'\n\(Did you mean --output\?\)/ },
  { args: ['check', 'a.json', '--output'], problem: /argument missing/ },
  { args: ['check', 'a.json', '--trusted-account', '12345'], problem: /'12345' is invalid\. Expected an account id of twelve digits\./ },
  { args: ['check', 'a.json', '--max-session-hours', '0'], problem: /'0' is invalid\. Expected a whole number from 1 to 12\./ },
  { args: ['check', 'a.json', '--max-session-hours', '13'], problem: /'13' is invalid/ },
  { args: ['check', 'a.json', '--max-session-hours', '1.5'], problem: /'1\.5' is invalid/ },
  { args: ['check', 'a.json', '--max-session-hours', 'long'], problem: /'long' is invalid/ },
  { args: ['chekc', 'a.json'], problem: /unknown command 'chekc'\n\(Did you mean check\?\)/ },
  { args: ['--strict'], problem: /unknown option '--strict'/ },
  { args: ['explain'], problem: /missing required argument 'rule'/ },
  { args: ['explain', 'NoAdminStatement', 'KnownActions'], problem: /too many arguments/ },
];

test.each(USAGE)('bad arguments are refused: $args', ({ args, problem }) => {
  write({ 'a.json': CLEAN });
  expectRefused(runCli(args), problem);
});

test('no command at all is refused with the help', () => {
  const outcome = runCli([]);
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
  expect(outcome.stderr).toMatch(/^Usage: cdk-iam-guardrails/);
});

describe('the file of the report', () => {
  const checkInto = (output: string, name = 'a.json') => runCli(['check', name, '--output', output]);

  test('is not made on bad input', () => {
    expectRefused(checkInto('report.txt', 'missing.json'), 'missing.json');
    expect(readdirSync('.')).toEqual([]);
  });

  test('is not changed on bad input', () => {
    write({ 'broken.json': '{', 'report.txt': 'of yesterday' });
    expectRefused(checkInto('report.txt', 'broken.json'), 'broken.json');
    expect(readFileSync('report.txt', 'utf8')).toBe('of yesterday');
  });

  test('is refused in a folder that is not there', () => {
    write({ 'a.json': BAD });
    expectRefused(checkInto('missing/report.txt'), /missing\/report\.txt: cannot be written \(ENOENT\)/);
    expect(existsSync('missing')).toBe(false);
  });

  test('is refused where a folder is', () => {
    write({ 'a.json': BAD });
    mkdirSync('reports');
    expectRefused(checkInto('reports'), /reports: cannot be written \(EISDIR\)/);
    expect(readdirSync('.').sort()).toEqual(['a.json', 'reports']);
  });

  test('is refused below a file', () => {
    write({ 'a.json': BAD });
    expectRefused(checkInto('a.json/report'), /a\.json\/report: cannot be written \(ENOTDIR\)/);
  });

  test('is refused where one of the templates is', () => {
    write({ 'a.json': template({ Child: nestedStack('b.json'), Policy: policy() }), 'b.json': BAD });
    const before = readFileSync('b.json', 'utf8');
    expectRefused(checkInto('./a.json'), /found one of the templates/);
    expectRefused(checkInto('b.json'), /found one of the templates/);
    expect(readFileSync('b.json', 'utf8')).toBe(before);
  });
});
