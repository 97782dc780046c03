/** The grants of the L2 constructs of CDK, each on a role of least privilege. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { LeastPrivilegeRole, LeastPrivilegeRoleProps } from '../../../src/constructs/identities/least-privilege-role';

const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
const key = (stack: Stack) => new kms.Key(stack, 'Key');
const bucket = (stack: Stack) => new s3.Bucket(stack, 'Bucket', { encryptionKey: key(stack) });
const table = (stack: Stack) => new dynamodb.Table(stack, 'Table', { partitionKey, stream: dynamodb.StreamViewType.NEW_IMAGE, encryptionKey: key(stack) });
const tableV2 = (stack: Stack) => new dynamodb.TableV2(stack, 'Table', { partitionKey, dynamoStream: dynamodb.StreamViewType.NEW_IMAGE });
const queue = (stack: Stack) => new sqs.Queue(stack, 'Queue', { encryptionMasterKey: key(stack) });
const topic = (stack: Stack) => new sns.Topic(stack, 'Topic', { masterKey: key(stack) });
const secret = (stack: Stack) => new secretsmanager.Secret(stack, 'Secret', { encryptionKey: key(stack) });
const parameter = (stack: Stack) => new ssm.StringParameter(stack, 'Parameter', { stringValue: 'x' });
const code = { runtime: lambda.Runtime.NODEJS_20_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => 1;') };
const fn = (stack: Stack) => new lambda.Function(stack, 'Function', code);
const machine = (stack: Stack) => new stepfunctions.StateMachine(stack, 'Machine', {
  definitionBody: stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Pass(stack, 'Pass')),
});
const logGroup = (stack: Stack) => new logs.LogGroup(stack, 'LogGroup');
const repository = (stack: Stack) => new ecr.Repository(stack, 'Repository');
const stream = (stack: Stack) => new kinesis.Stream(stack, 'Stream', { encryptionKey: key(stack) });
const vpc = (stack: Stack) => new ec2.Vpc(stack, 'Vpc');
const fileSystem = (stack: Stack) => new efs.FileSystem(stack, 'FileSystem', { vpc: vpc(stack) });
const api = (stack: Stack) => new appsync.GraphqlApi(stack, 'Api', {
  name: 'api', definition: appsync.Definition.fromFile(`${__dirname}/schema.graphql`),
});
const domain = (stack: Stack) => new opensearch.Domain(stack, 'Domain', { version: opensearch.EngineVersion.OPENSEARCH_2_11 });
const gitRepository = (stack: Stack) => new codecommit.Repository(stack, 'Git', { repositoryName: 'git' });
const group = (stack: Stack) => new scheduler.ScheduleGroup(stack, 'Group');

const GRANTS: Readonly<Record<string, (stack: Stack, role: iam.Role) => unknown>> = {
  'Bucket.grantRead': (stack, role) => bucket(stack).grantRead(role),
  'Bucket.grantRead of a prefix': (stack, role) => bucket(stack).grantRead(role, 'reports/*'),
  'Bucket.grantWrite': (stack, role) => bucket(stack).grantWrite(role),
  'Bucket.grantReadWrite': (stack, role) => bucket(stack).grantReadWrite(role),
  'Bucket.grantPut': (stack, role) => bucket(stack).grantPut(role),
  'Bucket.grantPutAcl': (stack, role) => bucket(stack).grantPutAcl(role),
  'Bucket.grantDelete': (stack, role) => bucket(stack).grantDelete(role),
  'an imported bucket': (stack, role) => s3.Bucket.fromBucketName(stack, 'Bucket', 'reports').grantReadWrite(role),
  'Table.grantReadData': (stack, role) => table(stack).grantReadData(role),
  'Table.grantWriteData': (stack, role) => table(stack).grantWriteData(role),
  'Table.grantReadWriteData': (stack, role) => table(stack).grantReadWriteData(role),
  'Table.grantStreamRead': (stack, role) => table(stack).grantStreamRead(role),
  'Table.grantTableListStreams': (stack, role) => table(stack).grantTableListStreams(role),
  'TableV2.grantReadWriteData': (stack, role) => tableV2(stack).grantReadWriteData(role),
  'TableV2.grantStreamRead': (stack, role) => tableV2(stack).grantStreamRead(role),
  'Queue.grantSendMessages': (stack, role) => queue(stack).grantSendMessages(role),
  'Queue.grantConsumeMessages': (stack, role) => queue(stack).grantConsumeMessages(role),
  'Queue.grantPurge': (stack, role) => queue(stack).grantPurge(role),
  'Topic.grantPublish': (stack, role) => topic(stack).grantPublish(role),
  'Topic.grantSubscribe': (stack, role) => topic(stack).grantSubscribe(role),
  'Key.grantDecrypt': (stack, role) => key(stack).grantDecrypt(role),
  'Key.grantEncryptDecrypt': (stack, role) => key(stack).grantEncryptDecrypt(role),
  'Key.grantAdmin': (stack, role) => key(stack).grantAdmin(role),
  'Key.grantSignVerify': (stack, role) => key(stack).grantSignVerify(role),
  'Key.grantGenerateMac': (stack, role) => key(stack).grantGenerateMac(role),
  'Alias.grantEncrypt': (stack, role) => key(stack).addAlias('name').grantEncrypt(role),
  'Secret.grantRead': (stack, role) => secret(stack).grantRead(role),
  'Secret.grantWrite': (stack, role) => secret(stack).grantWrite(role),
  'a secret imported by name': (stack, role) => secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'name').grantRead(role),
  'Parameter.grantRead': (stack, role) => parameter(stack).grantRead(role),
  'Parameter.grantWrite': (stack, role) => parameter(stack).grantWrite(role),
  'Function.grantInvoke': (stack, role) => fn(stack).grantInvoke(role),
  'Function.grantInvokeUrl': (stack, role) => fn(stack).grantInvokeUrl(role),
  'Function.grantInvokeVersion': (stack, role) => {
    const one = fn(stack);
    return one.grantInvokeVersion(role, one.currentVersion);
  },
  'Alias.grantInvoke': (stack, role) => fn(stack).addAlias('live').grantInvoke(role),
  'StateMachine.grantStartExecution': (stack, role) => machine(stack).grantStartExecution(role),
  'StateMachine.grantStartSyncExecution': (stack, role) => machine(stack).grantStartSyncExecution(role),
  'StateMachine.grantTaskResponse': (stack, role) => machine(stack).grantTaskResponse(role),
  'StateMachine.grantExecution': (stack, role) => machine(stack).grantExecution(role, 'states:StopExecution'),
  'StateMachine.grantRedriveExecution': (stack, role) => machine(stack).grantRedriveExecution(role),
  'LogGroup.grantRead': (stack, role) => logGroup(stack).grantRead(role),
  'LogGroup.grantWrite': (stack, role) => logGroup(stack).grantWrite(role),
  'Repository.grantPull': (stack, role) => repository(stack).grantPull(role),
  'Repository.grantPullPush': (stack, role) => repository(stack).grantPullPush(role),
  'Repository.grantRead': (stack, role) => repository(stack).grantRead(role),
  'AuthorizationToken.grantRead': (_, role) => ecr.AuthorizationToken.grantRead(role),
  'Stream.grantReadWrite': (stack, role) => stream(stack).grantReadWrite(role),
  'StreamConsumer.grantRead': (stack, role) => new kinesis.StreamConsumer(stack, 'Consumer', {
    stream: stream(stack), streamConsumerName: 'one',
  }).grantRead(role),
  'DeliveryStream.grantPutRecords': (stack, role) => new firehose.DeliveryStream(stack, 'Delivery', {
    destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Target')),
  }).grantPutRecords(role),
  'EventBus.grantPutEventsTo': (stack, role) => new events.EventBus(stack, 'Bus').grantPutEventsTo(role),
  'FileSystem.grantReadWrite': (stack, role) => fileSystem(stack).grantReadWrite(role),
  'FileSystem.grantRootAccess': (stack, role) => fileSystem(stack).grantRootAccess(role),
  'Metric.grantPutMetricData': (_, role) => cloudwatch.Metric.grantPutMetricData(role),
  'Method.grantExecute': (stack, role) => new apigateway.RestApi(stack, 'Rest').root.addMethod('GET').grantExecute(role),
  'GraphqlApi.grantQuery': (stack, role) => api(stack).grantQuery(role, 'items'),
  'GraphqlApi.grant of every type': (stack, role) => api(stack).grant(role, appsync.IamResource.all(), 'appsync:GraphQL'),
  'Distribution.grantCreateInvalidation': (stack, role) => new cloudfront.Distribution(stack, 'Cdn', {
    defaultBehavior: { origin: new origins.HttpOrigin('example.com') },
  }).grantCreateInvalidation(role),
  'ReportGroup.grantWrite': (stack, role) => new codebuild.ReportGroup(stack, 'Reports').grantWrite(role),
  'codecommit Repository.grantPullPush': (stack, role) => gitRepository(stack).grantPullPush(role),
  'codecommit Repository.grantRead': (stack, role) => gitRepository(stack).grantRead(role),
  'Domain.grantReadWrite': (stack, role) => domain(stack).grantReadWrite(role),
  'Domain.grantIndexRead': (stack, role) => domain(stack).grantIndexRead('one', role),
  'DatabaseInstance.grantConnect': (stack, role) => new rds.DatabaseInstance(stack, 'Db', {
    vpc: vpc(stack), engine: rds.DatabaseInstanceEngine.MYSQL, iamAuthentication: true,
  }).grantConnect(role, 'admin'),
  'DatabaseCluster.grantDataApiAccess': (stack, role) => new rds.DatabaseCluster(stack, 'Db', {
    vpc: vpc(stack), engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_1 }),
    writer: rds.ClusterInstance.serverlessV2('writer'), enableDataApi: true,
  }).grantDataApiAccess(role),
  'HostedZone.grantDelegation': (stack, role) => new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' }).grantDelegation(role),
  'ScheduleGroup.grantReadSchedules': (stack, role) => group(stack).grantReadSchedules(role),
  'ScheduleGroup.grantWriteSchedules': (stack, role) => group(stack).grantWriteSchedules(role),
  'Role.grantPassRole': (stack, role) => new iam.Role(stack, 'Other', {
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
  }).grantPassRole(role),
  'Role.grantAssumeRole': (stack, role) => new iam.Role(stack, 'Other', { assumedBy: new iam.AccountRootPrincipal() }).grantAssumeRole(role),
  'a function with tracing, whose role it is': (stack, role) => new lambda.Function(stack, 'Traced', { ...code, role, tracing: lambda.Tracing.ACTIVE }),
  'a function with a failure queue, whose role it is': (stack, role) => new lambda.Function(stack, 'Failing', { ...code, role, deadLetterQueueEnabled: true }),
  'a state machine with tracing, whose role it is': (stack, role) => new stepfunctions.StateMachine(stack, 'Traced', {
    role, tracingEnabled: true, definitionBody: stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Wait(stack, 'Wait', {
      time: stepfunctions.WaitTime.duration(Duration.seconds(1)),
    })),
  }),
  'a state machine with logs, whose role it is': (stack, role) => new stepfunctions.StateMachine(stack, 'Logged', {
    role, logs: { destination: logGroup(stack) }, definitionBody: stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Pass(stack, 'Pass')),
  }),
  'a container with a secret and logs, whose roles it is': (stack, role) => {
    const task = new ecs.FargateTaskDefinition(stack, 'Task', { executionRole: role, taskRole: role });
    task.addContainer('main', {
      image: ecs.ContainerImage.fromEcrRepository(repository(stack)), secrets: { KEY: ecs.Secret.fromSecretsManager(secret(stack)) },
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'main', logGroup: logGroup(stack) }),
    });
  },
};

interface TooBroad {
  readonly grant: (stack: Stack, role: iam.Role) => unknown;
  /** What it grants too much of. */
  readonly actions: readonly string[];
}

