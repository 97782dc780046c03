import { trailNotItsOwnSource } from '../../../src/rules/audit/trail-not-its-own-source';
import { GOOD_TRAIL } from '../../../src/rules/trails';
import { findings } from '../judging';

const objects = (...Values: unknown[]) => ({ EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values }] }] });
const advanced = (field: Record<string, unknown>) => ({
  AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'resources.type', Equals: ['AWS::S3::Object'] }, { Field: 'resources.ARN', ...field }] }],
});

function found(properties: Record<string, unknown>, bucket: Record<string, unknown> = {}) {
  return findings(trailNotItsOwnSource, {
    Log: { Type: 'AWS::S3::Bucket', Properties: bucket },
    Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { ...GOOD_TRAIL, S3BucketName: { Ref: 'Log' }, ...properties } },
  }, { Parameters: { Arn: { Type: 'String' } } }).map(({ severity, location }) => [severity, location]);
}

const HIT = [['error', 'Resources.Trail.Properties.EventSelectors[0]']];

test.each([
  ['all objects, in any partition', objects({ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::' })],
  ['all objects beside a bucket', objects('arn:aws:s3:::reports/', 'arn:aws:s3')],
  ['its bucket by an attribute', objects({ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Log', 'Arn'] }, '/']] })],
  ['a prefix of its bucket', objects({ 'Fn::Sub': 'arn:aws:s3:::${Log}/AWSLogs' })],
])('a trail of %s feeds itself', (_name, properties) => {
  expect(found(properties)).toEqual(HIT);
});

test('a bucket is the same by its name', () => {
  expect(found(objects('arn:aws:s3:::archive/'), { BucketName: 'archive' })).toEqual(HIT);
  expect(found({ ...objects('arn:aws:s3:::archive/'), S3BucketName: 'archive' })).toEqual(HIT);
});

test.each([
  ['another bucket', objects('arn:aws:s3:::reports/')],
  ['functions', { EventSelectors: [{ DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }] }] }],
  ['all but its bucket', advanced({ NotStartsWith: [{ 'Fn::Sub': '${Log.Arn}/' }, 'arn:aws:s3:::other/'] })],
  ['nothing but management events', {}],
])('a trail of %s does not', (_name, properties) => {
  expect(found(properties)).toEqual([]);
});

const ADVANCED_HIT = [['error', 'Resources.Trail.Properties.AdvancedEventSelectors[0]']];

test.each([
  ['every bucket', { StartsWith: ['arn:aws:s3:::'] }],
  ['buckets whose names begin alike', { StartsWith: ['arn:aws:s3:::arch'] }],
  ['all but a folder of its bucket', { NotStartsWith: [{ 'Fn::Sub': '${Log.Arn}/drafts/' }] }],
])('an advanced selector of %s feeds the trail, too', (_name, field) => {
  expect(found(advanced(field), { BucketName: 'archive' })).toEqual(ADVANCED_HIT);
});

test('buckets whose names begin otherwise do not', () => {
  expect(found(advanced({ StartsWith: ['arn:aws:s3:::reports'] }), { BucketName: 'archive' })).toEqual([]);
});

test('a bucket that is a token is a warning', () => {
  expect(found(objects({ Ref: 'Arn' }))).toEqual([['warning', 'Resources.Trail.Properties.EventSelectors[0]']]);
});
