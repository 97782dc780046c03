/** How wildcards are written in a pattern, and how characters that look like them but stand for themselves. */
import { Joined, Text } from './text';

export const WILDCARD = /[*?]/;

/** In what is known of the text: a token is no wildcard. */
export function hasWildcard(text: Text): boolean {
  return typeof text === 'string' ? WILDCARD.test(text) : text.parts.some((part) => typeof part === 'string' && WILDCARD.test(part));
}

/** From the private use area of Unicode: within a pattern, a star and a question mark that stand for themselves. */
export const LITERAL_STAR = '\uE010';
export const LITERAL_QUESTION_MARK = '\uE011';

/** Likewise: within the format of an ARN, a run of characters that are no colon and no slash. */
export const ANY_NAME = '\uE012';

/** A pattern that matches this text and no other. */
export function literally(text: Text): Text {
  return typeof text === 'string' ? escape(text) : new Joined(text.parts.map((part) => (typeof part === 'string' ? escape(part) : part)));
}

function escape(known: string): string {
  return WILDCARD.test(known) ? known.replaceAll('*', LITERAL_STAR).replaceAll('?', LITERAL_QUESTION_MARK) : known;
}

/** The characters that the literals of a pattern stand for. */
export function unescape(pattern: string): string {
  return pattern.replaceAll(LITERAL_STAR, '*').replaceAll(LITERAL_QUESTION_MARK, '?');
}
