import { trailValidatesFiles } from '../../../src/rules/audit/trail-validates-files';
import { trailExample } from '../../../src/rules/trails';
import { findings } from '../judging';

const found = (EnableLogFileValidation: unknown) => findings(trailValidatesFiles, trailExample('', { EnableLogFileValidation }).resources, {
  Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
}).map(({ severity, key }) => [severity, key]);

test.each([
  ['false as a text', 'False'],
  ['left out in one form of the template, which is false', { 'Fn::If': ['IsLive', true, { Ref: 'AWS::NoValue' }] }],
])('digests are off by %s', (_how, value) => {
  expect(found(value)).toEqual([['error', 'EnableLogFileValidation=Trail']]);
});

test('digests are on by true as a text', () => {
  expect(found('true')).toEqual([]);
});
