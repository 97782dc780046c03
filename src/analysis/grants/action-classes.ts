/** Actions that a set of statements cannot tell apart are one class: what holds of one of them holds of all. */
import { expandAction, findAction } from '../../catalogue/actions';
import { matcherOf, requestedAction } from '../../evaluate/action';
import { Pattern, Verdict } from '../../policy/pattern';
import { Matching } from '../../policy/statement';
import { identityOf, Text } from '../../policy/text';

export interface ActionClass {
  /** One of the class. */
  readonly action: Text;
  /** Does the `Action` or `NotAction` speak of the class? */
  readonly verdicts: ReadonlyMap<Matching, Verdict>;
}

/** Stand for the actions that no statement names; the first that really is not named. */
const OTHERS = ['s3:GetObject', 'dynamodb:GetItem', 'sqs:SendMessage', 'ec2:RunInstances', 'iam:CreateUser', 'logs:PutLogEvents'];

/** The classes of the catalogue's actions, and of those that are named without being in the catalogue. */
export function actionClasses(matchings: readonly Matching[]): readonly ActionClass[] {
  const patterns = distinct(matchings.flatMap((matching) => matching.patterns));
  const named = patterns.filter((pattern) => !isEverything(pattern));
  return [...classesAmong([...distinct(named.flatMap(actionsOf)), ...otherAction(named)], matchings)];
}

/** One action of each class, in the order of the actions. */
export function* classesAmong(actions: Iterable<Text>, matchings: readonly Matching[]): Iterable<ActionClass> {
  const seen = new Set<string>();
  for (const action of actions) {
    const verdicts = verdictsOf(matchings, action);
    const signature = [...verdicts.values()].join();
    if (!seen.has(signature)) {
      seen.add(signature);
      yield { action, verdicts };
    }
  }
}

/** Every action that at least one of the elements may speak of. */
export function actionsIn(matchings: readonly Matching[]): readonly Text[] {
  const patterns = distinct(matchings.flatMap(({ negated, patterns: own }): readonly Text[] => (negated ? ['*'] : own)));
  return distinct(patterns.some(isEverything) ? [...expandAction('*').map(({ name }) => name), ...patterns.filter(isNamed)] : patterns.flatMap(actionsOf));
}

export function verdictsOf(matchings: readonly Matching[], action: Text): ReadonlyMap<Matching, Verdict> {
  const requested = requestedAction(action);
  return new Map(matchings.map((matching) => [matching, matcherOf(matching).matches(requested)]));
}

function isNamed(pattern: Text): boolean {
  return !Pattern.of(pattern).hasWildcard;
}

/** One action that none of the patterns can match, if the catalogue has one. */
function otherAction(patterns: readonly Text[]): readonly string[] {
  const isOther = (name: string) => patterns.every((pattern) => Pattern.of(pattern, { ignoreCase: true }).matches(name) === 'no');
  const other = OTHERS.find(isOther) ?? expandAction('*').find(({ name }) => isOther(name))?.name;
  return other === undefined ? [] : [other];
}

function actionsOf(pattern: Text): readonly Text[] {
  if (typeof pattern !== 'string') {
    return [pattern];
  }
  if (!Pattern.of(pattern).hasWildcard) {
    return [findAction(pattern)?.name ?? pattern];
  }
  const known = expandAction(pattern).map(({ name }) => name);
  return known.length > 0 ? known : [newAction(pattern)];
}

/** What a service that the catalogue does not have yet may call one. */
function newAction(pattern: string): string {
  return pattern.replaceAll('*', 'Example').replaceAll('?', 'x');
}

function isEverything(pattern: Text): boolean {
  return Pattern.of(pattern, { ignoreCase: true }).covers(Pattern.of('?*:?*')) === 'yes';
}

function distinct(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [identityOf(text).toLowerCase(), text])).values()];
}
