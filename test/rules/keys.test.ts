import { findings, policy } from './judging';
import { parseDocument } from '../../src/policy/document';
import { concat, Token, tokenText } from '../../src/policy/text';
import { grantKey, partKey, safe, statementKey } from '../../src/rules/keys';
import { noWildcardResource } from '../../src/rules/policies/no-wildcard-resource';

const token = (label: string) => tokenText({ kind: 'opaque', label, identity: label } satisfies Token);
const keyOf = (statement: Record<string, unknown>) => statementKey(parseDocument({ Statement: { Effect: 'Allow', ...statement } }, 'identity').statements[0]);

describe('the key of a grant', () => {
  test('names the actions and the resources', () => {
    expect(grantKey(['s3:GetObject', 's3:PutObject'], ['*'])).toBe('Action=s3:GetObject,s3:PutObject;Resource=*');
  });

  test('differs by the action, and by the resource', () => {
    const keys = [['s3:GetObject', '*'], ['s3:PutObject', '*'], ['s3:GetObject', 'arn:aws:s3:::a/*']].map(([action, resource]) => grantKey([action], [resource]));
    expect(new Set(keys).size).toBe(3);
  });

  test('is the same in any order, and with a value written twice', () => {
    expect(grantKey(['b:B', 'a:A', 'b:B'], ['*'])).toBe(grantKey(['a:A', 'b:B'], ['*']));
  });

  test('tells NotAction from Action, and NotResource from Resource', () => {
    expect(keyOf({ Action: 's3:*', Resource: '*' })).toBe('Action=s3:*;Resource=*');
    expect(keyOf({ NotAction: 'iam:*', Resource: '*' })).toBe('NotAction=iam:*;Resource=*');
    expect(keyOf({ Action: 's3:*', NotResource: 'arn:aws:s3:::a' })).toBe('Action=s3:*;NotResource=arn:aws:s3:a');
  });

  test('names a token by its label', () => {
    expect(grantKey([concat(['s3:', token('Verb')])], [token('Bucket.Arn')])).toBe('Action=s3:<Verb>;Resource=<Bucket.Arn>');
  });
});

describe('a long list', () => {
  const FOUR = ['a:A', 'b:B', 'c:C', 'd:D'];

  test('of three is named in full, of four by the first and a digest', () => {
    expect(partKey('Action', FOUR.slice(0, 3))).toBe('Action=a:A,b:B,c:C');
    expect(partKey('Action', FOUR)).toMatch(/^Action=a:A\+3~[0-9a-f]{8}$/);
  });

  test('has the same key in any order', () => {
    expect(partKey('Action', [...FOUR].reverse())).toBe(partKey('Action', FOUR));
  });

  test.each([
    ['an action is added', [...FOUR, 'e:E']],
    ['an action is exchanged', ['a:A', 'b:B', 'c:C', 'd:E']],
  ])('has another key when %s', (_change, actions) => {
    expect(partKey('Action', actions)).not.toBe(partKey('Action', FOUR));
  });
});

describe('a key can be acknowledged', () => {
  test.each([
    ['white space', 'a b\t c\nd', 'a-b-c-d'],
    ['brackets', 'Statement[0] (x) {y}', 'Statement<0>-<x>-<y>'],
    ['colons in a row', 'arn:aws:s3:::reports', 'arn:aws:s3:reports'],
    ['nothing of the kind', 'arn:aws:sqs:*:*:orders', 'arn:aws:sqs:*:*:orders'],
    ['nothing', '', ''],
  ])('with %s in the text', (_what, text, expected) => {
    expect(safe(text)).toBe(expected);
  });

  test.each([
    ['a policy variable', 'arn:aws:s3:::home/${aws:username}/*'],
    ['a pseudo parameter', concat(['arn:', token('AWS::Partition'), ':s3:::*'])],
    ['a call with spaces', token('Select [0, Names]')],
  ])('with %s in a resource', (_what, resource) => {
    expect(grantKey(['s3:GetObject'], [resource])).toMatch(/^(?!.*::)[^\s[\](){}]+$/);
  });
});

test('a key is the same when a construct moves, for it leaves out the hash of a logical id', () => {
  const keys = ['TableB2D6A1C0', 'Table0F3E5D7A'].map((logicalId) => {
    const resources = { ...policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: { Ref: logicalId } }), [logicalId]: { Type: 'Custom::Table' } };
    return findings(noWildcardResource, resources).map(({ key }) => key);
  });
  expect(keys).toEqual([['Action=s3:PutObject;Resource=<Table>'], ['Action=s3:PutObject;Resource=<Table>']]);
});
