/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
import { ActionInfo, expandAction, isServicePrefix } from '../../catalogue/actions';
import { conditionKey, ConditionKeyInfo, ConditionKeyType } from '../../catalogue/condition-keys';
import { Condition, operatorText } from '../../policy/condition';
import { BASE_OPERATORS } from '../../policy/operators';
import { Statement } from '../../policy/statement';
import { Text } from '../../policy/text';
import { contradiction } from '../condition-logic';
import { error, PolicyProblem, warning } from './problem';

/** What the operators can compare, by the beginning of their name without negation. */
const VALUES: readonly (readonly [operator: string, expected: string, types: readonly ConditionKeyType[]])[] = [
  ['String', 'a text', ['String', 'ARN', 'Bool', 'Date', 'IPAddress', 'Numeric']],
  ['Numeric', 'a number', ['Numeric', 'Date']],
  ['Date', 'a date such as 2026-01-31T00:00:00Z', ['Date', 'Numeric']],
  ['Bool', '"true" or "false"', ['Bool']],
  ['Null', '"true" or "false"', ['String', 'ARN', 'Bool', 'Date', 'IPAddress', 'Numeric']],
  ['Binary', 'a text in base64', ['String']],
  ['IpAddress', 'an IP address or a range such as 203.0.113.0/24', ['IPAddress']],
  ['Arn', 'an ARN', ['ARN', 'String']],
];

/** Keys whose values have a form of their own. */
const FORMS: Readonly<Record<string, readonly [form: RegExp, expected: string]>> = {
  'aws:sourcevpc': [/^vpc-[0-9a-z]+$/, 'the id of a VPC, vpc-...'],
  'aws:sourcevpce': [/^vpce-[0-9a-z]+$/, 'the id of a VPC endpoint, vpce-...'],
  'aws:sourceaccount': [/^\d{12}$/, 'an account id of twelve digits'],
  'aws:principalaccount': [/^\d{12}$/, 'an account id of twelve digits'],
  'aws:resourceaccount': [/^\d{12}$/, 'an account id of twelve digits'],
};
export const PRIVATE_ADDRESS = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|127\.|169\.254\.|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i;
/** Keys that name a tag behind a slash. */
const TAG_KEY = /^aws:(requesttag|resourcetag|principaltag)\/?$/i;

/** Global keys that requests carry for some actions only: what a Deny without such an action is to stop goes on. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html */
const OF_SOME_ACTIONS = /^aws:(ResourceTag|RequestTag)\/|^aws:TagKeys$/;
/** Its value is `*` where a permission is for everyone. https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html */
const STAR_FOR_EVERYONE = 'lambda:Principal';

const NONE: readonly PolicyProblem[] = [];

export function conditionProblems(statement: Statement, at: string): readonly PolicyProblem[] {
  const { conditions } = statement;
  if (conditions.length === 0) {
    return NONE;
  }
  const problems = conditions.flatMap((condition) => ofCondition(condition, statement, at));
  for (const [index, { operator, key }] of conditions.entries()) {
    const namesake = conditions.slice(0, index).find((other) => (
      other.operator.name === operator.name && other.operator.quantifier === operator.quantifier && other.operator.ifExists === operator.ifExists
      && typeof key === 'string' && typeof other.key === 'string' && other.key.toLowerCase() === key.toLowerCase()
    ));
    if (namesake) {
      problems.push(error(`${at}.Condition.${operatorText(operator)}`, `both ${namesake.key} and ${key}`, 'each key once, for its case does not matter'));
    }
  }
  const pair = contradiction(conditions);
  if (pair) {
    problems.push(error(`${at}.Condition`, `${describe(pair[0])} and ${describe(pair[1])}, which exclude each other`, 'conditions that a request can meet'));
  }
  return problems;
}

function ofCondition(condition: Condition, statement: Statement, at: string): PolicyProblem[] {
  const { operator, key, values } = condition;
  if (typeof key !== 'string') {
    return [];
  }
  const path = `${at}.Condition.${operatorText(condition.operator)}.${key}`;
  const base = operator.name.replace('Not', '');
  const [, expected, types] = VALUES.find(([name]) => base.startsWith(name))!;
  const texts = values.filter((value): value is string => typeof value === 'string');
  const problems = [
    ...ofValues(condition, texts, path, expected),
    ...ofKey(key, path),
  ];
  if (problems.length > 0) {
    return problems;
  }
  if (values.length === 0) {
    return [warning(path, 'no value', 'at least one value')];
  }
  const info = conditionKey(key);
  return info ? ofKnownKey(condition, info, texts, types, statement, path) : ofUnknownKey(key, path);
}

