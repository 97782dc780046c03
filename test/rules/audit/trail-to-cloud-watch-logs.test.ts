import { testNeeded } from './trail-settings';
import { trailToCloudWatchLogs } from '../../../src/rules/audit/trail-to-cloud-watch-logs';

testNeeded(trailToCloudWatchLogs, 'CloudWatchLogsLogGroupArn', 'makes a trail that sends nothing to CloudWatch Logs');
