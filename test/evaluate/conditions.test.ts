import * as fc from 'fast-check';
import { compileConditions, compileResource } from '../../src/evaluate/conditions';
import { RequestContext } from '../../src/evaluate/request';
import { ConditionResult } from '../../src/evaluate/result';
import { Condition, CONDITION_OPERATORS, parseOperator } from '../../src/policy/condition';
import { concat, Text, tokenText } from '../../src/policy/text';

type Values = Readonly<Record<string, readonly Text[]>>;

const token = (label: string) => tokenText({ kind: 'opaque', label, identity: label });
const condition = (operator: string, key: Text, ...values: Text[]): Condition => ({ operator: parseOperator(operator)!, key, values });
const context = (values: Values, others: RequestContext['others'] = 'absent'): RequestContext =>
  ({ values: new Map(Object.entries(values).map(([key, list]) => [key.toLowerCase(), list])), others });

function evaluate(conditions: readonly Condition[], values: Values, others?: RequestContext['others'], version = '2012-10-17'): ConditionResult {
  return compileConditions(conditions, version)(context(values, others));
}

/** Of one condition on one key: the values of the request, or undefined when it lacks the key. */
function verdict(operator: string, policyValues: readonly Text[], requestValues: readonly Text[] | undefined): string {
  return evaluate([condition(operator, 'aws:Key', ...policyValues)], requestValues ? { 'aws:key': requestValues } : {}).verdict;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html */
describe('several keys and values', () => {
  const conditions = [
    condition('StringEquals', 'aws:PrincipalTag/department', 'finance', 'hr', 'legal'),
    condition('StringEquals', 'aws:PrincipalTag/role', 'audit', 'security'),
    condition('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::222222222222:user/Ana', 'arn:aws:iam::222222222222:user/Mary'),
  ];
  const mary = {
    'aws:PrincipalTag/department': ['hr'], 'aws:PrincipalTag/role': ['audit'], 'aws:PrincipalArn': ['arn:aws:iam::222222222222:user/Mary'],
  };

  test('each key must match, with any one of its values', () => {
    expect(evaluate(conditions, mary).verdict).toBe('yes');
    expect(evaluate(conditions, { ...mary, 'aws:PrincipalTag/role': ['none'] }).verdict).toBe('no');
  });

  test('of a negated operator none of the values may match', () => {
    expect(verdict('StringNotEquals', ['us-east-1', 'eu-west-1'], ['eu-west-1'])).toBe('no');
    expect(verdict('StringNotEquals', ['us-east-1', 'eu-west-1'], ['ap-south-1'])).toBe('yes');
  });

  test('a statement without conditions applies to every request', () => {
    expect(evaluate([], {}).verdict).toBe('yes');
  });

  test('a condition without values is met by no value, and its negation by every value', () => {
    expect(verdict('StringEquals', [], ['a'])).toBe('no');
    expect(verdict('StringNotEquals', [], ['a'])).toBe('yes');
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
describe('each operator', () => {
  test.each([
    ['StringEquals', 'john', 'john', 'John'],
    ['StringEqualsIgnoreCase', 'JOHN', 'john', 'jane'],
    ['StringLike', 'home/*', 'home/david', 'root'],
    ['NumericEquals', '10', '10', '11'],
    ['NumericLessThan', '10', '9', '10'],
    ['NumericLessThanEquals', '10', '10', '11'],
    ['NumericGreaterThan', '10', '11', '10'],
    ['NumericGreaterThanEquals', '10', '10', '9'],
    ['DateEquals', '2020-01-01T00:00:00Z', '1577836800', '2020-01-02'],
    ['DateLessThan', '2020-01-01', '2019-12-31T23:59:59Z', '2020-01-01'],
    ['DateLessThanEquals', '2020-01-01', '2020-01-01', '2020-01-02'],
    ['DateGreaterThan', '2020-01-01T00:00:01Z', '2020-01-01T00:00:02Z', '2020-01-01T00:00:01Z'],
    ['DateGreaterThanEquals', '2020-01-01', '2020-01-01', '2019-12-31'],
    ['Bool', 'true', 'true', 'false'],
    ['BinaryEquals', 'QQ==', 'QQ==', 'Qg=='],
    ['IpAddress', '203.0.113.0/24', '203.0.113.7', '198.51.100.7'],
    ['ArnEquals', 'arn:aws:sns:*:111122223333:t', 'arn:aws:sns:eu-west-1:111122223333:t', 'arn:aws:sns:eu-west-1:111122223333:u'],
    ['ArnLike', 'arn:aws:sns:*:111122223333:t', 'arn:aws:sns:eu-west-1:111122223333:t', 'arn:aws:sns:eu-west-1:111122223333:u'],
    ['StringNotEquals', 'john', 'John', 'john'],
    ['StringNotEqualsIgnoreCase', 'JOHN', 'jane', 'john'],
    ['StringNotLike', 'home/*', 'root', 'home/david'],
    ['NumericNotEquals', '10', '11', '10'],
    ['DateNotEquals', '2020-01-01', '2020-01-02', '2020-01-01'],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.7', '203.0.113.7'],
    ['ArnNotEquals', 'arn:aws:iam::*:role/x', 'arn:aws:iam::1:role/y', 'arn:aws:iam::1:role/x'],
    ['ArnNotLike', 'arn:aws:iam::*:role/x', 'arn:aws:iam::1:role/y', 'arn:aws:iam::1:role/x'],
  ])('%s %s is met by %s and not by %s', (operator, policyValue, met, unmet) => {
    expect(verdict(operator, [policyValue], [met])).toBe('yes');
    expect(verdict(operator, [policyValue], [unmet])).toBe('no');
    expect(verdict(`${operator}IfExists`, [policyValue], [met])).toBe('yes');
    expect(verdict(`${operator}IfExists`, [policyValue], [unmet])).toBe('no');
  });

  const valued = CONDITION_OPERATORS.filter((name) => name !== 'Null');

  test.each(valued)('a request without the key meets %s only if it is negated, and IfExists always', (operator) => {
    expect(verdict(operator, ['x'], undefined)).toBe(operator.includes('Not') ? 'yes' : 'no');
    expect(verdict(operator, ['x'], [])).toBe(operator.includes('Not') ? 'yes' : 'no');
    expect(verdict(`${operator}IfExists`, ['x'], undefined)).toBe('yes');
  });

  test('Null asks whether the key is absent or without value', () => {
    expect([undefined, [], ['x']].map((values) => verdict('Null', ['true'], values))).toEqual(['yes', 'yes', 'no']);
    expect([undefined, [], ['x']].map((values) => verdict('Null', ['false'], values))).toEqual(['no', 'no', 'yes']);
    expect([undefined, ['x']].map((values) => verdict('Null', ['true', 'false'], values))).toEqual(['yes', 'yes']);
  });

  test.each(['NumericEquals', 'DateLessThan', 'IpAddress', 'BinaryEquals', 'Bool'])('%s is not met by what it cannot compare', (operator) => {
    expect(verdict(operator, ['~'], ['~'])).toBe('no');
  });

  test('the negation of what cannot be compared is met', () => {
    expect(verdict('NumericNotEquals', ['abc'], ['1'])).toBe('yes');
  });

  test('the name of a key has no case, also where it is the key of a tag', () => {
    expect(evaluate([condition('StringEquals', 'AWS:principaltag/TEAM', 'a')], { 'aws:PrincipalTag/Team': ['a'] }).verdict).toBe('yes');
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
describe('set operators', () => {
  const allowed = ['PostDateTime', 'Message', 'Tags'];

  test.each([
    ['ForAllValues:StringEquals', ['PostDateTime', 'Message'], 'yes'],
    ['ForAllValues:StringEquals', ['PostDateTime', 'UserName'], 'no'],
    ['ForAllValues:StringEquals', undefined, 'yes'],
    ['ForAllValues:StringEquals', [], 'yes'],
    ['ForAllValues:StringEquals', [''], 'yes'],
    ['ForAnyValue:StringEquals', ['UserName', 'Message'], 'yes'],
    ['ForAnyValue:StringEquals', ['UserName', 'ID'], 'no'],
    ['ForAnyValue:StringEquals', undefined, 'no'],
    ['ForAnyValue:StringEquals', [], 'no'],
    ['ForAnyValue:StringEquals', [''], 'no'],
    ['ForAllValues:StringNotEquals', ['UserName', 'ID'], 'yes'],
    ['ForAllValues:StringNotEquals', ['UserName', 'Tags'], 'no'],
    ['ForAllValues:StringNotEquals', undefined, 'yes'],
    ['ForAnyValue:StringNotEquals', ['UserName', 'Tags'], 'yes'],
    ['ForAnyValue:StringNotEquals', ['Message', 'Tags'], 'no'],
    ['ForAnyValue:StringNotEquals', undefined, 'no'],
    ['ForAnyValue:StringEqualsIfExists', undefined, 'yes'],
    ['ForAllValues:StringLike', ['Message'], 'yes'],
  ])('%s with %p: %s', (operator, requestValues, expected) => {
    expect(verdict(operator, allowed, requestValues)).toBe(expected);
  });

  test('without one, any value may meet a condition, and none may be what a negated one names', () => {
    expect(verdict('StringEquals', ['a'], ['a', 'b'])).toBe('yes');
    expect(verdict('StringNotEquals', ['a'], ['a', 'b'])).toBe('no');
    expect(verdict('StringNotEquals', ['a'], ['b', 'c'])).toBe('yes');
  });

  test('without one, an empty string is a value like any other', () => {
    expect(verdict('StringLike', ['', 'home/'], [''])).toBe('yes');
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
describe('policy variables', () => {
  const tagged = { 'aws:ResourceTag/team': ['yellow'], 'aws:PrincipalTag/team': ['yellow'] };
  const sameTeam = (operator: string) => condition(operator, 'aws:ResourceTag/team', '${aws:PrincipalTag/team}');

  test('are replaced in strings and ARNs', () => {
    expect(evaluate([sameTeam('StringEquals')], tagged).verdict).toBe('yes');
    expect(evaluate([sameTeam('StringEquals')], { ...tagged, 'aws:PrincipalTag/team': ['red'] }).verdict).toBe('no');
    const boundary = condition('ArnEquals', 'iam:PermissionsBoundary', 'arn:aws:iam::${aws:PrincipalAccount}:policy/Boundary');
    expect(evaluate([boundary], {
      'iam:PermissionsBoundary': ['arn:aws:iam::111122223333:policy/Boundary'], 'aws:PrincipalAccount': ['111122223333'],
    }).verdict).toBe('yes');
  });

  test('are text like any other before version 2012-10-17', () => {
    expect(evaluate([sameTeam('StringEquals')], tagged, 'absent', '2008-10-17').verdict).toBe('no');
  });

  test('are not replaced for other operators', () => {
    expect(evaluate([condition('NumericEquals', 'a:b', '${a:b}')], { 'a:b': ['1'] }).verdict).toBe('no');
  });

  test('match nothing without a value, so the negation holds', () => {
    const untagged = { 'aws:ResourceTag/team': ['yellow'] };
    expect(evaluate([sameTeam('StringEquals')], untagged)).toEqual({ verdict: 'no', unknowns: [] });
    expect(evaluate([sameTeam('StringNotEquals')], untagged)).toEqual({ verdict: 'yes', unknowns: [] });
    expect(evaluate([condition('StringNotEquals', 'aws:ResourceTag/team', 'yellow', '${aws:PrincipalTag/team}')], untagged).verdict).toBe('no');
  });
});

describe('what nobody knows', () => {
  test('is named, where the answer depends on it', () => {
    expect(evaluate([condition('StringEquals', 'aws:Key', token('P'))], { 'aws:Key': ['a'] })).toEqual({ verdict: 'unknown', unknowns: ['P'] });
    expect(evaluate([condition('StringEquals', 'aws:Key', 'a')], { 'aws:Key': [token('V')] })).toEqual({ verdict: 'unknown', unknowns: ['V'] });
    expect(evaluate([condition('StringEquals', 'aws:Key', 'a')], {}, 'unknown')).toEqual({ verdict: 'unknown', unknowns: ['aws:Key'] });
  });

  test('does not matter where a value surely matches', () => {
    expect(verdict('StringEquals', [token('P'), 'a'], ['a'])).toBe('yes');
    expect(verdict('StringNotEquals', [token('P'), 'a'], ['a'])).toBe('no');
    expect(verdict('ForAnyValue:StringEquals', ['a'], [token('V'), 'a'])).toBe('yes');
    expect(verdict('ForAllValues:StringEquals', ['a'], [token('V'), 'b'])).toBe('no');
  });

  test('does not matter where another condition fails', () => {
    const conditions = [condition('StringEquals', 'aws:A', 'a'), condition('StringEquals', 'aws:B', 'b')];
    expect(evaluate(conditions, { 'aws:A': [token('V')], 'aws:B': ['x'] })).toEqual({ verdict: 'no', unknowns: [] });
    expect(evaluate(conditions, { 'aws:A': [token('V')], 'aws:B': [token('W')] })).toEqual({ verdict: 'unknown', unknowns: ['V', 'W'] });
  });

  test('is equal to itself', () => {
    expect(verdict('StringEquals', [token('T')], [token('T')])).toBe('yes');
    expect(verdict('StringNotEquals', [token('T')], [token('T')])).toBe('no');
  });

  test('a key that nobody knows of does not matter where it may be absent and may be anything', () => {
    expect(evaluate([condition('StringLikeIfExists', 'aws:Key', '*')], {}, 'unknown').verdict).toBe('yes');
    expect(evaluate([condition('StringLike', 'aws:Key', '*')], {}, 'unknown')).toEqual({ verdict: 'unknown', unknowns: ['aws:Key'] });
    expect(evaluate([condition('ForAllValues:StringLike', 'aws:Key', '*')], {}, 'unknown').verdict).toBe('yes');
    expect(evaluate([condition('Null', 'aws:Key', 'true')], {}, 'unknown')).toEqual({ verdict: 'unknown', unknowns: ['aws:Key'] });
    expect(evaluate([condition('Null', 'aws:Key', 'true', 'false')], {}, 'unknown').verdict).toBe('yes');
  });

  test('both keys are named where they are compared', () => {
    const { unknowns } = evaluate([condition('StringEquals', 'aws:ResourceTag/team', '${aws:PrincipalTag/team}')], {}, 'unknown');
    expect(unknowns).toEqual(['aws:ResourceTag/team', 'aws:PrincipalTag/team']);
  });

  test('a variable that may be absent leaves a match open', () => {
    expect(evaluate([condition('StringLike', 'aws:Key', 'a*${aws:username}')], { 'aws:Key': ['b'] }, 'unknown').verdict).toBe('no');
    expect(evaluate([condition('StringLike', 'aws:Key', 'a*${aws:username}')], { 'aws:Key': ['ab'] }, 'unknown'))
      .toEqual({ verdict: 'unknown', unknowns: ['aws:username'] });
  });

  test('a condition that is made at deploy time may require anything', () => {
    expect(evaluate([condition('StringEquals', token('Condition'))], { 'aws:Key': ['a'] })).toEqual({ verdict: 'unknown', unknowns: ['Condition'] });
  });
});

describe('laws', () => {
  const pairs = [
    ['StringEquals', 'StringNotEquals'], ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'], ['StringLike', 'StringNotLike'],
    ['NumericEquals', 'NumericNotEquals'], ['DateEquals', 'DateNotEquals'], ['IpAddress', 'NotIpAddress'], ['ArnEquals', 'ArnNotEquals'],
    ['ArnLike', 'ArnNotLike'],
  ];
  const known = fc.constantFrom('a', 'A', 'b', 'a*', '*', '1', '2020', '203.0.113.1', '203.0.113.0/24', 'arn:aws:s3:::a', 'arn:aws:s3:::*', 'true', '');
  const opposite = { yes: 'no', no: 'yes', unknown: 'unknown' };

  test('a negated operator is met by a single value exactly when the other is not', () => {
    const text = fc.oneof<fc.Arbitrary<Text>[]>(known, fc.constantFrom(token('T'), token('U')));
    fc.assert(fc.property(fc.constantFrom(...pairs), fc.array(text, { maxLength: 3 }), text, ([positive, negated], policyValues, value) => {
      expect(verdict(negated, policyValues, [value])).toBe(opposite[verdict(positive, policyValues, [value]) as keyof typeof opposite]);
    }), { numRuns: 1000 });
  });

  const operators = fc.tuple(
    fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(...CONDITION_OPERATORS.filter((name) => name !== 'Null')),
    fc.constantFrom('', 'IfExists'),
  ).map((parts) => parts.join(''));

  test('a verdict holds for whatever the tokens become, if not empty', () => {
    const several = fc.array(known, { maxLength: 2 });
    fc.assert(fc.property(operators, several, several, known, (operator, policyValues, values, one) => {
      const plain = one.replace(/[*?]/g, 'x') || 'x';
      const symbolic = verdict(operator, [...policyValues, token('T')], [...values, token('T')]);
      expect(['unknown', verdict(operator, [...policyValues, plain], [...values, plain])]).toContain(symbolic);
    }), { numRuns: 2000 });
  });

  test('a verdict on an unknown context holds for every context', () => {
    const requestValues = fc.option(fc.array(known, { maxLength: 2 }), { nil: undefined });
    fc.assert(fc.property(operators, fc.array(known, { minLength: 1, maxLength: 2 }), requestValues, (operator, policyValues, values) => {
      const open = evaluate([condition(operator, 'aws:Key', ...policyValues)], {}, 'unknown').verdict;
      expect(['unknown', verdict(operator, policyValues, values)]).toContain(open);
    }), { numRuns: 2000 });
  });

  test('more values never make a condition harder to meet, nor a negated one easier', () => {
    const several = fc.array(known, { maxLength: 2 });
    fc.assert(fc.property(fc.constantFrom(...pairs), several, known, known, ([positive, negated], policyValues, more, value) => {
      fc.pre(verdict(positive, policyValues, [value]) === 'yes');
      expect(verdict(positive, [...policyValues, more], [value])).toBe('yes');
      expect(verdict(negated, [...policyValues, more], [value])).toBe('no');
    }));
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
describe('resources', () => {
  const matches = (pattern: Text, resource: Text, values: Values = {}, others?: RequestContext['others'], version = '2012-10-17') =>
    compileResource(pattern, version)(resource, context(values, others));

  test('a star matches what takes no resource, and an ARN does not', () => {
    expect(matches('*', '*').verdict).toBe('yes');
    expect(matches('arn:aws:s3:::*', '*').verdict).toBe('no');
  });

  test('variables are replaced', () => {
    const home = 'arn:aws:s3:::bucket/home/${aws:username}/*';
    expect(matches(home, 'arn:aws:s3:::bucket/home/David/a', { 'aws:username': ['David'] }).verdict).toBe('yes');
    expect(matches(home, 'arn:aws:s3:::bucket/home/David/a', { 'aws:username': ['Maria'] }).verdict).toBe('no');
    expect(matches(home, 'arn:aws:s3:::bucket/home/David/a').verdict).toBe('no');
    expect(matches(home, 'arn:aws:s3:::bucket/home/David/a', {}, 'unknown')).toEqual({ verdict: 'unknown', unknowns: ['aws:username'] });
    expect(matches(home, 'arn:aws:s3:::other/home/David/a', {}, 'unknown').verdict).toBe('no');
    expect(matches(home, 'arn:aws:s3:::bucket/home/David/a', { 'aws:username': ['David'] }, 'absent', '2008-10-17').verdict).toBe('no');
  });

  test('a token is named where it decides', () => {
    expect(matches('arn:aws:s3:::logs-*', concat(['arn:aws:s3:::', token('Bucket')]))).toEqual({ verdict: 'unknown', unknowns: ['Bucket'] });
    expect(matches('arn:aws:s3:::*', concat(['arn:aws:s3:::', token('Bucket')])).verdict).toBe('yes');
  });
});