function ofValues({ operator }: Condition, values: readonly string[], path: string, expected: string): PolicyProblem[] {
  const { comparison } = BASE_OPERATORS.get(operator.name)!;
  return values.flatMap((value): PolicyProblem[] => {
    if (/\$\{[^*?$]/.test(value)) {
      return comparison.takesVariables ? [] : [error(path, `the variable in "${value}"`, `${expected}: ${operator.name} takes no variables`)];
    }
    return comparison.isValid?.(value) !== false || isStartOfArn(operator.name, value) ? [] : [error(path, `"${value}"`, expected)];
  });
}

/** `arn:aws:iam::*` and the like match nothing, but AWS accepts them. */
function isStartOfArn(operator: string, value: string): boolean {
  return operator.startsWith('Arn') && value.startsWith('arn:');
}

function ofKey(key: string, path: string): PolicyProblem[] {
  if (!key.includes(':') && !key.includes('<')) {
    return [error(path, `the condition key "${key}"`, 'a condition key with its prefix, such as aws:PrincipalArn')];
  }
  return TAG_KEY.test(key) ? [error(path, `the condition key "${key}" without a tag`, `${key.replace('/', '')}/ and the key of the tag`)] : [];
}

/** A prefix that is no service is an identity provider's. */
function ofUnknownKey(key: string, path: string): PolicyProblem[] {
  return prefixOf(key) === 'aws' || isServicePrefix(prefixOf(key))
    ? [warning(path, `the condition key "${key}", which AWS does not publish`, 'a condition key of the service, or a global one')]
    : [];
}

function ofKnownKey(
  { operator, values }: Condition, info: ConditionKeyInfo, texts: readonly string[], types: readonly ConditionKeyType[],
  statement: Statement, path: string,
): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  if (!types.includes(info.type) || (operator.name.startsWith('String') && texts.some((value) => cannotBe(info.type, value)))) {
    problems.push(warning(path, `${operator.name} on a key of type ${info.type}`, `an operator for ${info.type}`));
  }
  if (operator.name === 'Bool' && values.length > 1) {
    problems.push(warning(path, `${values.length} values of Bool`, 'one value'));
  }
  if (info.multivalued && info.global && operator.quantifier === undefined && operator.name !== 'Null') {
    problems.push(warning(path, `${operator.name} on a key with several values`, `ForAnyValue:${operator.name} or ForAllValues:${operator.name}`));
  }
  problems.push(...(info.name === STAR_FOR_EVERYONE ? [] : ofWildcards(operator.name, texts, path)));
  const [form, expected] = FORMS[info.name.toLowerCase()] ?? [];
  const misformed = form && texts.find((value) => !/[*?$]/.test(value) && !form.test(value));
  if (misformed !== undefined && /^String/.test(operator.name)) {
    problems.push(warning(path, `"${misformed}"`, expected!));
  }
  const address = info.name === 'aws:SourceIp' ? texts.find((value) => PRIVATE_ADDRESS.test(value)) : undefined;
  if (address !== undefined) {
    problems.push(warning(path, `the private address ${address}`, 'a public address: private ones are in aws:VpcSourceIp'));
  }
  const isOfActions = info.global ? statement.effect === 'Deny' && OF_SOME_ACTIONS.test(info.name) : isServicePrefix(prefixOf(info.name));
  if (isOfActions && !isCarried(info, statement)) {
    problems.push(warning(path, `the condition key "${info.name}", which no action of the statement carries`, 'a condition key of the actions'));
  }
  return problems;
}

/** What looks like a pattern is compared as it is written. `${*}` is meant so. */
function ofWildcards(operator: string, texts: readonly string[], path: string): PolicyProblem[] {
  const pattern = /^String(Not)?Equals/.test(operator) ? texts.find((text) => text.replaceAll('${*}', '').includes('*')) : undefined;
  return pattern === undefined ? [] : [warning(path, `the wildcard in "${pattern}", which ${operator} takes as it is written`, operator.replace(/Equals.*/, 'Like'))];
}

/** A number compared as text must be written as one, and so must a truth value. */
function cannotBe(type: ConditionKeyType, value: string): boolean {
  const operator = type === 'Numeric' ? 'NumericEquals' : type === 'Bool' ? 'Bool' : undefined;
  return operator !== undefined && !/[*?$]/.test(value) && BASE_OPERATORS.get(operator)!.comparison.isValid?.(value) === false;
}

function isCarried({ name }: ConditionKeyInfo, { action }: Statement): boolean {
  const key = name.toLowerCase();
  return action.negated || action.patterns.some((pattern) => {
    const actions = typeof pattern === 'string' && pattern !== '*' ? expandAction(pattern) : [];
    return actions.length === 0 || actions.some((info) => carries(info, key));
  });
}

function carries({ conditionKeys }: ActionInfo, key: string): boolean {
  return conditionKeys.some((one) => one.toLowerCase() === key);
}

function prefixOf(key: string): string {
  return key.slice(0, key.indexOf(':')).toLowerCase();
}

function describe(condition: Condition): string {
  return `${operatorText(condition.operator)} ${condition.key} ${condition.values.map((value: Text) => `"${value}"`).join(', ')}`;
}
