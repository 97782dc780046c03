import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { InputError } from '../../src/model/errors';
import { MOST_TEMPLATE_BYTES, parseTemplate, readTemplateFile } from '../../src/model/template-file';

const x = (yaml: string) => (parseTemplate(`Resources:\n  X: ${yaml}\n`, 't.yaml').Resources as Record<string, unknown>).X;

function problemOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  throw new Error('expected an InputError');
}

describe('short forms of YAML', () => {
  test.each<[string, unknown]>([
    ['!Ref A', { Ref: 'A' }],
    ['!Condition A', { Condition: 'A' }],
    ['!GetAtt A.B', { 'Fn::GetAtt': 'A.B' }],
    ['!GetAtt [A, B]', { 'Fn::GetAtt': ['A', 'B'] }],
    ['!Sub "${A}-x"', { 'Fn::Sub': '${A}-x' }],
    ['!Sub ["${a}", {a: !Ref A}]', { 'Fn::Sub': ['${a}', { a: { Ref: 'A' } }] }],
    ['!Join [":", [a, !If [C, !Ref A, !Ref "AWS::NoValue"]]]', { 'Fn::Join': [':', ['a', { 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }]] }],
    ['!Select [0, !Split [",", !ImportValue a]]', { 'Fn::Select': [0, { 'Fn::Split': [',', { 'Fn::ImportValue': 'a' }] }] }],
    ['!FindInMap [M, !Ref "AWS::Region", k]', { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k'] }],
    ['!And [!Equals [a, b], !Or [!Condition C], !Not [!Condition D]]', {
      'Fn::And': [{ 'Fn::Equals': ['a', 'b'] }, { 'Fn::Or': [{ Condition: 'C' }] }, { 'Fn::Not': [{ Condition: 'D' }] }],
    }],
    ['!GetAZs ""', { 'Fn::GetAZs': '' }],
    ['!Base64 |\n    a\n    b', { 'Fn::Base64': 'a\nb\n' }],
    ['!Transform {Name: AWS::Include}', { 'Fn::Transform': { Name: 'AWS::Include' } }],
    ['!ToJsonString {a: !Ref A}', { 'Fn::ToJsonString': { a: { Ref: 'A' } } }],
    ['{Fn::Sub: "${A}"}', { 'Fn::Sub': '${A}' }],
  ])('%s', (yaml, expected) => {
    expect(x(yaml)).toEqual(expected);
  });

  test('dates, times and crons stay text', () => {
    expect(x('{Version: 2012-10-17, a: 12:30, b: 0 12 * * ?, c: 5}')).toEqual({ Version: '2012-10-17', a: '12:30', b: '0 12 * * ?', c: 5 });
  });

  test('the words of YAML 1.1 for true and false are no text', () => {
    expect(x('[yes, Yes, ON, true, no, NO, Off, FALSE]')).toEqual([true, true, true, true, false, false, false, false]);
    expect(x('!Equals [!Ref A, no]')).toEqual({ 'Fn::Equals': [{ Ref: 'A' }, false] });
  });

  test('a word in quotes, one letter and a key stay text', () => {
    expect(x('{on: "yes", No: y, off: N}')).toEqual({ on: 'yes', No: 'y', off: 'N' });
  });

  test('a key may be an alias of a text, or be said to be a text', () => {
    expect(x('[&a p, {*a : 1}, {! "Ref": b}]')).toEqual(['p', { p: 1 }, { Ref: 'b' }]);
  });

  test('aliases and merge keys are followed', () => {
    expect(x('[&a {p: 1}, *a, {<<: *a, q: 2}]')).toEqual([{ p: 1 }, { p: 1 }, { p: 1, q: 2 }]);
  });
});

test('JSON is read, with a byte order mark and with space before it', () => {
  expect(parseTemplate('\uFEFF\n {"Resources": {"A": {"Type": "T"}}}', 't')).toEqual({ Resources: { A: { Type: 'T' } } });
});

test('YAML may be written in braces', () => {
  expect(parseTemplate('{Resources: {A: !Ref B}}', 't')).toEqual({ Resources: { A: { Ref: 'B' } } });
});

describe('content that is no template', () => {
  const nested = (open: string, close: string, count: number) => open.repeat(count) + close.repeat(count);
  const bomb = ['a0: &a0 [x]', ...Array.from({ length: 40 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`), 'Resources: {}'].join('\n');

  test.each<[string, string, string]>([
    ['nothing', '', 'found an empty file, expected'],
    ['only space', ' \n\t\n', 'found an empty file, expected'],
    ['a text', 'hello', 'found a string, expected'],
    ['a list', '[1, 2]', 'found a list, expected'],
    ['only a comment', '# nothing', 'found nothing, expected'],
    ['no Resources', '{"Parameters": {}}', 'found an object without Resources, expected'],
    ['broken JSON', '{"Resources": {', 'found broken JSON ('],
    ['broken YAML', 'Resources:\n  A: [1\n', 'found broken YAML ('],
    ['YAML with a key twice', 'Resources:\n  A: 1\n  A: 2\n', 'found broken YAML (Map keys must be unique at line 3, column 3), expected'],
    ['YAML with a mapping as a key', 'Resources:\n  A:\n    ? {b: c}\n    : d\n', 'found broken YAML (a key that is no text at line 3, column 7), expected'],
    ['YAML with a list as a key', 'Resources:\n  A: {[b]: c}\n', 'found broken YAML (a key that is no text at line 2, column 7), expected'],
    ['YAML with a placeholder that is not in quotes', 'Resources:\n  A: {Name: {{ Name }}}\n', 'found broken YAML (a key that is no text at line 2, column 14), expected'],
    ['YAML with an alias of a mapping as a key', 'Resources:\n  A: &a {b: c}\n  *a : d\n', 'found broken YAML (a key that is no text at line 3, column 3), expected'],
    ['YAML with a short form as a key', 'Resources:\n  A: {!Ref b: c}\n', 'found broken YAML (a key that is no text at line 2, column 12), expected'],
    ['several YAML documents', 'Resources: {}\n---\nResources: {}', 'found broken YAML (Source contains multiple documents'],
    ['an alias of nothing', 'Resources: *gone', 'found broken YAML ('],
    ['JSON nested deep', `{"Resources": {"A": ${nested('[', ']', 100_000)}}}`, 'Resources.A: found values nested deeper than 200 levels, expected'],
    ['JSON that is nothing but deep', nested('[', ']', 10_000), 'found broken YAML (values nested too deep'],
    ['YAML nested deep in flow style', `Resources: ${nested('{a: ', '}', 5000)}`, 'found broken YAML (values nested too deep'],
    ['short forms nested deep', `Resources: ${nested('!Join [', ']', 5000)}`, 'found broken YAML (values nested too deep'],
    ['YAML that is a little too deep', `Resources: {A: ${nested('[', ']', 250)}}`, 'Resources.A: found values nested deeper than 200 levels, expected'],
    ['an alias bomb', bomb, 'found broken YAML (Excessive alias count'],
    ['an anchor that holds itself', 'Resources: {A: &a [*a]}', 'Resources.A: found values nested deeper than 200 levels, expected'],
    ['a short form that holds itself', 'Resources: {A: &a !Join [*a, *a]}', 'Resources.A: found values nested deeper than 200 levels, expected'],
    ['a merge key that merges itself', 'Resources: &a\n  <<: *a', 'found broken YAML ('],
  ])('%s', (_what, text, problem) => {
    const message = problemOf(() => parseTemplate(text, 'dir/t.yaml'));
    expect(message).toContain(`dir/t.yaml: ${problem}`);
    expect(message).toMatch(/, expected a CloudFormation template$/);
  });
});

describe('files', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'template-file-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function write(name: string, text: string): string {
    const file = join(directory, name);
    writeFileSync(file, text);
    return file;
  }

  test('a template is read by its content, whatever it is called', () => {
    expect(readTemplateFile(write('a.txt', 'Resources: {}'))).toEqual({ Resources: {} });
  });

  test('a file that is not there, a directory and a file that cannot be opened are errors that name the file', () => {
    const loop = join(directory, 'loop');
    symlinkSync(loop, loop);
    const missing = join(directory, 'missing.json');
    expect(problemOf(() => readTemplateFile(missing))).toBe(`${missing}: cannot be read (ENOENT), expected a file`);
    expect(problemOf(() => readTemplateFile(loop))).toBe(`${loop}: cannot be read (ELOOP), expected a file`);
    expect(problemOf(() => readTemplateFile(directory))).toBe(`${directory}: found a directory, expected a CloudFormation template`);
  });

  test('a template over one megabyte is an error, one of just that size is not', () => {
    const filled = (bytes: number) => write(`${bytes}.json`, '{"Resources":{}}'.padEnd(bytes));
    expect(readTemplateFile(filled(MOST_TEMPLATE_BYTES))).toEqual({ Resources: {} });
    expect(problemOf(() => readTemplateFile(filled(MOST_TEMPLATE_BYTES + 1)))).toContain('found a template of 1048577 bytes, expected at most 1048576');
  });

  test('resources that refer to each other in a circle are an error', () => {
    const file = write('circle.yaml', 'Resources:\n  A: {Type: T, Properties: {x: !Ref B}}\n  B: {Type: T, DependsOn: A}\n');
    expect(problemOf(() => readTemplateFile(file))).toContain(`${file}: Resources.A: found a circular dependency (A -> B -> A)`);
  });
});
