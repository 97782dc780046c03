import { ACCOUNT, of } from './terms';
import { trailDelivery } from '../../../src/constructs/audit/trail-delivery-role';
import { documentJson } from '../../../src/policy/policy-json';
import { notAllowed, notDenied } from '../../support/proof';

const GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:audit-events`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/audit-delivery`;
const policies = { identityPolicies: [documentJson([trailDelivery(`${GROUP}:*`)])] };
const streams = [`${ACCOUNT}_CloudTrail_eu-west-1`, `${ACCOUNT}_CloudTrail_eu-west-1_2`, `o-a1b2c3d4e5_${ACCOUNT}_CloudTrail_eu-west-1`];

test('CloudTrail writes to the streams of the log group', () => {
  const write = streams.flatMap((stream) => of(`${GROUP}:log-stream:${stream}`, [['makes a stream', 'logs:CreateLogStream'], ['writes events', 'logs:PutLogEvents']]));
  expect(notAllowed(policies, ROLE, write)).toEqual([]);
});

test('CloudTrail writes to no other log group, and changes none', () => {
  expect(notDenied(policies, ROLE, [
    ...of(`arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:audit-events-2:log-stream:x`, [['writes to a group whose name goes on', 'logs:PutLogEvents']]),
    ...of(`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:audit-events:log-stream:x`, [['writes to another Region', 'logs:PutLogEvents']]),
    ...of(`${GROUP}:log-stream:${streams[0]}`, [['deletes a stream', 'logs:DeleteLogStream'], ['reads events', 'logs:GetLogEvents']]),
    ...of(GROUP, [['deletes the group', 'logs:DeleteLogGroup'], ['forgets events sooner', 'logs:PutRetentionPolicy'], ['makes a group', 'logs:CreateLogGroup']]),
  ])).toEqual([]);
});
