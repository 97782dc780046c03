import { compileGlob } from '../../src/policy/glob';

test.each([
  ['abc', 'abc', true], ['abc', 'abcd', false],
  ['abc*', 'abc', true], ['abc*', 'ab', false],
  ['*abc', 'xabc', true], ['*abc', 'abcx', false],
  ['ab*bc', 'abbc', true], ['ab*bc', 'abc', false],
  ['a*b*c', 'a-b-b-c', true], ['a*b*c', 'a-c-b', false], ['a*bb*c', 'abbc', true],
  ['a?c', 'abc', true], ['a?c', 'ac', false], ['a??', 'ab', false], ['?*', '', false], ['*?*', 'x', true],
  ['**', '', true], ['', '', true], ['', 'a', false],
])('%p against %p: %p', (pattern, value, matches) => {
  expect(compileGlob(pattern)(value)).toBe(matches);
});

test('a question mark takes a character outside of the basic plane as one, also after a star', () => {
  expect(compileGlob('a?c')('a😀c')).toBe(true);
  expect(compileGlob('a??c')('a😀c')).toBe(false);
  expect(compileGlob('*??')('😀')).toBe(false);
  expect(compileGlob('?😀?')('a😀b')).toBe(true);
});

test('wildcards of the first segments match no colon', () => {
  const matches = (pattern: string, value: string) => compileGlob(pattern, 2)(value);
  expect(matches('a:*:c', 'a:bb:c')).toBe(true);
  expect(matches('a:*:c', 'a:b:b:c')).toBe(false);
  expect(matches('*?:?:*', 'ab:b:c:d')).toBe(true);
  expect(matches('a?b', 'a:b')).toBe(false);
  expect(matches('a:b:*c', 'a:b:x:c')).toBe(true);
  expect(matches('*:x:c*d', 'a:x:c:d')).toBe(true);
  expect(matches('*b*:x', 'abcb:x')).toBe(true);
});
