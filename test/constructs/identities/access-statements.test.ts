import { AccessLevel } from '../../../src/constructs/identities/access-level';
import { actionStatements, GrantTarget, levelStatements } from '../../../src/constructs/identities/access-statements';
import { contentsOf, typeOfCloudFormation } from '../../../src/constructs/identities/resource-types';

/** A resource and what is in it. */
function target(cloudFormationType: string, arn: string, encryption?: GrantTarget['encryption']): GrantTarget {
  const type = typeOfCloudFormation(cloudFormationType)!;
  return { label: arn, arn, encryption, forms: [{ type, arns: [arn] }, ...contentsOf(type).map((content) => ({ type: content.type, arns: [`${arn}${content.suffix}`] }))] };
}

const BUCKET = target('AWS::S3::Bucket', 'arn:aws:s3:::reports');
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/x';

test('the actions of a level stand in one statement for each set of ARNs', () => {
  expect(levelStatements(AccessLevel.LIST, [BUCKET])).toEqual([
    { Effect: 'Allow', Action: expect.arrayContaining(['s3:ListBucket', 's3:ListBucketVersions']), Resource: ['arn:aws:s3:::reports'] },
    { Effect: 'Allow', Action: expect.arrayContaining(['s3:ListMultipartUploadParts']), Resource: ['arn:aws:s3:::reports/*'] },
  ]);
});

test('of what has a key, reading and writing hold its use through the service, and no other level does', () => {
  const encrypted = target('AWS::S3::Bucket', 'arn:aws:s3:::reports', { keyArn: KEY, viaServices: ['s3.eu-west-1.amazonaws.com'] });
  const ofKey = (level: AccessLevel) => levelStatements(level, [encrypted]).filter(({ Resource }) => [Resource].flat().includes(KEY));
  expect(ofKey(AccessLevel.READ)).toEqual([{
    Effect: 'Allow', Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: [KEY], Condition: { StringEquals: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com'] } },
  }]);
  expect(ofKey(AccessLevel.WRITE)[0].Action).toContain('kms:GenerateDataKey');
  expect([AccessLevel.LIST, AccessLevel.TAGGING, AccessLevel.PERMISSIONS_MANAGEMENT].flatMap(ofKey)).toEqual([]);
});

test('named actions stand on what each can be limited to', () => {
  expect(actionStatements(['s3:GetObject', 's3:ListBucket'], [BUCKET])).toEqual([
    { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::reports/*'] },
    { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::reports'] },
  ]);
});

test('a resource of unknown type takes named actions as it is, and no level', () => {
  const unknown: GrantTarget = { label: 'a token', arn: '${Token[TOKEN.1]}', forms: undefined };
  expect(actionStatements(['s3:GetObject'], [unknown])).toEqual([{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['${Token[TOKEN.1]}'] }]);
  expect(() => levelStatements(AccessLevel.READ, [unknown])).toThrow('resources: found a token, which does not tell the type of the resource');
});
