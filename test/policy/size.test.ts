import { parseDocument } from '../../src/policy/document';
import { sizeOf } from '../../src/policy/size';
import { concat, tokenText } from '../../src/policy/text';

const BUCKET = tokenText({ kind: 'resource', label: 'Bucket.Arn', identity: 'Bucket.Arn' });
const STATEMENT = { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:aws:s3:::reports/*' };
const size = (document: Record<string, unknown>) => sizeOf(parseDocument(document, 'identity'));

test.each<[string, Record<string, unknown>]>([
  ['a statement', { Version: '2012-10-17', Statement: [STATEMENT] }],
  ['a statement without list, in a document without version', { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }],
  ['many statements', { Version: '2012-10-17', Id: 'id', Statement: Array.from({ length: 40 }, (_, index) => ({ ...STATEMENT, Sid: `Read${index}` })) }],
  ['negations', { Statement: [{ Effect: 'Deny', NotAction: ['s3:*', 'iam:*'], NotResource: ['a', 'b', 'c'] }] }],
  ['conditions', {
    Statement: [{ ...STATEMENT, Condition: { StringEquals: { 'aws:PrincipalTag/a': ['x', 'y'], 'aws:PrincipalTag/b': 'z' }, Bool: { 'aws:SecureTransport': true } } }],
  }],
  ['a principal', { Statement: [{ ...STATEMENT, Principal: '*' }, { ...STATEMENT, Principal: { AWS: ['111122223333', '444455556666'], Service: 's3.amazonaws.com' } }] }],
])('%s: never more than the text has, and nearly all of it', (_what, document) => {
  const written = JSON.stringify(document).length;
  const { least } = sizeOf(parseDocument(document, 'resource'));
  expect(least).toBeLessThanOrEqual(written);
  expect(least).toBeGreaterThanOrEqual(written * 0.85);
});

test('a token may be empty, and is likely to be as long as a name', () => {
  const { least, likely } = size({ Statement: { ...STATEMENT, Resource: concat([BUCKET, '/*']) } });
  expect(size({ Statement: { ...STATEMENT, Resource: '/*' } })).toEqual({ least, likely: least });
  expect(likely - least).toBe(40);
});

test('where it is deployed takes no more than the longest usual name of that', () => {
  const partition = tokenText({ kind: 'pseudo', label: 'AWS::Partition', identity: 'AWS::Partition' });
  const { least, likely } = size({ Statement: { ...STATEMENT, Resource: concat(['arn:', partition, ':s3:::reports/*']) } });
  expect(likely - least).toBe('aws-us-gov'.length);
});

test('a statement that only some deployments have does not count for certain', () => {
  const document = parseDocument({ Statement: STATEMENT }, 'identity');
  const conditional = sizeOf({ ...document, statements: document.statements.map((statement) => ({ ...statement, conditional: true })) });
  expect(conditional).toEqual({ least: size({ Statement: [] }).least, likely: sizeOf(document).likely });
});
