/**
 * What follows from conditions without a request: which implies which, and which can never hold together.
 * A key is taken to have one value unless the operator says otherwise or the key is known for several.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
import { coversArn } from './arn-cover';
import { conditionKey } from '../catalogue/condition-keys';
import { mayOverlap } from '../policy/common-text';
import { Condition, operatorText } from '../policy/condition';
import { readDate } from '../policy/operators/date';
import { readNumber } from '../policy/operators/number';
import { Pattern } from '../policy/pattern';
import { identityOf, Text } from '../policy/text';
import { literally } from '../policy/wildcards';

export function hasSeveralValues(key: string): boolean {
  return conditionKey(key)?.multivalued ?? false;
}

/** Does the condition fail for every request that lacks the key? */
export function needsKey({ operator, values }: Condition): boolean {
  if (operator.name === 'Null') {
    return values.length === 1 && isText(values[0], 'false');
  }
  return !operator.ifExists && operator.quantifier !== 'ForAllValues' && (!operator.negated || operator.quantifier === 'ForAnyValue');
}

/** Is the wanted condition certain to hold whenever all the given ones do? */
export function implied(given: readonly Condition[], wanted: Condition): boolean {
  return given.some((condition) => implies(condition, wanted));
}

/** Can no request meet all of the conditions? Only when that is certain. */
export function contradict(conditions: readonly Condition[]): boolean {
  return contradiction(conditions) !== undefined;
}

/** Two of the conditions that no request can meet at once. */
export function contradiction(conditions: readonly Condition[]): readonly [Condition, Condition] | undefined {
  for (const [index, first] of conditions.entries()) {
    for (const second of conditions.slice(index + 1)) {
      if (sameKey(first, second) && (exclude(first, second) || exclude(second, first))) {
        return [first, second];
      }
    }
  }
  return undefined;
}

function implies(given: Condition, wanted: Condition): boolean {
  if (sameCondition(given, wanted)) {
    return true;
  }
  if (!sameKey(given, wanted)) {
    return false;
  }
  if (wanted.operator.name === 'Null') {
    return wanted.values.length === 1 && isText(wanted.values[0], 'false') && needsKey(given);
  }
  if (given.operator.quantifier !== wanted.operator.quantifier || (needsKey(wanted) && !needsKey(given))) {
    return false;
  }
  if (given.operator.quantifier === 'ForAllValues' && given.operator.ifExists !== wanted.operator.ifExists) {
    return false;
  }
  return given.operator.negated ? impliesFromNegated(given, wanted) : impliesFromPositive(given, wanted);
}

function impliesFromPositive(given: Condition, wanted: Condition): boolean {
  if (!wanted.operator.negated) {
    const range = rangeOf(given);
    const wider = rangeOf(wanted);
    return range && wider ? within(range, wider) : isSubset(given, wanted);
  }
  // An absent key meets every negated condition, so only the values matter.
  return wanted.operator.quantifier === undefined && !hasSeveralValues(given.key.toString()) && areDisjoint(given, wanted);
}

function impliesFromNegated(given: Condition, wanted: Condition): boolean {
  return wanted.operator.negated && isSubset(wanted, given);
}

/** Does every value of the one lie within the values of the other? */
function isSubset(part: Condition, whole: Condition): boolean {
  const family = familyOf(part);
  if (family !== familyOf(whole) || (family === 'other' && baseOf(part) !== baseOf(whole))) {
    return false;
  }
  return part.values.every((value) => whole.values.some((other) => (family === 'other'
    ? fold(value) === fold(other)
    : covers(whole, other, part, value))));
}

function covers(whole: Condition, wholeValue: Text, part: Condition, partValue: Text): boolean {
  const [outer, inner] = [asPattern(whole, wholeValue), asPattern(part, partValue)];
  if (familyOf(whole) === 'arn') {
    return coversArn(outer, inner, { acrossColons: false });
  }
  const ignoreCase = ignoresCase(whole);
  if (ignoresCase(part) && !ignoreCase) {
    return Pattern.of(outer).matchesEverything;
  }
  return Pattern.of(outer, { ignoreCase }).covers(Pattern.of(inner, { ignoreCase })) === 'yes';
}

