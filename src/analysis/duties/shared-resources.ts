/** Resources on which two actions may both be allowed. */
import { findAction } from '../../catalogue/actions';
import { parseArn } from '../../policy/arn';
import { compileArn } from '../../policy/arn-pattern';
import { commonText } from '../../policy/common-text';
import { bareToken, concat, distinctTexts, splitText, Text } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';
import { Actor } from '../escalation/actor';

const MOST_PATTERNS = 50;
/** So the format of recovery points is written: some have an account in their ARN, and some have none. */
const ANY_ACCOUNT = /^((?:[^:]*:){4})\*:/;

/** An ARN format that both actions take, or one of each where what the one takes holds what the other takes: a log group and its streams. */
export interface SharedFormat {
  readonly one: string;
  readonly other: string;
}

/** Empty: the actions work on different things. */
export function sharedFormats(one: string, other: string): readonly SharedFormat[] {
  return formatsOf(one).flatMap((ofOne) => formatsOf(other).flatMap((ofOther) => (
    ofOne === ofOther || holds(ofOne, ofOther) || holds(ofOther, ofOne) ? [{ one: ofOne, other: ofOther }] : []
  )));
}

/** For each resource that the patterns of the one or the other name, what each of the two actions is asked on. */
export function* resourcesOfBoth(
  formats: readonly SharedFormat[], patterns: readonly Text[], others: readonly Text[], actor: Actor,
): Iterable<readonly [Text, Text]> {
  const all = distinctTexts([...patterns, ...others, ...overlaps(patterns, others)]);
  for (const { one, other } of formats) {
    const inner = one.length >= other.length ? one : other;
    for (const text of all.flatMap((pattern) => samplesOf(pattern, inner, actor))) {
      yield [one === inner ? text : holderOf(text, inner, one), other === inner ? text : holderOf(text, inner, other)];
    }
  }
}

/** Resources of the action that the patterns name; `*` for an action that takes no resource. */
export function resourcesOf(action: string, patterns: readonly Text[], actor: Actor): readonly Text[] {
  const formats = formatsOf(action);
  return formats.length === 0 ? ['*'] : distinctTexts(formats.flatMap((format) => patterns.flatMap((pattern) => samplesOf(pattern, format, actor))));
}

function formatsOf(action: string): readonly string[] {
  return findAction(action)?.resourceArns ?? [];
}

function holds(outer: string, inner: string): boolean {
  return inner.startsWith(outer) && /^[:/]/.test(inner.slice(outer.length));
}

/** `log-group:/orders:log-stream:x` as `log-group:/orders`. */
function holderOf(text: Text, inner: string, outer: string): Text {
  const separator = inner.slice(outer.length).replace(/\$\{.*$/, '');
  const kept = splitText(text, separator).slice(0, outer.split(separator).length);
  return concat(kept.flatMap((piece, index) => (index === 0 ? [piece] : [separator, piece])));
}

/** A resource of the format, in the own account; a token for a whole ARN as it is. */
function samplesOf(pattern: Text, format: string, actor: Actor): Text[] {
  const sample = bareToken(pattern) ? pattern : commonText(pattern, patternOf(format, actor));
  return sample === undefined || isNothing(sample, pattern, format) ? [] : [sample];
}

/** A star in the head of `arn:*:s3:::orders` takes in `arn:aws:kms:eu-west-1:111122223333:key/x:s3:::orders` too, and no name of a key has colons. */
function isNothing(sample: Text, pattern: Text, format: string): boolean {
  return splitText(sample, ':').length > splitText(format, ':').length && compileArn(pattern, { acrossColons: false })(sample) === 'no';
}

function patternOf(format: string, { arn, account }: Actor): string {
  const known: Readonly<Record<string, string | undefined>> = { Partition: parseArn(arn)?.partition.toString(), Account: account?.toString() };
  return format.replace(ANY_ACCOUNT, '$1${Account}:').replace(/\$\{([^}]*)\}/g, (_variable, name: string) => known[name] ?? '*');
}

function overlaps(patterns: readonly Text[], others: readonly Text[]): Text[] {
  const [some, more] = [patterns, others].map((list) => list.filter((pattern) => pattern !== '*' && hasWildcard(pattern)).slice(0, MOST_PATTERNS));
  return some.flatMap((one) => more.flatMap((other) => commonText(one, other) ?? []));
}
