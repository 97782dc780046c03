import { readableId } from '../../model/intrinsics';
import { ref } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { settingOf, trailExample, trailsOf } from '../trails';

export const trailToCloudWatchLogs = defineRule({
  id: 'TrailToCloudWatchLogs',
  title: 'a trail is not watched: it sends nothing to CloudWatch Logs',
  why: 'Files in a bucket raise no alarm: what happens is noticed when somebody looks for it, weeks later.',
  fix: 'Set CloudWatchLogsLogGroupArn and CloudWatchLogsRoleArn, and raise alarms by metric filters; in a CDK app, AuditTrail has the log group.',
  severity: 'warning',
  packs: ['strict'],
  controls: {
    'aws-fsbp': ['CloudTrail.5'],
    'nist-800-53-r5': ['AC-6(9)', 'AU-2', 'AU-6(1)', 'AU-6(3)', 'AU-12', 'CA-7', 'SI-4(5)', 'SI-4(20)'],
  },
  links: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
  ],
  unknown: 'Nothing is left open: a log group that is a token is a log group.',
  examples: {
    bad: [trailExample('no log group', { CloudWatchLogsLogGroupArn: ref('AWS::NoValue') })],
    good: [
      trailExample('a log group', {}),
      { ...trailExample('a log group that is a parameter', { CloudWatchLogsLogGroupArn: ref('LogGroupArn') }), parameters: { LogGroupArn: { Type: 'String' } } },
    ],
    unknown: [],
  },
  *check(model) {
    for (const trail of trailsOf(model).filter((one) => settingOf(model, one, 'CloudWatchLogsLogGroupArn', '').includes(''))) {
      yield {
        template: trail.template, resource: trail, location: 'Properties', key: partKey('CloudWatchLogsLogGroupArn', [readableId(trail.logicalId)]),
        message: 'makes a trail that sends nothing to CloudWatch Logs',
      };
    }
  },
});
