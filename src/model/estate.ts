/** The estate of a model: what the analyses look at. Each part is worked out when first asked for. */
import { AccessModel, Attachment, Boundary, ModelPrincipal, PolicySource, PrincipalKind, ResourceNode } from './access-model';
import { AwsManagedPolicy, awsManagedPolicy } from './aws-managed-policy';
import { ComputeReader } from './compute';
import { readableId } from './intrinsics';
import { Surroundings } from './surroundings';
import { AllowedActions } from '../analysis/allowed-actions';
import { AWS_MANAGED, ComputeResource, Estate, EstatePrincipal } from '../analysis/estate';
import { UNNAMED } from '../analysis/unnamed';
import { NamedPolicy, PolicyLevel } from '../evaluate/decision';
import { parseDocument, PolicyDocument } from '../policy/document';
import { madeOnce } from '../policy/remember';
import { concat, identityOf, Text, Token } from '../policy/text';

/** A principal of the estate, and where it stands. */
export interface PlacedPrincipal extends EstatePrincipal {
  readonly resource: ResourceNode;
  /** Below the resource. */
  readonly location: string;
}

export interface ModelEstate extends Estate {
  readonly principals: readonly PlacedPrincipal[];
  /** What they are allowed as far as actions tell, each once: told without making up any of them. */
  readonly allowed: ReadonlySet<AllowedActions>;
}

const estates = new WeakMap<AccessModel, ModelEstate>();

export function estateOf(model: AccessModel): ModelEstate {
  return madeOnce(estates, model, () => new DeployedEstate(model));
}

const ARN_ATTRIBUTES: Readonly<Record<string, string>> = { 'AWS::IAM::ManagedPolicy': 'Ref PolicyArn', 'AWS::IAM::Role': 'Arn', 'AWS::IAM::User': 'Arn', 'AWS::IAM::Group': 'Arn' };
const IAM_NAMES: Readonly<Record<string, readonly [kind: string, property: string]>> = {
  'AWS::IAM::Role': ['role', 'RoleName'],
  'AWS::IAM::User': ['user', 'UserName'],
  'AWS::IAM::Group': ['group', 'GroupName'],
  'AWS::IAM::ManagedPolicy': ['policy', 'ManagedPolicyName'],
  'AWS::SSO::PermissionSet': ['role', 'Name'],
};

class DeployedEstate implements ModelEstate {
  private readonly surroundings: Surroundings;
  private readonly reader: ComputeReader;
  private nodes: ReadonlyMap<string, ResourceNode> | undefined;
  private knownPrincipals: readonly PlacedPrincipal[] | undefined;
  private knownAllowed: ReadonlySet<AllowedActions> | undefined;
  private knownCompute: readonly ComputeResource[] | undefined;
  private knownControl: { readonly levels: readonly PolicyLevel[] | undefined } | undefined;

  constructor(private readonly model: AccessModel) {
    this.surroundings = new Surroundings(model, this.standsFor);
    this.reader = new ComputeReader(model, this.surroundings);
  }

  readonly standsFor = (token: Token): Text | undefined => {
    if (token.kind === 'pseudo') {
      return this.surroundings.pseudo(token);
    }
    this.nodes ??= new Map(this.model.resources.map((node) => [node.key, node]));
    const node = token.resource === undefined ? undefined : this.nodes.get(token.resource);
    if (!node || token.kind !== 'resource') {
      return undefined;
    }
    if (Object.hasOwn(IAM_NAMES, node.type)) {
      const isArn = ARN_ATTRIBUTES[node.type]?.split(' ').includes(token.attribute!);
      return isArn ? this.arnOf(node) : token.attribute === 'Ref' ? this.surroundings.concrete(this.nameOf(node)) : undefined;
    }
    return this.reader.valueOf(node, token.attribute!);
  };

