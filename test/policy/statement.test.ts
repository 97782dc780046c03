import { parseDocument } from '../../src/policy/document';
import { hasOpaqueCondition, isPinned, requiredValues, Statement, statementName } from '../../src/policy/statement';
import { Joined, tokenText } from '../../src/policy/text';

const org: Joined = tokenText({ kind: 'opaque', label: 'OrgId', identity: 'OrgId' });

function statement(condition: unknown, sid?: string): Statement {
  const [parsed] = parseDocument({ Statement: { Sid: sid, Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: condition } }, 'identity').statements;
  return parsed;
}

test('a statement is called by its Sid, else by its position', () => {
  expect(statementName(statement(undefined, 'Read'))).toBe('Read');
  expect(statementName(statement(undefined))).toBe('Statement[0]');
});

test('a key is found in any case, and by a pattern', () => {
  const found = statement({ StringEquals: { 'AWS:PrincipalOrgId': 'o-1' } });
  expect(requiredValues(found, 'aws:PrincipalOrgID')).toEqual(['o-1']);
  expect(requiredValues(found, /^aws:principalorg/i)).toEqual(['o-1']);
  expect(requiredValues(found, 'aws:PrincipalAccount')).toBeUndefined();
});

test('a pattern with the global flag finds the key every time', () => {
  const found = statement({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } });
  const key = /aws:/g;
  expect([isPinned(found, key), isPinned(found, key)]).toEqual([true, true]);
});

test('a key is pinned by values that narrow, tokens among them', () => {
  expect(isPinned(statement({ StringEquals: { 'aws:PrincipalOrgID': ['o-1', org] } }), 'aws:PrincipalOrgID')).toBe(true);
});

test.each([
  ['a star among the values', { StringLike: { k: ['o-1', '*'] } }],
  ['any text that is not empty', { StringLike: { k: '?*' } }],
  ['any ARN', { ArnLike: { k: 'arn:*:*:*:*:*' } }],
  ['any ARN of the partition', { ArnLike: { k: 'arn:aws:*:*:*:*' } }],
  ['any address', { IpAddress: { k: '0.0.0.0/0' } }],
  ['no value at all', { StringEquals: { k: [] } }],
  ['IfExists', { StringEqualsIfExists: { k: 'o-1' } }],
  ['a negated operator', { StringNotEquals: { k: 'o-1' } }],
  ['another key', { StringEquals: { other: 'o-1' } }],
])('a key is not pinned by %s', (_what, condition) => {
  expect(isPinned(statement(condition), 'k')).toBe(false);
});

test('a condition that narrows counts although another on the same key does not', () => {
  const both = statement({ StringLike: { k: '*' }, StringEquals: { k: 'o-1' } });
  expect(isPinned(both, 'k')).toBe(true);
  expect(requiredValues(both, 'k')).toEqual(['o-1']);
});

test('a condition made at deploy time is opaque and requires nothing known', () => {
  expect(hasOpaqueCondition(statement(org))).toBe(true);
  expect(isPinned(statement(org), /./)).toBe(false);
  expect(hasOpaqueCondition(statement({ StringEquals: { k: org } }))).toBe(false);
});
