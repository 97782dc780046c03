/** What the custom resources of the password policy do, without doing it. */
import { NUMBER_RANGES, PasswordPolicy, SWITCHES } from '../../catalogue/password-policy';

/** What becomes of the policy when its resource is deleted. */
export type Removal = 'retain' | 'restore' | 'delete';

export type Change = { readonly do: 'nothing' } | { readonly do: 'delete' } | { readonly do: 'set'; readonly policy: PasswordPolicy };

/** Never changes, so that an update is no replacement, which would end in a deletion. */
export const POLICY_ID = 'account-password-policy';
/** CloudFormation deletes what it could not create, by the id that the failed answer gave. */
export const NOT_CREATED_ID = 'account-password-policy-not-created';

const NONE = 'none';
const REMOVALS: readonly Removal[] = ['retain', 'restore', 'delete'];
const NUMBERS = Object.keys(NUMBER_RANGES) as (keyof typeof NUMBER_RANGES)[];

type Properties = Readonly<Record<string, unknown>>;

/** CloudFormation hands numbers and booleans over as texts. A value that IAM would not take is an error that names the setting. */
export function policyOf(properties: Properties): PasswordPolicy {
  return withoutAbsent([
    ...NUMBERS.map((setting) => [setting, numberOf(properties, setting)]),
    ...SWITCHES.map((setting) => [setting, booleanOf(properties, setting)]),
  ]);
}

export function removalOf({ Removal: removal }: Properties): Removal {
  const found = REMOVALS.find((one) => one === removal);
  if (!found) {
    throw new Error(`Removal: found ${JSON.stringify(removal)}, expected ${REMOVALS.join(', ')}`);
  }
  return found;
}

/** IAM answers 0 or nothing where there is no limit; neither may be sent back. */
export function policyRead(answer: PasswordPolicy | undefined): PasswordPolicy | undefined {
  return answer && withoutAbsent([
    ...NUMBERS.map((setting) => [setting, answer[setting] || undefined]),
    ...SWITCHES.map((setting) => [setting, answer[setting] ?? false]),
  ]);
}

/** The policy as a physical id, which CloudFormation keeps as long as the resource. */
export function idOfEarlier(policy: PasswordPolicy | undefined): string {
  return policy ? `earlier-password-policy:${JSON.stringify(policy)}` : `earlier-password-policy:${NONE}`;
}

export function earlierOf(id: unknown): PasswordPolicy | undefined {
  const [, text] = /^earlier-password-policy:(.+)$/.exec(String(id)) ?? [];
  if (text === undefined) {
    throw new Error(`Earlier: found ${JSON.stringify(id)}, expected the physical id of the earlier password policy`);
  }
  return text === NONE ? undefined : policyOf(JSON.parse(text));
}

/** Leaves alone what somebody else has set since: another stack, or an administrator. */
export function removalChange(properties: Properties, current: PasswordPolicy | undefined): Change {
  const removal = removalOf(properties);
  if (removal === 'retain' || !isSame(current, policyOf(properties))) {
    return { do: 'nothing' };
  }
  const earlier = removal === 'restore' ? earlierOf(properties.Earlier) : undefined;
  return earlier ? { do: 'set', policy: earlier } : { do: 'delete' };
}

export function shownPolicy(policy: PasswordPolicy): string {
  return Object.entries(policy).map(([setting, value]) => `${setting}=${value}`).join(', ');
}

function isSame(one: PasswordPolicy | undefined, other: PasswordPolicy): boolean {
  return one !== undefined && NUMBERS.every((setting) => one[setting] === other[setting])
    && SWITCHES.every((setting) => (one[setting] ?? false) === (other[setting] ?? false));
}

function numberOf(properties: Properties, setting: keyof typeof NUMBER_RANGES): number | undefined {
  const found = properties[setting];
  const [least, most] = NUMBER_RANGES[setting];
  if (found === undefined) {
    return undefined;
  }
  const value = /^\d+$/.test(String(found)) ? Number(found) : NaN;
  if (!(value >= least && value <= most)) {
    throw new Error(`${setting}: found ${JSON.stringify(found)}, expected a whole number from ${least} to ${most}`);
  }
  return value;
}

function booleanOf(properties: Properties, setting: typeof SWITCHES[number]): boolean {
  const found = String(properties[setting] ?? false);
  if (found !== 'true' && found !== 'false') {
    throw new Error(`${setting}: found ${JSON.stringify(properties[setting])}, expected true or false`);
  }
  return found === 'true';
}

function withoutAbsent(entries: readonly (readonly (string | number | boolean | undefined)[])[]): PasswordPolicy {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
