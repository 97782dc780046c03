/**
 * Texts with tokens as plain strings, and back. The notation is that of Fn::Sub: `${Stack/Bucket.Arn}` is a token, and `${!aws:username}`
 * is the policy variable `${aws:username}`. `${?Stack/Name}` is a value that may be anything.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
import { concat, Text, Token, tokenText } from '../../policy/text';

/** Of a token: equal for those that have the same value, and for no others. Holds no closing brace. */
export type NameToken = (token: Token) => string;

const TOKEN = /\$\{([^!}][^}]*)\}/;
const LITERAL = '${!';

export function writeText(text: Text, nameOf: NameToken): string {
  if (typeof text === 'string') {
    return literal(text);
  }
  return text.parts.map((part) => (typeof part === 'string' ? literal(part) : writeToken(part, nameOf(part)))).join('');
}

export function readText(written: string): Text {
  if (!written.includes('${')) {
    return written;
  }
  return concat(written.split(TOKEN).map((piece, index) => (index % 2 === 0 ? piece.replaceAll(LITERAL, '${') : tokenText(readToken(piece)))));
}

function literal(text: string): string {
  return text.replaceAll('${', LITERAL);
}

function writeToken({ kind }: Token, name: string): string {
  return `\${${kind === 'opaque' ? '?' : ''}${name}}`;
}

function readToken(written: string): Token {
  if (written.startsWith('?')) {
    return { kind: 'opaque', label: written.slice(1), identity: written };
  }
  const known = { label: written, identity: written };
  if (/(^|\/)AWS::/.test(written)) {
    return { ...known, kind: 'pseudo' };
  }
  const dot = written.indexOf('.', written.lastIndexOf('/') + 1);
  return { ...known, kind: 'resource', resource: written.slice(0, dot), attribute: written.slice(dot + 1) };
}
