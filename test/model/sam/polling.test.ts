import { madeOf, samFunction, unknownIn } from './sam';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:broker';
const access = (...types: string[]) => ({ SourceAccessConfigurations: types.map((Type) => ({ Type, URI: SECRET })) });
const events = (Type: string, Properties: Record<string, unknown>) => ({ Worker: samFunction({ Events: { Event: { Type, Properties } } }) });
const roleWith = (type: string, properties: Record<string, unknown> = {}) => madeOf(events(type, properties)).WorkerRole.Properties;
const actionsOf = (type: string, properties: Record<string, unknown>) => (
  (roleWith(type, properties).Policies ?? []).flatMap(({ PolicyDocument: { Statement } }: any) => Statement.flatMap(({ Action }: any) => Action))
);

test.each([
  ['DynamoDB', 'AWSLambdaDynamoDBExecutionRole'],
  ['Kinesis', 'AWSLambdaKinesisExecutionRole'],
  ['MSK', 'AWSLambdaMSKExecutionRole'],
  ['SQS', 'AWSLambdaSQSQueueExecutionRole'],
])('the role polls %s with a policy of AWS', (type, name) => {
  expect(roleWith(type).ManagedPolicyArns.slice(1)).toEqual([{ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/service-role/${name}` }]);
});

test.each([
  ['MQ', { Broker: 'arn:broker', ...access('BASIC_AUTH', 'VIRTUAL_HOST') }, ['mq:DescribeBroker', 'secretsmanager:GetSecretValue']],
  ['MSK', access('CLIENT_CERTIFICATE_TLS_AUTH', 'SASL_SCRAM_512_AUTH'), ['secretsmanager:GetSecretValue']],
  ['SelfManagedKafka', access('SASL_SCRAM_512_AUTH'), ['secretsmanager:GetSecretValue']],
  ['SelfManagedKafka', { ...access('SASL_SCRAM_512_AUTH'), SecretsManagerKmsKeyId: 'key' }, ['secretsmanager:GetSecretValue', 'kms:Decrypt']],
  ['SQS', { DestinationConfig: { OnFailure: { Type: 'SNS', Destination: 'arn:topic' } } }, ['sns:Publish']],
  ['SQS', { DestinationConfig: { OnFailure: { Destination: 'arn:topic' } } }, []],
])('the role polls %s with statements of its own: %j', (type, properties, actions) => {
  expect(actionsOf(type, properties)).toEqual(actions);
});

test('what is in a network needs interfaces', () => {
  expect(actionsOf('SelfManagedKafka', access('VPC_SUBNET', 'VPC_SECURITY_GROUP'))).toContain('ec2:CreateNetworkInterface');
  expect(actionsOf('DocumentDB', { Cluster: 'arn:cluster', ...access('BASIC_AUTH') }))
    .toEqual(expect.arrayContaining(['rds:DescribeDBClusters', 'ec2:CreateNetworkInterface', 'secretsmanager:GetSecretValue']));
});

test('a schema registry is reported as not known', () => {
  expect(unknownIn(events('MSK', { SchemaRegistryConfig: {} }))).toEqual(['a schema registry, which SAM grants access to']);
});
