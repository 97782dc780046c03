import { App, Aws, CfnParameter, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AccountPasswordPolicy, AccountPasswordPolicyProps, PasswordPolicyRemoval } from '../../../src/constructs/account/account-password-policy';
import { PasswordPolicyPreset } from '../../../src/constructs/account/password-settings';
import { checkGuardrails } from '../../../src/enforce/guardrails';
import { RulePack } from '../../../src/enforce/rule-pack';
import { ACCOUNT, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const POLICY = 'Custom::IamGuardrailsPasswordPolicy';
const EARLIER = 'Custom::IamGuardrailsEarlierPasswordPolicy';

function inStack(props?: AccountPasswordPolicyProps, env?: { account: string; region: string }) {
  const app = new App();
  const stack = new Stack(app, 'Account', { env });
  const boundaryArn = stack.formatArn({ service: 'iam', region: '', resource: 'policy', resourceName: 'b' });
  const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', boundaryArn);
  const policy = new AccountPasswordPolicy(stack, 'PasswordPolicy', { permissionsBoundary, ...props });
  return { app, stack, policy, template: Template.fromStack(stack) };
}

function only(template: Template, type: string): [string, Record<string, any>] {
  const found = Object.entries(template.findResources(type));
  expect(found).toHaveLength(1);
  return found[0];
}

describe('a stack with the password policy', () => {
  test.each([
    ['anywhere', undefined], ['in an account', { account: ACCOUNT, region: 'eu-west-1' }], ['in China', { account: ACCOUNT, region: 'cn-north-1' }],
  ])('%s passes the strict pack and AwsSolutionsChecks', (_, env) => {
    for (const props of [{}, { preset: PasswordPolicyPreset.NIST_800_63B, removal: PasswordPolicyRemoval.RESTORE }]) {
      const { app } = inStack(props, env);
      const { errors, warnings } = checkGuardrails(app, { pack: RulePack.STRICT });
      expect([errors, warnings]).toEqual([[], []]);
      expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
    }
  });

  test('declares the whole policy, and that it stays', () => {
    const [, { Properties }] = only(inStack({ maxAge: Duration.days(90) }).template, POLICY);
    expect(Properties).toMatchObject({
      MinimumPasswordLength: 14, PasswordReusePrevention: 24, MaxPasswordAge: 90,
      RequireUppercaseCharacters: true, RequireLowercaseCharacters: true, RequireNumbers: true, RequireSymbols: true,
      AllowUsersToChangePassword: true, HardExpiry: false, Removal: 'retain',
    });
  });

  test('remembers the earlier policy, read before anything is changed', () => {
    const { template } = inStack();
    const [earlier, { Properties }] = only(template, EARLIER);
    expect(Object.keys(Properties).sort()).toEqual(['ServiceTimeout', 'ServiceToken']);
    template.hasResourceProperties(POLICY, { Earlier: { Ref: earlier } });
  });

  test('gives up after the function has, not after an hour', () => {
    const { template } = inStack();
    template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 300 });
    template.allResourcesProperties(POLICY, { ServiceTimeout: '1200' });
  });

  test('keeps the log for a year, or as long as is asked', () => {
    inStack().template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    const { template } = inStack({ logRetention: RetentionDays.THREE_MONTHS });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
    template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^PasswordPolicyLog') } } });
  });

  test('raises an alarm when the function fails, and tells whom it is to tell', () => {
    const { template } = inStack();
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Errors', Threshold: 1, TreatMissingData: 'notBreaching',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^PasswordPolicyHandler') } }], AlarmActions: Match.absent(),
    });
    const stack = new Stack(new App(), 'Account');
    const alarmTopic = new sns.Topic(stack, 'Topic');
    new AccountPasswordPolicy(stack, 'PasswordPolicy', { alarmTopic });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: [stack.resolve(alarmTopic.topicArn)] });
  });

  test('is an error with a bad setting', () => {
    expect(() => inStack({ minimumLength: 5 })).toThrow('minimumLength: found 5, expected a whole number from 6 to 128');
  });

  test('that is weaker is warned of by the pack, both what it sets and what it checks, in spite of the reason', () => {
    const { app } = inStack({ minimumLength: 8, weakerReason: 'the old directory takes no more than twelve characters' });
    const { errors, warnings } = checkGuardrails(app, { pack: RulePack.STRICT });
    expect(errors).toEqual([]);
    expect(warnings).toEqual(Array(2).fill('IamGuardrails-StrongPasswordPolicy[MinimumPasswordLength=8]'));
  });

  test('takes settings that only the deployment knows', () => {
    const stack = new Stack(new App(), 'Account');
    new AccountPasswordPolicy(stack, 'PasswordPolicy', { minimumLength: new CfnParameter(stack, 'Length', { type: 'Number' }).valueAsNumber });
    const template = Template.fromStack(stack);
    template.hasResourceProperties(POLICY, { MinimumPasswordLength: { Ref: 'Length' } });
    template.hasResourceProperties('AWS::Config::ConfigRule', { InputParameters: { MinimumPasswordLength: { Ref: 'Length' } } });
  });
});

