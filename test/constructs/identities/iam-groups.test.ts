import { App, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, RulePack } from '../../../src';
import { IamGroups, IamGroupsProps } from '../../../src/constructs/identities/iam-groups';
import { JobFunction } from '../../../src/constructs/identities/job-function';
import { ACCOUNT } from '../../support/proof';

const REASON = 'the identity provider asks for a second factor';
const jobFunction = JobFunction.VIEW_ONLY;
const numbered = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const groupsOf = (count: number, users: string[] = [], prefix = 'group') => numbered(count, prefix).map((name) => ({ name, jobFunction, users }));

function stackWith(props: IamGroupsProps, account = ACCOUNT) {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account, region: 'eu-west-1' } });
  return { app, stack, groups: new IamGroups(stack, 'Groups', props) };
}

test('a group has the policy of its job function and the policy of all members', () => {
  const { stack } = stackWith({ groups: [{ name: 'auditors', jobFunction: JobFunction.SECURITY_AUDIT, users: ['alice', 'bob'] }] });
  const template = Template.fromStack(stack);
  const [[members, policy]] = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));
  expect(policy.Properties.PolicyDocument.Statement.map(({ Effect }: { Effect: string }) => Effect)).toContain('Deny');
  template.hasResourceProperties('AWS::IAM::Group', {
    GroupName: 'auditors',
    ManagedPolicyArns: [{ Ref: members }, { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/SecurityAudit']] }],
  });
  template.hasResourceProperties('AWS::IAM::UserToGroupAddition', { Users: ['alice', 'bob'] });
});

test('users may be constructs and imports, and have no policies of their own', () => {
  const { stack, groups } = stackWith({ groups: groupsOf(1) });
  const [one, other] = [new iam.User(stack, 'One'), iam.User.fromUserName(stack, 'Other', 'other')];
  new IamGroups(stack, 'More', { groups: [{ name: 'more', jobFunction, users: [one.userName, other.userName] }] });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::UserToGroupAddition', { Users: [{ Ref: stack.resolve((one.node.defaultChild as CfnResource).logicalId) }, 'other'] });
  expect(JSON.stringify(template.findResources('AWS::IAM::User'))).not.toContain('Polic');
  expect(groups.group('group0').groupName).toBeDefined();
});

test('for a reason members work without a second factor', () => {
  const { stack } = stackWith({ groups: groupsOf(1), noMfaReason: REASON });
  Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 0);
});

describe('job functions', () => {
  test('of policies of your own take 1 to 9 of them, and none that grants everything', () => {
    const own = iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonS3ReadOnlyAccess');
    expect(JobFunction.policies(own).managedPolicies).toEqual([own]);
    expect(() => JobFunction.policies()).toThrow('policies: found 0, expected 1 to 9 managed policies');
    expect(() => JobFunction.policies(...Array(10).fill(own))).toThrow('policies: found 10, expected 1 to 9 managed policies');
    expect(() => JobFunction.policies(iam.ManagedPolicy.fromAwsManagedPolicyName('IAMFullAccess'))).toThrow('managedPolicies: found "IAMFullAccess"');
  });

  test('that grant everything ask for a reason', () => {
    expect(() => JobFunction.administrator('')).toThrow('reason: found "", expected a reason of at least 20 characters');
    expect(JobFunction.administrator('two people who mend what nobody else can').managedPolicies[0].managedPolicyArn).toContain('AdministratorAccess');
  });
});