  get principals(): readonly PlacedPrincipal[] {
    return this.knownPrincipals ??= [
      ...this.model.principals.map((principal) => new DeployedPrincipal(principal, this)),
      ...this.model.policies.filter(isUnattached).flatMap((policy) => this.hypothetical(policy)),
    ];
  }

  get allowed(): ReadonlySet<AllowedActions> {
    return this.knownAllowed ??= new Set([
      ...this.model.principals.map(({ policies, attachments }) => (
        AllowedActions.of(attachments.length === 0 ? policies : [...policies, ...this.attachedOfAws(attachments)])
      )),
      ...this.model.policies.filter(isUnattached).map((policy) => AllowedActions.of([policy])),
    ]);
  }

  get compute(): readonly ComputeResource[] {
    return this.knownCompute ??= this.reader.all();
  }

  get serviceControl(): readonly PolicyLevel[] | undefined {
    this.knownControl ??= { levels: this.levelsOfControl() };
    return this.knownControl.levels;
  }

  arnOf(node: ResourceNode): Text {
    return this.surroundings.concrete(concat([`arn:${this.surroundings.of(node).partition}:iam::${this.account(node)}:`, this.iamName(node)]));
  }

  label(node: ResourceNode): string {
    return readableId(node.logicalId);
  }

  account(node: ResourceNode): string {
    return node.template.account ?? this.surroundings.accountNaming(this.iamName(node).toString()) ?? this.surroundings.of(node).account;
  }

  /** The real documents of policies that AWS manages. */
  attachedOfAws(attachments: readonly Attachment[]): NamedPolicy[] {
    return attachments.flatMap(({ arn, policy }) => (policy ? [] : this.ofAws(arn) ?? []));
  }

  ofAws(arn: Text): NamedPolicy | undefined {
    return awsPolicy(this.surroundings.concrete(arn));
  }

  /** `role/Name` */
  private iamName(node: ResourceNode): Text {
    const [kind] = IAM_NAMES[node.type];
    const [path = '/'] = this.model.textsAt(node, 'Path');
    return concat([kind, path, this.nameOf(node)]);
  }

  private nameOf(node: ResourceNode): Text {
    const [, property] = IAM_NAMES[node.type];
    const [name] = this.model.textsAt(node, property);
    return name ?? this.surroundings.nameFor(node);
  }

  /** Whoever a policy may yet be attached to. */
  private hypothetical(source: PolicySource): PlacedPrincipal[] {
    const { resource, outsiders, location } = source;
    const { partition, account } = this.surroundings.of(resource);
    const isManaged = resource.type === 'AWS::IAM::ManagedPolicy';
    const owners: readonly (readonly [PrincipalKind, Text])[] = outsiders.length > 0
      ? outsiders.map((outsider) => [outsider.kind, outsider.name]) : [['role', `${UNNAMED}holder`], ['user', `${UNNAMED}holder`]];
    return owners.map(([owner, name]) => ({
      key: `${resource.key}~${owner}/${identityOf(name)}`,
      kind: owner,
      label: `whoever has ${this.label(resource)}`,
      arn: this.surroundings.concrete(concat([`arn:${partition}:iam::${account}:${owner}/`, name])),
      account,
      policies: [new NamedSource(source)],
      managedPolicyArns: isManaged ? [this.arnOf(resource)] : [],
      groups: [],
      hypothetical: true,
      resource,
      location,
    }));
  }

  /**
   * SCPs that are attached to the root, or to every account of the app. Those of an organizational unit are left out: nobody
   * knows which accounts are in it. FullAWSAccess is attached everywhere unless somebody detaches it.
   */
  private levelsOfControl(): readonly PolicyLevel[] | undefined {
    const { accounts } = this.model;
    const policies = this.model.policies.filter(({ kind, resource }) => kind === 'scp' && reaches(this.model.textsAt(resource, 'TargetIds[]'), accounts));
    return policies.length === 0 ? undefined : [{ name: 'the organization', policies: [FULL_AWS_ACCESS, ...policies.map((policy) => new NamedSource(policy))] }];
  }
}

