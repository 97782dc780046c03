/** Patterns and values without tokens: compiled once, and compared without building anything. */
import { unescape, WILDCARD } from './wildcards';

const ANY = -1;
const ONE = -2;

export function compileGlob(pattern: string): (value: string) => boolean {
  const first = pattern.search(WILDCARD);
  if (first < 0) {
    const exact = unescape(pattern);
    return (value) => value === exact;
  }
  const end = Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?')) + 1;
  const head = unescape(pattern.slice(0, first));
  const tail = unescape(pattern.slice(end));
  const middle = toCodes(pattern.slice(first, end));
  const shortest = head.length + tail.length;
  if (middle.every((code) => code === ANY)) {
    return tail === ''
      ? (value) => value.startsWith(head)
      : (value) => value.length >= shortest && value.startsWith(head) && value.endsWith(tail);
  }
  return (value) => value.length >= shortest && value.startsWith(head) && value.endsWith(tail)
    && matchesBetween(middle, value, head.length, value.length - tail.length);
}

function toCodes(pattern: string): number[] {
  return pattern.split('').map((character) => (character === '*' ? ANY : character === '?' ? ONE : unescape(character).charCodeAt(0)));
}

/** Greedy with one backtrack point, so linear in practice. */
function matchesBetween(codes: readonly number[], value: string, start: number, end: number): boolean {
  let i = 0;
  let j = start;
  let star = -1;
  let resume = start;
  while (j < end) {
    const code = i < codes.length ? codes[i] : NaN;
    if (code === ANY) {
      star = i++;
      resume = j;
    } else if (code === ONE) {
      i++;
      j += value.codePointAt(j)! > 0xFFFF ? 2 : 1;
    } else if (code === value.charCodeAt(j)) {
      i++;
      j++;
    } else if (star >= 0) {
      i = star + 1;
      j = ++resume;
    } else {
      return false;
    }
  }
  while (codes[i] === ANY) {
    i++;
  }
  return i === codes.length && j === end;
}
