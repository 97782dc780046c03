import { Duration } from 'aws-cdk-lib';
import { ruleOptions, sessionSeconds } from '../../src/enforce/rule-options';
import { ACCOUNT } from '../support/apps';

test.each([[Duration.hours(1), 3600], [Duration.hours(12), 43_200]])('%s is %s seconds', (duration, seconds) => {
  expect(sessionSeconds(duration)).toBe(seconds);
});

test.each([Duration.seconds(3599), Duration.seconds(43_201)])('%s is out of the range of IAM', (duration) => {
  expect(() => sessionSeconds(duration)).toThrow(/maxSessionDuration: found \d+ seconds, expected 3600 to 43200/);
});

test('what is not given leaves the default of the rules', () => {
  expect(ruleOptions({})).toEqual({ trustedAccounts: [] });
});

test('what is given is handed on', () => {
  const options = ruleOptions({ maxSessionDuration: Duration.hours(2), trustedAccounts: [ACCOUNT] });
  expect(options).toEqual({ maxSessionSeconds: 7200, trustedAccounts: [ACCOUNT] });
});

test.each(['', '11112222333', '1111222233334', 'production', 'arn:aws:iam::111122223333:root'])('%j is no account id', (account) => {
  expect(() => ruleOptions({ trustedAccounts: [account] })).toThrow(`trustedAccounts: found "${account}", expected an account id of twelve digits`);
});
