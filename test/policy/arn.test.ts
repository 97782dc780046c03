import { parseArn } from '../../src/policy/arn';
import { concat, Token, tokenText } from '../../src/policy/text';

const token = (label: string) => tokenText({ kind: 'opaque', label, identity: label } satisfies Token);

test('an ARN splits into its segments, and the resource keeps its colons', () => {
  expect(parseArn('arn:aws:logs:eu-west-1:123456789012:log-group:/app:*')).toEqual({
    partition: 'aws', service: 'logs', region: 'eu-west-1', account: '123456789012', resource: 'log-group:/app:*',
  });
});

test('tokens stay in their segments', () => {
  const arn = parseArn(concat(['arn:', token('Partition'), ':iam::', token('Account'), ':role/', token('Name')]))!;
  expect([arn.partition, arn.service, arn.region, arn.account, arn.resource].map(String))
    .toEqual(['<Partition>', 'iam', '', '<Account>', 'role/<Name>']);
});

test.each([['*'], ['arn:aws:s3'], ['123456789012'], ['https://a:b:c:d:e:f'], ['']])('%p is no ARN', (text) => {
  expect(parseArn(text)).toBeUndefined();
});

test('a lone token may be an ARN, so its segments are not known', () => {
  expect(parseArn(token('RoleArn'))).toBeUndefined();
});
