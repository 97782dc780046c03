import { findingsIn, madeOf, readSam, samFunction, unknownIn } from './sam';

const withEvent = (Type: string, Properties: Record<string, unknown> = {}) => (
  madeOf({ Worker: samFunction({ Events: { Event: { Type, Properties } } }) })
);
const execute = (resource: string, api: unknown) => ({ 'Fn::Sub': [`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:${resource}`, { Api: api }] });

test.each([
  ['AlexaSkill', { SkillId: 'amzn1' }, 'WorkerEventPermission', { Principal: 'alexa-appkit.amazon.com', EventSourceToken: 'amzn1' }],
  ['Api', { Path: '/orders/{id}/', Method: 'get' }, 'WorkerEventPermissionProd', {
    Principal: 'apigateway.amazonaws.com', SourceArn: execute('${Api}/*/GET/orders/*', { Ref: 'ServerlessRestApi' }),
  }],
  ['Api', { Path: '/', Method: 'ANY', RestApiId: 'a1b2' }, 'WorkerEventPermissionAllStages', { SourceArn: execute('${Api}/*/*/', 'a1b2') }],
  ['CloudWatchLogs', { LogGroupName: 'app' }, 'WorkerEventPermission', {
    Principal: 'logs.amazonaws.com',
    SourceArn: { 'Fn::Sub': ['arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Name}:*', { Name: 'app' }] },
  }],
  ['Cognito', { UserPool: { Ref: 'Pool' } }, 'WorkerCognitoPermission', { Principal: 'cognito-idp.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['Pool', 'Arn'] } }],
  ['EventBridgeRule', {}, 'WorkerEventPermission', { Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['WorkerEvent', 'Arn'] } }],
  ['HttpApi', {}, 'WorkerEventPermission', { Principal: 'apigateway.amazonaws.com', SourceArn: execute('${Api}/*/*', { Ref: 'ServerlessHttpApi' }) }],
  ['IoTRule', {}, 'WorkerEventPermission', { Principal: 'iot.amazonaws.com', SourceAccount: { Ref: 'AWS::AccountId' } }],
  ['S3', { Bucket: { Ref: 'Bucket' } }, 'WorkerEventPermission', { Principal: 's3.amazonaws.com', SourceAccount: { Ref: 'AWS::AccountId' } }],
  ['SNS', { Topic: 'arn:aws:sns:eu-west-1:111122223333:t' }, 'WorkerEventPermission', { Principal: 'sns.amazonaws.com', SourceArn: 'arn:aws:sns:eu-west-1:111122223333:t' }],
  ['Schedule', {}, 'WorkerEventPermission', { Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['WorkerEvent', 'Arn'] } }],
])('%s may invoke the function: %j', (type, properties, logicalId, expected) => {
  expect(withEvent(type, properties)[logicalId]).toMatchObject({
    Type: 'AWS::Lambda::Permission', Properties: { FunctionName: { Ref: 'Worker' }, Action: 'lambda:InvokeFunction', ...expected },
  });
});

test('the stage of an API is in the logical id of the permission', () => {
  const events = { Event: { Type: 'Api', Properties: { Path: '/', Method: 'get', RestApiId: { Ref: 'Orders' } } } };
  const made = (StageName: unknown) => Object.keys(madeOf({ Worker: samFunction({ Events: events }), Orders: { Type: 'AWS::Serverless::Api', Properties: { StageName } } }));
  expect(made('live')).toContain('WorkerEventPermissionlive');
  expect(made({ Ref: 'Stage' })).toContain('WorkerEventPermissionStage');
});

test('a topic may reach the function through a queue that the role polls', () => {
  const made = withEvent('SNS', { Topic: 'arn:topic', SqsSubscription: true });
  expect(made.WorkerEventQueuePolicy.Properties).toMatchObject({
    Queues: [{ Ref: 'WorkerEventQueue' }],
    PolicyDocument: { Statement: [{ Principal: '*', Action: 'sqs:SendMessage', Condition: { ArnEquals: { 'aws:SourceArn': 'arn:topic' } } }] },
  });
  expect(JSON.stringify(made.WorkerRole)).toContain('AWSLambdaSQSQueueExecutionRole');
  const own = withEvent('SNS', { Topic: 'arn:topic', SqsSubscription: { QueueArn: 'arn:queue', QueueUrl: 'url', QueuePolicyLogicalId: 'Own' } });
  expect(own.Own.Properties).toMatchObject({ Queues: ['url'], PolicyDocument: { Statement: [{ Resource: 'arn:queue' }] } });
});

test('a schedule acts as a role of its own', () => {
  const made = withEvent('ScheduleV2', { PermissionsBoundary: 'arn:boundary', DeadLetterConfig: { Arn: 'arn:queue' } });
  expect(made.WorkerEventRole.Properties).toMatchObject({
    AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: ['scheduler.amazonaws.com'] } }] },
    PermissionsBoundary: 'arn:boundary',
    Policies: [
      { PolicyDocument: { Statement: [{ Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': ['Worker', 'Arn'] } }] } },
      { PolicyDocument: { Statement: [{ Action: 'sqs:SendMessage', Resource: 'arn:queue' }] } },
    ],
  });
  expect(withEvent('ScheduleV2', { RoleArn: 'arn:role' })).not.toHaveProperty('WorkerEventRole');
});

test('the role of a schedule is not bounded by what bounds the function', () => {
  const boundary = { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary' };
  const found = findingsIn({ Worker: samFunction({ ...boundary, Events: { Event: { Type: 'ScheduleV2' } } }) });
  expect(found.filter(({ rule }) => rule === 'PermissionsBoundaryRequired')).toMatchObject([
    { logicalId: 'WorkerEventRole', location: 'Resources.Worker.Properties.Events.Event' },
  ]);
});

test('a rule sends to the queue that is made for what it cannot deliver', () => {
  const made = withEvent('Schedule', { DeadLetterConfig: { Type: 'SQS' } });
  expect(made.WorkerEventQueuePolicy.Properties.PolicyDocument.Statement).toMatchObject([{
    Principal: { Service: 'events.amazonaws.com' }, Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['WorkerEvent', 'Arn'] } } },
  }]);
});

test('a finding about what an event adds names the event', () => {
  const { resources } = readSam({ Worker: samFunction({ Events: { Event: { Type: 'S3' } } }) });
  const permission = resources.find(({ type }) => type === 'AWS::Lambda::Permission')!;
  expect(permission.writtenAt?.get('Properties')).toEqual({ path: 'Resources.Worker.Properties.Events.Event', whole: true });
});

test.each([
  ['a type that SAM does not have', { Type: 'Mail' }, 'an event of the type "Mail", which SAM is not known to have'],
  ['no object', 'x', 'an event of the type undefined, which SAM is not known to have'],
  ['a policy of the API', { Type: 'Api', Properties: { Auth: { ResourcePolicy: {} } } }, 'a resource policy for the API'],
])('an event with %s is reported as not known', (_what, event, what) => {
  expect(unknownIn({ Worker: samFunction({ Events: { Event: event } }) })).toEqual([what]);
});
