import { Duration } from 'aws-cdk-lib';
import { PolicyConditions } from '../../../../src/constructs/identities/policy-conditions';
import { allows, holds, passes, ROLE, SERVICE } from '../../../support/condition-proof';

const mfa = PolicyConditions.mfa();
const fresh = PolicyConditions.mfa({ maxAge: Duration.hours(1) });
const withMfa = { 'aws:MultiFactorAuthPresent': true, 'aws:MultiFactorAuthAge': 600 };
const without = { 'aws:MultiFactorAuthPresent': false };

test('a session with a second factor is let pass, one without is not', () => {
  expect([withMfa, without].map((context) => holds(mfa, context))).toEqual([true, false]);
});

test('an access key, which lacks the condition key, is refused', () => {
  expect([mfa, fresh].map((condition) => holds(condition, {}))).toEqual([false, false]);
});

test.each([[0, true], [3600, true], [3601, false]])('of a second factor of %i seconds ago, one hour at most: %s', (age, expected) => {
  expect(holds(fresh, { 'aws:MultiFactorAuthPresent': true, 'aws:MultiFactorAuthAge': age })).toBe(expected);
});

test('a second factor whose age is not told is not fresh', () => {
  expect(holds(fresh, { 'aws:MultiFactorAuthPresent': true })).toBe(false);
});

test('what a service does on behalf of a principal tells no second factor: the Deny lets it pass, the Allow does not', () => {
  const onBehalf = { 'aws:MultiFactorAuthPresent': false, 'aws:ViaAWSService': true };
  [mfa, fresh].forEach((condition) => expect([passes(condition, onBehalf), allows(condition, onBehalf)]).toEqual([true, false]));
});

test('services have no second factor: the Deny leaves them alone', () => {
  expect([mfa, fresh].map((condition) => passes(condition, {}, SERVICE))).toEqual([true, true]);
});

test('sessions of roles are denied, unless users only are', () => {
  const usersOnly = PolicyConditions.mfa({ maxAge: Duration.hours(1), denyUsersOnly: true });
  const contexts = [without, { ...withMfa, 'aws:MultiFactorAuthAge': 9999 }];
  contexts.forEach((context) => {
    expect([fresh, usersOnly].map((condition) => passes(condition, context, ROLE))).toEqual([false, true]);
    expect(passes(usersOnly, context, 'arn:aws:iam::111122223333:user/anna')).toBe(false);
    expect(passes(usersOnly, context, 'arn:aws:iam::111122223333:root')).toBe(false);
    expect(allows(usersOnly, context, ROLE)).toBe(false);
  });
});

test.each([['59 seconds', Duration.seconds(59)], ['1 day 13 hours', Duration.hours(37)]])('refuses the age of %s', (found, maxAge) => {
  expect(() => PolicyConditions.mfa({ maxAge })).toThrow(`maxAge: found "${found}", expected 1 minute to 1 day 12 hours`);
});
