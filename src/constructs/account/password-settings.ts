/** The settings of the password policy: the one source of what IAM is told to demand and of what AWS Config checks. */
import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import {
  CHARACTER_CLASSES, IAM_DEFAULTS, JUDGED_SETTINGS, JudgedPolicy, JudgedSetting, NUMBER_RANGES, PasswordPolicy, passwordWeaknesses,
} from '../../catalogue/password-policy';
import { badProp, checkDays, checkEach, checkNumber, checkReason, checkText } from '../props';

/**
 * Where the settings of a password policy begin.
 */
export enum PasswordPolicyPreset {
  /**
   * At least 14 characters, none of the last 24 passwords: CIS AWS Foundations Benchmark 5.0, 1.7 and 1.8. And all four classes of
   * characters, as `IAM.7` of AWS Foundational Security Best Practices asks. Passwords do not expire.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html
   */
  CIS = 'CIS',
  /**
   * At least 15 characters, which need not be mixed and do not expire, as NIST SP 800-63B-4 asks of passwords that are the only factor;
   * and none of the last 24, as CIS asks. It leaves open what IAM cannot do: to refuse passwords that are known to be stolen.
   *
   * @see https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
   */
  NIST_800_63B = 'NIST_800_63B',
}

/**
 * The settings of a password policy. What is not given is that of the preset.
 */
export interface PasswordSettings {
  /**
   * What is not given is taken from here.
   *
   * @default PasswordPolicyPreset.CIS
   */
  readonly preset?: PasswordPolicyPreset;

  /**
   * The fewest characters of a password: 6 to 128. Fewer than 14 ask for `weakerReason`.
   *
   * @default - 14 (CIS) or 15 (NIST)
   */
  readonly minimumLength?: number;

  /**
   * A password has one of A to Z. False asks for `weakerReason`, unless passwords have at least 15 characters.
   *
   * @default - true (CIS) or false (NIST)
   */
  readonly requireUppercase?: boolean;

  /**
   * A password has one of a to z. False asks for `weakerReason`, unless passwords have at least 15 characters.
   *
   * @default - true (CIS) or false (NIST)
   */
  readonly requireLowercase?: boolean;

  /**
   * A password has one of 0 to 9. False asks for `weakerReason`, unless passwords have at least 15 characters.
   *
   * @default - true (CIS) or false (NIST)
   */
  readonly requireNumbers?: boolean;

  /**
   * A password has one of `! @ # $ % ^ & * ( ) _ + - = [ ] { } | '`. False asks for `weakerReason`, unless passwords have at least 15
   * characters.
   *
   * @default - true (CIS) or false (NIST)
   */
  readonly requireSymbols?: boolean;

  /**
   * Users may change their own passwords, also those that have no permissions.
   *
   * @default true
   */
  readonly allowUsersToChangePassword?: boolean;

  /**
   * After how many days a password expires: 1 to 1,095 whole days. It applies at once: passwords that are older have expired.
   *
   * @default - passwords do not expire
   */
  readonly maxAge?: Duration;

  /**
   * How many earlier passwords a user cannot take again: 1 to 24. Fewer than 24 ask for `weakerReason`.
   *
   * @default 24
   */
  readonly reusePrevention?: number;

  /**
   * A user whose password has expired is locked out until an administrator sets a new one. Needs `maxAge`, and two `administrators`.
   *
   * @default false
   */
  readonly hardExpiry?: boolean;

  /**
   * ARNs of at least two roles of the account that may reset passwords (`iam:UpdateLoginProfile`), when the expiry is hard. No users: their
   * own passwords expire, too. Named one by one: a list that only the deployment knows is refused.
   *
   * @default - none
   */
  readonly administrators?: string[];

  /**
   * Why passwords may be weaker than 14 characters of four classes, or 15 of any, of which the last 24 cannot be taken again: at least 20
   * characters. The rule pack still warns.
   *
   * @default - they may not
   */
  readonly weakerReason?: string;
}

/** What to call a setting where a prop is wrong. */
const PROPS: Readonly<Record<JudgedSetting, keyof PasswordSettings>> = {
  MinimumPasswordLength: 'minimumLength',
  PasswordReusePrevention: 'reusePrevention',
  RequireUppercaseCharacters: 'requireUppercase',
  RequireLowercaseCharacters: 'requireLowercase',
  RequireNumbers: 'requireNumbers',
  RequireSymbols: 'requireSymbols',
};

