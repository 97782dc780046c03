import * as fc from 'fast-check';
import { parseDocument, PolicyKind } from '../../src/policy/document';
import { concat, Joined, Text, tokenText } from '../../src/policy/text';

const token = (label: string): Joined => tokenText({ kind: 'opaque', label, identity: label });
const attribute = (label: string): Joined => tokenText({ kind: 'resource', label, identity: label });

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const of = (statement: unknown, kind: PolicyKind = 'identity') => parseDocument({ Statement: statement }, kind);
const only = (statement: unknown, kind: PolicyKind = 'identity') => of(statement, kind).statements[0];
const issuesOf = (statement: unknown, kind: PolicyKind = 'identity') => of(statement, kind).issues.map(({ path, found }) => `${path}: ${found}`);

describe('every form that IAM accepts', () => {
  test('a single statement is the same as a list of one', () => {
    expect(of(ALLOW)).toEqual(of([ALLOW]));
    expect(of(ALLOW).issues).toEqual([]);
  });

  test('a string is the same as a list of one', () => {
    expect(only(ALLOW)).toEqual(only({ ...ALLOW, Action: ['s3:GetObject'], Resource: ['*'] }));
  });

  test('a statement that names what it leaves out is negated', () => {
    const statement = only({ Effect: 'Deny', NotAction: 'iam:*', NotResource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] });
    expect(statement.action).toEqual({ negated: true, patterns: ['iam:*'] });
    expect(statement.resource).toEqual({ negated: true, patterns: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] });
  });

  test.each(['2012-10-17', '2008-10-17'])('version %s and an Id are read', (version) => {
    expect(parseDocument({ Version: version, Id: 'id', Statement: ALLOW }, 'identity')).toMatchObject({ version, id: 'id', issues: [] });
  });

  test('a Sid is read, and the position counts from zero', () => {
    expect(of([ALLOW, { ...ALLOW, Sid: 'Second' }]).statements.map(({ sid, index }) => [sid, index])).toEqual([[undefined, 0], ['Second', 1]]);
  });

  test('every type of principal is read, one or several of each', () => {
    const principals = only({
      ...ALLOW, Principal: { AWS: ['123456789012', '*'], Service: 'ec2.amazonaws.com', Federated: 'www.amazon.com', CanonicalUser: ['79a5'] },
    }, 'resource').principal!;
    expect(principals.negated).toBe(false);
    expect(principals.principals.map(({ type, value }) => `${type} ${value}`))
      .toEqual(['AWS 123456789012', 'AWS *', 'Service ec2.amazonaws.com', 'Federated www.amazon.com', 'CanonicalUser 79a5']);
  });

  test('an account id that is written as a number is the account', () => {
    const accounts = { AWS: [111122223333, 'arn:aws:iam::444455556666:root'] };
    expect(only({ ...ALLOW, Principal: accounts }, 'resource').principal!.principals.map(({ value }) => value)).toEqual(['111122223333', 'arn:aws:iam::444455556666:root']);
    expect(only({ ...ALLOW, Principal: { AWS: 111122223333 } }, 'resource').principal!.principals).toEqual([{ type: 'AWS', value: '111122223333' }]);
    expect(issuesOf({ ...ALLOW, Principal: accounts }, 'resource')).toEqual([]);
  });

  test('a star as principal means anyone', () => {
    expect(only({ ...ALLOW, Principal: '*' }, 'resource').principal).toEqual({ negated: false, principals: [{ type: 'AWS', value: '*' }] });
  });

  test('NotPrincipal is negated', () => {
    expect(only({ ...ALLOW, Effect: 'Deny', NotPrincipal: { AWS: '1' } }, 'resource').principal)
      .toEqual({ negated: true, principals: [{ type: 'AWS', value: '1' }] });
  });

  test('numbers and booleans in conditions are read as the texts that they are to IAM', () => {
    const { conditions } = only({
      ...ALLOW,
      Condition: { Bool: { 'aws:SecureTransport': false }, NumericLessThan: { 'aws:MultiFactorAuthAge': [60, '120'] }, StringLike: { a: 'x', b: ['y'] } },
    });
    expect(conditions.map(({ operator, key, values }) => [operator.name, key, values])).toEqual([
      ['Bool', 'aws:SecureTransport', ['false']], ['NumericLessThan', 'aws:MultiFactorAuthAge', ['60', '120']], ['StringLike', 'a', ['x']], ['StringLike', 'b', ['y']],
    ]);
  });

  test('the document may be JSON text', () => {
    expect(parseDocument(JSON.stringify({ Version: '2012-10-17', Statement: ALLOW }), 'identity'))
      .toEqual(parseDocument({ Version: '2012-10-17', Statement: ALLOW }, 'identity'));
  });

  test.each<[PolicyKind, object]>([
    ['identity', ALLOW],
    ['boundary', ALLOW],
    ['scp', { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }],
    ['rcp', { ...ALLOW, Effect: 'Deny', Principal: '*' }],
    ['trust', { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    ['resource', { ...ALLOW, Principal: '*' }],
    ['resource', { Effect: 'Allow', Principal: '*', Action: 'ecr:*' }],
  ])('a %s policy has nothing to complain about in %j', (kind, statement) => {
    expect(of(statement, kind)).toMatchObject({ issues: [], statements: [{ index: 0 }] });
  });

  test('normalising twice is the same as once', () => {
    const texts = fc.constantFrom('s3:*', '*', 'iam:Get?ser');
    const oneOrMore = fc.oneof(texts, fc.array(texts, { minLength: 1, maxLength: 3 }));
    const statements = fc.record({
      Sid: fc.constantFrom('A', 'B'),
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: oneOrMore,
      NotResource: oneOrMore,
      Condition: fc.dictionary(fc.constantFrom('StringLike', 'forAnyValue:stringEqualsIfExists'), fc.dictionary(texts, fc.oneof(oneOrMore, fc.boolean(), fc.integer()))),
    }, { requiredKeys: ['Effect', 'Action'] });
    fc.assert(fc.property(fc.oneof(statements, fc.array(statements, { minLength: 1 })), (raw) => {
      const once = of(raw);
      const again = of(once.statements.map(({ sid, effect, action, resource, conditions }) => ({
        Sid: sid,
        Effect: effect,
        Action: action.patterns,
        NotResource: resource?.patterns,
        Condition: grouped(conditions.map(({ operator: { quantifier, name, ifExists }, key, values }) => [
          `${quantifier ? `${quantifier}:` : ''}${name}${ifExists ? 'IfExists' : ''}`, String(key), values,
        ])),
      })));
      expect(again.statements).toEqual(once.statements);
    }));
  });

  function grouped(conditions: [string, string, readonly Text[]][]): Record<string, Record<string, readonly Text[]>> {
    const blocks: Record<string, Record<string, readonly Text[]>> = {};
    conditions.forEach(([operator, key, values]) => {
      blocks[operator] = { ...blocks[operator], [key]: values };
    });
    return blocks;
  }
});

