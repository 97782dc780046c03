import { trailToCloudWatchLogs } from '../../../src/rules/audit/trail-to-cloud-watch-logs';
import { trailExample } from '../../../src/rules/trails';
import { findings } from '../judging';

const found = (CloudWatchLogsLogGroupArn: unknown) => findings(trailToCloudWatchLogs, trailExample('', { CloudWatchLogsLogGroupArn }).resources, {
  Parameters: { Arn: { Type: 'String' } }, Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
}).map(({ message }) => message);

test.each([
  ['left out', { Ref: 'AWS::NoValue' }],
  ['left out in one form of the template', { 'Fn::If': ['IsLive', { Ref: 'Arn' }, { Ref: 'AWS::NoValue' }] }],
  ['empty', ''],
])('it is found where it is %s', (_how, value) => {
  expect(found(value)).toEqual(['makes a trail that sends nothing to CloudWatch Logs']);
});

test('a token, or one value or another, will do', () => {
  expect(found({ 'Fn::If': ['IsLive', { Ref: 'Arn' }, { 'Fn::ImportValue': 'arn' }] })).toEqual([]);
});
