import { ACCOUNT, ADMINISTRATORS, BREAK_GLASS, DEPLOYER, KEEPERS, of, TRAIL } from './terms';
import { trailProtection } from '../../../src/constructs/audit/trail-protection';
import { documentJson } from '../../../src/policy/policy-json';
import { ADMINISTRATOR_ACCESS, FULL_AWS_ACCESS, notAllowed, notDenied } from '../../support/proof';

const GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:audit-events`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/audit-delivery`;
const PROTECTION = documentJson(trailProtection({ trailArn: TRAIL, logGroupArn: GROUP, roleArn: ROLE, keepers: KEEPERS }));

const TAMPERING = [
  ...of(TRAIL, [
    ['stops the trail', 'cloudtrail:StopLogging'], ['deletes the trail', 'cloudtrail:DeleteTrail'], ['sends it elsewhere', 'cloudtrail:UpdateTrail'],
    ['leaves events out', 'cloudtrail:PutEventSelectors'], ['ends Insights', 'cloudtrail:PutInsightSelectors'],
    ['changes its events', 'cloudtrail:PutEventConfiguration'], ['takes its tags off', 'cloudtrail:RemoveTags'],
  ]),
  ...of(GROUP, [
    ['deletes the log group', 'logs:DeleteLogGroup'], ['forgets events sooner', 'logs:PutRetentionPolicy'], ['masks events', 'logs:PutDataProtectionPolicy'],
    ['changes events', 'logs:PutTransformer'], ['takes the deletion protection off', 'logs:PutLogGroupDeletionProtection'],
    ['ends a metric', 'logs:DeleteMetricFilter'], ['ends a subscription', 'logs:DeleteSubscriptionFilter'], ['encrypts by its key', 'logs:AssociateKmsKey'],
  ]),
  ...of(`${GROUP}:log-stream:${ACCOUNT}_CloudTrail_eu-west-1`, [['deletes a log stream', 'logs:DeleteLogStream']]),
  ...of(ROLE, [
    ['deletes the role', 'iam:DeleteRole'], ['takes its policy', 'iam:DeleteRolePolicy'], ['denies it everything', 'iam:PutRolePolicy'],
    ['attaches a policy that denies', 'iam:AttachRolePolicy'], ['bounds it', 'iam:PutRolePermissionsBoundary'], ['changes its trust', 'iam:UpdateAssumeRolePolicy'],
  ]),
];
const WORK = [
  ...of(TRAIL, [['reads the state', 'cloudtrail:GetTrailStatus'], ['starts it', 'cloudtrail:StartLogging']]),
  ...of(GROUP, [['searches', 'logs:StartQuery'], ['watches', 'logs:PutMetricFilter']]),
  ...of(`arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/other`, [['stops another trail', 'cloudtrail:StopLogging']]),
  ...of(`arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:app`, [['deletes another log group', 'logs:DeleteLogGroup']]),
];
const PLACES = {
  'a policy of the principal': { identityPolicies: [ADMINISTRATOR_ACCESS, PROTECTION] },
  'a permissions boundary': { identityPolicies: [ADMINISTRATOR_ACCESS], permissionsBoundary: documentJson([{ Effect: 'Allow', Action: '*', Resource: '*' }, ...PROTECTION.Statement]) },
  'a service control policy': { identityPolicies: [ADMINISTRATOR_ACCESS], serviceControlPolicies: [{ name: 'Root', policies: [FULL_AWS_ACCESS, PROTECTION] }] },
};

describe.each(Object.entries(PLACES))('as %s', (_place, policies) => {
  test.each(Object.entries(ADMINISTRATORS).filter(([, arn]) => arn.includes(ACCOUNT)))('%s with AdministratorAccess neither stops nor narrows the trail', (_who, principal) => {
    expect(notDenied(policies, principal, TAMPERING)).toEqual([]);
    expect(notAllowed(policies, principal, WORK)).toEqual([]);
  });

  test.each([['break-glass', BREAK_GLASS], ['a deployment', DEPLOYER]])('%s may', (_who, principal) => {
    expect(notAllowed(policies, principal, [...TAMPERING, ...WORK])).toEqual([]);
  });
});
