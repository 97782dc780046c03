/** Many actions of a service in few characters. */
import { expandAction } from '../../catalogue/actions';

/**
 * All actions of a service that change something, except those that are kept, by their shortest beginnings: `iam:A*` for all
 * that starts with A, unless something starts with A that only reads. An action that AWS adds is denied if it begins like them.
 */
export function writesOf(service: string, kept: readonly string[] = []): string[] {
  const actions = expandAction(`${service}:*`).map(({ name, accessLevel }) => ({
    name: name.slice(service.length + 1), spared: accessLevel === 'Read' || accessLevel === 'List' || kept.includes(name),
  }));
  return beginnings('', actions).map((beginning) => `${service}:${beginning}`);
}

interface Named {
  readonly name: string;
  readonly spared: boolean;
}

/** Of actions that all begin alike, patterns for those that are not spared. */
function beginnings(common: string, actions: readonly Named[]): string[] {
  if (actions.every(({ spared }) => spared)) {
    return [];
  }
  if (common !== '' && !actions.some(({ spared }) => spared)) {
    return [`${common}*`];
  }
  const whole = actions.filter(({ name, spared }) => name === common && !spared).map(({ name }) => name);
  const next = [...new Set(actions.filter(({ name }) => name !== common).map(({ name }) => name.slice(0, common.length + 1)))].sort();
  return [...whole, ...next.flatMap((longer) => beginnings(longer, actions.filter(({ name }) => name.startsWith(longer))))];
}
