import { DutyConflict, DutySearch, KeyPolicy } from '../../../src/analysis/duties/duty-search';
import { Landscape } from '../../../src/analysis/escalation/landscape';
import { Estate, EstatePrincipal } from '../../../src/analysis/estate';
import { DutyPair } from '../../../src/catalogue/duty-pairs';
import { parseDocument, PolicyKind } from '../../../src/policy/document';
import { tokenText } from '../../../src/policy/text';

const ACCOUNT = '111122223333';
const PAIR: DutyPair = { id: 'keys', title: 'administer a key and use it', oneSide: ['kms:PutKeyPolicy', 'kms:Disable*'], otherSide: ['kms:Decrypt', 'kms:Encrypt'] };
const UNRELATED: DutyPair = { id: 'orders', title: 'place orders and start refunds', oneSide: ['sqs:SendMessage'], otherSide: ['states:StartExecution'] };
const keyArn = (name: string, region = 'eu-west-1') => `arn:aws:kms:${region}:${ACCOUNT}:key/${name}`;
const token = (identity: string) => tokenText({ kind: 'opaque', label: 'Key', identity });

const statement = (Effect: string, Action: unknown, Resource: unknown = '*', Condition?: object) => ({ Effect, Action, Resource, ...(Condition && { Condition }) });
const allow = (Action: unknown, Resource?: unknown, Condition?: object) => statement('Allow', Action, Resource, Condition);
const deny = (Action: unknown, Resource?: unknown, Condition?: object) => statement('Deny', Action, Resource, Condition);
const named = (name: string, kind: PolicyKind, ...Statement: object[]) => ({ name, document: parseDocument({ Version: '2012-10-17', Statement }, kind) });

function role(statements: object[], more: Partial<EstatePrincipal> = {}): EstatePrincipal {
  return {
    key: 'role', kind: 'role', label: 'role', arn: `arn:aws:iam::${ACCOUNT}:role/worker`, account: ACCOUNT, managedPolicyArns: [], groups: [],
    policies: statements.map((one, index) => named(`policy ${index}`, 'identity', one)), ...more,
  };
}

interface Given {
  readonly principal?: Partial<EstatePrincipal>;
  readonly estate?: Partial<Estate>;
  readonly pairs?: readonly DutyPair[];
  readonly keys?: readonly KeyPolicy[];
}

function conflicts(statements: object[], { principal, estate, pairs = [PAIR], keys = [] }: Given = {}): readonly DutyConflict[] {
  const one = role(statements, principal);
  return new DutySearch(pairs, new Landscape({ principals: [one], compute: [], ...estate }), keys).conflictsOf(one);
}

const BOTH = [allow('kms:PutKeyPolicy'), allow('kms:Decrypt')];

test('both sides are held, with the statements that give them', () => {
  expect(conflicts(BOTH)).toMatchObject([{
    pair: PAIR, shared: true, doubts: [],
    one: { action: 'kms:PutKeyPolicy', by: { policy: 'policy 0' } }, other: { action: 'kms:Decrypt', by: { policy: 'policy 1' } },
  }]);
});

describe('both sides are held', () => {
  test.each<[string, object[]]>([
    ['by one statement', [allow(['kms:PutKeyPolicy', 'kms:Decrypt'])]],
    ['by patterns within names', [allow('kms:*Policy'), allow('kms:De?rypt')]],
    ['by a pattern of services', [allow('*:PutKeyPolicy'), allow('k*:Decrypt')]],
    ['in whatever case', [allow('KMS:putkeypolicy'), allow('kms:DECRYPT')]],
    ['by all actions but others', [{ Effect: 'Allow', NotAction: ['s3:*', 'iam:*'], Resource: 'arn:aws:kms:*:*:key/*' }]],
    ['on all keys but another', [{ Effect: 'Allow', Action: ['kms:PutKeyPolicy', 'kms:Decrypt'], NotResource: keyArn('other') }]],
    ['on one key, by its name and by a pattern', [allow('kms:PutKeyPolicy', keyArn('orders')), allow('kms:Decrypt', 'arn:aws:kms:*:*:key/ord*')]],
    ['though another key is denied', [...BOTH, deny('kms:PutKeyPolicy', keyArn('other'))]],
    ['though one action of a side is denied', [allow('kms:*'), deny('kms:PutKeyPolicy')]],
    ['though it is denied in a Region that is not the one', [...BOTH, deny('kms:*', '*', { StringEquals: { 'aws:RequestedRegion': 'ap-south-1' } })]],
  ])('%s', (_how, statements) => {
    expect(conflicts(statements).map(({ doubts }) => doubts)).toEqual([[]]);
  });
});

