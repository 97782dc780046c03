/** Policy variables. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
import { remember } from './remember';
import { concat, identityOf, Joined, Text, Token, tokenText } from './text';
import { literally } from './wildcards';

/** What a request says of a context key, by its name in lower case. */
export type Lookup = (key: string) => readonly Text[] | 'absent' | 'unknown';

/** A text of a policy with values in the place of its variables. */
export interface Resolved<T> {
  readonly text: Text;
  readonly compiled: T;
  /** Variables that nobody knows to have a value; if one has none, the text matches nothing. */
  readonly uncertain: readonly string[];
}

export interface CompiledText<T> {
  /** Set when the text is the same for every request. */
  readonly fixed?: Resolved<T>;
  /** Undefined: a variable has no value, so the text matches nothing. */
  resolve(lookup: Lookup): Resolved<T> | undefined;
}

interface Variable {
  readonly name: string;
  readonly defaultValue?: string;
}

const VARIABLE = /(\$\{[^}]*\})/;
/** The key of a tag may hold spaces. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
const NAME_AND_DEFAULT = /^\$\{([^\s,'](?:[^,']*[^\s,'])?)(?:,\s*'([^']*)')?\}$/;
/** `${*}`, `${?}` and `${$}` stand for these very characters. */
const SPECIAL_CHARACTERS = new Set(['*', '?', '$']);

/** The value of a context key that nobody knows: equal to itself wherever it stands. */
export function unknownValue(key: string): Token {
  return { kind: 'pseudo', label: key, identity: `context ${key.toLowerCase()}` };
}

/**
 * Compiles a text of a policy that may hold variables: once where it holds none, else for the values that a request
 * gives them. In versions before 2012-10-17 `${` is text like any other.
 */
export function compileText<T>(text: Text, version: string | undefined, compile: (text: Text) => T): CompiledText<T> {
  const parts = version === '2012-10-17' ? parse(text) : [text];
  if (parts.every(isText)) {
    const resolved = concat(parts);
    const fixed = { text: resolved, compiled: compile(resolved), uncertain: [] };
    return { fixed, resolve: () => fixed };
  }
  const compileOnce = remember(compile, identityOf);
  return { resolve: (lookup) => substitute(parts, lookup, compileOnce) };
}

function substitute<T>(parts: readonly (Text | Variable)[], lookup: Lookup, compile: (text: Text) => T): Resolved<T> | undefined {
  const uncertain: string[] = [];
  const pieces: Text[] = [];
  for (const part of parts) {
    const piece = isText(part) ? part : valueOf(part, lookup, uncertain);
    if (piece === undefined) {
      return undefined;
    }
    pieces.push(piece);
  }
  const text = concat(pieces);
  return { text, compiled: compile(text), uncertain };
}

function parse(text: Text): (Text | Variable)[] {
  return (typeof text === 'string' ? [text] : text.parts).flatMap((part): (Text | Variable)[] =>
    (typeof part === 'string' ? part.split(VARIABLE).map(toPart) : [tokenText(part)]));
}

function toPart(piece: string): Text | Variable {
  const match = NAME_AND_DEFAULT.exec(piece);
  if (!match) {
    return piece;
  }
  const [, name, defaultValue] = match;
  return SPECIAL_CHARACTERS.has(name) ? literally(name) : { name, defaultValue };
}

function isText(part: Text | Variable): part is Text {
  return typeof part === 'string' || part instanceof Joined;
}

/**
 * A wildcard in a value of the request stands for itself. A key with several values is no variable.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function valueOf({ name, defaultValue }: Variable, lookup: Lookup, uncertain: string[]): Text | undefined {
  const values = lookup(name.toLowerCase());
  if (values === 'unknown') {
    if (defaultValue === undefined) {
      uncertain.push(name);
    }
    return tokenText(unknownValue(name));
  }
  if (values === 'absent' || values.length === 0) {
    return defaultValue === undefined ? undefined : literally(defaultValue);
  }
  return values.length === 1 ? literally(values[0]) : undefined;
}
