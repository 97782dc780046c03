import { allow, deny } from './grant-sets';
import { minimise } from '../../src/analysis/minimise';
import { StatementJson } from '../../src/policy/policy-json';

const minimised = (...statements: Record<string, unknown>[]) => minimise(statements as unknown as StatementJson[]).map(({ statement }) => statement);
const BUCKET = 'arn:aws:s3:::reports';
const SECURE = { Bool: { 'aws:SecureTransport': 'false' } };

describe('merges', () => {
  test('the actions of statements that differ in nothing else', () => {
    expect(minimised(deny('s3:PutObject', BUCKET, SECURE), deny(['s3:GetObject', 's3:PutObject'], BUCKET, SECURE)))
      .toEqual([deny(['s3:GetObject', 's3:PutObject'], BUCKET, SECURE)]);
  });

  test('the resources of statements that differ in nothing else', () => {
    expect(minimised(allow('s3:GetObject', `${BUCKET}/b`), allow('s3:GetObject', `${BUCKET}/a`)))
      .toEqual([allow('s3:GetObject', [`${BUCKET}/a`, `${BUCKET}/b`])]);
  });

  test('a square of actions and resources into one statement', () => {
    const square = ['s3:GetObject', 's3:PutObject'].flatMap((action) => ['a', 'b'].map((name) => deny(action, `${BUCKET}/${name}`)));
    expect(minimised(...square)).toEqual([deny(['s3:GetObject', 's3:PutObject'], [`${BUCKET}/a`, `${BUCKET}/b`])]);
  });

  test.each([
    ['effects', allow('s3:GetObject', BUCKET), deny('s3:PutObject', BUCKET)],
    ['conditions', deny('s3:GetObject', BUCKET, SECURE), deny('s3:PutObject', BUCKET)],
    ['actions and resources', deny('s3:GetObject', `${BUCKET}/a`), deny('s3:PutObject', `${BUCKET}/b`)],
    ['NotAction', { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }, { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }],
    ['NotResource', { Effect: 'Deny', Action: 's3:*', NotResource: 'a' }, { Effect: 'Deny', Action: 's3:*', NotResource: 'b' }],
    ['principals', { ...deny('s3:GetObject', BUCKET), Principal: '*' }, { ...deny('s3:PutObject', BUCKET), Principal: { AWS: '111122223333' } }],
  ])('nothing of statements with different %s', (_what, one, other) => {
    expect(minimised(one, other)).toHaveLength(2);
  });
});

describe('drops', () => {
  test('an action that a wildcard of the same statement covers, whatever its case', () => {
    expect(minimised(deny(['s3:*', 's3:getobject', 'S3:GetObject', 'iam:PassRole']))).toEqual([deny(['iam:PassRole', 's3:*'])]);
  });

  test('a resource that a wildcard of the same statement covers', () => {
    expect(minimised(deny('s3:GetObject', [`${BUCKET}/a`, `${BUCKET}/*`]))).toEqual([deny('s3:GetObject', `${BUCKET}/*`)]);
  });

  test('what an exemption repeats', () => {
    expect(minimised({ Effect: 'Deny', NotAction: ['iam:*', 'iam:PassRole'], Resource: '*' })).toEqual([{ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }]);
  });

  test('a statement that another one says with fewer conditions', () => {
    expect(minimised(deny('s3:GetObject', BUCKET, SECURE), deny('s3:*'))).toEqual([deny('s3:*')]);
  });

  test('the part of a statement that another one says', () => {
    expect(minimised(deny(['s3:GetObject', 'iam:PassRole'], '*', SECURE), deny('iam:*'))).toEqual([deny('iam:*'), deny('s3:GetObject', '*', SECURE)]);
  });

  test('values that a condition repeats', () => {
    expect(minimised(deny('s3:*', '*', { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1', 'eu-west-1'] } })))
      .toEqual([deny('s3:*', '*', { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } })]);
  });

  test('Sids, and says from where each statement comes', () => {
    const statements = [{ Sid: 'A', ...deny('s3:*') }, { Sid: 'B', ...deny('iam:PassRole') }, { Sid: 'C', ...deny('s3:GetObject', BUCKET) }];
    expect(minimise(statements as unknown as StatementJson[])).toEqual([{ statement: deny(['iam:PassRole', 's3:*']), from: [0, 1, 2] }]);
  });
});

test('numbers and truth values without quotes stay as they are', () => {
  const condition = { Bool: { 'aws:SecureTransport': false }, NumericGreaterThan: { 'aws:MultiFactorAuthAge': [3600, 60, 3600] } };
  expect(minimised(deny('s3:GetObject', BUCKET, condition), deny('s3:PutObject', BUCKET, condition))).toEqual([
    deny(['s3:GetObject', 's3:PutObject'], BUCKET, { Bool: { 'aws:SecureTransport': false }, NumericGreaterThan: { 'aws:MultiFactorAuthAge': [3600, 60] } }),
  ]);
  expect(minimised(deny('s3:GetObject', BUCKET, { Bool: { 'aws:SecureTransport': false } }), deny('s3:*', BUCKET, SECURE)))
    .toEqual([deny('s3:*', BUCKET, SECURE)]);
});

test('what cannot be parsed is left as it is', () => {
  const opaque = deny('s3:GetObject', BUCKET);
  expect(minimise([opaque, deny('s3:*')] as unknown as StatementJson[], () => undefined).map(({ statement }) => statement)).toEqual([deny('s3:*'), opaque]);
});
