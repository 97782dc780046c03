import { bool } from '../../../src/policy/operators/bool';
import { tokenText } from '../../../src/policy/text';

const token = tokenText({ kind: 'opaque', label: 'T', identity: 'T' });

test.each([
  ['true', 'true', 'yes'], ['true', 'false', 'no'], ['false', 'false', 'yes'], ['True', 'true', 'yes'], ['false', 'FALSE', 'yes'],
  ['yes', 'yes', 'no'], ['1', 'true', 'no'], ['', '', 'no'],
])('%p against %p: %s', (policyValue, value, verdict) => {
  expect(bool.compile(policyValue)(value)).toBe(verdict);
});

test('nobody knows what a token is, but what cannot be compared matches nothing', () => {
  expect([bool.compile(token)(token), bool.compile(token)('true'), bool.compile('true')(token)]).toEqual(['unknown', 'unknown', 'unknown']);
  expect([bool.compile(token)('yes'), bool.compile('yes')(token)]).toEqual(['no', 'no']);
});
