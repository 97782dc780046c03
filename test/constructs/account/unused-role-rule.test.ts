import { App, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { UnusedRoleRule, UnusedRoleRuleProps } from '../../../src/constructs/account/unused-role-rule';
import { checkGuardrails } from '../../../src/enforce/guardrails';
import { RulePack } from '../../../src/enforce/rule-pack';
import { readParameters } from '../../../src/lambda/unused-roles/parameters';
import { escalationAttacks } from '../../support/attacks';
import { ACCOUNT, notAllowed, notDenied } from '../../support/proof';

const ENV = { account: ACCOUNT, region: 'eu-west-1' };
const REASON = 'roles for an emergency, tried out once a year';
const PRINCIPAL = `arn:aws:iam::${ACCOUNT}:role/UnusedRoles`;
const RULE = `arn:aws:config:eu-west-1:${ACCOUNT}:config-rule/config-rule-0a1b2c`;
const LOG = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:UnusedRolesLog`;

function inStack(props: UnusedRoleRuleProps = {}, env: { account?: string; region?: string } = ENV, app = new App()) {
  const stack = new Stack(app, `Account-${env.region ?? 'anywhere'}`, { env });
  const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', `arn:aws:iam::${ACCOUNT}:policy/b`);
  const rule = new UnusedRoleRule(stack, 'UnusedRoles', { permissionsBoundary, ...props });
  return { app, stack, rule, template: () => Template.fromStack(stack) };
}

/** What the handler reads of the rule's parameters. */
const criteriaOf = (template: Template) => readParameters(JSON.stringify(Object.values(template.findResources('AWS::Config::ConfigRule'))[0].Properties.InputParameters));

test('the function is invoked once a day, by AWS Config on behalf of this account only', () => {
  const { stack, template } = inStack();
  const [handler] = Object.keys(template().findResources('AWS::Lambda::Function'));
  template().hasResourceProperties('AWS::Config::ConfigRule', {
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceIdentifier: { 'Fn::GetAtt': [handler, 'Arn'] },
      SourceDetails: [{ EventSource: 'aws.config', MessageType: 'ScheduledNotification', MaximumExecutionFrequency: 'TwentyFour_Hours' }],
    },
  });
  template().hasResourceProperties('AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction', FunctionName: { 'Fn::GetAtt': [handler, 'Arn'] }, Principal: 'config.amazonaws.com', SourceAccount: stack.account,
  });
});

test('AWS Config may invoke the function before the rule is made', () => {
  const { template } = inStack();
  const [permission] = Object.keys(template().findResources('AWS::Lambda::Permission'));
  template().hasResource('AWS::Config::ConfigRule', { DependsOn: Match.arrayWith([permission]) });
});

test('the handler reads what the rule says', () => {
  expect(criteriaOf(inStack().template())).toEqual({ maxUnusedDays: 90, gracePeriodDays: 90, allowedPaths: [], allowedTags: [], allowedNames: [] });
  expect(criteriaOf(inStack({
    maxUnusedAge: Duration.days(400), gracePeriod: Duration.hours(48), allowedPaths: ['/break-glass/', '/dr/'], allowedTags: ['keep', 'owner=auditors'],
    allowedNames: ['dr-*'], allowedReason: REASON,
  }).template())).toEqual({
    maxUnusedDays: 400, gracePeriodDays: 2, allowedPaths: ['/break-glass/', '/dr/'], allowedTags: ['keep', 'owner=auditors'], allowedNames: ['dr-*'],
  });
});

test('without a grace period of its own, a new role has as long as any other', () => {
  const criteria = criteriaOf(inStack({ maxUnusedAge: Duration.days(30) }).template());
  expect(criteria).toEqual(expect.objectContaining({ maxUnusedDays: 30, gracePeriodDays: 30 }));
});

test('why roles may go unused stands in the description', () => {
  inStack({ allowedPaths: ['/dr/'], allowedReason: REASON }).template().hasResourceProperties('AWS::Config::ConfigRule', {
    Description: `Checks if IAM roles have been used lately. Some may go unused: ${REASON}`,
  });
});

test('what only the deployment knows is left to the handler', () => {
  const stack = new Stack(new App(), 'Account');
  const listed = new CfnParameter(stack, 'Names', { type: 'CommaDelimitedList' }).valueAsList;
  const days = new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber;
  const role = new iam.Role(stack, 'Restore', { assumedBy: new iam.AccountRootPrincipal() });
  new UnusedRoleRule(stack, 'ByList', { maxUnusedAge: Duration.days(days), allowedNames: listed, allowedReason: REASON });
  new UnusedRoleRule(stack, 'ByRole', { allowedNames: [role.roleName, 'dr-*'], allowedReason: REASON });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Config::ConfigRule', {
    InputParameters: { maxUnusedDays: { Ref: 'Days' }, allowedNames: { 'Fn::Join': [',', { Ref: 'Names' }] } },
  });
  template.hasResourceProperties('AWS::Config::ConfigRule', { InputParameters: { allowedNames: { 'Fn::Join': [',', [stack.resolve(role.roleName), 'dr-*']] } } });
});

test('the log ends, errors raise an alarm, and somebody is told', () => {
  const app = new App();
  const place = new Stack(app, 'Place', { env: ENV });
  const { template, rule } = inStack({ alarmTopic: new Topic(place, 'Alarms'), logRetention: RetentionDays.THREE_MONTHS }, ENV, app);
  const [log] = Object.keys(template().findResources('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 90 } }));
  template().hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: log } }, Timeout: 900, MemorySize: 512 });
  template().hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Errors', Namespace: 'AWS/Lambda', AlarmActions: [Match.anyValue()] });
  expect(rule.errorAlarm.alarmArn).toBeDefined();
});

test('changes of compliance can be listened to', () => {
  const { rule, template, stack } = inStack({ maximumExecutionFrequency: MaximumExecutionFrequency.SIX_HOURS });
  rule.rule.onComplianceChange('Changes');
  const ref = stack.resolve(rule.rule.configRuleName);
  template().hasResourceProperties('AWS::Events::Rule', { EventPattern: { 'detail': { configRuleName: [ref] }, 'detail-type': ['Config Rules Compliance Change'] } });
  expect(stack.resolve(rule.ruleArn)).toEqual({ 'Fn::GetAtt': [ref.Ref, 'Arn'] });
});

test('passes the strict pack and AwsSolutionsChecks, wherever it is deployed', () => {
  for (const env of [{}, ENV, { account: ACCOUNT, region: 'cn-north-1' }, { account: ACCOUNT, region: 'us-gov-west-1' }]) {
    const { app } = inStack({}, env);
    expect(checkGuardrails(app, { pack: RulePack.STRICT }).errors).toEqual([]);
    expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
  }
});

describe('the role of the function', () => {
  /** With ARNs in the place of what is known at the deployment. */
  const identityPolicies = () => Object.values(inStack().template().findResources('AWS::IAM::Policy')).map(({ Properties: { PolicyDocument: document } }) => (
    JSON.parse(JSON.stringify(document), (_, value) => {
      const id = value?.['Fn::GetAtt']?.[0];
      return id === undefined ? value : id.startsWith('UnusedRolesLog') ? `${LOG}:*` : RULE;
    })
  ));

  test('may do what the handler does, and no more', () => {
    expect(notAllowed({ identityPolicies: identityPolicies() }, PRINCIPAL, [
      { what: 'list roles', action: 'iam:GetAccountAuthorizationDetails' },
      { what: 'put evaluations', action: 'config:PutEvaluations' },
      { what: 'read its own results', action: 'config:GetComplianceDetailsByConfigRule', resource: RULE },
      { what: 'open a log stream', action: 'logs:CreateLogStream', resource: `${LOG}:log-stream:run` },
      { what: 'write its log', action: 'logs:PutLogEvents', resource: `${LOG}:log-stream:run` },
    ])).toEqual([]);
    const granted = identityPolicies().flatMap(({ Statement }) => Statement).filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
    expect(granted.sort()).toEqual([
      'config:GetComplianceDetailsByConfigRule', 'config:PutEvaluations', 'iam:GetAccountAuthorizationDetails', 'logs:CreateLogStream', 'logs:PutLogEvents',
    ]);
  });

  test('may do nothing that an attacker would', () => {
    const attacks = escalationAttacks({ principalArn: PRINCIPAL });
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(notDenied({ identityPolicies: identityPolicies() }, PRINCIPAL, attacks)).toEqual([]);
  });

  test.each<[string, string, string | undefined]>([
    ['results of another rule', 'config:GetComplianceDetailsByConfigRule', RULE.replace('0a1b2c', 'ffffff')],
    ['a rule', 'config:DeleteConfigRule', RULE],
    ['the parameters of its rule', 'config:PutConfigRule', RULE],
    ['evaluations of all', 'config:DeleteEvaluationResults', RULE],
    ['the log of another', 'logs:PutLogEvents', `${LOG}2:log-stream:run`],
    ['its own log group', 'logs:DeleteLogGroup', LOG],
    ['a role', 'iam:DeleteRole', `arn:aws:iam::${ACCOUNT}:role/worker`],
    ['one role by itself', 'iam:GetRole', `arn:aws:iam::${ACCOUNT}:role/worker`],
    ['tags, by which roles are allowed', 'iam:TagRole', `arn:aws:iam::${ACCOUNT}:role/worker`],
  ])('may not touch %s', (what, action, resource) => {
    expect(notDenied({ identityPolicies: identityPolicies() }, PRINCIPAL, [{ what, action, resource }])).toEqual([]);
  });
});

describe('the home Region', () => {
  test('has to be that of the stack', () => {
    expect(() => inStack({ homeRegion: 'eu-west-1' })).not.toThrow();
    expect(() => inStack({ homeRegion: 'us-east-1' })).toThrow(/homeRegion: found "us-east-1", expected the Region of the stack, eu-west-1/);
  });

  test('is asserted at the deployment when the stack does not know its Region', () => {
    const { template } = inStack({ homeRegion: 'us-east-1' }, {});
    expect(JSON.stringify(template().toJSON().Rules)).toContain('"Fn::Equals":[{"Ref":"AWS::Region"},"us-east-1"]');
  });

  test('is one for an account', () => {
    const { app } = inStack();
    inStack({}, { account: ACCOUNT, region: 'us-east-1' }, app);
    expect(() => app.synth()).toThrow(/the account has an UnusedRoleRule in another Region/);
  });

  test('may be another one in another account, and have several rules', () => {
    const { app, stack } = inStack();
    new UnusedRoleRule(stack, 'Strict', { maxUnusedAge: Duration.days(7) });
    inStack({}, { account: '444455556666', region: 'us-east-1' }, app);
    expect(() => app.synth()).not.toThrow();
  });
});

describe('what cannot be said', () => {
  test.each<[string, UnusedRoleRuleProps, RegExp]>([
    ['no time at all', { maxUnusedAge: Duration.days(0) }, /maxUnusedAge: found .*, expected 1 day to 400 days/],
    ['longer than IAM remembers', { maxUnusedAge: Duration.days(401) }, /maxUnusedAge: found "401 days", expected 1 day to 400 days/],
    ['half a day', { maxUnusedAge: Duration.hours(36) }, /maxUnusedAge: found "1 day 12 hours", expected whole days/],
    ['endless grace', { gracePeriod: Duration.days(500) }, /gracePeriod: found "500 days"/],
    ['every path', { allowedPaths: ['/'], allowedReason: REASON }, /allowedPaths: found "\/", expected a path of at least one folder/],
    ['a path without its end', { allowedPaths: ['/dr'], allowedReason: REASON }, /allowedPaths: found "\/dr"/],
    ['every name', { allowedNames: ['*'], allowedReason: REASON }, /allowedNames: found "\*", expected a name or name pattern/],
    ['two names in one', { allowedNames: ['a,b'], allowedReason: REASON }, /allowedNames: found "a,b"/],
    ['a tag without a key', { allowedTags: ['=x'], allowedReason: REASON }, /allowedTags: found "=x"/],
    ['no reason', { allowedPaths: ['/dr/'] }, /allowedReason: found "", expected a reason of at least 20 characters/],
    ['a reason that is too long', { allowedPaths: ['/dr/'], allowedReason: 'x'.repeat(300) }, /allowedReason: found "300 characters", expected at most 193/],
    ['too many names', { allowedNames: Array.from({ length: 20 }, (_, index) => `${'n'.repeat(60)}${index}`), allowedReason: REASON }, /allowedNames: found "\d+ characters", expected at most 1024/],
    ['no Region', { homeRegion: 'Ireland' }, /homeRegion: found "Ireland"/],
    ['a log that never ends', { logRetention: RetentionDays.INFINITE }, /logRetention: found "RetentionDays.INFINITE", expected a log that ends/],
  ])('%s', (_, props, message) => {
    expect(() => inStack(props)).toThrow(message);
  });

  test('a list of which only the deployment knows the length asks for its reason all the same', () => {
    expect(() => inStack({ allowedNames: Fn.split(',', Fn.importValue('Names')) })).toThrow(/allowedReason/);
  });
});
