import { mfaConditionHolds } from '../../../src/rules/policies/mfa-condition-holds';
import { findings, policy } from '../judging';

type Statement = Record<string, unknown>;
const PRESENT = 'aws:MultiFactorAuthPresent';
const messages = (...statements: Statement[]) => findings(mfaConditionHolds, policy(...statements)).map(({ message }) => message);
const withCondition = (Effect: string, Condition: Statement) => ({ Effect, Action: 'ec2:StopInstances', Resource: '*', Condition });

test.each<[string, string, Statement, string]>([
  ['Allow', 'IfExists', { BoolIfExists: { [PRESENT]: 'true' } }, 'allows requests with an access key, which have no multi-factor authentication'],
  ['Allow', 'a negation', { StringNotEquals: { [PRESENT]: 'false' } }, 'allows requests with an access key, which have no multi-factor authentication'],
  ['Allow', 'an age with IfExists', { NumericLessThanIfExists: { 'aws:MultiFactorAuthAge': '60' } }, 'allows sessions without multi-factor authentication'],
  ['Allow', 'presence', { Null: { [PRESENT]: 'false' } }, 'allows sessions without multi-factor authentication'],
  ['Allow', 'false', { Bool: { [PRESENT]: 'false' } }, 'allows only requests without multi-factor authentication'],
  ['Deny', 'Bool', { Bool: { [PRESENT]: 'false' } }, 'does not deny requests with an access key, which have no multi-factor authentication'],
  ['Deny', 'absence', { Null: { [PRESENT]: 'true' } }, 'does not deny sessions without multi-factor authentication'],
  ['Deny', 'true', { BoolIfExists: { [PRESENT]: 'true' } }, 'denies requests with multi-factor authentication'],
])('%s by %s', (effect, _how, condition, message) => {
  expect(messages(withCondition(effect, condition))).toEqual([message]);
});

test.each<[string, Statement]>([
  ['Allow', { Bool: { [PRESENT]: 'true' } }],
  ['Allow', { Bool: { [PRESENT.toLowerCase()]: true } }],
  ['Allow', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }],
  ['Deny', { BoolIfExists: { [PRESENT]: 'false' } }],
  ['Deny', { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } }],
  ['Deny', { Null: { 'aws:MultiFactorAuthAge': 'true' } }],
])('%s by %p does what it is for', (effect, condition) => {
  expect(messages(withCondition(effect, condition))).toEqual([]);
});

test('an age alone may be a parameter: requests without one are denied or not all the same', () => {
  const age = { Ref: 'Age' };
  expect(messages(withCondition('Allow', { NumericLessThan: { 'aws:MultiFactorAuthAge': age } }))).toEqual([]);
  expect(messages(withCondition('Deny', { NumericGreaterThan: { 'aws:MultiFactorAuthAge': age } }))).toHaveLength(1);
});

test('two denials of a policy may share the work', () => {
  const halves = [withCondition('Deny', { Bool: { [PRESENT]: 'false' } }), withCondition('Deny', { Null: { [PRESENT]: 'true' } })];
  expect(messages(...halves)).toEqual([]);
  expect(messages(halves[0])).toHaveLength(1);
});
