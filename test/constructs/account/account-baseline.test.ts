import { App, CfnElement, CfnParameter, Duration, Environment, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, RulePack } from '../../../src';
import { AccessAnalyzers, AnalyzerScope } from '../../../src/constructs/account/access-analyzers';
import { AccountBaseline } from '../../../src/constructs/account/account-baseline';
import { AccountBaselineProps, OmittedBaselineParts } from '../../../src/constructs/account/account-baseline-props';
import { AccountPasswordPolicy } from '../../../src/constructs/account/account-password-policy';
import { ConfigRecorder } from '../../../src/constructs/account/config-recorder';
import { CredentialHygiene } from '../../../src/constructs/account/credential-hygiene';
import { UnusedRoleRule } from '../../../src/constructs/account/unused-role-rule';
import { AuditTrail } from '../../../src/constructs/audit/audit-trail';
import { InvestigationQueries } from '../../../src/constructs/audit/investigation-queries';
import { LogArchive } from '../../../src/constructs/audit/log-archive';
import { ACCOUNT } from '../../support/proof';

const REGION = 'eu-west-1';
const HOME = { account: ACCOUNT, region: REGION };
const AWAY = { account: ACCOUNT, region: 'us-east-1' };
const OTHER_ACCOUNT = '444455556666';
const ORGANIZATION = 'o-a1b2c3d4e5';
const REASON = 'a reason that a reviewer can judge';
const TRAIL = { breakGlassPrincipals: [ACCOUNT, OTHER_ACCOUNT].map((account) => `arn:aws:iam::${account}:role/break-glass`) };
const PARTS: (keyof OmittedBaselineParts)[] = ['passwordPolicy', 'auditTrail', 'investigationQueries', 'unusedRoles', 'credentialHygiene', 'accessAnalyzers'];

const PASSWORD_POLICY = 'Custom::IamGuardrailsPasswordPolicy';
const RULE = 'AWS::Config::ConfigRule';
const RECORDER = 'AWS::Config::ConfigurationRecorder';
const CHANNEL = 'AWS::Config::DeliveryChannel';
const ANALYZER = 'AWS::AccessAnalyzer::Analyzer';

function stackIn(env: Environment | undefined = HOME, app = new App(), id = 'Security'): Stack {
  const stack = new Stack(app, id, { env });
  iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', `arn:aws:iam::${ACCOUNT}:policy/boundary`));
  return stack;
}

function baselineIn(stack: Stack, props: AccountBaselineProps = {}): AccountBaseline {
  const isGiven = props.auditTrail ?? props.existingParts?.auditTrail ?? props.omittedParts?.auditTrail;
  return new AccountBaseline(stack, 'Baseline', isGiven === undefined ? { auditTrail: TRAIL, ...props } : props);
}

const templateOf = (props?: AccountBaselineProps, stack = stackIn()) => {
  baselineIn(stack, props);
  return Template.fromStack(stack);
};
const idsOf = (template: Template, type: string) => Object.keys(template.findResources(type));
/** How many of each there are; the archive and its queries go with the trail. */
const counts = (template: Template) => Object.fromEntries([PASSWORD_POLICY, 'AWS::CloudTrail::Trail', 'AWS::Logs::QueryDefinition', RULE, RECORDER, ANALYZER]
  .map((type) => [type, idsOf(template, type).length]));
/** The rules by what they are: identifiers, or the function. */
const rulesOf = (template: Template) => Object.values(template.findResources(RULE))
  .map(({ Properties: { Source: { Owner, SourceIdentifier } } }) => (Owner === 'AWS' ? SourceIdentifier : Owner)) as string[];

function omitting(...parts: (keyof OmittedBaselineParts)[]): AccountBaselineProps {
  return { omittedParts: Object.fromEntries(parts.map((part) => [part, REASON])) };
}

function findingsOf(env: Environment, props: AccountBaselineProps) {
  const stack = stackIn(env);
  baselineIn(stack, props);
  const app = stack.node.root as App;
  const { errors, warnings } = checkGuardrails(app, { pack: RulePack.STRICT });
  return [errors, warnings, new AwsSolutionsChecks().validateScope(app).violations];
}

