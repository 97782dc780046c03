import { CONFIG_TAMPERING } from '../../../catalogue/lists/audit-tampering-patterns';
import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const protectConfig = defineGuardrail({
  id: 'ProtectConfig',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'AWS Config goes on recording, and its rules and aggregators stay',
  intent: 'The record of configurations is what drift and compliance are judged by.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Rules, conformance packs, stored queries and remediations of workloads are deleted by exempt principals only.',
    'The recorder, the delivery channel and aggregators are set up by exempt principals only.',
    'Rules can still be added and changed (`config:PutConfigRule`), because workloads bring their own.',
  ],
  controls: {
    'aws-control-tower': ['AWS-GR_CONFIG_AGGREGATION_CHANGE_PROHIBITED', 'AWS-GR_CONFIG_CHANGE_PROHIBITED'],
    'aws-fsbp': ['Config.1'],
    'well-architected': ['SEC03-BP05', 'SEC04-BP01'],
  },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['stops the recorder', 'config:StopConfigurationRecorder'],
        ['deletes the recorder', 'config:DeleteConfigurationRecorder'],
        ['records fewer types', 'config:PutConfigurationRecorder'],
        ['ends the delivery', 'config:DeleteDeliveryChannel'],
        ['sends configurations elsewhere', 'config:PutDeliveryChannel'],
        ['shortens the retention', 'config:PutRetentionConfiguration'],
        ['deletes a rule', 'config:DeleteConfigRule'],
        ['deletes results', 'config:DeleteEvaluationResults'],
        ['leaves the aggregator', 'config:DeleteAggregationAuthorization'],
        ['takes accounts out of the aggregator', 'config:PutConfigurationAggregator'],
        ['deletes a conformance pack', 'config:DeleteConformancePack'],
        ['takes types from a service-linked recorder', 'config:DisassociateResourceTypes'],
      ]),
    ],
    allowed: [
      ...requests([
        ['starts the recorder', 'config:StartConfigurationRecorder'],
        ['adds a rule', 'config:PutConfigRule'],
        ['reports an evaluation', 'config:PutEvaluations'],
        ['evaluates rules', 'config:StartConfigRulesEvaluation'],
        ['reads the history of a resource', 'config:GetResourceConfigHistory'],
        ['lets an aggregator collect from the account', 'config:PutAggregationAuthorization'],
        ['reads the recorder', 'config:DescribeConfigurationRecorders'],
        ['remediates', 'config:StartRemediationExecution'],
      ]),
    ],
  },
  statements: (parameters) => [denyUnlessExempt({ Action: [...CONFIG_TAMPERING] }, parameters)],
});
