import { noAuditTampering } from '../../../src/rules/policies/no-audit-tampering';
import { findings, policy } from '../judging';

const found = (statement: Record<string, unknown>) => findings(noAuditTampering, policy({ Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource: '*', ...statement }));

test('the finding says what the action does', () => {
  expect(found({})).toMatchObject([{
    severity: 'error', key: 'Action=cloudtrail:StopLogging;Resource=*',
    message: 'grants cloudtrail:StopLogging, which stops the record of API calls, on every resource',
  }]);
});

test.each(['cloudtrail:*', 'config:Stop*', 'guardduty:Delete*', 'guardduty:DisassociateMembers', 'securityhub:DisableSecurityHub', 'organizations:LeaveOrganization'])(
  '%s is found', (Action) => {
    expect(found({ Action })).toHaveLength(1);
  });

test.each<[string, Record<string, unknown>]>([
  ['reading what is recorded', { Action: ['cloudtrail:Get*', 'cloudtrail:LookupEvents', 'config:Describe*'] }],
  ['a trail that is named', { Resource: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/data-events' }],
  ['all of a service that also records, which NoServiceWildcardAction judges', { Action: ['ec2:*', 'logs:*'] }],
  ['some of the log groups', { Action: 'logs:*', Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/*' }],
  ['every action, which NoAdminStatement judges', { Action: '*' }],
  ['a denial', { Effect: 'Deny' }],
  ['one role', { Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/audit' } } }],
])('%s is not found', (_what, statement) => {
  expect(found(statement)).toEqual([]);
});

test('a verb of a service that also records is found', () => {
  expect(found({ Action: 'ec2:Delete*' })).toMatchObject([{ message: 'grants ec2:DeleteFlowLogs, which ends the record of network traffic, on every resource' }]);
});

test('a condition that every principal meets limits nothing', () => {
  expect(found({ Condition: { StringLike: { 'aws:PrincipalArn': '*' } } })).toHaveLength(1);
  expect(found({ Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'orders' } } })).toHaveLength(1);
});
