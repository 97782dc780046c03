import { peopleNeedMfa } from '../../../src/rules/policies/people-need-mfa';
import { findings } from '../judging';

const document = (...Statement: Record<string, unknown>[]) => ({ Version: '2012-10-17', Statement });
const administer = { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' };
const unlessMfa = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } };
const inline = (...statements: Record<string, unknown>[]) => [{ PolicyName: 'Work', PolicyDocument: document(...statements) }];

test('what a group grants is the group\'s finding, not also that of its users', () => {
  expect(findings(peopleNeedMfa, {
    Group: { Type: 'AWS::IAM::Group', Properties: { Policies: inline(administer) } },
    User: { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Group' }] } },
  }).map(({ logicalId, key }) => `${logicalId} ${key}`)).toEqual(['Group Action=iam:PutRolePolicy']);
});

test('a Deny in a group of the user guards what the user has', () => {
  const user = (Groups: unknown[]) => ({
    Group: { Type: 'AWS::IAM::Group', Properties: { Policies: inline(unlessMfa) } },
    User: { Type: 'AWS::IAM::User', Properties: { Groups, Policies: inline(administer) } },
  });
  expect(findings(peopleNeedMfa, user([{ Ref: 'Group' }]))).toEqual([]);
  expect(findings(peopleNeedMfa, user([]))).toHaveLength(1);
});

test('a Deny that access keys escape guards nothing', () => {
  const halfDenied = { ...unlessMfa, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } };
  expect(findings(peopleNeedMfa, { Group: { Type: 'AWS::IAM::Group', Properties: { Policies: inline(administer, halfDenied) } } })).toHaveLength(1);
});

test('roles are not asked: who takes them has authenticated elsewhere', () => {
  const trust = document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  expect(findings(peopleNeedMfa, { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, Policies: inline(administer) } } })).toEqual([]);
});
