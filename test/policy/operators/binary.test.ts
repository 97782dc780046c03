import { binary } from '../../../src/policy/operators/binary';
import { tokenText } from '../../../src/policy/text';

const token = tokenText({ kind: 'opaque', label: 'T', identity: 'T' });

test('binary values are compared byte for byte', () => {
  expect(binary.compile('QmluYXJ5VmFsdWVJbkJhc2U2NA==')('QmluYXJ5VmFsdWVJbkJhc2U2NA==')).toBe('yes');
  expect(binary.compile('QmluYXJ5VmFsdWVJbkJhc2U2NA==')('qmluYXJ5VmFsdWVJbkJhc2U2NA==')).toBe('no');
  expect(binary.compile('QR==')('QQ==')).toBe('yes');
});

test('what is no base64 is equal to nothing, not even to itself', () => {
  expect(binary.compile('not base64')('not base64')).toBe('no');
  expect(binary.compile('QQ==')('not base64')).toBe('no');
});

test('nobody knows what a token is, but what cannot be compared matches nothing', () => {
  expect([binary.compile(token)(token), binary.compile(token)('QQ=='), binary.compile('QQ==')(token)]).toEqual(['unknown', 'unknown', 'unknown']);
  expect([binary.compile(token)('not base64'), binary.compile('not base64')(token)]).toEqual(['no', 'no']);
});
