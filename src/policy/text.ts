/**
 * Text that may hold tokens: the leaves of every policy and property the library judges.
 *
 * A plain string is known in full. `Joined` holds at least one token: a value that is specific when it is deployed
 * and not known before (a parameter, an ARN that AWS assigns). A token is never a wildcard.
 */

/**
 * - `resource`: an attribute of a resource of the app, always one specific value;
 * - `pseudo`: a pseudo parameter such as AWS::Partition;
 * - `opaque`: anything else, such as a parameter, an import from elsewhere, a dynamic reference.
 */
export type TokenKind = 'resource' | 'pseudo' | 'opaque';

export interface Token {
  readonly kind: TokenKind;
  /** What the reader of a finding sees, for instance `Bucket.Arn` or `AWS::Partition`. */
  readonly label: string;
  /** Two tokens with the same identity have the same value. */
  readonly identity: string;
  /** `resource` tokens: the key of the resource in the access model, and the attribute. */
  readonly resource?: string;
  readonly attribute?: string;
}

export class Joined {
  constructor(readonly parts: readonly (string | Token)[]) {}

  toString(): string {
    return this.parts.map((part) => (typeof part === 'string' ? part : `<${part.label}>`)).join('');
  }
}

export type Text = string | Joined;

export function tokenText(token: Token): Joined {
  return new Joined([token]);
}

export function isText(value: unknown): value is Text {
  return typeof value === 'string' || value instanceof Joined;
}

/** Concatenates; adjacent strings melt, so that equal texts have equal parts. */
export function concat(texts: readonly Text[]): Text {
  const parts: (string | Token)[] = [];
  let known = '';
  for (const text of texts) {
    if (typeof text === 'string') {
      known += text;
      continue;
    }
    for (const part of text.parts) {
      if (typeof part === 'string') {
        known += part;
        continue;
      }
      if (known !== '') {
        parts.push(known);
        known = '';
      }
      parts.push(part);
    }
  }
  if (parts.length === 0) {
    return known;
  }
  if (known !== '') {
    parts.push(known);
  }
  return new Joined(parts);
}

export function tokensOf(text: Text): readonly Token[] {
  return typeof text === 'string' ? [] : text.parts.filter((part): part is Token => typeof part !== 'string');
}

/** The token, when the text is nothing but one token. */
export function bareToken(text: Text): Token | undefined {
  const first = typeof text === 'string' ? undefined : text.parts[0];
  return typeof text !== 'string' && text.parts.length === 1 && typeof first !== 'string' ? first : undefined;
}

/** The token that makes the whole text unknowable: it stands alone and may be anything. */
export function opaqueToken(text: Text): Token | undefined {
  const token = bareToken(text);
  return token?.kind === 'opaque' ? token : undefined;
}

export function sameText(a: Text, b: Text): boolean {
  return identityOf(a) === identityOf(b);
}

/** A string that is equal for texts that are certain to have the same value. */
export function identityOf(text: Text): string {
  return typeof text === 'string'
    ? text
    : text.parts.map((part) => (typeof part === 'string' ? part : `\u0000${part.identity}\u0000`)).join('');
}

/** Of texts that are certain to have the same value, one. */
export function distinctTexts(texts: readonly Text[]): Text[] {
  return [...new Map(texts.map((text) => [identityOf(text), text])).values()];
}

/** Splits at a separator that stands in the known parts; a token is taken not to hold it. */
export function splitText(text: Text, separator: string): Text[] {
  if (typeof text === 'string') {
    return text.split(separator);
  }
  const pieces: Text[][] = [[]];
  for (const part of text.parts) {
    if (typeof part !== 'string') {
      pieces[pieces.length - 1].push(tokenText(part));
      continue;
    }
    const [first, ...rest] = part.split(separator);
    pieces[pieces.length - 1].push(first);
    for (const piece of rest) {
      pieces.push([piece]);
    }
  }
  return pieces.map(concat);
}
