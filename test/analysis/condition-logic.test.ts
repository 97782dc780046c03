import fc from 'fast-check';
import { contradiction, implied, sameCondition } from '../../src/analysis/condition-logic';
import { compileConditions } from '../../src/evaluate/conditions';
import { Condition, parseOperator } from '../../src/policy/condition';
import { Text } from '../../src/policy/text';

const KEYS = { text: 'aws:PrincipalTag/team', list: 'aws:TagKeys', number: 's3:max-keys', bool: 'aws:SecureTransport', arn: 'aws:PrincipalArn' };
const ARNS = ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b', 'arn:aws:iam::444455556666:role/a'];

const conditionOf = (operators: readonly string[], key: string, values: fc.Arbitrary<string>): fc.Arbitrary<Condition> => fc.record({
  operator: fc.constantFrom(...operators).map((name) => parseOperator(name)!),
  key: fc.constant(key),
  values: fc.array(values, { minLength: 1, maxLength: 2 }),
});
const withIfExists = (...names: string[]) => names.flatMap((name) => [name, `${name}IfExists`]);
const texts = fc.constantFrom('a', 'A', 'ab', 'b', 'a*', '?', '*');
const TEXT = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'];

const conditions = fc.oneof(
  conditionOf(withIfExists(...TEXT), KEYS.text, texts),
  conditionOf(['ForAnyValue:', 'ForAllValues:'].flatMap((set) => withIfExists(...TEXT).map((name) => set + name)), KEYS.list, texts),
  conditionOf(['Null'], KEYS.text, fc.constantFrom('true', 'false')),
  conditionOf(['Null'], KEYS.list, fc.constantFrom('true', 'false')),
  conditionOf(withIfExists('Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals').map((name) => `Numeric${name}`), KEYS.number, fc.constantFrom('1', '2', '3')),
  conditionOf(withIfExists('Bool'), KEYS.bool, fc.constantFrom('true', 'false')),
  conditionOf(withIfExists('ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'), KEYS.arn, fc.constantFrom(...ARNS, 'arn:aws:iam::*:role/a', 'arn:aws:iam::111122223333:*', '*')),
);

/** Every context of these values. */
const CHOICES: readonly (readonly [string, readonly (readonly Text[] | undefined)[]])[] = [
  [KEYS.text, [undefined, ['a'], ['A'], ['ab'], ['b'], ['*']]],
  [KEYS.list, [undefined, [], ['a'], ['b'], ['a', 'b'], ['A', 'c']]],
  [KEYS.number, [undefined, ['0'], ['1'], ['2'], ['3'], ['4']]],
  [KEYS.bool, [undefined, ['true'], ['false']]],
  [KEYS.arn, [undefined, ...ARNS.map((arn) => [arn])]],
];

function contextsOf(key: string) {
  const [, values] = CHOICES.find(([name]) => name === key)!;
  return values.map((value) => ({ values: new Map(value === undefined ? [] : [[key.toLowerCase(), value]]), others: 'absent' as const }));
}

const pairs = fc.oneof(...Object.values(KEYS).map((key) => {
  const ofKey = conditions.filter((condition) => condition.key === key);
  return fc.tuple(ofKey, ofKey);
}));
const holds = (list: readonly Condition[], context: ReturnType<typeof contextsOf>[number]) => compileConditions(list, '2012-10-17')(context).verdict === 'yes';

test('what is implied holds wherever the given condition holds', () => {
  let implications = 0;
  fc.assert(fc.property(pairs, ([given, wanted]) => {
    if (implied([given], wanted)) {
      implications += sameCondition(given, wanted) ? 0 : 1;
      for (const context of contextsOf(given.key.toString())) {
        expect(holds([given], context) && !holds([wanted], context)).toBe(false);
      }
    }
  }), { numRuns: 3000 });
  expect(implications).toBeGreaterThan(100);
});

test('conditions that exclude each other never hold together', () => {
  let contradictions = 0;
  fc.assert(fc.property(pairs, ([one, other]) => {
    if (contradiction([one, other])) {
      contradictions++;
      for (const context of contextsOf(one.key.toString())) {
        expect(holds([one, other], context)).toBe(false);
      }
    }
  }), { numRuns: 3000 });
  expect(contradictions).toBeGreaterThan(100);
});
