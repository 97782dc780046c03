import { trustExample } from '../../../src/rules/example-templates';
import { noAllowNotPrincipal } from '../../../src/rules/trust/no-allow-not-principal';
import { findings } from '../judging';

const account = 'arn:aws:iam::111122223333:root';
const statement = { Effect: 'Allow', NotPrincipal: { AWS: account }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };

const bucketPolicy = (...statements: unknown[]) => ({
  BucketPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'reports', PolicyDocument: { Version: '2012-10-17', Statement: statements } } },
});

test('finds NotPrincipal in the policy of a resource too', () => {
  expect(findings(noAllowNotPrincipal, bucketPolicy(statement))).toMatchObject([{
    severity: 'error', logicalId: 'BucketPolicy', location: 'Resources.BucketPolicy.Properties.PolicyDocument.Statement[0]',
  }]);
});

test('leaves a Deny with NotPrincipal alone', () => {
  expect(findings(noAllowNotPrincipal, bucketPolicy({ ...statement, Effect: 'Deny' }))).toEqual([]);
});

test('takes no condition for an excuse', () => {
  const conditional = { ...statement, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } };
  expect(findings(noAllowNotPrincipal, bucketPolicy(conditional))).toHaveLength(1);
});

test('names all who are left out, of every type', () => {
  const [finding, ...others] = findings(noAllowNotPrincipal, trustExample('', {
    Effect: 'Allow', NotPrincipal: { AWS: [account, '444455556666'], Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole',
  }).resources);
  expect(finding.message).toBe(`lets in everyone but AWS:${account}, AWS:444455556666, Service:ec2.amazonaws.com`);
  expect(others).toEqual([]);
});

test('judges each statement by itself', () => {
  const locations = findings(noAllowNotPrincipal, bucketPolicy(
    statement, { ...statement, NotPrincipal: undefined, Principal: { AWS: account } }, { ...statement, NotPrincipal: { AWS: '444455556666' } },
  )).map(({ location }) => location.replace(/.*\./, ''));
  expect(locations).toEqual(['Statement[2]', 'Statement[0]']);
});

test('is certain though the principal that is left out is a token', () => {
  const [finding] = findings(noAllowNotPrincipal, bucketPolicy({ ...statement, NotPrincipal: { AWS: { Ref: 'Owner' } } }), { Parameters: { Owner: { Type: 'String' } } });
  expect(finding).toMatchObject({ severity: 'error', message: 'lets in everyone but AWS:<Owner>' });
});
