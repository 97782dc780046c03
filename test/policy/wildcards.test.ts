import { Pattern } from '../../src/policy/pattern';
import { concat, tokenText } from '../../src/policy/text';
import { literally } from '../../src/policy/wildcards';

const token = tokenText({ kind: 'opaque', label: 'T', identity: 'T' });

test.each(['a*c', 'a?c', '**', 'plain', ''])('%p, literally, matches itself and nothing else', (text) => {
  expect(Pattern.of(literally(text)).matches(text)).toBe('yes');
  expect(Pattern.of(literally(text)).matches(`${text}x`)).toBe('no');
  expect(Pattern.of(literally(text)).hasWildcard).toBe(false);
});

test('literal characters and wildcards stand side by side', () => {
  const pattern = Pattern.of(concat([literally('a*'), '*', literally('?')]));
  expect(pattern.matches('a*bc?')).toBe('yes');
  expect(pattern.matches('abc?')).toBe('no');
  expect(pattern.matches('a*bcd')).toBe('no');
});

test('around a token too', () => {
  const pattern = Pattern.of(literally(concat(['a*', token])));
  expect(pattern.matches(concat(['a*', token]))).toBe('yes');
  expect(pattern.matches(concat(['ab', token]))).toBe('no');
  expect(pattern.matches('a*b')).toBe('unknown');
});
