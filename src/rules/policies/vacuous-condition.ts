import { hasSeveralValues, needsKey } from '../../analysis/condition-logic';
import { holdsWithoutKey, isAbout } from '../../analysis/condition-outcome';
import { Condition, operatorText } from '../../policy/condition';
import { readDate } from '../../policy/operators/date';
import { Pattern } from '../../policy/pattern';
import { Statement } from '../../policy/statement';
import { beginningOf } from '../day';
import { policyExample } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, judgeEach, occurrencesUnder, Problem } from '../select';

const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };

export const vacuousCondition = defineRule({
  id: 'VacuousCondition',
  title: 'a condition holds for every request, or for none',
  why: 'Its readers believe that it limits the statement. It limits nothing, or the statement has no effect at all.',
  fix: 'Name the values that are meant, or remove the condition.',
  severity: 'warning',
  packs: ['strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  unknown: 'Nothing is left open: a value that is a token may narrow, and is not spoken of.',
  examples: {
    bad: [
      policyExample('every address', { ...read, Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '0.0.0.0/0'] } } }),
      policyExample('every organization', { ...read, Condition: { StringLike: { 'aws:ResourceOrgID': '*' } } }),
      policyExample('there or not', { ...read, Condition: { Null: { 'aws:SourceVpc': ['true', 'false'] } } }),
      policyExample('requests without the key, too', { ...read, Condition: { 'ForAllValues:StringEquals': { 'aws:SourceVpc': 'vpc-0a1b2c3d' } } }),
      policyExample('a grant that has ended', { ...read, Condition: { DateLessThan: { 'aws:CurrentTime': '2020-06-30T23:59:59Z' } } }),
      policyExample('a denial of no address', { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }),
    ],
    good: [
      policyExample('some addresses', { ...read, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
      policyExample('any value of a tag, which must be there', { ...read, Condition: { StringLike: { 'aws:PrincipalTag/team': '*' } } }),
      policyExample('all tags of the request', { ...read, Action: 's3:PutObjectTagging', Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } } }),
      policyExample('a denial that begins one day', { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { DateGreaterThan: { 'aws:CurrentTime': '2020-06-30T23:59:59Z' } } }),
    ],
    unknown: [],
  },
  check(model, { today }) {
    const now = beginningOf(today);
    const suspects = occurrencesUnder(model, (conditions) => conditions.some((condition) => isSuspect(condition, now)));
    return judgeEach(suspects, (statement) => judgeStatement(statement, now));
  },
});

/** `now`: in milliseconds since 1970. */
function* judgeStatement(statement: Statement, now: number): Iterable<Problem> {
  const { effect, conditions } = statement;
  for (const condition of conditions.filter((one) => isSuspect(one, now))) {
    const { operator, key, values } = condition;
    const name = `${operatorText(operator)} ${key}`;
    const never = holdsNever(condition, now);
    const always = effect === 'Allow' && !never ? holdsAlways(condition, conditions, now) : undefined;
    const found = never ? `${effect === 'Allow' ? 'grants' : 'denies'} nothing: ${name} ${never}` : always && `has a condition that limits nothing: ${name} ${always}`;
    if (found) {
      yield { key: partKey('Condition', [`${name}-${values.join('-')}`]), message: found, witness: describeStatement(statement) };
    }
  }
}

const NOW = /^aws:(currenttime|epochtime)$/i;
/** Of those nothing but the presence may be asked. */
const OF_TAGS = /^aws:(principaltag|resourcetag|requesttag)\/|^aws:tagkeys$/i;
const EVERY_ADDRESS = /\/0$/;

function isSuspect(condition: Condition, now: number): boolean {
  return isAbout(condition, /^aws:/i) && (holdsNever(condition, now) !== undefined || holdsAlways(condition, [], now) !== undefined);
}

/** Why it holds for no request that has its key, in words. */
function holdsNever({ operator, key, values }: Condition, now: number): string | undefined {
  if (operator.ifExists || operator.quantifier === 'ForAllValues') {
    return undefined;
  }
  if (operator.negated) {
    return takesAny(operator.name, values) ? 'excepts every value' : undefined;
  }
  const hasEnded = typeof key === 'string' && NOW.test(key) && /LessThan/.test(operator.name) && values.length > 0 && values.every((value) => isPast(value.toString(), now));
  return hasEnded ? 'has ended' : undefined;
}

/** Why it holds for every request, in words. */
function holdsAlways(condition: Condition, all: readonly Condition[], now: number): string | undefined {
  const { operator, key, values } = condition;
  const name = key.toString();
  if (!operator.negated && takesAny(operator.name, values) && !OF_TAGS.test(name)) {
    return 'takes every value';
  }
  if (operator.name === 'Null' && ['true', 'false'].every((value) => values.includes(value))) {
    return 'takes both true and false';
  }
  if (NOW.test(name) && /GreaterThan/.test(operator.name) && values.some((value) => isPast(value.toString(), now))) {
    return 'has begun';
  }
  const isPresent = all.some((other) => other.key.toString().toLowerCase() === name.toLowerCase() && needsKey(other));
  return operator.quantifier === 'ForAllValues' && !operator.negated && !OF_TAGS.test(name) && !isPresent && holdsWithoutKey(condition)
    ? `holds for requests without the key${hasSeveralValues(name) ? '' : ', which has one value at most'}` : undefined;
}

/** Is any value of a request like one of the values? */
function takesAny(operator: string, values: Condition['values']): boolean {
  if (operator.endsWith('IpAddress')) {
    return values.some((value) => typeof value === 'string' && EVERY_ADDRESS.test(value));
  }
  return /^String(Not)?Like$|^Arn/.test(operator) && values.some((value) => Pattern.of(value).matchesEverything);
}

/** Of what is no date nobody can tell. */
function isPast(value: string, now: number): boolean {
  return readDate(value) <= now;
}