describe.each<[string, AccountBaselineProps]>([
  ['with all parts', {}],
  ['with all of their options', {
    passwordPolicy: { minimumLength: 20, maxAge: Duration.days(365) },
    auditTrail: { ...TRAIL, organizationId: ORGANIZATION },
    investigationQueries: { folder: 'Security' },
    credentialHygiene: { accessKeyMaxAge: Duration.days(30) },
    unusedRoles: { maxUnusedAge: Duration.days(30) },
    accessAnalyzers: { scope: AnalyzerScope.ORGANIZATION },
    recorder: ConfigRecorder.create({ createServiceLinkedRole: false }),
  }],
  ['without rules of its own', omitting('passwordPolicy', 'unusedRoles', 'credentialHygiene')],
  ...PARTS.map((part): [string, AccountBaselineProps] => [`without ${part}`, omitting(part)]),
])('a baseline %s', (_, props) => {
  test.each<[string, Environment]>([
    ['its home Region', HOME], ['another Region', AWAY],
  ])('passes the strict pack and AwsSolutionsChecks in %s', (__, env) => {
    expect(findingsOf(env, { homeRegion: REGION, ...props })).toEqual([[], [], []]);
  });
});

test.each<[string, Environment]>([
  ['of any account', {}], ['in China', { account: ACCOUNT, region: 'cn-north-1' }], ['in GovCloud', { account: ACCOUNT, region: 'us-gov-west-1' }],
])('a baseline of a stack %s passes the strict pack and AwsSolutionsChecks', (_, env) => {
  expect(findingsOf(env, { homeRegion: env.region ?? REGION })).toEqual([[], [], []]);
});

describe('the parts', () => {
  test('are all there in the home Region, each once', () => {
    const stack = stackIn();
    const baseline = baselineIn(stack, { homeRegion: REGION });
    const template = Template.fromStack(stack);
    expect(counts(template)).toMatchObject({ [PASSWORD_POLICY]: 1, 'AWS::CloudTrail::Trail': 1, [RECORDER]: 1, [ANALYZER]: 2 });
    template.hasResourceProperties('AWS::Logs::QueryDefinition', { LogGroupNames: [stack.resolve(baseline.auditTrail!.logGroup.logGroupName)] });
    expect(rulesOf(template).sort()).toEqual([...baseline.credentialHygiene!.ruleIdentifiers, 'IAM_PASSWORD_POLICY', 'CUSTOM_LAMBDA'].sort());
    expect(PARTS.filter((part) => baseline[part] === undefined)).toEqual([]);
  });

  test('are those of each Region elsewhere, by the same props', () => {
    const stack = stackIn(AWAY);
    const baseline = baselineIn(stack, { homeRegion: REGION });
    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs(ANALYZER, { Type: 'ACCOUNT' }, 1);
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(1);
    const { accessAnalyzers, ...others } = Object.fromEntries(PARTS.map((part) => [part, baseline[part]]));
    expect(accessAnalyzers).toBeInstanceOf(AccessAnalyzers);
    expect(new Set(Object.values(others))).toEqual(new Set([undefined]));
  });

  test('of two Regions stand in one app', () => {
    const app = new App();
    for (const region of [REGION, 'us-east-1', 'ap-southeast-1']) {
      baselineIn(stackIn({ account: ACCOUNT, region }, app, region), { homeRegion: REGION });
    }
    expect(() => app.synth()).not.toThrow();
  });

  test('that an account has once are in one Region', () => {
    const app = new App();
    baselineIn(stackIn(HOME, app, 'First'));
    baselineIn(stackIn({ account: OTHER_ACCOUNT, region: REGION }, app, 'Other'));
    expect(() => baselineIn(stackIn(AWAY, app, 'Second')))
      .toThrow('homeRegion: found nothing, expected one Region in all stacks of the account: First/Baseline has all parts already');
    expect(() => baselineIn(stackIn(AWAY, app, 'Third'), { homeRegion: REGION })).not.toThrow();
  });

  test('are refused in another Region by CloudFormation, where only the deployment knows it', () => {
    const template = templateOf({ homeRegion: REGION, ...omitting('credentialHygiene') }, stackIn({}));
    expect(Object.values(template.toJSON().Rules)).toContainEqual({
      Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, REGION] }, AssertDescription: expect.stringContaining('homeRegion: parts about IAM') }],
    });
    expect(counts(template)).toMatchObject({ [PASSWORD_POLICY]: 1, 'AWS::CloudTrail::Trail': 1 });
  });

  test('take their own props', () => {
    const template = templateOf({
      auditTrail: { ...TRAIL, trailName: 'audit' }, investigationQueries: { folder: 'Security' }, passwordPolicy: { minimumLength: 20 },
      credentialHygiene: { accessKeyMaxAge: Duration.days(30) }, unusedRoles: { maxUnusedAge: Duration.days(30) },
      accessAnalyzers: { unusedAccessAge: Duration.days(30) },
    });
    template.hasResourceProperties('AWS::CloudTrail::Trail', { TrailName: 'audit' });
    template.hasResourceProperties('AWS::Logs::QueryDefinition', { Name: 'Security/Access denied' });
    template.hasResourceProperties(PASSWORD_POLICY, { MinimumPasswordLength: 20 });
    template.hasResourceProperties(RULE, { InputParameters: { maxAccessKeyAge: '30' } });
    template.hasResourceProperties(RULE, { InputParameters: { maxUnusedDays: '30', gracePeriodDays: '30' } });
    template.hasResourceProperties(ANALYZER, { AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge: 30 } } });
  });

  test('share a topic for alarms and a boundary, unless one has its own', () => {
    const stack = new Stack(new App(), 'Security', { env: HOME });
    const [shared, own] = ['Alarms', 'Roles'].map((id) => new sns.Topic(stack, id));
    const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Functions', `arn:aws:iam::${ACCOUNT}:policy/functions`);
    const { passwordPolicy, unusedRoles } = baselineIn(stack, { alarmTopic: shared, permissionsBoundary, unusedRoles: { alarmTopic: own } });
    const template = Template.fromStack(stack);
    const actionsOf = ({ errorAlarm }: { errorAlarm: Alarm }) => {
      const id = stack.getLogicalId(errorAlarm.node.defaultChild as CfnElement);
      return template.findResources('AWS::CloudWatch::Alarm')[id].Properties.AlarmActions;
    };
    expect(actionsOf(passwordPolicy!)).toEqual([stack.resolve(shared.topicArn)]);
    expect(actionsOf(unusedRoles!)).toEqual([stack.resolve(own.topicArn)]);
    template.resourcePropertiesCountIs('AWS::IAM::Role', { PermissionsBoundary: permissionsBoundary.managedPolicyArn }, 2);
  });
});

