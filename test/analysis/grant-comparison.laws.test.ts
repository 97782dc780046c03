/** What holds of every comparison, on random sets of policies. */
import fc from 'fast-check';
import { allow, deny, grants, named, policySets, requests } from './grant-sets';
import { compareGrants, GrantRelation } from '../../src/analysis/grant-comparison';
import { decide } from '../../src/evaluate/decide';
import { NamedPolicy, PolicySet } from '../../src/evaluate/decision';

const RUNS = { numRuns: 150 };
const relation = (a: PolicySet, b: PolicySet) => compareGrants(a, b).relation;
const isPart = (found: GrantRelation) => found === 'equal' || found === 'narrower';
const CONVERSE: Record<GrantRelation, GrantRelation> = {
  equal: 'equal', narrower: 'broader', broader: 'narrower', incomparable: 'incomparable', unknown: 'unknown',
};

const reversed = ({ name, document }: NamedPolicy) => ({ name, document: { ...document, statements: [...document.statements].reverse() } });

/** Pairs that often have to do with each other: the second adds to the first. */
const related = fc.tuple(policySets, policySets).map(([a, b]): [PolicySet, PolicySet] => [a, { ...a, identity: [...a.identity, ...b.identity] }]);
const pairs = fc.oneof(fc.tuple(policySets, policySets), related);

test('a set is equal to itself, written once more', () => {
  fc.assert(fc.property(policySets, (a) => {
    const again = { ...a, identity: a.identity.map(reversed) };
    expect(relation(a, again)).toBe('equal');
  }), RUNS);
});

test('seen from the other side, the relation is the converse', () => {
  fc.assert(fc.property(pairs, ([a, b]) => expect(relation(b, a)).toBe(CONVERSE[relation(a, b)])), RUNS);
});

test('a part of a part is never more than the whole', () => {
  const chains = fc.tuple(pairs, policySets).map(([[a, b], c]) => [a, b, { ...b, identity: [...b.identity, ...c.identity] }] as const);
  fc.assert(fc.property(chains, ([a, b, c]) => {
    if (isPart(relation(a, b)) && isPart(relation(b, c))) {
      expect(['equal', 'narrower', 'unknown']).toContain(relation(a, c));
    }
  }), RUNS);
});

test('what the narrower set allows, the other allows too', () => {
  fc.assert(fc.property(pairs, fc.array(requests, { minLength: 20, maxLength: 20 }), ([a, b], asked) => {
    if (isPart(relation(a, b))) {
      for (const one of asked.filter((request) => decide(request, a).outcome === 'allowed')) {
        expect(decide(one, b).outcome).toBe('allowed');
      }
    }
  }), { numRuns: 400 });
});

test('the example is allowed on the side that it is said to be, and denied on the other', () => {
  fc.assert(fc.property(pairs, ([a, b]) => {
    const { relation: found, onlyFirst, onlySecond } = compareGrants(a, b);
    expect(onlyFirst === undefined || (decide(onlyFirst, a).outcome === 'allowed' && /Deny/.test(decide(onlyFirst, b).outcome))).toBe(true);
    expect(onlySecond === undefined || (decide(onlySecond, b).outcome === 'allowed' && /Deny/.test(decide(onlySecond, a).outcome))).toBe(true);
    expect(found === 'unknown' || onlyFirst !== undefined).toBe(found === 'unknown' || found === 'broader' || found === 'incomparable');
    expect(found === 'unknown' || onlySecond !== undefined).toBe(found === 'unknown' || found === 'narrower' || found === 'incomparable');
  }), RUNS);
});

test('most comparisons are settled', () => {
  const settled = fc.sample(pairs, { numRuns: 250, seed: 1 }).filter(([a, b]) => relation(a, b) !== 'unknown');
  expect(settled.length).toBeGreaterThanOrEqual(225);
});

test('a boundary, a service control policy and a denial never broaden', () => {
  const limits = named('Limit', [allow('sqs:*'), deny('sqs:DeleteMessage')]);
  fc.assert(fc.property(policySets, (a) => {
    const denied = { ...a, identity: [...a.identity, ...grants(deny('sqs:*')).identity] };
    for (const limited of [{ ...a, boundary: a.boundary ?? limits }, { ...a, session: [limits] }, denied]) {
      expect(['equal', 'narrower', 'unknown']).toContain(relation(limited, a));
    }
  }), RUNS);
});
