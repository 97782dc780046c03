import { Joined, Text } from '../policy/text';

/**
 * A parameter whose default is empty, in a template that is deployed with its defaults. To conditions it is the empty text, and within
 * a name (`${Prefix}reports`) it adds nothing. No text and no part of an ARN is empty, though: there somebody has to give a value, and
 * it is as unknown as without the default.
 */
export class EmptyDefault extends Joined {}

/** What a condition compares. */
export function compared(text: Text | undefined): Text | undefined {
  return text instanceof EmptyDefault ? '' : text;
}

/** Texts to concatenate, with nothing in place of the empty defaults that are within a name. */
export function withoutEmptyDefaults(texts: readonly Text[]): readonly Text[] {
  for (let index = 0; index < texts.length; index++) {
    if (typeof texts[index] !== 'string' && texts[index] instanceof EmptyDefault) {
      return texts.map((item, at) => (item instanceof EmptyDefault && !isWholePart(texts, at) ? '' : item));
    }
  }
  return texts;
}

/** Between the ends of the text, colons and slashes. */
function isWholePart(texts: readonly Text[], index: number): boolean {
  const before = neighbour(texts, index, -1);
  const after = neighbour(texts, index, 1);
  return (before === undefined || /[:/]$/.test(before)) && (after === undefined || /^[:/]/.test(after));
}

/** The nearest text that is not empty; undefined at the end. */
function neighbour(texts: readonly Text[], index: number, step: number): string | undefined {
  let at = index + step;
  while (texts[at] === '' || texts[at] instanceof EmptyDefault) {
    at += step;
  }
  return texts[at]?.toString();
}
