/** The lock of an app: what each of its principals may do as the app is now. */
import { escalationSearch } from './escalations';
import { Membership, membershipsWithOutsiders } from './memberships';
import { EscalationSearch } from '../analysis/escalation/search';
import { isIneffective, Limits } from '../analysis/grant-limits';
import { normalForm } from '../analysis/lock/normal-form';
import { EscalationStatus, LOCK_VERSION, LockedPrincipal, LockedStatements, PermissionLock } from '../analysis/lock/permission-lock';
import { writeText } from '../analysis/lock/token-text';
import { NamedPolicy } from '../evaluate/decision';
import { AccessModel, Boundary, ModelPrincipal, PolicySource } from '../model/access-model';
import { awsManagedPolicy } from '../model/aws-managed-policy';
import { estateOf, ModelEstate, PlacedPrincipal } from '../model/estate';
import { ReadableNames } from '../model/readable-names';
import { PolicyDocument } from '../policy/document';
import { Text } from '../policy/text';

/** A principal in the lock, and where it stands in the app. */
export interface LockedPlace {
  readonly resource: ModelPrincipal['resource'];
  /** Below the resource. */
  readonly location: string;
}

export interface LockOfApp {
  readonly lock: PermissionLock;
  /** By id. */
  readonly places: ReadonlyMap<string, LockedPlace>;
}

/** `onlyStack`: what to call the one template there is. */
export function lockOf(model: AccessModel, onlyStack?: string): LockOfApp {
  return new LockWriter(model, onlyStack).write();
}

class LockWriter {
  private readonly names: ReadableNames;
  private readonly estate: ModelEstate;
  private readonly search: EscalationSearch;
  private readonly boundaries: Record<string, LockedStatements> = {};
  private readonly placed: ReadonlyMap<string, readonly PlacedPrincipal[]>;
  private readonly ids = new Map<string, string>();
  private readonly memberships = new Map<string, Membership[]>();

  constructor(private readonly model: AccessModel, onlyStack?: string) {
    this.names = new ReadableNames(model, onlyStack);
    this.estate = estateOf(model);
    this.search = escalationSearch(model);
    const placed = new Map<string, PlacedPrincipal[]>();
    for (const principal of this.estate.principals) {
      const others = placed.get(principal.resource.key);
      others ? others.push(principal) : placed.set(principal.resource.key, [principal]);
    }
    this.placed = placed;
    for (const membership of membershipsWithOutsiders(model)) {
      const { key } = membership.principal.resource;
      this.memberships.set(key, [...this.memberships.get(key) ?? [], membership]);
    }
  }

  write(): LockOfApp {
    const { model, names } = this;
    const entries = new Map<string, readonly [LockedPrincipal, LockedPlace]>();
    model.principals.forEach(({ resource }) => this.ids.set(resource.key, names.ofResource(resource)));
    for (const principal of model.principals) {
      entries.set(this.ids.get(principal.resource.key)!, [this.principal(principal), { resource: principal.resource, location: 'Properties' }]);
    }
    for (const policy of model.policies.filter(grantsToOthers)) {
      entries.set(names.ofResource(policy.resource), [this.policy(policy), policy]);
    }
    const serviceControl = this.serviceControl();
    const sorted = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
    return {
      lock: {
        version: LOCK_VERSION,
        stacks: names.stackNames,
        ...(serviceControl && { serviceControl }),
        ...(Object.keys(this.boundaries).length > 0 && { boundaries: sortedByName(this.boundaries) }),
        principals: Object.fromEntries(sorted.map(([id, [principal]]) => [id, principal])),
      },
      places: new Map(sorted.map(([id, [, place]]) => [id, place])),
    };
  }

  private principal({ kind, resource, trust, policies, attachments, boundaries }: ModelPrincipal): LockedPrincipal {
    const boundary = this.boundary(boundaries);
    const placed = this.placed.get(resource.key) ?? [];
    return {
      kind,
      ...some('trust', trust && normalForm([trust.document], 'trust', this.names.ofToken)),
      ...(boundary && { boundary: boundary.arn }),
      ...some('managedPolicies', sortedSet(attachments.filter(({ policy }) => !policy).map(({ arn }) => this.arn(arn)))),
      ...some('grants', this.grants(policies, boundary?.known)),
      ...some('unread', this.unread(trust ? [trust, ...policies] : policies, resource)),
      ...some('holders', this.outsiders(resource, 'holder')),
      ...this.escalation(placed),
    };
  }

  /** A policy of which the app does not say to whom it is attached, or says so of principals that it does not define. */
  private policy(source: PolicySource): LockedPrincipal {
    return {
      kind: 'policy',
      ...some('grants', this.grants([source], undefined)),
      ...some('unread', this.unread([source], source.resource)),
      ...some('holders', sortedSet(source.outsiders.map(({ kind, name }) => `${kind}/${this.text(name)}`))),
      ...this.escalation(this.placed.get(source.resource.key) ?? []),
    };
  }

