/**
 * The one wildcard matcher. `*` stands for any run of characters, `?` for exactly one.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
import { identityOf, Text, Token } from './text';

export type Verdict = 'yes' | 'no' | 'unknown';

const ANY = Symbol('*');
const ONE = Symbol('?');
/** A character, a wildcard, or a token. */
type Unit = string | typeof ANY | typeof ONE | Token;

export class Pattern {
  private static readonly cache = new Map<string, Pattern>();

  /** Compiled once for each distinct text. */
  static of(text: Text, options: { readonly ignoreCase?: boolean } = {}): Pattern {
    const key = `${options.ignoreCase ? 'i' : 'c'}${identityOf(text)}`;
    let pattern = Pattern.cache.get(key);
    if (!pattern) {
      pattern = new Pattern(text, options.ignoreCase ?? false);
      if (Pattern.cache.size > 100_000) {
        Pattern.cache.clear();
      }
      Pattern.cache.set(key, pattern);
    }
    return pattern;
  }

  readonly hasWildcard: boolean;
  /** True for `*`, `**` and the like: nothing escapes it. */
  readonly matchesEverything: boolean;
  private readonly units: readonly Unit[];
  private readonly plain: string | undefined;

  private constructor(readonly text: Text, private readonly ignoreCase: boolean) {
    this.units = toUnits(text, ignoreCase, true);
    this.hasWildcard = this.units.some((unit) => unit === ANY || unit === ONE);
    this.matchesEverything = this.units.length === 1 && this.units[0] === ANY;
    this.plain = typeof text === 'string' && !this.hasWildcard ? this.fold(text) : undefined;
  }

  /** Does the pattern match this value? `unknown` only where a token decides it. */
  matches(value: Text): Verdict {
    if (this.matchesEverything) {
      return 'yes';
    }
    if (this.plain !== undefined && typeof value === 'string') {
      return this.plain === this.fold(value) ? 'yes' : 'no';
    }
    return compare(this.units, toUnits(value, this.ignoreCase, false));
  }

  /** Does the pattern match everything that the other one matches? `unknown` only where a token decides it. */
  covers(other: Pattern): Verdict {
    return this.matchesEverything ? 'yes' : compare(this.units, other.units);
  }

  /** Is there a value that both match? */
  intersects(other: Pattern): boolean {
    return overlap(this.units, other.units);
  }

  private fold(text: string): string {
    return this.ignoreCase ? text.toLowerCase() : text;
  }
}

function toUnits(text: Text, ignoreCase: boolean, wildcards: boolean): Unit[] {
  const units: Unit[] = [];
  for (const part of typeof text === 'string' ? [text] : text.parts) {
    if (typeof part !== 'string') {
      units.push(part);
      continue;
    }
    for (const character of ignoreCase ? part.toLowerCase() : part) {
      units.push(wildcards && character === '*' ? ANY : wildcards && character === '?' ? ONE : character);
    }
  }
  return wildcards ? normaliseRuns(units) : units;
}

/** `*?*` and `?*` mean the same: within a run of wildcards, every `?` first and then at most one `*`. */
function normaliseRuns(units: readonly Unit[]): Unit[] {
  const result: Unit[] = [];
  let any = false;
  for (const unit of units) {
    if (unit === ANY) {
      any = true;
    } else if (unit === ONE) {
      result.push(ONE);
    } else {
      if (any) {
        result.push(ANY);
        any = false;
      }
      result.push(unit);
    }
  }
  if (any) {
    result.push(ANY);
  }
  return result;
}

function compare(pattern: readonly Unit[], value: readonly Unit[]): Verdict {
  if (subsumes(pattern, value)) {
    return 'yes';
  }
  const symbolic = pattern.some(isToken) || value.some(isToken);
  return symbolic && overlap(pattern, value) ? 'unknown' : 'no';
}

/** Whatever the tokens are: does `a` match all that `b` matches? Greedy with one backtrack point, so linear in practice. */
function subsumes(a: readonly Unit[], b: readonly Unit[]): boolean {
  let i = 0;
  let j = 0;
  let star = -1;
  let resume = 0;
  while (j < b.length) {
    if (i < a.length && a[i] === ANY) {
      star = i++;
      resume = j;
    } else if (i < a.length && absorbs(a[i], b[j])) {
      i++;
      j++;
    } else if (star >= 0) {
      i = star + 1;
      j = ++resume;
    } else {
      return false;
    }
  }
  while (i < a.length && a[i] === ANY) {
    i++;
  }
  return i === a.length;
}

function absorbs(a: Unit, b: Unit): boolean {
  if (a === ONE) {
    return b !== ANY && !isToken(b);
  }
  return isToken(a) && isToken(b) ? a.identity === b.identity : a === b;
}

/** Is there a value of the tokens and wildcards for which both sides are the same text? */
function overlap(a: readonly Unit[], b: readonly Unit[]): boolean {
  let row = new Array<boolean>(b.length + 1).fill(false);
  row[0] = true;
  for (let j = 1; j <= b.length; j++) {
    row[j] = row[j - 1] && isRun(b[j - 1]);
  }
  for (let i = 1; i <= a.length; i++) {
    const next = new Array<boolean>(b.length + 1).fill(false);
    const run = isRun(a[i - 1]);
    next[0] = row[0] && run;
    for (let j = 1; j <= b.length; j++) {
      const both = row[j - 1] && (run || isRun(b[j - 1]) || a[i - 1] === ONE || b[j - 1] === ONE || a[i - 1] === b[j - 1]);
      next[j] = both || (run && (row[j] || next[j - 1])) || (isRun(b[j - 1]) && (next[j - 1] || row[j]));
    }
    row = next;
  }
  return row[b.length];
}

function isRun(unit: Unit): boolean {
  return unit === ANY || isToken(unit);
}

function isToken(unit: Unit): unit is Token {
  return typeof unit === 'object';
}