describe('the recorder', () => {
  test('is there before any rule is', () => {
    const template = templateOf();
    const awaited = [...idsOf(template, RECORDER), ...idsOf(template, CHANNEL)];
    expect(awaited).toHaveLength(2);
    for (const { DependsOn } of Object.values(template.findResources(RULE))) {
      expect(DependsOn).toEqual(expect.arrayContaining(awaited));
    }
  });

  test('is one resource, whichever rules there are: CloudFormation does not make another beside it', () => {
    const omissions = [{}, omitting('credentialHygiene'), omitting('unusedRoles'), omitting('passwordPolicy', 'credentialHygiene')];
    const templates = omissions.map((props) => templateOf(props));
    for (const type of [RECORDER, CHANNEL, 'AWS::IAM::ServiceLinkedRole']) {
      const ids = templates.map((template) => idsOf(template, type));
      expect(ids[0]).toHaveLength(1);
      expect(ids).toEqual(omissions.map(() => ids[0]));
    }
  });

  test('is not there without rules', () => {
    expect(counts(templateOf(omitting('passwordPolicy', 'credentialHygiene', 'unusedRoles')))).toMatchObject({ [RECORDER]: 0, [RULE]: 0 });
    const { omittedParts } = omitting('credentialHygiene', 'unusedRoles');
    const passwordPolicy = { configRule: false };
    expect(counts(templateOf({ passwordPolicy, omittedParts }))).toMatchObject({ [RECORDER]: 0, [RULE]: 0, [PASSWORD_POLICY]: 1 });
  });

  test.each<[string, AccountBaselineProps]>([
    ['of the baseline', { recorder: ConfigRecorder.existing() }],
    ['of the rules about credentials', { credentialHygiene: { recorder: ConfigRecorder.existing() } }],
    ['of the baseline, without these rules', { recorder: ConfigRecorder.existing(), ...omitting('credentialHygiene') }],
  ])('%s may be one that exists', (_, props) => {
    const template = templateOf(props);
    expect(counts(template)[RECORDER]).toBe(0);
    expect(rulesOf(template)).toEqual(expect.arrayContaining(['IAM_PASSWORD_POLICY', 'CUSTOM_LAMBDA']));
  });

  test('of rules that the app has is waited for', () => {
    const stack = stackIn();
    baselineIn(stack, { existingParts: { credentialHygiene: new CredentialHygiene(stack, 'Hygiene') } });
    const template = Template.fromStack(stack);
    const recorder = idsOf(template, RECORDER);
    expect(recorder).toHaveLength(1);
    for (const { DependsOn } of Object.values(template.findResources(RULE))) {
      expect(DependsOn).toEqual(expect.arrayContaining(recorder));
    }
  });
});

