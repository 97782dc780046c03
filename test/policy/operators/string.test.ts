import { stringEquals, stringEqualsIgnoreCase, stringLike } from '../../../src/policy/operators/string';
import { tokenText } from '../../../src/policy/text';

const token = (label: string) => tokenText({ kind: 'opaque', label, identity: label });

test('equality knows no wildcards', () => {
  expect(stringEquals.compile('a*')('ab')).toBe('no');
  expect(stringEquals.compile('a*')('a*')).toBe('yes');
  expect(stringEqualsIgnoreCase.compile('A?')('ab')).toBe('no');
  expect(stringEqualsIgnoreCase.compile('A?')('a?')).toBe('yes');
});

test('case matters unless it is ignored', () => {
  expect(stringEquals.compile('John')('john')).toBe('no');
  expect(stringLike.compile('J*')('john')).toBe('no');
  expect(stringEqualsIgnoreCase.compile('John')('jOHN')).toBe('yes');
});

test('likeness knows wildcards', () => {
  expect(stringLike.compile('home/*')('home/david')).toBe('yes');
  expect(stringLike.compile('t?.*')('t2.micro')).toBe('yes');
  expect(stringLike.compile('home')('home/david')).toBe('no');
});

test('a token is equal to itself, and unknown against others', () => {
  expect(stringEquals.compile(token('T'))(token('T'))).toBe('yes');
  expect(stringEquals.compile(token('T'))(token('U'))).toBe('unknown');
  expect(stringEquals.compile('a')(token('U'))).toBe('unknown');
  expect(stringLike.compile('*')(token('U'))).toBe('yes');
});
