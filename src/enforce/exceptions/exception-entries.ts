/** From what users write to exceptions: all that is wrong with them is said at once. */
import { Problem, schemaProblems } from './exception-schema';
import { InputError } from '../../model/errors';
import { isObject } from '../../policy/document';
import { dayAfter } from '../../rules/day';
import { GuardrailException } from '../../rules/exception';
import { slashed } from '../../rules/exceptions';
import { staleException } from '../../rules/exceptions/stale-exception';
import { findRule } from '../../rules/find-rule';
import { grantsWithinLock } from '../../rules/lock/grants-within-lock';

/** How far ahead an exception may expire, in days. */
export const MOST_DAYS = 365;

export interface ExceptionLimits {
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
  readonly maxDays: number;
}

export interface ExceptionSource {
  /** Named in messages. */
  readonly file: string;
  /** The lines of the entries, where there are any. */
  readonly lines?: readonly number[];
  /** What is wrong beside the content. */
  readonly problems?: readonly Problem[];
}

/** @param document `{ exceptions: [...] }`, of any content. */
export function toExceptions(document: unknown, { file, lines = [], problems = [] }: ExceptionSource, limits: ExceptionLimits): GuardrailException[] {
  const entries = isObject(document) && Array.isArray(document.exceptions) ? document.exceptions : [];
  const bySchema = schemaProblems(document);
  const sound = (index: number, name: string) => isObject(entries[index]) && typeof entries[index][name] === 'string'
    && !bySchema.some(({ path }) => path[1] === index && path[2] === name);
  const all = [
    ...problems,
    ...bySchema,
    ...entries.flatMap((entry, index) => [
      ...(sound(index, 'rule') ? ruleProblems(entry.rule, ['exceptions', index, 'rule']) : []),
      ...(sound(index, 'expires') ? expiryProblems(entry.expires, ['exceptions', index, 'expires'], limits) : []),
    ]),
  ];
  const exceptions = all.length > 0 ? [] : entries.map((entry, index): GuardrailException => ({
    ...entry, rule: findRule(entry.rule).id, file, location: `exceptions[${index}]`, ...(lines[index] !== undefined && { line: lines[index] }),
  }));
  all.push(...exceptions.flatMap((exception, index) => extentProblems(exception, ['exceptions', index])));
  refuse(file, [...all.map((problem) => problemText(problem, entries, lines)), ...duplicateTexts(exceptions)]);
  return exceptions;
}

/** The same finding is accepted once: two owners are none. */
export function duplicateTexts(exceptions: readonly GuardrailException[]): string[] {
  const first = new Map<string, GuardrailException>();
  return exceptions.flatMap((exception) => {
    const { rule, key, keyPattern, construct, file, location } = exception;
    const same = JSON.stringify([rule, key, keyPattern, slashed(construct)]);
    const other = first.get(same);
    if (!other) {
      first.set(same, exception);
      return [];
    }
    const place = other.file === file ? other.location : `${other.location} of ${other.file}`;
    return [`${location} (${rule} at ${construct}): found the same rule, key and construct as in ${place}, expected each once`];
  });
}

/** Throws if there is anything wrong. */
export function refuse(file: string, texts: readonly string[]): void {
  if (texts.length > 0) {
    throw texts.length === 1 ? new InputError(file, texts[0]) : new InputError(file, `found ${texts.length} problems:`, texts);
  }
}

/** What is accepted has been looked at: not whatever may come. */
function extentProblems({ rule, key, keyPattern, construct }: GuardrailException, path: Problem['path']): Problem[] {
  if (rule === staleException.id) {
    return [{ path: [...path, 'rule'], text: `found "${rule}", expected another rule: an exception that accepts nothing is removed or corrected` }];
  }
  if (rule === grantsWithinLock.id && key === undefined) {
    return [{ path: [...path, 'key'], text: 'found nothing, expected the key of the finding: it holds for what was granted then, and not for more' }];
  }
  const isAnything = (pattern: string) => /^[*?/\\.]+$/.test(pattern);
  return key === undefined && (keyPattern === undefined || isAnything(keyPattern)) && isAnything(construct)
    ? [{ path: [...path, 'construct'], text: `found "${construct}", expected a construct, or a key beside it: without either the rule is off everywhere` }] : [];
}

function ruleProblems(rule: string, path: Problem['path']): Problem[] {
  try {
    findRule(rule);
    return [];
  } catch (error) {
    return [{ path, text: `found ${JSON.stringify(rule)}, expected the id of a rule. ${(error as Error).message}` }];
  }
}

function expiryProblems(expires: string, path: Problem['path'], { today, maxDays }: ExceptionLimits): Problem[] {
  const latest = dayAfter(today, maxDays);
  return expires > latest ? [{ path, text: `found "${expires}", expected ${latest} at the latest (${maxDays} days from ${today})` }] : [];
}

/** `exceptions[3].owner (line 12, NoAdminStatement): found nothing, expected ...` */
function problemText({ path, text }: Problem, entries: readonly unknown[], lines: readonly number[]): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('').replace(/^\./, '');
  const index = Number(path[1]);
  const entry = entries[index];
  const about = [
    ...(lines[index] !== undefined ? [`line ${lines[index]}`] : []),
    ...(isObject(entry) && typeof entry.rule === 'string' && path[2] !== 'rule' ? [entry.rule] : []),
  ].join(', ');
  return `${place}${about && ` (${about})`}${place && ': '}${text}`;
}
