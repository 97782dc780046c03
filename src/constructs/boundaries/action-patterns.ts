/**
 * Many actions in few characters, by their shortest beginnings: `iam:A*` for all that starts with A, if nothing else does. An
 * action that AWS adds is denied if it begins like them.
 */
import { ActionInfo, expandAction } from '../../catalogue/actions';

/** All actions of a service that change something, except those that are kept. */
export function writesOf(service: string, kept: readonly string[] = []): string[] {
  return patternsOf(service, ({ name, accessLevel }) => accessLevel !== 'Read' && accessLevel !== 'List' && !kept.includes(name));
}

/** These actions, and no others that there are. */
export function beginningsOf(actions: readonly string[]): string[] {
  const services = [...new Set(actions.map((action) => action.split(':')[0]))].sort();
  return services.flatMap((service) => patternsOf(service, ({ name }) => actions.includes(name)));
}

function patternsOf(service: string, isMeant: (action: ActionInfo) => boolean): string[] {
  const prefix = `${service}:`;
  return beginnings(prefix, prefix, expandAction(`${prefix}*`).map((action) => ({ name: action.name, meant: isMeant(action) })));
}

interface Named {
  readonly name: string;
  readonly meant: boolean;
}

/** Of actions that all begin alike, patterns for those that are meant. */
function beginnings(common: string, prefix: string, actions: readonly Named[]): string[] {
  const meant = actions.filter((action) => action.meant);
  if (meant.length === 0) {
    return [];
  }
  if (common !== prefix && meant.length === actions.length) {
    const isWhole = meant.length === 1 && meant[0].name.length <= common.length + 1;
    return [isWhole ? meant[0].name : `${common}*`];
  }
  const whole = meant.filter(({ name }) => name === common).map(({ name }) => name);
  const next = [...new Set(actions.filter(({ name }) => name !== common).map(({ name }) => name.slice(0, common.length + 1)))].sort();
  return [...whole, ...next.flatMap((longer) => beginnings(longer, prefix, actions.filter(({ name }) => name.startsWith(longer))))];
}
