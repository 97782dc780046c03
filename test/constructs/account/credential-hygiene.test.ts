import { App, Aws, CfnParameter, CfnResource, Duration, Environment, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, RulePack } from '../../../src';
import { CONFIG_MANAGED_RULES } from '../../../src/catalogue/config-managed-rules';
import { ConfigRecorder } from '../../../src/constructs/account/config-recorder';
import { CredentialHygiene, CredentialHygieneProps } from '../../../src/constructs/account/credential-hygiene';
import { CredentialRemediation } from '../../../src/constructs/account/credential-remediation';
import { ACCOUNT } from '../../support/proof';

const HOME = { account: ACCOUNT, region: 'eu-west-1' };
const REASON = 'a reason that a reviewer can judge';
const ALL_REMEDIATIONS = [
  CredentialRemediation.revokeUnusedCredentials('/people/'), CredentialRemediation.removeUserPolicies('/people/'), CredentialRemediation.detachAdminPolicy('/teams/'),
];

function inStack(props: CredentialHygieneProps = {}, env: Environment | undefined = HOME) {
  const app = new App();
  const stack = new Stack(app, 'Baseline', { env });
  const hygiene = new CredentialHygiene(stack, 'Hygiene', props);
  return { app, stack, hygiene };
}

const template = (props?: CredentialHygieneProps, env?: Environment) => Template.fromStack(inStack(props, env).stack);
/** Parameters by identifier. */
const rulesIn = (props?: CredentialHygieneProps, env?: Environment) => Object.fromEntries(Object.values(template(props, env).findResources('AWS::Config::ConfigRule'))
  .map(({ Properties }) => [Properties.Source.SourceIdentifier, Properties.InputParameters ?? {}]));

describe.each([
  ['of a known Region', HOME],
  ['that is deployed anywhere', undefined],
  ['in China', { account: ACCOUNT, region: 'cn-north-1' }],
  ['in GovCloud', { account: ACCOUNT, region: 'us-gov-west-1' }],
])('a stack %s', (_, env) => {
  const judged = (props: CredentialHygieneProps) => {
    const app = new App();
    const stack = new Stack(app, 'Baseline', { env });
    new CredentialHygiene(stack, 'Hygiene', props);
    iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', `arn:${Aws.PARTITION}:iam::${ACCOUNT}:policy/boundary`));
    return { errors: checkGuardrails(app, { pack: RulePack.STRICT }).errors, nag: new AwsSolutionsChecks().validateScope(app).violations };
  };

  test.each([['no remediation', {}], ['every remediation', { remediations: ALL_REMEDIATIONS }]])('passes the strict pack and AwsSolutionsChecks, with %s', (__, props) => {
    expect(judged(props)).toEqual({ errors: [], nag: [] });
  });
});

