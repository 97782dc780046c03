/** On policies and templates of others, where that corpus is beside the repository: what a lock says of an app, and of the app after a change. */
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { compareLocks, LockRelation, PrincipalComparison } from '../../src/analysis/lock/compare-locks';
import { PermissionLock } from '../../src/analysis/lock/permission-lock';
import { lockText, parseLock } from '../../src/enforce/lock/lock-file';
import { InputError } from '../../src/model/errors';
import { readTemplates } from '../../src/model/template-reader';
import { lockOf } from '../../src/rules/permission-lock';

const CORPUS = join(__dirname, '..', '..', '..', 'shared', 'corpus');

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly document: Record<string, any>;
}

interface LockedCase {
  readonly id: string;
  readonly template: Record<string, any>;
  readonly lock: PermissionLock;
}

function templateOf({ kind, document }: Case): Record<string, any> | undefined {
  return kind === 'cfn-template' ? document
    : kind === 'resource-policy' ? undefined
      : { Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } } } };
}

function lock(template: Record<string, any>): PermissionLock {
  return lockOf(readTemplates([{ file: 'Stack.template.json', body: template }])).lock;
}

const all: Case[] = existsSync(CORPUS)
  ? readdirSync(CORPUS).filter((name) => name.endsWith('.json')).flatMap((name) => JSON.parse(readFileSync(join(CORPUS, name), 'utf8')))
  : [];
const cases = all.flatMap((item): LockedCase[] => {
  const template = templateOf(item);
  try {
    return template ? [{ id: item.id, template, lock: lock(template) }].filter((one) => Object.keys(one.lock.principals).length > 0) : [];
  } catch (error) {
    if (error instanceof InputError) {
      return [];
    }
    throw error;
  }
});
const measured = cases.length > 0 ? test : test.skip;

if (cases.length === 0) {
  console.warn(`skipped: there is no corpus at ${CORPUS}`);
}

/** The lists of statements of identity-based policies that are written out. */
function statementLists({ Resources }: Record<string, any>): any[][] {
  const resources = Object.values<any>(Resources).filter(({ Type }) => /^AWS::IAM::(Role|User|Group|Policy|ManagedPolicy|.*Policy)$/.test(Type));
  const documents = resources.flatMap(({ Properties: { PolicyDocument, Policies = [] } = {} }) => (
    [PolicyDocument, ...(Array.isArray(Policies) ? Policies.map((one: any) => one?.PolicyDocument) : [])]
  ));
  return documents.map((document) => document?.Statement).filter(Array.isArray);
}

function after(template: Record<string, any>, change: (template: Record<string, any>) => void): PermissionLock {
  const copy = JSON.parse(JSON.stringify(template));
  change(copy);
  return lock(copy);
}

const relations = (comparisons: readonly PrincipalComparison[]) => new Set(comparisons.map(({ relation }) => relation));

measured('a lock that is written, read and compared with its app is equal', () => {
  const unequal = cases.filter((one) => {
    const text = lockText(one.lock);
    return text !== lockText(lock(one.template)) || [...relations(compareLocks(one.lock, parseLock(text, one.id)))].some((relation) => relation !== 'equal');
  });
  expect(unequal.map(({ id }) => id)).toEqual([]);
}, 600_000);

measured('comparison does not hang on the text being the same', () => {
  fc.assert(fc.property(fc.constantFrom(...cases), ({ lock: one }) => {
    // The same statements, in another order and each by itself: what is written differs, what is granted does not.
    const other = Object.fromEntries(Object.entries(one.principals).map(([id, principal]) => [id, {
      ...principal, ...(principal.grants && { grants: [...principal.grants].reverse().flatMap((statement) => [statement, statement]) }),
    }]));
    expect([...relations(compareLocks({ ...one, principals: other }, one))]).toEqual(['equal']);
  }), { numRuns: 200, seed: 6 });
}, 600_000);

measured('a statement more is never narrower, and broader where it grants something new', () => {
  const found: Partial<Record<LockRelation, number>> = {};
  const some = cases.filter(({ template }) => statementLists(template).length > 0);
  fc.assert(fc.property(fc.constantFrom(...some), fc.nat(), ({ template, lock: before, id }, choice) => {
    const changed = compareLocks(after(template, (copy) => {
      const lists = statementLists(copy);
      lists[choice % lists.length].push({ Effect: 'Allow', Action: 'glacier:DeleteVault', Resource: 'arn:aws:glacier:eu-west-1:111122223333:vaults/example' });
    }), before);
    for (const { relation, gained, id: principal } of changed) {
      found[relation] = (found[relation] ?? 0) + 1;
      expect({ id, principal, relation }).not.toEqual({ id, principal, relation: 'narrower' });
      expect(relation !== 'broader' || gained.every(({ of, words }) => of !== 'grants' || words.includes('glacier:DeleteVault'))).toBe(true);
    }
  }), { numRuns: 150, seed: 6 });
  console.log(found);
  expect(found.broader).toBeGreaterThan(75);
}, 600_000);

measured('a statement less is never broader, unless it denied', () => {
  const found: Partial<Record<LockRelation, number>> = {};
  const some = cases.filter(({ template }) => statementLists(template).some((list) => list.length > 1));
  fc.assert(fc.property(fc.constantFrom(...some), fc.nat(), ({ template, lock: before, id }, choice) => {
    let isDenial = false;
    const changed = compareLocks(after(template, (copy) => {
      const lists = statementLists(copy).filter((list) => list.length > 1);
      const list = lists[choice % lists.length];
      const [removed] = list.splice(choice % list.length, 1);
      isDenial = removed.Effect !== 'Allow';
    }), before);
    for (const { relation, gained, id: principal } of changed) {
      found[relation] = (found[relation] ?? 0) + 1;
      expect({ id, principal, gained: isDenial ? [] : gained.filter(({ of }) => of !== 'escalation') }).toEqual({ id, principal, gained: [] });
      expect(isDenial || relation !== 'unknown').toBe(true);
    }
  }), { numRuns: 60, seed: 6 });
  console.log(found);
  expect(found.narrower).toBeGreaterThan(20);
}, 600_000);