const TOO_BROAD: Readonly<Record<string, TooBroad>> = {
  'StateMachine.grantRead, which reads all of them': {
    grant: (stack, role) => machine(stack).grantRead(role), actions: ['states:DescribeStateMachine', 'states:DescribeActivity'],
  },
  'EventBus.grantAllPutEvents': { grant: (_, role) => events.EventBus.grantAllPutEvents(role), actions: ['events:PutEvents'] },
  'Table.grantFullAccess': { grant: (stack, role) => table(stack).grantFullAccess(role), actions: ['dynamodb:*'] },
};

const reason = 'the construct grants it so, and the account holds nothing else';

function stackWithRole(props: Partial<LeastPrivilegeRoleProps> = {}) {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  return { app, stack, role: new LeastPrivilegeRole(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), ...props }) };
}

test.each(Object.entries(GRANTS))('%s works', (_, grant) => {
  const { app, stack, role } = stackWithRole();
  grant(stack, role);
  expect(() => app.synth()).not.toThrow();
});

describe.each(Object.entries(TOO_BROAD))('%s', (_, { grant, actions }) => {
  test('is refused', () => {
    const { stack, role } = stackWithRole();
    expect(() => grant(stack, role)).toThrow(/^Stack\/Role: (actions|resources): found "/);
  });

  test('works when each of its actions is excepted for a reason', () => {
    const { app, stack, role } = stackWithRole({ actionExceptions: Object.fromEntries(actions.map((action) => [action, reason])) });
    grant(stack, role);
    expect(() => app.synth()).not.toThrow();
  });
});
