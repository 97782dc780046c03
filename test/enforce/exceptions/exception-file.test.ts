import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseExceptions, readExceptionFile } from '../../../src/enforce/exceptions/exception-file';
import { RULES } from '../../../src/rules';

const LIMITS = { today: '2026-06-15', maxDays: 365 };
const FILE = 'guardrail-exceptions.json';
const VALID = {
  rule: 'NoAdminStatement', construct: 'Stack/Admin', reason: 'administrators of the sandbox', owner: 'platform-team', expires: '2026-12-31',
};

const parse = (text: string) => parseExceptions(text, FILE, LIMITS).exceptions;
const parseEntries = (...entries: unknown[]) => parse(JSON.stringify({ exceptions: entries }, null, 2));
function errorOf(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
const without = (name: string) => Object.fromEntries(Object.entries(VALID).filter(([key]) => key !== name));

test('comments, trailing commas and the address of the schema are allowed', () => {
  const exceptions = parse(`{
    "$schema": "./node_modules/cdk-iam-guardrails/schemas/guardrail-exceptions.schema.json",
    // reviewed by the security team
    "exceptions": [
      ${JSON.stringify({ ...VALID, key: 'Action=*;Resource=*', ticket: 'SEC-1' })}, /* first */
    ],
  }`);
  expect(exceptions).toEqual([{ ...VALID, key: 'Action=*;Resource=*', ticket: 'SEC-1', file: FILE, location: 'exceptions[0]', line: 5 }]);
});

test('a file without exceptions is valid', () => {
  expect(parse('{ "exceptions": [] }')).toEqual([]);
});

test('the id of a rule may have the prefix that its findings have, and any case', () => {
  expect(parseEntries({ ...VALID, rule: 'IamGuardrails-noadminstatement' })[0].rule).toBe('NoAdminStatement');
});

test.each([
  ['rule', 'the id of a rule'], ['construct', 'the path of a construct'], ['reason', 'why it is accepted, in 20 characters or more'],
  ['owner', 'who answers for it'], ['expires', 'the last day it holds, in UTC, as YYYY-MM-DD'],
])('an entry without %s is an error that names the entry and what is expected', (name, expected) => {
  const about = name === 'rule' ? 'line 3' : 'line 3, NoAdminStatement';
  expect(errorOf(() => parseEntries(without(name)))).toContain(`${FILE}: exceptions[0].${name} (${about}): found nothing, expected ${expected}`);
});

test.each([
  ['a reason that is too short', { reason: 'because we can' }, '.reason (line 3, NoAdminStatement): found "because we can", expected why it is accepted'],
  ['a reason of spaces', { reason: `it is${' '.repeat(20)}` }, '.reason (line 3, NoAdminStatement): found "it is   '],
  ['a day that no calendar has', { expires: '2026-11-31' }, '.expires (line 3, NoAdminStatement): found "2026-11-31", expected the last day it holds'],
  ['another form of a day', { expires: '31.12.2026' }, '.expires (line 3, NoAdminStatement): found "31.12.2026"'],
  ['a day that is too far ahead', { expires: '2027-06-16' }, '.expires (line 3, NoAdminStatement): found "2027-06-16", expected 2027-06-15 at the latest (365 days from 2026-06-15)'],
  ['an empty owner', { owner: ' ' }, '.owner (line 3, NoAdminStatement): found " ", expected who answers for it'],
  ['a list of owners', { owner: ['a'] }, '.owner (line 3, NoAdminStatement): found a list, expected who answers for it'],
  ['a property that is misspelt', { expire: '2026-12-31' }, '.expire (line 3, NoAdminStatement): found a property that is not known, expected one of rule, key, keyPattern, construct'],
  ['a key and a pattern', { key: 'A', keyPattern: '*' }, 'exceptions[0] (line 3, NoAdminStatement): found both key and keyPattern, expected one of them or neither'],
  ['a rule that nobody knows', { rule: 'NoAdminStatment' }, '.rule (line 3): found "NoAdminStatment", expected the id of a rule. There is no such rule. Did you mean NoAdminStatement?'],
  ['the id of a finding in place of a rule', { rule: 'NoAdminStatement[Action=*;Resource=*]' }, '.rule (line 3): found "NoAdminStatement[Action=*;Resource=*]", expected the id of a rule'],
  ['a path that ends in a slash', { construct: 'Stack/' }, '.construct (line 3, NoAdminStatement): found "Stack/", expected the path of a construct'],
])('%s is an error', (_name, change, expected) => {
  expect(errorOf(() => parseEntries({ ...VALID, ...change }))).toContain(expected);
});

test('the last day that is allowed, and one that is past, are no errors', () => {
  expect(parseEntries({ ...VALID, expires: '2027-06-15' }, { ...VALID, construct: 'Other', expires: '2020-02-29' })).toHaveLength(2);
});

test('the same rule, key and construct twice is an error', () => {
  expect(errorOf(() => parseEntries(VALID, { ...VALID, rule: 'IamGuardrails-NoAdminStatement', owner: 'another-team' })))
    .toBe(`${FILE}: exceptions[1] (NoAdminStatement at Stack/Admin): found the same rule, key and construct as in exceptions[0], expected each once`);
  expect(errorOf(() => parseEntries(VALID, { ...VALID, construct: './Stack\\Admin' }))).toContain('found the same rule, key and construct');
});

test.each(['*', '**', '*/*', '?*'])('the construct %s by itself is an error: the rule would be off everywhere', (construct) => {
  const problem = `exceptions[0].construct (line 3, NoAdminStatement): found "${construct}", expected a construct, or a key beside it`;
  expect(errorOf(() => parseEntries({ ...VALID, construct }))).toContain(problem);
  expect(errorOf(() => parseEntries({ ...VALID, construct, keyPattern: '*' }))).toContain(problem);
  expect(parseEntries({ ...VALID, construct, keyPattern: 'Action=s3:*' }, { ...VALID, construct: '*/Admin' })).toHaveLength(2);
});

test('what is granted beyond the lock is accepted by its key alone, and a stale exception not at all', () => {
  const beyond = { ...VALID, rule: 'GrantsWithinLock' };
  for (const extent of [{}, { keyPattern: 'Beyond=*' }]) {
    expect(errorOf(() => parseEntries({ ...beyond, ...extent }))).toContain('exceptions[0].key (line 3, GrantsWithinLock): found nothing, expected the key of the finding');
  }
  expect(parseEntries({ ...beyond, key: 'Beyond=grants~3f0c2a91' })).toHaveLength(1);
  expect(errorOf(() => parseEntries({ ...VALID, rule: 'StaleException' }))).toContain('exceptions[0].rule (line 3): found "StaleException", expected another rule');
});

test('a file that an editor on Windows has written is read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exceptions-'));
  const file = join(folder, FILE);
  writeFileSync(file, `\uFEFF${JSON.stringify({ exceptions: [VALID] }, null, 2).replaceAll('\n', '\r\n')}`);
  expect(readExceptionFile(file, LIMITS).exceptions).toEqual([{ ...VALID, file, location: 'exceptions[0]', line: 3 }]);
  rmSync(folder, { recursive: true });
});

