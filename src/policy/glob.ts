/** Patterns and values without tokens: compiled once, and compared without building anything. */
import { unescape, WILDCARD } from './wildcards';

const ANY = -1;
const ONE = -2;
const ANY_BUT_COLON = -3;
const ONE_BUT_COLON = -4;
const END = -5;
const COLON = ':'.charCodeAt(0);

/** `segments`: so many segments at the beginning, each up to a colon, hold wildcards that match no colon. */
export function compileGlob(pattern: string, segments = 0): (value: string) => boolean {
  const first = pattern.search(WILDCARD);
  if (first < 0) {
    const exact = unescape(pattern);
    return (value) => value === exact;
  }
  const end = Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?')) + 1;
  const head = unescape(pattern.slice(0, first));
  const tail = unescape(pattern.slice(end));
  const middle = toCodes(pattern.slice(first, end), segments - pattern.slice(0, first).split(':').length + 1);
  const shortest = head.length + tail.length;
  if (middle.every((code) => code === ANY)) {
    return tail === ''
      ? (value) => value.startsWith(head)
      : (value) => value.length >= shortest && value.startsWith(head) && value.endsWith(tail);
  }
  return (value) => value.length >= shortest && value.startsWith(head) && value.endsWith(tail)
    && matchesBetween(middle, value, head.length, value.length - tail.length);
}

function toCodes(pattern: string, segments: number): number[] {
  return pattern.split(':').flatMap((segment, index) => {
    const [any, one] = index < segments ? [ANY_BUT_COLON, ONE_BUT_COLON] : [ANY, ONE];
    const codes = segment.split('').map((character) => (character === '*' ? any : character === '?' ? one : unescape(character).charCodeAt(0)));
    return index === 0 ? codes : [COLON, ...codes];
  });
}

/** The codes end in a wildcard. Greedy with one backtrack point, so linear in practice. */
function matchesBetween(codes: readonly number[], value: string, start: number, end: number): boolean {
  let i = 0;
  let j = start;
  let star = -1;
  let resume = start;
  while (j < end) {
    const code = i < codes.length ? codes[i] : END;
    if (code === ANY && i === codes.length - 1) {
      return true;
    }
    if (code === ANY || code === ANY_BUT_COLON) {
      star = i++;
      resume = j;
    } else if (code === ONE || (code === ONE_BUT_COLON && value.charCodeAt(j) !== COLON)) {
      i++;
      j += value.codePointAt(j)! > 0xFFFF ? 2 : 1;
    } else if (code === value.charCodeAt(j)) {
      i++;
      j++;
    } else if (star >= 0 && (codes[star] === ANY || value.charCodeAt(resume) !== COLON)) {
      i = star + 1;
      j = ++resume;
    } else {
      return false;
    }
  }
  while (codes[i] === ANY || codes[i] === ANY_BUT_COLON) {
    i++;
  }
  return i === codes.length && j === end;
}