describe('the rule of AWS Config', () => {
  test('checks what was declared, once it is set', () => {
    const { template, stack, policy } = inStack({ preset: PasswordPolicyPreset.NIST_800_63B, maxAge: Duration.days(365) });
    const [declared, { Properties }] = only(template, POLICY);
    const [, rule] = only(template, 'AWS::Config::ConfigRule');
    expect(rule.Properties.Source).toEqual({ Owner: 'AWS', SourceIdentifier: 'IAM_PASSWORD_POLICY' });
    expect(rule.DependsOn).toEqual([declared]);
    const parameters = Object.entries<string>(rule.Properties.InputParameters);
    expect(parameters).toHaveLength(7);
    expect(parameters.filter(([name, value]) => String(Properties[name]) !== value)).toEqual([]);
    expect(stack.resolve(policy.configRule!.configRuleName)).toBeDefined();
  });

  test('can be off', () => {
    const { template, policy } = inStack({ configRule: false });
    template.resourceCountIs('AWS::Config::ConfigRule', 0);
    expect(policy.configRule).toBeUndefined();
  });
});

describe('the role of the function', () => {
  const LOG = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:log`;
  const principalArn = `arn:aws:iam::${ACCOUNT}:role/handler`;

  /** Its policies, with the ARN of its log group put in. */
  const identityPolicies = (removal: PasswordPolicyRemoval) => {
    const policies = Object.values(inStack({ removal }, { account: ACCOUNT, region: 'eu-west-1' }).template.findResources('AWS::IAM::Policy'));
    return policies.map(({ Properties: { PolicyDocument: { Version, Statement } } }) => ({
      Version, Statement: Statement.map((statement: { Resource: unknown }) => (typeof statement.Resource === 'string' ? statement : { ...statement, Resource: `${LOG}:*` })),
    }));
  };

  const works: ProofRequest[] = [
    { what: 'reads the policy', action: 'iam:GetAccountPasswordPolicy' },
    { what: 'sets the policy', action: 'iam:UpdateAccountPasswordPolicy' },
    { what: 'begins a log', action: 'logs:CreateLogStream', resource: `${LOG}:log-stream:a` },
    { what: 'writes the log', action: 'logs:PutLogEvents', resource: `${LOG}:log-stream:a` },
  ];
  const deletes: ProofRequest = { what: 'deletes the policy', action: 'iam:DeleteAccountPasswordPolicy' };
  const nothingElse: ProofRequest[] = [
    { what: 'resets a password', action: 'iam:UpdateLoginProfile', resource: `arn:aws:iam::${ACCOUNT}:user/alice` },
    { what: 'makes a user', action: 'iam:CreateUser', resource: `arn:aws:iam::${ACCOUNT}:user/eve` },
    { what: 'makes an access key', action: 'iam:CreateAccessKey', resource: `arn:aws:iam::${ACCOUNT}:user/alice` },
    { what: 'writes its own policy', action: 'iam:PutRolePolicy', resource: principalArn },
    { what: 'reads the account', action: 'iam:GetAccountAuthorizationDetails' },
    { what: 'sets the alias', action: 'iam:CreateAccountAlias' },
    { what: 'takes another role', action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/admin` },
    { what: 'makes a session of a person', action: 'sts:GetFederationToken', resource: `arn:aws:sts::${ACCOUNT}:federated-user/eve` },
    { what: 'writes another log', action: 'logs:PutLogEvents', resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:other:log-stream:a` },
    { what: 'deletes its log', action: 'logs:DeleteLogGroup', resource: `${LOG}:*` },
    { what: 'makes a log group', action: 'logs:CreateLogGroup', resource: `${LOG}:*` },
    { what: 'reads a parameter', action: 'ssm:GetParameter', resource: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/x` },
    { what: 'changes its code', action: 'lambda:UpdateFunctionCode', resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:handler` },
  ];

  test.each(Object.values(PasswordPolicyRemoval))('may do what it does and nothing else, with removal %s', (removal) => {
    const policies = { identityPolicies: identityPolicies(removal) };
    const isRetained = removal === PasswordPolicyRemoval.RETAIN;
    expect(notAllowed(policies, principalArn, isRetained ? works : [...works, deletes])).toEqual([]);
    expect(notDenied(policies, principalArn, isRetained ? [...nothingElse, deletes] : nothingElse)).toEqual([]);
  });

  test('has a boundary, when one is given', () => {
    inStack().template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() });
  });
});

describe('a second password policy', () => {
  const env = { account: ACCOUNT, region: 'eu-west-1' };
  const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('second password policy')).length;

  test('of one account is an error, also in another Region', () => {
    const app = new App();
    new AccountPasswordPolicy(new Stack(app, 'One', { env }), 'PasswordPolicy');
    const other = new Stack(app, 'Other', { env: { ...env, region: 'us-east-1' } });
    expect(() => new AccountPasswordPolicy(other, 'PasswordPolicy')).toThrow(
      'Other/PasswordPolicy: the account has the password policy of One/PasswordPolicy already, and can have one only; remove one of them');
  });

  test('of one stack is an error, whatever account it is deployed to', () => {
    const stack = new Stack(new App(), 'Account');
    new AccountPasswordPolicy(stack, 'One');
    expect(() => new AccountPasswordPolicy(stack, 'Other')).toThrow('can have one only');
  });

  test('of another account is none', () => {
    const app = new App();
    new AccountPasswordPolicy(new Stack(app, 'One', { env }), 'PasswordPolicy');
    const other = new Stack(app, 'Other', { env: { ...env, account: '444455556666' } });
    new AccountPasswordPolicy(other, 'PasswordPolicy');
    expect(warnings(other)).toEqual(0);
  });

  test.each([[undefined, undefined], [env, undefined], [undefined, env], [{ ...env, account: Aws.ACCOUNT_ID }, env]])(
    'is a warning where an account is known only when it is deployed', (one, another) => {
      const app = new App();
      new AccountPasswordPolicy(new Stack(app, 'One', { env: one }), 'PasswordPolicy');
      const other = new Stack(app, 'Other', { env: another });
      new AccountPasswordPolicy(other, 'PasswordPolicy');
      expect(warnings(other)).toEqual(1);
    });

  test.each([[env], [undefined]])('of a nested stack counts, too, in %j', (where) => {
    const stack = new Stack(new App(), 'Account', { env: where });
    new AccountPasswordPolicy(stack, 'PasswordPolicy');
    expect(() => new AccountPasswordPolicy(new NestedStack(stack, 'Nested'), 'PasswordPolicy')).toThrow('can have one only');
  });
});