test('all problems are said at once, a line each', () => {
  const lines = errorOf(() => parseEntries(without('owner'), { ...VALID, rule: 'NoFoo', expires: 'never' }, 'nothing')).split('\n');
  expect(lines).toEqual([
    `${FILE}: found 4 problems:`,
    expect.stringContaining('exceptions[0].owner'), expect.stringContaining('exceptions[1].expires'),
    expect.stringContaining('exceptions[2] (line 16): found "nothing", expected an exception'), expect.stringContaining('exceptions[1].rule'),
  ]);
});

test.each([
  ['', 'line 1, column 1: found an empty file'],
  ['{ "exceptions": [ }', 'line 1, column 19: found broken JSON (ValueExpected)'],
  ['{\n  "exceptions": []\n', 'found broken JSON (CloseBraceExpected)'],
  ['[]', 'found a list, expected findings that are accepted for a while'],
  ['{}', 'exceptions: found nothing, expected a list of exceptions'],
  ['{ "exceptions": {} }', 'exceptions: found an object, expected a list of exceptions'],
])('the text %j is an error that says what was found', (text, expected) => {
  expect(errorOf(() => parse(text))).toContain(expected);
});

test('a property that stands twice is an error: who reviews reads the first, and the last would count', () => {
  const text = JSON.stringify({ exceptions: [VALID] }).replace('"owner"', '"expires":"2026-07-01","owner"');
  expect(errorOf(() => parse(text))).toContain('exceptions[0].expires (line 1, NoAdminStatement): found the property more than once');
});

test('a file that is not there is an error that names it', () => {
  expect(errorOf(() => readExceptionFile('nowhere.json', LIMITS))).toBe('nowhere.json: cannot be read (ENOENT), expected a file');
});

test('the schema describes each property in words that fit behind "expected"', () => {
  const { definitions: { exception } } = JSON.parse(readFileSync('schemas/guardrail-exceptions.schema.json', 'utf8'));
  for (const { description } of Object.values<{ description: string }>(exception.properties)) {
    expect(description).toMatch(/^[a-z].*[^.]$/);
  }
});

test('findings of every rule can be excepted, but for those of exceptions', () => {
  const ids = RULES.map(({ id }) => id).filter((id) => id !== 'StaleException');
  expect(parseEntries(...ids.map((rule) => ({ ...VALID, rule, key: 'Key=1' })))).toHaveLength(ids.length);
});
