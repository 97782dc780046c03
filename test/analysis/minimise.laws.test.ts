/** What holds of minimised statements, on random sets of them. */
import fc from 'fast-check';
import { allow, named, requests, statement } from './grant-sets';
import { compareGrants } from '../../src/analysis/grant-comparison';
import { minimise } from '../../src/analysis/minimise';
import { decide } from '../../src/evaluate/decide';
import { PolicySet } from '../../src/evaluate/decision';
import { StatementJson } from '../../src/policy/policy-json';

const lists = fc.array(statement.map((one) => one as unknown as StatementJson), { minLength: 1, maxLength: 7 });
const permuted = lists.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
const statementsOf = (list: readonly StatementJson[]) => minimise(list).map((one) => one.statement);

/** As the service control policies of one level, beside the policy that allows all. */
function under(list: readonly StatementJson[]): PolicySet {
  const policies = [named('FullAWSAccess', [allow('*')], 'scp'), named('SCP', list as unknown as Record<string, unknown>[], 'scp')];
  return { identity: [named('Identity', [allow('*')])], serviceControl: [{ name: 'level', policies }] };
}

/** As identity-based policies. */
function granted(list: readonly StatementJson[]): PolicySet {
  return { identity: [named('Identity', list as unknown as Record<string, unknown>[])] };
}

test.each([['as service control policies', under], ['as grants', granted]])('they are proved equal %s', (_name, placed) => {
  fc.assert(fc.property(lists, (list) => {
    expect(compareGrants(placed(list), placed(statementsOf(list))).relation).toBe('equal');
  }), { numRuns: 250 });
});

test.each([['as service control policies', under], ['as grants', granted]])('the evaluator decides the same of every request %s', (_name, placed) => {
  fc.assert(fc.property(lists, fc.array(requests, { minLength: 25, maxLength: 25 }), (list, asked) => {
    const [before, after] = [placed(list), placed(statementsOf(list))];
    expect(asked.map((one) => decide(one, after).outcome)).toEqual(asked.map((one) => decide(one, before).outcome));
  }), { numRuns: 250 });
});

test('their order does not matter', () => {
  fc.assert(fc.property(permuted, ([list, other]) => {
    expect(statementsOf(other)).toEqual(statementsOf(list));
  }), { numRuns: 250 });
});

test('once is enough', () => {
  fc.assert(fc.property(lists, (list) => {
    const once = statementsOf(list);
    expect(statementsOf(once)).toEqual(once);
  }), { numRuns: 250 });
});

test('there are never more of them, nor longer ones', () => {
  fc.assert(fc.property(lists, (list) => {
    const after = statementsOf(list);
    expect(after.length).toBeLessThanOrEqual(list.length);
    expect(JSON.stringify(after).length).toBeLessThanOrEqual(JSON.stringify(list).length);
  }), { numRuns: 250 });
});

test('each given statement is said by one of them at least', () => {
  fc.assert(fc.property(lists, (list) => {
    expect([...new Set(minimise(list).flatMap(({ from }) => from))].sort()).toEqual(list.map((_one, index) => index));
  }), { numRuns: 250 });
});
