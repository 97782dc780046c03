import { trusting, trustsLambda } from '../../../src/rules/example-templates';
import { withinIamQuotas } from '../../../src/rules/policies/within-iam-quotas';
import { findings } from '../judging';

type Resources = Record<string, unknown>;
const many = (count: number, make: (index: number) => unknown): Resources => Object.fromEntries(Array.from({ length: count }, (_, index) => [`R${index}`, make(index)]));
const found = (resources: Resources) => findings(withinIamQuotas, resources).map(({ severity, message }) => `${severity} ${message}`);
const role = (properties: Resources = {}) => ({ Type: 'AWS::IAM::Role', Properties: { ...trusting(trustsLambda), ...properties } });
const arns = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:iam::aws:policy/P${index}`);
const managed = { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Version: '2012-10-17', Statement: [] } } };

test.each<[number, string[]]>([
  [20, []],
  [21, ['warning has 21 managed policies, where AWS lets there be 20, or 25 if the quota is raised']],
  [26, ['error has 26 managed policies, where AWS lets there be 20, or 25 if the quota is raised']],
])('%i managed policies of a role', (count, expected) => {
  expect(found({ Role: role({ ManagedPolicyArns: arns(count) }) })).toEqual(expected);
});

test('managed policies of the app and of AWS count together, each once', () => {
  expect(found({ Role: role({ ManagedPolicyArns: [...arns(19), 'arn:aws:iam::aws:policy/P0'] }), A: managed })).toEqual([]);
  expect(found({ Role: role({ ManagedPolicyArns: arns(19) }), A: managed, B: managed })).toHaveLength(1);
});

test('access keys are counted by user', () => {
  const key = (user: unknown) => ({ Type: 'AWS::IAM::AccessKey', Properties: { UserName: user } });
  expect(found({ A: key('alice'), B: key('bob'), C: key('alice'), D: key({ Ref: 'User' }) })).toEqual([]);
  expect(found({ A: key('alice'), B: key('alice'), C: key('alice') })).toEqual(['error has 3 access keys of the user alice, where AWS lets there be 2']);
});

test('access keys of a user are counted by its name, whichever way it is named', () => {
  const key = (user: unknown) => ({ Type: 'AWS::IAM::AccessKey', Properties: { UserName: user } });
  const User = { Type: 'AWS::IAM::User', Properties: { UserName: 'alice' } };
  expect(found({ User, A: key('alice'), B: key({ Ref: 'User' }), C: key({ 'Fn::Sub': '${User}' }) })).toEqual(['error has 3 access keys of the user alice, where AWS lets there be 2']);
});

describe('groups of a user', () => {
  const names = Array.from({ length: 11 }, (_, index) => `group-${index}`);
  const user = (Groups: unknown) => ({ User: { Type: 'AWS::IAM::User', Properties: { UserName: 'alice', Groups } } });
  const addition = (member: unknown) => (index: number) => ({ Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: `added-${index}`, Users: [member] } });
  const TOO_MANY = ['error has 11 groups, where AWS lets there be 10'];

  test('are counted in a list that is split', () => {
    expect(found(user({ 'Fn::Split': [',', names.join(',')] }))).toEqual(TOO_MANY);
  });

  test('are counted in one branch', () => {
    const sections = { Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };
    expect(findings(withinIamQuotas, user({ 'Fn::If': ['IsLive', names, []] }), sections)).toHaveLength(1);
  });

  test.each([['its name', 'alice'], ['a reference', { Ref: 'User' }]])('are counted where the user is added to them by %s', (_how, named) => {
    expect(found({ ...user(names.slice(0, 5)), ...many(6, addition(named)) })).toEqual(TOO_MANY);
    expect(found({ ...user(names.slice(0, 5)), ...many(5, addition(named)) })).toEqual([]);
    expect(found({ ...user(names.slice(0, 5)), ...many(6, addition('bob')) })).toEqual([]);
  });

  test('are each counted once', () => {
    const Group = { Type: 'AWS::IAM::Group', Properties: { GroupName: 'group-0' } };
    expect(found({ Group, ...user([...names.slice(0, 10), { Ref: 'Group' }]) })).toEqual([]);
  });
});

test('groups of an account', () => {
  const group = () => ({ Type: 'AWS::IAM::Group' });
  expect(found(many(300, group))).toEqual([]);
  expect(found(many(301, group))).toEqual(['warning has 301 resources of type AWS IAM Group in an account, where AWS lets there be 300, or 500 if the quota is raised']);
});

test('policies of a target of the organization, beside the one of AWS', () => {
  const policy = (Type: string) => (index: number) => ({
    Type: 'AWS::Organizations::Policy',
    Properties: { Name: `P${index}`, Type, TargetIds: ['ou-abcd-12345678'], Content: { Version: '2012-10-17', Statement: [] } },
  });
  expect(found(many(9, policy('SERVICE_CONTROL_POLICY')))).toEqual([]);
  expect(found(many(10, policy('SERVICE_CONTROL_POLICY')))).toHaveLength(1);
  expect(found(many(5, policy('RESOURCE_CONTROL_POLICY')))).toHaveLength(1);
  expect(found(many(12, policy('TAG_POLICY')))).toEqual([]);
});
