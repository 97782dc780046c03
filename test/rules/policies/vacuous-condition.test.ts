import { vacuousCondition } from '../../../src/rules/policies/vacuous-condition';
import { findings, policy } from '../judging';

type Condition = Record<string, Record<string, unknown>>;
const messages = (Condition: Condition, { Effect = 'Allow', today = '2026-06-15' } = {}) => (
  findings(vacuousCondition, policy({ Effect, Action: 's3:GetObject', Resource: '*', Condition }), {}, { today }).map(({ message }) => message)
);
const past = '2026-06-14T12:00:00Z';
const future = '2026-06-16T12:00:00Z';

test.each<[Condition, string]>([
  [{ IpAddress: { 'aws:SourceIp': '::/0' } }, 'has a condition that limits nothing: IpAddress aws:SourceIp takes every value'],
  [{ ArnLike: { 'aws:PrincipalArn': '*' } }, 'has a condition that limits nothing: ArnLike aws:PrincipalArn takes every value'],
  [{ Null: { 'aws:SourceVpc': ['true', 'false'] } }, 'has a condition that limits nothing: Null aws:SourceVpc takes both true and false'],
  [{ DateGreaterThan: { 'aws:CurrentTime': past } }, 'has a condition that limits nothing: DateGreaterThan aws:CurrentTime has begun'],
  [{ NumericLessThan: { 'aws:EpochTime': '1577836800' } }, 'grants nothing: NumericLessThan aws:EpochTime has ended'],
  [{ StringNotLike: { 'aws:PrincipalArn': '*' } }, 'grants nothing: StringNotLike aws:PrincipalArn excepts every value'],
  [{ 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } },
    'has a condition that limits nothing: ForAllValues:StringLike aws:PrincipalOrgPaths holds for requests without the key'],
])('%j', (condition, message) => {
  expect(messages(condition)).toEqual([message]);
});

test.each<[string, Condition]>([
  ['a date to come', { DateLessThan: { 'aws:CurrentTime': future } }],
  ['a date that is a parameter', { DateLessThan: { 'aws:CurrentTime': { Ref: 'End' } } }],
  ['a date that is none', { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } }],
  ['an address that is a parameter', { IpAddress: { 'aws:SourceIp': { Ref: 'Range' } } }],
  ['a part of a name', { StringLike: { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }],
  ['all values of a key that must be there', { 'ForAllValues:StringEquals': { 'aws:SourceVpc': 'vpc-0a1b2c3d' }, 'Null': { 'aws:SourceVpc': 'false' } }],
  ['a key of a service, of which the presence may be asked', { StringLike: { 's3:prefix': '*' } }],
])('%s narrows', (_what, condition) => {
  expect(messages(condition)).toEqual([]);
});

test('a denial whose time is over denies nothing, and one that holds always is meant so', () => {
  expect(messages({ DateLessThan: { 'aws:CurrentTime': past } }, { Effect: 'Deny' })).toEqual(['denies nothing: DateLessThan aws:CurrentTime has ended']);
  expect(messages({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { Effect: 'Deny' })).toEqual([]);
});

describe('a time', () => {
  test.each([
    ['2026-06-14', 'DateLessThan', []],
    ['2026-06-15', 'DateLessThan', []],
    ['2026-06-16', 'DateLessThan', ['grants nothing: DateLessThan aws:CurrentTime has ended']],
    ['2026-06-15', 'DateGreaterThan', []],
    ['2026-06-16', 'DateGreaterThan', ['has a condition that limits nothing: DateGreaterThan aws:CurrentTime has begun']],
  ])('in the day of 2026-06-15 is judged on %s: %s', (today, operator, expected) => {
    expect(messages({ [operator]: { 'aws:CurrentTime': '2026-06-15T18:00:00Z' } }, { today })).toEqual(expected);
  });

  test('has passed at the beginning of the day that it names', () => {
    expect(messages({ DateLessThan: { 'aws:CurrentTime': '2026-06-15' } })).toHaveLength(1);
  });

  test('is judged alike, whatever day it is, when the day is given', () => {
    jest.useFakeTimers({ now: Date.parse('2031-01-01T00:00:00Z') });
    try {
      expect(messages({ DateLessThan: { 'aws:CurrentTime': future } })).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });
});