  /** The one that it has in every form of the template: what is sometimes not there limits nothing. */
  private boundary([first, ...others]: readonly (Boundary | undefined)[]): { readonly arn: string; readonly known?: PolicySource } | undefined {
    if (!first || others.length > 0) {
      return undefined;
    }
    const arn = this.arn(first.arn);
    const { policy } = first;
    if (policy) {
      this.boundaries[arn] ??= normalForm([policy.document], 'boundary', this.names.ofToken);
    }
    return { arn, ...(policy && { known: policy }) };
  }

  private grants(policies: readonly PolicySource[], boundary: PolicySource | undefined): LockedStatements {
    const { serviceControl } = this.estate;
    const limits: Limits = { ...(boundary && { boundary: { name: 'boundary', document: boundary.document } }), ...(serviceControl && { serviceControl }) };
    const documents = policies.map(({ document }) => (boundary || serviceControl ? withEffect(document, limits) : document));
    return normalForm(documents, 'identity', this.names.ofToken);
  }

  private unread(policies: readonly PolicySource[], { key }: ModelPrincipal['resource']): readonly string[] {
    return sortedSet([
      ...policies.flatMap(({ document }) => document.issues.map(({ found, expected }) => `${found} where ${expected} is expected`)),
      ...this.model.unread.filter(({ resource }) => resource?.key === key).map(({ location, what }) => `${what} at ${location}`),
      ...this.outsiders({ key }, 'group').map((group) => `the policies of ${group}`),
    ]);
  }

  private outsiders({ key }: Pick<ModelPrincipal['resource'], 'key'>, side: Membership['is']): readonly string[] {
    const own = (this.memberships.get(key) ?? []).filter(({ is }) => is === side);
    return sortedSet(own.map(({ outsider }) => outsider.map((text) => this.text(text)).join('')));
  }

  private escalation(principals: readonly PlacedPrincipal[]): Pick<LockedPrincipal, 'escalation' | 'becomes'> {
    const statuses = principals.flatMap((principal) => this.statusOf(principal) ?? []);
    const status = (['administrator', 'open', 'possible'] as const).find((one) => statuses.includes(one));
    const targets = status === 'administrator' || status === 'open' ? [] : this.search.starting(principals).flatMap((principal) => this.search.toOthers(principal));
    return {
      ...(status && { escalation: status }),
      ...some('becomes', sortedSet(targets.flatMap(({ chain }) => this.idOfTarget(chain[chain.length - 1].to)))),
    };
  }

  private statusOf(principal: PlacedPrincipal): EscalationStatus | undefined {
    const found = this.search.starting([principal]).length > 0 ? this.search.toAdministrator(principal) : undefined;
    if (found) {
      return found.doubts.length === 0 ? 'open' : 'possible';
    }
    return principal.policies.some(mayGrantAnything) && this.search.isAdministrator(principal) ? 'administrator' : undefined;
  }

  private idOfTarget(to: ReturnType<EscalationSearch['toOthers']>[number]['chain'][number]['to']): readonly string[] {
    const id = typeof to === 'object' ? this.ids.get(to.principal.key) : undefined;
    return id === undefined ? [] : [id];
  }

  private serviceControl(): PermissionLock['serviceControl'] {
    const sources = new Map(this.model.policies.filter(({ kind }) => kind === 'scp').map((source) => [source.document, source]));
    return this.estate.serviceControl?.map(({ policies }) => sortedByName(Object.fromEntries(policies.map(({ name, document }) => {
      const source = sources.get(document);
      return [source ? this.names.ofResource(source.resource) : name, normalForm([document], 'scp', this.names.ofToken)];
    }))));
  }

  /** Policies that AWS manages are the same in each partition. */
  private arn(arn: Text): string {
    return awsManagedPolicy(arn) ? `arn:aws${arn.toString().slice(arn.toString().indexOf(':iam::aws:'))}` : this.text(arn);
  }

  private text(text: Text): string {
    return writeText(text, this.names.ofToken);
  }
}

/** It grants to whoever it is or may be attached to outside the app. */
function grantsToOthers({ kind, principals, outsiders }: PolicySource): boolean {
  return kind === 'identity' && (principals.length === 0 || outsiders.length > 0);
}

/** Of most policies it is seen at once that they do not make an administrator. */
function mayGrantAnything({ document }: NamedPolicy): boolean {
  return document.statements.some(({ effect, action }) => effect === 'Allow'
    && (action.negated || action.patterns.some((pattern) => typeof pattern !== 'string' || /^[*?]/.test(pattern))));
}

function withEffect(document: PolicyDocument, limits: Limits): PolicyDocument {
  const statements = document.statements.filter((statement) => statement.effect === 'Deny' || !isIneffective(statement, document, limits));
  return { ...document, statements };
}

function some<K extends string, T>(name: K, list: readonly T[] | undefined): { readonly [P in K]?: readonly T[] } {
  return (list && list.length > 0 ? { [name]: list } : {}) as { readonly [P in K]?: readonly T[] };
}

function sortedSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

function sortedByName<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
