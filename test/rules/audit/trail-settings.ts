/** Trails that differ in one setting. */
import { Finding } from '../../../src/rules/finding';
import { Rule } from '../../../src/rules/rule';
import { trailExample } from '../../../src/rules/trails';
import { findings } from '../judging';

const SECTIONS = {
  Parameters: { Given: { Type: 'String' } },
  Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
};

/** What the rule finds in a trail by the value of its setting; there are a parameter `Given` and a condition `IsLive`. */
export function judgedBySetting(rule: Rule, name: string): (value: unknown) => Finding[] {
  return (value) => findings(rule, trailExample('', { [name]: value }).resources, SECTIONS);
}

/** The tests of a setting that a trail has to have, whatever it is. */
export function testNeeded(rule: Rule, name: string, message: string): void {
  const judged = judgedBySetting(rule, name);

  test.each([
    ['left out', { Ref: 'AWS::NoValue' }],
    ['left out in one form of the template', { 'Fn::If': ['IsLive', { Ref: 'Given' }, { Ref: 'AWS::NoValue' }] }],
    ['empty', ''],
  ])('it is found where it is %s', (_how, value) => {
    expect(judged(value)).toMatchObject([{ key: `${name}=Trail`, message }]);
  });

  test('a token, or one value or another, will do', () => {
    expect(judged({ 'Fn::If': ['IsLive', { Ref: 'Given' }, { 'Fn::ImportValue': 'given' }] })).toEqual([]);
  });
}
