/** Joins principals with the policies, boundaries and groups that reach them, from whichever side they are named. */
import { Attachment, Boundary, PrincipalKind } from './access-model';
import { Place } from './document-reader';
import { ATTACHED_POLICY_TYPES, Declared, PolicyDraft, PrincipalDraft } from './drafts';
import { NameIndex } from './name-index';
import { Scope } from './scope';
import { formsOf, textsOf } from './value-reader';
import { isObject } from '../policy/document';
import { bareToken, isText, splitText, Text } from '../policy/text';

/** Policies that name their principals in a list, or one principal by its name. */
const ATTACHING_PROPERTIES: readonly (readonly [PrincipalKind, string])[] = [
  ['role', 'Roles'], ['user', 'Users'], ['group', 'Groups'], ['role', 'RoleName'], ['user', 'UserName'], ['group', 'GroupName'],
];
const MANAGED_POLICY_PROPERTIES = ['ManagedPolicyArns', 'ManagedPolicies', 'CustomerManagedPolicyReferences'];

const NO_BOUNDARY: (Boundary | undefined)[] = [undefined];

export class PrincipalLinks {
  readonly principals: PrincipalDraft[] = [];
  /** Of all principals, when one is first referenced. */
  private principalByKey: Map<string, PrincipalDraft> | undefined;
  private readonly principalByName = new NameIndex<PrincipalDraft>();
  /** AWS::IAM::Policy, ManagedPolicy, RolePolicy, UserPolicy and GroupPolicy. */
  private readonly attachedPolicyByKey = new Map<string, PolicyDraft>();
  private readonly managedPolicyByName = new NameIndex<PolicyDraft>();
  /** Policies that name principals, be they of the app or not. */
  private readonly attached = new Set<PolicyDraft>();
  /** Policies that say of themselves that they are made to be boundaries. */
  private readonly declaredBoundaries = new Set<PolicyDraft>();
  /** Many principals have the same boundary. */
  private readonly boundaryByArn = new Map<Scope, Map<string, (Boundary | undefined)[]>>();
  /** Policies of the app that are the boundary of some principal. */
  private readonly bounding = new Set<PolicyDraft>();

  /** All are added before any is joined. */
  addPrincipal(principal: PrincipalDraft, names: readonly unknown[], scope: Scope): void {
    this.principals.push(principal);
    this.principalByName.add(principal.kind, names, scope, principal);
  }

  addAttachedPolicy(policy: PolicyDraft): void {
    this.attachedPolicyByKey.set(policy.resource.key, policy);
  }

  addManagedPolicy(policy: PolicyDraft, names: readonly unknown[], scope: Scope): void {
    this.managedPolicyByName.add('policy', names, scope, policy);
  }

  /** It says of itself that it is made to be a boundary. */
  addDeclaredBoundary(policy: PolicyDraft): void {
    this.declaredBoundaries.add(policy);
  }

  /** Links policies and users to what they name: their principals, their groups. */
  joinPolicy(item: Declared): void {
    const { scope, node, properties } = item;
    if (ATTACHED_POLICY_TYPES.includes(node.type)) {
      const source = this.attachedPolicyByKey.get(node.key)!;
      for (const [kind, property] of ATTACHING_PROPERTIES) {
        for (const { value } of textsOf(properties[property], item)) {
          this.attached.add(source);
          const target = this.findPrincipal(kind, value, scope);
          attach(source, target);
          if (!target) {
            source.outsiders.push({ kind, name: value });
          }
        }
      }
    }
    if (node.type === 'AWS::IAM::UserToGroupAddition') {
      for (const group of textsOf(properties.GroupName, item)) {
        for (const user of textsOf(properties.Users, item)) {
          enter(this.findPrincipal('user', user.value, scope), this.findPrincipal('group', group.value, scope));
        }
      }
    }
  }

  /** Links a principal to what it names: managed policies, its boundary, groups. */
  joinPrincipal(principal: PrincipalDraft, item: Declared): void {
    const { scope, properties } = item;
    for (const property of MANAGED_POLICY_PROPERTIES) {
      if (properties[property] !== undefined) {
        this.attachManaged(principal, property, item);
      }
    }
    if (principal.kind !== 'group') {
      principal.boundaries = this.boundariesOf(properties.PermissionsBoundary, item);
    }
    if (properties.Groups !== undefined) {
      textsOf(properties.Groups, item).forEach(({ value }) => enter(principal, this.findPrincipal('group', value, scope)));
    }
  }