describe('the rules', () => {
  test('are about root, users and policies, with all their parameters', () => {
    expect(rulesIn()).toEqual({
      IAM_ROOT_ACCESS_KEY_CHECK: {},
      ROOT_ACCOUNT_MFA_ENABLED: {},
      ROOT_ACCOUNT_HARDWARE_MFA_ENABLED: {},
      MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS: {},
      ACCESS_KEYS_ROTATED: { maxAccessKeyAge: '90' },
      IAM_USER_UNUSED_CREDENTIALS_CHECK: { maxCredentialUsageAge: '45' },
      IAM_USER_NO_POLICIES_CHECK: {},
      IAM_USER_GROUP_MEMBERSHIP_CHECK: {},
      IAM_GROUP_HAS_USERS_CHECK: {},
      IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS: { excludePermissionBoundaryPolicy: 'true' },
      IAM_POLICY_BLACKLISTED_CHECK: { policyArns: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AdministratorAccess']] } },
      IAM_POLICY_IN_USE: { policyARN: expect.anything(), policyUsageType: 'IAM_ROLE' },
      IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS: { blockedActionsPatterns: 'kms:Decrypt,kms:ReEncryptFrom', excludePermissionBoundaryPolicy: 'true' },
      IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS: { blockedActionsPatterns: 'kms:Decrypt,kms:ReEncryptFrom' },
      IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED: {},
    });
  });

  test('take their parameters from the props', () => {
    const rules = rulesIn({
      accessKeyMaxAge: Duration.days(30),
      unusedCredentialMaxAge: Duration.days(1),
      forbiddenPolicies: ['arn:aws:iam::aws:policy/IAMFullAccess', 'arn:aws:iam::aws:policy/PowerUserAccess'],
      forbiddenPolicyExceptions: { users: ['alice', 'bob'], roles: ['break-glass'], reason: REASON },
      requiredGroups: ['readers', 'auditors'],
      blockedKmsActions: ['kms:*'],
    });
    expect(rules).toMatchObject({
      ACCESS_KEYS_ROTATED: { maxAccessKeyAge: '30' },
      IAM_USER_UNUSED_CREDENTIALS_CHECK: { maxCredentialUsageAge: '1' },
      IAM_POLICY_BLACKLISTED_CHECK: {
        policyArns: 'arn:aws:iam::aws:policy/IAMFullAccess,arn:aws:iam::aws:policy/PowerUserAccess', exceptionList: 'users:[alice;bob],roles:[break-glass]',
      },
      IAM_USER_GROUP_MEMBERSHIP_CHECK: { groupNames: 'readers,auditors' },
      IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS: { blockedActionsPatterns: 'kms:*' },
    });
  });

  test('can be left out and added, also those that nobody has heard of here', () => {
    const { hygiene, stack } = inStack({
      omittedRules: { IAM_GROUP_HAS_USERS_CHECK: REASON },
      additionalRules: [{ identifier: 'IAM_USER_MFA_ENABLED' }, { identifier: 'IAM_RULE_OF_NEXT_YEAR', parameters: { some: 'thing' } }],
    });
    expect(hygiene.ruleIdentifiers).not.toContain('IAM_GROUP_HAS_USERS_CHECK');
    expect(hygiene.ruleIdentifiers).toEqual(expect.arrayContaining(['IAM_USER_MFA_ENABLED', 'IAM_RULE_OF_NEXT_YEAR']));
    Template.fromStack(stack).hasResourceProperties('AWS::Config::ConfigRule', {
      Source: { Owner: 'AWS', SourceIdentifier: 'IAM_RULE_OF_NEXT_YEAR' }, InputParameters: { some: 'thing' },
    });
    expect(stack.resolve(hygiene.rule('IAM_USER_MFA_ENABLED').configRuleName)).toEqual({ Ref: expect.stringContaining('IAMUSERMFAENABLED') });
    expect(() => hygiene.rule('IAM_GROUP_HAS_USERS_CHECK')).toThrow(/identifier: found "IAM_GROUP_HAS_USERS_CHECK", expected one of IAM_ROOT_ACCESS_KEY_CHECK/);
  });

  test('are those that the Region has', () => {
    const elsewhere = (region: string) => Object.keys(rulesIn({}, { account: ACCOUNT, region }));
    expect(elsewhere('us-east-1')).toEqual(expect.arrayContaining(['IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK', 'ROOT_ACCOUNT_MFA_ENABLED']));
    expect(elsewhere('cn-north-1')).toContain('IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK');
    for (const region of ['cn-north-1', 'us-gov-west-1']) {
      expect(elsewhere(region).filter((rule) => CONFIG_MANAGED_RULES[rule].notInPartitions)).toEqual([]);
    }
  });

  test('are made where the Region has them, when only the deployment knows it', () => {
    const { stack } = inStack({}, {});
    const made = Template.fromStack(stack);
    const [[notIn]] = Object.entries(made.findConditions('*', {
      'Fn::Not': [{ 'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] }, { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-us-gov'] }] }],
    }));
    const [[inRegion]] = Object.entries(made.findConditions('*', {
      'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'cn-north-1'] }, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }],
    }));
    const conditionOf = (identifier: string) => Object.values(made.findResources('AWS::Config::ConfigRule'))
      .find(({ Properties }) => Properties.Source.SourceIdentifier === identifier)!.Condition;
    expect(conditionOf('ROOT_ACCOUNT_MFA_ENABLED')).toEqual(notIn);
    expect(conditionOf('IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK')).toEqual(inRegion);
    expect(conditionOf('ACCESS_KEYS_ROTATED')).toBeUndefined();
  });

  test('wait for the recorder and its channel', () => {
    const made = template();
    const awaited = [...Object.keys(made.findResources('AWS::Config::ConfigurationRecorder')), ...Object.keys(made.findResources('AWS::Config::DeliveryChannel'))];
    for (const { DependsOn } of Object.values(made.findResources('AWS::Config::ConfigRule'))) {
      expect(DependsOn).toEqual(expect.arrayContaining(awaited));
    }
  });
});