describe('a part that the app has', () => {
  test('stands in for one of the baseline', () => {
    const app = new App();
    const own = stackIn(HOME, app, 'Own');
    const existingParts = {
      passwordPolicy: new AccountPasswordPolicy(own, 'Passwords'),
      auditTrail: new AuditTrail(own, 'Trail', TRAIL),
      credentialHygiene: new CredentialHygiene(own, 'Hygiene'),
      unusedRoles: new UnusedRoleRule(own, 'Roles'),
      accessAnalyzers: new AccessAnalyzers(own, 'Analyzers'),
    };
    const investigationQueries = new InvestigationQueries(own, 'Queries', { logGroup: existingParts.auditTrail.logGroup });
    const stack = stackIn(HOME, app);
    const baseline = baselineIn(stack, { existingParts: { ...existingParts, investigationQueries } });
    for (const [part, construct] of Object.entries({ ...existingParts, investigationQueries })) {
      expect(baseline[part as keyof AccountBaseline]).toBe(construct);
    }
    expect(Template.fromStack(stack).toJSON().Resources ?? {}).toEqual({});
    expect(() => app.synth()).not.toThrow();
  });

  test('of another stack is deployed before the rules that need its recorder', () => {
    const app = new App();
    const own = stackIn(HOME, app, 'Own');
    const stack = stackIn(HOME, app);
    baselineIn(stack, { existingParts: { credentialHygiene: new CredentialHygiene(own, 'Hygiene') } });
    app.synth();
    expect(stack.dependencies).toEqual([own]);
  });

  test('gives its log group to the queries', () => {
    const app = new App();
    const own = stackIn(HOME, app, 'Own');
    const auditTrail = new AuditTrail(own, 'Trail', TRAIL);
    const stack = stackIn(HOME, app);
    baselineIn(stack, { existingParts: { auditTrail } });
    expect(counts(Template.fromStack(stack))).toMatchObject({ 'AWS::CloudTrail::Trail': 0 });
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::QueryDefinition', { LogGroupNames: [stack.resolve(auditTrail.logGroup.logGroupName)] });
  });

  test('of the organization is in whatever account: its queries are beside it', () => {
    const app = new App();
    const management = stackIn({ account: OTHER_ACCOUNT, region: REGION }, app, 'Management');
    const auditTrail = new AuditTrail(management, 'Trail', { ...TRAIL, organizationId: ORGANIZATION });
    const accessAnalyzers = new AccessAnalyzers(management, 'Analyzers', { scope: AnalyzerScope.ORGANIZATION });
    const stack = stackIn(HOME, app);
    const baseline = baselineIn(stack, { existingParts: { auditTrail, accessAnalyzers } });
    expect([baseline.auditTrail, baseline.investigationQueries]).toEqual([auditTrail, undefined]);
    expect(counts(Template.fromStack(stack))).toMatchObject({ 'AWS::CloudTrail::Trail': 0, 'AWS::Logs::QueryDefinition': 0, [ANALYZER]: 0 });
    expect(() => app.synth()).not.toThrow();
  });

  test('may be an archive in another account', () => {
    const app = new App();
    const archive = new LogArchive(stackIn({ account: OTHER_ACCOUNT, region: REGION }, app, 'Archive'), 'Archive', {
      trails: [{ trailArn: `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/audit` }], bucketName: 'audit-records', keyAlias: 'alias/audit', ...TRAIL,
    });
    const stack = stackIn(HOME, app);
    baselineIn(stack, { auditTrail: { ...TRAIL, trailName: 'audit', archive } });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudTrail::Trail', { S3BucketName: 'audit-records' });
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
  });
});

