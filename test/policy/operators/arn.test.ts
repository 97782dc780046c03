import { arn } from '../../../src/policy/operators/arn';
import { stringLike } from '../../../src/policy/operators/string';
import { concat, tokenText } from '../../../src/policy/text';

const token = (label: string) => tokenText({ kind: 'opaque', label, identity: label });

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN */
test('each of the six parts is matched by itself, unlike with StringLike', () => {
  const pattern = 'arn:aws:someservice:*:111122223333:finance/*';
  const value = 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt';
  expect(stringLike.compile(pattern)(value)).toBe('yes');
  expect(arn.compile(pattern)(value)).toBe('no');
  expect(arn.compile(pattern)('arn:aws:someservice:us-east-2:111122223333:finance/document.txt')).toBe('yes');
});

test.each([
  ['arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/app/Worker', 'yes'],
  ['arn:aws:iam::1111?2223333:role/Worker', 'arn:aws:iam::111122223333:role/Worker', 'yes'],
  ['arn:aws:logs:*:*:log-group:*:x', 'arn:aws:logs:eu-west-1:111122223333:log-group:/app:y:x', 'yes'],
  ['arn:aws:iam::*:role/worker', 'arn:aws:iam::111122223333:role/Worker', 'no'],
  ['arn:*:*:*:*:*', 'arn:aws:s3:::bucket', 'yes'],
  ['*', 'arn:aws:s3:::bucket', 'yes'],
  ['arn:aws:s3:*', 'arn:aws:s3:::bucket', 'no'],
  ['arn:aws:s3:::*', 'bucket', 'no'],
  ['b*', 'bucket', 'yes'],
])('%s against %s: %s', (pattern, value, verdict) => {
  expect(arn.compile(pattern)(value)).toBe(verdict);
});

test('tokens stay in their part', () => {
  const role = concat(['arn:', token('Partition'), ':iam::', token('Account'), ':role/Worker']);
  expect(arn.compile('arn:aws:iam::*:role/*')(role)).toBe('unknown');
  expect(arn.compile('arn:*:iam::*:role/*')(role)).toBe('yes');
  expect(arn.compile('arn:aws:s3:::*')(role)).toBe('no');
  expect(arn.compile(role)(role)).toBe('yes');
});

test('a lone token may be any ARN', () => {
  expect(arn.compile(token('Role.Arn'))(token('Role.Arn'))).toBe('yes');
  expect(arn.compile(token('Role.Arn'))('arn:aws:iam::111122223333:role/Worker')).toBe('unknown');
  expect(arn.compile('arn:aws:iam::*:role/*')(token('Role.Arn'))).toBe('unknown');
});
