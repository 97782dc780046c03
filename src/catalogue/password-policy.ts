/**
 * The settings of an account's password policy: their ranges, and what the least of a good one is.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
 */

/** As `UpdateAccountPasswordPolicy` takes it: what is absent becomes IAM's default, which is the weakest. */
export interface PasswordPolicy {
  readonly MinimumPasswordLength?: number;
  readonly MaxPasswordAge?: number;
  readonly PasswordReusePrevention?: number;
  readonly RequireUppercaseCharacters?: boolean;
  readonly RequireLowercaseCharacters?: boolean;
  readonly RequireNumbers?: boolean;
  readonly RequireSymbols?: boolean;
  readonly AllowUsersToChangePassword?: boolean;
  readonly HardExpiry?: boolean;
}

export type PasswordSetting = keyof PasswordPolicy;

/** The least and the most. 0 is out of range everywhere: "never" is said by leaving the setting out. */
export const NUMBER_RANGES = {
  MinimumPasswordLength: [6, 128],
  MaxPasswordAge: [1, 1095],
  PasswordReusePrevention: [1, 24],
} as const;

export const CHARACTER_CLASSES = ['RequireUppercaseCharacters', 'RequireLowercaseCharacters', 'RequireNumbers', 'RequireSymbols'] as const;
export const SWITCHES = [...CHARACTER_CLASSES, 'AllowUsersToChangePassword', 'HardExpiry'] as const;

/** IAM's own values of the settings that are judged. */
export const IAM_DEFAULTS = {
  MinimumPasswordLength: 6, PasswordReusePrevention: 0,
  RequireUppercaseCharacters: false, RequireLowercaseCharacters: false, RequireNumbers: false, RequireSymbols: false,
} as const;

/** The settings that are judged. */
export type JudgedSetting = keyof typeof IAM_DEFAULTS;
export const JUDGED_SETTINGS = Object.keys(IAM_DEFAULTS) as JudgedSetting[];

/** Undefined when only the deployment knows it. */
export type LateValue = number | boolean | undefined;

/** All values that each setting can have. */
export type JudgedPolicy = Readonly<Record<JudgedSetting, readonly LateValue[]>>;

export interface Weakness {
  readonly setting: JudgedSetting;
  /** Undefined when only the deployment knows whether it is one. */
  readonly found?: number | boolean;
  readonly expected: string;
}

/** CIS AWS Foundations Benchmark 5.0, 1.7 and 1.8. */
const LEAST_LENGTH = 14;
const LEAST_REUSE_PREVENTION = 24;
/** Of passwords that need not be mixed: https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver */
const LEAST_UNMIXED_LENGTH = 15;

export function passwordWeaknesses(policy: JudgedPolicy): Weakness[] {
  const lengths = policy.MinimumPasswordLength;
  const needNotBeMixed = lengths.every((length) => isAtLeast(length, LEAST_UNMIXED_LENGTH));
  const mixed = `true, or passwords of at least ${LEAST_UNMIXED_LENGTH} characters`;
  return [
    ...below('MinimumPasswordLength', policy, LEAST_LENGTH),
    ...below('PasswordReusePrevention', policy, LEAST_REUSE_PREVENTION),
    ...(needNotBeMixed ? [] : CHARACTER_CLASSES.flatMap((setting) => policy[setting].filter((value) => value !== true).map((value) => ({
      setting, expected: mixed, found: lengths.some((length) => length !== undefined && !isAtLeast(length, LEAST_UNMIXED_LENGTH)) ? value : undefined,
    })))),
  ];
}

function below(setting: 'MinimumPasswordLength' | 'PasswordReusePrevention', policy: JudgedPolicy, least: number): Weakness[] {
  return policy[setting].filter((value) => !isAtLeast(value, least)).map((found) => ({ setting, found, expected: `at least ${least}` }));
}

function isAtLeast(value: LateValue, least: number): boolean {
  return typeof value === 'number' && value >= least;
}