describe('a part that is omitted', () => {
  const all = counts(templateOf());
  const without: Record<string, Record<string, unknown>> = {
    passwordPolicy: { [PASSWORD_POLICY]: 0, [RULE]: all[RULE] - 1 },
    auditTrail: { 'AWS::CloudTrail::Trail': 0, 'AWS::Logs::QueryDefinition': 0 },
    investigationQueries: { 'AWS::Logs::QueryDefinition': 0 },
    unusedRoles: { [RULE]: all[RULE] - 1 },
    credentialHygiene: { [RULE]: 2 },
    accessAnalyzers: { [ANALYZER]: 0 },
  };

  test.each(PARTS)('is not there, the others are: %s', (part) => {
    const stack = stackIn();
    const baseline = baselineIn(stack, omitting(part));
    expect(baseline[part]).toBeUndefined();
    expect(counts(Template.fromStack(stack))).toEqual({ ...all, ...without[part] });
  });

  test.each(PARTS)('asks for a reason: %s', (part) => {
    const omittedParts = { [part]: 'no' };
    expect(() => baselineIn(stackIn(), { omittedParts })).toThrow(`omittedParts.${part}: found "no", expected a reason of at least 20 characters`);
    expect(() => baselineIn(stackIn(AWAY), { homeRegion: REGION, omittedParts })).toThrow(`omittedParts.${part}`);
  });
});

describe('the managed rule about passwords', () => {
  const additionalRules = [{ identifier: 'IAM_PASSWORD_POLICY', parameters: { MinimumPasswordLength: '8' } }];

  test('is there once', () => {
    expect(() => templateOf({ credentialHygiene: { additionalRules } }))
      .toThrow('credentialHygiene.additionalRules: found "IAM_PASSWORD_POLICY", expected none: passwordPolicy has that rule, with its own values, unless its configRule is false');
    const count = (props: AccountBaselineProps) => rulesOf(templateOf(props)).filter((rule) => rule === 'IAM_PASSWORD_POLICY').length;
    expect(count({})).toBe(1);
    expect(count({ credentialHygiene: { additionalRules }, passwordPolicy: { configRule: false } })).toBe(1);
    expect(count({ credentialHygiene: { additionalRules }, ...omitting('passwordPolicy') })).toBe(1);
  });

  test('is there once beside rules that the app has', () => {
    const stack = stackIn();
    const credentialHygiene = new CredentialHygiene(stack, 'Hygiene', { additionalRules });
    expect(() => baselineIn(stack, { existingParts: { credentialHygiene } })).toThrow('found "IAM_PASSWORD_POLICY"');
  });
});

