import * as fc from 'fast-check';
import { Pattern } from '../../src/policy/pattern';
import { concat, Text, Token, tokenText } from '../../src/policy/text';

/** The definition, word for word: exponential, and short enough to see that it is right. */
function naive(pattern: string, value: string): boolean {
  if (pattern === '') {
    return value === '';
  }
  if (pattern[0] === '*') {
    return naive(pattern.slice(1), value) || (value !== '' && naive(pattern, value.slice(1)));
  }
  return value !== '' && (pattern[0] === '?' || pattern[0] === value[0]) && naive(pattern.slice(1), value.slice(1));
}

const over = (alphabet: string, maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength }).map((characters) => characters.join(''));
const patterns = over('ab*?', 7);
const values = over('ab', 8);
const token = (label: string, kind: Token['kind'] = 'opaque') => tokenText({ kind, label, identity: label });

/** A text with a token T, and what it becomes when T has a value. */
interface Symbolic {
  readonly text: Text;
  with(value: string): string;
}
const symbolic = (alphabet: string, kind: Token['kind']) => fc.array(over(alphabet, 3), { minLength: 2, maxLength: 3 }).map((parts): Symbolic => ({
  text: concat(parts.flatMap((part, index) => (index === 0 ? [part] : [token('T', kind), part]))),
  with: (value) => parts.join(value),
}));

describe('without tokens', () => {
  test('the matcher agrees with the definition', () => {
    fc.assert(fc.property(patterns, values, (pattern, value) => {
      expect(Pattern.of(pattern).matches(value)).toBe(naive(pattern, value) ? 'yes' : 'no');
    }), { numRuns: 2000 });
  });

  test('a pattern covers another exactly when no value tells them apart', () => {
    const longer = (shorter: string[]) => shorter.flatMap((value) => [value, `${value}a`, `${value}b`, `${value}c`]);
    const everyValue = [...new Set(longer(longer(longer(longer(longer(longer([''])))))))];
    const short = over('ab*?', 3);
    fc.assert(fc.property(short, short, (wide, narrow) => {
      const expected = everyValue.every((value) => !naive(narrow, value) || naive(wide, value));
      expect(Pattern.of(wide).covers(Pattern.of(narrow))).toBe(expected ? 'yes' : 'no');
    }), { numRuns: 2000 });
  });

  test('only stars match everything', () => {
    expect(['*', '**', '?*', '*:*', ''].map((pattern) => Pattern.of(pattern).matchesEverything)).toEqual([true, true, false, false, false]);
  });

  test('case matters unless it is said not to', () => {
    expect(Pattern.of('s3:get*').matches('s3:GetObject')).toBe('no');
    expect(Pattern.of('s3:get*', { ignoreCase: true }).matches('S3:GetObject')).toBe('yes');
    expect(Pattern.of('s3:getobject', { ignoreCase: true }).matches('s3:GetObject')).toBe('yes');
  });

  test('a star in a value is a character like any other', () => {
    expect(Pattern.of('a?c').matches('a*c')).toBe('yes');
    expect(Pattern.of('abc').matches('a*c')).toBe('no');
  });

  test('a question mark stands for one character of any script', () => {
    expect(Pattern.of('a?c').matches('a😀c')).toBe('yes');
  });

  test('patterns that make naive matchers go round in circles are decided all the same', () => {
    const pattern = Pattern.of(`${'a*'.repeat(200)}b`);
    expect(pattern.matches('a'.repeat(5000))).toBe('no');
    expect(pattern.matches(`${'a'.repeat(5000)}b`)).toBe('yes');
    expect(pattern.covers(Pattern.of(`${'a*'.repeat(300)}`))).toBe('no');
    expect(pattern.matches(concat(['a'.repeat(2000), token('T')]))).toBe('unknown');
  });
});

