/**
 * The one wildcard matcher. `*` stands for any run of characters, `?` for exactly one.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
import { compileGlob } from './glob';
import { identityOf, Joined, Text, Token } from './text';
import { hasWildcard, LITERAL_QUESTION_MARK, LITERAL_STAR } from './wildcards';

export type Verdict = 'yes' | 'no' | 'unknown';

const ANY = Symbol('*');
const ONE = Symbol('?');
/** A character, a wildcard, or a token. */
type Unit = string | typeof ANY | typeof ONE | Token;

const WILDCARDS = new Map<string, Unit>([['*', ANY], ['?', ONE], [LITERAL_STAR, '*'], [LITERAL_QUESTION_MARK, '?']]);
const NO_WILDCARDS = new Map<string, Unit>();
const VALUE_UNITS = { matchingCase: new WeakMap<Joined, readonly Unit[]>(), ignoringCase: new WeakMap<Joined, readonly Unit[]>() };
const COMPILED = { matchingCase: new Map<string, Pattern>(), ignoringCase: new Map<string, Pattern>() };
const MOST_COMPILED = 100_000;

export class Pattern {
  /** Compiled once for each distinct text. */
  static of(text: Text, options: { readonly ignoreCase?: boolean } = {}): Pattern {
    const compiled = options.ignoreCase ? COMPILED.ignoringCase : COMPILED.matchingCase;
    const key = identityOf(text);
    let pattern = compiled.get(key);
    if (!pattern) {
      pattern = new Pattern(text, options.ignoreCase ?? false);
      if (compiled.size >= MOST_COMPILED) {
        compiled.clear();
      }
      compiled.set(key, pattern);
    }
    return pattern;
  }

  readonly hasWildcard: boolean;
  /** True for `*`, `**` and the like: nothing escapes it. */
  readonly matchesEverything: boolean;
  private glob: ((value: string) => boolean) | undefined;
  private compiled: readonly Unit[] | undefined;

  private constructor(readonly text: Text, private readonly ignoreCase: boolean) {
    this.hasWildcard = hasWildcard(text);
    this.matchesEverything = typeof text === 'string' && /^\*+$/.test(text);
  }

  /** Most patterns are compared with plain text only: compiled for other texts when first needed. */
  private get units(): readonly Unit[] {
    this.compiled ??= normaliseRuns(toUnits(this.text, this.ignoreCase, WILDCARDS));
    return this.compiled;
  }

  /** Does the pattern match this value? `unknown` only where a token decides it. */
  matches(value: Text): Verdict {
    if (this.matchesEverything) {
      return 'yes';
    }
    if (typeof this.text === 'string' && typeof value === 'string') {
      this.glob ??= compileGlob(this.fold(this.text));
      return this.glob(this.fold(value)) ? 'yes' : 'no';
    }
    return compare(this.units, valueUnits(value, this.ignoreCase));
  }

  /** Does the pattern match everything that the other one matches? `unknown` only where a token decides it. */
  covers(other: Pattern): Verdict {
    return this.matchesEverything ? 'yes' : compare(this.units, other.units);
  }

  private fold(text: string): string {
    return this.ignoreCase ? toLowerCase(text) : text;
  }
}

let lastFolded = { text: '', lowerCase: '' };

/** One action is compared with many patterns in a row. */
function toLowerCase(text: string): string {
  if (text !== lastFolded.text) {
    lastFolded = { text, lowerCase: text.toLowerCase() };
  }
  return lastFolded.lowerCase;
}

/** A value with tokens is compared with many patterns. */
function valueUnits(value: Text, ignoreCase: boolean): readonly Unit[] {
  if (typeof value === 'string') {
    return toUnits(value, ignoreCase, NO_WILDCARDS);
  }
  const known = ignoreCase ? VALUE_UNITS.ignoringCase : VALUE_UNITS.matchingCase;
  let units = known.get(value);
  if (!units) {
    units = toUnits(value, ignoreCase, NO_WILDCARDS);
    known.set(value, units);
  }
  return units;
}

function toUnits(text: Text, ignoreCase: boolean, wildcards: ReadonlyMap<string, Unit>): Unit[] {
  const units: Unit[] = [];
  for (const part of typeof text === 'string' ? [text] : text.parts) {
    if (typeof part !== 'string') {
      units.push(part);
      continue;
    }
    for (const character of ignoreCase ? part.toLowerCase() : part) {
      units.push(wildcards.get(character) ?? character);
    }
  }
  return units;
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
  if (value.length === 1 && isToken(value[0])) {
    return haveOtherArns(pattern, value) ? 'no' : 'unknown';
  }
  const symbolic = pattern.some(isToken) || value.some(isToken);
  return symbolic && edgesAgree(pattern, value) && maySubsume(pattern, value) ? 'unknown' : 'no';
}

