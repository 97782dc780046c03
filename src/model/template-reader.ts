/**
 * Fills an AccessModel from CloudFormation templates: collects who there is and every policy, then joins what reaches
 * whom, in both directions and across the templates of one app.
 */
import {
  AccessModel, Attachment, Boundary, ModelPrincipal, PolicySource, PrincipalKind, ResourceNode, TemplateInfo, TemplateParameter, Unread, WrittenText,
} from './access-model';
import { ANY_FORM, Choices, forms } from './choices';
import { BOUNDARY_METADATA } from './declared-boundary';
import { Alternative, alternatives, distinctForms, formsOfCondition, Place, readDocument } from './document-reader';
import { InputError } from './errors';
import { isIntrinsic } from './intrinsic-call';
import { isLiteral, resolve, toText } from './intrinsics';
import { NameIndex } from './name-index';
import { PERMISSION_STATEMENTS } from './permission-statements';
import { isMissingAt, textsAt, valuesAt } from './property-reader';
import { DOCUMENT_PROPERTIES, ORGANIZATION_POLICY_KINDS } from './resource-policies';
import { App, ExportedOutput, Scope, TemplateInput } from './scope';
import { writtenTexts } from './written-texts';
import { isObject, parseDocument, PolicyKind } from '../policy/document';
import { bareToken, identityOf, isText, splitText, Text } from '../policy/text';

export function readTemplates(inputs: readonly TemplateInput[]): AccessModel {
  const exported = new LazyExports();
  const scopes = inputs.flatMap((input) => new Scope(input, exported).all());
  exported.scopes = scopes;
  return new ModelBuilder(scopes).build();
}

/** The text of a value as it would stand in a template. */
export function textIn(template: TemplateInfo, raw: unknown): Text | undefined {
  return toText(resolve(raw, new Scope({ ...template, body: {} }, new LazyExports()), new Choices()));
}

class LazyExports implements App {
  scopes: readonly Scope[] = [];
  private byName: Map<string, ExportedOutput[]> | undefined;

  exportsNamed(name: string): readonly ExportedOutput[] {
    if (!this.byName) {
      // Set first: the name of an export may itself ask for an export.
      this.byName = new Map();
      this.byName = this.index();
    }
    return this.byName.get(name) ?? [];
  }

  private index(): Map<string, ExportedOutput[]> {
    const byName = new Map<string, ExportedOutput[]>();
    for (const scope of this.scopes) {
      for (const [outputName, output] of Object.entries(scope.outputs)) {
        const rawName = isObject(output) && isObject(output.Export) ? output.Export.Name : undefined;
        const name = rawName === undefined
          ? undefined
          : inPlace(scope, `Outputs.${outputName}`, () => toText(resolve(rawName, scope, new Choices())));
        if (name !== undefined) {
          const key = identityOf(name);
          const exported = { scope, value: (output as Record<string, unknown>).Value };
          byName.set(key, [...(byName.get(key) ?? []), exported]);
        }
      }
    }
    return byName;
  }
}

/** Adds the place to what is said about bad input found on the way. */
function placed(error: unknown, scope: Scope, place: string): unknown {
  const isOurs = error instanceof InputError && error.file === scope.input.file && !/^(Resources|Outputs)\./.test(error.problem);
  return isOurs ? new InputError(error.file, `${place}: ${error.problem}`) : error;
}

