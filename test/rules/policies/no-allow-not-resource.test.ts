import { noAllowNotResource } from '../../../src/rules/policies/no-allow-not-resource';
import { findings, policy } from '../judging';

test('says which resources are left out, and an acknowledgment is for these only', () => {
  expect(findings(noAllowNotResource, policy({ Effect: 'Allow', Action: 'sqs:*', NotResource: ['arn:aws:sqs:*:*:b', 'arn:aws:sqs:*:*:a'] }))).toMatchObject([{
    severity: 'error',
    message: 'allows its actions on every resource but arn:aws:sqs:*:*:b, arn:aws:sqs:*:*:a',
    key: 'Action=sqs:*;NotResource=arn:aws:sqs:*:*:a,arn:aws:sqs:*:*:b',
  }]);
});

test('is an error with a bucket of the app in it', () => {
  const resources = { ...policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: { 'Fn::GetAtt': ['Salaries0A1B2C3D', 'Arn'] } }), Salaries0A1B2C3D: { Type: 'AWS::S3::Bucket' } };
  expect(findings(noAllowNotResource, resources)).toMatchObject([{ severity: 'error', key: 'Action=s3:GetObject;NotResource=<Salaries.Arn>' }]);
});

test('is found in a resource-based policy', () => {
  const Statement = [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 's3:GetObject', NotResource: 'arn:aws:s3:::a/salaries/*' }];
  expect(findings(noAllowNotResource, { It: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'a', PolicyDocument: { Statement } } } })).toHaveLength(1);
});

test('is no grant in a service control policy', () => {
  const Content = { Statement: [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::salaries/*' }] };
  expect(findings(noAllowNotResource, { It: { Type: 'AWS::Organizations::Policy', Properties: { Name: 'n', Type: 'SERVICE_CONTROL_POLICY', Content } } })).toEqual([]);
});
