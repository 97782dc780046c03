/**
 * Fills an AccessModel from CloudFormation templates: collects who there is and every policy, then joins what reaches
 * whom, in both directions and across the templates of one app.
 */
import { AccessModel, PolicySource, PrincipalKind, ResourceNode, TemplateInfo, TemplateParameter, Unread, WrittenText } from './access-model';
import { ANY_FORM, Choices } from './choices';
import { BOUNDARY_METADATA } from './declared-boundary';
import { formsOfCondition, Place, readDocument } from './document-reader';
import { ATTACHED_POLICY_TYPES, Declared, PolicyDraft, PrincipalDraft } from './drafts';
import { inPlace, placed } from './errors';
import { isIntrinsic } from './intrinsic-call';
import { resolve, toText } from './intrinsics';
import { PERMISSION_STATEMENTS } from './permission-statements';
import { PrincipalLinks } from './principal-links';
import { isMissingAt, textsAt, valuesAt } from './property-reader';
import { DOCUMENT_PROPERTIES, ORGANIZATION_POLICY_KINDS } from './resource-policies';
import { Scope, TemplateInput } from './scope';
import { TemplateExports } from './template-exports';
import { TRANSFORM, transformedParts, transformedSections } from './transform-places';
import { elementsOf, formsOf, textOf, valuesOf } from './value-reader';
import { textsBeside, writtenTexts } from './written-texts';
import { isObject, parseDocument, PolicyKind } from '../policy/document';
import { Text } from '../policy/text';

export function readTemplates(inputs: readonly TemplateInput[]): AccessModel {
  const exported = new TemplateExports();
  const scopes = inputs.flatMap((input) => new Scope(input, exported).all());
  exported.scopes = scopes;
  return new ModelBuilder(scopes).build();
}

