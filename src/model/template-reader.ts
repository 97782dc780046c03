/**
 * Fills an AccessModel from CloudFormation templates: collects who there is and every policy, then joins what reaches
 * whom, in both directions and across the templates of one app.
 */
import { isObject, PolicyKind } from '../policy/document';
import { bareToken, identityOf, isText, splitText, Text } from '../policy/text';
import {
  AccessModel, Attachment, Boundary, ModelPrincipal, PolicySource, PrincipalKind, ResourceNode, TemplateInfo, Unread,
} from './access-model';
import { Choices, forms } from './choices';
import { alternatives, distinctForms, readDocument } from './document-reader';
import { resolve, toText } from './intrinsics';
import { DOCUMENT_PROPERTIES, ORGANIZATION_POLICY_KINDS } from './resource-policies';
import { App, ExportedOutput, Scope, TemplateInput } from './scope';

export function readTemplates(inputs: readonly TemplateInput[]): AccessModel {
  const exported = new LazyExports();
  const scopes = inputs.flatMap((input) => new Scope(input, exported).all());
  exported.scopes = scopes;
  return new ModelBuilder(scopes).build();
}

/** The text of a value as it would stand in a template. */
export function textIn(template: TemplateInfo, raw: unknown): Text | undefined {
  return toText(resolve(raw, new Scope({ ...template, body: {} }, new LazyExports()), new Choices(new Map())));
}

class LazyExports implements App {
  scopes: readonly Scope[] = [];
  private byName: Map<string, ExportedOutput[]> | undefined;

  exportsNamed(name: string): readonly ExportedOutput[] {
    this.byName ??= this.index();
    return this.byName.get(name) ?? [];
  }

