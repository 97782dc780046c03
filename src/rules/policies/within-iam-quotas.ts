import {
  ACCESS_KEYS_OF_USER, CountQuota, GROUPS_OF_USER, IN_ACCOUNT, MANAGED_POLICIES_OF, POLICIES_OF_TARGET, ROLES_OF_INSTANCE_PROFILE,
} from '../../catalogue/iam-quotas';
import { AccessModel, ModelPrincipal, ResourceNode } from '../../model/access-model';
import { bareToken, distinctTexts, identityOf, Text } from '../../policy/text';
import { partKey } from '../keys';
import { defineRule, Example, Violation } from '../rule';

const MANAGED = 'AWS::IAM::ManagedPolicy';
const names = (count: number) => Array.from({ length: count }, (_, index) => `group-${index}`);
const user = (groups: number): Example['resources'] => ({ User: { Type: 'AWS::IAM::User', Properties: { Groups: names(groups) } } });
const accessKeys = (count: number): Example['resources'] => Object.fromEntries(Array.from({ length: count }, (_, index) => (
  [`Key${index}`, { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'alice' } }]
)));
const attached = (count: number): Example['resources'] => ({
  Group: { Type: 'AWS::IAM::Group', Properties: { ManagedPolicyArns: Array.from({ length: count }, (_, index) => `arn:aws:iam::111122223333:policy/part-${index}`) } },
});

export const withinIamQuotas = defineRule({
  id: 'WithinIamQuotas',
  title: 'there are more policies, groups, keys, users or roles than AWS lets there be',
  why: 'The deployment fails half-way, and the account stays in between.',
  fix: 'Merge policies, divide the work among roles or accounts, or have the quota raised where AWS raises it.',
  severity: 'error',
  packs: ['strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
  ],
  unknown: 'Nothing is left open: each token counts for one. What the account holds beside the app is not known.',
  examples: {
    bad: [
      { title: 'a user in eleven groups', resources: user(11) },
      { title: 'three access keys of a user', resources: accessKeys(3) },
      { title: 'eleven managed policies of a group', resources: attached(11) },
      { title: 'two roles of an instance profile', resources: { Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: ['web', 'batch'] } } } },
    ],
    good: [
      { title: 'ten groups', resources: user(10) },
      { title: 'two access keys', resources: accessKeys(2) },
      { title: 'ten managed policies', resources: attached(10) },
    ],
    unknown: [],
  },
  *check(model) {
    const types = byType(model.resources);
    const ofType = (type: string) => types.get(type) ?? [];
    for (const principal of model.principals.filter(mayHaveMany)) {
      yield* ofPrincipal(model, principal, ofType('AWS::IAM::UserToGroupAddition'));
    }
    for (const profile of ofType('AWS::IAM::InstanceProfile')) {
      yield* excess(profile, distinctTexts(model.textsAt(profile, 'Roles[]')).length, ROLES_OF_INSTANCE_PROFILE, 'roles');
    }
    yield* beyond(model, ofType('AWS::IAM::AccessKey'), 'UserName', () => ({ quota: ACCESS_KEYS_OF_USER, what: 'access keys of the user' }));
    yield* beyond(model, ofType('AWS::Organizations::Policy'), 'TargetIds[]', (policy) => {
      const [type] = model.textsAt(policy, 'Type').map(String);
      const quota = POLICIES_OF_TARGET[type];
      return quota && { quota: { ...quota, most: quota.most - 1 }, what: `policies of type ${type}, beside the one of AWS, on` };
    });
    for (const type of Object.keys(IN_ACCOUNT)) {
      yield* inAccounts(type, ofType(type));
    }
  },
});

/** Most principals have a policy or two. */
function mayHaveMany({ kind, policies, attachments }: ModelPrincipal): boolean {
  return kind === 'user' || policies.length + attachments.length > FEWEST;
}

const FEWEST = Math.min(...Object.values(MANAGED_POLICIES_OF).map(({ most }) => most));

