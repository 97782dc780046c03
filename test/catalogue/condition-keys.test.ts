import { conditionKey } from '../../src/catalogue/condition-keys';
import { servicePrefixes, storedService } from '../../src/catalogue/services';

test('a key of a service is found in any case and given in the spelling of AWS', () => {
  expect(conditionKey('IAM:passedtoservice')).toEqual({ name: 'iam:PassedToService', type: 'String', multivalued: false, global: false });
});

test.each([
  ['aws:PrincipalArn', 'ARN'], ['aws:CurrentTime', 'Date'], ['aws:MultiFactorAuthPresent', 'Bool'], ['aws:MultiFactorAuthAge', 'Numeric'],
  ['aws:SourceIp', 'IPAddress'], ['aws:username', 'String'], ['lambda:SourceFunctionArn', 'ARN'],
])('the global key %s has the type %s and one value', (name, type) => {
  expect(conditionKey(name)).toEqual({ name, type, multivalued: false, global: true });
});

test.each(['aws:TagKeys', 'aws:CalledVia', 'aws:PrincipalOrgPaths', 'dynamodb:Attributes'])('%s may have several values', (name) => {
  expect(conditionKey(name)).toMatchObject({ type: 'String', multivalued: true });
});

test.each([
  ['aws:ResourceTag/team', 'aws:ResourceTag/${TagKey}'], ['AWS:requesttag/a/b', 'aws:RequestTag/${TagKey}'],
  ['aws:PrincipalTag/${TagKey}', 'aws:PrincipalTag/${TagKey}'], ['iam:ResourceTag/x', 'iam:ResourceTag/${TagKey}'],
  ['kms:EncryptionContext:aws:cloudtrail:arn', 'kms:EncryptionContext:${EncryptionContextKey}'],
  ['s3:ExistingObjectTag/security', 's3:ExistingObjectTag/<key>'], ['secretsmanager:ResourceTag/owner', 'secretsmanager:ResourceTag/tag-key'],
  ['sagemaker:ResourceTag/owner', 'sagemaker:ResourceTag/'],
])('%s is a form of %s', (name, published) => {
  expect(conditionKey(name)?.name).toBe(published);
});

test.each([
  'saml:aud', 'accounts.google.com:sub', 'token.actions.githubusercontent.com:ref', 'oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub',
  'identitystore:UserId',
])('%s is found although no service of that name has it', (name) => {
  expect(conditionKey(name)).toBeDefined();
});

test.each(['aws:Nothing', 'aws:ResourceTag/', 's3:nothing', 'nothing:at-all', 'nothing', 's3:sub', '', ':', 'toString', 'constructor:name'])('%p is no key', (name) => {
  expect(conditionKey(name)).toBeUndefined();
});

test('every key that a service has is found', () => {
  const names = servicePrefixes().flatMap((prefix) => Object.keys(storedService(prefix)![0]));
  expect([...new Set(names)].filter((name) => conditionKey(name) === undefined)).toEqual([]);
});