/** The text of a value as it would stand in a template. */
export function textIn(template: TemplateInfo, raw: unknown): Text | undefined {
  return toText(resolve(raw, new Scope({ ...template, body: {} }, new TemplateExports()), new Choices()));
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
/** A resource without a condition is there in every form of its template. */
const ALWAYS = { forms: ANY_FORM, conditional: false };

/** Beside those of principals: other types say nothing about access. */
function isRead(type: string): boolean {
  return type.startsWith('AWS::IAM::') || type === 'AWS::Organizations::Policy'
    || Object.hasOwn(DOCUMENT_PROPERTIES, type) || Object.hasOwn(PERMISSION_STATEMENTS, type);
}

class ModelBuilder {
  private readonly resources: ResourceNode[] = [];
  private readonly policies: PolicyDraft[] = [];
  private readonly permissions: PolicySource[] = [];
  private readonly unread: Unread[] = [];
  private readonly links = new PrincipalLinks();
  private readonly templates = new Map<string, TemplateInfo>();
  constructor(private readonly scopes: readonly Scope[]) {}

  build(): AccessModel {
    const principals: Declared[] = [];
    const others: Declared[] = [];
    for (const scope of this.scopes) {
      this.declare(scope, principals, others);
    }
    this.each(principals, (item) => this.readPrincipal(item));
    this.each(others, (item) => this.readPolicy(item));
    this.each(principals, (item, index) => this.links.joinPrincipal(this.links.principals[index], item));
    this.each(others, (item) => this.links.joinPolicy(item));
    this.links.spreadGroups();
    this.links.markBoundaries();
    return {
      templates: [...new Set(this.templates.values())],
      resources: this.resources,
      principals: this.links.principals,
      policies: this.policies,
      permissions: this.permissions,
      unread: this.unread,
      accounts: new Set(this.scopes.flatMap((scope) => scope.input.account ?? [])),
      parameters: this.scopes.flatMap((scope) => parametersOf(scope, this.templates.get(scope.id)!)),
      textsAt: (node, path) => textsAt(...this.placeOf(node, path)),
      isMissingAt: (node, path) => isMissingAt(...this.placeOf(node, path)),
      textsOf: (node) => this.textsOf(node),
      outputsOf: (template) => this.outputsOf(template),
      textsBeside: (template) => this.scopesOf(template).flatMap(({ expansion: { body } }) => textsBeside(body)),
    };
  }

  private textsOf(node: ResourceNode): readonly WrittenText[] {
    const { logicalId } = node;
    const scope = this.scopeOf(node);
    const resource = scope.resources[logicalId];
    return inPlace(scope.input.file, `Resources.${logicalId}`, () => {
      const place = { ...presenceOf(resource, scope, logicalId), scope };
      return [...writtenTexts(resource.Properties, 'Properties', place), ...writtenTexts(resource.Metadata, 'Metadata', place)];
    });
  }

  private outputsOf(template: TemplateInfo): readonly WrittenText[] {
    return this.scopesOf(template).flatMap((scope) => Object.entries(scope.outputs).flatMap(([name, output]) => (
      inPlace(scope.input.file, `Outputs.${name}`, () => writtenTexts(isObject(output) ? output.Value : undefined, `Outputs.${name}.Value`, { ...ALWAYS, scope }))
    )));
  }

  private scopesOf(template: TemplateInfo): readonly Scope[] {
    return this.scopes.filter(({ id }) => this.templates.get(id) === template);
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

  private each(items: readonly Declared[], read: (item: Declared, index: number) => void): void {
    let index = 0;
    try {
      for (; index < items.length; index++) {
        read(items[index], index);
      }
    } catch (error) {
      const { scope, node } = items[index];
      throw placed(error, scope.input.file, `Resources.${node.logicalId}`);
    }
  }

  /** Notes the resources of a template, and collects those that say something about access. */
  private declare(scope: Scope, principals: Declared[], others: Declared[]): void {
    const { file, account, region } = scope.input;
    const template: TemplateInfo = { file, ...(account && { account }), ...(region && { region }) };
    this.templates.set(scope.id, template);
    for (const transform of scope.expansion.unknownTransforms) {
      this.unread.push({ template, location: 'Transform', what: `the transform ${JSON.stringify(transform)}` });
    }
    for (const location of transformedSections(scope.expansion.body)) {
      this.unread.push({ template, location, what: TRANSFORM });
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
      for (const location of transformedParts(resource)) {
        this.unread.push({ resource: node, template, location, what: TRANSFORM });
      }
      if (node.type === 'AWS::CloudFormation::StackSet') {
        const location = `Properties.${'TemplateBody' in properties ? 'TemplateBody' : 'TemplateURL'}`;
        this.unread.push({ resource: node, template, location, what: 'the template of this stack set' });
      }
      if (node.type.endsWith('::MODULE')) {
        this.unread.push({ resource: node, template, location: 'Type', what: `the module ${node.type}` });
      }
      if (node.type === 'AWS::CloudFormation::Stack' && !scope.nested.has(logicalId)) {
        this.unread.push({ resource: node, template, location: 'Properties.TemplateURL', what: 'the template of this nested stack' });
      }
      const declared = Object.hasOwn(PRINCIPAL_TYPES, node.type) ? principals : isRead(node.type) ? others : undefined;
      if (declared) {
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
    const principal: PrincipalDraft = {
      kind,
      resource: node,
      policies: [],
      attachments: [],
      boundaries: [],
      groups: [],
      maxSessionSeconds: valuesOf(properties.MaxSessionDuration, item).map(toSeconds),
      name,
      trust: undefined,
    };
    this.links.addPrincipal(principal, valuesOf(rawName, item), item.scope);
    if (kind === 'role') {
      principal.trust = this.document(properties.AssumeRolePolicyDocument, 'trust', item, 'Properties.AssumeRolePolicyDocument', [principal], node);
    }
    for (const { raw, place, index } of elementsOf(properties.Policies, item)) {
      const location = `Properties.Policies[${index}]`;
      if (isIntrinsic(raw)) {
        this.unread.push({ resource: node, template: node.template, location, what: Object.keys(raw).find((key) => key.startsWith('Fn::')) ?? 'Ref' });
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
      this.links.addAttachedPolicy(source);
      if (node.type === 'AWS::IAM::ManagedPolicy') {
        this.links.addManagedPolicy(source, valuesOf(rawName, item), item.scope);
        if (isDeclaredBoundary(item.scope.resources[node.logicalId])) {
          this.links.addDeclaredBoundary(source);
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

  private document(
    raw: unknown, kind: PolicyKind, place: Place, location: string, principals: PrincipalDraft[], resource: ResourceNode,
  ): PolicyDraft {
    const source: PolicyDraft = { kind, resource, location, name: undefined, document: readDocument(raw, kind, place), principals, outsiders: [] };
    this.policies.push(source);
    return source;
  }

}

function parametersOf({ parameters }: Scope, template: TemplateInfo): TemplateParameter[] {
  return Object.entries(parameters).map(([name, declared]) => {
    const { Type: type, Default: value, NoEcho: noEcho } = isObject(declared) ? declared : {};
    return { template, name, type: String(type), noEcho: String(noEcho).toLowerCase() === 'true', ...(value !== undefined && { default: String(value) }) };
  });
}

/** In which forms of the template a resource is there: its Condition decides. */
function presenceOf(resource: Record<string, unknown>, scope: Scope, logicalId: string): Omit<Place, 'scope'> {
  if (typeof resource.Condition !== 'string') {
    return ALWAYS;
  }
  const { whenTrue, whenFalse } = inPlace(scope.input.file, `Resources.${logicalId}`, () => formsOfCondition(String(resource.Condition), { scope, forms: ANY_FORM }));
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

function toSeconds(value: unknown): number | Text {
  const text = toText(value) ?? '';
  return typeof text === 'string' && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
