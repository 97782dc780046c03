import { DutyActions } from '../../../src/analysis/duties/duty-actions';
import { parseDocument } from '../../../src/policy/document';
import { tokenText } from '../../../src/policy/text';

const actions = new DutyActions(['kms:PutKeyPolicy', 'kms:Decrypt', 'logs:DeleteLogGroup']);
const token = tokenText({ kind: 'opaque', label: 'Action', identity: 'app.json#Action' });

const granted = (...Statement: object[]) => [...actions.grantedIn(parseDocument({ Version: '2012-10-17', Statement }, 'identity'))].sort();
const allow = (action: object) => ({ Effect: 'Allow', Resource: '*', ...action });

test.each<[string, object, string[]]>([
  ['a name, in the spelling of AWS', { Action: 'KMS:decrypt' }, ['kms:Decrypt']],
  ['a pattern', { Action: 'kms:*' }, ['kms:Decrypt', 'kms:PutKeyPolicy']],
  ['a pattern within a name', { Action: '*:De??*t*' }, ['kms:Decrypt', 'logs:DeleteLogGroup']],
  ['everything', { Action: '*' }, ['kms:Decrypt', 'kms:PutKeyPolicy', 'logs:DeleteLogGroup']],
  ['everything but', { NotAction: ['kms:D*', 's3:*'] }, ['kms:PutKeyPolicy', 'logs:DeleteLogGroup']],
  ['a token, which may be each', { Action: token }, ['kms:Decrypt', 'kms:PutKeyPolicy', 'logs:DeleteLogGroup']],
  ['other actions', { Action: ['s3:GetObject', 'kms:DescribeKey'] }, []],
])('of the actions, those are granted that a statement speaks of by %s', (_how, action, expected) => {
  expect(granted(allow(action))).toEqual(expected);
});

test('each is said once, of all statements that allow', () => {
  expect(granted(allow({ Action: 'kms:Decrypt' }), allow({ Action: 'kms:D*' }), { ...allow({ Action: 'logs:*' }), Effect: 'Deny' })).toEqual(['kms:Decrypt']);
});

test('a list speaks of an action by its name', () => {
  const { statements: [{ action }] } = parseDocument({ Version: '2012-10-17', Statement: allow({ NotAction: 'kms:Put*' }) }, 'identity');
  expect(['kms:PutKeyPolicy', 'kms:Decrypt'].map((name) => actions.speaksOf(action, name))).toEqual([false, true]);
});