/** Quick to see, and mostly enough: do the units before the first that is open, and those after the last, differ? */
function edgesAgree(a: readonly Unit[], b: readonly Unit[]): boolean {
  return !haveOtherArns(a, b)
    && edgeAgrees(a, b, (units, index) => units[index]) && edgeAgrees(a, b, (units, index) => units[units.length - 1 - index]);
}

function edgeAgrees(a: readonly Unit[], b: readonly Unit[], at: (units: readonly Unit[], index: number) => Unit): boolean {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const one = at(a, i);
    const other = at(b, i);
    if (typeof one === 'string' && typeof other === 'string' ? one !== other : !isSameToken(one, other)) {
      return typeof one !== 'string' || typeof other !== 'string';
    }
  }
  return true;
}

/**
 * No two resources have the same ARN. Those that a slash may be added to (buckets, tables, streams) have none in their
 * names, so neither is one the beginning of the other's.
 */
function haveOtherArns(a: readonly Unit[], b: readonly Unit[]): boolean {
  const one = a[0];
  const other = b[0];
  return isToken(one) && isToken(other) && isArn(one) && isArn(other) && one.resource !== other.resource && endsAt(a, 1) && endsAt(b, 1);
}

function isArn({ kind, attribute }: Token): boolean {
  return kind === 'resource' && attribute === 'Arn';
}

function endsAt(units: readonly Unit[], index: number): boolean {
  return units[index] === undefined || units[index] === '/';
}

/** A token that may hold wildcards is not the same on both sides: what it matches is not what it is. */
function isSameToken(one: Unit, other: Unit): boolean {
  return isToken(one) && isToken(other) && one.identity === other.identity && one.kind !== 'opaque';
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
    } else if (isRun(b[j]) && inOpenRun(a, i)) {
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

/** Is the unit a `?` of a run that ends in `*`? Such a run takes what may be empty, as long as enough follows. */
function inOpenRun(units: readonly Unit[], index: number): boolean {
  let end = index;
  while (units[end] === ONE) {
    end++;
  }
  return end > index && units[end] === ANY;
}

/**
 * Are there values of the tokens for which `a` matches all that `b` matches? A wildcard of `b` stands for every text,
 * so a token of `a` can take it in only if the token may itself hold wildcards: that is, if it is opaque.
 */
function maySubsume(a: readonly Unit[], b: readonly Unit[]): boolean {
  const open = openPlaces(a);
  let row = new Array<boolean>(b.length + 1).fill(false);
  row[0] = true;
  for (let j = 1; j <= b.length; j++) {
    row[j] = row[j - 1] && (isToken(b[j - 1]) || (isRun(b[j - 1]) && open[0]));
  }
  for (let i = 1; i <= a.length; i++) {
    const unit = a[i - 1];
    const next = new Array<boolean>(b.length + 1).fill(false);
    next[0] = row[0] && isRun(unit);
    for (let j = 1; j <= b.length; j++) {
      const other = b[j - 1];
      const takes = mayAbsorb(unit, other);
      const both = row[j - 1] && takes;
      const stays = next[j - 1] && (isToken(other) || (takes && isRun(unit)) || (isRun(other) && open[i]));
      next[j] = both || stays || (row[j] && (isRun(unit) || (isToken(other) && takes)));
    }
    row = next;
  }
  return row[b.length];
}

/** For each place between two units: does it touch a run of wildcards and tokens that may take any text? */
function openPlaces(units: readonly Unit[]): boolean[] {
  const open = new Array<boolean>(units.length + 1).fill(false);
  for (let start = 0, end = 0; start < units.length; start = end + 1) {
    for (end = start; end < units.length && (isRun(units[end]) || units[end] === ONE);) {
      end++;
    }
    if (units.slice(start, end).some((unit) => unit === ANY || (isToken(unit) && unit.kind === 'opaque'))) {
      open.fill(true, start, end + 1);
    }
  }
  return open;
}

function mayAbsorb(a: Unit, b: Unit): boolean {
  if (a === ANY || (isToken(a) && (a.kind === 'opaque' || (b !== ANY && b !== ONE)))) {
    return true;
  }
  return a === ONE ? b !== ANY : isToken(b) || a === b;
}

function isRun(unit: Unit): boolean {
  return unit === ANY || isToken(unit);
}

function isToken(unit: Unit): unit is Token {
  return typeof unit === 'object';
}