  spreadGroups(): void {
    for (const user of this.principals) {
      for (const group of user.groups as PrincipalDraft[]) {
        user.policies.push(...group.policies.filter((policy) => !user.policies.includes(policy)));
        user.attachments.push(...group.attachments);
      }
    }
  }

  /** A managed policy that only ever bounds grants nothing: it is judged as a boundary. */
  markBoundaries(): void {
    for (const policy of [...this.bounding, ...this.declaredBoundaries]) {
      if (policy.principals.length === 0 && !this.attached.has(policy)) {
        policy.kind = 'boundary';
      }
    }
  }

  private attachManaged(principal: PrincipalDraft, property: string, item: Declared): void {
    for (const { value, index } of textsOf(item.properties[property], item)) {
      const policy = this.findManagedPolicy(value, item.scope);
      const attachment: Attachment = { arn: value, location: `Properties.${property}[${index}]`, resource: item.node, ...(policy && { policy }) };
      principal.attachments.push(attachment);
      if (policy) {
        attach(policy, principal);
      }
    }
  }

  private boundariesOf(raw: unknown, place: Place): (Boundary | undefined)[] {
    return raw === undefined ? NO_BOUNDARY : typeof raw === 'string' ? this.sharedBoundary(raw, place) : this.readBoundaries(raw, place);
  }

  private sharedBoundary(arn: string, place: Place): (Boundary | undefined)[] {
    const known = this.boundaryByArn.get(place.scope) ?? new Map<string, (Boundary | undefined)[]>();
    let boundaries = known.get(arn);
    if (!boundaries) {
      boundaries = this.readBoundaries(arn, place);
      this.boundaryByArn.set(place.scope, known.set(arn, boundaries));
    }
    return boundaries;
  }

  private readBoundaries(raw: unknown, place: Place): (Boundary | undefined)[] {
    return formsOf(raw, place).map((value) => this.boundary(value, place.scope));
  }

  private boundary(value: unknown, scope: Scope): Boundary | undefined {
    const arn = isText(value) ? value : isObject(value) ? permissionSetBoundary(value) : undefined;
    const policy = arn === undefined ? undefined : this.findManagedPolicy(arn, scope);
    if (policy) {
      this.bounding.add(policy);
    }
    return arn === undefined ? undefined : { arn, policy };
  }

  private findPrincipal(kind: PrincipalKind, name: Text, from: Scope): PrincipalDraft | undefined {
    this.principalByKey ??= new Map(this.principals.map((principal) => [principal.resource.key, principal]));
    const found = this.principalByKey.get(bareToken(name)?.resource ?? '') ?? this.principalByName.find(kind, name, from);
    return found?.kind === kind ? found : undefined;
  }

  /** By its ARN; by its name, as permission sets reference a policy. */
  private findManagedPolicy(arn: Text, from: Scope): PolicyDraft | undefined {
    const key = bareToken(arn)?.resource;
    if (key !== undefined) {
      return this.attachedPolicyByKey.get(key);
    }
    if (this.managedPolicyByName.isEmpty) {
      return undefined;
    }
    const name = splitText(arn, '/').pop()!;
    const account = splitText(arn, ':')[4];
    const isOfAws = account === 'aws';
    return isOfAws ? undefined : this.managedPolicyByName.find('policy', name, from, typeof account === 'string' ? account : undefined);
  }
}

function attach(policy: PolicyDraft, principal: PrincipalDraft | undefined): void {
  if (principal && !principal.policies.includes(policy)) {
    principal.policies.push(policy);
    policy.principals.push(principal);
  }
}

function enter(user: PrincipalDraft | undefined, group: PrincipalDraft | undefined): void {
  if (user && group && !user.groups.includes(group)) {
    user.groups.push(group);
  }
}

function permissionSetBoundary(value: Record<string, unknown>): Text | undefined {
  const reference = value.CustomerManagedPolicyReference;
  const arn = value.ManagedPolicyArn ?? (isObject(reference) ? reference.Name : undefined);
  return isText(arn) ? arn : undefined;
}
