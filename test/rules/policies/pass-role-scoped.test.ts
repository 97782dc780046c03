import { passRoleScoped } from '../../../src/rules/policies/pass-role-scoped';
import { findings, policy } from '../judging';

const found = (statement: Record<string, unknown>, sections = {}) => findings(passRoleScoped, {
  ...policy({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', ...statement }), Task: { Type: 'AWS::IAM::Role' },
}, sections);

describe('every role', () => {
  test.each<[string, unknown]>([
    ['a star', '*'],
    ['a star in the ARN', 'arn:aws:iam::111122223333:role/*'],
    ['any account', 'arn:aws:iam::*:role/*'],
    ['the account of the deployment', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*' }],
    ['a question mark and a star', 'arn:aws:iam::111122223333:role/?*'],
    ['everything of IAM', 'arn:aws:iam::111122223333:*'],
    ['one role and a star', ['arn:aws:iam::111122223333:role/task', '*']],
  ])('is found as %s', (_how, Resource) => {
    expect(found({ Resource })).toMatchObject([{ severity: 'error', message: 'grants iam:PassRole on every role, for every service' }]);
  });

  test.each<[string, unknown]>([
    ['a prefix', 'arn:aws:iam::111122223333:role/task-*'],
    ['a path', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/orders/*' }],
    ['the role of the app', { 'Fn::GetAtt': ['Task', 'Arn'] }],
    ['the name of a parameter', { 'Fn::Sub': 'arn:aws:iam::111122223333:role/${Name}' }],
    ['every user, which nothing passes', 'arn:aws:iam::111122223333:user/*'],
  ])('is not %s', (_what, Resource) => {
    expect(found({ Resource }, { Parameters: { Name: { Type: 'String' } } })).toEqual([]);
  });
});

describe('passing roles', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['in another case', { Action: 'IAM:passrole' }, 'Action=IAM:passrole;Resource=*'],
    ['by a wildcard, and not by the actions beside it', { Action: ['s3:GetObject', 'iam:*'] }, 'Action=iam:*;Resource=*'],
    ['by every action on every role', { Action: '*', Resource: 'arn:aws:iam::*:role/*' }, 'Action=*;Resource=arn:aws:iam:*:role/*'],
    ['by what NotAction does not name', { Action: undefined, NotAction: 's3:*' }, 'NotAction=s3:*;Resource=*'],
  ])('is found %s', (_how, statement, key) => {
    expect(found(statement).map((finding) => finding.key)).toEqual([key]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['denied', { Effect: 'Deny' }],
    ['left out', { Action: undefined, NotAction: 'iam:*' }],
    ['not what the wildcard takes in', { Action: 'iam:Get*' }],
    ['part of everything, which NoAdminStatement judges', { Action: '*' }],
    ['granted on all but some, which NoAllowNotResource judges', { Resource: undefined, NotResource: 'arn:aws:iam::*:role/admin' }],
  ])('is not found where it is %s', (_how, statement) => {
    expect(found(statement)).toEqual([]);
  });
});

describe('the condition iam:PassedToService', () => {
  test.each<[string, Record<string, unknown>]>([
    ['names a service', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }],
    ['names several', { 'ForAnyValue:StringEquals': { 'iam:passedtoservice': ['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com'] } }],
    ['names a service of any Region', { StringLike: { 'iam:PassedToService': 'states.*.amazonaws.com' } }],
    ['names the service of the deployment', { StringEquals: { 'iam:PassedToService': { 'Fn::Sub': 'lambda.${AWS::URLSuffix}' } } }],
  ])('limits when it %s', (_how, Condition) => {
    expect(found({ Condition })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['takes any, or holds without it', { StringLikeIfExists: { 'iam:PassedToService': '*' } }],
    ['holds for none', { 'ForAllValues:StringEquals': { 'iam:PassedToService': 'lambda.amazonaws.com' } }],
    ['says who it is not', { StringNotEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }],
    ['takes any', { StringLike: { 'iam:PassedToService': '*' } }],
    ['takes any service of AWS', { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } }],
    ['takes any beside a named one', { StringLike: { 'iam:PassedToService': ['lambda.amazonaws.com', '*.amazonaws.com'] } }],
    ['is another condition', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }],
  ])('does not limit when it %s', (_how, Condition) => {
    expect(found({ Condition })).toMatchObject([{ severity: 'error' }]);
  });

  test('that holds without it makes it a warning', () => {
    expect(found({ Condition: { StringEqualsIfExists: { 'iam:PassedToService': 'lambda.amazonaws.com' } } })).toMatchObject([{
      severity: 'warning', message: 'grants iam:PassRole on every role, for every service whose request does not say iam:PassedToService',
      witness: 'Statement[0]: iam:PassRole on * if StringEqualsIfExists iam:PassedToService',
    }]);
  });

  test('that is made at deploy time makes it a warning', () => {
    expect(found({ Condition: { Ref: 'Made' } }, { Parameters: { Made: { Type: 'String' } } })).toMatchObject([{ severity: 'warning' }]);
  });
});

test('a parameter is a warning that names it, and an error if it is every role by default', () => {
  const parameter = (declaration: object) => ({ Parameters: { Roles: { Type: 'String', ...declaration } } });
  expect(found({ Resource: { Ref: 'Roles' } }, parameter({}))).toMatchObject([{ severity: 'warning', message: 'grants iam:PassRole on every role if Roles is "*"' }]);
  expect(found({ Resource: { Ref: 'Roles' } }, parameter({ Default: 'arn:aws:iam::111122223333:role/*' })).map(({ severity }) => severity)).toContain('error');
});
