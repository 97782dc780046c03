/**
 * Which actions of the escalation paths a statement may speak of. Most statements name none of them, and most principals
 * none of the sets that a path needs: this is what keeps a large app cheap to judge.
 */
import { EscalationPath } from '../../catalogue/escalation-path';
import { ESCALATION_PATHS } from '../../catalogue/escalation-paths';
import { Pattern } from '../../policy/pattern';
import { Matching } from '../../policy/statement';
import { identityOf, Text } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';
import { onceForEach } from '../allowed-actions';

/** By one of their actions, in lower case: all of them are needed. */
const PATHS = new Map<string, { readonly path: EscalationPath; readonly others: readonly string[] }[]>();
for (const path of ESCALATION_PATHS) {
  const [first, ...others] = path.steps.map(({ action }) => action.toLowerCase()).reverse();
  PATHS.set(first, [...PATHS.get(first) ?? [], { path, others }]);
}
const ORDER = new Map(ESCALATION_PATHS.map((path, index) => [path, index]));
const ACTIONS: readonly string[] = [...new Set(ESCALATION_PATHS.flatMap(({ steps }) => steps.map(({ action }) => action.toLowerCase())))];
const EXACT: ReadonlyMap<string, readonly string[]> = new Map(ACTIONS.map((action) => [action, [action]]));
const NONE: readonly string[] = [];
const matched = new Map<string, readonly string[]>();

/** The paths each of whose actions may be allowed. */
export const candidatePaths = onceForEach(({ lists }): readonly EscalationPath[] => {
  const granted = new Set(lists.flatMap((list) => [...spokenOf(list)]));
  const paths: EscalationPath[] = [];
  for (const action of granted) {
    for (const { path, others } of PATHS.get(action) ?? []) {
      if (others.every((other) => granted.has(other))) {
        paths.push(path);
      }
    }
  }
  return paths.sort((one, other) => ORDER.get(one)! - ORDER.get(other)!);
});

/** Does `Action` or `NotAction` speak of an action of some path, or may it? */
export function speaksOf(action: Matching, name: string): boolean {
  return spokenOf(action).has(name.toLowerCase());
}

const spoken = new WeakMap<Matching, ReadonlySet<string>>();

/** The actions of the paths that it speaks of; a policy of AWS's may have thousands of patterns. */
function spokenOf(action: Matching): ReadonlySet<string> {
  let names = spoken.get(action);
  if (!names) {
    const listed = new Set(action.patterns.flatMap(actionsOf));
    names = action.negated ? new Set(ACTIONS.filter((name) => !listed.has(name))) : listed;
    spoken.set(action, names);
  }
  return names;
}

/** Which of the actions of the paths the pattern matches, or may match. */
export function actionsOf(pattern: Text): readonly string[] {
  if (typeof pattern === 'string' && !hasWildcard(pattern)) {
    return EXACT.get(pattern) ?? EXACT.get(pattern.toLowerCase()) ?? NONE;
  }
  const key = identityOf(pattern);
  let actions = matched.get(key);
  if (!actions) {
    const compiled = Pattern.of(pattern, { ignoreCase: true });
    actions = ACTIONS.filter((action) => compiled.matches(action) !== 'no');
    matched.set(key, actions);
  }
  return actions;
}
