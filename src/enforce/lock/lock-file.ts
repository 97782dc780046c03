/** `iam.lock.json`: a lock as text, one statement a line where it fits, and back. */
import { existsSync } from 'fs';
import { resolve } from 'path';
import { visit } from 'jsonc-parser';
import { schemaProblems } from './lock-schema';
import { LOCK_VERSION, PermissionLock } from '../../analysis/lock/permission-lock';
import { InputError } from '../../model/errors';
import { readTextFile } from '../../model/template-file';
import { isObject } from '../../policy/document';
import { LockOption } from '../../rules/lock-option';

export const LOCK_FILE = 'iam.lock.json';
const SCHEMA = 'https://raw.githubusercontent.com/cdk-iam-guardrails/cdk-iam-guardrails/main/schemas/iam-lock.schema.json';
const WIDTH = 140;
const STATEMENT_INDENT = 6;
const MOST_PROBLEMS = 10;

/** The same text for the same lock; it ends in a line feed. */
export function lockText(lock: PermissionLock): string {
  return `${laidOut({ $schema: SCHEMA, ...lock }, '', 0)}\n`;
}

/** Undefined where there is no such file. `file`: what messages call it. */
export function readLockFile(path: string, file = path): PermissionLock | undefined {
  return existsSync(path) ? parseLock(readTextFile(path), file) : undefined;
}

/** Read when it is first asked for, from where the process is now. */
export function lockOption(file: string): LockOption {
  const path = resolve(file);
  return { file, read: () => readLockFile(path, file) };
}

/** What is no lock is an error that names the file, the places, what was found and what is expected. */
export function parseLock(text: string, file: string): PermissionLock {
  const conflict = text.split('\n').findIndex((line) => line.startsWith('<<<<<<< '));
  if (conflict !== -1) {
    throw new InputError(file, `line ${conflict + 1}: found a merge conflict, expected a permission lock: "cdk-iam-guardrails lock" writes it for the app as it is now`);
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, `found text that is not JSON (${(error as Error).message}), expected a permission lock`);
  }
  if (isObject(document) && typeof document.version === 'number' && document.version > LOCK_VERSION) {
    throw new InputError(file, `version: found ${document.version}, expected ${LOCK_VERSION}: a newer version of cdk-iam-guardrails has written it`);
  }
  const problems = [...repeatedNames(text), ...schemaProblems(document)];
  if (problems.length > 0) {
    const [first, ...others] = problems.length > MOST_PROBLEMS ? [...problems.slice(0, MOST_PROBLEMS), `and ${problems.length - MOST_PROBLEMS} more`] : problems;
    throw new InputError(file, first, others);
  }
  return document as PermissionLock;
}

/** JSON lets the last one win, and who reviews may read the first. A merge may leave both without a conflict. */
function repeatedNames(text: string): string[] {
  const problems: string[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (name, _offset, _length, line) => {
      const names = open[open.length - 1];
      if (names.has(name)) {
        problems.push(`line ${line + 1}: found ${JSON.stringify(name)} more than once, expected it once`);
      }
      names.add(name);
    },
  });
  return problems;
}

/** On one line what fits, from statements downwards; `taken` characters stand before and behind it. */
function laidOut(value: unknown, indent: string, taken: number): string {
  const isList = Array.isArray(value);
  if (!isList && !isObject(value)) {
    return JSON.stringify(value);
  }
  const flat = inOneLine(value);
  const mayBeFlat = isList ? !value.some(isObject) : indent.length >= STATEMENT_INDENT;
  if (mayBeFlat && flat.length + indent.length + taken <= WIDTH) {
    return flat;
  }
  const inner = `${indent}  `;
  const items = isList ? value.map((item) => laidOut(item, inner, 1))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${laidOut(item, inner, name.length + 5)}`);
  const [open, close] = isList ? '[]' : '{}';
  return items.length === 0 ? `${open}${close}` : `${open}\n${items.map((item) => `${inner}${item}`).join(',\n')}\n${indent}${close}`;
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(inOneLine).join(', ')}]`;
  }
  return isObject(value) ? `{ ${Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${inOneLine(item)}`).join(', ')} }` : JSON.stringify(value);
}
