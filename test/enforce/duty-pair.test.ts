import { DutyPair } from '../../src/enforce/duty-pair';
import { ruleOptions } from '../../src/enforce/rule-options';

const pair: DutyPair = { id: 'orders-and-refunds', title: 'place orders and refund them', oneSide: ['sqs:SendMessage'], otherSide: ['states:Start*'] };

test('pairs are handed on to the rules', () => {
  expect(ruleOptions({ dutyPairs: [pair] })).toMatchObject({ dutyPairs: [pair] });
});

test.each<[Partial<DutyPair>, string]>([
  [{ id: 'Orders and refunds' }, 'dutyPairs[0].id: found "Orders and refunds", expected words in lower case with hyphens between them'],
  [{ id: 'key-administration-and-use' }, 'dutyPairs[0].id: found "key-administration-and-use", which is taken'],
  [{ title: ' ' }, 'dutyPairs[0].title: found " ", expected what the two sides are'],
  [{ oneSide: [] }, 'dutyPairs[0].oneSide: found no action, expected at least one'],
  [{ otherSide: ['s3:GetObjekt'] }, 'dutyPairs[0].otherSide[0]: found "s3:GetObjekt", which is no action of AWS, expected one such as s3:GetObject'],
  [{ oneSide: ['sqs:SendMessage', 'sqs'] }, 'dutyPairs[0].oneSide[1]: found "sqs", which is no action of AWS'],
  [{ oneSide: ['s3:Fetch*'] }, 'dutyPairs[0].oneSide[0]: found "s3:Fetch*", which is no action of AWS'],
])('refuses a pair with %j', (change, message) => {
  expect(() => ruleOptions({ dutyPairs: [{ ...pair, ...change }] })).toThrow(message);
});

test('refuses the same id twice', () => {
  expect(() => ruleOptions({ dutyPairs: [pair, pair] })).toThrow('dutyPairs[1].id: found "orders-and-refunds", which is taken');
});
