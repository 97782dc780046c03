/**
 * What a principal can do, service by service and by access level, and what makes it broad.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
 */
import { AccessLevel, findAction } from '../catalogue/actions';
import { PolicySet } from '../evaluate/decision';
import { Pattern, Verdict } from '../policy/pattern';
import { Matching, Statement } from '../policy/statement';
import { Text } from '../policy/text';
import { actionsIn, verdictsOf } from './grants/action-classes';
import { GrantLayers, layersOf } from './grants/layers';
import { isNothing } from './grants/regions';

export const ACCESS_LEVELS: readonly AccessLevel[] = ['List', 'Read', 'Write', 'Tagging', 'Permissions management'];

/** What widens a grant. */
export type Widening =
  /** An action with a wildcard. */
  | 'wildcard action'
  /** All actions but some. */
  | 'NotAction'
  /** Every resource, though the action can be limited to some. */
  | 'every resource'
  /** A resource with a wildcard. */
  | 'wildcard resource'
  /** All resources but some. */
  | 'NotResource'
  /** No condition. */
  | 'no condition';

export interface AccessEntry {
  /** Prefix of the service. */
  readonly service: string;
  readonly level: AccessLevel;
  /** Names of the actions, sorted. */
  readonly actions: readonly string[];
  /** What the action is allowed on, as written. */
  readonly resources: readonly string[];
  readonly widenedBy: readonly Widening[];
  /** Something that only the deployment can tell decides whether any of it is allowed. */
  readonly unknown: boolean;
}

export interface AccessSummary {
  /** By service, and within a service in the order of the access levels. */
  readonly entries: readonly AccessEntry[];
  /** Actions as written that nobody knows before the deployment, and those that the catalogue lacks. */
  readonly unlisted: readonly string[];
}

/**
 * Of what identity policies grant within boundary, session policies and service control policies. A denial takes an action away
 * only when it takes all of it away.
 */
export function summarizeAccess(policies: PolicySet): AccessSummary {
  const layers = layersOf(policies);
  const [granting] = layers.allows;
  const matchings = [...layers.allows.flat(), ...layers.denies].map((statement) => statement.action);
  const entries = new Map<string, Entry>();
  const unlisted = new Set<string>();
  const decided = new Map<string, Grant | undefined>();
  for (const action of actionsIn(granting.map((statement) => statement.action))) {
    const info = typeof action === 'string' ? findAction(action) : undefined;
    const verdicts = verdictsOf(matchings, action);
    const grant = memoized(decided, [...verdicts.values()].join(), () => grantOf(layers, verdicts));
    if (!grant) {
      continue;
    }
    if (!info) {
      unlisted.add(action.toString());
      continue;
    }
    const service = info.name.slice(0, info.name.indexOf(':'));
    const key = `${service} ${ACCESS_LEVELS.indexOf(info.accessLevel)}`;
    const entry = memoized(entries, key, () => new Entry(service, info.accessLevel));
    entry.add(info.name, grant, info.resourceArns.length > 0);
  }
  return { entries: [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry.done()), unlisted: [...unlisted].sort() };
}

/** The statements that allow an action. */
interface Grant {
  readonly statements: readonly Statement[];
  readonly unknown: boolean;
}

function grantOf(layers: GrantLayers, verdicts: ReadonlyMap<Matching, Verdict>): Grant | undefined {
  const speaksOf = ({ action }: Statement) => verdicts.get(action) ?? 'no';
  const statements = layers.allows[0].filter((statement) => speaksOf(statement) !== 'no')
    .filter((statement) => !isNothing({ ...layers, allows: [[statement], ...layers.allows.slice(1)] }, speaksOf));
  return statements.length === 0 ? undefined
    : { statements, unknown: statements.every((statement) => statement.conditional || speaksOf(statement) === 'unknown') };
}

class Entry {
  private readonly actions = new Set<string>();
  private readonly resources = new Set<string>();
  private readonly widenedBy = new Set<Widening>();
  /** Of actions that can be limited to resources, and of the others. */
  private readonly seen = { limitable: new Set<Grant>(), unlimitable: new Set<Grant>() };
  private unknown = true;

  constructor(private readonly service: string, private readonly level: AccessLevel) {}

  add(action: string, grant: Grant, limitable: boolean): void {
    this.actions.add(action);
    const seen = limitable ? this.seen.limitable : this.seen.unlimitable;
    if (seen.has(grant)) {
      return;
    }
    seen.add(grant);
    this.unknown &&= grant.unknown;
    for (const statement of grant.statements) {
      statement.resource!.patterns.forEach((pattern) => this.resources.add(`${statement.resource!.negated ? 'all but ' : ''}${pattern}`));
      wideningsOf(statement, limitable).forEach((widening) => this.widenedBy.add(widening));
    }
  }

  done(): AccessEntry {
    const sorted = (values: Iterable<string>) => [...values].sort();
    return {
      service: this.service, level: this.level, actions: sorted(this.actions), resources: sorted(this.resources),
      widenedBy: sorted(this.widenedBy) as Widening[], unknown: this.unknown,
    };
  }
}

function wideningsOf({ action, resource, conditions }: Statement, limitable: boolean): readonly Widening[] {
  const wild = (pattern: Text) => Pattern.of(pattern).hasWildcard;
  const everything = resource!.patterns.some((pattern) => Pattern.of(pattern).matchesEverything);
  return [
    ...(action.negated ? ['NotAction'] as const : action.patterns.some(wild) ? ['wildcard action'] as const : []),
    ...(resource!.negated ? ['NotResource'] as const
      : everything ? (limitable ? ['every resource'] as const : [])
        : resource!.patterns.some(wild) ? ['wildcard resource'] as const : []),
    ...(conditions.length === 0 ? ['no condition'] as const : []),
  ];
}

function memoized<T>(known: Map<string, T>, key: string, make: () => T): T {
  if (!known.has(key)) {
    known.set(key, make());
  }
  return known.get(key)!;
}