/** Can both never hold for one request? Looks at the pair from the side of the first. */
function exclude(first: Condition, second: Condition): boolean {
  if (first.operator.name === 'Null' && isText(first.values[0], 'true') && first.values.length === 1) {
    return needsKey(second);
  }
  if (!needsKey(first) || first.operator.quantifier || second.operator.quantifier || hasSeveralValues(first.key.toString())) {
    return false;
  }
  if (second.operator.negated) {
    return !first.operator.negated && isSubset(first, { ...second, operator: { ...second.operator, negated: false } });
  }
  return areDisjoint(first, second);
}

/** Does no value meet both? The first and the second condition are taken without their negation. */
function areDisjoint(first: Condition, second: Condition): boolean {
  const [range, other] = [rangeOf(first), rangeOf(second)];
  if (range && other) {
    return apart(range, other) || apart(other, range);
  }
  const family = familyOf(first);
  if (first.values.length === 0 || second.values.length === 0 || family !== familyOf(second)) {
    return false;
  }
  const apartFrom = (value: Text, another: Text) => (family === 'other'
    ? baseOf(first) === 'Bool' && baseOf(second) === 'Bool' && typeof value === 'string' && typeof another === 'string' && fold(value) !== fold(another)
    : !mayOverlap(asPattern(first, value), asPattern(second, another), { ignoreCase: ignoresCase(first) || ignoresCase(second) }));
  return first.values.every((value) => second.values.every((another) => apartFrom(value, another)));
}

/** The operators that compare text without patterns take `*` as it is written. */
function asPattern(condition: Condition, value: Text): Text {
  return familyOf(condition) === 'arn' || baseOf(condition) === 'StringLike' ? value : literally(value);
}

interface Range {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
}

/** The numbers, or the points in time, that the values stand for; undefined when that is no one range. */
function rangeOf(condition: Condition): Range | undefined {
  const [value] = condition.values;
  const comparison = /^(Numeric|Date)(Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)$/.exec(baseOf(condition));
  if (!comparison || condition.values.length !== 1 || typeof value !== 'string') {
    return undefined;
  }
  const [, type, relation] = comparison;
  const point = type === 'Date' ? readDate(value) : readNumber(value);
  return Number.isNaN(point) ? undefined : {
    low: relation.startsWith('Less') ? -Infinity : point, lowOpen: relation === 'GreaterThan',
    high: relation.startsWith('Greater') ? Infinity : point, highOpen: relation === 'LessThan',
  };
}

function within(part: Range, whole: Range): boolean {
  return (part.low > whole.low || (part.low === whole.low && (part.lowOpen || !whole.lowOpen)))
    && (part.high < whole.high || (part.high === whole.high && (part.highOpen || !whole.highOpen)));
}

function apart(lower: Range, upper: Range): boolean {
  return lower.high < upper.low || (lower.high === upper.low && (lower.highOpen || upper.lowOpen));
}

/** Operators whose values can be compared as patterns, and the others. */
function familyOf(condition: Condition): 'text' | 'arn' | 'other' {
  const base = baseOf(condition);
  return base.startsWith('String') ? 'text' : base.startsWith('Arn') ? 'arn' : 'other';
}

/** The operator without its negation. */
function baseOf({ operator }: Condition): string {
  return operator.name.replace('Not', '');
}

function ignoresCase({ operator }: Condition): boolean {
  return operator.name.endsWith('IgnoreCase');
}

export function sameCondition(a: Condition, b: Condition): boolean {
  return identityOfCondition(a) === identityOfCondition(b);
}

/** Equal for conditions that say the same: the order of the values and the case of the key do not matter. */
export function identityOfCondition({ operator, key, values }: Condition): string {
  return JSON.stringify([operatorText(operator), identityOf(key).toLowerCase(), [...new Set(values.map(identityOf))].sort()]);
}

/** Of conditions that are made at deploy time nobody knows the key. */
function sameKey(a: Condition, b: Condition): boolean {
  return typeof a.key === 'string' && typeof b.key === 'string' && a.key.toLowerCase() === b.key.toLowerCase();
}

function isText(value: Text | undefined, wanted: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === wanted;
}

function fold(text: Text): string {
  return identityOf(text).toLowerCase();
}
