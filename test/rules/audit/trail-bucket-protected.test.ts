import { trailBucketProtected } from '../../../src/rules/audit/trail-bucket-protected';
import { GOOD_TRAIL } from '../../../src/rules/trails';
import { findings } from '../judging';

const PublicAccessBlockConfiguration = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
const SAFE = {
  PublicAccessBlockConfiguration, VersioningConfiguration: { Status: 'Enabled' }, ObjectLockEnabled: 'true', LoggingConfiguration: { DestinationBucketName: 'access' },
};

function found(properties: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return findings(trailBucketProtected, {
    Log1A2B3C4D: { Type: 'AWS::S3::Bucket', Properties: properties },
    Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { ...GOOD_TRAIL, S3BucketName: { Ref: 'Log1A2B3C4D' } } },
    ...more,
  }).map(({ severity, key }) => [severity, key]);
}

const policy = (statement: Record<string, unknown>) => ({
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: { Ref: 'Log1A2B3C4D' }, PolicyDocument: { Version: '2012-10-17', Statement: [{ Principal: '*', Resource: [{ 'Fn::GetAtt': ['Log1A2B3C4D', 'Arn'] }, { 'Fn::Sub': '${Log1A2B3C4D.Arn}/*' }], ...statement }] } },
  },
});

test('each setting that is missing is a finding of its own', () => {
  expect(found({ PublicAccessBlockConfiguration: { BlockPublicAcls: false } })).toEqual([
    ['warning', 'AccessLog=Log'], ['error', 'BlockPublicAcls=Log'], ['error', 'BlockPublicPolicy=Log'], ['error', 'IgnorePublicAcls=Log'],
    ['error', 'ObjectLock=Log'], ['error', 'RestrictPublicBuckets=Log'], ['error', 'Versioning=Log'],
  ]);
  expect(found(SAFE)).toEqual([]);
});

test('records are kept by a lock, or by a policy that denies their deletion', () => {
  const unlocked = { ...SAFE, ObjectLockEnabled: false };
  expect(found(unlocked)).toEqual([['error', 'ObjectLock=Log']]);
  expect(found(unlocked, policy({ Effect: 'Deny', Action: ['s3:DeleteObject*', 's3:PutBucketPolicy'] }))).toEqual([]);
  expect(found(unlocked, policy({ Effect: 'Deny', Action: 's3:GetObject' }))).toEqual([['error', 'ObjectLock=Log']]);
});

test.each([
  ['plain connections', { Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ['one principal', { Action: 's3:DeleteObject*', Principal: { AWS: 'arn:aws:iam::111122223333:role/intern' } }],
  ['some of the objects', { Action: 's3:DeleteObject*', Resource: { 'Fn::Sub': '${Log1A2B3C4D.Arn}/drafts/*.tmp' } }],
  ['the newest version only', { Action: 's3:DeleteObject' }],
])('a denial for %s keeps no records', (_whom, statement) => {
  expect(found({ ...SAFE, ObjectLockEnabled: false }, policy({ Effect: 'Deny', ...statement }))).toEqual([['error', 'ObjectLock=Log']]);
});

test('a denial may except those who keep the archive', () => {
  const Condition = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/archivist' } };
  expect(found({ ...SAFE, ObjectLockEnabled: false }, policy({ Effect: 'Deny', Action: 's3:DeleteObject*', Condition }))).toEqual([]);
});

test('public access to a new bucket is blocked unless it says otherwise', () => {
  const { PublicAccessBlockConfiguration: _left, ...others } = SAFE;
  expect(found(others)).toEqual([]);
});

test('a bucket that no trail writes to is not judged', () => {
  expect(findings(trailBucketProtected, { Bucket: { Type: 'AWS::S3::Bucket' } })).toEqual([]);
});
