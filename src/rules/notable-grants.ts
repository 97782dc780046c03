/** Grants of actions that a rule takes note of, on every resource that they work on. */
import { grantKey } from './keys';
import { coverageOf, isNarrowed } from './narrowing';
import { describeStatement, isEveryAction, isEveryResource, Problem } from './select';
import { ActionInfo, expandAction, findAction } from '../catalogue/actions';
import { ListedAction } from '../catalogue/lists/listed-action';
import { Pattern } from '../policy/pattern';
import { hasOpaqueCondition, Matching, Statement } from '../policy/statement';
import { opaqueToken, Text, Token } from '../policy/text';

export interface NotableGrant {
  readonly statement: Statement;
  /** Sorted by name. */
  readonly actions: readonly ActionInfo[];
  /** What grants them, as written; of NotAction, all that is written. */
  readonly patterns: readonly Text[];
  /** The broadest resource that they are granted on. */
  readonly resource: Text;
  /** Set when the resource is this token, and broad only if it is `*`. */
  readonly token?: Token;
}

type Found = Omit<NotableGrant, 'statement'>;

const NONE: readonly NotableGrant[] = [];

/** The actions that a rule takes note of. */
export class NotableActions {
  /** Those of a curated list that the filter lets pass. */
  static listed(list: readonly ListedAction[], filter: (action: ActionInfo) => boolean = () => true): NotableActions {
    return new NotableActions((pattern) => {
      const compiled = Pattern.of(pattern, { ignoreCase: true });
      return list.filter(({ name }) => compiled.matches(name) === 'yes').map(({ name }) => findAction(name)!).filter(filter);
    });
  }

  /** All that the filter lets pass. */
  static such(filter: (action: ActionInfo) => boolean): NotableActions {
    return new NotableActions((pattern) => expandAction(pattern).filter(filter));
  }

  private readonly byPattern = new Map<string, readonly ActionInfo[]>();

  private constructor(private readonly select: (pattern: string) => readonly ActionInfo[]) {}

  /** One for each resource that is broad, each action once. What grants every action on every resource is left to NoAdminStatement. */
  grantsIn(statement: Statement): readonly NotableGrant[] {
    const { action, resource } = statement;
    return resource && !resource.negated && this.speaksOfAny(action) && !isNarrowed(statement)
      ? this.judge(action, resource.patterns).map((found) => ({ statement, ...found }))
      : NONE;
  }

  /** Most statements are done with here. */
  private speaksOfAny({ negated, patterns }: Matching): boolean {
    return negated || patterns.some((pattern) => this.matchedBy(pattern).length > 0);
  }

  private judge(action: Matching, resources: readonly Text[]): readonly Found[] {
    const broadestFirst = [...resources.filter(isEveryResource), ...resources];
    if (!action.negated && action.patterns.some(isEveryAction) && isEveryResource(broadestFirst[0])) {
      return [];
    }
    const notable = this.grantedBy(action);
    const found: Found[] = [];
    for (const resource of new Set(broadestFirst)) {
      const covers = coverageOf(resource);
      const actions = notable.filter((one) => covers(one.resourceArns) && !found.some((other) => other.actions.includes(one)));
      if (actions.length > 0) {
        found.push({ actions, patterns: this.patternsFor(action, actions), resource });
      }
    }
    const open = found.length === 0 && notable.length > 0 ? resources.find(opaqueToken) : undefined;
    return open ? [{ actions: notable, patterns: this.patternsFor(action, notable), resource: open, token: opaqueToken(open) }] : found;
  }

  private patternsFor({ negated, patterns }: Matching, actions: readonly ActionInfo[]): readonly Text[] {
    return negated ? patterns : patterns.filter((pattern) => this.matchedBy(pattern).some((action) => actions.includes(action)));
  }

  private grantedBy({ negated, patterns }: Matching): readonly ActionInfo[] {
    const named = new Set(patterns.flatMap((pattern) => this.matchedBy(pattern)));
    const granted = negated ? this.matchedBy('*').filter((action) => !named.has(action)) : [...named];
    return granted.sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  private matchedBy(pattern: Text): readonly ActionInfo[] {
    if (typeof pattern !== 'string') {
      return [];
    }
    const known = this.byPattern.get(pattern) ?? this.select(pattern);
    this.byPattern.set(pattern, known);
    return known;
  }
}

/** Says which actions they are, and what they do if a list tells. */
export function problemOf(grant: NotableGrant, list: readonly ListedAction[] = []): Problem {
  const { statement, actions: [first, ...others], patterns, resource, token } = grant;
  const does = list.find(({ name }) => name === first.name)?.does;
  const subject = `${first.name}${does ? `, which ${does},` : ''}${others.length > 0 ? ` and ${others.length} more of its kind` : ''}`;
  return {
    key: grantKey(patterns, [resource], statement.action.negated ? { action: 'NotAction' } : {}),
    message: `grants ${subject} on ${token ? `every resource if ${token.label} is "*"` : everyResource(grant)}`,
    witness: describeStatement(statement),
    ...((token || hasOpaqueCondition(statement)) && { unknown: true }),
  };
}

function everyResource({ resource }: NotableGrant): string {
  return isEveryResource(resource) ? 'every resource' : `every resource of its type (${resource})`;
}
