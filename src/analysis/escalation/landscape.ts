/** The estate, indexed by what a path may aim at. Made once for each estate, and each part of it when first asked for. */
import { Actor, ActorState } from './actor';
import { ESCALATION_PATHS } from '../../catalogue/escalation-paths';
import { REGION_FORM } from '../../catalogue/regions';
import { NamedPolicy } from '../../evaluate/decision';
import { PolicyDocument } from '../../policy/document';
import { Pattern } from '../../policy/pattern';
import { madeOnce } from '../../policy/remember';
import { identityOf, Text } from '../../policy/text';
import { Concretizer } from '../concrete';
import { AWS_MANAGED, ComputeResource, Estate, EstatePrincipal, EstatePrincipalKind } from '../estate';

/** Services that a path passes roles to. */
const RUNNING_CODE = new Set(ESCALATION_PATHS.flatMap(({ services = [] }) => services));

/** Things of one class, found by the patterns of policies. */
export class Targets<T extends { readonly arn: Text }> {
  private byArn: ReadonlyMap<string, T> | undefined;
  private readonly found = new Map<string, readonly T[]>();

  constructor(readonly all: readonly T[]) {}

  find(pattern: Text): readonly T[] {
    this.byArn ??= new Map(this.all.map((item) => [identityOf(item.arn), item]));
    const key = identityOf(pattern);
    const exact = this.byArn.get(key);
    if (exact) {
      return [exact];
    }
    let found = this.found.get(key);
    if (!found) {
      const compiled = Pattern.of(pattern);
      // A policy variable stands for something of the requester's own.
      const isOpen = compiled.hasWildcard && !key.includes('${');
      found = isOpen ? this.all.filter(({ arn }) => compiled.matches(arn) === 'yes') : [];
      this.found.set(key, found);
    }
    return found;
  }
}

export class Landscape {
  readonly concretizer: Concretizer;
  private readonly actors = new Map<string, Actor>();
  private readonly kinds = new Map<EstatePrincipalKind, Targets<EstatePrincipal>>();
  private readonly trusting = new Map<string, Targets<EstatePrincipal>>();
  private readonly computeOf = new Map<string, Targets<ComputeResource>>();
  private readonly services = new WeakMap<PolicyDocument, readonly string[]>();
  private readonly arns = new Map<PolicyDocument, readonly string[]>();
  private readonly spare = new Map<string, readonly EstatePrincipal[]>();
  private byKey: ReadonlyMap<string, EstatePrincipal> | undefined;
  private used: ReadonlySet<string> | undefined;
  private byService: ReadonlyMap<string, EstatePrincipal[]> | undefined;
  private byTrusted: ReadonlyMap<string, EstatePrincipal[]> | undefined;

  constructor(readonly estate: Estate) {
    this.concretizer = new Concretizer(estate);
  }

  actor(principal: EstatePrincipal, state: ActorState = 'deployed'): Actor {
    const key = `${principal.key} ${state}`;
    let actor = this.actors.get(key);
    if (!actor) {
      actor = new Actor(principal, state, this.estate, this.concretizer);
      this.actors.set(key, actor);
    }
    return actor;
  }

  /** A principal as it would be: not one of the estate. */
  changed(principal: EstatePrincipal): Actor {
    return new Actor(principal, 'deployed', this.estate, this.concretizer);
  }

  principal(key: string): EstatePrincipal | undefined {
    this.byKey ??= new Map(this.estate.principals.map((one) => [one.key, one]));
    return this.byKey.get(key);
  }

  ofKind(kind: EstatePrincipalKind): Targets<EstatePrincipal> {
    return madeOnce(this.kinds, kind, () => new Targets(this.estate.principals.filter((one) => one.kind === kind && !one.hypothetical)));
  }

  rolesThatTrust(service: string): Targets<EstatePrincipal> {
    this.byService ??= grouped(this.ofKind('role').all, ({ trust }) => (trust ? this.trustedServices(trust) : []));
    return madeOnce(this.trusting, service, () => new Targets(this.byService!.get(service) ?? []));
  }

  /** Roles that trust the service, and that no resource of the app acts with. */
  spareRoles(service: string): readonly EstatePrincipal[] {
    return madeOnce(this.spare, service, () => {
      this.used ??= new Set(this.estate.compute.flatMap(({ roles }) => roles));
      return this.rolesThatTrust(service).all.filter(({ key }) => !this.used!.has(key));
    });
  }

  /**
   * Is it a role that AWS wrote for a service of its own, one that runs nobody's code? Then nobody acts with it but the service.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
   */
  isOfServiceAlone({ kind, trust, policies }: EstatePrincipal): boolean {
    if (kind !== 'role' || !trust || !policies.every(({ name }) => name.startsWith(AWS_MANAGED))) {
      return false;
    }
    const trusted = trust.document.statements.flatMap(({ principal }) => principal?.principals ?? []);
    return trusted.every(({ type }) => type === 'Service') && this.trustedServices(trust).every((service) => !RUNNING_CODE.has(service));
  }

  /** Roles whose trust policy names the principal. */
  rolesThatName(principal: EstatePrincipal): readonly EstatePrincipal[] {
    this.byTrusted ??= grouped(this.ofKind('role').all, ({ trust }) => (trust ? this.trustedArns(trust) : []));
    return this.byTrusted.size === 0 ? [] : this.byTrusted.get(identityOf(principal.arn)) ?? [];
  }

  computeOfTypes(types: readonly string[]): Targets<ComputeResource> {
    return madeOnce(this.computeOf, types.join(), () => new Targets(this.estate.compute.filter(({ type }) => types.includes(type))));
  }

  private trustedServices(trust: NamedPolicy): readonly string[] {
    let services = this.services.get(trust.document);
    if (!services) {
      // Identity pools of Cognito are federated: https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
      services = ['Service', 'Federated'].flatMap((type) => this.trustedPrincipals(trust, type)).map((name) => withoutRegion(name.toString()));
      this.services.set(trust.document, services);
    }
    return services;
  }

  private trustedArns(trust: NamedPolicy): readonly string[] {
    return madeOnce(this.arns, trust.document, () => this.trustedPrincipals(trust, 'AWS').map(identityOf));
  }

  private trustedPrincipals(trust: NamedPolicy, type: string): Text[] {
    return this.concretizer.policy(trust).document.statements.flatMap(({ effect, principal }) => (
      effect === 'Allow' && principal && !principal.negated ? principal.principals.flatMap((one) => (one.type === type ? [one.value] : [])) : []
    ));
  }
}

const OF_REGION = new RegExp(`^([^.]+)\\.${REGION_FORM}\\.`);

/** Some trust policies name a service of one Region: `states.eu-west-1.amazonaws.com`. */
function withoutRegion(service: string): string {
  return service.replace(OF_REGION, '$1.');
}

function grouped(principals: readonly EstatePrincipal[], keysOf: (principal: EstatePrincipal) => readonly string[]): Map<string, EstatePrincipal[]> {
  const groups = new Map<string, EstatePrincipal[]>();
  for (const principal of principals) {
    const keys = keysOf(principal);
    for (const key of keys.length > 1 ? new Set(keys) : keys) {
      const group = groups.get(key);
      if (group) {
        group.push(principal);
      } else {
        groups.set(key, [principal]);
      }
    }
  }
  return groups;
}
