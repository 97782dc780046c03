import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { PolicyConditions } from '../../../../src/constructs/identities/policy-conditions';
import { holds } from '../../../support/condition-proof';

const window = PolicyConditions.timeWindow({ notBefore: '2026-01-31T08:00:00Z', notAfter: '2026-01-31T18:00:00Z' });

test.each([
  ['2026-01-31T07:59:59Z', false],
  ['2026-01-31T08:00:00Z', true],
  ['2026-01-31T18:00:00Z', true],
  ['2026-01-31T18:00:01Z', false],
  ['2026-01-31T09:00:00+09:00', false],
])('at %s: %s', (time, expected) => {
  expect(holds(window, { 'aws:CurrentTime': time })).toBe(expected);
});

test('a window may be open on one side', () => {
  const [from, until] = [PolicyConditions.timeWindow({ notBefore: '2026-01-01T00:00:00Z' }), PolicyConditions.timeWindow({ notAfter: '2026-01-01T00:00:00Z' })];
  expect([from, until].map((condition) => holds(condition, { 'aws:CurrentTime': '2026-06-01T00:00:00Z' }))).toEqual([true, false]);
});

test('a request without a time is refused', () => {
  const [from, until] = [PolicyConditions.timeWindow({ notBefore: '2026-01-01T00:00:00Z' }), PolicyConditions.timeWindow({ notAfter: '2026-01-01T00:00:00Z' })];
  expect([window, from, until].map((condition) => holds(condition, {}))).toEqual([false, false, false]);
});

test.each([
  [{}, 'notBefore: found nothing, expected a date, or one in notAfter'],
  [{ notBefore: '2026-01-31' }, 'notBefore: found "2026-01-31", expected a date in UTC, such as 2026-01-31T08:00:00Z'],
  [{ notAfter: '2026-01-31T08:00:00+01:00' }, 'notAfter: found "2026-01-31T08:00:00+01:00", expected a date in UTC'],
  [{ notAfter: '2026-01-31T08:00:00' }, 'expected a date in UTC'],
  [{ notBefore: '2026-02-30T08:00:00Z' }, 'notBefore: found "2026-02-30T08:00:00Z"'],
  [{ notBefore: '1767225600' }, 'expected a date in UTC'],
  [{ notBefore: '2026-01-31T08:00:00Z', notAfter: '2026-01-31T07:00:00Z' }, 'notAfter: found "2026-01-31T07:00:00Z", expected a date after notBefore, 2026-01-31T08:00:00Z'],
  [{ notBefore: '2026-01-31T08:00:00Z', notAfter: '2026-01-31T08:00:00Z' }, 'expected a date after notBefore'],
])('refuses %j', (props, message) => {
  expect(() => PolicyConditions.timeWindow(props)).toThrow(message);
});

test('takes a date that is known only when it is deployed', () => {
  const stack = new Stack(new App(), 'Stack');
  const notAfter = new CfnParameter(stack, 'End').valueAsString;
  expect(stack.resolve(PolicyConditions.timeWindow({ notBefore: '2026-01-01T00:00:00Z', notAfter }).allow)).toEqual({
    DateGreaterThanEquals: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, DateLessThanEquals: { 'aws:CurrentTime': { Ref: 'End' } },
  });
});
