import { holdsWithoutKey, isAbout } from '../../analysis/condition-outcome';
import { Condition } from '../../policy/condition';
import { PolicyKind } from '../../policy/document';
import { Statement } from '../../policy/statement';
import { bucketPolicyExample, policyExample } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, judgeEach, occurrences, Problem } from '../select';

const FOREIGN_PATHS = { 'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } };

export const noDefeatedDeny = defineRule({
  id: 'NoDefeatedDeny',
  title: 'a Deny statement lets through what it is there to stop',
  why: 'Its readers take the way as shut. A request that lacks the key of a condition meets it or not by the operator alone, and NotPrincipal counts users, roles and sessions apart.',
  fix: 'Use an operator that holds for requests without the key, and a condition on aws:PrincipalArn instead of NotPrincipal.',
  severity: 'error',
  packs: ['strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  unknown: 'Nothing is left open: what the operator makes of a request without the key does not depend on the values.',
  examples: {
    bad: [
      policyExample('those outside of any organization have no path', { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: FOREIGN_PATHS }),
      bucketPolicyExample('everyone is excepted', { Effect: 'Deny', NotPrincipal: '*', Action: 's3:*', Resource: '*' }),
      bucketPolicyExample('only a warning for a NotPrincipal that names somebody', {
        Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/auditor' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*',
      }),
      bucketPolicyExample('only a warning where it spares anonymous requests', {
        Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::reports/*',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } },
      }),
    ],
    good: [
      policyExample('all of the paths', { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } } }),
      policyExample('tags that need not be there', { Effect: 'Deny', Action: 'ec2:CreateTags', Resource: '*', Condition: { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['team'] } } }),
      bucketPolicyExample('anonymous requests too', {
        Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::reports/*',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
      }),
    ],
    unknown: [],
  },
  *check(model) {
    for (const kind of KINDS) {
      yield* judgeEach(occurrences(model, [kind], 'Deny').filter(({ statement }) => isSuspect(statement)), (statement) => judgeStatement(statement, kind));
    }
  },
});

const KINDS: readonly PolicyKind[] = ['identity', 'boundary', 'trust', 'resource', 'scp', 'rcp'];
/** Anonymous requests reach these. */
const ON_RESOURCES: ReadonlySet<PolicyKind> = new Set<PolicyKind>(['resource', 'rcp']);
/** Keys with several values that a request to be denied may lack. */
const PATHS = /^aws:((principal|resource|source|vpce)orgpaths|calledvia|principalservicenameslist)$/i;
const IS_SERVICE = /^aws:principalisawsservice$/i;

function isSuspect({ principal, conditions }: Statement): boolean {
  return principal?.negated || conditions.some((condition) => isAbout(condition, PATHS) || isAbout(condition, IS_SERVICE));
}

function* judgeStatement(statement: Statement, kind: PolicyKind): Iterable<Problem> {
  const { principal, conditions } = statement;
  const witness = describeStatement(statement);
  if (principal?.negated && kind !== 'rcp') {
    const names = principal.principals.map(({ type, value }) => `${type}:${value}`);
    const everyone = principal.principals.some(({ value }) => value === '*');
    yield {
      key: partKey('NotPrincipal', names), witness, severity: everyone ? 'error' : 'warning',
      message: everyone ? 'denies nobody: NotPrincipal excepts everyone'
        : `excepts ${names.join(', ')} by NotPrincipal: their sessions and accounts count apart, and whoever has a permissions boundary is denied all the same`,
      fix: 'Deny Principal "*" with the condition ArnNotEquals aws:PrincipalArn.',
    };
  }
  for (const condition of conditions) {
    const { key, operator } = condition;
    if (isAbout(condition, PATHS) && operator.negated && operator.quantifier === 'ForAnyValue' && !holdsWithoutKey(condition)) {
      yield {
        key: partKey('Condition', [`${operator.quantifier}-${operator.name}-${key}`]), witness,
        message: `does not deny requests without ${key}, which the condition ForAnyValue:${operator.name} is never true of`,
        fix: `Write ForAllValues:${operator.name}, which holds for requests without ${key} too.`,
      };
    } else if (isAbout(condition, IS_SERVICE) && ON_RESOURCES.has(kind) && sparesAnonymous(condition)) {
      yield {
        key: partKey('Condition', [`${operator.name}-${key}`]), witness, severity: 'warning',
        message: `does not deny anonymous requests, which have no ${key}`,
        fix: `Write BoolIfExists ${key} "false".`,
      };
    }
  }
}

function sparesAnonymous(condition: Condition): boolean {
  return condition.values.every((value) => value === 'false') && !holdsWithoutKey(condition);
}