describe('the sides are separate', () => {
  test.each<[string, object[]]>([
    ['where one is missing', [allow('kms:Decrypt'), allow('kms:Encrypt')]],
    ['where one is all that NotAction leaves out', [{ Effect: 'Allow', NotAction: ['kms:PutKeyPolicy', 'kms:Disable*'], Resource: 'arn:aws:kms:*:*:key/*' }]],
    ['on two keys', [allow('kms:PutKeyPolicy', keyArn('orders')), allow('kms:Decrypt', keyArn('bills'))]],
    ['in two Regions', [allow('kms:PutKeyPolicy', keyArn('*')), allow('kms:Decrypt', keyArn('*', 'us-east-1'))]],
    ['where a denial takes one away', [...BOTH, deny('kms:Put*')]],
    ['where all but reading is denied', [...BOTH, { Effect: 'Deny', NotAction: 'kms:Decrypt', Resource: '*' }]],
    ['where one is granted on things of another service', [allow('kms:PutKeyPolicy', 'arn:aws:s3:::reports'), allow('kms:Decrypt')]],
  ])('%s', (_how, statements) => {
    expect(conflicts(statements)).toEqual([]);
  });

  test('where a boundary leaves one of them', () => {
    expect(conflicts(BOTH, { principal: { boundary: named('limits', 'boundary', allow(['kms:Decrypt', 's3:*'])) } })).toEqual([]);
    expect(conflicts(BOTH, { principal: { boundary: named('limits', 'boundary', allow('kms:*')) } })).toHaveLength(1);
  });

  test('where a service control policy leaves one of them', () => {
    const level = (...statements: object[]) => ({ serviceControl: [{ name: 'root', policies: [named('scp', 'scp', ...statements)] }] });
    expect(conflicts(BOTH, { estate: level(allow('*'), deny('kms:PutKeyPolicy')) })).toEqual([]);
    expect(conflicts(BOTH, { estate: level(allow('*')) })).toHaveLength(1);
  });
});

