import { isIntrinsic, isNoValue, nameOfCall } from '../../src/model/intrinsic-call';

test.each([
  ['a reference', { Ref: 'A' }, 'Ref'],
  ['a function', { 'Fn::Sub': '${A}' }, 'Fn::Sub'],
  ['a macro among other names', { 'A': 1, 'Fn::Transform': {} }, 'Fn::Transform'],
  ['an object with another name', { Ref: 'A', B: 1 }, undefined],
  ['an object without names', {}, undefined],
])('%s is told by its only name', (_what, value, name) => {
  expect(nameOfCall(value)).toBe(name);
  expect(isIntrinsic(value)).toBe(name !== undefined);
});

test('only the reference to AWS::NoValue takes a value away', () => {
  expect([{ Ref: 'AWS::NoValue' }, { Ref: 'AWS::Region' }, 'AWS::NoValue', undefined].map(isNoValue)).toEqual([true, false, false, false]);
});
