import { AllowedActions } from '../../../src/analysis/allowed-actions';
import { areNamed, DutySides } from '../../../src/analysis/duties/duty-sides';
import { parseDocument } from '../../../src/policy/document';
import { Joined } from '../../../src/policy/text';

const PAIR = { id: 'orders-and-keys', title: 'send orders and manage keys', oneSide: ['sqs:SendMessage'], otherSide: ['kms:*Key', 'kms:PutKeyPolicy'] };
const TOKEN = new Joined([{ kind: 'opaque', label: 'Action', identity: 'app#Action' }]);

const document = (...statements: object[]) => parseDocument({
  Version: '2012-10-17', Statement: statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement })),
}, 'identity');
const allowed = (...actions: unknown[]) => AllowedActions.of([{ document: document(...actions.map((Action) => ({ Action }))) }]);

describe('both sides of a pair', () => {
  test.each<[string, unknown[], string[], string[]]>([
    ['by name, in whatever case', ['SQS:sendmessage', 'KMS:putKeyPolicy'], ['sqs:SendMessage'], ['kms:PutKeyPolicy']],
    ['by a pattern of the side', ['sqs:SendMessage', 'kms:DisableKey'], ['sqs:SendMessage'], ['kms:DisableKey']],
    ['by a pattern of the policy', ['sqs:*', 'kms:Put*'], ['sqs:SendMessage'], ['kms:PutKeyPolicy']],
    ['in one list', [['sqs:SendMessage', 'kms:DisableKey']], ['sqs:SendMessage'], ['kms:DisableKey']],
    ['of any service that begins so', ['s?s:SendMessage', 'km*:PutKeyPolicy'], ['sqs:SendMessage'], ['kms:PutKeyPolicy']],
  ])('are named %s', (_, actions, one, other) => {
    expect(new DutySides(PAIR).namedIn(allowed(...actions).lists)).toMatchObject({ one, other });
  });

  test.each<[string, unknown]>([['by *', '*'], ['by a token that may be anything', TOKEN]])('are named %s', (_, action) => {
    expect(new DutySides(PAIR).namedIn(allowed(action).lists)?.one).toEqual(['sqs:SendMessage']);
  });

  test('are named by all but something else', () => {
    const { lists } = AllowedActions.of([{ document: document({ NotAction: ['iam:*', 'kms:PutKeyPolicy'] }) }]);
    expect(new DutySides(PAIR).namedIn(lists)?.other).not.toContain('kms:PutKeyPolicy');
    expect(new DutySides(PAIR).namedIn(lists)?.other).toContain('kms:DisableKey');
  });

  test.each<[string, unknown[]]>([
    ['one side is', ['sqs:SendMessage']],
    ['another action of the service is', ['sqs:SendMessage', 'kms:Decrypt']],
    ['other services are', ['dynamodb:GetItem', 's3:*']],
  ])('are not named where only %s', (_, actions) => {
    expect(new DutySides(PAIR).namedIn(allowed(...actions).lists)).toBeUndefined();
  });

  test('may be of any service', () => {
    const pair = { ...PAIR, otherSide: ['*:PutKeyPolicy'] };
    expect(new DutySides(pair).namedIn(allowed('sqs:SendMessage', 'kms:PutKeyPolicy').lists)).toMatchObject({ other: ['kms:PutKeyPolicy'] });
  });
});

test('a document names one side or the other where it allows an action of it', () => {
  const sides = new DutySides(PAIR);
  expect(sides.isNamedIn(document({ Action: 'kms:DisableKey' }))).toBe(true);
  expect(sides.isNamedIn(document({ Action: 'kms:DisableKey', Effect: 'Deny' }))).toBe(false);
  expect(sides.isNamedIn(document({ Action: 'kms:Decrypt' }))).toBe(false);
  expect(sides.isNamedIn(document({ Action: 's3:GetObject' }))).toBe(false);
});

test('one principal that is allowed both sides is enough, two with one each are not', () => {
  const [both, one, other] = [allowed('sqs:SendMessage', 'kms:DisableKey'), allowed('sqs:SendMessage'), allowed('kms:DisableKey')];
  expect(areNamed([PAIR], [one, both])).toBe(true);
  expect(areNamed([PAIR], [one, other])).toBe(false);
});
