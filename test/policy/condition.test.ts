import { CONDITION_OPERATORS, isRequired, parseOperator } from '../../src/policy/condition';

const condition = (operator: string) => ({ operator: parseOperator(operator)!, key: 'aws:SourceArn', values: ['x'] });

test.each(CONDITION_OPERATORS)('%s is read in any case', (name) => {
  expect(parseOperator(name)).toMatchObject({ name, ifExists: false });
  expect(parseOperator(name.toLowerCase())).toEqual(parseOperator(name));
});

test.each(CONDITION_OPERATORS.filter((name) => name !== 'Null'))('%s takes IfExists', (name) => {
  expect(parseOperator(`${name}IfExists`)).toMatchObject({ name, ifExists: true });
});

test('Null has no IfExists, for it asks just that', () => {
  expect(parseOperator('NullIfExists')).toBeUndefined();
});

test('a quantifier and IfExists stand together', () => {
  expect(parseOperator('foranyvalue:stringlikeifexists'))
    .toEqual({ name: 'StringLike', negated: false, ifExists: true, quantifier: 'ForAnyValue' });
  expect(parseOperator('ForAllValues:StringEquals')?.quantifier).toBe('ForAllValues');
  expect(parseOperator('StringEquals')).not.toHaveProperty('quantifier');
});

test('the operators with Not in their names are the negated ones', () => {
  expect(CONDITION_OPERATORS.filter((name) => parseOperator(name)!.negated)).toEqual(CONDITION_OPERATORS.filter((name) => name.includes('Not')));
});

test.each(['', 'Equals', 'StringEqual', 'ForSomeValues:StringEquals', 'IfExists', 'StringEquals IfExists', 'constructor'])('%p is no operator', (name) => {
  expect(parseOperator(name)).toBeUndefined();
});

test.each(['StringEquals', 'StringLike', 'ArnEquals', 'ArnLike', 'IpAddress', 'ForAnyValue:StringEquals'])('%s requires the key', (operator) => {
  expect(isRequired(condition(operator))).toBe(true);
});

test.each(['StringNotEquals', 'StringEqualsIfExists', 'ForAllValues:StringEquals', 'NotIpAddress', 'Null'])(
  '%s lets a request without the key pass', (operator) => {
    expect(isRequired(condition(operator))).toBe(false);
  },
);
