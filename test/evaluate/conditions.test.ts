import { compileConditions } from '../../src/evaluate/conditions';
import { RequestContext } from '../../src/evaluate/request';
import { Condition, parseOperator } from '../../src/policy/condition';
import { Text } from '../../src/policy/text';

const condition = (operator: string, key: Text, ...values: Text[]): Condition => ({ operator: parseOperator(operator)!, key, values });
const context = (values: Record<string, Text[]>, others: RequestContext['others'] = 'absent'): RequestContext =>
  ({ values: new Map(Object.entries(values).map(([key, list]) => [key.toLowerCase(), list])), others });
const verdict = (operator: string, values: Text[], requestValues?: Text[]) =>
  compileConditions([condition(operator, 'aws:Key', ...values)], '2012-10-17')(context(requestValues ? { 'aws:key': requestValues } : {})).verdict;

test('any of the values may match', () => {
  expect(verdict('StringEquals', ['a', 'b'], ['b'])).toBe('yes');
  expect(verdict('StringEquals', ['a', 'b'], ['B'])).toBe('no');
});

test('Null asks whether the key is absent', () => {
  expect(verdict('Null', ['true'])).toBe('yes');
  expect(verdict('Null', ['false'])).toBe('no');
  expect(verdict('Null', ['true'], ['x'])).toBe('no');
  expect(verdict('Null', ['false'], ['x'])).toBe('yes');
});
