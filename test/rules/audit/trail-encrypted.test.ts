import { trailEncrypted } from '../../../src/rules/audit/trail-encrypted';
import { trailExample } from '../../../src/rules/trails';
import { findings } from '../judging';

const found = (KMSKeyId: unknown) => findings(trailEncrypted, trailExample('', { KMSKeyId }).resources, {
  Parameters: { Arn: { Type: 'String' } }, Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
}).map(({ message }) => message);

test.each([
  ['left out', { Ref: 'AWS::NoValue' }],
  ['left out in one form of the template', { 'Fn::If': ['IsLive', { Ref: 'Arn' }, { Ref: 'AWS::NoValue' }] }],
  ['empty', ''],
])('it is found where it is %s', (_how, value) => {
  expect(found(value)).toEqual(['makes a trail whose files are not encrypted by a key of AWS KMS']);
});

test('a token, or one value or another, will do', () => {
  expect(found({ 'Fn::If': ['IsLive', { Ref: 'Arn' }, { 'Fn::ImportValue': 'arn' }] })).toEqual([]);
});
