/** Texts that two patterns have in common. */
import { Pattern } from './pattern';
import { concat, identityOf, Text, Token, tokenText } from './text';
import { ANY_NAME, hasWildcard, unescape } from './wildcards';

/** Stands where both patterns leave a run of characters open. */
const ANY_WORD = 'example';
const ANY_CHARACTER = 'x';

type Unit = string | Token;

const examples = new Map<string, Text | undefined>();
const MOST_EXAMPLES = 50_000;

/** A text that both patterns are certain to match, as plain as can be; undefined when there is none, or only a token could make one. */
export function commonText(a: Text, b: Text): Text | undefined {
  const key = `${identityOf(a)}\u0001${identityOf(b)}`;
  if (examples.has(key)) {
    return examples.get(key);
  }
  if (examples.size >= MOST_EXAMPLES) {
    examples.clear();
  }
  const example = findCommon(unitsOf(a), unitsOf(b));
  examples.set(key, example);
  return example;
}

/** Can there be a text that both match, whatever the tokens turn out to be? */
export function mayOverlap(a: Text, b: Text, { ignoreCase = false } = {}): boolean {
  const fold = (text: Text) => (ignoreCase ? openTokens(text).toLowerCase() : openTokens(text));
  const [one, other] = [fold(a), fold(b)];
  // The plainest example of one is mostly one of the other, too.
  return Pattern.of(other).matches(unescape(one.replace(/[*?]/g, ANY_CHARACTER))) === 'yes' || (hasWildcard(one) && commonText(one, other) !== undefined);
}

/** With a star for each token, which may be any text. */
export function openTokens(text: Text): string {
  if (typeof text === 'string') {
    return text;
  }
  let open = '';
  for (let index = 0; index < text.parts.length; index++) {
    const part = text.parts[index];
    open += typeof part === 'string' ? part : '*';
  }
  return open;
}

function unitsOf(text: Text): Unit[] {
  return (typeof text === 'string' ? [text] : text.parts).flatMap((part): Unit[] => (typeof part === 'string' ? [...part.replace(/\*+/g, '*')] : [part]));
}

function findCommon(a: readonly Unit[], b: readonly Unit[]): Text | undefined {
  const meets = meetings(a, b);
  if (!meets[0][0]) {
    return undefined;
  }
  const found: Text[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (isRun(a[i]) && isRun(b[j])) {
      found.push(ANY_WORD);
      [i, j] = meets[i + 1][j] ? [i + 1, j] : [i, j + 1];
    } else if (isRun(a[i])) {
      if (meets[i + 1][j]) {
        i++;
      } else {
        found.push(textOf(b[j++]));
      }
    } else if (isRun(b[j])) {
      if (meets[i][j + 1]) {
        j++;
      } else {
        found.push(textOf(a[i++]));
      }
    } else {
      found.push(textOf(a[i] === '?' ? b[j] : a[i]));
      i++;
      j++;
    }
  }
  return concat(found);
}

function textOf(unit: Unit): Text {
  return typeof unit !== 'string' ? tokenText(unit) : unit === '?' ? ANY_CHARACTER : unescape(unit);
}

/** For each pair of positions: do the rests of both patterns have a text in common? */
function meetings(a: readonly Unit[], b: readonly Unit[]): readonly (readonly boolean[])[] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<boolean>(b.length + 1).fill(false));
  table[a.length][b.length] = true;
  for (let i = a.length; i >= 0; i--) {
    const [row, next, one] = [table[i], table[i + 1], a[i]];
    for (let j = b.length; j >= 0; j--) {
      const other = b[j];
      if (isRun(one)) {
        row[j] = next[j] || (j < b.length && takes(one, other) && row[j + 1]);
      } else if (isRun(other)) {
        row[j] = row[j + 1] || (i < a.length && takes(other, one) && next[j]);
      } else if (i < a.length && j < b.length) {
        row[j] = next[j + 1] && agree(one, other);
      }
    }
  }
  return table;
}

function isRun(unit: Unit | undefined): boolean {
  return unit === '*' || unit === ANY_NAME;
}

/** A name takes in a star as far as that stands for what a name holds. */
function takes(run: Unit, unit: Unit): boolean {
  return run === '*' || (unit !== ':' && unit !== '/');
}

function agree(a: Unit, b: Unit): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') {
    return typeof a !== 'string' && typeof b !== 'string' && a.identity === b.identity;
  }
  return a === b || a === '?' || b === '?';
}
