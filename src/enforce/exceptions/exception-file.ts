/** `guardrail-exceptions.json`: JSON with comments and trailing commas. */
import { getNodeValue, Node, ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { ExceptionLimits, toExceptions } from './exception-entries';
import { Problem } from './exception-schema';
import { InputError } from '../../model/errors';
import { readTextFile } from '../../model/template-file';
import { GuardrailException } from '../../rules/exception';

export interface ExceptionFile {
  readonly text: string;
  /** Of the entries in the text, in order. */
  readonly entries: readonly Node[];
  readonly exceptions: readonly GuardrailException[];
}

export function readExceptionFile(file: string, limits: ExceptionLimits): ExceptionFile {
  return parseExceptions(readTextFile(file), file, limits);
}

/** Anything that is wrong is an error that names the file, the entries, what was found and what is expected. */
export function parseExceptions(text: string, file: string, limits: ExceptionLimits): ExceptionFile {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (!root || error) {
    const { line, column } = placeOf(text, error.offset);
    const found = text.trim() === '' ? 'an empty file' : `broken JSON (${printParseErrorCode(error.error)})`;
    throw new InputError(file, `line ${line}, column ${column}: found ${found}, expected an object with "exceptions"`);
  }
  const entries = memberOf(root, 'exceptions')?.children ?? [];
  const lines = entries.map(({ offset }) => placeOf(text, offset).line);
  const exceptions = toExceptions(getNodeValue(root), { file, lines, problems: repeatedProperties(root, entries) }, limits);
  return { text, entries, exceptions };
}

function memberOf(object: Node, name: string): Node | undefined {
  return object.type === 'object' ? object.children?.find(({ children }) => children?.[0].value === name)?.children?.[1] : undefined;
}

/** JSON lets the last one win, and who reviews may read the first. */
function repeatedProperties(root: Node, entries: readonly Node[]): Problem[] {
  const objects = [{ path: [], node: root }, ...entries.map((node, index) => ({ path: ['exceptions', index], node }))];
  return objects.filter(({ node }) => node.type === 'object').flatMap(({ path, node: { children = [] } }) => {
    const names: string[] = children.map((member) => member.children![0].value);
    const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
    return repeated.map((name) => ({ path: [...path, name], text: 'found the property more than once, expected it once' }));
  });
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
