import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import { addToRegistry, Existing, newRule, ruleTemplate } from '../../tools/new-rule';

const REGISTRY = `/** The registry. */
import { noAdminStatement } from './policies/no-admin-statement';
import { Rule } from './rule';
import { trustNoPublicPrincipal } from './trust/trust-no-public-principal';

export const RULES: readonly Rule[] = [
  noAdminStatement,
  trustNoPublicPrincipal,
];
`;

let existing: Existing;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'new-rule-'));
  mkdirSync(join(folder, 'policies'));
  writeFileSync(join(folder, 'index.ts'), REGISTRY);
  existing = { folder, ids: ['NoAdminStatement', 'TrustNoPublicPrincipal'], retiredIds: ['NoOldThing'] };
});

afterEach(() => rmSync(existing.folder, { recursive: true }));

describe('a new rule', () => {
  test('gets a file named after its id that parses', () => {
    const file = newRule('NoFooBar', 'policies', existing);
    expect(file).toBe(join(existing.folder, 'policies', 'no-foo-bar.ts'));
    const text = readFileSync(file, 'utf8');
    expect(text).toContain("export const noFooBar = defineRule({\n  id: 'NoFooBar',");
    expect(ts.transpileModule(text, { reportDiagnostics: true }).diagnostics).toEqual([]);
  });

  test('compiles among the other rules', () => {
    const file = join(__dirname, '..', '..', 'src', 'rules', 'policies', 'no-foo-bar.ts');
    const options: ts.CompilerOptions = { strict: true, noEmit: true, noUnusedLocals: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, types: ['node'] };
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile } = host;
    host.fileExists = (path) => path === file || fileExists(path);
    host.readFile = (path) => (path === file ? ruleTemplate('NoFooBar') : readFile(path));
    host.getSourceFile = (path, version) => {
      const text = host.readFile(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, version);
    };
    const program = ts.createProgram([file], options, host);
    expect(program.getSemanticDiagnostics(program.getSourceFile(file)).map(({ messageText }) => messageText)).toEqual([]);
  });

  test('gets its import and its registry line in order', () => {
    newRule('NoFooBar', 'policies', existing);
    expect(readFileSync(join(existing.folder, 'index.ts'), 'utf8')).toBe(`/** The registry. */
import { noAdminStatement } from './policies/no-admin-statement';
import { noFooBar } from './policies/no-foo-bar';
import { Rule } from './rule';
import { trustNoPublicPrincipal } from './trust/trust-no-public-principal';

export const RULES: readonly Rule[] = [
  noAdminStatement,
  noFooBar,
  trustNoPublicPrincipal,
];
`);
  });

  test('can open a new area', () => {
    expect(existsSync(newRule('KeysRotated', 'credentials', existing))).toBe(true);
  });

  test.each([
    ['before all others', 'AaaFirst', 'aaa'],
    ['after all others', 'ZzzLast', 'zzz'],
  ])('goes %s where it sorts so', (_place, id, area) => {
    const lines = addToRegistry(REGISTRY, id, area).split('\n');
    const sorted = (pattern: RegExp) => lines.filter((line) => pattern.test(line));
    expect(sorted(/^ {2}\w+,$/)).toEqual([...sorted(/^ {2}\w+,$/)].sort());
    expect(sorted(/^ {2}\w+,$/)).toHaveLength(3);
    expect(sorted(/from '\.\/\w+\//)).toHaveLength(3);
  });

  test.each([
    ['an id that exists', 'NoAdminStatement', 'policies', 'NoAdminStatement exists already'],
    ['an id that differs in capitals only', 'NoAdminstatement', 'policies', 'NoAdminStatement exists already'],
    ['a retired id', 'NoOldThing', 'policies', 'NoOldThing is retired'],
    ['an id in another case', 'no-foo', 'policies', 'id: found "no-foo", expected words that begin with a capital'],
    ['an area outside the rules', 'NoFoo', '../enforce', 'area: found "../enforce", expected a folder of src/rules'],
  ])('is refused for %s, and nothing changes', (_what, id, area, message) => {
    expect(() => newRule(id, area, existing)).toThrow(message);
    expect(readFileSync(join(existing.folder, 'index.ts'), 'utf8')).toBe(REGISTRY);
  });

  test('is refused where its file is there but not in the registry', () => {
    const file = newRule('NoFooBar', 'policies', existing);
    expect(() => newRule('NoFooBar', 'policies', existing)).toThrow('NoFooBar exists already');
    expect(existsSync(file)).toBe(true);
  });
});
