import { trailIsLogging } from '../../../src/rules/audit/trail-is-logging';
import { GOOD_TRAIL } from '../../../src/rules/trails';
import { findings } from '../judging';
import { judgedBySetting } from './trail-settings';

const judged = judgedBySetting(trailIsLogging, 'IsLogging');

test('a trail that is off is found at its setting', () => {
  expect(judged(false)).toMatchObject([{
    severity: 'error', logicalId: 'Trail', location: 'Resources.Trail.Properties.IsLogging', key: 'IsLogging=Trail', message: 'makes a trail that records nothing',
  }]);
});

test.each([
  ['false as a text', 'false'],
  ['false as a text of people', 'False'],
  ['false in one form of the template', { 'Fn::If': ['IsLive', true, false] }],
])('a trail is off by %s', (_how, value) => {
  expect(judged(value).map(({ severity }) => severity)).toEqual(['error']);
});

test.each([
  ['true', true],
  ['true as a text', 'true'],
  ['true as a text of people', 'True'],
  ['true in each form of the template', { 'Fn::If': ['IsLive', true, 'true'] }],
])('a trail is on by %s', (_how, value) => {
  expect(judged(value)).toEqual([]);
});

test.each([
  ['a parameter', { Ref: 'Given' }, 'Given'],
  ['an import', { 'Fn::ImportValue': 'is-logging' }, 'is-logging'],
  ['a parameter in one form of the template', { 'Fn::If': ['IsLive', true, { Ref: 'Given' }] }, 'Given'],
])('of %s nobody knows: a warning that names it', (_how, value, label) => {
  expect(judged(value)).toMatchObject([{ severity: 'warning', message: expect.stringMatching(`^makes a trail that records nothing, unless .*${label}.* says otherwise$`) }]);
});

test('each trail is judged by itself, and nothing but trails', () => {
  const trail = (IsLogging: boolean) => ({ Type: 'AWS::CloudTrail::Trail', Properties: { ...GOOD_TRAIL, IsLogging } });
  const found = findings(trailIsLogging, { Off: trail(false), On: trail(true), Store: { Type: 'AWS::CloudTrail::EventDataStore', Properties: { IsLogging: false } } });
  expect(found.map(({ logicalId }) => logicalId)).toEqual(['Off']);
});
