import { policyProblems } from '../../../src/analysis/validation/policy-problems';
import { parseDocument, PolicyKind } from '../../../src/policy/document';
import { concat, tokenText } from '../../../src/policy/text';

type Statement = Record<string, unknown>;

const INPUT = tokenText({ kind: 'opaque', label: 'Input', identity: 'Input' });
const OK: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };
const TRUST: Statement = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' };
const RCP: Statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };

function found(kind: PolicyKind, statements: unknown, version: string | undefined = '2012-10-17'): string[] {
  const document = parseDocument({ ...(version && { Version: version }), Statement: statements }, kind);
  expect(document.issues).toEqual([]);
  return policyProblems(document, kind).map((problem) => `${problem.severity} ${problem.path}: ${problem.found}`);
}

describe('Sids', () => {
  test('IAM takes letters and digits, each Sid once', () => {
    expect(found('identity', [{ ...OK, Sid: 'with spaces' }])).toEqual(['error Statement[0].Sid: the Sid "with spaces"']);
    expect(found('identity', [{ ...OK, Sid: 'A' }, { ...OK, Sid: 'B' }, { ...OK, Sid: 'A' }])).toEqual(['error Statement[2].Sid: the Sid "A" once more']);
  });

  test('other services take anything', () => {
    const statement = { ...OK, Principal: '*', Sid: 'with spaces' };
    expect(found('resource', [statement, statement])).toEqual([]);
  });

  test('no Sid, and an empty one, may stand more than once', () => {
    expect(found('trust', [{ ...TRUST, Sid: '' }, { ...TRUST, Sid: '' }, TRUST, TRUST])).toEqual([]);
  });

  test('alternatives of one statement share their Sid', () => {
    const document = parseDocument({ Statement: [{ ...OK, Sid: 'A' }, { ...OK, Sid: 'A' }] }, 'identity');
    const alternatives = document.statements.map((statement) => ({ ...statement, index: 0, conditional: true }));
    expect(policyProblems({ ...document, statements: alternatives }, 'identity')).toEqual([]);
  });
});

test('empty lists', () => {
  expect(found('identity', [{ ...OK, Action: [] }, { ...OK, Resource: undefined, NotResource: [] }]))
    .toEqual(['error Statement[0].Action: an empty list', 'error Statement[1].NotResource: an empty list']);
});

describe('resources', () => {
  test.each([
    ['reports/*', 'the resource "reports/*"'],
    ['arn:aws:s3:reports', 'the ARN "arn:aws:s3:reports" of 4 fields'],
    ['arn:amazon:s3:::reports', 'the partition "amazon" in the ARN "arn:amazon:s3:::reports"'],
    ['arn:aws:S3:::reports', 'the service "S3" in the ARN "arn:aws:S3:::reports"'],
    ['arn:aws:sqs:europe:111122223333:q', 'the Region "europe" in the ARN "arn:aws:sqs:europe:111122223333:q"'],
    ['arn:aws:iam:us-east-1:111122223333:role/R', 'the Region "us-east-1" in the ARN "arn:aws:iam:us-east-1:111122223333:role/R"'],
    ['arn:aws:iam::1111:role/R', 'the account "1111" in the ARN "arn:aws:iam::1111:role/R"'],
  ])('%s is refused', (resource, what) => {
    expect(found('identity', [{ ...OK, Resource: resource }])).toEqual([`error Statement[0].Resource: ${what}`]);
  });

  test.each([
    '*', 'arn:*', 'arn:aws:s3:::*', 'arn:aws*:s3:::reports', 'arn:aws-cn:s3:::reports', 'arn:aws:*:*:111122223333:*', 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    'arn:aws:sqs:us-gov-west-1:111122223333:q', 'arn:aws:s3:::${aws:username}', 'arn:aws:dynamodb:*:*:table/*', 'arn:aws:sqs:${aws:RequestedRegion}:111122223333:q',
  ])('%s is not', (resource) => {
    expect(found('identity', [{ ...OK, Resource: resource }])).toEqual([]);
  });

  test('what a token hides is not judged, what stands before it is', () => {
    expect(found('identity', [{ ...OK, Resource: [INPUT, concat(['arn:', INPUT, ':s3:::b']), concat([INPUT, '/*'])] }])).toEqual([]);
    expect(found('identity', [{ ...OK, Resource: concat(['urn:', INPUT]) }])).toEqual(['error Statement[0].Resource: the resource "urn:<Input>"']);
  });

  test('resource-based policies of some services have a shorter form', () => {
    expect(found('resource', [{ ...OK, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }])).toEqual([]);
  });
});

