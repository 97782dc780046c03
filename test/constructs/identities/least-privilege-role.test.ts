import { App, Aws, CfnParameter, Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkGuardrails, RulePack } from '../../../src';
import { AccessLevel } from '../../../src/constructs/identities/access-level';
import { LeastPrivilegeRole, LeastPrivilegeRoleProps } from '../../../src/constructs/identities/least-privilege-role';
import { PolicyConditions } from '../../../src/constructs/identities/policy-conditions';
import { ACCOUNT, notAllowed, notDenied } from '../../support/proof';

const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');
const REASON = 'the nightly export takes up to three hours';

function stackWithRole(props: Partial<LeastPrivilegeRoleProps> = {}, app = new App()) {
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  return { app, stack, role: new LeastPrivilegeRole(stack, 'Role', { assumedBy: LAMBDA, ...props }) };
}

interface Written {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function statements(stack: Stack): Written[] {
  const template = Template.fromStack(stack);
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => Object.values(template.findResources(type)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

function resourcesOf(stack: Stack, action: string): unknown[] {
  return statements(stack).filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => Resource);
}

describe('an access level', () => {
  test('is the actions of exactly that level, on the bucket or on its objects', () => {
    const { stack, role } = stackWithRole();
    role.allow(AccessLevel.READ, s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws:s3:::reports'));
    const policies = { identityPolicies: [{ Version: '2012-10-17', Statement: statements(stack) }] };
    const arn = `arn:aws:iam::${ACCOUNT}:role/Role`;
    expect(notAllowed(policies, arn, [
      { what: 'reads an object', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/a/b' },
      { what: 'reads the policy of the bucket', action: 's3:GetBucketPolicy', resource: 'arn:aws:s3:::reports' },
    ])).toEqual([]);
    expect(notDenied(policies, arn, [
      { what: 'lists the objects', action: 's3:ListBucket', resource: 'arn:aws:s3:::reports' },
      { what: 'writes an object', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/a' },
      { what: 'tags an object', action: 's3:PutObjectTagging', resource: 'arn:aws:s3:::reports/a' },
      { what: 'changes the policy', action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::reports' },
      { what: 'reads another bucket', action: 's3:GetObject', resource: 'arn:aws:s3:::reports-other/a' },
    ])).toEqual([]);
  });

  test('never puts actions on objects on the ARN of the bucket', () => {
    const { stack, role } = stackWithRole();
    role.allow(AccessLevel.WRITE, new s3.Bucket(stack, 'Bucket'));
    expect(resourcesOf(stack, 's3:PutObject')).toEqual([{ 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }, '/*']] }]);
    expect(resourcesOf(stack, 's3:PutLifecycleConfiguration')).toEqual([{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }]);
    expect(resourcesOf(stack, 's3:PutBucketTagging')).toEqual([]);
    expect(resourcesOf(stack, 's3:PutBucketPolicy')).toEqual([]);
  });

  test('of a table reaches its indexes and streams', () => {
    const { stack, role } = stackWithRole();
    role.allow(AccessLevel.READ, 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders');
    const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
    expect(resourcesOf(stack, 'dynamodb:Query')).toEqual([table, `${table}/index/*`]);
    expect(resourcesOf(stack, 'dynamodb:GetItem')).toEqual([table]);
    expect(resourcesOf(stack, 'dynamodb:GetRecords')).toEqual([`${table}/stream/*`]);
  });

  test('of a log group has the ARN without a star for tags, and with one for all else', () => {
    const { stack, role } = stackWithRole();
    const group = logs.LogGroup.fromLogGroupName(stack, 'LogGroup', '/aws/x');
    role.allow(AccessLevel.WRITE, group);
    role.allow(AccessLevel.TAGGING, group);
    const arn = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/x';
    const plain = (values: unknown[]) => values.map((value) => JSON.stringify(value).replace(/^.*\["arn:",\{"Ref":"AWS::Partition"\},"(.*)"\]\]\}$/, 'arn:aws$1'));
    expect(plain(resourcesOf(stack, 'logs:PutLogEvents'))).toEqual([`${arn}:log-stream:*`]);
    expect(plain(resourcesOf(stack, 'logs:TagResource'))).toContain(arn);
    expect(plain(resourcesOf(stack, 'logs:PutRetentionPolicy'))).toContain(`${arn}:*`);
  });

  test('that needs a key asks for more than the alias of an unknown one', () => {
    const { stack, role } = stackWithRole();
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: kms.Alias.fromAliasName(stack, 'Alias', 'alias/shared') });
    expect(() => role.allow(AccessLevel.LIST, bucket)).not.toThrow();
    expect(() => role.allow(AccessLevel.READ, bucket)).toThrow('resources: found Stack/Bucket, whose encryption key is known by an alias only, expected one that is imported by its ARN');
  });

