/** Short ways to write sets of policies, and random ones for the laws. */
import fc from 'fast-check';
import { SOMEBODY } from '../../src/analysis/grants/examples';
import { PolicySet } from '../../src/evaluate/decision';
import { AccessRequest } from '../../src/evaluate/request';
import { parseDocument, PolicyKind } from '../../src/policy/document';
import { Text } from '../../src/policy/text';

type Statement = Record<string, unknown>;

export function named(name: string, statements: readonly Statement[], kind: PolicyKind = 'identity') {
  return { name, document: parseDocument({ Version: '2012-10-17', Statement: statements }, kind) };
}

/** Identity policies only. */
export function grants(...statements: Statement[]): PolicySet {
  return { identity: statements.length > 0 ? [named('Policy', statements)] : [] };
}

export function allow(Action: unknown, Resource: unknown = '*', Condition?: unknown): Statement {
  return { Effect: 'Allow', Action, Resource, ...(Condition !== undefined && { Condition }) };
}

export function deny(Action: unknown, Resource: unknown = '*', Condition?: unknown): Statement {
  return { ...allow(Action, Resource, Condition), Effect: 'Deny' };
}

export function request(action: Text, resource: Text, context: Record<string, readonly Text[]> = {}): AccessRequest {
  const values = new Map(Object.entries(context).map(([key, texts]) => [key.toLowerCase(), texts]));
  return { requester: SOMEBODY, action, resource, context: { values, others: 'absent' } };
}

const ACTIONS = ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'];
const RESOURCES = ['arn:aws:sqs:eu-west-1:111122223333:a', 'arn:aws:sqs:eu-west-1:111122223333:ab', 'arn:aws:sqs:eu-west-1:111122223333:b', 'arn:aws:sqs:us-east-1:111122223333:b'];
const VALUES = ['red', 'green', 'rest'];

const action = fc.constantFrom('*', 'sqs:*', 'sqs:*Message', ...ACTIONS);
const resource = fc.constantFrom(
  '*', 'arn:aws:sqs:*', 'arn:aws:sqs:eu-west-1:*:a*', 'arn:aws:sqs:*:111122223333:?', 'arn:aws:sqs:*:111122223333:*b', '${aws:username}', ...RESOURCES,
);
const oneOrMore = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 2 });
const condition = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 4 },
  fc.record({ operator: fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists', 'StringNotLike', 'StringEqualsIgnoreCase'), value: oneOrMore(fc.constantFrom('r*', '*', 'RED', ...VALUES)) })
    .map(({ operator, value }) => ({ [operator]: { 'aws:PrincipalTag/team': value } })),
  fc.constantFrom('true', 'false').map((value) => ({ Null: { 'aws:PrincipalTag/team': value } })),
  fc.tuple(fc.constantFrom('NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'), fc.constantFrom('1', '2', '3'))
    .map(([operator, value]) => ({ [operator]: { 'aws:MultiFactorAuthAge': value } })),
);
/** Of any effect, with and without conditions and negations. */
export const statement = fc.record({
  effect: fc.oneof({ arbitrary: fc.constant('Allow'), weight: 3 }, fc.constant('Deny')), action: oneOrMore(action), resource: oneOrMore(resource),
  condition, notAction: fc.integer({ max: 9, min: 0 }), notResource: fc.integer({ max: 9, min: 0 }),
}).map((parts): Statement => ({
  Effect: parts.effect, [parts.notAction === 0 ? 'NotAction' : 'Action']: parts.action, [parts.notResource === 0 ? 'NotResource' : 'Resource']: parts.resource,
  ...(parts.condition && { Condition: parts.condition }),
}));
const statementLists = fc.array(statement, { maxLength: 3 });

export const policySets: fc.Arbitrary<PolicySet> = fc.record({
  identity: statementLists, boundary: fc.option(statementLists, { freq: 3 }),
  levels: fc.option(fc.array(statementLists, { maxLength: 2 }), { freq: 3 }),
}).map(({ identity, boundary, levels }): PolicySet => ({
  identity: identity.length > 0 ? [named('Policy', identity)] : [],
  ...(boundary && boundary.length > 0 && { boundary: named('Boundary', boundary, 'boundary') }),
  ...(levels && {
    serviceControl: levels.filter((level) => level.length > 0).map((level, index) => ({ name: `level ${index}`, policies: [named('SCP', level, 'scp')] })),
  }),
}));

export const requests: fc.Arbitrary<AccessRequest> = fc.record({
  action: fc.constantFrom(...ACTIONS, 'sqs:PurgeQueue', 'iam:CreateUser'), resource: fc.constantFrom('*', 'alice', ...RESOURCES),
  team: fc.option(fc.constantFrom('RED', 'r', ...VALUES)), age: fc.option(fc.constantFrom('0', '1', '2', '3', '4')), username: fc.option(fc.constant('alice')),
}).map(({ team, age, username, ...asked }) => request(asked.action, asked.resource, {
  ...(team !== null && { 'aws:PrincipalTag/team': [team] }), ...(age !== null && { 'aws:MultiFactorAuthAge': [age] }), ...(username !== null && { 'aws:username': [username] }),
}));