function byType(resources: readonly ResourceNode[]): ReadonlyMap<string, readonly ResourceNode[]> {
  const found = new Map<string, ResourceNode[]>();
  for (const resource of resources) {
    const others = found.get(resource.type);
    others ? others.push(resource) : found.set(resource.type, [resource]);
  }
  return found;
}

function* ofPrincipal(
  model: AccessModel, { kind, resource, policies, attachments, groups }: ModelPrincipal, additions: readonly ResourceNode[],
): Iterable<Violation> {
  if (kind !== 'permissionSet') {
    const own = policies.filter((policy) => policy.resource.type === MANAGED && !groups.some((group) => group.policies.includes(policy)));
    const others = attachments.filter(({ policy }) => !policy);
    const managed = new Set([...own.map((policy) => policy.resource.key), ...others.map(({ arn }) => identityOf(arn))]);
    yield* excess(resource, managed.size, MANAGED_POLICIES_OF[kind], 'managed policies');
  }
  if (kind === 'user') {
    yield* excess(resource, Math.max(groups.length, groupsNamed(model, resource, additions).length), GROUPS_OF_USER, 'groups');
  }
}

/** Groups that the user names, or that it is added to. */
function groupsNamed(model: AccessModel, member: ResourceNode, additions: readonly ResourceNode[]): readonly Text[] {
  const own = [member.key, ...model.textsAt(member, 'UserName').map(identityOf)];
  const isAdded = (addition: ResourceNode) => model.textsAt(addition, 'Users[]').some((one) => own.includes(bareToken(one)?.resource ?? identityOf(one)));
  const groups = [...model.textsAt(member, 'Groups[]'), ...additions.filter(isAdded).flatMap((addition) => model.textsAt(addition, 'GroupName'))];
  return distinctTexts(groups.map((group) => nameOf(model, group, 'GroupName')));
}

/** A user or a group of the app by the name that it has, if it has one. */
function nameOf(model: AccessModel, text: Text, property: string): Text {
  const key = bareToken(text)?.resource;
  const resource = key === undefined ? undefined : model.resources.find((one) => one.key === key);
  return (resource && model.textsAt(resource, property)[0]) ?? text;
}

interface Limit {
  readonly quota: CountQuota;
  readonly what: string;
}

/** Resources that belong to the same thing, which they name in a property; the first that is too many is the place. */
function* beyond(
  model: AccessModel, resources: readonly ResourceNode[], property: string, limitOf: (resource: ResourceNode) => Limit | undefined,
): Iterable<Violation> {
  const counts = new Map<string, number>();
  for (const resource of resources) {
    const limit = limitOf(resource);
    for (const owner of limit ? distinctTexts(model.textsAt(resource, property).map((text) => nameOf(model, text, property))) : []) {
      const group = `${limit!.what} ${identityOf(owner)}`;
      const count = (counts.get(group) ?? 0) + 1;
      counts.set(group, count);
      if (count === limit!.quota.most + 1) {
        yield* excess(resource, count, limit!.quota, `${limit!.what} ${owner}`);
      }
    }
  }
}

/** Templates without an account are taken to go to the same one. */
function* inAccounts(type: string, resources: readonly ResourceNode[]): Iterable<Violation> {
  const quota = IN_ACCOUNT[type];
  for (const account of resources.length > quota.most ? new Set(resources.map(({ template }) => template.account)) : []) {
    const [first, ...others] = resources.filter(({ template }) => template.account === account);
    yield* excess(first, others.length + 1, quota, `resources of type ${type.replace(/::/g, ' ')} in an account`);
  }
}

function* excess(resource: ResourceNode, count: number, { most, raised }: CountQuota, what: string): Iterable<Violation> {
  if (count > most) {
    yield {
      template: resource.template, resource, location: 'Properties', key: partKey('Quota', [what]),
      message: `has ${count} ${what}, where AWS lets there be ${most}${raised === undefined ? '' : `, or ${raised} if the quota is raised`}`,
      severity: raised !== undefined && count <= raised ? 'warning' : 'error',
    };
  }
}
