import { noDataExposure } from '../../../src/rules/policies/no-data-exposure';
import { findings, policy } from '../judging';

const found = (statement: Record<string, unknown>) => findings(noDataExposure, policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement }));

test('says which data, and what the action does with it', () => {
  expect(found({})).toMatchObject([{ severity: 'error', key: 'Action=s3:GetObject;Resource=*', message: 'grants s3:GetObject, which returns an object, on every resource' }]);
});

test('finds each broad resource, so that accepting one does not accept the other', () => {
  expect(found({ Action: ['s3:GetObject', 'dynamodb:Scan'], Resource: ['arn:aws:s3:::*', 'arn:aws:dynamodb:*:*:table/*'] }).map(({ key }) => key)).toEqual([
    'Action=dynamodb:Scan;Resource=arn:aws:dynamodb:*:*:table/*', 'Action=s3:GetObject;Resource=arn:aws:s3:*',
  ]);
});

test.each<[string, string, Record<string, unknown>]>([
  ['the service by way of which a key is used', 'kms:Decrypt', { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }],
  ['what is encrypted', 'kms:Decrypt', { StringEquals: { 'kms:EncryptionContext:app': 'orders' } }],
  ['the rows of the caller', 'dynamodb:Query', { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:username}'] } }],
  ['the tags of the secret', 'secretsmanager:GetSecretValue', { StringEquals: { 'secretsmanager:ResourceTag/team': 'orders' } }],
])('a condition on %s narrows the grant', (_what, Action, Condition) => {
  expect(found({ Action, Condition })).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['the Region', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }],
  ['any service', { StringLike: { 'kms:ViaService': '*' } }],
])('a condition on %s does not', (_what, Condition) => {
  expect(found({ Action: 'kms:Decrypt', Condition })).toHaveLength(1);
});

test('the user data of any instance is data', () => {
  expect(found({ Action: 'ec2:Describe*' })).toMatchObject([{ severity: 'warning', message: expect.stringContaining('ec2:DescribeInstanceAttribute, which returns the user data of an instance') }]);
  expect(found({ Action: 'ec2:DescribeInstances' })).toEqual([]);
});

test('what shares resources with others is left to NoResourceExposure', () => {
  expect(found({ Action: ['ec2:ModifySnapshotAttribute', 's3:PutBucketPolicy'] })).toEqual([]);
});
