import { Aws } from 'aws-cdk-lib';
import { PolicyConditions } from '../../../../src/constructs/identities/policy-conditions';
import { holds } from '../../../support/condition-proof';

describe.each([
  ['aws:ResourceTag', (...keys: string[]) => PolicyConditions.tagMatch(...keys)],
  ['aws:RequestTag', (...keys: string[]) => PolicyConditions.requestTagMatch(...keys)],
])('the tags of %s', (target, match) => {
  const team = match('team');
  const asked = (principal?: string, other?: string) => holds(team, { 'aws:PrincipalTag/team': principal, [`${target}/team`]: other });

  test('have the value that the principal has', () => {
    expect([asked('blue', 'blue'), asked('blue', 'red'), asked('blue', 'Blue')]).toEqual([true, false, false]);
  });

  test('do not match where one of them is missing, or both are', () => {
    expect([asked('blue'), asked(undefined, 'blue'), asked()]).toEqual([false, false, false]);
  });

  test('do not match where both are empty, or one is', () => {
    expect([asked('', ''), asked('', 'blue'), asked('blue', ''), asked('')]).toEqual([false, false, false, false]);
  });

  test('are no pattern where the principal has wildcards in its value', () => {
    expect([asked('*', 'blue'), asked('b?ue', 'blue'), asked('*', '*')]).toEqual([false, false, true]);
  });

  test('have keys whose case does not matter', () => {
    expect(holds(team, { 'aws:PrincipalTag/Team': 'blue', [`${target}/TEAM`]: 'blue' })).toBe(true);
  });

  test('have to match all', () => {
    const both = match('team', 'cost center');
    const tags = (cost: string) => ({
      'aws:PrincipalTag/team': 'blue', [`${target}/team`]: 'blue', 'aws:PrincipalTag/cost center': '7', [`${target}/cost center`]: cost,
    });
    expect([holds(both, tags('7')), holds(both, tags('8'))]).toEqual([true, false]);
  });

  test.each([
    [[], 'tagKeys: found nothing, expected at least one key'],
    [['team', 'Team'], 'tagKeys: found "Team", expected each key once: condition keys are not case-sensitive'],
    [['te*m'], 'tagKeys: found "te*m", expected the key of a tag'],
    [['${aws:username}'], 'expected the key of a tag'],
    [[''], 'tagKeys: found "", expected the key of a tag'],
    [['x'.repeat(129)], 'expected the key of a tag, known now: 1 to 128 letters'],
    [[Aws.STACK_NAME], 'expected the key of a tag, known now'],
  ])('refuse the keys %j', (keys, message) => {
    expect(() => match(...keys)).toThrow(message);
  });
});