/** The app attaches it to nobody of its own. */
function isUnattached({ kind, principals }: PolicySource): boolean {
  return kind === 'identity' && principals.length === 0;
}

function reaches(targets: readonly Text[], accounts: ReadonlySet<string>): boolean {
  const named = new Set(targets.map(String));
  return targets.some((target) => typeof target === 'string' && target.startsWith('r-')) || (accounts.size > 0 && [...accounts].every((account) => named.has(account)));
}

const FULL_AWS_ACCESS: NamedPolicy = {
  name: 'FullAWSAccess', document: parseDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'scp'),
};

const awsPolicies = new WeakMap<AwsManagedPolicy, NamedPolicy>();

function awsPolicy(arn: Text): NamedPolicy | undefined {
  const managed = awsManagedPolicy(arn);
  if (!managed) {
    return undefined;
  }
  return madeOnce(awsPolicies, managed, () => ({ name: `${AWS_MANAGED}${managed.name}`, document: managed.document }));
}

/** Most policies are never spoken of: the name is made when it is asked for. */
class NamedSource implements NamedPolicy {
  readonly document: PolicyDocument;

  constructor(private readonly source: PolicySource) {
    this.document = source.document;
  }

  get name(): string {
    const { resource, location, name } = this.source;
    const owner = readableId(resource.logicalId);
    return location.startsWith('Properties.PolicyDocument') ? owner : `${owner}.${name?.toString() ?? location.replace('Properties.', '')}`;
  }
}

class DeployedPrincipal implements PlacedPrincipal {
  readonly location = 'Properties';
  readonly key: string;
  readonly kind: PrincipalKind;
  readonly resource: ResourceNode;
  private knownArn: Text | undefined;
  private knownPolicies: readonly NamedPolicy[] | undefined;

  constructor(private readonly principal: ModelPrincipal, private readonly estate: DeployedEstate) {
    this.resource = principal.resource;
    this.key = this.resource.key;
    this.kind = principal.kind;
  }

  get label(): string {
    return this.estate.label(this.resource);
  }

  get arn(): Text {
    return this.knownArn ??= this.estate.arnOf(this.resource);
  }

  get account(): string {
    return this.estate.account(this.resource);
  }

  get policies(): readonly NamedPolicy[] {
    return this.knownPolicies ??= this.policiesOf(this.principal);
  }

  get trust(): NamedPolicy | undefined {
    return this.principal.trust && new NamedSource(this.principal.trust);
  }

  get boundary(): NamedPolicy | undefined {
    const bound = this.bound();
    return bound && (bound.policy ? new NamedSource(bound.policy) : this.estate.ofAws(bound.arn));
  }

  get boundaryArn(): Text | undefined {
    const bound = this.bound();
    return bound?.policy ? this.estate.arnOf(bound.policy.resource) : bound?.arn;
  }

  get unseenBoundary(): Text | undefined {
    return this.boundary ? undefined : this.bound()?.arn;
  }

  get managedPolicyArns(): readonly Text[] {
    return this.principal.policies.filter(({ resource }) => resource.type === 'AWS::IAM::ManagedPolicy').map(({ resource }) => this.estate.arnOf(resource));
  }

  get groups(): readonly string[] {
    return this.principal.groups.map(({ resource }) => resource.key);
  }

  private policiesOf({ policies, attachments }: ModelPrincipal): readonly NamedPolicy[] {
    const own: readonly NamedPolicy[] = policies.map((policy) => new NamedSource(policy));
    return attachments.length === 0 ? own : [...own, ...this.estate.attachedOfAws(attachments)];
  }

  /** None where one form of the template sets none. */
  private bound(): Boundary | undefined {
    const { boundaries } = this.principal;
    return boundaries.includes(undefined) ? undefined : boundaries[0];
  }
}
