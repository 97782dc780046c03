import { companionArn, companionsOf, contentsOf, nameSeparator, typeOfCloudFormation, typesOfArn } from '../../../src/constructs/identities/resource-types';
import { concat, tokenText } from '../../../src/policy/text';

const token = tokenText({ kind: 'opaque', label: 'P', identity: 'P' });
const names = (arn: Parameters<typeof typesOfArn>[0]) => typesOfArn(arn)?.map(({ name }) => name);

test.each([
  ['AWS::S3::Bucket', 's3', 'bucket'],
  ['AWS::DynamoDB::Table', 'dynamodb', 'table'],
  ['AWS::DynamoDB::GlobalTable', 'dynamodb', 'table'],
  ['AWS::KMS::Key', 'kms', 'key'],
  ['AWS::SQS::Queue', 'sqs', 'queue'],
  ['AWS::SNS::Topic', 'sns', 'topic'],
  ['AWS::Logs::LogGroup', 'logs', 'log-group'],
  ['AWS::SecretsManager::Secret', 'secretsmanager', 'Secret'],
  ['AWS::SSM::Parameter', 'ssm', 'parameter'],
  ['AWS::Lambda::Function', 'lambda', 'function'],
  ['AWS::Lambda::Alias', 'lambda', 'function alias'],
  ['AWS::StepFunctions::StateMachine', 'states', 'statemachine'],
  ['AWS::ECR::Repository', 'ecr', 'repository'],
  ['AWS::Kinesis::Stream', 'kinesis', 'stream'],
  ['AWS::KinesisFirehose::DeliveryStream', 'firehose', 'deliverystream'],
  ['AWS::Events::EventBus', 'events', 'event-bus'],
  ['AWS::EFS::FileSystem', 'elasticfilesystem', 'file-system'],
  ['AWS::IAM::ManagedPolicy', 'iam', 'policy'],
  ['AWS::RDS::DBInstance', 'rds', 'db'],
  ['AWS::Cognito::UserPool', 'cognito-idp', 'userpool'],
])('%s is a resource of %s of the type %s', (type, service, name) => {
  expect(typeOfCloudFormation(type)).toMatchObject({ service, name });
});

test('what has no ARN in IAM has no type', () => {
  expect(typeOfCloudFormation('AWS::S3::BucketPolicy')).toBeUndefined();
  expect(typeOfCloudFormation('Custom::Thing')).toBeUndefined();
});

describe('an ARN is of a type', () => {
  test.each([
    ['arn:aws:s3:::reports', ['bucket']],
    ['arn:aws:s3:::reports-*', ['bucket']],
    ['arn:aws:s3:::reports/2026/*', ['object']],
    ['arn:aws-cn:dynamodb:cn-north-1:111122223333:table/orders', ['table']],
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders/index/*', ['index']],
    ['arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/x', ['log-group']],
    ['arn:aws:logs:eu-west-1:111122223333:log-group:x:log-stream:y', ['log-stream']],
    ['arn:aws:lambda:eu-west-1:111122223333:function:x', ['function']],
    ['arn:aws:lambda:eu-west-1:111122223333:function:x:live', ['function alias', 'function version']],
    ['arn:aws:iam::111122223333:role/team/deploy', ['role']],
    ['arn:aws:nothing:::x', []],
  ])('%s', (arn, types) => {
    expect(names(arn)).toEqual(types);
  });

  test('that may be any of those in a table, where a star stands for them', () => {
    expect(names('arn:aws:dynamodb:eu-west-1:111122223333:table/orders/*')).toEqual(['backup', 'export', 'import', 'index', 'stream']);
  });

  test('with a token in it', () => {
    expect(names(concat(['arn:', token, ':s3:::', token]))).toEqual(['bucket']);
    expect(names(concat(['arn:', token, ':s3:::', token, '/*']))).toEqual(['object']);
  });

  test('unless a token hides the service', () => {
    expect(names(token)).toBeUndefined();
    expect(names(concat(['arn:aws:', token, ':::x']))).toBeUndefined();
    expect(names('*')).toBeUndefined();
  });
});

test('what is in a resource has its ARN and more', () => {
  const contents = (type: string) => Object.fromEntries(contentsOf(typeOfCloudFormation(type)!).map(({ type: { name }, suffix }) => [name, suffix]));
  expect(contents('AWS::S3::Bucket')).toEqual({ object: '/*' });
  expect(contents('AWS::DynamoDB::Table')).toMatchObject({ index: '/index/*', stream: '/stream/*' });
  expect(contents('AWS::Lambda::Function')).toMatchObject({ 'function alias': ':*', 'function version': ':*' });
  expect(contents('AWS::SQS::Queue')).toEqual({});
});

test('what belongs to a resource has its name', () => {
  const machine = typeOfCloudFormation('AWS::StepFunctions::StateMachine')!;
  const execution = companionsOf(machine).find(({ name }) => name === 'execution')!;
  expect(companionArn(execution, machine, { partition: 'aws-cn', region: 'cn-north-1', account: '111122223333', name: 'orders' }))
    .toBe('arn:aws-cn:states:cn-north-1:111122223333:execution:orders:*');
  expect(companionsOf(typeOfCloudFormation('AWS::S3::Bucket')!)).toEqual([]);
  expect(companionsOf(typesOfArn('arn:aws:s3:::reports/x')![0])).toEqual([]);
});

test('a name stands after a slash or a colon', () => {
  expect(nameSeparator(typeOfCloudFormation('AWS::Kinesis::Stream')!)).toBe('/');
  expect(nameSeparator(typeOfCloudFormation('AWS::StepFunctions::StateMachine')!)).toBe(':');
});
