import { CLOUD_TRAIL_TAMPERING } from '../../../catalogue/lists/audit-tampering-patterns';
import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

const TRAIL_GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:organization-trail';

export const protectCloudTrail = defineGuardrail({
  id: 'ProtectCloudTrail',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'trails, event data stores and the log groups of trails cannot be stopped, deleted or narrowed',
  intent: 'Without the record of API calls nobody can tell what an attacker did.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Trails, event data stores, channels and dashboards of workloads are changed by exempt principals only; they can be created.',
    'The second statement stands only where `logGroups` is given: their retention, filters, keys and streams are changed by exempt principals only.',
    'Writing events stays possible, for the deliveries of CloudTrail by a role.',
  ],
  controls: {
    'aws-control-tower': ['AWS-GR_CLOUDTRAIL_CHANGE_PROHIBITED'],
    'aws-fsbp': ['CloudTrail.1', 'CloudTrail.4'],
    'well-architected': ['SEC03-BP05', 'SEC04-BP01'],
  },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['stops a trail', 'cloudtrail:StopLogging'],
        ['deletes a trail', 'cloudtrail:DeleteTrail'],
        ['sends a trail elsewhere', 'cloudtrail:UpdateTrail'],
        ['leaves events out', 'cloudtrail:PutEventSelectors'],
        ['ends the search for unusual activity', 'cloudtrail:PutInsightSelectors'],
      ], { resource: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization' }),
      ...requests([
        ['deletes an event data store', 'cloudtrail:DeleteEventDataStore'],
        ['stops an event data store', 'cloudtrail:StopEventDataStoreIngestion'],
        ['narrows an event data store', 'cloudtrail:UpdateEventDataStore'],
        ['shares an event data store', 'cloudtrail:PutResourcePolicy'],
      ], { resource: 'arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/11111111-2222-3333-4444-555555555555' }),
      ...requests([
        ['takes the trails from their administrator', 'cloudtrail:DeregisterOrganizationDelegatedAdmin'],
        ['makes itself administrator of the trails', 'cloudtrail:RegisterOrganizationDelegatedAdmin'],
      ]),
      ...requests([
        ['deletes the log group of a trail', 'logs:DeleteLogGroup'],
        ['shortens the retention of the log group', 'logs:PutRetentionPolicy'],
        ['lets the log group be deleted', 'logs:PutLogGroupDeletionProtection'],
        ['silences the alarms on the log group', 'logs:PutMetricFilter'],
        ['sends the events elsewhere', 'logs:PutSubscriptionFilter'],
        ['ends the forwarding of events', 'logs:DeleteSubscriptionFilter'],
        ['masks the events', 'logs:PutDataProtectionPolicy'],
        ['rewrites the events', 'logs:PutTransformer'],
        ['encrypts the log group by another key', 'logs:AssociateKmsKey'],
        ['takes the key from the log group', 'logs:DisassociateKmsKey'],
      ], { resource: TRAIL_GROUP }),
      ...requests([
        ['deletes the stream of a trail', 'logs:DeleteLogStream'],
      ], { resource: `${TRAIL_GROUP}:log-stream:111122223333_CloudTrail_eu-west-1` }),
    ],
    allowed: [
      ...requests([
        ['looks events up', 'cloudtrail:LookupEvents'],
        ['reads the state of a trail', 'cloudtrail:GetTrailStatus'],
        ['lists trails', 'cloudtrail:ListTrails'],
        ['makes a trail of its own', 'cloudtrail:CreateTrail'],
        ['starts a trail', 'cloudtrail:StartLogging'],
        ['starts a query', 'cloudtrail:StartQuery'],
        ['reads the event selectors', 'cloudtrail:GetEventSelectors'],
      ]),
      ...requests([
        ['delivers events', 'logs:PutLogEvents'],
        ['makes the stream of a trail', 'logs:CreateLogStream'],
        ['reads events', 'logs:FilterLogEvents'],
      ], { resource: `${TRAIL_GROUP}:log-stream:111122223333_CloudTrail_eu-west-1` }),
      ...requests([
        ['deletes a log group of its own', 'logs:DeleteLogGroup'],
        ['sets the retention of its own', 'logs:PutRetentionPolicy'],
      ], { resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:organization-trail-viewer' }),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({ Action: [...CLOUD_TRAIL_TAMPERING] }, parameters),
    ...(parameters.logGroups.length > 0 ? [denyUnlessExempt({
      Action: ['logs:*ssociateKmsKey', 'logs:Delete*', 'logs:Put*Filter', 'logs:Put*Policy', 'logs:Put*Protection', 'logs:PutTransformer'],
      Resource: parameters.logGroups.flatMap((group) => [group, `${group}:*`]),
    }, parameters)] : []),
  ],
});
