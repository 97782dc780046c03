/** Actions that a named way to gain permissions needs: those of `escalation-paths.ts`, each with where the ways are described. */
import { ESCALATION_PATHS } from '../escalation-paths';

/** The links by the action's name, sorted. */
export const ESCALATION_RELEVANT_ACTIONS: ReadonlyMap<string, readonly string[]> = linksByAction();

function linksByAction(): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, Set<string>>();
  for (const { steps, link } of ESCALATION_PATHS) {
    for (const { action } of steps) {
      links.set(action, (links.get(action) ?? new Set()).add(link));
    }
  }
  return new Map([...links].sort(([one], [other]) => (one < other ? -1 : 1)).map(([action, pages]) => [action, [...pages]]));
}
