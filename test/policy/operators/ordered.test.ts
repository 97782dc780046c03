import * as fc from 'fast-check';
import { readNumber } from '../../../src/policy/operators/number';
import { ordered, Relation } from '../../../src/policy/operators/ordered';
import { tokenText } from '../../../src/policy/text';

const compare = (relation: Relation) => (value: number, bound: number) => ordered(readNumber, relation).compile(String(bound))(String(value)) === 'yes';
const token = (label: string) => tokenText({ kind: 'opaque', label, identity: label });

test('the relations are those of numbers', () => {
  fc.assert(fc.property(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }), (value, bound) => {
    expect(compare('equal')(value, bound)).toBe(value === bound);
    expect(compare('less')(value, bound)).toBe(value < bound);
    expect(compare('lessOrEqual')(value, bound)).toBe(value <= bound);
    expect(compare('greater')(value, bound)).toBe(value > bound);
    expect(compare('greaterOrEqual')(value, bound)).toBe(value >= bound);
  }));
});

test('numbers are equal by value, not by spelling', () => {
  expect(ordered(readNumber, 'equal').compile('10')('10.0')).toBe('yes');
});

test.each<Relation>(['equal', 'less', 'lessOrEqual', 'greater', 'greaterOrEqual'])('what is no number is never %s', (relation) => {
  expect(ordered(readNumber, relation).compile('abc')('abc')).toBe('no');
  expect(ordered(readNumber, relation).compile('10')('abc')).toBe('no');
  expect(ordered(readNumber, relation).compile('abc')('10')).toBe('no');
});

test('nobody knows how a token compares, or whether it is a number; but it is not less than itself', () => {
  expect(ordered(readNumber, 'lessOrEqual').compile(token('T'))(token('T'))).toBe('unknown');
  expect(ordered(readNumber, 'less').compile('abc')(token('T'))).toBe('no');
  expect(ordered(readNumber, 'less').compile(token('T'))(token('T'))).toBe('no');
  expect(ordered(readNumber, 'less').compile(token('T'))('1')).toBe('unknown');
  expect(ordered(readNumber, 'less').compile('1')(token('T'))).toBe('unknown');
  expect(ordered(readNumber, 'less').compile(token('U'))(token('T'))).toBe('unknown');
});
