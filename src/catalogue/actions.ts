/** What AWS publishes about each action. */
import { closest, distance } from 'fastest-levenshtein';
import { isServicePrefix, servicePrefixes, StoredAction, storedService, StoredService } from './services';
import { formatsIn } from '../policy/arn-format';
import { Pattern } from '../policy/pattern';
import { hasWildcard } from '../policy/wildcards';

export { catalogueSource, isServicePrefix, servicePrefixes } from './services';

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** A type of resource that an action can be limited to. */
export interface ResourceTypeInfo {
  /** As AWS calls it, for instance `bucket`. */
  readonly name: string;
  /** ARN format, for instance `arn:${Partition}:s3:::${BucketName}`; of some types several, see `formatsIn`. */
  readonly arn: string;
  /** The action needs one of this type. */
  readonly required: boolean;
  /** What a request of the action for this type may carry, beside the condition keys of the action. */
  readonly conditionKeys: readonly string[];
}

export interface ActionInfo {
  /** As AWS spells it, for instance `s3:GetObject`. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** The required ones first; empty: the action takes only `*`. */
  readonly resourceTypes: readonly ResourceTypeInfo[];
  /** ARN formats of the resource types. */
  readonly resourceArns: readonly string[];
  /** All that a request may carry beside the global ones, sorted: those of the action and of its resource types. */
  readonly conditionKeys: readonly string[];
}

/**
 * By action: keys that the Service Authorization Reference lists for others only.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access-product-ids.html
 */
const UNLISTED_CONDITION_KEYS: ReadonlyMap<string, readonly string[]> = new Map([['aws-marketplace:Subscribe', ['aws-marketplace:ProductId']]]);

/** Most actions are never asked for more than their name: the rest is made when it is. */
class CataloguedAction implements ActionInfo {
  private types: readonly ResourceTypeInfo[] | undefined;
  private arns: readonly string[] | undefined;
  private keys: readonly string[] | undefined;

  constructor(readonly name: string, private readonly stored: StoredAction, private readonly service: StoredService) {}

  get accessLevel(): AccessLevel {
    return this.stored[0] as AccessLevel;
  }

  get resourceTypes(): readonly ResourceTypeInfo[] {
    this.types ??= Object.entries(this.stored[2])
      .map(([name, [required, ...conditionKeys]]) => this.resourceType(name, required === 1, conditionKeys))
      .sort((one, other) => Number(other.required) - Number(one.required));
    return this.types;
  }

  get resourceArns(): readonly string[] {
    this.arns ??= this.resourceTypes.map(({ arn }) => arn);
    return this.arns;
  }

  get conditionKeys(): readonly string[] {
    const unlisted = UNLISTED_CONDITION_KEYS.get(this.name) ?? [];
    this.keys ??= union([this.stored[1], unlisted, ...this.resourceTypes.map(({ conditionKeys }) => conditionKeys)]);
    return this.keys;
  }

  private resourceType(name: string, required: boolean, ownKeys: readonly string[]): ResourceTypeInfo {
    const [arn, ...typeKeys] = this.service[1][name];
    return { name, arn, required, conditionKeys: union([ownKeys, typeKeys]) };
  }
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort();
}

/**
 * The plainest ARN format of what an action works on: of the types that it needs, or else of those that it takes, the first with the
 * fewest variables. That is a bucket and not an access point. Undefined: the action takes only `*`.
 */
export function plainestArn({ resourceTypes }: ActionInfo): string | undefined {
  const needed = resourceTypes.filter(({ required }) => required);
  const arns = (needed.length > 0 ? needed : resourceTypes).flatMap(({ arn }) => formatsIn(arn));
  return arns.sort((one, other) => variablesIn(one) - variablesIn(other))[0];
}

function variablesIn(arn: string): number {
  return arn.split('${').length;
}

/** By the action's name in lower case. */
type Actions = ReadonlyMap<string, ActionInfo>;

const byService = new Map<string, Actions>();
const expansions = new Map<string, readonly ActionInfo[]>();

function actionsOf(prefix: string): Actions | undefined {
  const known = byService.get(prefix);
  const service = known ? undefined : storedService(prefix);
  if (!service) {
    return known;
  }
  const actions = new Map(Object.entries(service[2]).map(([name, stored]) => (
    [name.toLowerCase(), new CataloguedAction(`${prefix}:${name}`, stored, service)]
  )));
  byService.set(prefix, actions);
  return actions;
}

export function findAction(name: string): ActionInfo | undefined {
  const [prefix, action, ...more] = name.toLowerCase().split(':');
  return more.length === 0 ? actionsOf(prefix)?.get(action ?? '') : undefined;
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
  if (!hasWildcard(pattern)) {
    return [findAction(pattern) ?? []].flat();
  }
  const prefixPattern = Pattern.of(colon < 0 ? pattern : pattern.slice(0, colon));
  const prefixes = servicePrefixes().filter((prefix) => colon < 0 || prefixPattern.matches(prefix) === 'yes');
  const whole = Pattern.of(pattern, { ignoreCase: true });
  return prefixes.flatMap((prefix) => [...actionsOf(prefix)!.values()].filter((action) => whole.matches(action.name) === 'yes'));
}

/**
 * Real, though the Service Authorization Reference lacks it: it stands in the default policy of SNS topics.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
const UNLISTED_ACTIONS = ['sns:receive'];

/** Does the action exist, or the pattern match one that does? */
export function isKnownAction(pattern: string): boolean {
  return pattern === '*' || UNLISTED_ACTIONS.includes(pattern.toLowerCase()) || expandAction(pattern).length > 0;
}

export interface Suggestion {
  readonly name: string;
  /** Edits between the two names; 1 or 2 is most likely a slip of the pen. */
  readonly distance: number;
}

/** The action whose name is nearest to one that does not exist: of the same service, or of the nearest one. One that begins so is nearer than others. */
export function nearestAction(name: string): Suggestion {
  const [prefix, action = ''] = name.toLowerCase().split(':');
  const actions = actionsOf(nearestService(prefix).name)!;
  const longer = [...actions.keys()].filter((one) => one.startsWith(action));
  const nearest = actions.get(closest(action, longer.length > 0 ? longer : [...actions.keys()]))!;
  return { name: nearest.name, distance: distance(name.toLowerCase(), nearest.name.toLowerCase()) };
}

/** The prefix itself, if a service has it. */
export function nearestService(prefix: string): Suggestion {
  const written = prefix.toLowerCase();
  const name = isServicePrefix(written) ? written : closest(written, servicePrefixes());
  return { name, distance: distance(written, name) };
}
