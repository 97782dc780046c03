import { App, Aws, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import {
  configParametersOf, passwordPolicyOf as policyIn, PasswordPolicyPreset, PasswordSettings,
} from '../../../src/constructs/account/password-settings';
import { ACCOUNT } from '../../support/proof';

const ADMINISTRATORS = ['arn:aws:iam::111122223333:role/admin-1', 'arn:aws:iam::111122223333:role/teams/admin-2'];
const USER = 'arn:aws:iam::111122223333:user/alice';
const ANY_ROLE = 'arn:aws:iam::111122223333:role/*';
const weakerReason = 'the old directory takes no more than twelve characters';
const { CIS, NIST_800_63B } = PasswordPolicyPreset;
const passwordPolicyOf = (settings: PasswordSettings) => policyIn(settings, ACCOUNT);

describe('a preset', () => {
  test('CIS is the default: 14 mixed characters, none of the last 24, no expiry', () => {
    expect(passwordPolicyOf({})).toEqual({
      MinimumPasswordLength: 14, PasswordReusePrevention: 24, MaxPasswordAge: undefined,
      RequireUppercaseCharacters: true, RequireLowercaseCharacters: true, RequireNumbers: true, RequireSymbols: true,
      AllowUsersToChangePassword: true, HardExpiry: false,
    });
    expect(passwordPolicyOf({ preset: CIS })).toEqual(passwordPolicyOf({}));
  });

  test('NIST asks for 15 characters of any kind', () => {
    expect(passwordPolicyOf({ preset: NIST_800_63B })).toEqual({
      MinimumPasswordLength: 15, PasswordReusePrevention: 24, MaxPasswordAge: undefined,
      RequireUppercaseCharacters: false, RequireLowercaseCharacters: false, RequireNumbers: false, RequireSymbols: false,
      AllowUsersToChangePassword: true, HardExpiry: false,
    });
  });

  test('gives way to each setting that is given', () => {
    expect(passwordPolicyOf({
      preset: NIST_800_63B, minimumLength: 20, requireUppercase: true, requireLowercase: true, requireNumbers: true, requireSymbols: true,
      allowUsersToChangePassword: false, maxAge: Duration.days(90), hardExpiry: true, administrators: ADMINISTRATORS,
    })).toEqual({
      MinimumPasswordLength: 20, PasswordReusePrevention: 24, MaxPasswordAge: 90,
      RequireUppercaseCharacters: true, RequireLowercaseCharacters: true, RequireNumbers: true, RequireSymbols: true,
      AllowUsersToChangePassword: false, HardExpiry: true,
    });
  });
});

describe('a setting that IAM does not take', () => {
  test.each<[PasswordSettings, string]>([
    [{ minimumLength: 5 }, 'minimumLength: found 5, expected a whole number from 6 to 128'],
    [{ minimumLength: 129 }, 'minimumLength: found 129, expected a whole number from 6 to 128'],
    [{ minimumLength: 14.5 }, 'minimumLength: found 14.5, expected a whole number from 6 to 128'],
    [{ reusePrevention: 0 }, 'reusePrevention: found 0, expected a whole number from 1 to 24'],
    [{ reusePrevention: 25 }, 'reusePrevention: found 25, expected a whole number from 1 to 24'],
    [{ maxAge: Duration.days(0) }, 'maxAge: found "0 days", expected 1 day to 1095 days'],
    [{ maxAge: Duration.days(1096) }, 'maxAge: found "1096 days", expected 1 day to 1095 days'],
    [{ maxAge: Duration.hours(36) }, 'maxAge: found "1 day 12 hours", expected whole days'],
  ])('%j is refused with its range, whatever the reason', (settings, message) => {
    expect(() => passwordPolicyOf({ ...settings, weakerReason })).toThrow(message);
  });

  test('is not met by the ends of the ranges', () => {
    const most = passwordPolicyOf({ minimumLength: 128, maxAge: Duration.days(1095) });
    expect([most.MinimumPasswordLength, most.MaxPasswordAge]).toEqual([128, 1095]);
    const least = passwordPolicyOf({ minimumLength: 6, reusePrevention: 1, maxAge: Duration.hours(24), weakerReason });
    expect([least.MinimumPasswordLength, least.PasswordReusePrevention, least.MaxPasswordAge]).toEqual([6, 1, 1]);
  });
});

describe('a weaker policy', () => {
  const mixed = 'expected true, or passwords of at least 15 characters, or a weakerReason';

  test.each<[PasswordSettings, string]>([
    [{ minimumLength: 13 }, 'minimumLength: found 13, expected at least 14, or a weakerReason'],
    [{ preset: NIST_800_63B, minimumLength: 8 }, 'minimumLength: found 8, expected at least 14, or a weakerReason'],
    [{ preset: NIST_800_63B, minimumLength: 14 }, `requireUppercase: found false, ${mixed}`],
    [{ requireUppercase: false }, `requireUppercase: found false, ${mixed}`],
    [{ requireLowercase: false }, `requireLowercase: found false, ${mixed}`],
    [{ requireNumbers: false }, `requireNumbers: found false, ${mixed}`],
    [{ requireSymbols: false }, `requireSymbols: found false, ${mixed}`],
    [{ reusePrevention: 23 }, 'reusePrevention: found 23, expected at least 24, or a weakerReason'],
  ])('%j asks for a reason', (settings, message) => {
    expect(() => passwordPolicyOf(settings)).toThrow(message);
    expect(() => passwordPolicyOf({ ...settings, weakerReason })).not.toThrow();
  });

  test('needs a reason that can be judged', () => {
    expect(() => passwordPolicyOf({ minimumLength: 8, weakerReason: 'legacy' })).toThrow('weakerReason: found "legacy", expected a reason of at least 20 characters');
  });

  test('is none with a class of characters less and 15 characters', () => {
    expect(passwordPolicyOf({ minimumLength: 15, requireSymbols: false }).RequireSymbols).toEqual(false);
  });
});

describe('a hard expiry', () => {
  const maxAge = Duration.days(90);

  test.each<[string, PasswordSettings, string]>([
    ['no age', { administrators: ADMINISTRATORS }, 'hardExpiry: found true, expected a maxAge beside it, without which no password expires'],
    ['nobody', { maxAge }, 'administrators: found 0, expected at least 2 roles that reset passwords'],
    ['one', { maxAge, administrators: [ADMINISTRATORS[0]] }, 'administrators: found 1, expected at least 2 roles'],
    ['one twice', { maxAge, administrators: [ADMINISTRATORS[0], ADMINISTRATORS[0]] }, 'administrators: found 1, expected at least 2 roles'],
    ['a user', { maxAge, administrators: [USER, ...ADMINISTRATORS] }, `administrators: found "${USER}", expected ARNs of roles`],
    ['a role of another account, which cannot reset passwords here', { maxAge, administrators: [ADMINISTRATORS[0], 'arn:aws:iam::444455556666:role/admin-2'] },
      'administrators: found "arn:aws:iam::444455556666:role/admin-2", expected ARNs of roles of the account'],
    ['a list that nobody knows yet', { maxAge, administrators: Fn.split(',', Fn.importValue('Administrators')) }, 'administrators: found "a list that only the deployment knows", expected at least 2 roles'],
    ['any role', { maxAge, administrators: [ANY_ROLE, ...ADMINISTRATORS] }, `administrators: found "${ANY_ROLE}", expected ARNs of roles`],
  ])('is refused with %s', (_, settings, message) => {
    expect(() => passwordPolicyOf({ hardExpiry: true, ...settings })).toThrow(message);
  });

  test('is taken with roles of any account, where only the deployment knows the account', () => {
    expect(policyIn({ hardExpiry: true, maxAge, administrators: ADMINISTRATORS }, Aws.ACCOUNT_ID).HardExpiry).toEqual(true);
  });

  test('is taken with two roles, in any partition', () => {
    for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
      const administrators = ADMINISTRATORS.map((arn) => arn.replace('arn:aws:', `arn:${partition}:`));
      expect(passwordPolicyOf({ hardExpiry: true, maxAge, administrators }).HardExpiry).toEqual(true);
    }
  });
});

