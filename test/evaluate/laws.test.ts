/** What holds for all policies and requests. */
import * as fc from 'fast-check';
import { ACCOUNT, federated, OTHER_ACCOUNT, outsider, request, role, rootUser, sessionOf, user } from './requests';
import { decide } from '../../src/evaluate/decide';
import { Outcome, PolicyLevel, PolicySet } from '../../src/evaluate/decision';
import { AccessRequest, Requester } from '../../src/evaluate/request';
import { parseDocument, PolicyDocument, PolicyKind } from '../../src/policy/document';
import { concat, Text, TokenKind, tokenText } from '../../src/policy/text';

const RUNS = { numRuns: 500 };
/** Stands for a token, or one of the values that it may have. */
const HOLE = '§';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/a`;
const ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/b`;

type Raw = Readonly<Record<string, unknown>>;

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(values: readonly T[]) => fc.uniqueArray(one(...values), { minLength: 1, maxLength: 3 });

const ACTIONS = ['s3:Get', 's3:Put', 'kms:Decrypt', 'sts:AssumeRole'];
const ACTION_PATTERNS = [...ACTIONS, 's3:*', 'S3:?ut', '*', '*:*e*', `s3:${HOLE}`];
const RESOURCES = ['arn:aws:s3:::a', 'arn:aws:s3:::b', KEY, ROLE, '*', `arn:aws:s3:::${HOLE}`];
const RESOURCE_PATTERNS = ['*', 'arn:aws:s3:::*', 'arn:aws:s3:::a', 'arn:aws:*:*:*:*', KEY, `arn:aws:iam::${OTHER_ACCOUNT}:role/?`, `arn:aws:s3:::${HOLE}*`];
const PRINCIPALS: readonly Raw[] = [
  ...[
    '*', ACCOUNT, OTHER_ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:user/a`, `arn:aws:iam::${ACCOUNT}:role/a`,
    `arn:aws:sts::${ACCOUNT}:assumed-role/a/a`, `arn:aws:sts::${ACCOUNT}:federated-user/a`, `arn:aws:iam::${HOLE}:root`, `arn:aws:iam::${ACCOUNT}:role/${HOLE}`,
    HOLE,
  ].map((value) => ({ AWS: value })),
  { Service: 'lambda.amazonaws.com' },
  { AWS: [`arn:aws:iam::${ACCOUNT}:user/a`, ACCOUNT] },
  { AWS: [`arn:aws:iam::${ACCOUNT}:role/a`, `arn:aws:sts::${ACCOUNT}:assumed-role/a/a`, ACCOUNT] },
];
const CONDITIONS: readonly Raw[] = [
  { StringEquals: { 'aws:PrincipalTag/t': ['a', 'c'] } },
  { StringNotEquals: { 'aws:PrincipalTag/t': 'a' } },
  { 'ForAnyValue:StringLike': { 'aws:TagKeys': ['a*', `${HOLE}`] } },
  { Null: { 'aws:PrincipalTag/t': 'true' } },
];
const REQUESTERS: readonly Requester[] = [
  user('a'), role('a'), sessionOf('a', 'a'), sessionOf('b', 'a', OTHER_ACCOUNT), federated('a'), rootUser(), outsider('anonymous'),
  outsider('service', 'lambda.amazonaws.com'),
];

const statement = (principal: 'required' | 'none', effect = one('Allow', 'Allow', 'Deny')): fc.Arbitrary<Raw> => fc.record({
  Effect: effect,
  action: fc.tuple(one('Action', 'Action', 'Action', 'NotAction'), some(ACTION_PATTERNS)),
  resource: fc.tuple(one('Resource', 'Resource', 'Resource', 'NotResource'), some(RESOURCE_PATTERNS)),
  principal: fc.tuple(one('Principal', 'Principal', 'Principal', 'NotPrincipal'), one(...PRINCIPALS)),
  condition: one<Raw | undefined>(undefined, undefined, undefined, ...CONDITIONS),
}).map((drawn) => ({
  Effect: drawn.Effect,
  [drawn.action[0]]: drawn.action[1],
  [drawn.resource[0]]: drawn.resource[1],
  ...(principal === 'required' && { [drawn.principal[0]]: drawn.principal[1] }),
  ...(drawn.condition && { Condition: drawn.condition }),
}));

const statements = (principal: 'required' | 'none', effect?: fc.Arbitrary<string>) => fc.array(statement(principal, effect), { minLength: 1, maxLength: 3 });
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });
const plainStatements = statements('none');
const rcpStatements = statements('none', one('Deny')).map((list) => list.map((raw) => ({ ...raw, Principal: '*' })));
const levelsOf = (drawn: fc.Arbitrary<readonly Raw[]>) => fc.array(drawn, { minLength: 1, maxLength: 2 });

/** Policies as they are written, with holes. */
interface Drawn {
  readonly identity: readonly Raw[];
  readonly session?: readonly Raw[];
  readonly boundary?: readonly Raw[];
  readonly resource?: readonly Raw[];
  readonly serviceControl?: readonly (readonly Raw[])[];
  readonly resourceControl?: readonly (readonly Raw[])[];
}

const policySets: fc.Arbitrary<Drawn> = fc.record({
  identity: plainStatements,
  session: seldom(plainStatements),
  boundary: seldom(plainStatements),
  resource: fc.option(statements('required'), { nil: undefined, freq: 2 }),
  serviceControl: seldom(levelsOf(plainStatements)),
  resourceControl: seldom(levelsOf(rcpStatements)),
});

const requests: fc.Arbitrary<AccessRequest> = fc.record({
  requester: one(...REQUESTERS),
  action: one(...ACTIONS),
  resource: one(...RESOURCES),
  tag: one<string | undefined>('a', 'b', undefined),
  keys: one<readonly string[] | undefined>(['a1', 'b'], ['b'], undefined),
  resourceAccount: one<string | undefined>(undefined, undefined, OTHER_ACCOUNT),
  others: one<'absent' | 'unknown'>('absent', 'absent', 'unknown'),
}).map(({ requester, action, resource, tag, keys, resourceAccount, others }) => {
  const asked = request(requester, action, resource, {
    ...(tag && { 'aws:PrincipalTag/t': tag }), ...(keys && { 'aws:TagKeys': keys }),
  }, resourceAccount ? { resourceAccount } : {});
  return { ...asked, context: { ...asked.context, others } };
});

/** Puts a text in the holes of all strings. */
function fill<T>(value: T, text: Text): T {
  if (typeof value === 'string') {
    return concat(value.split(HOLE).flatMap((piece, index) => (index === 0 ? [piece] : [text, piece]))) as T;
  }
  if (Array.isArray(value)) {
    return value.map((entry) => fill(entry, text)) as T;
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fill(entry, text)])) as T
    : value;
}

function build(drawn: Drawn, text: Text = 'a'): PolicySet {
  const named = (kind: PolicyKind, name: string, list: readonly Raw[]) =>
    ({ name, document: parseDocument({ Version: '2012-10-17', Statement: fill(list, text) }, kind) });
  const levels = (kind: PolicyKind, lists: readonly (readonly Raw[])[]): PolicyLevel[] =>
    lists.map((list, index) => ({ name: `level ${index}`, policies: [named(kind, `policy ${index}`, list)] }));
  return {
    identity: [named('identity', 'identity', drawn.identity)],
    ...(drawn.session && { session: [named('identity', 'session', drawn.session)] }),
    ...(drawn.boundary && { boundary: named('boundary', 'boundary', drawn.boundary) }),
    ...(drawn.resource && { resource: named('resource', 'resource', drawn.resource) }),
    ...(drawn.serviceControl && { serviceControl: levels('scp', drawn.serviceControl) }),
    ...(drawn.resourceControl && { resourceControl: levels('rcp', drawn.resourceControl) }),
  };
}

const concrete = (asked: AccessRequest, text: Text = 'a'): AccessRequest => ({ ...asked, resource: fill(asked.resource, text) });

/** The more of it, the more access. */
const ACCESS: Readonly<Record<Outcome, number>> = { explicitDeny: 0, implicitDeny: 0, unknown: 1, allowed: 2 };

const CERTAIN: readonly Outcome[] = ['allowed', 'explicitDeny', 'implicitDeny'];

/** The law holds, and was tried on requests of each of the outcomes. */
function always<T>(arbitrary: fc.Arbitrary<T>, law: (drawn: T) => Outcome, tried = CERTAIN): void {
  const seen = new Set<Outcome>();
  fc.assert(fc.property(arbitrary, (drawn) => {
    seen.add(law(drawn));
  }), RUNS);
  expect([...seen]).toEqual(expect.arrayContaining([...tried]));
}

describe('access is never added', () => {
  function narrows<T>(addition: fc.Arbitrary<T>, add: (drawn: Drawn, added: T) => Drawn, who: (requester: Requester) => boolean = () => true) {
    always(fc.tuple(requests.filter(({ requester }) => who(requester)), policySets, addition), ([asked, drawn, added]) => {
      const before = decide(concrete(asked), build(drawn)).outcome;
      const after = decide(concrete(asked), build(add(drawn, added))).outcome;
      expect(ACCESS[after]).toBeLessThanOrEqual(ACCESS[before]);
      return after;
    });
  }
  const denies = (principal: 'required' | 'none') => statement(principal, one('Deny'));

  test('by a Deny in an identity policy', () => {
    narrows(denies('none'), (drawn, added) => ({ ...drawn, identity: [...drawn.identity, added] }));
  });

  test('by a Deny in the policy of the resource', () => {
    narrows(denies('required'), (drawn, added) => ({ ...drawn, resource: [...drawn.resource ?? [], added] }));
  });

  test('by a boundary', () => {
    narrows(plainStatements, (drawn, added) => ({ ...drawn, boundary: drawn.boundary ?? added }));
  });

  test('by a level of SCPs', () => {
    narrows(plainStatements, (drawn, added) => ({ ...drawn, serviceControl: [...drawn.serviceControl ?? [], added] }));
  });

  test('by a level of RCPs', () => {
    narrows(rcpStatements, (drawn, added) => ({ ...drawn, resourceControl: [...drawn.resourceControl ?? [], added] }));
  });

  test('by a session policy, but to a federated user, who has nothing without one', () => {
    narrows(plainStatements, (drawn, added) => ({ ...drawn, session: drawn.session ?? added }), ({ kind }) => kind !== 'federated');
  });
});

describe('the way in which policies are written never matters', () => {
  function indifferent(rewrite: (list: readonly Raw[]) => readonly Raw[]) {
    always(fc.tuple(requests, policySets), ([asked, drawn]) => {
      const rewritten: Drawn = {
        identity: rewrite(drawn.identity),
        ...(drawn.session && { session: rewrite(drawn.session) }),
        ...(drawn.boundary && { boundary: rewrite(drawn.boundary) }),
        ...(drawn.resource && { resource: rewrite(drawn.resource) }),
        ...(drawn.serviceControl && { serviceControl: drawn.serviceControl.map(rewrite) }),
        ...(drawn.resourceControl && { resourceControl: drawn.resourceControl.map(rewrite) }),
      };
      const text = tokenText({ kind: 'opaque', label: 'T', identity: 'T' });
      const { outcome, decidedBy } = decide(concrete(asked, text), build(drawn, text));
      expect(decide(concrete(asked, text), build(rewritten, text))).toMatchObject({ outcome, decidedBy });
      return outcome;
    });
  }
  const split = (element: string) => (list: readonly Raw[]) => list.flatMap((raw) =>
    (Array.isArray(raw[element]) ? raw[element].map((value) => ({ ...raw, [element]: value })) : [raw]));

  test('the order of statements', () => indifferent((list) => [...list].reverse()));
  test('one statement, or one for each action', () => indifferent(split('Action')));
  test('one statement, or one for each resource', () => indifferent(split('Resource')));
});

/** The document as JSON, from its normal form. */
function render({ version, statements: list }: PolicyDocument): unknown {
  const grouped = (pairs: readonly (readonly [string, unknown])[]) => pairs.reduce<Record<string, unknown[]>>((all, [name, value]) =>
    ({ ...all, [name]: [...all[name] ?? [], value] }), {});
  return {
    Version: version,
    Statement: list.map(({ effect, action, resource, principal, conditions }) => ({
      Effect: effect,
      [action.negated ? 'NotAction' : 'Action']: action.patterns,
      ...(resource && { [resource.negated ? 'NotResource' : 'Resource']: resource.patterns }),
      ...(principal && { [principal.negated ? 'NotPrincipal' : 'Principal']: grouped(principal.principals.map(({ type, value }) => [type, value])) }),
      ...(conditions.length > 0 && {
        Condition: Object.fromEntries(conditions.map(({ operator: { quantifier, name, ifExists }, key, values }) =>
          [`${quantifier ? `${quantifier}:` : ''}${name}${ifExists ? 'IfExists' : ''}`, { [key.toString()]: values }])),
      }),
    })),
  };
}

test('normalising twice is normalising once', () => {
  fc.assert(fc.property(statements('required'), (list) => {
    const single = list.map((raw) => Object.fromEntries(Object.entries(raw).map(([key, value]) =>
      [key, Array.isArray(value) && value.length === 1 ? value[0] : value])));
    const document = parseDocument({ Version: '2012-10-17', Statement: single }, 'resource');
    expect(document.issues).toEqual([]);
    expect(parseDocument(render(document), 'resource')).toEqual(document);
  }), RUNS);
});

describe('a symbolic value', () => {
  const VALUES = ['a', 'b', 'Get', ACCOUNT, OTHER_ACCOUNT];

  test.each<[TokenKind, readonly string[]]>([
    ['opaque', [...VALUES, '*']],
    ['resource', VALUES],
  ])('that is %s is decided as each of its concrete values is, or is unknown', (kind, values) => {
    const text = tokenText({ kind, label: 'T', identity: 'T', resource: 'T', attribute: 'Ref' });
    always(fc.tuple(requests, policySets), ([asked, drawn]) => {
      const symbolic = decide(concrete(asked, text), build(drawn, text));
      if (symbolic.outcome !== 'unknown') {
        const allowed = values.map((value) => decide(concrete(asked, value), build(drawn, value))).map(({ outcome }) => outcome === 'allowed');
        expect(allowed).toEqual(values.map(() => symbolic.outcome === 'allowed'));
        expect(symbolic.unknowns).toEqual([]);
      } else {
        expect(symbolic.unknowns).not.toEqual([]);
      }
      return symbolic.outcome;
    }, [...CERTAIN, 'unknown']);
  });

  test('leaves open only what depends on it', () => {
    const text = tokenText({ kind: 'resource', label: 'T', identity: 'T' });
    const policies = build({ identity: [{ Effect: 'Allow', Action: 's3:Get', Resource: [`arn:aws:s3:::${HOLE}`, 'arn:aws:s3:::a'] }] }, text);
    expect(decide(request(user('a'), 's3:Get', 'arn:aws:s3:::a'), policies).outcome).toBe('allowed');
    expect(decide(request(user('a'), 's3:Put', 'arn:aws:s3:::b'), policies).outcome).toBe('implicitDeny');
    expect(decide(request(user('a'), 's3:Get', 'arn:aws:s3:::b'), policies)).toMatchObject({ outcome: 'unknown', unknowns: ['T'] });
  });
});