describe('it hangs on', () => {
  test.each<[string, object[], string]>([
    ['a condition on the circumstances', [allow('kms:PutKeyPolicy', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), allow('kms:Decrypt')], 'aws:MultiFactorAuthPresent'],
    ['a denial under a condition', [...BOTH, deny('kms:PutKeyPolicy', '*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })], 'aws:MultiFactorAuthPresent'],
    ['a key that is a token', [allow('kms:PutKeyPolicy', token('app.json#Key')), allow('kms:Decrypt', keyArn('orders'))], 'Key'],
  ])('%s', (_what, statements, doubt) => {
    expect(conflicts(statements).map(({ doubts }) => doubts)).toEqual([[doubt]]);
  });

  test('a boundary that nobody knows', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/limits`;
    expect(conflicts(BOTH, { principal: { unseenBoundary: arn } }).map(({ doubts }) => doubts)).toEqual([[`the boundary ${arn}`]]);
  });

  test('nothing, where both name the same token', () => {
    const key = token('app.json#Key');
    expect(conflicts([allow('kms:PutKeyPolicy', key), allow('kms:Decrypt', key)]).map(({ doubts }) => doubts)).toEqual([[]]);
  });

  test('nothing, where another way is certain', () => {
    expect(conflicts([allow('kms:PutKeyPolicy', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), allow('kms:DisableKey'), allow('kms:Decrypt')]))
      .toMatchObject([{ one: { action: 'kms:DisableKey' }, doubts: [] }]);
  });
});

describe('of somebody who', () => {
  test('may do everything, there is nothing to say', () => {
    expect(conflicts([allow('*')])).toEqual([]);
  });

  test('is a role of AWS for a service of its own, there is nothing to say', () => {
    const trust = named('trust', 'trust', { Effect: 'Allow', Principal: { Service: 'config.amazonaws.com' }, Action: 'sts:AssumeRole' });
    const policies = [named('AWS-managed AWS_ConfigRole', 'identity', ...BOTH)];
    expect(conflicts([], { principal: { trust, policies } })).toEqual([]);
    expect(conflicts([], { principal: { trust, policies: [...policies, named('work', 'identity', allow('s3:GetObject'))] } })).toHaveLength(1);
  });
});

describe('pairs of users', () => {
  test('are judged each by itself, with actions that work on different things', () => {
    const found = conflicts([...BOTH, allow('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`), allow('states:*')], { pairs: [PAIR, UNRELATED] });
    expect(found.map(({ pair, shared }) => [pair.id, shared])).toEqual([['keys', true], ['orders', false]]);
  });

  test('with an action on both sides want two different ones', () => {
    const pair: DutyPair = { id: 'same', title: 'send and send', oneSide: ['sqs:SendMessage'], otherSide: ['sqs:SendMessage', 'sqs:ReceiveMessage'] };
    expect(conflicts([allow('sqs:SendMessage')], { pairs: [pair] })).toEqual([]);
    expect(conflicts([allow(['sqs:SendMessage', 'sqs:ReceiveMessage'])], { pairs: [pair] })).toHaveLength(1);
  });

  test('with actions that the catalogue does not have find nothing', () => {
    expect(conflicts([allow('kms:*')], { pairs: [{ ...PAIR, oneSide: ['kms:NoSuchAction'] }] })).toEqual([]);
  });
});

describe('the policy of a key', () => {
  const arn = tokenText({ kind: 'resource', label: 'Key.Arn', identity: 'app.json#Key.Arn', resource: 'app.json#Key', attribute: 'Arn' });
  const key = (...statements: object[]): KeyPolicy[] => [{ owner: 'app.json#Key', arn, policy: named('the policy of Key', 'resource', ...statements) }];
  const to = (AWS: string, Action: unknown, Condition?: object) => ({ ...allow(Action, '*', Condition), Principal: { AWS } });
  const own = `arn:aws:iam::${ACCOUNT}:role/worker`;

  test('gives a side to whom it names', () => {
    expect(conflicts([], { keys: key(to(own, ['kms:PutKeyPolicy', 'kms:Decrypt'])) })).toMatchObject([{ one: { by: { policy: 'the policy of Key' } } }]);
    expect(conflicts([], { keys: key(to(`${own}-of-others`, ['kms:PutKeyPolicy', 'kms:Decrypt'])) })).toEqual([]);
  });

  test('gives a side to whom a condition names', () => {
    expect(conflicts([], { keys: key(to('*', ['kms:PutKeyPolicy', 'kms:Decrypt'], { ArnEquals: { 'aws:PrincipalArn': own } })) })).toHaveLength(1);
  });

  test('leaves the key to policies of the account only if it says so', () => {
    const statements = [allow(['kms:PutKeyPolicy', 'kms:Decrypt'], arn)];
    expect(conflicts(statements, { keys: key(to(ACCOUNT, 'kms:*')) })).toHaveLength(1);
    expect(conflicts(statements, { keys: key(to(`${own}-of-others`, 'kms:*')) })).toEqual([]);
  });
});