describe('what IAM does not accept', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'nothing'],
    ['a list', [ALLOW], '[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]'],
    ['a number', 5, '5'],
    ['null', null, 'null'],
    ['text that is not JSON', '{"Statement": [', 'text that is not JSON (Unexpected end of JSON input)'],
  ])('%s is no document', (_what, value, found) => {
    const { issues, statements } = parseDocument(value, 'identity');
    expect(statements).toEqual([]);
    expect(issues).toEqual([{ path: '', found, expected: expect.stringContaining('a policy document') }]);
  });

  test('JSON text that holds no object is no document', () => {
    expect(parseDocument('"x"', 'identity').issues).toEqual([{ path: '', found: 'x', expected: 'a policy document: an object with Statement' }]);
  });

  test.each<[string, object, string]>([
    ['an unknown element', { Statements: [], Statement: ALLOW }, 'Statements: element "Statements"'],
    ['an unknown version', { Version: '2012-10-18', Statement: ALLOW }, 'Version: 2012-10-18'],
    ['an Id that is no text', { Id: 7, Statement: ALLOW }, 'Id: 7'],
    ['no statement', {}, 'Statement: nothing'],
    ['an empty list of statements', { Statement: [] }, 'Statement: []'],
    ['a statement that is a text', { Statement: 'Allow' }, 'Statement: Allow'],
  ])('the document with %s says so', (_what, document, issue) => {
    expect(parseDocument(document, 'identity').issues.map(({ path, found }) => `${path}: ${found}`)).toEqual([issue]);
  });

  test.each<[string, unknown, string]>([
    ['that is a text', ['Allow'], 'Statement[0]: Allow'],
    ['that is null', [null], 'Statement[0]: null'],
    ['with an unknown element', { ...ALLOW, Actions: 's3:*' }, 'Statement[0].Actions: element "Actions"'],
    ['with an effect in lower case', { ...ALLOW, Effect: 'allow' }, 'Statement[0].Effect: allow'],
    ['without an effect', { Action: 's3:*', Resource: '*' }, 'Statement[0].Effect: nothing'],
    ['without an action', { Effect: 'Allow', Resource: '*' }, 'Statement[0]: no Action'],
    ['without a resource', { Effect: 'Allow', Action: 's3:*' }, 'Statement[0]: no Resource'],
    ['with an action that is an object', { ...ALLOW, Action: { a: 1 } }, 'Statement[0].Action: {"a":1}'],
    ['with a null among the actions', { ...ALLOW, Action: ['s3:*', null] }, 'Statement[0].Action: ["s3:*",null]'],
    ['with both Action and NotAction', { ...ALLOW, NotAction: 'iam:*' }, 'Statement[0].Action: both Action and NotAction'],
    ['with both Resource and NotResource', { ...ALLOW, NotResource: 'x' }, 'Statement[0].Resource: both Resource and NotResource'],
    ['with a Sid that is a number', { ...ALLOW, Sid: 1 }, 'Statement[0].Sid: 1'],
    ['with a condition that is a list', { ...ALLOW, Condition: [] }, 'Statement[0].Condition: []'],
    ['with an unknown operator', { ...ALLOW, Condition: { StringIs: { k: 'v' } } }, 'Statement[0].Condition.StringIs: operator "StringIs"'],
    ['with an operator without keys', { ...ALLOW, Condition: { Bool: 'true' } }, 'Statement[0].Condition.Bool: true'],
    ['with a condition value that is an object', { ...ALLOW, Condition: { Bool: { k: {} } } }, 'Statement[0].Condition.Bool.k: {}'],
    ['with a condition value that is null', { ...ALLOW, Condition: { Bool: { k: null } } }, 'Statement[0].Condition.Bool.k: null'],
    ['with a principal', { ...ALLOW, Principal: '*' }, 'Statement[0].Principal: Principal'],
  ])('a statement %s says so', (_what, statement, issue) => {
    expect(issuesOf(statement)).toEqual([issue]);
  });

  test.each<[string, PolicyKind, object, string]>([
    ['without a principal', 'trust', { Effect: 'Allow', Action: 'sts:AssumeRole' }, 'Statement[0]: no Principal'],
    ['with a resource', 'trust', { ...ALLOW, Principal: '*' }, 'Statement[0].Resource: Resource'],
    ['with a principal of an unknown type', 'resource', { ...ALLOW, Principal: { Aws: '1' } }, 'Statement[0].Principal.Aws: principal type "Aws"'],
    ['with a principal that is a number', 'resource', { ...ALLOW, Principal: { AWS: 12345 } }, 'Statement[0].Principal.AWS: 12345'],
    ['with a principal that is an ARN', 'resource', { ...ALLOW, Principal: 'arn:aws:iam::1:root' }, 'Statement[0].Principal: arn:aws:iam::1:root'],
    ['with both Principal and NotPrincipal', 'resource', { ...ALLOW, Principal: '*', NotPrincipal: '*' }, 'Statement[0].Principal: both Principal and NotPrincipal'],
    ['without a principal', 'rcp', ALLOW, 'Statement[0]: no Principal'],
    ['with a principal', 'scp', { ...ALLOW, NotPrincipal: '*' }, 'Statement[0].NotPrincipal: NotPrincipal'],
  ])('a statement %s in a %s policy says so', (_what, kind, statement, issue) => {
    expect(issuesOf(statement, kind)).toEqual([issue]);
  });

  test('the well-formed statements are still there to judge', () => {
    const { statements, issues } = of([{ Effect: 'Allow' }, ALLOW, 'x', { ...ALLOW, Sid: 'Last' }]);
    expect(statements.map(({ index }) => index)).toEqual([1, 3]);
    expect(issues.map(({ path }) => path)).toEqual(['Statement[0]', 'Statement[0]', 'Statement[2]']);
  });

  test('an issue says what is expected, and shows only the start of what is long', () => {
    const [issue] = of({ ...ALLOW, Action: { long: 'x'.repeat(500) } }).issues;
    expect(issue.expected).toBe('a string or a list of strings');
    expect(issue.found).toHaveLength(80);
  });
});

