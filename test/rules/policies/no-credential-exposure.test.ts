import { noCredentialExposure } from '../../../src/rules/policies/no-credential-exposure';
import { findings, policy } from '../judging';

const found = (statement: Record<string, unknown>, sections = {}) => findings(noCredentialExposure, {
  ...policy({ Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: '*', ...statement }), User: { Type: 'AWS::IAM::User' },
}, sections);

test('the finding says what the action does', () => {
  expect(found({})).toMatchObject([{
    severity: 'error', key: 'Action=iam:CreateAccessKey;Resource=*',
    message: 'grants iam:CreateAccessKey, which returns an access key of a user, on every resource',
  }]);
});

test.each<[string, unknown]>([
  ['every user of the account', 'arn:aws:iam::111122223333:user/*'],
  ['every user of the deployment', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/*' }],
  ['everything of IAM', 'arn:aws:iam::*:*'],
  ['one user and a star', ['arn:aws:iam::111122223333:user/robot', '*']],
])('%s is every user', (_what, Resource) => {
  expect(found({ Resource })).toHaveLength(1);
});

test.each<[string, unknown]>([
  ['the own user', 'arn:aws:iam::111122223333:user/${aws:username}'],
  ['the users of a path', 'arn:aws:iam::111122223333:user/robots/*'],
  ['a user of the app', { 'Fn::GetAtt': ['User', 'Arn'] }],
  ['every role, for which there are no access keys', 'arn:aws:iam::111122223333:role/*'],
])('%s is not every user', (_what, Resource) => {
  expect(found({ Resource })).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['in another case', { Action: 'IAM:createaccesskey' }, 'Action=IAM:createaccesskey;Resource=*'],
  ['by a wildcard, and not by the actions beside it', { Action: ['s3:GetObject', 'iam:Create*'] }, 'Action=iam:Create*;Resource=*'],
  ['by all of a service', { Action: 'iam:*' }, 'Action=iam:*;Resource=*'],
  ['by what NotAction does not name', { Action: undefined, NotAction: 's3:*' }, 'NotAction=s3:*;Resource=*'],
  ['by every action on every user', { Action: '*', Resource: 'arn:aws:iam::111122223333:user/*' }, 'Action=*;Resource=arn:aws:iam:111122223333:user/*'],
])('credentials are found granted %s', (_how, statement, key) => {
  expect(found(statement).map((finding) => finding.key)).toEqual([key]);
});

test.each<[string, Record<string, unknown>]>([
  ['denied', { Effect: 'Deny' }],
  ['not what NotAction leaves over', { Action: undefined, NotAction: '*:*' }],
  ['part of everything, which NoAdminStatement judges', { Action: '*' }],
  ['granted on all but some, which NoAllowNotResource judges', { Resource: undefined, NotResource: 'arn:aws:iam::*:user/root' }],
  ['limited to users with a tag', { Condition: { StringEquals: { 'iam:ResourceTag/team': 'orders' } } }],
])('nothing is found where it is %s', (_how, statement) => {
  expect(found(statement)).toEqual([]);
});

test.each([
  'ecr:GetAuthorizationToken', 'codeartifact:GetAuthorizationToken', 'sts:GetSessionToken', 'sts:AssumeRoleWithWebIdentity', 'ec2:GetPasswordData', 'appsync:CreateApiKey',
])('%s gives nothing that could be limited', (Action) => {
  expect(found({ Action })).toEqual([]);
});

test('many actions are one finding', () => {
  expect(found({ Action: ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'sts:AssumeRole'] }).map(({ message }) => message))
    .toEqual(['grants iam:CreateAccessKey, which returns an access key of a user, and 2 more of its kind on every resource']);
});

test('a parameter for the resource is a warning that names it', () => {
  expect(found({ Resource: { Ref: 'Who' } }, { Parameters: { Who: { Type: 'String' } } }))
    .toMatchObject([{ severity: 'warning', message: expect.stringMatching(/on every resource if Who is "\*"$/) }]);
});
