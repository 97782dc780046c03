/**
 * What a principal can do, service by service and by access level, and what makes it broad.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
 */
import { AccessLevel, findAction } from '../catalogue/actions';
import { PolicySet } from '../evaluate/decision';
import { Pattern, Verdict } from '../policy/pattern';
import { madeOnce } from '../policy/remember';
import { Matching, Statement } from '../policy/statement';
import { identityOf, Text } from '../policy/text';
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
  return new AccessSummarizer().summarize(policies);
}

/** For many principals: those whose policies name the same actions share the look into the catalogue. */
export class AccessSummarizer {
  private readonly classes = new Map<string, readonly ActionClass[]>();

  summarize(policies: PolicySet): AccessSummary {
    const layers = layersOf(policies);
    const granting = layers.allows[0].map((statement) => statement.action);
    const matchings = [...layers.allows.flat(), ...layers.denies].map((statement) => statement.action);
    const named = JSON.stringify([granting.length, matchings.map(identityOfMatching)]);
    const classes = madeOnce(this.classes, named, () => classesOf(granting, matchings));
    const entries = new Map<string, Entry>();
    const unlisted: string[] = [];
    for (const { verdicts, parts, unlisted: unknownToAll } of classes) {
      const grant = grantOf(layers, new Map(matchings.map((matching, index) => [matching, verdicts[index]])));
      if (grant) {
        parts.forEach((part) => madeOnce(entries, part.key, () => new Entry(part)).add(part, grant));
        unlisted.push(...unknownToAll);
      }
    }
    return { entries: [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry.done()), unlisted: [...new Set(unlisted)].sort() };
  }
}

/** Actions that the statements cannot tell apart. */
interface ActionClass {
  /** In the order of the statements. */
  readonly verdicts: readonly Verdict[];
  readonly parts: readonly ActionPart[];
  readonly unlisted: readonly string[];
}

/** Those of one service and access level. */
interface ActionPart {
  readonly key: string;
  readonly service: string;
  readonly level: AccessLevel;
  readonly actions: string[];
  /** Whether some of them can be limited to resources, and whether some can not. */
  readonly limitable: Set<boolean>;
}

interface OpenClass extends Omit<ActionClass, 'parts'> {
  readonly parts: Map<string, ActionPart>;
  readonly unlisted: string[];
}

function classesOf(granting: readonly Matching[], matchings: readonly Matching[]): readonly ActionClass[] {
  const classes = new Map<string, OpenClass>();
  for (const action of actionsIn(granting)) {
    const info = typeof action === 'string' ? findAction(action) : undefined;
    const byMatching = verdictsOf(matchings, action);
    const verdicts = matchings.map((matching) => byMatching.get(matching)!);
    const { parts, unlisted } = madeOnce(classes, verdicts.join(), () => ({ verdicts, parts: new Map<string, ActionPart>(), unlisted: [] }));
    if (info) {
      const { name, accessLevel: level } = info;
      const service = name.slice(0, name.indexOf(':'));
      const key = `${service} ${ACCESS_LEVELS.indexOf(level)}`;
      const part = madeOnce(parts, key, () => ({ key, service, level, actions: [], limitable: new Set<boolean>() }));
      part.actions.push(name);
      part.limitable.add(info.resourceArns.length > 0);
    } else {
      unlisted.push(action.toString());
    }
  }
  return [...classes.values()].map((one) => ({ ...one, parts: [...one.parts.values()] }));
}

function identityOfMatching({ negated, patterns }: Matching): unknown {
  return [negated, patterns.map(identityOf)];
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
  private readonly actions: string[] = [];
  private readonly resources = new Set<string>();
  private readonly widenedBy = new Set<Widening>();
  private unknown = true;

  constructor(private readonly of: Pick<ActionPart, 'service' | 'level'>) {}

  add({ actions, limitable }: ActionPart, grant: Grant): void {
    this.actions.push(...actions);
    this.unknown &&= grant.unknown;
    for (const statement of grant.statements) {
      statement.resource!.patterns.forEach((pattern) => this.resources.add(`${statement.resource!.negated ? 'all but ' : ''}${pattern}`));
      limitable.forEach((one) => wideningsOf(statement, one).forEach((widening) => this.widenedBy.add(widening)));
    }
  }

  done(): AccessEntry {
    const sorted = (values: Iterable<string>) => [...values].sort();
    return {
      service: this.of.service, level: this.of.level, actions: sorted(this.actions), resources: sorted(this.resources),
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
