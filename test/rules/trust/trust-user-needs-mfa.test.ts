import { trustExample } from '../../../src/rules/example-templates';
import { trustUserNeedsMfa } from '../../../src/rules/trust/trust-user-needs-mfa';
import { findings } from '../judging';

const users = ['arn:aws:iam::111122223333:user/alice', 'arn:aws:iam::111122223333:user/team/bob'];
const judged = (AWS: unknown, Condition?: object, ...others: Record<string, unknown>[]) => findings(trustUserNeedsMfa, trustExample('', {
  Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...(Condition && { Condition }),
}, ...others).resources).map(({ key }) => key);

test('tells of each user', () => {
  expect(judged([...users, 'arn:aws:iam::111122223333:role/app'])).toEqual(users.map((user) => `Principal=AWS:${user.replace('::', ':')}`).sort());
});

test.each([
  ['a network', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, 1],
  ['a second factor that is told to be absent', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, 1],
  ['a key that every request with a second factor has', { Null: { 'aws:MultiFactorAuthAge': 'false' } }, 0],
])('a condition on %s', (_name, condition, count) => {
  expect(judged(users[0], condition)).toHaveLength(count);
});

test('does not take a denial for another user for one', () => {
  const denial = { Effect: 'Deny', Principal: { AWS: users[1] }, Action: 'sts:AssumeRole', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } };
  expect(judged(users[0], undefined, denial)).toHaveLength(1);
});

test('a user of the app is one, by its reference', () => {
  const found = (...others: Record<string, unknown>[]) => findings(trustUserNeedsMfa, {
    Alice1A2B3C4D: { Type: 'AWS::IAM::User' },
    ...trustExample('', { Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': ['Alice1A2B3C4D', 'Arn'] } }, Action: 'sts:AssumeRole' }, ...others).resources,
  }).map(({ severity, key }) => [severity, key]);
  expect(found()).toEqual([['error', 'Principal=AWS:<Alice.Arn>']]);
  expect(found({
    Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  })).toEqual([]);
});
