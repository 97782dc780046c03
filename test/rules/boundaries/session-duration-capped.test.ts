import { sessionDurationCapped } from '../../../src/rules/boundaries/session-duration-capped';
import { roleExample } from '../../../src/rules/example-templates';
import { Finding } from '../../../src/rules/finding';
import { findings } from '../judging';

function judged(duration: unknown, options = {}, sections = {}): Finding[] {
  return findings(sessionDurationCapped, roleExample('', { MaxSessionDuration: duration }).resources, sections, options);
}

test.each([
  [3600, {}],
  ['3600', {}],
  [7200, { maxSessionSeconds: 7200 }],
  [43_200, { maxSessionSeconds: 43_200 }],
])('allows a session as long as the cap: %p under %p', (duration, options) => {
  expect(judged(duration, options)).toEqual([]);
});

test.each([
  [3601, {}, 3600],
  ['7200', {}, 3600],
  [14_400, { maxSessionSeconds: 7200 }, 7200],
])('finds a session longer than the cap: %p under %p', (duration, options, cap) => {
  expect(judged(duration, options)).toMatchObject([{
    severity: 'error', key: `MaxSessionDuration=${duration}`, location: 'Resources.Role.Properties.MaxSessionDuration',
    message: `has a session of up to ${duration} seconds; at most ${cap} are allowed`,
  }]);
});

test('finds the longer one of two environments, and only that', () => {
  const sections = {
    Parameters: { Stage: { Type: 'String' } },
    Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] } },
  };
  const found = judged({ 'Fn::If': ['IsProduction', 3600, 43_200] }, {}, sections);
  expect(found.map(({ key }) => key)).toEqual(['MaxSessionDuration=43200']);
  expect(judged({ 'Fn::If': ['IsProduction', 3600, { Ref: 'AWS::NoValue' }] }, {}, sections)).toEqual([]);
});

test('judges each allowed value of a parameter', () => {
  const found = judged({ Ref: 'Seconds' }, {}, { Parameters: { Seconds: { Type: 'Number', AllowedValues: [3600, 7200] } } });
  expect(found.map(({ severity, key }) => [severity, key])).toEqual([['error', 'MaxSessionDuration=7200']]);
});

test('names the token that hides the duration, and the cap', () => {
  expect(judged({ Ref: 'Seconds' }, {}, { Parameters: { Seconds: { Type: 'Number' } } })).toMatchObject([
    { severity: 'warning', message: 'has a session of <Seconds> seconds, known only when it is deployed; at most 3600 are allowed' },
  ]);
});

test('judges each role by itself', () => {
  const role = (MaxSessionDuration: number) => roleExample('', { MaxSessionDuration }).resources.Role;
  expect(findings(sessionDurationCapped, { Short: role(3600), Long: role(43_200) }).map(({ logicalId }) => logicalId)).toEqual(['Long']);
});
