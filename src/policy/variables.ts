/** Policy variables. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
import { literally } from './pattern';
import { concat, Joined, Text, Token, tokenText } from './text';

/** What a request says of a context key, by its name in lower case. */
export type Lookup = (key: string) => readonly Text[] | 'absent' | 'unknown';

export interface Resolved<T> {
  readonly text: Text;
  readonly compiled: T;
  /** The keys without which the text would match nothing, where nobody knows whether the request has them. */
  readonly uncertain: readonly string[];
}

interface Variable {
  readonly name: string;
  readonly fallback?: string;
}

const VARIABLE = /(\$\{[^}]*\})/;
const KEY_AND_DEFAULT = /^\$\{\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?\}$/;
const SPECIAL = new Set(['*', '?', '$']);

/** A value of the context that nobody knows: equal to itself wherever it stands. */
export function unknownValue(key: string): Token {
  return { kind: 'pseudo', label: key, identity: `context ${key}` };
}

/**
 * Compiles a text of a policy that may hold variables: once and for all where it holds none, else for the values that
 * the request gives them. Undefined when a variable has no value, for then the text matches nothing.
 */
export function compileText<T>(text: Text, version: string | undefined, compile: (text: Text) => T): (lookup: Lookup) => Resolved<T> | undefined {
  const parts = version === '2012-10-17' ? parse(text) : [text];
  if (parts.every(isFixed)) {
    const fixed = concat(parts);
    const resolved = { text: fixed, compiled: compile(fixed), uncertain: [] };
    return () => resolved;
  }
  return (lookup) => {
    const uncertain: string[] = [];
    const pieces: Text[] = [];
    for (const part of parts) {
      const piece = isFixed(part) ? part : valueOf(part, lookup, uncertain);
      if (piece === undefined) {
        return undefined;
      }
      pieces.push(piece);
    }
    const resolved = concat(pieces);
    return { text: resolved, compiled: compile(resolved), uncertain };
  };
}

function isFixed(part: Text | Variable): part is Text {
  return typeof part === 'string' || part instanceof Joined;
}

function parse(text: Text): (Text | Variable)[] {
  return (typeof text === 'string' ? [text] : text.parts).flatMap((part): (Text | Variable)[] =>
    (typeof part === 'string' ? part.split(VARIABLE).map(toPart) : [tokenText(part)]));
}

function toPart(piece: string): Text | Variable {
  const match = piece.startsWith('${') ? KEY_AND_DEFAULT.exec(piece) : null;
  if (!match) {
    return piece;
  }
  const [, name, fallback] = match;
  return SPECIAL.has(name) ? literally(name) : { name, fallback };
}

function valueOf({ name, fallback }: Variable, lookup: Lookup, uncertain: string[]): Text | undefined {
  const values = lookup(name.toLowerCase());
  if (values === 'unknown') {
    if (fallback === undefined) {
      uncertain.push(name);
    }
    return tokenText(unknownValue(name));
  }
  if (values === 'absent' || values.length === 0) {
    return fallback === undefined ? undefined : literally(fallback);
  }
  return values.length === 1 ? literally(values[0]) : undefined;
}
