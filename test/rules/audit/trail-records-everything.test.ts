import { trailRecordsEverything } from '../../../src/rules/audit/trail-records-everything';
import { GOOD_TRAIL } from '../../../src/rules/trails';
import { findings } from '../judging';

const trail = (properties: Record<string, unknown> = {}) => ({ Type: 'AWS::CloudTrail::Trail', Properties: { ...GOOD_TRAIL, ...properties } });
const found = (properties: Record<string, unknown>) => findings(trailRecordsEverything, { Trail1A2B3C4D: trail(properties) }, { Parameters: { Late: { Type: 'String' } } })
  .map(({ severity, message, key }) => [severity, message, key]);

const management = (...more: Record<string, unknown>[]) => ({ AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, ...more] }] });

test('each gap is a finding of its own, and names no hash', () => {
  expect(found({ IsMultiRegionTrail: false, IncludeGlobalServiceEvents: 'false', EventSelectors: [{ ReadWriteType: 'ReadOnly' }] })).toEqual([
    ['error', 'leaves out global services, such as IAM', 'IncludeGlobalServiceEvents=Trail'],
    ['error', 'records one Region and no other', 'IsMultiRegionTrail=Trail'],
    ['error', 'leaves out management events: ReadWriteType', 'ManagementEvents=Trail'],
  ]);
});

test.each([
  ['reads', management({ Field: 'readOnly', Equals: ['false'] }), 'leaves out management events: readOnly'],
  ['a service', management({ Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }), 'leaves out management events: eventSource'],
  ['all of them', { EventSelectors: [{ IncludeManagementEvents: false }] }, 'records no management events'],
])('a trail may leave out %s', (_name, properties, message) => {
  expect(found(properties).map(([, text]) => text)).toEqual([message]);
});

test('a selector for all of them makes up for one that is limited', () => {
  expect(found({ EventSelectors: [{ ReadWriteType: 'WriteOnly' }, { ReadWriteType: 'All' }] })).toEqual([]);
});

test('what a token decides is a warning that names it', () => {
  expect(found({ EventSelectors: [{ ReadWriteType: { Ref: 'Late' } }] })).toEqual([['warning', 'may leave out management events: Late decides', 'ManagementEvents=Trail']]);
});

test('one trail that records everything is enough for the account', () => {
  const Data = trail({ IsMultiRegionTrail: false, EventSelectors: [{ IncludeManagementEvents: false }] });
  expect(findings(trailRecordsEverything, { All: trail(), Data })).toEqual([]);
});

test('what one form of the template leaves out is left out, and a token decides later', () => {
  const inOneForm = (value: unknown) => findings(trailRecordsEverything, { Trail: trail({ EventSelectors: [{ ReadWriteType: { 'Fn::If': ['IsLive', 'All', value] } }] }) }, {
    Parameters: { Late: { Type: 'String' } }, Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
  }).map(({ severity }) => severity);
  expect(inOneForm('ReadOnly')).toEqual(['error']);
  expect(inOneForm('All')).toEqual([]);
  expect(inOneForm({ Ref: 'Late' })).toEqual(['warning']);
  expect(found({ EventSelectors: [{ IncludeManagementEvents: { Ref: 'Late' } }] }).map(([severity]) => severity)).toEqual(['warning']);
});
