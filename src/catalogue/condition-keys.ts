/** What AWS publishes about the keys that policies may put conditions on. */
import { GLOBAL_CONDITION_KEYS, OIDC_CONDITION_KEYS } from './global-condition-keys';
import { servicesWithForeignKeys, storedService } from './services';
import { Pattern } from '../policy/pattern';

export type ConditionKeyType = 'ARN' | 'Bool' | 'Date' | 'IPAddress' | 'Numeric' | 'String';

export interface ConditionKeyInfo {
  /** As AWS spells it, for instance `aws:RequestTag/${TagKey}`: a variable stands for any text that is not empty. */
  readonly name: string;
  readonly type: ConditionKeyType;
  /** A request may carry several values: `ForAnyValue` and `ForAllValues` are for these. */
  readonly multivalued: boolean;
  /** Requests to any service may carry it. */
  readonly global: boolean;
}

interface Keys {
  /** By the name in lower case. */
  readonly named: ReadonlyMap<string, ConditionKeyInfo>;
  /** Those with a variable. */
  readonly patterns: readonly (readonly [Pattern, ConditionKeyInfo])[];
}

const ARRAY = 'ArrayOf';
const GLOBAL = 'every service';
const OIDC = 'every OpenID Connect provider';

const known = new Map<string, Keys>();
const found = new Map<string, ConditionKeyInfo | undefined>();

/** By name in any case, with its variable filled in or not. Undefined for a key that AWS does not publish. */
export function conditionKey(name: string): ConditionKeyInfo | undefined {
  const key = name.toLowerCase();
  if (!found.has(key)) {
    found.set(key, find(key));
  }
  return found.get(key);
}

function find(key: string): ConditionKeyInfo | undefined {
  const prefix = key.slice(0, Math.max(key.indexOf(':'), 0));
  const isUrl = prefix.includes('.');
  for (const place of [GLOBAL, prefix, ...servicesWithForeignKeys(), ...(isUrl ? [OIDC] : [])]) {
    const { named, patterns } = keysOf(place);
    const info = named.get(key) ?? patterns.find(([pattern]) => pattern.matches(key) === 'yes')?.[1];
    if (info) {
      return info;
    }
  }
  return undefined;
}

function keysOf(place: string): Keys {
  const keys = known.get(place) ?? indexed(storedKeys(place), place === GLOBAL);
  known.set(place, keys);
  return keys;
}

function storedKeys(place: string): Readonly<Record<string, string>> {
  switch (place) {
    case GLOBAL: return GLOBAL_CONDITION_KEYS;
    case OIDC: return OIDC_CONDITION_KEYS;
    default: return storedService(place)?.[0] ?? {};
  }
}

function indexed(stored: Readonly<Record<string, string>>, global: boolean): Keys {
  const infos = Object.entries(stored).map(([name, type]): ConditionKeyInfo => ({
    name, type: type.replace(ARRAY, '') as ConditionKeyType, multivalued: type.startsWith(ARRAY), global,
  }));
  return {
    named: new Map(infos.map((info) => [info.name.toLowerCase(), info])),
    patterns: infos.filter(({ name }) => name.search(VARIABLE) >= 0).map((info) => [patternOf(info.name), info] as const),
  };
}

/** AWS writes a variable as `${TagKey}`; of some services as `<key>` or `tag-key`, or leaves it out behind the slash. */
const VARIABLE = /\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$|(?<=\/)$/g;

function patternOf(name: string): Pattern {
  return Pattern.of(name.replace(VARIABLE, '?*'), { ignoreCase: true });
}
