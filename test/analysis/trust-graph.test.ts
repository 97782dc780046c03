import { named } from './grant-sets';
import { Estate, EstatePrincipal } from '../../src/analysis/estate';
import { chainsThatLeave, reachOf, TrustEdge, trustGraph } from '../../src/analysis/trust-graph';
import { concat, tokenText } from '../../src/policy/text';

type Statement = Record<string, unknown>;

const ACCOUNT = '111122223333';
const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const trusts = (Principal: unknown, more: Statement = {}): Statement => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more });
const mayAssume = (Resource: unknown): Statement => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource });

function role(label: string, trust: readonly Statement[], grants: readonly Statement[] = [], more: Partial<EstatePrincipal> = {}): EstatePrincipal {
  return {
    key: label, kind: 'role', label, arn: arnOf(label), account: ACCOUNT, managedPolicyArns: [], groups: [],
    trust: named(`${label} trust`, trust, 'trust'), policies: grants.length > 0 ? [named(`${label} policy`, grants)] : [], ...more,
  };
}

const graphOf = (...principals: EstatePrincipal[]) => trustGraph({ principals, compute: [] });
const arrow = ({ from, to, unknown }: TrustEdge) => `${from.label} ${unknown ? '?' : '-'}> ${to.label}`;
const arrows = (...principals: EstatePrincipal[]) => graphOf(...principals).edges.map(arrow);

describe('who comes in', () => {
  test.each<[string, unknown, string]>([
    ['aws', { Service: 'lambda.amazonaws.com' }, 'lambda.amazonaws.com'],
    ['outside', { AWS: '444455556666' }, '444455556666'],
    ['outside', { AWS: 'arn:aws:iam::444455556666:role/R' }, 'arn:aws:iam::444455556666:role/R'],
    ['outside', { Federated: 'accounts.google.com' }, 'accounts.google.com'],
    ['outside', '*', '*'],
    ['account', { AWS: ACCOUNT }, ACCOUNT],
    ['account', { AWS: arnOf('Elsewhere') }, arnOf('Elsewhere')],
    ['unknown', { AWS: tokenText({ kind: 'opaque', label: 'Input', identity: 'Input' }) }, '<Input>'],
  ])('%s: %j', (place, principal, label) => {
    const { edges } = graphOf(role('A', [trusts(principal, { Action: 'sts:*' })]));
    expect(edges).toMatchObject([{ from: { place, label }, to: { id: 'A', place: 'app' }, unknown: place === 'unknown' }]);
  });

  test('with the conditions', () => {
    expect(graphOf(role('A', [trusts({ AWS: '444455556666' }, { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } })])).edges[0].conditions)
      .toEqual(['StringEquals sts:ExternalId']);
  });
});

describe('principals of the app among themselves', () => {
  test('one that the trust policy names needs no policy of its own in the same account', () => {
    expect(arrows(role('A', [trusts({ AWS: arnOf('B') })]), role('B', []))).toEqual(['B -> A']);
  });

  test('one of a trusted account does', () => {
    const A = role('A', [trusts({ AWS: ACCOUNT })]);
    expect(arrows(A, role('B', []))).toEqual([`${ACCOUNT} -> A`]);
    expect(arrows(A, role('B', [], [mayAssume(arnOf('A'))]))).toEqual([`${ACCOUNT} -> A`, 'B -> A']);
  });

  test('one that a boundary keeps from it does not count', () => {
    const boundary = named('Boundary', [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }], 'boundary');
    expect(arrows(role('A', [trusts({ AWS: ACCOUNT })]), role('B', [], [mayAssume(arnOf('A'))], { boundary }))).toEqual([`${ACCOUNT} -> A`]);
  });

  test('a condition leaves it open', () => {
    const condition = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } };
    expect(arrows(role('A', [trusts({ AWS: arnOf('B') }, condition)]), role('B', []))).toEqual(['B ?> A']);
  });

  test('a role that the trust policy names by a token that the app knows', () => {
    const token = tokenText({ kind: 'resource', label: 'B.Arn', identity: 'B.Arn' });
    const principals = [role('A', [trusts({ AWS: concat([token]) })]), role('B', [])];
    const estate: Estate = { principals, compute: [], standsFor: ({ label }) => (label === 'B.Arn' ? arnOf('B') : undefined) };
    expect(trustGraph(estate).edges.map(arrow)).toEqual(['B -> A']);
  });
});

describe('where it leaves to', () => {
  const THEIRS = 'arn:aws:iam::444455556666:role/Theirs';

  test('a role of another account', () => {
    expect(graphOf(role('A', [], [mayAssume(THEIRS)])).edges).toMatchObject([{ from: { id: 'A' }, to: { id: THEIRS, place: 'outside' }, unknown: false }]);
  });

  test('any role, where the resource has a wildcard', () => {
    expect(graphOf(role('A', [], [mayAssume('*')])).edges).toMatchObject([{ to: { id: '*', place: 'unknown' } }]);
  });

  test('not what is denied', () => {
    expect(arrows(role('A', [], [mayAssume(THEIRS), { ...mayAssume('*'), Effect: 'Deny' }]))).toEqual([]);
  });

  test('chains of roles that leave the app', () => {
    const A = role('A', [], [mayAssume(arnOf('B'))]);
    const B = role('B', [trusts({ AWS: arnOf('A') })], [mayAssume(arnOf('C'))]);
    const C = role('C', [trusts({ AWS: arnOf('B') })], [mayAssume(THEIRS)]);
    expect(chainsThatLeave(graphOf(A, B, C)).map((chain) => chain.map(arrow))).toEqual([
      ['B -> C', `C -> ${THEIRS}`],
      ['A -> B', 'B -> C', `C -> ${THEIRS}`],
    ]);
  });

  test('roles that trust each other make no endless chain', () => {
    const A = role('A', [trusts({ AWS: arnOf('B') })], [mayAssume(THEIRS)]);
    const B = role('B', [trusts({ AWS: arnOf('A') })]);
    expect(chainsThatLeave(graphOf(A, B)).map((chain) => chain.map(arrow))).toEqual([['B -> A', `A -> ${THEIRS}`]]);
  });
});

test('what a party reaches, one role after the other', () => {
  const graph = graphOf(role('A', [trusts({ AWS: '444455556666' })]), role('B', [trusts({ AWS: arnOf('A') })]), role('C', [trusts({ AWS: arnOf('B') })]), role('D', []));
  expect([...reachOf(graph, '444455556666')].sort()).toEqual(['A', 'B', 'C']);
});