  private index(): Map<string, ExportedOutput[]> {
    const byName = new Map<string, ExportedOutput[]>();
    for (const scope of this.scopes) {
      for (const output of Object.values(scope.outputs)) {
        const rawName = isObject(output) && isObject(output.Export) ? output.Export.Name : undefined;
        const name = rawName === undefined ? undefined : toText(resolve(rawName, scope, new Choices(new Map())));
        if (name !== undefined) {
          const key = identityOf(name);
          byName.set(key, [...(byName.get(key) ?? []), { scope, value: (output as Record<string, unknown>).Value }]);
        }
      }
    }
    return byName;
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type Draft = Mutable<ModelPrincipal>;
type PolicyDraft = Mutable<PolicySource>;

interface Declared {
  readonly scope: Scope;
  readonly node: ResourceNode;
  readonly properties: Record<string, unknown>;
}

const PRINCIPAL_TYPES: Readonly<Record<string, PrincipalKind>> = {
  'AWS::IAM::Role': 'role',
  'AWS::IAM::User': 'user',
  'AWS::IAM::Group': 'group',
  'AWS::SSO::PermissionSet': 'permissionSet',
};
const NAME_PROPERTIES: Readonly<Record<PrincipalKind, string>> = {
  role: 'RoleName', user: 'UserName', group: 'GroupName', permissionSet: 'Name',
};
/** Policies that name their principals in a list, or one principal by its name. */
const ATTACHING_PROPERTIES: readonly (readonly [PrincipalKind, string])[] = [
  ['role', 'Roles'], ['user', 'Users'], ['group', 'Groups'], ['role', 'RoleName'], ['user', 'UserName'], ['group', 'GroupName'],
];
const ATTACHED_POLICY_TYPES = [
  'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy',
];

class ModelBuilder {
  private readonly resources: ResourceNode[] = [];
  private readonly policies: PolicyDraft[] = [];
  private readonly unread: Unread[] = [];
  private readonly principals: Draft[] = [];
  private readonly principalByKey = new Map<string, Draft>();
  private readonly principalByName = new Map<string, Draft>();
  /** AWS::IAM::Policy, ManagedPolicy, RolePolicy, UserPolicy and GroupPolicy. */
  private readonly attachedPolicyByKey = new Map<string, PolicyDraft>();
  private readonly managedPolicyByName = new Map<string, PolicyDraft>();
  private readonly templates = new Map<string, TemplateInfo>();

  constructor(private readonly scopes: readonly Scope[]) {}

  build(): AccessModel {
    const declared = this.scopes.flatMap((scope) => this.declaredIn(scope));
    declared.forEach((item) => this.readPrincipal(item));
    declared.forEach((item) => this.readPolicy(item));
    declared.forEach((item) => this.join(item));
    this.spreadGroups();
    this.markBoundaries();
    return {
      templates: [...new Set(this.templates.values())],
      resources: this.resources,
      principals: this.principals,
      policies: this.policies,
      unread: this.unread,
      accounts: new Set(this.scopes.flatMap((scope) => scope.input.account ?? [])),
    };
  }

  private declaredIn(scope: Scope): Declared[] {
    const { file, account, region } = scope.input;
    const template: TemplateInfo = { file, ...(account && { account }), ...(region && { region }) };
    this.templates.set(scope.id, template);
    if (scope.input.body.Transform !== undefined) {
      this.unread.push({ template, location: 'Transform', what: `the transform ${JSON.stringify(scope.input.body.Transform)}` });
    }
    return Object.entries(scope.resources).flatMap(([logicalId, resource]) => {
      if (logicalId.startsWith('Fn::')) {
        this.unread.push({ template, location: `Resources.${logicalId}`, what: logicalId });
        return [];
      }
      const metadata = resource.Metadata;
      const path = isObject(metadata) ? metadata['aws:cdk:path'] : undefined;
      const node: ResourceNode = {
        key: `${scope.id}#${logicalId}`, template, logicalId, type: String(resource.Type),
        ...(typeof path === 'string' && { constructPath: path }),
      };
      this.resources.push(node);
      const properties = isObject(resource.Properties) ? resource.Properties : {};
      if ('Fn::Transform' in properties) {
        this.unread.push({ resource: node, template, location: 'Properties', what: 'Fn::Transform' });
      }
      if (node.type === 'AWS::CloudFormation::Stack' && !scope.nested.has(logicalId)) {
        this.unread.push({ resource: node, template, location: 'Properties.TemplateURL', what: 'the template of this nested stack' });
      }
      return [{ scope, node, properties }];
    });
  }

  private readPrincipal({ scope, node, properties }: Declared): void {
    const kind = PRINCIPAL_TYPES[node.type];
    if (!kind) {
      return;
    }
    const name = this.text(properties[NAME_PROPERTIES[kind]], scope);
    const principal: Draft = {
      kind, resource: node, policies: [], attachments: [], boundaries: [], groups: [],
      maxSessionSeconds: this.values(properties.MaxSessionDuration, scope).map(toSeconds),
      ...(name !== undefined && { name }),
    };
    this.principals.push(principal);
    this.principalByKey.set(node.key, principal);
    if (typeof name === 'string') {
      this.principalByName.set(`${kind}:${name}`, principal);
    }
    if (kind === 'role') {
      principal.trust = this.document(properties.AssumeRolePolicyDocument, 'trust', scope, node, 'Properties.AssumeRolePolicyDocument', [principal]);
    }
    this.elements(properties.Policies, scope).forEach(({ value, index }) => {
      if (isObject(value)) {
        const source = this.document(value.PolicyDocument, 'identity', scope, node, `Properties.Policies[${index}].PolicyDocument`, [principal]);
        source.name = this.text(value.PolicyName, scope);
        principal.policies.push(source);
      }
    });
    if (properties.InlinePolicy !== undefined) {
      principal.policies.push(this.document(properties.InlinePolicy, 'identity', scope, node, 'Properties.InlinePolicy', [principal]));
    }
  }

  private readPolicy({ scope, node, properties }: Declared): void {
    if (ATTACHED_POLICY_TYPES.includes(node.type)) {
      const source = this.document(properties.PolicyDocument, 'identity', scope, node, 'Properties.PolicyDocument', []);
      source.name = this.text(properties.PolicyName ?? properties.ManagedPolicyName, scope);
      this.attachedPolicyByKey.set(node.key, source);
      if (node.type === 'AWS::IAM::ManagedPolicy') {
        if (typeof source.name === 'string') {
          this.managedPolicyByName.set(source.name, source);
        }
      }
    } else if (node.type === 'AWS::Organizations::Policy') {
      const kind = ORGANIZATION_POLICY_KINDS[String(properties.Type)];
      if (kind) {
        this.document(properties.Content, kind, scope, node, 'Properties.Content', []);
      }
    }
    const place = DOCUMENT_PROPERTIES[node.type];
    const raw = place?.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), properties);
    if (raw !== undefined) {
      const isStatement = isObject(raw) && 'Effect' in raw;
      this.document(isStatement ? { Statement: raw } : raw, 'resource', scope, node, `Properties.${place}`, []);
    }
  }

  /** Links what names each other: policies and their principals, users and their groups, boundaries. */
  private join({ scope, node, properties }: Declared): void {
    const principal = this.principalByKey.get(node.key);
    if (principal) {
      this.joinPrincipal(principal, scope, properties);
    }
    if (ATTACHED_POLICY_TYPES.includes(node.type)) {
      const source = this.attachedPolicyByKey.get(node.key)!;
      for (const [kind, property] of ATTACHING_PROPERTIES) {
        for (const { value } of this.elements(properties[property], scope)) {
          const target = isText(value) ? this.findPrincipal(kind, value) : undefined;
          if (target && !target.policies.includes(source)) {
            target.policies.push(source);
            source.principals.push(target);
          }
        }
      }
    }
    if (node.type === 'AWS::IAM::UserToGroupAddition') {
      const group = this.principalFrom('group', properties.GroupName, scope);
      for (const { value } of this.elements(properties.Users, scope)) {
        const user = isText(value) ? this.findPrincipal('user', value) : undefined;
        if (user && group) {
          user.groups.push(group);
        }
      }
    }
  }

