/** The resources of an app that act with one of its roles, and what their tokens stand for. */
import { AccessModel, ModelPrincipal, ResourceNode } from './access-model';
import { readableId } from './intrinsics';
import { Surroundings } from './surroundings';
import { ComputeResource } from '../analysis/estate';
import { COMPUTE_ROLES } from '../catalogue/compute-roles';
import { bareToken, concat, identityOf, splitText, Text } from '../policy/text';

export class ComputeReader {
  private profiles: readonly ResourceNode[] | undefined;
  private roles: ReadonlyMap<string, ModelPrincipal> | undefined;

  constructor(private readonly model: AccessModel, private readonly surroundings: Surroundings) {}

  all(): ComputeResource[] {
    return this.model.resources.filter(({ type }) => Object.hasOwn(COMPUTE_ROLES, type)).map((node) => this.read(node));
  }

  /** What `Ref` or an attribute gives; undefined for a type or an attribute that is not in the catalogue. */
  valueOf(node: ResourceNode, attribute: string): Text | undefined {
    const given = Object.hasOwn(COMPUTE_ROLES, node.type) ? COMPUTE_ROLES[node.type].gives[attribute] : undefined;
    return given === undefined ? undefined : given === 'ARN' ? this.arnOf(node) : this.variable(node, given);
  }

  private read(node: ResourceNode): ComputeResource {
    const { roles, instanceProfiles = [] } = COMPUTE_ROLES[node.type];
    const named = roles.flatMap((path) => this.model.textsAt(node, path));
    const profiles = instanceProfiles.flatMap((path) => this.model.textsAt(node, path)).flatMap((text) => this.profile(text) ?? []);
    const inProfiles = profiles.flatMap((profile) => this.model.textsAt(profile, 'Roles[]'));
    const found = [...named, ...inProfiles].flatMap((text) => this.role(text)?.resource.key ?? []);
    return { key: node.key, label: readableId(node.logicalId), type: node.type, arn: this.arnOf(node), roles: [...new Set(found)] };
  }

  private arnOf(node: ResourceNode): Text {
    const { partition, account, region } = this.surroundings.of(node);
    const values: Record<string, Text> = { Partition: partition, Account: account, Region: region };
    const pieces = COMPUTE_ROLES[node.type].arn.split(/\$\{([^}]*)\}/);
    return concat(pieces.map((piece, index) => (index % 2 === 0 ? piece : values[piece] ?? this.variable(node, piece))));
  }

  /** The property of that name, or a name that nobody else has. */
  private variable(node: ResourceNode, name: string): Text {
    const [value] = this.model.textsAt(node, name);
    return value === undefined ? this.surroundings.nameFor(node) : this.surroundings.concrete(value);
  }

  private role(text: Text): ModelPrincipal | undefined {
    this.roles ??= new Map(this.model.principals.filter(({ kind }) => kind === 'role')
      .flatMap((role) => [role.resource.key, ...(role.name === undefined ? [] : [identityOf(role.name)])].map((name) => [name, role])));
    return this.roles.get(bareToken(text)?.resource ?? identityOf(splitText(text, '/').pop()!));
  }

  private profile(text: Text): ResourceNode | undefined {
    this.profiles ??= this.model.resources.filter(({ type }) => type === 'AWS::IAM::InstanceProfile');
    const key = bareToken(text)?.resource;
    const name = identityOf(splitText(text, '/').pop()!);
    return this.profiles.find((profile) => profile.key === key || this.model.textsAt(profile, 'InstanceProfileName').some((one) => identityOf(one) === name));
  }
}