test('what only the deployment knows is neither too weak nor out of range', () => {
  const stack = new Stack(new App(), 'Account');
  const [length, days, role] = ['Length', 'Days', 'Role'].map((id) => new CfnParameter(stack, id, { type: id === 'Role' ? 'String' : 'Number' }));
  const policy = passwordPolicyOf({
    minimumLength: length.valueAsNumber, maxAge: Duration.days(days.valueAsNumber), requireSymbols: false,
    hardExpiry: true, administrators: [role.valueAsString, ADMINISTRATORS[0]],
  });
  expect(stack.resolve([policy.MinimumPasswordLength, policy.MaxPasswordAge])).toEqual([{ Ref: 'Length' }, { Ref: 'Days' }]);
  expect(stack.resolve(configParametersOf(policy))).toMatchObject({ MinimumPasswordLength: { Ref: 'Length' }, MaxPasswordAge: { Ref: 'Days' }, RequireSymbols: 'false' });
});

describe('the parameters of the rule of AWS Config', () => {
  test('are the same settings, as texts in lower case', () => {
    expect(configParametersOf(passwordPolicyOf({ minimumLength: 16, maxAge: Duration.days(90), requireSymbols: false }))).toEqual({
      MinimumPasswordLength: '16', MaxPasswordAge: '90', PasswordReusePrevention: '24',
      RequireUppercaseCharacters: 'true', RequireLowercaseCharacters: 'true', RequireNumbers: 'true', RequireSymbols: 'false',
    });
  });

  test('ask for no expiry where there is none', () => {
    expect(configParametersOf(passwordPolicyOf({}))).not.toHaveProperty('MaxPasswordAge');
  });
});
