import { earlierOf, idOfEarlier, policyOf, policyRead, removalChange, removalOf, shownPolicy } from '../../../src/lambda/password-policy/logic';

const OFF = {
  RequireUppercaseCharacters: false, RequireLowercaseCharacters: false, RequireNumbers: false, RequireSymbols: false,
  AllowUsersToChangePassword: false, HardExpiry: false,
};
const EARLIER = { ...OFF, MinimumPasswordLength: 8, RequireNumbers: true };
const OWN = { MinimumPasswordLength: '14', PasswordReusePrevention: '24', RequireSymbols: 'true' };
const CURRENT = { ...OFF, MinimumPasswordLength: 14, PasswordReusePrevention: 24, RequireSymbols: true };

describe('the policy that the properties ask for', () => {
  test('is whole: booleans that are not given are false, numbers that are not given are left out', () => {
    expect(policyOf({ ServiceToken: 'arn', MinimumPasswordLength: '15', HardExpiry: 'true' })).toEqual({ ...OFF, MinimumPasswordLength: 15, HardExpiry: true });
  });

  test('is the same, whether numbers and booleans arrive as texts or not', () => {
    expect(policyOf({ MinimumPasswordLength: 14, RequireSymbols: true, RequireNumbers: false }))
      .toEqual(policyOf({ MinimumPasswordLength: '14', RequireSymbols: 'true', RequireNumbers: 'false' }));
  });

  test.each([
    ['MinimumPasswordLength', '5', '6 to 128'], ['MinimumPasswordLength', '129', '6 to 128'], ['MinimumPasswordLength', '', '6 to 128'],
    ['MaxPasswordAge', '0', '1 to 1095'], ['MaxPasswordAge', 0, '1 to 1095'], ['MaxPasswordAge', '1096', '1 to 1095'], ['MaxPasswordAge', '1.5', '1 to 1095'],
    ['PasswordReusePrevention', '0', '1 to 24'], ['PasswordReusePrevention', '25', '1 to 24'], ['PasswordReusePrevention', 'all', '1 to 24'],
  ])('is refused with %s of %p, and never has a 0', (setting, value, range) => {
    expect(() => policyOf({ [setting]: value })).toThrow(`${setting}: found ${JSON.stringify(value)}, expected a whole number from ${range}`);
  });

  test('is refused with a switch that is neither true nor false', () => {
    expect(() => policyOf({ RequireSymbols: 'True' })).toThrow('RequireSymbols: found "True", expected true or false');
  });

  test('is shown by its settings', () => {
    expect(shownPolicy({ MinimumPasswordLength: 14, RequireSymbols: true })).toEqual('MinimumPasswordLength=14, RequireSymbols=true');
  });
});

describe('the policy that was there before', () => {
  test('is kept in the physical id, without what cannot be sent back', () => {
    const read = policyRead({ ...EARLIER, MaxPasswordAge: 0, PasswordReusePrevention: undefined });
    expect(read).toEqual(EARLIER);
    expect(earlierOf(idOfEarlier(read))).toEqual(EARLIER);
  });

  test('can be none', () => {
    expect(policyRead(undefined)).toBeUndefined();
    expect(earlierOf(idOfEarlier(undefined))).toBeUndefined();
  });

  test('fits into a physical id with all its settings', () => {
    const longest = { ...OFF, MinimumPasswordLength: 128, MaxPasswordAge: 1095, PasswordReusePrevention: 24 };
    expect(Buffer.byteLength(idOfEarlier(longest))).toBeLessThan(1024);
  });

  test.each([undefined, '', 'something else'])('is no %p', (id) => {
    expect(() => earlierOf(id)).toThrow('expected the physical id of the earlier password policy');
  });
});

describe('when the resource is deleted', () => {
  const change = (Removal: string, current: typeof CURRENT | typeof EARLIER | undefined, earlier: typeof EARLIER | undefined = EARLIER) =>
    removalChange({ ...OWN, Removal, Earlier: idOfEarlier(earlier) }, current);

  test.each([
    ['nothing happens, by default', 'retain', CURRENT, EARLIER, { do: 'nothing' }],
    ['the earlier policy is restored', 'restore', CURRENT, EARLIER, { do: 'set', policy: EARLIER }],
    ['there is none again where there was none', 'restore', CURRENT, undefined, { do: 'delete' }],
    ['the policy is deleted', 'delete', CURRENT, EARLIER, { do: 'delete' }],
    ['what others have set since is not replaced', 'restore', EARLIER, EARLIER, { do: 'nothing' }],
    ['what others have set since is not deleted', 'delete', { ...CURRENT, MaxPasswordAge: 90 }, EARLIER, { do: 'nothing' }],
    ['what is gone already is not deleted', 'delete', undefined, EARLIER, { do: 'nothing' }],
    ['what others have deleted is not brought back', 'restore', undefined, EARLIER, { do: 'nothing' }],
  ] as const)('%s', (_, removal, current, earlier, expected) => {
    expect(removalChange({ ...OWN, Removal: removal, Earlier: idOfEarlier(earlier) }, current)).toEqual(expected);
  });

  test('what was restored by the first of two requests is left alone by the second', () => {
    expect(change('restore', EARLIER)).toEqual({ do: 'nothing' });
  });

  test('a removal that does not exist is an error', () => {
    expect(() => removalOf({ Removal: 'keep' })).toThrow('Removal: found "keep", expected retain, restore, delete');
  });
});
