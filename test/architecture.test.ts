/** The floors of the house (CONTRIBUTING.md, "Floors"): imports point down only. */
import { join } from 'path';
import * as ts from 'typescript';
import { findCycle, Import, importsOf, reachedFrom, readSources, Sources } from './support/imports';

/** What is below `src/`, from the ground up. */
const FLOORS: readonly (readonly string[])[] = [
  ['policy', 'catalogue'],
  ['evaluate'],
  ['analysis'],
  ['model'],
  ['rules'],
  ['enforce', 'constructs', 'lambda'],
  ['cli', 'index.ts'],
];
const CDK = /^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/;
const WITHOUT_CDK = ['policy', 'catalogue', 'evaluate', 'analysis', 'model', 'rules', 'lambda', 'cli'];

const ROOT = join(__dirname, '..');
const sources = readSources(ROOT, 'src');
const imports = importsOf(sources);

/** The folder below `src/`, or the file where it stands in `src/` itself. */
function partOf(path: string): string {
  return path.split('/')[1];
}

function floorOf(path: string): number {
  return FLOORS.findIndex((parts) => parts.includes(partOf(path)));
}

function upward(all: readonly Import[]): string[] {
  return all.filter(({ from, to, local }) => local && to.startsWith('src/') && floorOf(to) > floorOf(from)).map(arrow);
}

/** projen writes `*-function.ts` beside a handler: a construct, not the handler's code. */
function isHandwritten(path: string): boolean {
  return !(partOf(path) === 'lambda' && path.endsWith('-function.ts'));
}

function cdkWhereItMustNotBe(all: readonly Import[]): string[] {
  return all.filter(({ from, to }) => WITHOUT_CDK.includes(partOf(from)) && isHandwritten(from) && CDK.test(to)).map(arrow);
}

function arrow({ from, to }: Pick<Import, 'from' | 'to'>): string {
  return `${from} -> ${to}`;
}

function exportsOtherThanNamed(index: string): string[] {
  const file = ts.createSourceFile('index.ts', index, ts.ScriptTarget.ES2022, true);
  return file.statements
    .filter((statement) => !(ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)))
    .map((statement) => statement.getText());
}

describe('the floors', () => {
  test('every source file stands on one', () => {
    expect([...sources.keys()].filter((path) => floorOf(path) === -1)).toEqual([]);
  });

  test('no import points up', () => {
    expect(upward(imports)).toEqual([]);
  });

  test('no import leaves src for other files of the repository', () => {
    expect(imports.filter(({ to, local }) => local && !sources.has(to)).map(arrow)).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    expect(findCycle(imports.filter(({ local }) => local).map(({ from, to }) => [from, to]))).toBeUndefined();
  });

  test('no folder imports itself by way of others', () => {
    const edges = imports.filter(({ local }) => local).map(({ from, to }) => [partOf(from), partOf(to)] as const);
    expect(findCycle(edges.filter(([from, to]) => from !== to))).toBeUndefined();
  });

  test('what needs no construct tree does not import CDK', () => {
    expect(cdkWhereItMustNotBe(imports)).toEqual([]);
  });

  test('the command line does not load CDK through what it imports either', () => {
    const reached = reachedFrom([...sources.keys()].filter((path) => partOf(path) === 'cli'), imports);
    expect(imports.filter(({ from, to, typeOnly }) => reached.has(from) && CDK.test(to) && !typeOnly).map(arrow)).toEqual([]);
  });

  test('index.ts has named exports only', () => {
    expect(exportsOtherThanNamed(sources.get('src/index.ts')!)).toEqual([]);
  });
});

describe('the check of the floors', () => {
  const fake = (files: Record<string, string>): Import[] => importsOf(new Map(Object.entries(files)) as Sources);
  const enforce = { 'src/enforce/gate.ts': 'export const gate = 1;' };

  test.each([
    ["import { gate } from '../enforce/gate';"],
    ["import '../enforce/gate';"],
    ["import type { gate } from '../enforce/gate';"],
    ["export { gate } from '../enforce/gate';"],
    ["export * from '../enforce/gate';"],
    ["import gate = require('../enforce/gate');"],
    ["const gate = require('../enforce/gate');"],
    ["const load = () => import('../enforce/gate');"],
    ["let gate: typeof import('../enforce/gate');"],
  ])('sees the upward import of %s', (text) => {
    expect(upward(fake({ ...enforce, 'src/rules/rule.ts': text }))).toEqual(['src/rules/rule.ts -> src/enforce/gate.ts']);
  });

  test('sees an upward import of a folder by its index', () => {
    expect(upward(fake({ 'src/rules/index.ts': '', 'src/model/reader.ts': "import { RULES } from '../rules';" })))
      .toEqual(['src/model/reader.ts -> src/rules/index.ts']);
  });

  test('lets imports point down and stay within a folder', () => {
    expect(upward(fake({
      'src/policy/arn.ts': "import { Text } from './text';", 'src/policy/text.ts': '', 'src/rules/rule.ts': "import { Arn } from '../policy/arn';",
    }))).toEqual([]);
  });

  test('takes no comment or text for an import', () => {
    expect(upward(fake({ ...enforce, 'src/rules/rule.ts': '// import "../enforce/gate"\nconst text = "import \'../enforce/gate\'";' }))).toEqual([]);
  });

  test.each(['aws-cdk-lib', 'aws-cdk-lib/aws-iam', 'constructs', 'cdk-nag'])('sees %s below the constructs', (module) => {
    expect(cdkWhereItMustNotBe(fake({ 'src/model/reader.ts': `import { X } from '${module}';` }))).toEqual([`src/model/reader.ts -> ${module}`]);
    expect(cdkWhereItMustNotBe(fake({ 'src/constructs/role.ts': `import { X } from '${module}';` }))).toEqual([]);
  });

  test('lets a generated function of a handler import CDK, and its handler not', () => {
    const text = "import * as lambda from 'aws-cdk-lib/aws-lambda';";
    expect(cdkWhereItMustNotBe(fake({ 'src/lambda/job/handler-function.ts': text, 'src/lambda/job/handler.lambda.ts': text })))
      .toEqual(['src/lambda/job/handler.lambda.ts -> aws-cdk-lib/aws-lambda']);
  });

  test('sees a cycle', () => {
    expect(findCycle([['a', 'b'], ['b', 'c'], ['c', 'b']])).toEqual(['b', 'c', 'b']);
    expect(findCycle([['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd']])).toBeUndefined();
  });

  test('follows what runs, not what is a type only', () => {
    const all = fake({ 'src/cli/main.ts': "import './a'; import type { B } from './b';", 'src/cli/a.ts': "import './c';", 'src/cli/b.ts': '', 'src/cli/c.ts': '' });
    expect([...reachedFrom(['src/cli/main.ts'], all).keys()]).toEqual(['src/cli/main.ts', 'src/cli/a.ts', 'src/cli/c.ts']);
  });

  test('sees what index.ts must not have', () => {
    const bad = ["export * from './a';", "export * as a from './a';", 'export const a = 1;'];
    expect(exportsOtherThanNamed(["export { A } from './a';", ...bad].join('\n'))).toEqual(bad);
  });
});