describe('props that are refused', () => {
  const elsewhere = (region = REGION) => new Stack(new App(), 'Elsewhere', { env: { account: OTHER_ACCOUNT, region } });
  const away = () => new Stack(new App(), 'Away', { env: AWAY });

  test.each<[string, string, () => AccountBaselineProps]>([
    ['no trail', 'auditTrail: found nothing, expected a trail with its breakGlassPrincipals, or existingParts.auditTrail, or omittedParts.auditTrail with a reason',
      () => ({ auditTrail: undefined })],
    ['a trail without break-glass', 'breakGlassPrincipals: found nothing', () => ({ auditTrail: { breakGlassPrincipals: [] } })],
    ['props of a part that is omitted', 'unusedRoles: found "one beside omittedParts.unusedRoles", expected one of the two',
      () => ({ unusedRoles: { maxUnusedAge: Duration.days(30) }, ...omitting('unusedRoles') })],
    ['props of a part that exists', 'accessAnalyzers: found "one beside existingParts.accessAnalyzers"',
      () => ({ accessAnalyzers: {}, existingParts: { accessAnalyzers: new AccessAnalyzers(away(), 'Analyzers') } })],
    ['a part that exists and is omitted', 'existingParts.unusedRoles: found "one beside omittedParts.unusedRoles"',
      () => ({ existingParts: { unusedRoles: new UnusedRoleRule(away(), 'Roles') }, ...omitting('unusedRoles') })],
    ['two recorders', 'recorder: found "one beside that of credentialHygiene", expected one of the two',
      () => ({ recorder: ConfigRecorder.create(), credentialHygiene: { recorder: ConfigRecorder.existing() } })],
    ['a recorder beside rules that have one', 'recorder: found "one beside that of credentialHygiene"',
      () => ({ recorder: ConfigRecorder.create(), existingParts: { credentialHygiene: new CredentialHygiene(away(), 'Hygiene') } })],
    ['queries without a trail', 'investigationQueries: found "queries without a trail of this account and Region", expected none',
      () => ({ investigationQueries: { folder: 'Security' }, ...omitting('auditTrail') })],
    ['a name for a Region', 'homeRegion: found "Ireland", expected a Region such as eu-west-1', () => ({ homeRegion: 'Ireland' })],
    ['the password policy of another account', 'existingParts.passwordPolicy: found "Elsewhere/Passwords", expected one of the account of Security/Baseline',
      () => ({ existingParts: { passwordPolicy: new AccountPasswordPolicy(elsewhere(), 'Passwords') } })],
    ['the trail of another account alone', 'existingParts.auditTrail: found "Elsewhere/Trail", expected one of the account of',
      () => ({ existingParts: { auditTrail: new AuditTrail(elsewhere(), 'Trail', TRAIL) } })],
    ['the rule of another account', 'existingParts.unusedRoles: found "Elsewhere/Roles"',
      () => ({ existingParts: { unusedRoles: new UnusedRoleRule(elsewhere(), 'Roles') } })],
    ['rules of another account', 'existingParts.credentialHygiene: found "Elsewhere/Hygiene"',
      () => ({ existingParts: { credentialHygiene: new CredentialHygiene(elsewhere(), 'Hygiene') } })],
    ['rules of another Region, whose recorder is there', 'existingParts.credentialHygiene: found "Away/Hygiene", expected one of the account and the Region of',
      () => ({ existingParts: { credentialHygiene: new CredentialHygiene(away(), 'Hygiene') } })],
    ['analyzers of another account', 'existingParts.accessAnalyzers: found "Elsewhere/Analyzers"',
      () => ({ existingParts: { accessAnalyzers: new AccessAnalyzers(elsewhere(), 'Analyzers') } })],
    ['analyzers of another Region, which see nothing here', 'existingParts.accessAnalyzers: found "Elsewhere/Analyzers", expected one of the account and the Region of',
      () => ({ existingParts: { accessAnalyzers: new AccessAnalyzers(elsewhere('us-east-1'), 'Analyzers', { scope: AnalyzerScope.ORGANIZATION }) } })],
  ])('%s', (_, message, props) => {
    const given = props();
    expect(() => ('auditTrail' in given ? new AccountBaseline(stackIn(), 'Baseline', given) : baselineIn(stackIn(), given))).toThrow(message);
  });

  test('what exists in the home Region stands in for a part in all others', () => {
    const passwordPolicy = new AccountPasswordPolicy(new Stack(new App(), 'Home', { env: HOME }), 'Passwords');
    const credentialHygiene = new CredentialHygiene(passwordPolicy.stack, 'Hygiene');
    const baseline = baselineIn(stackIn(AWAY), { homeRegion: REGION, existingParts: { passwordPolicy, credentialHygiene } });
    expect(baseline.passwordPolicy).toBe(passwordPolicy);
    expect(baseline.credentialHygiene).toBe(credentialHygiene);
  });
});

test('tokens pass where only the deployment can tell', () => {
  const stack = stackIn();
  const homeRegion = new CfnParameter(stack, 'Home').valueAsString;
  const existing = new AccountPasswordPolicy(new Stack(new App(), 'Anywhere'), 'Passwords');
  expect(() => baselineIn(stack, { homeRegion, existingParts: { passwordPolicy: existing } })).not.toThrow();
  Template.fromStack(stack).hasCondition('*', { 'Fn::Equals': [{ Ref: 'AWS::Region' }, { Ref: 'Home' }] });
  Template.fromStack(stack).hasResource(ANALYZER, { Properties: { Type: 'ACCOUNT_UNUSED_ACCESS' }, Condition: Match.anyValue() });
});
