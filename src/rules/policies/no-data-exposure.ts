import { DATA_EXFILTRATION_ACTIONS } from '../../catalogue/lists/data-exfiltration-actions';
import { Statement } from '../../policy/statement';
import { policyExample, ref, stringParameter } from '../example-templates';
import { dataExposures } from '../exposures';
import { NotableGrant, problemOf } from '../notable-grants';
import { defineRule } from '../rule';
import { broadGrants, judgeEach, Problem } from '../select';

export const noDataExposure = defineRule({
  id: 'NoDataExposure',
  title: 'a policy statement grants the data of every bucket, table, secret or other resource',
  why: 'One leaked session of the principal carries away what all other workloads of the account have stored.',
  fix: 'Name the resources whose data the workload reads.',
  severity: 'error',
  packs: ['strict'],
  controls: {
    'aws-fsbp': ['KMS.1', 'KMS.2'],
    'nist-800-53-r5': ['AC-2', 'AC-2(1)', 'AC-3', 'AC-3(7)', 'AC-3(15)', 'AC-5', 'AC-6', 'AC-6(3)'],
    'well-architected': ['SEC03-BP02', 'SEC08-BP04'],
  },
  links: [
    'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_least_privileges.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_rest_access_control.html',
  ],
  unknown: 'A resource that is only a token, or a condition that is made when it is deployed, is a warning.',
  examples: {
    bad: [
      policyExample('any object of any bucket', { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
      policyExample('any secret', { Effect: 'Allow', Action: 'secretsmanager:Get*', Resource: 'arn:aws:secretsmanager:*:*:secret:*' }),
      policyExample('only a warning for what seldom holds secrets or stored data', { Effect: 'Allow', Action: 'logs:FilterLogEvents', Resource: '*' }),
    ],
    good: [
      policyExample('the objects of one bucket', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
      policyExample('what a bucket is set to', { Effect: 'Allow', Action: ['s3:GetBucketLocation', 'dynamodb:DescribeTable'], Resource: '*' }),
      policyExample('any key, by way of one service', {
        Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
      }),
    ],
    unknown: [
      { ...policyExample('the bucket is a parameter', { Effect: 'Allow', Action: 's3:GetObject', Resource: ref('Objects') }), parameters: stringParameter('Objects') },
    ],
  },
  check: (model) => judgeEach(broadGrants(model), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  for (const grant of dataExposures(statement)) {
    yield { ...problemOf(grant, DATA_EXFILTRATION_ACTIONS), severity: isWeighty(grant) ? 'error' : 'warning' };
  }
}

/** Stored data in bulk, secrets, and what opens both; not messages, logs, code and screens. */
const WEIGHTY = /^(s3:|secretsmanager:|ssm:GetParameter|dynamodb:|kms:Decrypt|ebs:|rds-data:|redshift-data:|athena:)/;

function isWeighty({ actions }: NotableGrant): boolean {
  return actions.some(({ name }) => WEIGHTY.test(name));
}
