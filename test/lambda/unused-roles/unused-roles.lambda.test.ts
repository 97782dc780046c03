import {
  ConfigServiceClient, Evaluation, GetComplianceDetailsByConfigRuleCommand, PutEvaluationsCommand, PutEvaluationsCommandInput,
} from '@aws-sdk/client-config-service';
import { GetAccountAuthorizationDetailsCommand, IAMClient, RoleDetail } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { handler } from '../../../src/lambda/unused-roles/unused-roles.lambda';
import { GENERATED_AT, scheduledEvent } from '../../support/generated-roles';

const iam = mockClient(IAMClient);
const config = mockClient(ConfigServiceClient);
const AT = new Date(GENERATED_AT);

const role = (id: string, facts: Partial<RoleDetail> = {}): RoleDetail => ({
  RoleId: id, RoleName: id.toLowerCase(), Path: '/', CreateDate: new Date('2020-01-01'), RoleLastUsed: { LastUsedDate: new Date('2026-10-31'), Region: 'eu-west-1' }, ...facts,
});
const evaluation = (id: string, compliance: string, annotation?: string): Evaluation => ({
  ComplianceResourceType: 'AWS::IAM::Role', ComplianceResourceId: id, ComplianceType: compliance as Evaluation['ComplianceType'], Annotation: annotation, OrderingTimestamp: AT,
});
const used = (id: string) => evaluation(id, 'COMPLIANT', 'last used 2026-10-31 (eu-west-1)');
const earlier = (id: string, type = 'AWS::IAM::Role') => ({ EvaluationResultIdentifier: { EvaluationResultQualifier: { ResourceType: type, ResourceId: id } } });

function puts(): PutEvaluationsCommandInput[] {
  return config.commandCalls(PutEvaluationsCommand).map(({ args }) => args[0].input);
}

function putEvaluations(): Evaluation[] {
  return puts().flatMap(({ Evaluations: evaluations }) => evaluations!);
}

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  iam.reset();
  config.reset();
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ RoleDetailList: [role('AROA1')] });
  config.on(GetComplianceDetailsByConfigRuleCommand).resolves({});
  config.on(PutEvaluationsCommand).resolves({});
});

test('every page of roles is evaluated, also after one that is empty', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolvesOnce({ RoleDetailList: [role('AROA1')], IsTruncated: true, Marker: 'a' })
    .resolvesOnce({ IsTruncated: true, Marker: 'b' })
    .resolvesOnce({ RoleDetailList: [role('AROA2', { RoleLastUsed: {} })], IsTruncated: false });
  expect(await handler(scheduledEvent())).toEqual({ COMPLIANT: 1, NON_COMPLIANT: 1, NOT_APPLICABLE: 0 });
  expect(putEvaluations()).toEqual([used('AROA1'), evaluation('AROA2', 'NON_COMPLIANT', 'unused in the 400 days that IAM records, created 2020-01-01')]);
  expect(iam.commandCalls(GetAccountAuthorizationDetailsCommand)).toHaveLength(3);
});

test('evaluations are sent by the hundred, for the event that asked for them', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ RoleDetailList: Array.from({ length: 250 }, (_, index) => role(`AROA${index}`)) });
  await handler(scheduledEvent());
  expect(puts().map(({ Evaluations: { length } = [], ResultToken: token, TestMode: test }) => [length, token, test]))
    .toEqual([[100, 'token', false], [100, 'token', false], [50, 'token', false]]);
});

test('a role that two pages list is evaluated once', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolvesOnce({ RoleDetailList: [role('AROA1'), role('AROA2')], IsTruncated: true, Marker: 'a' })
    .resolvesOnce({ RoleDetailList: [role('AROA2'), role('AROA3')] });
  await handler(scheduledEvent());
  expect(putEvaluations()).toEqual([used('AROA1'), used('AROA2'), used('AROA3')]);
});

test('what was evaluated before and is gone, or is no longer to be evaluated, is cleared', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ RoleDetailList: [role('AROA1'), role('AROA2', { Path: '/aws-reserved/sso.amazonaws.com/' })] });
  config.on(GetComplianceDetailsByConfigRuleCommand).resolvesOnce({ EvaluationResults: [earlier('AROA1'), earlier('AROA2')], NextToken: 'a' })
    .resolvesOnce({ EvaluationResults: [earlier('AROA3'), earlier('111122223333', 'AWS::::Account')] });
  expect(await handler(scheduledEvent())).toEqual({ COMPLIANT: 1, NON_COMPLIANT: 0, NOT_APPLICABLE: 2 });
  expect(putEvaluations()).toEqual([used('AROA1'), evaluation('AROA2', 'NOT_APPLICABLE'), evaluation('AROA3', 'NOT_APPLICABLE')]);
  expect(config.commandCalls(GetComplianceDetailsByConfigRuleCommand)[0].args[0].input)
    .toEqual(expect.objectContaining({ ConfigRuleName: 'unused-roles', ComplianceTypes: ['COMPLIANT', 'NON_COMPLIANT'] }));
});