const LEAST_ADMINISTRATORS = 2;
const DEFAULT_LENGTHS = { [PasswordPolicyPreset.CIS]: 14, [PasswordPolicyPreset.NIST_800_63B]: 15 };

/** As IAM takes it, whole. What is out of range or too weak is an error that names the prop. The account may be a token. */
export function passwordPolicyOf(settings: PasswordSettings, account: string): PasswordPolicy {
  const { preset = PasswordPolicyPreset.CIS, maxAge } = settings;
  const isMixed = preset === PasswordPolicyPreset.CIS;
  const policy = {
    MinimumPasswordLength: settings.minimumLength ?? DEFAULT_LENGTHS[preset],
    PasswordReusePrevention: settings.reusePrevention ?? NUMBER_RANGES.PasswordReusePrevention[1],
    MaxPasswordAge: maxAge && checkDays('maxAge', maxAge, ...NUMBER_RANGES.MaxPasswordAge),
    RequireUppercaseCharacters: settings.requireUppercase ?? isMixed,
    RequireLowercaseCharacters: settings.requireLowercase ?? isMixed,
    RequireNumbers: settings.requireNumbers ?? isMixed,
    RequireSymbols: settings.requireSymbols ?? isMixed,
    AllowUsersToChangePassword: settings.allowUsersToChangePassword ?? true,
    HardExpiry: settings.hardExpiry ?? false,
  };
  checkNumber('minimumLength', policy.MinimumPasswordLength, ...NUMBER_RANGES.MinimumPasswordLength);
  checkNumber('reusePrevention', policy.PasswordReusePrevention, ...NUMBER_RANGES.PasswordReusePrevention);
  checkWeakness(policy, settings.weakerReason);
  if (policy.HardExpiry) {
    checkHardExpiry(settings, account);
  }
  return policy;
}

/**
 * The parameters of the managed rule, which are texts: `true` counts in lower case only, and what is left out is not checked.
 *
 * https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
 */
export function configParametersOf(policy: PasswordPolicy): Record<string, string> {
  const numbers = (Object.keys(NUMBER_RANGES) as (keyof typeof NUMBER_RANGES)[]).flatMap((setting) => {
    const value = policy[setting];
    return value === undefined ? [] : [[setting, Tokenization.stringifyNumber(value)]];
  });
  return Object.fromEntries([...numbers, ...CHARACTER_CLASSES.map((setting) => [setting, String(policy[setting])])]);
}

function checkWeakness(policy: PasswordPolicy, reason: string | undefined): void {
  const late = JUDGED_SETTINGS.map((setting) => {
    const value = policy[setting] ?? IAM_DEFAULTS[setting];
    return [setting, [Token.isUnresolved(value) ? undefined : value]];
  });
  const [weakness] = passwordWeaknesses(Object.fromEntries(late) as JudgedPolicy).filter(({ found }) => found !== undefined);
  if (reason !== undefined) {
    checkReason('weakerReason', reason);
  } else if (weakness) {
    throw badProp(PROPS[weakness.setting], weakness.found, `${weakness.expected}, or a weakerReason`);
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#password-policy-details */
function checkHardExpiry({ maxAge, administrators = [] }: PasswordSettings, account: string): void {
  if (!maxAge) {
    throw badProp('hardExpiry', true, 'a maxAge beside it, without which no password expires');
  }
  const owner = Token.isUnresolved(account) ? '\\d{12}' : account;
  const form = new RegExp(`^arn:[^:]+:iam::${owner}:role/[^*?]+$`);
  checkEach(administrators, (arn) => checkText('administrators', arn, form, 'ARNs of roles of the account, without wildcards'));
  const { size } = new Set(administrators);
  if (size < LEAST_ADMINISTRATORS || Token.isUnresolved(administrators)) {
    const found = Token.isUnresolved(administrators) ? 'a list that only the deployment knows' : size;
    throw badProp('administrators', found, `at least ${LEAST_ADMINISTRATORS} roles that reset passwords, for a hard expiry can lock out every user`);
  }
}
