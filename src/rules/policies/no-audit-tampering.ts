import { AUDIT_TAMPERING_ACTIONS } from '../../catalogue/lists/audit-tampering-actions';
import { isRequired } from '../../policy/condition';
import { Statement } from '../../policy/statement';
import { policyExample, ref, stringParameter } from '../example-templates';
import { NotableActions, NotableGrant, problemOf } from '../notable-grants';
import { defineRule } from '../rule';
import { broadGrants, judgeEach, Problem } from '../select';

export const noAuditTampering = defineRule({
  id: 'NoAuditTampering',
  title: 'a policy statement grants actions that stop or narrow what records and detects',
  why: 'Whoever can stop the trail, the recorder or the detector can do everything else unseen.',
  fix: 'Leave these actions to the pipeline that deploys the audit services, or name the trail, the recorder or the log group that the workload owns.',
  severity: 'error',
  packs: ['strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html',
  ],
  unknown: 'A resource that is only a token, or a condition that is made when it is deployed, is a warning.',
  examples: {
    bad: [
      policyExample('stopping any trail', { Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource: '*' }),
      policyExample('within a wildcard', { Effect: 'Allow', Action: ['guardduty:Get*', 'guardduty:Delete*'], Resource: '*' }),
      policyExample('an action that takes only "*"', { Effect: 'Allow', Action: 'organizations:LeaveOrganization', Resource: '*' }),
    ],
    good: [
      policyExample('the log group of the workload', { Effect: 'Allow', Action: 'logs:DeleteLogGroup', Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/orders:*' }),
      policyExample('reading what is recorded', { Effect: 'Allow', Action: ['cloudtrail:LookupEvents', 'guardduty:Get*'], Resource: '*' }),
      policyExample('for the security team', {
        Effect: 'Allow', Action: 'guardduty:UpdateDetector', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'security' } },
      }),
    ],
    unknown: [{ ...policyExample('the trail is a parameter', { Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource: ref('Trail') }), parameters: stringParameter('Trail') }],
  },
  check: (model) => judgeEach(broadGrants(model), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  for (const grant of isForSome(statement) ? [] : TAMPERING.grantsIn(statement)) {
    if (!isIncidental(grant)) {
      yield problemOf(grant, AUDIT_TAMPERING_ACTIONS);
    }
  }
}

const TAMPERING = NotableActions.listed(AUDIT_TAMPERING_ACTIONS);

/** A condition on who makes the request. */
function isForSome({ conditions }: Statement): boolean {
  return conditions.some((condition) => isRequired(condition) && typeof condition.key === 'string' && /^aws:principal(arn$|tag\/)/i.test(condition.key)
    && !condition.values.includes('*'));
}

const AUDIT_SERVICES = new Set([
  'access-analyzer', 'auditmanager', 'cloudtrail', 'config', 'detective', 'guardduty', 'inspector2', 'macie2', 'securityhub', 'securitylake',
]);

/** All of Amazon EC2 has flow logs in it: NoServiceWildcardAction speaks of that. */
function isIncidental({ actions, patterns, statement }: NotableGrant): boolean {
  return !statement.action.negated && patterns.every((pattern) => /^[^:]+:\*$/.test(pattern.toString()))
    && !actions.some(({ name }) => AUDIT_SERVICES.has(name.slice(0, name.indexOf(':'))));
}
