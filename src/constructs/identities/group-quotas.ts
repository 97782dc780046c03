/** Groups, users and memberships of an account, as far as the app makes them. */
import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { synthesizedProperty } from '../../enforce/synthesized-property';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const GROUPS_OF_USER = 10;
const USERS = 5000;

/** What exceeds a quota in the account of the scope, in a line each. */
export function groupQuotaProblems(scope: IConstruct, groupQuota: number): string[] {
  const { account } = Stack.of(scope);
  const resources = scope.node.root.node.findAll().filter(CfnResource.isCfnResource).filter((one) => Stack.of(one).account === account);
  const ofType = (type: string) => resources.filter(({ cfnResourceType }) => cfnResourceType === type);
  const [groups, users] = [ofType('AWS::IAM::Group'), ofType('AWS::IAM::User')];
  const memberships = [...groupsOfUsers(users, ofType('AWS::IAM::UserToGroupAddition'))];
  return [
    ...excess(groups.length, groupQuota, 'groups', `the ${groupQuota} of an account; up to 500 may be asked of AWS (groupQuota)`),
    ...excess(memberships.length, USERS, 'users', `the ${USERS} of an account; AWS IAM Identity Center has no such limit`),
    ...memberships.flatMap(([user, names]) => excess(names.size, GROUPS_OF_USER, `groups for the user ${user}`, `the ${GROUPS_OF_USER} that a user may be in`)),
  ];
}

function excess(count: number, quota: number, what: string, most: string): string[] {
  return count > quota ? [`found ${count} ${what}, ${count - quota} more than ${most}`] : [];
}

/** By user, made here or named in a group: the groups that it is in. */
function groupsOfUsers(users: readonly CfnResource[], additions: readonly CfnResource[]): Map<string, Set<string>> {
  const names = new Map(users.map((user) => [identity(user, { Ref: Stack.of(user).resolve(user.logicalId) }), synthesizedProperty(user, 'UserName')]));
  const memberOf = (key: string) => {
    const name = names.get(key);
    return typeof name === 'string' ? name : key;
  };
  const groups = new Map([...names.keys()].map((key) => [memberOf(key), new Set<string>()]));
  const join = (resource: CfnResource, user: unknown, group: unknown) => {
    const member = memberOf(identity(resource, user));
    groups.set(member, (groups.get(member) ?? new Set()).add(identity(resource, group)));
  };
  users.forEach((user) => list(synthesizedProperty(user, 'Groups')).forEach((group) => join(user, { Ref: Stack.of(user).resolve(user.logicalId) }, group)));
  additions.forEach((addition) => list(synthesizedProperty(addition, 'Users'))
    .forEach((user) => join(addition, user, synthesizedProperty(addition, 'GroupName'))));
  return groups;
}

/** A name is the same everywhere in the account, a reference in its stack. */
function identity(resource: CfnResource, value: unknown): string {
  return typeof value === 'string' ? value : `${Stack.of(resource).node.path} ${JSON.stringify(value)}`;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