  test('of a function reaches its versions and aliases, and that of an alias is for the alias only', () => {
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
    const invoked = (resource: string) => {
      const { stack, role } = stackWithRole();
      role.allow(AccessLevel.WRITE, resource);
      const policies = { identityPolicies: [{ Version: '2012-10-17', Statement: statements(stack) }] };
      return [arn, `${arn}:live`, `${arn}:7`, `${arn}-other`, `${arn}-other:live`].filter((asked) => (
        notAllowed(policies, `arn:aws:iam::${ACCOUNT}:role/Role`, [{ what: asked, action: 'lambda:InvokeFunction', resource: asked }]).length === 0
      ));
    };
    expect(invoked(arn)).toEqual([arn, `${arn}:live`, `${arn}:7`]);
    expect(invoked(`${arn}:live`)).toEqual([`${arn}:live`]);
    expect(invoked(`${arn}:*`)).toEqual([`${arn}:live`, `${arn}:7`]);
  });

  test('of a state machine reaches its executions', () => {
    const { stack, role } = stackWithRole();
    role.allow(AccessLevel.WRITE, stepfunctions.StateMachine.fromStateMachineArn(stack, 'Machine', 'arn:aws:states:eu-west-1:111122223333:stateMachine:orders'));
    expect(resourcesOf(stack, 'states:StartExecution')).toContain('arn:aws:states:eu-west-1:111122223333:stateMachine:orders');
    expect(resourcesOf(stack, 'states:StopExecution')).toContain('arn:aws:states:eu-west-1:111122223333:execution:orders:*');
  });