describe('the recorder', () => {
  test('records the types of IAM by the service-linked role, which it makes', () => {
    const made = template();
    made.hasResource('AWS::IAM::ServiceLinkedRole', { Properties: { AWSServiceName: 'config.amazonaws.com' }, DeletionPolicy: 'Retain' });
    made.hasResourceProperties('AWS::Config::ConfigurationRecorder', {
      RecordingGroup: { AllSupported: false, ResourceTypes: ['AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User'] },
      RoleARN: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`]] },
    });
    made.resourceCountIs('AWS::IAM::Role', 0);
  });

  test('neither waits for the channel nor makes it wait', () => {
    const made = template();
    const [[recorder, { DependsOn: before }]] = Object.entries(made.findResources('AWS::Config::ConfigurationRecorder'));
    const [[channel, { DependsOn: after }]] = Object.entries(made.findResources('AWS::Config::DeliveryChannel'));
    expect(before ?? []).not.toContain(channel);
    expect(after ?? []).not.toContain(recorder);
  });

  test('delivers to a bucket of its own, that is logged, encrypted, versioned, and retained', () => {
    const made = template();
    made.hasResource('AWS::S3::Bucket', {
      Properties: {
        LoggingConfiguration: { DestinationBucketName: Match.anyValue() },
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      },
      DeletionPolicy: 'Retain',
    });
    made.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({ Action: 's3:PutObject', Principal: { Service: 'config.amazonaws.com' } }),
        ]),
      },
    });
  });

  test('takes a bucket, a topic, a prefix and further types, and leaves a role that is there', () => {
    const stack = new Stack(new App(), 'Baseline', { env: HOME });
    const bucket = new s3.Bucket(stack, 'Archive');
    const topic = new sns.Topic(stack, 'Changes');
    new CredentialHygiene(stack, 'Hygiene', {
      recorder: ConfigRecorder.create({ bucket, topic, bucketPrefix: 'config', resourceTypes: ['AWS::S3::Bucket'], createServiceLinkedRole: false }),
    });
    const made = Template.fromStack(stack);
    made.hasResourceProperties('AWS::Config::DeliveryChannel', { S3BucketName: stack.resolve(bucket.bucketName), S3KeyPrefix: 'config', SnsTopicARN: stack.resolve(topic.topicArn) });
    made.hasResourceProperties('AWS::Config::ConfigurationRecorder', { RecordingGroup: { ResourceTypes: Match.arrayWith(['AWS::IAM::User', 'AWS::S3::Bucket']) } });
    made.hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: [Match.objectLike({ Action: 'sns:Publish', Principal: { Service: 'config.amazonaws.com' } })] } });
    made.resourceCountIs('AWS::S3::Bucket', 1);
    made.resourceCountIs('AWS::IAM::ServiceLinkedRole', 0);
  });

  test('delivers to a bucket with a key, whose policy lets AWS Config encrypt for this account and Region', () => {
    const stack = new Stack(new App(), 'Baseline', { env: HOME });
    const bucket = new s3.Bucket(stack, 'Archive', { encryption: s3.BucketEncryption.KMS });
    new CredentialHygiene(stack, 'Hygiene', { recorder: ConfigRecorder.create({ bucket }) });
    const made = Template.fromStack(stack);
    made.hasResourceProperties('AWS::Config::DeliveryChannel', { S3KmsKeyArn: stack.resolve(bucket.encryptionKey!.keyArn) });
    made.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Principal: { Service: 'config.amazonaws.com' }, Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': ACCOUNT } }),
        })]),
      },
    });
  });

  test('records what added rules look at', () => {
    const made = template({ additionalRules: [{ identifier: 'IAM_OIDC_PROVIDER_TAGGED' }] }, { account: ACCOUNT, region: 'us-east-1' });
    made.hasResourceProperties('AWS::Config::ConfigurationRecorder', { RecordingGroup: { ResourceTypes: Match.arrayWith(['AWS::IAM::OIDCProvider']) } });
  });

  test('warns where the policy of the bucket is not its to change', () => {
    const { app, stack } = inStack();
    new CredentialHygiene(stack, 'Imported', { recorder: ConfigRecorder.create({ bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'central-archive') }) });
    expect(stack.node.findChild('Imported').node.metadata.map(({ data }) => data)).toEqual([expect.stringContaining('the bucket, its key or the topic is imported')]);
    expect(app.node.findAll().filter(({ node }) => node.metadata.some(({ data }) => String(data).includes('is imported')))).toHaveLength(1);
  });

  test('is the only one of the account in its Region', () => {
    const recorderOf = (app: App, region: string) => new CfnResource(new Stack(app, `Recorder-${region}`, { env: { ...HOME, region } }), 'Theirs', {
      type: 'AWS::Config::ConfigurationRecorder', properties: { RoleARN: 'arn:aws:iam::111122223333:role/recorder' },
    });
    const { app } = inStack();
    recorderOf(app, 'eu-west-1');
    expect(() => app.synth()).toThrow(/another configuration recorder in this Region, Recorder-eu-west-1\/Theirs: keep it with ConfigRecorder.existing/);
    const others = [inStack({ recorder: ConfigRecorder.existing() }).app, inStack().app];
    recorderOf(others[0], 'eu-west-1');
    recorderOf(others[1], 'us-east-1');
    others.forEach((each) => expect(() => each.synth()).not.toThrow());
  });

  test('that exists is left alone', () => {
    const made = template({ recorder: ConfigRecorder.existing() });
    for (const type of ['AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel', 'AWS::S3::Bucket', 'AWS::IAM::ServiceLinkedRole']) {
      made.resourceCountIs(type, 0);
    }
    expect(Object.keys(rulesIn({ recorder: ConfigRecorder.existing() }))).toContain('IAM_USER_NO_POLICIES_CHECK');
  });
});

describe('remediations', () => {
  test('are off by default', () => {
    template().resourceCountIs('AWS::Config::RemediationConfiguration', 0);
  });

  test('are started by somebody, never by themselves, by a role that only automations of the account take', () => {
    const { stack, hygiene } = inStack({ unusedCredentialMaxAge: Duration.days(30), remediations: [CredentialRemediation.revokeUnusedCredentials('/people/')] });
    const made = Template.fromStack(stack);
    const [[role, { Properties: { AssumeRolePolicyDocument: trust } }]] = Object.entries(made.findResources('AWS::IAM::Role'));
    made.hasResourceProperties('AWS::Config::RemediationConfiguration', {
      ConfigRuleName: stack.resolve(hygiene.rule('IAM_USER_UNUSED_CREDENTIALS_CHECK').configRuleName),
      Automatic: false,
      TargetType: 'SSM_DOCUMENT',
      TargetId: 'AWSConfigRemediation-RevokeUnusedIAMUserCredentials',
      ResourceType: 'AWS::IAM::User',
      Parameters: {
        AutomationAssumeRole: { StaticValue: { Values: [{ 'Fn::GetAtt': [role, 'Arn'] }] } },
        IAMResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
        MaxCredentialUsageAge: { StaticValue: { Values: ['30'] } },
      },
    });
    expect(trust.Statement).toEqual([expect.objectContaining({
      Principal: { Service: 'ssm.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', expect.arrayContaining([`:ssm:eu-west-1:${ACCOUNT}:automation-execution/*`])] } } },
    })]);
  });

  test('of all kinds are manual', () => {
    const made = template({ remediations: ALL_REMEDIATIONS });
    made.resourceCountIs('AWS::Config::RemediationConfiguration', 3);
    made.allResourcesProperties('AWS::Config::RemediationConfiguration', { Automatic: false });
  });
});

describe('the home Region', () => {
  test('is checked when the stack is made, or when it is deployed', () => {
    expect(() => inStack({ homeRegion: 'us-east-1' })).toThrow(/homeRegion: found "us-east-1", expected the Region of the stack, eu-west-1: rules about IAM run in one Region/);
    const rules = template({ homeRegion: 'eu-west-1' }, {}).toJSON().Rules;
    expect(Object.values(rules)).toContainEqual({
      Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }, AssertDescription: expect.stringContaining('homeRegion') }],
    });
  });

  test('records IAM, which newer Regions do not', () => {
    expect(() => inStack({}, { account: ACCOUNT, region: 'eu-central-2' })).toThrow(/homeRegion: found "eu-central-2", expected a Region where AWS Config records IAM/);
    expect(() => inStack({ homeRegion: 'xx-new-1' }, {})).toThrow(/homeRegion: found "xx-new-1"/);
  });

  test('has one of these, for an account that is known', () => {
    const { app } = inStack();
    new CredentialHygiene(new Stack(app, 'Other', { env: { account: '444455556666', region: 'eu-west-1' } }), 'Hygiene');
    expect(() => app.synth()).not.toThrow();
    const twice = inStack();
    new CredentialHygiene(new Stack(twice.app, 'Second', { env: { account: ACCOUNT, region: 'us-east-1' } }), 'Hygiene');
    expect(() => twice.app.synth()).toThrow(/the account has another CredentialHygiene, Second\/Hygiene: keep one/);
  });
});

describe('props that are refused', () => {
  const topic = () => {
    const stack = new Stack(new App(), 'Topics');
    return new sns.Topic(stack, 'Secret', { masterKey: new kms.Key(stack, 'Key') });
  };

  test.each<[string, RegExp, () => unknown]>([
    ['keys that get older', /accessKeyMaxAge: found "91 days", expected 1 day to 90 days/, () => inStack({ accessKeyMaxAge: Duration.days(91) })],
    ['keys that live for a day and a half', /accessKeyMaxAge: found "1 day 12 hours", expected whole days/, () => inStack({ accessKeyMaxAge: Duration.hours(36) })],
    ['keys that live for hours', /accessKeyMaxAge: found "12 hours"/, () => inStack({ accessKeyMaxAge: Duration.hours(12) })],
    ['credentials that lie about for longer', /unusedCredentialMaxAge: found "120 days", expected 1 day to 90 days/, () => inStack({ unusedCredentialMaxAge: Duration.days(120) })],
    ['no forbidden policy', /forbiddenPolicies: found "an empty list", expected ARNs of managed policies/, () => inStack({ forbiddenPolicies: [] })],
    ['a name for an ARN', /forbiddenPolicies: found "AdministratorAccess", expected ARNs/, () => inStack({ forbiddenPolicies: ['AdministratorAccess'] })],
    ['exceptions without a reason', /forbiddenPolicyExceptions.reason: found "", expected a reason/, () => inStack({ forbiddenPolicyExceptions: { roles: ['admin'], reason: '' } })],
    ['an exception that ends the list', /forbiddenPolicyExceptions.roles: found "a\];b", expected names of roles, without commas/, () => inStack({ forbiddenPolicyExceptions: { roles: ['a];b'], reason: REASON } })],
    ['a group with a comma', /requiredGroups: found "a,b"/, () => inStack({ requiredGroups: ['a,b'] })],
    ['actions of others', /blockedKmsActions: found "s3:GetObject", expected actions of KMS/, () => inStack({ blockedKmsActions: ['s3:GetObject'] })],
    ['a rule left out without a reason', /omittedRules.ACCESS_KEYS_ROTATED: found "no", expected a reason/, () => inStack({ omittedRules: { ACCESS_KEYS_ROTATED: 'no' } })],
    ['a rule left out that is not there', /omittedRules: found "IAM_PASSWORD_POLICY", expected some of/, () => inStack({ omittedRules: { IAM_PASSWORD_POLICY: REASON } })],
    ['a rule twice', /additionalRules: found "ACCESS_KEYS_ROTATED", expected rules that are not made yet/,
      () => inStack({ additionalRules: [{ identifier: 'ACCESS_KEYS_ROTATED', parameters: { maxAccessKeyAge: '400' } }] })],
    ['a name for an identifier', /additionalRules: found "iam-user-mfa-enabled"/, () => inStack({ additionalRules: [{ identifier: 'iam-user-mfa-enabled' }] })],
    ['a parameter that the rule lacks', /additionalRules.IAM_USER_MFA_ENABLED: found "maxAge", expected no parameter, as in https.*iam-user-mfa-enabled.html/,
      () => inStack({ additionalRules: [{ identifier: 'IAM_USER_MFA_ENABLED', parameters: { maxAge: '1' } }] })],
    ['a rule without its parameter', /additionalRules.IAM_ROLE_MANAGED_POLICY_CHECK.managedPolicyArns: found nothing/,
      () => inStack({ additionalRules: [{ identifier: 'IAM_ROLE_MANAGED_POLICY_CHECK' }] })],
    ['a rule of another Region', /additionalRules: found "IAM_OIDC_PROVIDER_TAGGED", expected rules that eu-west-1 has/,
      () => inStack({ additionalRules: [{ identifier: 'IAM_OIDC_PROVIDER_TAGGED' }] })],
    ['more parameters than fit', /rules.IAM_USER_GROUP_MEMBERSHIP_CHECK: found "\d+ characters of parameters", expected at most 1024/,
      () => inStack({ requiredGroups: [...Array(20)].map((_, at) => `${at}${'x'.repeat(60)}`) })],
    ['a remediation without its rule', /remediations: found "IAM_USER_NO_POLICIES_CHECK", expected rules that are made/,
      () => inStack({ omittedRules: { IAM_USER_NO_POLICIES_CHECK: REASON }, remediations: [CredentialRemediation.removeUserPolicies('/people/')] })],
    ['a remediation twice', /remediations: found "IAM_USER_NO_POLICIES_CHECK", expected rules that are made, each once/,
      () => inStack({ remediations: [CredentialRemediation.removeUserPolicies('/people/'), CredentialRemediation.removeUserPolicies('/people/')] })],
    ['any users', /userPath: found "\/\*\/", expected a path with a slash at both ends/, () => CredentialRemediation.removeUserPolicies('/*/')],
    ['a path without its end', /policyPath: found "\/teams", expected a path/, () => CredentialRemediation.detachAdminPolicy('/teams')],
    ['a prefix with a slash', /bucketPrefix: found "\/config\/", expected a prefix without a slash/, () => ConfigRecorder.create({ bucketPrefix: '/config/' })],
    ['a bucket whose objects are locked', /bucket: found "a bucket that locks its objects", expected one without Object Lock/,
      () => ConfigRecorder.create({ bucket: new s3.Bucket(new Stack(new App(), 'Buckets'), 'Locked', { objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(1)) }) })],
    ['an encrypted topic', /topic: found "an encrypted topic", expected a topic without a key/, () => ConfigRecorder.create({ topic: topic() })],
    ['a type that is none', /resourceTypes: found "bucket", expected types of resources/, () => ConfigRecorder.create({ resourceTypes: ['bucket'] })],
  ])('%s', (_, message, make) => {
    expect(make).toThrow(message);
  });
});

test('lists that only the deployment knows are handed on as they are', () => {
  const stack = new Stack(new App(), 'Baseline');
  const list = (id: string) => new CfnParameter(stack, id, { type: 'CommaDelimitedList' }).valueAsList;
  new CredentialHygiene(stack, 'Hygiene', {
    forbiddenPolicies: list('Policies'), requiredGroups: list('Groups'), blockedKmsActions: list('Actions'),
    forbiddenPolicyExceptions: { users: list('Users'), reason: REASON },
  });
  const rules = Object.values(Template.fromStack(stack).findResources('AWS::Config::ConfigRule'));
  expect(rules.map(({ Properties }) => Properties.InputParameters)).toEqual(expect.arrayContaining([
    { groupNames: { 'Fn::Join': [',', { Ref: 'Groups' }] } },
    { blockedActionsPatterns: { 'Fn::Join': [',', { Ref: 'Actions' }] } },
    {
      policyArns: { 'Fn::Join': [',', { Ref: 'Policies' }] },
      exceptionList: { 'Fn::Join': ['', ['users:[', { 'Fn::Join': [';', { Ref: 'Users' }] }, ']']] },
    },
  ]));
});

test('tokens pass where only the deployment can tell', () => {
  const stack = new Stack(new App(), 'Baseline');
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  expect(() => new CredentialHygiene(stack, 'Hygiene', {
    forbiddenPolicies: [parameter('Policy')], requiredGroups: [parameter('Group')], homeRegion: parameter('Home'),
    recorder: ConfigRecorder.create({ bucketPrefix: parameter('Prefix') }),
  })).not.toThrow();
});
