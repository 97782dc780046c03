import { auditLogRetention } from '../../../src/rules/audit/audit-log-retention';
import { GOOD_TRAIL } from '../../../src/rules/trails';
import { findings } from '../judging';

const sections = { Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };
const found = (...Rules: unknown[]) => findings(auditLogRetention, {
  Log1A2B3C4D: { Type: 'AWS::S3::Bucket', Properties: { LifecycleConfiguration: { Rules } } },
  Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { ...GOOD_TRAIL, S3BucketName: { Ref: 'Log1A2B3C4D' } } },
}, sections).map(({ key, message }) => [key, message]);

const SHORT = [['Retention=Log', 'keeps the records of a trail for 30 days; expected are 365 at least']];

test.each([
  ['as a text', { Status: 'Enabled', ExpirationInDays: '30' }],
  ['in one form of the template', { 'Fn::If': ['IsLive', { Ref: 'AWS::NoValue' }, { Status: 'Enabled', ExpirationInDays: 30 }] }],
  ['by a rule that is on in one form', { Status: { 'Fn::If': ['IsLive', 'Disabled', 'Enabled'] }, ExpirationInDays: 30 }],
])('days that are too few are found %s', (_how, rule) => {
  expect(found({ Status: 'Enabled', ExpirationInDays: 400 }, rule)).toEqual(SHORT);
});

test('a rule that is off deletes nothing', () => {
  expect(found({ Status: 'Disabled', ExpirationInDays: 30 })).toEqual([]);
});

test('a bucket and a log group of others are not judged', () => {
  expect(findings(auditLogRetention, {
    Reports: { Type: 'AWS::S3::Bucket', Properties: { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 1 }] } } },
    Debug: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 1 } },
    Trail: { Type: 'AWS::CloudTrail::Trail', Properties: GOOD_TRAIL },
  })).toEqual([]);
});
