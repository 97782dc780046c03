import { CLOUD_TRAIL_TAMPERING } from '../../../catalogue/lists/audit-tampering-patterns';
import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const protectCloudTrail = defineGuardrail({
  id: 'ProtectCloudTrail',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'trails and event data stores cannot be stopped, deleted or narrowed',
  intent: 'Without the record of API calls nobody can tell what an attacker did.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Trails, event data stores, channels and dashboards of workloads are changed by exempt principals only; they can be created.',
  ],
  controls: { 'aws-control-tower': ['AWS-GR_CLOUDTRAIL_CHANGE_PROHIBITED'] },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
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
    ],
  },
  statements: (parameters) => [denyUnlessExempt({ Action: [...CLOUD_TRAIL_TAMPERING] }, parameters)],
});
