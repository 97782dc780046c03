import { madeOf, readSam, samFunction, unknownIn } from './sam';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:queue';
const made = (properties: Record<string, unknown>, attributes = {}) => madeOf({ Worker: samFunction(properties, attributes) });
const namesOf = (properties: Record<string, unknown>) => made(properties).WorkerRole.Properties.ManagedPolicyArns
  .map((arn: { 'Fn::Sub': string }) => arn['Fn::Sub'].split('/').pop());

test.each([
  ['logs', {}, []],
  ['traces', { Tracing: 'PassThrough' }, ['AWSXrayWriteOnlyAccess']],
  ['no traces', { Tracing: 'Disabled' }, []],
  ['interfaces of its network', { VpcConfig: { SubnetIds: ['subnet-1'] } }, ['AWSLambdaVPCAccessExecutionRole']],
])('the role of a function writes %s', (_what, properties, more) => {
  expect(namesOf(properties)).toEqual(['AWSLambdaBasicExecutionRole', ...more]);
});

test('a durable function has a policy of its own', () => {
  expect(namesOf({ DurableConfig: {} })).toEqual(['AWSLambdaBasicDurableExecutionRolePolicy']);
});

test('the role is trusted to Lambda, or as the function says', () => {
  const { WorkerRole: role } = made({});
  expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] }]);
  expect(made({ AssumeRolePolicyDocument: { Statement: [] } }).WorkerRole.Properties.AssumeRolePolicyDocument).toEqual({ Statement: [] });
});

test('a role that is given is taken, and policies beside it are for nothing', () => {
  const { Worker, WorkerRole } = made({ Role: 'arn:aws:iam::111122223333:role/own', Policies: ['AdministratorAccess'] });
  expect(Worker.Properties.Role).toBe('arn:aws:iam::111122223333:role/own');
  expect(WorkerRole).toBeUndefined();
});

test.each([
  ['given', [{ Ref: 'AWS::NoValue' }, 'arn:x'], 'Given', [{ 'Fn::GetAtt': ['WorkerRole', 'Arn'] }, 'arn:x']],
  ['not given', ['arn:x', { Ref: 'AWS::NoValue' }], 'NOTGiven', ['arn:x', { 'Fn::GetAtt': ['WorkerRole', 'Arn'] }]],
])('a role is made where none is given: when the condition says so for "%s"', (_what, branches, condition, roles) => {
  const resources = made({ Role: { 'Fn::If': ['Given', ...branches] } });
  expect(resources.WorkerRole.Condition).toBe(condition);
  expect(resources.Worker.Properties.Role).toEqual({ 'Fn::If': ['Given', ...roles] });
});

test('the condition that SAM adds for that is known to the reader', () => {
  const { principals, unread } = readSam(
    { Worker: samFunction({ Role: { 'Fn::If': ['Given', 'arn:aws:iam::111122223333:role/own', { Ref: 'AWS::NoValue' }] } }) },
    { Conditions: { Given: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } },
  );
  expect([principals.length, unread]).toEqual([1, []]);
});

test.each([
  ['its dead letters', { DeadLetterQueue: { Type: 'SQS', TargetArn: QUEUE } }, [{ Action: 'sqs:SendMessage', Resource: QUEUE }]],
  ['a topic', { EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: 'SNS', Destination: QUEUE } } } }, [{ Action: 'sns:Publish', Resource: QUEUE }]],
  ['another function', { EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'Lambda', Destination: QUEUE } } } }, [{ Action: 'lambda:InvokeFunction' }]],
  ['a bus', { EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'EventBridge', Destination: QUEUE } } } }, [{ Action: 'events:PutEvents' }]],
  ['a bucket', { EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'S3Bucket', Destination: 'arn:b' } } } }, [
    { Action: 's3:PutObject', Resource: { 'Fn::Join': ['/', ['arn:b', '*']] } }, { Action: 's3:ListBucket', Resource: 'arn:b' },
  ]],
  ['a queue that SAM makes', { EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'SQS' } } } }, [
    { Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['WorkerEventInvokeConfigOnFailureQueue', 'Arn'] } },
  ]],
])('the role may send to %s', (_what, properties, statements) => {
  expect(made(properties).WorkerRole.Properties.Policies).toMatchObject([{ PolicyDocument: { Statement: statements } }]);
});

test.each([
  ['a dead letter queue of no type', { DeadLetterQueue: { TargetArn: QUEUE } }, 'a DeadLetterQueue without Type SQS or SNS, and TargetArn'],
  ['a destination of no type', { EventInvokeConfig: { DestinationConfig: { OnFailure: { Destination: QUEUE } } } }, 'a destination of the type undefined, which SAM does not have'],
])('%s is reported as not known', (_what, properties, what) => {
  expect(unknownIn({ Worker: samFunction(properties) })).toEqual([what]);
});

test('a function URL without authentication lets everybody in', () => {
  const resources = made({ FunctionUrlConfig: { AuthType: 'NONE' } });
  expect(resources.WorkerUrlPublicPermissions.Properties).toEqual({
    FunctionName: { Ref: 'Worker' }, Principal: '*', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE',
  });
  expect(resources.WorkerURLInvokeAllowPublicAccess.Properties).toMatchObject({ Principal: '*', Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true });
  expect(Object.keys(made({ FunctionUrlConfig: { AuthType: 'AWS_IAM' } }))).toEqual(['Worker', 'WorkerUrl', 'WorkerRole']);
});

test('all that SAM makes of a function has its condition', () => {
  const resources = made({ FunctionUrlConfig: { AuthType: 'NONE' }, Events: { Daily: { Type: 'Schedule' } } }, { Condition: 'Wanted' });
  expect(Object.keys(resources)).toEqual(expect.arrayContaining(['WorkerRole', 'WorkerUrl', 'WorkerDaily', 'WorkerDailyPermission']));
  expect(new Set(Object.values(resources).map(({ Condition }) => Condition))).toEqual(new Set(['Wanted']));
});

test('the code of the function stands where CloudFormation has it', () => {
  expect(made({ InlineCode: 'exports.handler = 1' }).Worker).toMatchObject({ Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: 'exports.handler = 1' } } });
});