describe('with tokens', () => {
  test('a verdict on a value holds for whatever the token becomes', () => {
    fc.assert(fc.property(patterns, symbolic('ab', 'opaque'), values, (pattern, value, substitute) => {
      const verdict = Pattern.of(pattern).matches(value.text);
      const concrete = Pattern.of(pattern).matches(value.with(substitute));
      expect(['unknown', concrete]).toContain(verdict);
    }), { numRuns: 2000 });
  });

  test('a verdict of a pattern holds for whatever the token becomes', () => {
    fc.assert(fc.property(symbolic('ab*', 'opaque'), values, values, (pattern, value, substitute) => {
      const verdict = Pattern.of(pattern.text).matches(value);
      expect(['unknown', Pattern.of(pattern.with(substitute)).matches(value)]).toContain(verdict);
    }), { numRuns: 2000 });
  });

  test('a verdict on the same token on both sides holds for whatever it becomes', () => {
    fc.assert(fc.property(symbolic('ab*', 'opaque'), symbolic('ab', 'opaque'), values, (pattern, value, substitute) => {
      const verdict = Pattern.of(pattern.text).matches(value.text);
      expect(['unknown', Pattern.of(pattern.with(substitute)).matches(value.with(substitute))]).toContain(verdict);
    }), { numRuns: 2000 });
  });

  test('covering holds for whatever an opaque token becomes, even a pattern', () => {
    fc.assert(fc.property(symbolic('ab*?', 'opaque'), over('ab*?', 5), over('ab*?', 3), (wide, narrow, substitute) => {
      const verdict = Pattern.of(wide.text).covers(Pattern.of(narrow));
      expect(['unknown', Pattern.of(wide.with(substitute)).covers(Pattern.of(narrow))]).toContain(verdict);
      const reverse = Pattern.of(narrow).covers(Pattern.of(wide.text));
      fc.pre(!/[*?]/.test(substitute));
      expect(['unknown', Pattern.of(narrow).covers(Pattern.of(wide.with(substitute)))]).toContain(reverse);
    }), { numRuns: 3000 });
  });

  test('covering holds for whatever value an attribute of a resource has', () => {
    fc.assert(fc.property(symbolic('ab*?', 'resource'), over('ab*?', 5), values, (wide, narrow, substitute) => {
      expect(['unknown', Pattern.of(wide.with(substitute)).covers(Pattern.of(narrow))]).toContain(Pattern.of(wide.text).covers(Pattern.of(narrow)));
    }), { numRuns: 3000 });
  });

  test('a token is equal to itself and unknown against another', () => {
    expect(Pattern.of(token('T')).matches(token('T'))).toBe('yes');
    expect(Pattern.of(token('T')).matches(token('U'))).toBe('unknown');
  });

  test('a star matches a token whatever it is', () => {
    expect(Pattern.of('*').matches(token('T'))).toBe('yes');
    expect(Pattern.of('arn:*').matches(concat(['arn:aws:', token('T')]))).toBe('yes');
  });

  test('the known parts decide where the token cannot change the answer', () => {
    expect(Pattern.of('arn:aws:s3:::*').matches(concat(['arn:aws:iam::', token('T')]))).toBe('no');
    expect(Pattern.of('arn:aws:s3:::logs-*').matches(concat(['arn:aws:s3:::', token('T')]))).toBe('unknown');
  });

  test('what follows the same token on both sides decides, unless the token may hold wildcards', () => {
    const below = (label: Text, path: string) => concat([label, path]);
    expect(Pattern.of(below(token('Bucket.Arn', 'resource'), '/a/*')).matches(below(token('Bucket.Arn', 'resource'), '/b'))).toBe('no');
    expect(Pattern.of(below(token('P'), '/a/*')).matches(below(token('P'), '/b'))).toBe('unknown');
  });

  test('an attribute of a resource never counts as a star', () => {
    expect(Pattern.of(token('Bucket.Arn', 'resource')).covers(Pattern.of('*'))).toBe('no');
    expect(Pattern.of(token('Bucket.Arn', 'resource')).matchesEverything).toBe(false);
  });

  test('a parameter may turn out to be a star', () => {
    expect(Pattern.of(token('P')).covers(Pattern.of('*'))).toBe('unknown');
    expect(Pattern.of(concat(['a', token('P')])).covers(Pattern.of('*'))).toBe('no');
  });
});

describe('ARNs of resources of the app', () => {
  const arn = (resource: string, rest = '') => concat([
    tokenText({ kind: 'resource', label: `${resource}.Arn`, identity: `${resource}.Arn`, resource, attribute: 'Arn' }), rest,
  ]);

  test('differ from one resource to the other', () => {
    expect(Pattern.of(arn('A')).matches(arn('B'))).toBe('no');
    expect(Pattern.of(arn('A', '/*')).matches(arn('B', '/report.csv'))).toBe('no');
    expect(Pattern.of(arn('A')).matches(arn('B', '/report.csv'))).toBe('no');
    expect(Pattern.of(arn('A', '/*')).covers(Pattern.of(arn('B', '/reports/*')))).toBe('no');
    expect(Pattern.of(arn('A', '/*')).matches(arn('A', '/report.csv'))).toBe('yes');
  });

  test('may begin alike, so that a wildcard right behind one leaves it open', () => {
    expect(Pattern.of(arn('A', '*')).matches(arn('B'))).toBe('unknown');
    expect(Pattern.of(arn('A', '-old/*')).matches(arn('B', '/report.csv'))).toBe('unknown');
  });
});
