/** Finds the secrets of a text. What is found is described without being repeated. */
import { isPlaceholder, looksLikePassword, looksRandom } from './likeness';
import { namesPassword, namesSecret } from './secret-names';
import { FORMAT_MARKS, TOKEN_FORMATS } from './token-formats';
import { Text } from '../../policy/text';

export interface FoundSecret {
  /** What it is, for instance `token of GitHub`. */
  readonly what: string;
  /** No more of it than the first four characters, and how long it is. */
  readonly shown: string;
  /** AWS's documentation shows it in its examples: whoever writes it means to write a real one. */
  readonly isExample: boolean;
}

const SHOWN = 4;
/** Stands for a token in the text that is searched: no format has it. */
const UNKNOWN = '\u0000';

/** Known parts, with a mark where a token is. */
export function searchable(text: Text): string {
  return typeof text === 'string' ? text : text.parts.map((part) => (typeof part === 'string' ? part : UNKNOWN)).join('');
}

export function shown(secret: string): string {
  const start = secret.length >= 4 * SHOWN ? secret.slice(0, SHOWN) : '';
  return `${start}... (${secret.length} characters)`;
}

/** Those that are known by their form, also in what is encoded in Base64. */
export function knownSecrets(text: string): FoundSecret[] {
  return [...plainSecrets(text), ...encodedTexts(text).flatMap(knownSecrets)];
}

function plainSecrets(text: string): FoundSecret[] {
  if (!FORMAT_MARKS.test(text)) {
    return [];
  }
  return TOKEN_FORMATS.flatMap(({ name, pattern }) => [...text.matchAll(pattern)].flatMap((match) => {
    const secret = (match[1] ?? match[0]).trim();
    const isExample = OF_DOCUMENTATION.test(secret);
    return secret.includes(UNKNOWN) || (!isExample && isStandIn(secret)) ? [] : [{ what: name, shown: shown(secret), isExample }];
  }));
}

/** Shorter than that, it holds no secret that has a form. */
const ENCODED = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}/g;
const READABLE = /^[\t\n\r -~]+$/;

/** Base64 that is a text: what it decodes to is no accident. */
function encodedTexts(text: string): string[] {
  return [...text.matchAll(ENCODED)].map(([encoded]) => Buffer.from(encoded, 'base64').toString('latin1')).filter((decoded) => READABLE.test(decoded));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds-programmatic-access.html */
const OF_DOCUMENTATION = /^(?:A[KS]IA[A-Z0-9]{9}EXAMPLE|.{30}EXAMPLEKEY)$/;

/** A password in a URL may be a variable, and a form may be shown with one character all over. */
function isStandIn(secret: string): boolean {
  return isPlaceholder(secret) || /^(?:password|passwd|pass|pw|pwd|secret|token|user|guest)$/i.test(secret) || /(.)\1{7}/.test(secret) || /[$%{}()]/.test(secret);
}

/** Is it a secret because of its name? Undefined if it is none. */
export function suspectedSecret(name: string, value: string): FoundSecret | undefined {
  const looksSo = namesPassword(name) ? looksLikePassword(value) : namesSecret(name) && looksRandom(value);
  return looksSo && !value.includes(UNKNOWN) ? { what: `value of ${name}`, shown: shown(value), isExample: false } : undefined;
}

const ASSIGNMENT = /(?:^|[\s;,{"'])(?:export\s+)?([A-Za-z_][\w.-]*)["']?\s*[:=]\s*["']?([^\s"';,]+)["']?/g;

/** A name, the sign, and a value that is long enough to look random. */
const LEAST_ASSIGNMENT = 20;

/** In scripts, configuration files and the like. */
export function assignedSecrets(text: string): FoundSecret[] {
  return text.length < LEAST_ASSIGNMENT ? [] : [...text.matchAll(ASSIGNMENT)].flatMap(([, name, value]) => (
    namesSecret(name) && looksRandom(value) ? suspectedSecret(name, value) ?? [] : []
  ));
}
