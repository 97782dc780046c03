/** Whether a literal looks like a secret, or like one of the many texts that are none. */

/** Bits a character, by the characters of the text alone. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/** What stands in for a value that comes later, or shows its form. */
const PLACEHOLDER = /^(?:[*x.\-_#?0]+|n\/?a|none|null|nil|true|false|undefined|empty|to-?do|tbd)$|^(?:<.*>|\[.*\]|\{.*\}|%.*%|\$\{?[\w.:-]+\}?|\$\(.*\))$|(?:^|[^a-z])(?:change[-_ ]?(?:me|it|this)|place[-_ ]?holder|replaced?|example|sample|dummy|fake|redacted|insert|your|todo|fixme)(?:[^a-z]|$)/i;

export function isPlaceholder(text: string): boolean {
  return text.trim() === '' || PLACEHOLDER.test(text.trim());
}

/** ARNs, addresses, paths, ids of versions, dotted names, dates, JSON: what stands under a secret's name, and is none. */
const REFERENCES = [
  /^arn:/, /^[a-z][a-z0-9+.-]*:\/\//i, /^\.{0,2}\/[\w./ -]*$/, /^[\w-]+(?:\.[\w-]+)+$/, /^[a-z]+(?:[-_/ ][a-z]+)*[-_/]?$/i, /^\d+(?:\.\d+)*$/, /^[[{]/, /\s/,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, /^(?:ssh-|ecdsa-|-----BEGIN (?:CERTIFICATE|PUBLIC))/,
];

export function isReference(text: string): boolean {
  return REFERENCES.some((form) => form.test(text));
}

const LEAST_PASSWORD = 6;
const LEAST_TOKEN = 16;
const LEAST_ENTROPY = 3;

/** As somebody would choose it: not a word, and not what is said of one. */
export function looksLikePassword(text: string): boolean {
  return text.length >= LEAST_PASSWORD && !isPlaceholder(text) && !isReference(text);
}

/** As a generator makes it: long, mixed and without order. */
export function looksRandom(text: string): boolean {
  return text.length >= LEAST_TOKEN && !isPlaceholder(text) && !isReference(text)
    && /[a-z]/i.test(text) && /\d/.test(text) && /^[\w+/=.~-]+$/.test(text) && entropyOf(text) >= LEAST_ENTROPY;
}