describe('the quotas of the account', () => {
  test('allow 10 groups for a user, and no more', () => {
    expect(() => stackWith({ groups: groupsOf(10, ['alice']) }).app.synth()).not.toThrow();
    expect(() => stackWith({ groups: groupsOf(11, ['alice']) }).app.synth())
      .toThrow('found 11 groups for the user alice, 1 more than the 10 that a user may be in');
  });

  test('count the groups of a user over stacks, and those that the user names itself', () => {
    const { app, stack } = stackWith({ groups: groupsOf(10, ['alice']) });
    const alice = new iam.User(stack, 'Alice', { userName: 'alice' });
    expect(() => app.synth()).not.toThrow();
    const again = stackWith({ groups: groupsOf(10, ['alice']) });
    new iam.User(again.stack, 'Alice', { userName: 'alice' }).addToGroup(iam.Group.fromGroupName(again.stack, 'Another', 'another'));
    expect(() => again.app.synth()).toThrow(/found 11 groups for the user alice/);
    const spread = stackWith({ groups: groupsOf(10, ['alice']) });
    new IamGroups(new Stack(spread.app, 'More', { env: { account: ACCOUNT } }), 'Groups', { groups: groupsOf(1, ['alice'], 'more') });
    expect(() => spread.app.synth()).toThrow(/found 11 groups for the user alice/);
    expect(alice.userName).toBeDefined();
  });

  test('do not count the same group twice, nor another account', () => {
    const { app, stack } = stackWith({ groups: groupsOf(10, ['alice']) });
    new IamGroups(new Stack(app, 'Elsewhere', { env: { account: '444455556666' } }), 'Groups', { groups: groupsOf(10, ['alice']) });
    new iam.CfnUserToGroupAddition(stack, 'Again', { groupName: new CfnParameter(stack, 'Group').valueAsString, users: [] });
    expect(() => app.synth()).not.toThrow();
  });

  test('allow 300 groups, or as many as AWS was asked for', () => {
    expect(() => stackWith({ groups: groupsOf(300) }).app.synth()).not.toThrow();
    expect(() => stackWith({ groups: groupsOf(301) }).app.synth()).toThrow(/found 301 groups, 1 more than the 300 of an account/);
    expect(() => stackWith({ groups: groupsOf(301), groupQuota: 301 }).app.synth()).not.toThrow();
  });

  test('allow 5,000 users over all stacks', () => {
    const { app } = stackWith({ groups: groupsOf(1) });
    for (const part of numbered(11, 'Users')) {
      const stack = new Stack(app, part, { env: { account: ACCOUNT } });
      numbered(part === 'Users10' ? 1 : 500, 'User').forEach((id) => new CfnResource(stack, id, { type: 'AWS::IAM::User' }));
    }
    expect(() => app.synth()).toThrow(/found 5001 users, 1 more than the 5000 of an account/);
  });

  test.each([[5000, true], [5001, false]])('allow %d users who are named in groups, made by another app', (users, fits) => {
    const { app } = stackWith({ groups: [{ name: 'people', jobFunction, users: numbered(users, 'user') }] });
    if (fits) {
      expect(() => app.synth()).not.toThrow();
    } else {
      expect(() => app.synth()).toThrow(/found 5001 users, 1 more than the 5000 of an account/);
    }
  });
});

describe('props', () => {
  test.each<[string, IamGroupsProps, string]>([
    ['no groups', { groups: [] }, 'groups: found "none", expected at least one'],
    ['a bad name', { groups: [{ name: 'a b', jobFunction }] }, 'groups[0].name: found "a b", expected 1 to 128 letters, digits and +=,.@_-'],
    ['a name twice', { groups: [{ name: 'a', jobFunction }, { name: 'A', jobFunction }] }, 'groups[1].name: found "A", expected a name that no other group has'],
    ['a bad user', { groups: [{ name: 'a', jobFunction, users: ['a/b'] }] }, 'users: found "a/b", expected the name of a user'],
    ['a short reason', { groups: groupsOf(1), noMfaReason: 'no' }, 'noMfaReason: found "no", expected a reason of at least 20 characters'],
    ['a bad path', { groups: groupsOf(1), path: 'people' }, 'path: found "people", expected a path with a slash at both ends'],
    ['a path with a wildcard', { groups: groupsOf(1), path: '/people/*/' }, 'path: found "/people/*/", expected a path with a slash at both ends'],
    ['a quota that AWS does not give', { groups: groupsOf(1), groupQuota: 501 }, 'groupQuota: found 501, expected a whole number from 300 to 500'],
  ])('with %s are an error', (_, props, message) => {
    expect(() => stackWith(props)).toThrow(message);
  });

  test('a group that is not there is an error', () => {
    expect(() => stackWith({ groups: groupsOf(1) }).groups.group('other')).toThrow('name: found "other", expected one of group0');
  });
});

const OF_AWS = [
  'VIEW_ONLY', 'SECURITY_AUDIT', 'BILLING', 'SUPPORT_USER', 'DATABASE_ADMINISTRATOR', 'DATA_SCIENTIST', 'NETWORK_ADMINISTRATOR', 'SYSTEM_ADMINISTRATOR',
] as const;

test.each(OF_AWS)('a stack with the job function %s passes the strict pack', (name) => {
  const { app } = stackWith({ groups: [{ name: 'people', jobFunction: JobFunction[name], users: ['alice'] }] });
  expect(checkGuardrails(app, { pack: RulePack.STRICT }).errors).toEqual([]);
});

test('a stack with groups passes AwsSolutionsChecks', () => {
  const { app } = stackWith({ groups: groupsOf(1, ['alice']) });
  expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
});
