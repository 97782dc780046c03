import { noAdminStatement } from '../../../src/rules/policies/no-admin-statement';
import { findings, policy } from '../judging';

const said = (statement: Record<string, unknown>, sections = {}) => findings(noAdminStatement, policy({ Effect: 'Allow', Action: '*', Resource: '*', ...statement }), sections)
  .map(({ severity, message }) => `${severity}: ${message}`);
const EVERYTHING = 'error: grants every action on every resource';

test.each<[string, Record<string, unknown>]>([
  ['among other actions and resources', { Action: ['s3:GetObject', '*'], Resource: ['arn:aws:s3:::a', '*'] }],
  ['in the partition of the deployment', { Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:*:*:*:*' } }],
  ['under a condition, for the condition may hold', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } } }],
])('everything is found %s', (_where, statement) => {
  expect(said(statement)).toEqual([EVERYTHING]);
});

test.each<[string, Record<string, unknown>]>([
  ['all of a service', { Action: 'iam:*' }],
  ['everything on one bucket', { Resource: 'arn:aws:s3:::reports' }],
  ['everything on a bucket of the app', { Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }],
])('%s is for other rules to judge', (_what, statement) => {
  expect(findings(noAdminStatement, { ...policy({ Effect: 'Allow', Action: '*', Resource: '*', ...statement }), Bucket: { Type: 'AWS::S3::Bucket' } })).toEqual([]);
});

describe('a parameter', () => {
  const parameter = (declaration = {}) => ({ Parameters: { Target: { Type: 'String', ...declaration } } });
  const Target = { Ref: 'Target' };

  test('is a warning that names it, as the resource and as the action', () => {
    const warning = ['warning: grants every action on every resource if Target is "*"'];
    expect(said({ Resource: Target }, parameter())).toEqual(warning);
    expect(said({ Action: Target }, parameter())).toEqual(warning);
  });

  test('that is "*" by default is an error', () => {
    expect(said({ Resource: Target }, parameter({ Default: '*' }))).toContain(EVERYTHING);
  });

  test('that may be "*" is an error', () => {
    expect(said({ Resource: Target }, parameter({ AllowedValues: ['arn:aws:s3:::a', '*'] }))).toEqual([EVERYTHING]);
  });

  test('that is always one of some buckets is nothing', () => {
    expect(said({ Resource: Target }, parameter({ AllowedValues: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] }))).toEqual([]);
  });

  test('within a longer ARN is specific', () => {
    expect(said({ Resource: { 'Fn::Sub': 'arn:aws:s3:::${Target}/*' } }, parameter())).toEqual([]);
  });

  test('says nothing where the other side is not everything', () => {
    expect(said({ Action: 's3:*', Resource: Target }, parameter())).toEqual([]);
  });
});