  test('of an ARN of objects is for these objects only', () => {
    const { stack, role } = stackWithRole();
    role.allow(AccessLevel.WRITE, new s3.Bucket(stack, 'Bucket').arnForObjects('in/*'));
    expect(new Set(statements(stack).flatMap(({ Resource }) => JSON.stringify(Resource)))).toEqual(new Set([
      expect.stringMatching(/^\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["Bucket\w+","Arn"\]\},"\/in\/\*"\]\]\}$/),
    ]));
  });

  test('tells the type of L1 constructs, of imports by an unknown ARN, and of tokens that are the ARN of a resource', () => {
    const { stack, role } = stackWithRole();
    role.allow(AccessLevel.LIST, new s3.CfnBucket(stack, 'L1'), s3.Bucket.fromBucketArn(stack, 'Imported', Fn.importValue('bucket')),
      new s3.Bucket(stack, 'L2').bucketArn, `arn:${Aws.PARTITION}:s3:::${new CfnParameter(stack, 'Name').valueAsString}`);
    expect(resourcesOf(stack, 's3:ListBucket')).toHaveLength(4);
    expect(resourcesOf(stack, 's3:ListMultipartUploadParts')).toHaveLength(4);
  });

  test('of the stream of a table is for the stream only', () => {
    const { stack, role } = stackWithRole();
    const table = new dynamodb.Table(stack, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    role.allow(AccessLevel.READ, table.tableStreamArn!);
    expect(resourcesOf(stack, 'dynamodb:GetRecords')).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^Table/), 'StreamArn'] }]);
    expect(resourcesOf(stack, 'dynamodb:GetItem')).toEqual([]);
  });

  test('of a secret imported by name leaves open only what AWS adds to the name', () => {
    const { stack, role } = stackWithRole();
    role.allow(AccessLevel.READ, secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'db'));
    expect(JSON.stringify(resourcesOf(stack, 'secretsmanager:GetSecretValue'))).toContain(':secret:db-??????');
  });

  test.each([AccessLevel.READ, AccessLevel.WRITE])('%s of an encrypted resource lets the role use the key through the service only', (level) => {
    const { stack, role } = stackWithRole();
    const key = new kms.Key(stack, 'Key');
    role.allow(level, new s3.Bucket(stack, 'Bucket', { encryptionKey: key }), new sqs.Queue(stack, 'Queue', { encryptionMasterKey: key }));
    const conditions = statements(stack).filter(({ Action }) => [Action].flat().includes('kms:Decrypt')).map(({ Condition }) => JSON.stringify(Condition));
    expect(conditions).toEqual([expect.stringContaining('"s3.eu-west-1.amazonaws.com"'), expect.stringContaining('"sqs.eu-west-1.amazonaws.com"')]);
    expect(resourcesOf(stack, 'kms:GenerateDataKey')).toHaveLength(level === AccessLevel.WRITE ? 2 : 0);
  });

  test('that needs no key leaves it alone', () => {
    const { stack, role } = stackWithRole();
    role.allow(AccessLevel.LIST, new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') }));
    expect(JSON.stringify(statements(stack))).not.toContain('kms:');
  });

  test('may have a condition, which does not hold for the use of a key by a service', () => {
    const { stack, role } = stackWithRole();
    const condition = PolicyConditions.organization('o-a1b2c3d4e5');
    role.allowAccess({ level: AccessLevel.READ, resources: [new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') })], condition });
    const conditionOf = (action: string) => statements(stack).find(({ Action }) => [Action].flat().includes(action))!.Condition;
    expect(conditionOf('s3:GetObject')).toEqual(condition.allow);
    expect(Object.keys(conditionOf('kms:Decrypt') as object)).toEqual(['StringEquals']);
  });

  test('to manage permissions asks for a reason', () => {
    const { stack, role } = stackWithRole();
    const bucket = new s3.Bucket(stack, 'Bucket');
    expect(() => role.allow(AccessLevel.PERMISSIONS_MANAGEMENT, bucket)).toThrow('reason: found "", expected a reason of at least 20 characters');
    role.allowAccess({ level: AccessLevel.PERMISSIONS_MANAGEMENT, resources: [bucket], reason: 'the role publishes the bucket policy' });
    expect(resourcesOf(stack, 's3:PutBucketPolicy')).toHaveLength(1);
  });

  test.each([
    ['a user', `arn:aws:iam::${ACCOUNT}:user/alice`, 'iam:CreateAccessKey'],
    ['a role', `arn:aws:iam::${ACCOUNT}:role/administrator`, 'iam:PassRole'],
    ['a permission set', 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef', 'sso:CreateAccountAssignment'],
  ])('to write %s asks for a reason, as it leads to credentials or permissions of others', (_, resource, action) => {
    const { stack, role } = stackWithRole();
    expect(() => role.allow(AccessLevel.WRITE, resource)).toThrow(/^reason: found "", expected a reason of at least 20 characters for (iam|sso):\w+: give it with allowAccess, or name/);
    expect(() => role.allowAccess({ level: AccessLevel.WRITE, resources: [resource], reason: 'too short' })).toThrow('reason: found "too short"');
    role.allowAccess({ level: AccessLevel.WRITE, resources: [resource], reason: 'the role administers what is in the account' });
    expect(resourcesOf(stack, action)).toContain(resource);
  });

  test.each([
    ['read a user', AccessLevel.READ, `arn:aws:iam::${ACCOUNT}:user/alice`],
    ['tag a role', AccessLevel.TAGGING, `arn:aws:iam::${ACCOUNT}:role/worker`],
    ['write a function, which is to put code into it', AccessLevel.WRITE, `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:orders`],
    ['write a project of builds', AccessLevel.WRITE, `arn:aws:codebuild:eu-west-1:${ACCOUNT}:project/orders`],
  ])('to %s needs no reason', (_, level, resource) => {
    expect(() => stackWithRole().role.allow(level, resource)).not.toThrow();
  });

  test.each<[string, (stack: Stack, role: LeastPrivilegeRole) => void, RegExp]>([
    ['no resource', (_, role) => role.allow(AccessLevel.READ), /^resources: found nothing, expected constructs or ARNs/],
    ['every resource', (_, role) => role.allow(AccessLevel.READ, '*'), /^resources: found "\*", which does not tell the type/],
    ['every bucket', (_, role) => role.allow(AccessLevel.READ, 'arn:aws:s3:::*'), /^Stack\/Role: resources: found "arn:aws:s3:::\*" for s3:/],
    ['a token that may be anything', (stack, role) => role.allow(AccessLevel.READ, new CfnParameter(stack, 'Arn').valueAsString), /does not tell the type.*allowActions/],
    ['a construct without an ARN', (stack, role) => role.allow(AccessLevel.READ, new iam.Policy(stack, 'Policy')), /^resources: found "Stack\/Policy \(AWS::IAM::Policy\)", expected a construct whose ARN is known/],
    ['a level that the resource does not have', (_, role) => role.allow(AccessLevel.LIST, 'arn:aws:sqs:eu-west-1:111122223333:orders'), /^level: found List, but no action of this level/],
    ['neither a level nor actions', (_, role) => role.allowAccess({ resources: ['arn:aws:s3:::reports'] }), /^level: found nothing, expected either a level or actions/],
    ['both a level and actions', (_, role) => role.allowAccess({ level: AccessLevel.READ, actions: ['s3:GetObject'] }), /^level: found "Read", expected either/],
  ])('with %s is an error', (_, grant, message) => {
    const { stack, role } = stackWithRole();
    expect(() => grant(stack, role)).toThrow(message);
  });
});

describe('actions by name', () => {
  test('go to the resource that each can be limited to', () => {
    const { stack, role } = stackWithRole();
    role.allowActions(['s3:GetObject', 's3:ListBucket', 'sqs:SendMessage'], 'arn:aws:s3:::reports', 'arn:aws:sqs:eu-west-1:111122223333:orders');
    expect(resourcesOf(stack, 's3:GetObject')).toEqual(['arn:aws:s3:::reports/*']);
    expect(resourcesOf(stack, 's3:ListBucket')).toEqual(['arn:aws:s3:::reports']);
    expect(resourcesOf(stack, 'sqs:SendMessage')).toEqual(['arn:aws:sqs:eu-west-1:111122223333:orders']);
  });

  test('as patterns become the actions that exist', () => {
    const { stack, role } = stackWithRole();
    role.allowActions(['dynamodb:BatchGet*'], 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders');
    expect(statements(stack).map(({ Action }) => Action)).toEqual(['dynamodb:BatchGetItem']);
  });

  test('that cannot be limited need no resource', () => {
    const { stack, role } = stackWithRole();
    role.allowActions(['xray:PutTraceSegments', 'cloudwatch:PutMetricData']);
    role.allowActions(['ec2:DescribeInstances'], '*');
    expect(statements(stack).flatMap(({ Resource }) => Resource)).toEqual(['*']);
  });

  test('go to a token as it is', () => {
    const { stack, role } = stackWithRole();
    role.allowActions(['s3:GetObject'], new CfnParameter(stack, 'Arn').valueAsString);
    expect(resourcesOf(stack, 's3:GetObject')).toEqual([{ Ref: 'Arn' }]);
  });

  test('to manage permissions ask for a reason', () => {
    const { stack, role } = stackWithRole();
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'reports');
    for (const actions of [['s3:GetObject', 's3:PutBucketPolicy'], ['s3:PutBucketPol*']]) {
      expect(() => role.allowActions(actions, bucket)).toThrow('reason: found "", expected a reason of at least 20 characters for s3:PutBucketPolicy: give it with allowAccess');
    }
    role.allowAccess({ actions: ['s3:PutBucketPolicy'], resources: [bucket], reason: 'the role publishes the bucket policy' });
    expect(resourcesOf(stack, 's3:PutBucketPolicy')).toHaveLength(1);
  });

  test('that lead to credentials of others are granted by their names, and by a pattern for a reason', () => {
    const { stack, role } = stackWithRole();
    const user = `arn:aws:iam::${ACCOUNT}:user/alice`;
    expect(() => role.allowActions(['iam:CreateAccess*'], user)).toThrow('expected a reason of at least 20 characters for iam:CreateAccessKey');
    role.allowActions(['IAM:createaccesskey'], user);
    expect(resourcesOf(stack, 'iam:CreateAccessKey')).toEqual([user]);
  });

  test('leave the key of the resource alone', () => {
    const { stack, role } = stackWithRole();
    role.allowActions(['s3:GetObject'], new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') }));
    expect(JSON.stringify(statements(stack))).not.toContain('kms:');
  });

  test.each<[string, string[], string[], RegExp]>([
    ['an unknown action', ['s3:GetObjects'], ['arn:aws:s3:::reports'], /^actions: found "s3:GetObjects", which no service has, expected an action such as s3:GetObject/],
    ['a whole service', ['s3:*'], ['arn:aws:s3:::reports'], /^actions: found "s3:\*", which is every action of s3/],
    ['every action', ['*'], ['arn:aws:s3:::reports'], /^actions: found "\*"/],
    ['no resource for what can be limited', ['s3:GetObject'], [], /^resources: found none or "\*" for s3:GetObject, expected constructs or ARNs such as arn:/],
    ['every resource for what can be limited', ['s3:GetObject'], ['*'], /^resources: found none or "\*" for s3:GetObject/],
    ['a resource that no action is for', ['s3:GetObject'], ['arn:aws:s3:::reports', 'arn:aws:sqs:eu-west-1:111122223333:orders'], /^resources: found "arn:aws:sqs:.*", to which none of s3:GetObject/],
    ['an action that is for no resource', ['s3:GetObject', 'sqs:SendMessage'], ['arn:aws:s3:::reports'], /^actions: found sqs:SendMessage, which cannot be limited to these resources, but to arn:/],
    ['an action that takes only "*" among others', ['s3:GetObject', 's3:ListAllMyBuckets'], ['arn:aws:s3:::reports'], /^actions: found s3:ListAllMyBuckets, which cannot be limited to resources/],
  ])('with %s are an error', (_, actions, resources, message) => {
    expect(() => stackWithRole().role.allowActions(actions, ...resources)).toThrow(message);
  });
});

describe('what arrives by another way', () => {
  const tooBroad = () => new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] });

  test('as a statement is an error at once', () => {
    expect(() => stackWithRole().role.addToPolicy(tooBroad())).toThrow(/^Stack\/Role: resources: found "\*" for s3:GetObject/);
    expect(() => stackWithRole().role.addToPrincipalPolicy(tooBroad())).toThrow(/^Stack\/Role: resources/);
    expect(() => iam.Grant.addToPrincipal({ grantee: stackWithRole().role, actions: ['s3:*'], resourceArns: ['arn:aws:s3:::x'] })).toThrow(/every action of s3/);
  });

  test('as a statement that becomes too broad later is an error at synthesis', () => {
    const { app, role } = stackWithRole();
    const statement = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/*'] });
    role.addToPolicy(statement);
    statement.addAllResources();
    expect(() => app.synth()).toThrow(/resources: found "\*" for s3:GetObject/);
  });

  test('as a value that is made at synthesis is an error then', () => {
    const { app, role } = stackWithRole();
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [Lazy.string({ produce: () => '*' })] }));
    expect(() => app.synth()).toThrow(/resources: found "\*" for s3:GetObject/);
  });

  test('in an inline or a managed policy of the app is an error at synthesis', () => {
    const inline = stackWithRole();
    new iam.Policy(inline.stack, 'Policy', { statements: [tooBroad()], roles: [inline.role] });
    expect(() => inline.app.synth()).toThrow(/resources: found "\*"/);
    const managed = stackWithRole();
    managed.role.addManagedPolicy(new iam.ManagedPolicy(managed.stack, 'Policy', { statements: [tooBroad()] }));
    expect(() => managed.app.synth()).toThrow(/resources: found "\*"/);
  });

  test.each(['AdministratorAccess', 'PowerUserAccess', 'IAMFullAccess'])('as %s is an error at once', (name) => {
    const policy = iam.ManagedPolicy.fromAwsManagedPolicyName(name);
    expect(() => stackWithRole().role.addManagedPolicy(policy)).toThrow(`managedPolicies: found "${name}", expected policies for the job, not one that grants every action`);
    expect(() => stackWithRole({ managedPolicies: [policy] })).toThrow(`managedPolicies: found "${name}"`);
  });

  test('as another policy that AWS manages, or as one that is not known, is attached', () => {
    const { stack, role } = stackWithRole({ managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')] });
    role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Own', Fn.importValue('policy')));
    expect(Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties.ManagedPolicyArns).toHaveLength(2);
  });

  test('in a view without policy updates changes nothing', () => {
    const { stack, role } = stackWithRole();
    new s3.Bucket(stack, 'Bucket').grantRead(role.withoutPolicyUpdates());
    expect(statements(stack)).toEqual([]);
  });

  test('from another stack of the app is granted', () => {
    const { app, stack, role } = stackWithRole();
    const other = new Stack(app, 'Other', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    const topic = new sns.Topic(other, 'Topic');
    role.allow(AccessLevel.WRITE, topic);
    topic.grantPublish(role);
    expect(resourcesOf(stack, 'sns:Publish').map((one) => JSON.stringify(one))).toEqual([expect.stringMatching(/^\{"Fn::ImportValue":"Other:/)]);
  });
});

describe('statements', () => {
  test('are minimised, whatever the feature flags of the app say', () => {
    const { stack, role } = stackWithRole({}, new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': false } }));
    const queues = ['one', 'three', 'two'].map((name) => `arn:aws:sqs:eu-west-1:111122223333:${name}`);
    for (const queue of queues) {
      role.allowActions(['sqs:SendMessage'], queue);
      role.allowActions(['sqs:ReceiveMessage'], queue);
    }
    expect(statements(stack)).toEqual([{ Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:SendMessage'], Resource: queues }]);
  });

  test('for 400 queues are split into policies within their quotas', () => {
    const { app, stack, role } = stackWithRole();
    for (let index = 0; index < 400; index++) {
      role.allowActions(['sqs:SendMessage', 'sqs:ReceiveMessage'], `arn:aws:sqs:eu-west-1:111122223333:orders-of-customer-${index}`);
    }
    app.synth();
    const template = Template.fromStack(stack);
    const sizes = (type: string) => (
      Object.values(template.findResources(type)).map(({ Properties }) => JSON.stringify(Properties.PolicyDocument).length)
    );
    expect(sizes('AWS::IAM::Policy').filter((size) => size > 10_240)).toEqual([]);
    expect(sizes('AWS::IAM::ManagedPolicy').filter((size) => size > 6144)).toEqual([]);
    expect(sizes('AWS::IAM::ManagedPolicy').length).toBeGreaterThan(0);
    expect(resourcesOf(stack, 'sqs:SendMessage')).toHaveLength(400);
  });

  test('that fit into no number of policies are an error that says by how much', () => {
    const grantAll = (props: Partial<LeastPrivilegeRoleProps>) => {
      const { app, role } = stackWithRole(props);
      for (let index = 0; index < 600; index++) {
        role.allowActions(['sqs:SendMessage'], `arn:aws:sqs:eu-west-1:111122223333:${String(index).padEnd(80, '-orders-of-customer')}`);
      }
      return () => app.synth();
    };
    expect(grantAll({})).toThrow(/has (\d+) managed policies, (\d+) more than the 10 that a role may have/);
    expect(grantAll({ managedPolicyQuota: 25 })).not.toThrow();
  });
});

describe('props', () => {
  test.each<[string, Partial<LeastPrivilegeRoleProps>, string]>([
    ['a session that is too short', { maxSessionDuration: Duration.minutes(59) }, 'maxSessionDuration: found "59 minutes", expected 1 hour to 12 hours'],
    ['a session that is too long', { maxSessionDuration: Duration.hours(13) }, 'maxSessionDuration: found "13 hours", expected 1 hour to 12 hours'],
    ['a long session without a reason', { maxSessionDuration: Duration.hours(3) }, 'longSessionReason: found "", expected a reason of at least 20 characters'],
    ['a quota that AWS does not give', { managedPolicyQuota: 26 }, 'managedPolicyQuota: found 26, expected a whole number from 10 to 25'],
    ['an exception without a reason', { actionExceptions: { 's3:*': '' } }, 'actionExceptions[\'s3:*\']: found "", expected a reason of at least 20 characters'],
  ])('with %s are an error', (_, props, message) => {
    expect(() => stackWithRole(props)).toThrow(message);
  });

  test('cap the session at an hour unless there is a reason', () => {
    const session = (props: Partial<LeastPrivilegeRoleProps>) => (
      Object.values(Template.fromStack(stackWithRole(props).stack).findResources('AWS::IAM::Role'))[0].Properties.MaxSessionDuration
    );
    expect(session({})).toBe(3600);
    expect(session({ maxSessionDuration: Duration.hours(3), longSessionReason: REASON })).toBe(10_800);
  });
});

describe('a stack with the role', () => {
  function workload() {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', `arn:aws:iam::${ACCOUNT}:policy/workload-boundary`);
    return { app, stack, permissionsBoundary, role: new LeastPrivilegeRole(stack, 'Role', { assumedBy: LAMBDA, permissionsBoundary }) };
  }

  const resources = (stack: Stack) => ({
    bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'reports'),
    table: dynamodb.Table.fromTableName(stack, 'Table', 'orders'),
    queue: sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:111122223333:orders'),
    bus: events.EventBus.fromEventBusName(stack, 'Bus', 'orders'),
  });

  test.each([AccessLevel.LIST, AccessLevel.READ, AccessLevel.WRITE])('that has %s passes the strict pack', (level) => {
    const { app, stack, role, permissionsBoundary } = workload();
    const { bucket, table, queue, bus } = resources(stack);
    role.allow(level, ...(level === AccessLevel.LIST ? [bucket] : [bucket, table, queue, bus]));
    role.allowActions(['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'cloudwatch:PutMetricData']);
    expect(checkGuardrails(app, { pack: RulePack.STRICT, permissionsBoundary }).errors).toEqual([]);
  });

  test.each([AccessLevel.LIST, AccessLevel.READ, AccessLevel.WRITE])('and %s access passes AwsSolutionsChecks', (level) => {
    const { app, stack, role } = workload();
    const { bucket, table, queue, bus } = resources(stack);
    role.allow(level, ...(level === AccessLevel.LIST ? [bucket] : [bucket, table, queue, bus]));
    role.allow(level, 'arn:aws:s3:::archive');
    expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
  });

  test('and a star that somebody wrote is a finding of AwsSolutionsChecks', () => {
    const { app, role } = workload();
    role.allowActions(['s3:GetObject'], 'arn:aws:s3:::archive/2026/*');
    const rules = new AwsSolutionsChecks().validateScope(app).violations.map(({ ruleName }) => ruleName);
    expect(rules).toEqual(['AwsSolutions-IAM5[Resource::arn:aws:s3:::archive/2026/*]']);
  });
});

describe('everybody', () => {
  test.each<[string, iam.IPrincipal]>([
    ['any principal', new iam.AnyPrincipal()],
    ['a star', new iam.StarPrincipal()],
    ['a star beside others', new iam.CompositePrincipal(LAMBDA, new iam.ArnPrincipal('*'))],
  ])('may not assume the role: %s', (_, assumedBy) => {
    expect(() => stackWithRole({ assumedBy }).app.synth()).toThrow(/the trust policy: found .*\*.*, expected principals that are named, or a condition on who they are/);
  });

  test('may under a condition, which the rule pack judges', () => {
    const assumedBy = new iam.AnyPrincipal().withConditions({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } });
    expect(() => stackWithRole({ assumedBy }).app.synth()).not.toThrow();
  });
});

test('what is attached inline counts with the own policy for the quota of the role', () => {
  const attach = (policies: number) => {
    const { app, stack, role } = stackWithRole();
    for (let policy = 0; policy < policies; policy++) {
      const resources = Array.from({ length: 80 }, (_, queue) => `arn:aws:sqs:eu-west-1:${ACCOUNT}:a-queue-with-quite-a-long-name-${policy}-${queue}`);
      role.attachInlinePolicy(new iam.Policy(stack, `Policy${policy}`, { statements: [new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources })] }));
    }
    return app;
  };
  expect(() => attach(1).synth()).not.toThrow();
  expect(() => attach(3).synth()).toThrow(/has \d+ characters of inline policies, \d+ more than the 10240 that a role may have: make managed policies/);
});
