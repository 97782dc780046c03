import { expectedCondition } from '../../../src/rules/policies/expected-condition';
import { findings, policy } from '../judging';

const found = (statement: Record<string, unknown>) => findings(expectedCondition, policy({ Effect: 'Allow', ...statement }));
const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

test('names the condition, and the page that says so', () => {
  expect(found({ Action: 'kms:CreateGrant', Resource: key })).toMatchObject([{
    severity: 'warning', message: 'grants kms:CreateGrant, which shares the key with any principal', fix: expect.stringMatching(/^Add a condition on kms:grantisforawsresource\. See https:/),
  }]);
});

test.each<[string, Record<string, unknown>]>([
  ['every key, which NoResourceExposure speaks of', { Action: 'kms:CreateGrant', Resource: '*' }],
  ['every role to every service, which PassRoleScoped speaks of', { Action: 'iam:PassRole', Resource: '*' }],
  ['every role of an account, which NoCredentialExposure speaks of', { Action: 'sts:AssumeRole', Resource: '*' }],
  ['every action, which NoAdminStatement speaks of', { Action: '*', Resource: '*' }],
  ['a role in a named account', { Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::444455556666:role/deployment' }],
  ['an account that is a token', { Action: 'sts:AssumeRole', Resource: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/deployment' } }],
  ['roles with a tag', { Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/deployment', Condition: { StringEquals: { 'iam:ResourceTag/use': 'deployment' } } }],
  ['one of the keys that will do', { Action: 'kms:CreateGrant', Resource: key, Condition: { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt'] } } }],
])('nothing is said of %s', (_what, statement) => {
  expect(found(statement)).toEqual([]);
});

test('what is found within a wildcard is named as it is written', () => {
  expect(found({ Action: 'lambda:*Url*', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:orders' }).map((finding) => finding.key))
    .toEqual(['Action=lambda:*Url*;Resource=arn:aws:lambda:eu-west-1:111122223333:function:orders', 'Action=lambda:*Url*;Resource=arn:aws:lambda:eu-west-1:111122223333:function:orders#2']);
});

test('what responds to incidents is needed for as long as there may be one', () => {
  const Resource = 'arn:aws:ssm-incidents::111122223333:response-plan/web';
  expect(found({ Sid: 'StartIncidentPermissions', Action: 'ssm-incidents:StartIncident', Resource })).toEqual([]);
});

test('a statement that is called temporary needs an end', () => {
  const temporary = { Sid: 'BreakGlass', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };
  expect(found(temporary).map(({ message }) => message)).toEqual(['is called BreakGlass, and never ends']);
  expect(found({ ...temporary, Condition: { DateLessThan: { 'aws:CurrentTime': { Ref: 'End' } } } })).toEqual([]);
});
