/**
 * Makes a new rule: its file and its line in the registry.
 *
 *   npx projen new-rule -- NoFoo policies
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { RENEW_RULES } from './render-rules';
import { fileNameOf, RULE_ID, variableOf } from './rule-names';
import { RETIRED_RULE_IDS, RULES } from '../src/rules';

const RULES_FOLDER = join(__dirname, '..', 'src', 'rules');

/** What is there already. */
export interface Existing {
  readonly folder: string;
  readonly ids: readonly string[];
  readonly retiredIds: readonly string[];
}

/** Returns the path of the rule's file; an id or area that cannot be taken is an error that says why. */
export function newRule(id: string, area: string, { folder, ids, retiredIds }: Existing): string {
  const areas = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  const file = join(folder, area, `${fileNameOf(id)}.ts`);
  if (!RULE_ID.test(id)) {
    throw new Error(`id: found "${id}", expected words that begin with a capital, for instance NoAdminStatement`);
  }
  if (!/^[a-z][a-z-]*$/.test(area)) {
    throw new Error(`area: found "${area}", expected a folder of src/rules in lower case, for instance ${areas.join(', ')}`);
  }
  if (retiredIds.includes(id)) {
    throw new Error(`id: ${id} is retired, and acknowledgments of it may still be about; take another`);
  }
  const taken = ids.find((other) => other.toLowerCase() === id.toLowerCase());
  if (taken || existsSync(file)) {
    throw new Error(`id: ${taken ?? id} exists already; take another, or change that rule`);
  }
  const registry = join(folder, 'index.ts');
  const changed = addToRegistry(readFileSync(registry, 'utf8'), id, area);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, ruleTemplate(id));
  writeFileSync(registry, changed);
  return file;
}

/** Adds the import and the registry line where they belong, in order. */
export function addToRegistry(source: string, id: string, area: string): string {
  const lines = source.split('\n');
  insertSorted(lines, /^import \{ (\w+) \} from '(\.\/[^']+)';$/, 2, `./${area}/${fileNameOf(id)}`,
    `import { ${variableOf(id)} } from './${area}/${fileNameOf(id)}';`, lines.findIndex((line) => line.startsWith('import ')));
  insertSorted(lines, /^ {2}(\w+),$/, 1, variableOf(id), `  ${variableOf(id)},`, lines.findIndex((line) => /RULES.* = \[$/.test(line)) + 1);
  return lines.join('\n');
}

/** Before the first line that matches and sorts later; else after the last that matches, or at `start`. */
function insertSorted(lines: string[], pattern: RegExp, group: number, sortKey: string, line: string, start: number): void {
  const matching = lines.flatMap((text, index) => {
    const match = pattern.exec(text);
    return match ? [{ index, key: match[group] }] : [];
  });
  const later = matching.find(({ key }) => key > sortKey);
  const last = matching[matching.length - 1];
  lines.splice(later?.index ?? (last ? last.index + 1 : start), 0, line);
}

export function ruleTemplate(id: string): string {
  return `import { Statement } from '../../policy/statement';
import { policyExample, ref, stringParameter } from '../example-templates';
import { statementKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, judgeEach, occurrences, Problem } from '../select';

export const ${variableOf(id)} = defineRule({
  id: '${id}',
  title: 'TODO: what is wrong, as a sentence without a capital and a full stop',
  why: 'TODO: what an attacker or a mistake makes of it.',
  fix: 'TODO: what to write instead.',
  severity: 'error',
  packs: ['strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/TODO'],
  unknown: 'TODO: what is said where only the deployment can tell.',
  examples: {
    bad: [policyExample('TODO: what is wrong', { Effect: 'Allow', Action: 'todo:Bad', Resource: '*' })],
    good: [policyExample('TODO: what to write instead', { Effect: 'Allow', Action: 'todo:Good', Resource: '*' })],
    unknown: [
      { ...policyExample('TODO: a parameter decides', { Effect: 'Allow', Action: ref('Action'), Resource: '*' }), parameters: stringParameter('Action') },
    ],
  },
  check: (model) => judgeEach(occurrences(model, ['identity'], 'Allow'), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  if (isTodo()) {
    yield { key: statementKey(statement), message: 'TODO: what it does', witness: describeStatement(statement) };
  }
}

function isTodo(): boolean {
  return false;
}
`;
}

function nextSteps(file: string): string {
  return [
    `made ${file} and its line in src/rules/index.ts. Next:`,
    '  1. write the examples: what violates, what passes, and what only the deployment can tell;',
    '  2. run them, and watch them fail: npx jest test/rules/catalogue.test.ts',
    '  3. write the check, and replace each TODO;',
    `  4. renew the documentation: ${RENEW_RULES}`,
  ].join('\n');
}

function main(args: readonly string[]): void {
  const [id, area, ...rest] = args.filter((argument) => argument !== '--');
  if (!id || !area || rest.length > 0) {
    throw new Error('usage: npx projen new-rule -- <Id> <area>, for instance: npx projen new-rule -- NoFoo policies');
  }
  console.log(nextSteps(newRule(id, area, { folder: RULES_FOLDER, ids: RULES.map((rule) => rule.id), retiredIds: RETIRED_RULE_IDS })));
}

if (require.main === module) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