  private joinPrincipal(principal: Draft, scope: Scope, properties: Record<string, unknown>): void {
    const node = principal.resource;
    for (const property of ['ManagedPolicyArns', 'ManagedPolicies']) {
      for (const { value, index } of this.elements(properties[property], scope)) {
        if (isText(value)) {
          const policy = this.findManagedPolicy(value);
          const attachment: Attachment = { arn: value, location: `Properties.${property}[${index}]`, resource: node, ...(policy && { policy }) };
          principal.attachments.push(attachment);
          if (policy && !principal.policies.includes(policy)) {
            principal.policies.push(policy);
            policy.principals.push(principal);
          }
        }
      }
    }
    principal.boundaries = this.boundariesOf(principal, scope, properties);
    for (const { value } of this.elements(properties.Groups, scope)) {
      const group = isText(value) ? this.findPrincipal('group', value) : undefined;
      if (group) {
        principal.groups.push(group);
      }
    }
  }

  private boundariesOf(principal: Draft, scope: Scope, properties: Record<string, unknown>): (Boundary | undefined)[] {
    if (principal.kind === 'group') {
      return [];
    }
    const values = distinctForms(forms((choices) => resolve(properties.PermissionsBoundary, scope, choices)).values);
    return values.map((value) => {
      const arn = isText(value) ? value : isObject(value) ? permissionSetBoundary(value) : undefined;
      const policy = arn === undefined ? undefined : this.findManagedPolicy(arn);
      return arn === undefined ? undefined : { arn, ...(policy && { policy }) };
    });
  }

  private spreadGroups(): void {
    for (const user of this.principals) {
      for (const group of user.groups as Draft[]) {
        user.policies.push(...group.policies.filter((policy) => !user.policies.includes(policy)));
        user.attachments.push(...group.attachments);
      }
    }
  }

  /** A managed policy that only ever bounds grants nothing: it is judged as a boundary. */
  private markBoundaries(): void {
    for (const principal of this.principals) {
      for (const boundary of principal.boundaries) {
        const policy = boundary?.policy as PolicyDraft | undefined;
        if (policy && policy.principals.length === 0) {
          policy.kind = 'boundary';
        }
      }
    }
  }

  private document(
    raw: unknown, kind: PolicyKind, scope: Scope, resource: ResourceNode, location: string, principals: Draft[],
  ): PolicyDraft {
    const source: PolicyDraft = { kind, resource, location, document: readDocument(raw, kind, scope), principals };
    this.policies.push(source);
    return source;
  }

  /** The elements that a list can have in any of its forms. */
  private elements(raw: unknown, scope: Scope): { readonly value: unknown; readonly index: number }[] {
    if (raw === undefined) {
      return [];
    }
    return alternatives(raw, scope).flatMap((alternative) => {
      const list = Array.isArray(alternative.raw) ? alternative.raw : [alternative.raw];
      return list.flatMap((item, index) => this.values(item, scope).flat().map((value) => ({ value, index })));
    });
  }

  private values(raw: unknown, scope: Scope): unknown[] {
    return raw === undefined ? [] : distinctForms(forms((choices) => resolve(raw, scope, choices)).values).filter((value) => value !== undefined);
  }

  private text(raw: unknown, scope: Scope): Text | undefined {
    return raw === undefined ? undefined : toText(resolve(raw, scope, new Choices(new Map())));
  }

  private principalFrom(kind: PrincipalKind, raw: unknown, scope: Scope): Draft | undefined {
    const text = this.text(raw, scope);
    return text === undefined ? undefined : this.findPrincipal(kind, text);
  }

  private findPrincipal(kind: PrincipalKind, name: Text): Draft | undefined {
    const found = typeof name === 'string' ? this.principalByName.get(`${kind}:${name}`) : this.principalByKey.get(bareToken(name)?.resource ?? '');
    return found?.kind === kind ? found : undefined;
  }

  private findManagedPolicy(arn: Text): PolicyDraft | undefined {
    const token = bareToken(arn);
    if (token) {
      return this.attachedPolicyByKey.get(token.resource ?? '');
    }
    const name = splitText(arn, ':policy/').slice(1).flatMap((path) => splitText(path, '/')).pop();
    const account = splitText(arn, ':')[4];
    return typeof name === 'string' && account !== 'aws' ? this.managedPolicyByName.get(name) : undefined;
  }
}

function permissionSetBoundary(value: Record<string, unknown>): Text | undefined {
  const reference = value.CustomerManagedPolicyReference;
  const arn = value.ManagedPolicyArn ?? (isObject(reference) ? reference.Name : undefined);
  return isText(arn) ? arn : undefined;
}

function toSeconds(value: unknown): number | Text {
  const text = toText(value) ?? '';
  return typeof text === 'string' && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
