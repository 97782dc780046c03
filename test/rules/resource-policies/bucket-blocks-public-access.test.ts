import { bucketBlocksPublicAccess } from '../../../src/rules/resource-policies/bucket-blocks-public-access';
import { bucketNoPublicAcl } from '../../../src/rules/resource-policies/bucket-no-public-acl';
import { Rule } from '../../../src/rules/rule';
import { findings } from '../judging';

const judged = (rule: Rule, Type: string, Properties: Record<string, unknown>) => findings(rule, { Bucket: { Type, Properties } });

describe('the block of public access', () => {
  test('names the settings that are off, also those that a bucket leaves out', () => {
    expect(judged(bucketBlocksPublicAccess, 'AWS::S3::Bucket', { PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: 'true', BlockPublicPolicy: 'false' } }))
      .toMatchObject([{ message: 'does not block all public access: BlockPublicPolicy, RestrictPublicBuckets' }]);
  });

  test('is all on where an access point says nothing', () => {
    const judgedPoint = (settings: Record<string, unknown>) => judged(bucketBlocksPublicAccess, 'AWS::S3::AccessPoint', { PublicAccessBlockConfiguration: settings });
    expect(judgedPoint({ BlockPublicAcls: true })).toEqual([]);
    expect(judgedPoint({ BlockPublicPolicy: false })).toMatchObject([{ message: 'does not block all public access: BlockPublicPolicy' }]);
  });
});

test.each([
  ['PublicRead', 'lets anyone read it'],
  ['PublicReadWrite', 'lets anyone read and change it'],
  ['AuthenticatedRead', 'lets anyone with an AWS account read it'],
])('the access control list %s is public', (AccessControl, message) => {
  expect(judged(bucketNoPublicAcl, 'AWS::S3::Bucket', { AccessControl })).toMatchObject([{ severity: 'error', message }]);
});
