import fc from 'fast-check';
import { commonText, mayOverlap } from '../../src/policy/common-text';
import { Pattern } from '../../src/policy/pattern';
import { concat, Token, tokenText } from '../../src/policy/text';

const BUCKET = tokenText({ kind: 'resource', label: 'Bucket', identity: 'Bucket' });
const OTHER_BUCKET = tokenText({ kind: 'resource', label: 'Other', identity: 'Other' } as Token);

test.each([
  ['*', '*', 'example'],
  ['a*', '*z', 'aexamplez'],
  ['arn:aws:s3:::b/*', 'arn:*:s3:::?/*', 'arn:aws:s3:::b/example'],
  ['prod-*', '*-logs', 'prod-logs'],
  ['a?', '*', 'ax'],
  ['plain', 'pl*n', 'plain'],
])('what %s and %s have in common', (a, b, text) => {
  expect(commonText(a, b)).toBe(text);
});

test.each([['a*', 'b*'], ['a', 'ab'], ['a?', 'a'], ['*x', '*y']])('%s and %s have nothing in common', (a, b) => {
  expect(commonText(a, b)).toBeUndefined();
});

test('a token is equal to itself alone, and may be equal to others', () => {
  expect(commonText(concat([BUCKET, '/*']), concat([BUCKET, '/a']))).toEqual(concat([BUCKET, '/a']));
  expect(commonText(BUCKET, OTHER_BUCKET)).toBeUndefined();
  expect(mayOverlap(BUCKET, OTHER_BUCKET)).toBe(true);
  expect(mayOverlap(concat([BUCKET, '/a']), concat([OTHER_BUCKET, '/b']))).toBe(false);
});

test('case is ignored only where that is asked for', () => {
  expect(mayOverlap('A*', 'a*')).toBe(false);
  expect(mayOverlap('A*', 'a*', { ignoreCase: true })).toBe(true);
});

test('what is found is matched by both, and nothing is found only where no short text is', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
  const texts = ['', 'a', 'b', 'aa', 'ab', 'ba', 'bb', 'aab', 'aba', 'abb', 'bab', 'bba', 'abab', 'aabb'];
  fc.assert(fc.property(pattern, pattern, (a, b) => {
    const text = commonText(a, b);
    const matchedByBoth = (value: string) => Pattern.of(a).matches(value) === 'yes' && Pattern.of(b).matches(value) === 'yes';
    return text === undefined ? !texts.some(matchedByBoth) : matchedByBoth(text.toString());
  }), { numRuns: 2000 });
});