describe('principals', () => {
  test.each<[string, Statement]>([
    ['Principal.AWS: the principal "arn:aws:iam::111122223333:role/*" with a wildcard', { AWS: 'arn:aws:iam::111122223333:role/*' }],
    ['Principal.AWS: the principal "arn:aws:iam::111122223333:group/Admins"', { AWS: 'arn:aws:iam::111122223333:group/Admins' }],
    ['Principal.AWS: the principal "1111"', { AWS: '1111' }],
    ['Principal.Service: the principal "lambda"', { Service: 'lambda' }],
    ['Principal.Federated: the principal "arn:aws:iam::111122223333:role/R"', { Federated: 'arn:aws:iam::111122223333:role/R' }],
    ['Principal.CanonicalUser: the principal "me"', { CanonicalUser: 'me' }],
    ['Principal: no principal', {}],
  ])('%s', (what, principal) => {
    expect(found('trust', [{ ...TRUST, Principal: principal, Action: 'sts:*' }])).toEqual([`error Statement[0].${what}`]);
  });

  test('whoever can be named', () => {
    const AWS = [
      '*', '111122223333', 'arn:aws:iam::111122223333:root', 'arn:aws-cn:iam::111122223333:role/path/R', 'arn:aws:sts::111122223333:assumed-role/R/session', 'AROAEXAMPLE123456789',
      'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1', INPUT,
    ];
    const Federated = ['accounts.google.com', 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com', 'arn:aws:iam::111122223333:saml-provider/P'];
    expect(found('trust', [{ ...TRUST, Action: 'sts:*', Principal: { AWS, Federated, Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com.cn'] } }])).toEqual([]);
  });
});

describe('variables', () => {
  test.each([
    ['${aws:username', 'Statement[0].Resource: "arn:aws:s3:::${aws:username"'],
    ['${AWS::AccountId}', 'Statement[0].Resource: "${AWS::AccountId}" as text'],
    ['${}', 'Statement[0].Resource: the variable "${}"'],
    ['${aws username}', 'Statement[0].Resource: the variable "${aws username}"'],
  ])('%s is none', (variable, what) => {
    expect(found('identity', [{ ...OK, Resource: `arn:aws:s3:::${variable}` }])).toEqual([`error ${what}`]);
  });

  test('a default value, a tag and special characters are', () => {
    const Resource = ["arn:aws:s3:::b/${aws:PrincipalTag/team, 'none'}/*", 'arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*'];
    expect(found('identity', [{ ...OK, Resource }])).toEqual([]);
  });

  test('the old version of the language has none', () => {
    const [problem, ...others] = found('identity', [{ ...OK, Resource: 'arn:aws:s3:::b/${aws:username}' }], '2008-10-17');
    expect(problem).toMatch(/^warning Statement\[0\]\.Resource: the variable "\$\{aws:username\}", which is plain text/);
    expect(others).toEqual([]);
  });
});

describe('trust policies', () => {
  test.each<[string, Statement]>([
    ['Action: the action "s3:GetObject"', { ...TRUST, Action: ['sts:AssumeRole', 's3:GetObject'] }],
    ['NotPrincipal: NotPrincipal', { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }],
    ['Action: sts:AssumeRole for an identity provider', { ...TRUST, Principal: { Federated: 'accounts.google.com' } }],
  ])('%s', (what, statement) => {
    expect(found('trust', [statement])).toEqual([`error Statement[0].${what}`]);
  });

  test('sessions may be tagged', () => {
    expect(found('trust', [{ ...TRUST, Action: ['sts:AssumeRole', 'sts:TagSession'] }])).toEqual([]);
  });
});

describe('policies of organizations', () => {
  test.each<PolicyKind>(['scp', 'rcp'])('a %s has the newest version', (kind) => {
    const statement = kind === 'scp' ? { ...OK, Effect: 'Deny' } : RCP;
    expect(found(kind, [statement])).toEqual([]);
    expect(found(kind, [statement], '2008-10-17')).toEqual(['error Version: 2008-10-17']);
  });

  test.each<[string, Statement]>([
    ['error Statement[0].Effect: Allow', { Effect: 'Allow' }],
    ['error Statement[0].Principal: a principal', { Principal: { AWS: '111122223333' } }],
    ['error Statement[0].NotPrincipal: NotPrincipal', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }],
    ['error Statement[0].NotAction: NotAction', { Action: undefined, NotAction: 's3:GetObject' }],
    ['error Statement[0].Action: "*"', { Action: '*' }],
    ['warning Statement[0].Action: the action "ec2:*"', { Action: ['s3:*', 'ec2:*'] }],
  ])('a resource control policy: %s', (what, elements) => {
    expect(found('rcp', [{ ...RCP, ...elements }])).toEqual([what]);
  });
});
