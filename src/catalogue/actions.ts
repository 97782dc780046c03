/**
 * What AWS publishes about each action in the Service Authorization Reference. The data file has one line a service
 * and is made by `tools/derive-actions.ts`; it is read once, and a service's line is parsed when first asked for.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { closest, distance } from 'fastest-levenshtein';
import { Pattern } from '../policy/pattern';

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

export interface ActionInfo {
  /** As AWS spells it, for instance `s3:GetObject`. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** ARN formats of the resource types the action can be limited to; empty: the action takes only `*`. */
  readonly resourceArns: readonly string[];
}

interface Service {
  /** By the action's name in lower case. */
  readonly actions: ReadonlyMap<string, ActionInfo>;
}

const DATA_FILE = join(__dirname, '..', '..', 'data', 'actions.jsonl');

let lines: Map<string, string> | undefined;
let sourceLine = '';
const services = new Map<string, Service>();
const expansions = new Map<string, readonly ActionInfo[]>();

function load(): Map<string, string> {
  if (!lines) {
    const [header, ...rest] = readFileSync(DATA_FILE, 'utf8').trimEnd().split('\n');
    sourceLine = header;
    lines = new Map(rest.map((line) => [line.slice(2, line.indexOf('"', 2)), line]));
  }
  return lines;
}

function service(prefix: string): Service | undefined {
  const known = services.get(prefix);
  const line = known ? undefined : load().get(prefix);
  if (!line) {
    return known;
  }
  const [, , actions, arns] = JSON.parse(line) as [string, string, Record<string, string[]>, Record<string, string>];
  const parsed: Service = {
    actions: new Map(Object.entries(actions).map(([name, [level, ...types]]) => [name.toLowerCase(), {
      name: `${prefix}:${name}`,
      accessLevel: level.split(',')[0] as AccessLevel,
      resourceArns: types.map((type) => arns[type]),
    }])),
  };
  services.set(prefix, parsed);
  return parsed;
}

/** The package and the date the catalogue was derived from. */
export function catalogueSource(): { readonly source: string; readonly updated: string } {
  load();
  return JSON.parse(sourceLine);
}

/** Service prefixes (`s3`, `iam`), sorted. */
export function servicePrefixes(): string[] {
  return [...load().keys()];
}

export function isServicePrefix(prefix: string): boolean {
  return load().has(prefix.toLowerCase());
}

export function findAction(name: string): ActionInfo | undefined {
  const [prefix, action, ...more] = name.toLowerCase().split(':');
  return more.length === 0 ? service(prefix)?.actions.get(action ?? '') : undefined;
}

/** Every action that an action pattern such as `s3:Get*` matches. Case does not matter. */
export function expandAction(pattern: string): readonly ActionInfo[] {
  const key = pattern.toLowerCase();
  let expansion = expansions.get(key);
  if (!expansion) {
    expansion = expand(key);
    expansions.set(key, expansion);
  }
  return expansion;
}

function expand(pattern: string): ActionInfo[] {
  const colon = pattern.indexOf(':');
  if (!/[*?]/.test(pattern)) {
    return [findAction(pattern) ?? []].flat();
  }
  const prefixPattern = Pattern.of(colon < 0 ? pattern : pattern.slice(0, colon));
  const prefixes = servicePrefixes().filter((prefix) => colon < 0 || prefixPattern.matches(prefix) === 'yes');
  const whole = Pattern.of(pattern, { ignoreCase: true });
  return prefixes.flatMap((prefix) => [...service(prefix)!.actions.values()].filter((action) => whole.matches(action.name) === 'yes'));
}

export interface Suggestion {
  readonly name: string;
  /** Edits between the two names; 1 or 2 is most likely a slip of the pen. */
  readonly distance: number;
}

/** The action whose name is nearest to one that does not exist: of the same service, or of the nearest service. */
export function nearestAction(name: string): Suggestion {
  const [prefix, action = ''] = name.toLowerCase().split(':');
  const nearestPrefix = isServicePrefix(prefix) ? prefix : closest(prefix, servicePrefixes());
  const actions = service(nearestPrefix)!.actions;
  const nearest = actions.get(closest(action, [...actions.keys()]))!;
  return { name: nearest.name, distance: distance(name.toLowerCase(), nearest.name.toLowerCase()) };
}