test('nothing is cleared when the roles cannot all be listed', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolvesOnce({ RoleDetailList: [role('AROA1')], IsTruncated: true, Marker: 'a' })
    .rejectsOnce(new Error('IAM is away'));
  config.on(GetComplianceDetailsByConfigRuleCommand).resolves({ EvaluationResults: [earlier('AROA9')] });
  await expect(handler(scheduledEvent())).rejects.toThrow('IAM is away');
  expect(putEvaluations().map(({ ComplianceType: type }) => type)).not.toContain('NOT_APPLICABLE');
});

test('the first run, which AWS Config starts as soon as the rule is made, waits for the grant to read results', async () => {
  jest.useFakeTimers();
  const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
  config.on(GetComplianceDetailsByConfigRuleCommand).rejectsOnce(denied).rejectsOnce(denied).resolves({ EvaluationResults: [earlier('AROA9')] });
  const done = handler(scheduledEvent());
  await jest.advanceTimersByTimeAsync(60_000);
  jest.useRealTimers();
  expect(await done).toEqual({ COMPLIANT: 1, NON_COMPLIANT: 0, NOT_APPLICABLE: 1 });
});

test('without the grant the run fails, and says why', async () => {
  jest.useFakeTimers();
  config.on(GetComplianceDetailsByConfigRuleCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  const done = expect(handler(scheduledEvent())).rejects.toThrow('reading earlier evaluations: AccessDeniedException: no');
  await jest.advanceTimersByTimeAsync(120_000);
  jest.useRealTimers();
  await done;
  expect(putEvaluations()).toEqual([]);
});

test('nothing is cleared when IAM lists no role', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({});
  config.on(GetComplianceDetailsByConfigRuleCommand).resolves({ EvaluationResults: [earlier('AROA9')] });
  await expect(handler(scheduledEvent())).rejects.toThrow('IAM lists no role at all');
  expect(putEvaluations()).toEqual([]);
});

test('a role without an id is an error that names it', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ RoleDetailList: [role('AROA1', { RoleId: undefined })] });
  await expect(handler(scheduledEvent())).rejects.toThrow('RoleId: found nothing for the role aroa1');
});

test('evaluations that AWS Config does not take are sent again', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ RoleDetailList: [role('AROA1'), role('AROA2')] });
  config.on(PutEvaluationsCommand).resolvesOnce({ FailedEvaluations: [used('AROA2')] }).resolvesOnce({});
  await handler(scheduledEvent());
  expect(puts().map(({ Evaluations: evaluations }) => evaluations)).toEqual([[used('AROA1'), used('AROA2')], [used('AROA2')]]);
});

test('evaluations that AWS Config never takes are an error', async () => {
  config.on(PutEvaluationsCommand).resolves({ FailedEvaluations: [used('AROA1')] });
  await expect(handler(scheduledEvent())).rejects.toThrow('evaluations that AWS Config refused 5 times: 1, the first of them of AROA1');
});

test('the token of a test run makes it one', async () => {
  await handler({ ...scheduledEvent(), resultToken: 'TESTMODE' });
  expect(puts()).toEqual([{ Evaluations: [used('AROA1')], ResultToken: 'TESTMODE', TestMode: true }]);
});

test('an event that left the scope of the rule is ignored', async () => {
  expect(await handler({ ...scheduledEvent(), eventLeftScope: true })).toEqual({ COMPLIANT: 0, NON_COMPLIANT: 0, NOT_APPLICABLE: 0 });
  expect([...iam.calls(), ...config.calls()]).toEqual([]);
});

describe('nothing is evaluated for', () => {
  const invokedBy = (invokingEvent: unknown) => ({ ...scheduledEvent(), invokingEvent: JSON.stringify(invokingEvent) });

  test.each<[string, ReturnType<typeof scheduledEvent>, RegExp]>([
    ['a change of a resource', invokedBy({ messageType: 'ConfigurationItemChangeNotification', notificationCreationTime: GENERATED_AT }), /^messageType: found "ConfigurationItemChangeNotification", expected "ScheduledNotification"/],
    ['a notification of no type', invokedBy({ notificationCreationTime: GENERATED_AT }), /^messageType: found undefined/],
    ['a notification without a time', invokedBy({ messageType: 'ScheduledNotification' }), /^notificationCreationTime: found undefined, expected a time in ISO 8601/],
    ['a notification at no time', invokedBy({ messageType: 'ScheduledNotification', notificationCreationTime: 'noon' }), /^notificationCreationTime: found "noon"/],
    ['a time that is a number', invokedBy({ messageType: 'ScheduledNotification', notificationCreationTime: 0 }), /^notificationCreationTime: found 0/],
    ['bad parameters', scheduledEvent({ maxUnusedDays: '500' }), /^maxUnusedDays: found "500", expected a whole number of days from 1 to 400/],
  ])('%s', async (_, event, message) => {
    await expect(handler(event)).rejects.toThrow(message);
    expect([...iam.calls(), ...config.calls()]).toEqual([]);
  });
});