function inPlace<T>(scope: Scope, place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw placed(error, scope, place);
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type Draft = Mutable<ModelPrincipal>;
type PolicyDraft = Mutable<PolicySource>;

interface Declared extends Place {
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

const MANAGED_POLICY_PROPERTIES = ['ManagedPolicyArns', 'ManagedPolicies', 'CustomerManagedPolicyReferences'];

const NO_BOUNDARY: (Boundary | undefined)[] = [undefined];

/** A resource without a condition is there in every form of its template. */
const ALWAYS = { forms: ANY_FORM, conditional: false };

function isPrincipal({ type }: ResourceNode): boolean {
  return Object.hasOwn(PRINCIPAL_TYPES, type);
}

/** Other types say nothing about access. */
function isRead(type: string): boolean {
  return type.startsWith('AWS::IAM::') || type === 'AWS::SSO::PermissionSet' || type === 'AWS::Organizations::Policy'
    || Object.hasOwn(DOCUMENT_PROPERTIES, type) || Object.hasOwn(PERMISSION_STATEMENTS, type);
}

class ModelBuilder {
  private readonly resources: ResourceNode[] = [];
  private readonly policies: PolicyDraft[] = [];
  private readonly permissions: PolicySource[] = [];
  private readonly unread: Unread[] = [];
  private readonly principals: Draft[] = [];
  private readonly principalByKey = new Map<string, Draft>();
  private readonly principalByName = new NameIndex<Draft>();
  /** AWS::IAM::Policy, ManagedPolicy, RolePolicy, UserPolicy and GroupPolicy. */
  private readonly attachedPolicyByKey = new Map<string, PolicyDraft>();
  private readonly managedPolicyByName = new NameIndex<PolicyDraft>();
  /** Policies that name principals, be they of the app or not. */
  private readonly attached = new Set<PolicyDraft>();
  /** Policies that say of themselves that they are made to be boundaries. */
  private readonly declaredBoundaries = new Set<PolicyDraft>();
  private readonly templates = new Map<string, TemplateInfo>();
  /** Many principals have the same boundary. */
  private readonly boundaryByArn = new Map<Scope, Map<string, (Boundary | undefined)[]>>();
  /** Policies of the app that are the boundary of some principal. */
  private readonly bounding = new Set<PolicyDraft>();

  constructor(private readonly scopes: readonly Scope[]) {}

  build(): AccessModel {
    const declared: Declared[] = [];
    for (const scope of this.scopes) {
      this.declare(scope, declared);
    }
    const principals = declared.filter(({ node }) => isPrincipal(node));
    const others = declared.filter(({ node }) => !isPrincipal(node));
    this.each(principals, this.readPrincipal);
    this.each(others, this.readPolicy);
    this.each(principals, this.joinPrincipal);
    this.each(others, this.join);
    this.spreadGroups();
    this.markBoundaries();
    return {
      templates: [...new Set(this.templates.values())],
      resources: this.resources,
      principals: this.principals,
      policies: this.policies,
      permissions: this.permissions,
      unread: this.unread,
      accounts: new Set(this.scopes.flatMap((scope) => scope.input.account ?? [])),
      parameters: this.scopes.flatMap((scope) => parametersOf(scope, this.templates.get(scope.id)!)),
      textsAt: (node, path) => textsAt(...this.placeOf(node, path)),
      isMissingAt: (node, path) => isMissingAt(...this.placeOf(node, path)),
      textsOf: (node) => this.textsOf(node),
      outputsOf: (template) => this.outputsOf(template),
    };
  }

  private textsOf(node: ResourceNode): readonly WrittenText[] {
    const { logicalId } = node;
    const scope = this.scopeOf(node);
    const resource = scope.resources[logicalId];
    return inPlace(scope, `Resources.${logicalId}`, () => {
      const place = { ...presenceOf(resource, scope, logicalId), scope };
      return [...writtenTexts(resource.Properties, 'Properties', place), ...writtenTexts(resource.Metadata, 'Metadata', place)];
    });
  }

  private outputsOf(template: TemplateInfo): readonly WrittenText[] {
    const scopes = this.scopes.filter(({ id }) => this.templates.get(id) === template);
    return scopes.flatMap((scope) => Object.entries(scope.outputs).flatMap(([name, output]) => (
      inPlace(scope, `Outputs.${name}`, () => writtenTexts(isObject(output) ? output.Value : undefined, `Outputs.${name}.Value`, { ...ALWAYS, scope }))
    )));
  }

  private scopeOf({ key, logicalId }: ResourceNode): Scope {
    return this.scopes.find(({ id }) => id === key.slice(0, -`#${logicalId}`.length))!;
  }

  private placeOf(node: ResourceNode, path: string): [unknown, string, Place] {
    const { logicalId } = node;
    const scope = this.scopeOf(node);
    const resource = scope.resources[logicalId];
    return [resource.Properties, path, { ...presenceOf(resource, scope, logicalId), scope }];
  }

  private each(items: readonly Declared[], read: (item: Declared) => void): void {
    for (const item of items) {
      try {
        read.call(this, item);
      } catch (error) {
        throw placed(error, item.scope, `Resources.${item.node.logicalId}`);
      }
    }
  }

  /** Notes the resources of a template, and collects those that say something about access. */
  private declare(scope: Scope, declared: Declared[]): void {
    const { file, account, region } = scope.input;
    const template: TemplateInfo = { file, ...(account && { account }), ...(region && { region }) };
    this.templates.set(scope.id, template);
    for (const transform of scope.expansion.unknownTransforms) {
      this.unread.push({ template, location: 'Transform', what: `the transform ${JSON.stringify(transform)}` });
    }
    for (const logicalId in scope.resources) {
      if (logicalId.startsWith('Fn::')) {
        this.unread.push({ template, location: `Resources.${logicalId}`, what: logicalId });
        continue;
      }
      const resource = scope.resources[logicalId];
      const presence = presenceOf(resource, scope, logicalId);
      if (presence.forms.length === 0) {
        continue;
      }
      const properties = isObject(resource.Properties) ? resource.Properties : {};
      const node = this.note(resource, logicalId, template, scope);
      for (const { logicalId: unknownId, location, what } of scope.expansion.unknown) {
        if (unknownId === logicalId) {
          this.unread.push({ resource: node, template, location, what });
        }
      }
      if ('Fn::Transform' in properties) {
        this.unread.push({ resource: node, template, location: 'Properties', what: 'Fn::Transform' });
      }
      if (node.type === 'AWS::CloudFormation::Stack' && !scope.nested.has(logicalId)) {
        this.unread.push({ resource: node, template, location: 'Properties.TemplateURL', what: 'the template of this nested stack' });
      }
      if (isRead(node.type)) {
        declared.push({ scope, forms: presence.forms, conditional: presence.conditional, node, properties });
      }
    }
  }

  private note(resource: Record<string, unknown>, logicalId: string, template: TemplateInfo, scope: Scope): ResourceNode {
    const writtenAt = (scope.input.writtenAt ?? scope.expansion.places).get(logicalId);
    const node: ResourceNode = {
      key: `${scope.id}#${logicalId}`, template, logicalId, type: String(resource.Type), constructPath: pathOf(resource), writtenAt,
    };
    this.resources.push(node);
    return node;
  }

  private readPrincipal(item: Declared): void {
    const { node, properties } = item;
    const kind = PRINCIPAL_TYPES[node.type];
    const rawName = properties[NAME_PROPERTIES[kind]];
    const name = textOf(rawName, item);
    const principal: Draft = {
      kind,
      resource: node,
      policies: [],
      attachments: [],
      boundaries: [],
      groups: [],
      maxSessionSeconds: valuesOf(properties.MaxSessionDuration, item).map(toSeconds),
      name,
    };
    this.principals.push(principal);
    this.principalByKey.set(node.key, principal);
    if (rawName !== undefined) {
      this.principalByName.add(kind, valuesOf(rawName, item), item.scope, principal);
    }
    if (kind === 'role') {
      principal.trust = this.document(properties.AssumeRolePolicyDocument, 'trust', item, 'Properties.AssumeRolePolicyDocument', [principal], node);
    }
    for (const { raw, place, index } of properties.Policies === undefined ? NO_ELEMENTS : elementsOf(properties.Policies, item)) {
      const location = `Properties.Policies[${index}]`;
      if (isIntrinsic(raw)) {
        this.unread.push({ resource: node, template: node.template, location, what: Object.keys(raw)[0] });
      } else if (isObject(raw)) {
        const source = this.document(raw.PolicyDocument, 'identity', place, `${location}.PolicyDocument`, [principal], node);
        source.name = textOf(raw.PolicyName, place);
        principal.policies.push(source);
      }
    }
    if (properties.InlinePolicy !== undefined) {
      principal.policies.push(this.document(properties.InlinePolicy, 'identity', item, 'Properties.InlinePolicy', [principal], node));
    }
  }

  private readPolicy(item: Declared): void {
    const { node, properties } = item;
    if (ATTACHED_POLICY_TYPES.includes(node.type)) {
      const source = this.document(properties.PolicyDocument, 'identity', item, 'Properties.PolicyDocument', [], node);
      const rawName = properties.PolicyName ?? properties.ManagedPolicyName;
      source.name = textOf(rawName, item);
      this.attachedPolicyByKey.set(node.key, source);
      if (node.type === 'AWS::IAM::ManagedPolicy') {
        this.managedPolicyByName.add('policy', valuesOf(rawName, item), item.scope, source);
        if (isDeclaredBoundary(item.scope.resources[node.logicalId])) {
          this.declaredBoundaries.add(source);
        }
      }
    } else if (node.type === 'AWS::Organizations::Policy') {
      const kind = ofType(ORGANIZATION_POLICY_KINDS, String(properties.Type));
      if (kind) {
        this.document(properties.Content, kind, item, 'Properties.Content', [], node);
      }
    }
    for (const path of ofType(DOCUMENT_PROPERTIES, node.type) ?? []) {
      for (const { raw, place, location } of valuesAt(properties, path, item)) {
        const isStatement = isObject(raw) && 'Effect' in raw;
        const source = this.document(isStatement ? { Statement: raw } : raw, 'resource', place, `Properties.${location}`, [], node);
        if (isStatement) {
          source.isStatement = true;
        }
      }
    }
    this.readPermission(item);
  }

  private readPermission(item: Declared): void {
    const statementOf = ofType(PERMISSION_STATEMENTS, item.node.type);
    const statements = statementOf ? formsOf(item.properties, item).flatMap((form) => (isObject(form) ? statementOf(form) ?? [] : [])) : [];
    if (statements.length > 0) {
      const document = parseDocument({ Statement: statements }, 'resource');
      this.permissions.push({ kind: 'resource', resource: item.node, location: 'Properties', isStatement: true, document, principals: [], outsiders: [] });
    }
  }

  /** Links policies and users to what they name: their principals, their groups. */
  private join(item: Declared): void {
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
  private joinPrincipal(item: Declared): void {
    const { scope, node, properties } = item;
    const principal = this.principalByKey.get(node.key)!;
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

  private attachManaged(principal: Draft, property: string, { scope, forms: from, conditional, node, properties }: Declared): void {
    for (const { value, index } of textsOf(properties[property], { scope, forms: from, conditional })) {
      const policy = this.findManagedPolicy(value, scope);
      const attachment: Attachment = { arn: value, location: `Properties.${property}[${index}]`, resource: node, ...(policy && { policy }) };
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
    for (const policy of [...this.bounding, ...this.declaredBoundaries]) {
      if (policy.principals.length === 0 && !this.attached.has(policy)) {
        policy.kind = 'boundary';
      }
    }
  }

  private document(
    raw: unknown, kind: PolicyKind, place: Place, location: string, principals: Draft[], resource: ResourceNode,
  ): PolicyDraft {
    const source: PolicyDraft = { kind, resource, location, name: undefined, document: readDocument(raw, kind, place), principals, outsiders: [] };
    this.policies.push(source);
    return source;
  }

  private findPrincipal(kind: PrincipalKind, name: Text, from: Scope): Draft | undefined {
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

function parametersOf({ parameters }: Scope, template: TemplateInfo): TemplateParameter[] {
  return Object.entries(parameters).map(([name, declared]) => {
    const { Type: type, Default: value, NoEcho: noEcho } = isObject(declared) ? declared : {};
    return { template, name, type: String(type), noEcho: String(noEcho) === 'true', ...(value !== undefined && { default: String(value) }) };
  });
}

/** In which forms of the template a resource is there: its Condition decides. */
function presenceOf(resource: Record<string, unknown>, scope: Scope, logicalId: string): Omit<Place, 'scope'> {
  if (typeof resource.Condition !== 'string') {
    return ALWAYS;
  }
  const { whenTrue, whenFalse } = inPlace(scope, `Resources.${logicalId}`, () => formsOfCondition(String(resource.Condition), { scope, forms: ANY_FORM }));
  return { forms: whenTrue, conditional: whenFalse.length > 0 };
}

function pathOf({ Metadata: metadata }: Record<string, unknown>): string | undefined {
  const path = isObject(metadata) ? metadata['aws:cdk:path'] : undefined;
  return typeof path === 'string' ? path : undefined;
}

function isDeclaredBoundary({ Metadata: metadata }: Record<string, unknown>): boolean {
  return isObject(metadata) && metadata[BOUNDARY_METADATA] === true;
}

function ofType<T>(table: Readonly<Record<string, T>>, type: string): T | undefined {
  return Object.hasOwn(table, type) ? table[type] : undefined;
}

/** The value in each form that differs; undefined where there is none. */
function formsOf(raw: unknown, place: Place): readonly unknown[] {
  return raw === undefined || isLiteral(raw) ? [raw] : distinctForms(forms((choices) => resolve(raw, place.scope, choices), place.forms).values);
}

function valuesOf(raw: unknown, place: Place): readonly unknown[] {
  return raw === undefined ? [] : formsOf(raw, place).filter((value) => value !== undefined);
}

function textOf(raw: unknown, { scope, forms: from }: Place): Text | undefined {
  return raw === undefined || isLiteral(raw) ? toText(raw) : toText(resolve(raw, scope, new Choices(from[0])));
}

interface Element extends Alternative {
  readonly index: number;
}

const NO_ELEMENTS: readonly Element[] = [];

/** The elements that a list can have in any of its forms, unresolved. */
function elementsOf(raw: unknown, place: Place): Element[] {
  const elements: Element[] = [];
  if (Array.isArray(raw)) {
    addElements(raw, place, elements);
  } else {
    for (const list of alternatives(raw, place)) {
      addElements(Array.isArray(list.raw) ? list.raw : [list.raw], list.place, elements);
    }
  }
  return elements;
}

function addElements(items: readonly unknown[], place: Place, elements: Element[]): void {
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (isIntrinsic(item)) {
      elements.push(...alternatives(item, place).map((element) => ({ ...element, index })));
    } else {
      elements.push({ raw: item, place, index });
    }
  }
}

/** As `elementsOf`, resolved, as far as they are texts or references to a policy by its name. */
function textsOf(raw: unknown, place: Place): { readonly value: Text; readonly index: number }[] {
  const texts: { readonly value: Text; readonly index: number }[] = [];
  for (const element of raw === undefined ? [] : elementsOf(raw, place)) {
    for (const value of valuesOf(element.raw, element.place).flat()) {
      const text = isObject(value) ? value.Name : value;
      if (isText(text)) {
        texts.push({ value: text, index: element.index });
      }
    }
  }
  return texts;
}

function attach(policy: PolicyDraft, principal: Draft | undefined): void {
  if (principal && !principal.policies.includes(policy)) {
    principal.policies.push(policy);
    policy.principals.push(principal);
  }
}

function enter(user: Draft | undefined, group: Draft | undefined): void {
  if (user && group && !user.groups.includes(group)) {
    user.groups.push(group);
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
