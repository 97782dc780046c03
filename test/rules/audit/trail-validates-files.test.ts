import { judgedBySetting } from './trail-settings';
import { trailValidatesFiles } from '../../../src/rules/audit/trail-validates-files';

const judged = judgedBySetting(trailValidatesFiles, 'EnableLogFileValidation');

test.each([
  ['false as a text', 'False'],
  ['left out in one form of the template, which is false', { 'Fn::If': ['IsLive', true, { Ref: 'AWS::NoValue' }] }],
])('digests are off by %s', (_how, value) => {
  expect(judged(value)).toMatchObject([{ severity: 'error', key: 'EnableLogFileValidation=Trail' }]);
});

test('digests are on by true as a text', () => {
  expect(judged('true')).toEqual([]);
});