describe('tokens', () => {
  test('a token stays a token wherever a text may stand', () => {
    const statement = only({
      Sid: concat(['S', token('Stage')]),
      Effect: 'Allow',
      Principal: { AWS: token('Principal') },
      Action: concat(['s3:', token('Verb')]),
      Resource: [attribute('Bucket.Arn'), concat([attribute('Bucket.Arn'), '/*'])],
      Condition: { StringEquals: { k: [token('Value')] } },
    }, 'resource');
    expect(statement.sid).toBe('S<Stage>');
    const { principal, action, resource, conditions } = statement;
    expect([principal!.principals[0].value, ...action.patterns, ...resource!.patterns, ...conditions[0].values].map(String))
      .toEqual(['<Principal>', 's3:<Verb>', '<Bucket.Arn>', '<Bucket.Arn>/*', '<Value>']);
  });

  test.each<[string, unknown, string]>([
    ['the document', token('Hidden'), ''],
    ['the statements', { Statement: token('Hidden') }, 'Statement'],
    ['a statement', { Statement: [token('Hidden')] }, 'Statement[0]'],
    ['the effect', { Statement: { ...ALLOW, Effect: token('Hidden') } }, 'Statement[0].Effect'],
    ['the version', { Version: token('Hidden'), Statement: ALLOW }, 'Version'],
  ])('a token in the place of %s is an issue that names it', (_what, document, path) => {
    expect(parseDocument(document, 'identity').issues).toEqual([expect.objectContaining({ path, found: '<Hidden>', token: 'Hidden' })]);
  });

  test('a malformed value without tokens names no token', () => {
    expect(of({ ...ALLOW, Effect: 'x' }).issues[0]).not.toHaveProperty('token');
  });

  test.each([[{ StringEquals: token('Block') }], [token('Block')]])('a condition made at deploy time is kept with its token', (condition) => {
    const { conditions } = only({ ...ALLOW, Condition: condition });
    expect(conditions.map(({ key, values }) => [String(key), values])).toEqual([['<Block>', []]]);
  });

  test('tokens within JSON text stand in the strings that hold them', () => {
    const text = concat(['{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":["', attribute('Bucket.Arn'), '/*","', token('Other'), '"]}}']);
    const { statements, issues } = parseDocument(text, 'identity');
    expect(issues).toEqual([]);
    expect(statements[0].resource!.patterns).toEqual([concat([attribute('Bucket.Arn'), '/*']), token('Other')]);
  });

  test('a token in the name of a condition key within JSON text stands there with its label', () => {
    const text = concat(['{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"', token('Issuer'), ':sub":"x"}}}}']);
    expect(parseDocument(text, 'identity').statements[0].conditions[0].key).toBe('<Issuer>:sub');
  });

  test('a token outside the strings of JSON text hides the document, and is named', () => {
    const { statements, issues } = parseDocument(concat(['{"Statement":', token('Statements'), '}']), 'identity');
    expect(statements).toEqual([]);
    expect(issues).toEqual([expect.objectContaining({ path: '', token: 'Statements' })]);
  });
});
