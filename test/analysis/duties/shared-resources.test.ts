import { resourcesOf, resourcesOfBoth, sharedFormats } from '../../../src/analysis/duties/shared-resources';
import { Actor } from '../../../src/analysis/escalation/actor';
import { Landscape } from '../../../src/analysis/escalation/landscape';
import { Text, tokenText } from '../../../src/policy/text';

const ACCOUNT = '111122223333';
const keyArn = (name: string, region = 'eu-west-1', account = ACCOUNT) => `arn:aws:kms:${region}:${account}:key/${name}`;
const logArn = (resource: string) => `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:${resource}`;
const token = tokenText({ kind: 'opaque', label: 'Key', identity: 'app.json#Key' });

const principal = { key: 'role', kind: 'role' as const, label: 'role', arn: `arn:aws:iam::${ACCOUNT}:role/worker`, account: ACCOUNT, policies: [], managedPolicyArns: [], groups: [] };
const actor: Actor = new Landscape({ principals: [principal], compute: [] }).actor(principal);

const both = (one: string, other: string, patterns: readonly Text[], others: readonly Text[]) => (
  [...resourcesOfBoth(sharedFormats(one, other), patterns, others, actor)].map((pair) => pair.map(String))
);

test.each([
  ['kms:PutKeyPolicy', 'kms:Decrypt', true],
  ['logs:DeleteLogGroup', 'logs:PutLogEvents', true],
  ['logs:PutLogEvents', 'logs:DeleteLogGroup', true],
  ['sqs:SendMessage', 'states:StartExecution', false],
  ['iam:PutRolePolicy', 's3:GetObject', false],
  ['kms:NoSuchAction', 'kms:Decrypt', false],
])('%s and %s work on the same things: %p', (one, other, expected) => {
  expect(sharedFormats(one, other).length > 0).toBe(expected);
});

describe('what both are asked on', () => {
  test('is a thing of the own account that the one or the other names, and what both patterns have in common', () => {
    const asked = both('kms:PutKeyPolicy', 'kms:Decrypt', [keyArn('mrk-*', '*', '*')], [keyArn('*-1')]);
    expect(asked.every(([one, other]) => one === other && one.includes(`:${ACCOUNT}:key/`))).toBe(true);
    expect(asked).toContainEqual([keyArn('mrk-1'), keyArn('mrk-1')]);
  });

  test.each([
    ['an object of any partition', 'arn:*:s3:::orders/report.csv'],
    ['a queue of any Region', 'arn:aws:*:eu-west-1:*:orders:archive'],
  ])('is no key that only a star across the ARN makes of %s', (_what, pattern) => {
    expect(both('kms:PutKeyPolicy', 'kms:Decrypt', [pattern], [pattern])).toEqual([]);
  });

  test.each(['arn:*:kms:*:*:key/orders', 'arn:aws:kms:*', 'arn:aws:*', 'arn:*:key/orders', '*'])('is a key of the pattern %s', (pattern) => {
    expect(both('kms:PutKeyPolicy', 'kms:Decrypt', [pattern], [])).not.toEqual([]);
  });

  test('is a token as it is', () => {
    expect(both('kms:PutKeyPolicy', 'kms:Decrypt', [token], [])).toContainEqual(['<Key>', '<Key>']);
  });

  test('is the group for what takes groups, and the stream for what takes streams', () => {
    expect(both('logs:DeleteLogGroup', 'logs:PutLogEvents', [], [logArn('/orders:log-stream:web')])).toEqual([[logArn('/orders'), logArn('/orders:log-stream:web')]]);
    expect(both('logs:PutLogEvents', 'logs:DeleteLogGroup', [logArn('/orders:log-stream:web')], [])).toEqual([[logArn('/orders:log-stream:web'), logArn('/orders')]]);
  });

  test('is nothing where the patterns name other things', () => {
    expect(both('kms:PutKeyPolicy', 'kms:Decrypt', ['arn:aws:s3:::reports'], [keyArn('orders', 'eu-west-1', '444455556666')])).toEqual([]);
  });
});

describe('the resources of one action', () => {
  test('are those of its type, each once', () => {
    expect(resourcesOf('sqs:SendMessage', [`arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`, `arn:aws:sqs:*:${ACCOUNT}:orders`, 'arn:aws:s3:::reports'], actor).length).toBe(2);
  });

  test('are * for an action without any', () => {
    expect(resourcesOf('kms:CreateKey', [keyArn('orders')], actor)).toEqual(['*']);
  });
});
