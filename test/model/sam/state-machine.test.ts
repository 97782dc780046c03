import { madeOf, unknownIn } from './sam';

const resources = (properties: Record<string, unknown>) => ({ Flow: { Type: 'AWS::Serverless::StateMachine', Properties: properties } });
const made = (properties: Record<string, unknown>) => madeOf(resources(properties));

test('a state machine has a role that Step Functions may assume', () => {
  const { Flow, FlowRole } = made({ Policies: [{ LambdaInvokePolicy: { FunctionName: 'worker' } }], Tracing: { Enabled: true }, PermissionsBoundary: 'arn:boundary' });
  expect(Flow).toMatchObject({ Type: 'AWS::StepFunctions::StateMachine', Properties: { RoleArn: { 'Fn::GetAtt': ['FlowRole', 'Arn'] } } });
  expect(FlowRole.Properties).toMatchObject({
    AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: ['states.amazonaws.com'] } }] },
    ManagedPolicyArns: [{ 'Fn::Sub': expect.stringContaining('AWSXrayWriteOnlyAccess') }],
    Policies: [{ PolicyDocument: { Statement: [{ Action: ['lambda:InvokeFunction'] }] } }],
    PermissionsBoundary: 'arn:boundary',
  });
});

test('a role that is given is taken', () => {
  const { Flow, FlowRole } = made({ Role: 'arn:role' });
  expect([Flow.Properties.RoleArn, FlowRole]).toEqual(['arn:role', undefined]);
});

test.each([
  ['EventBridgeRule', 'events.amazonaws.com'],
  ['CloudWatchEvent', 'events.amazonaws.com'],
  ['Schedule', 'events.amazonaws.com'],
  ['ScheduleV2', 'scheduler.amazonaws.com'],
  ['Api', 'apigateway.amazonaws.com'],
])('%s starts it with a role of its own', (type, service) => {
  const { FlowEventRole } = made({ Events: { Event: { Type: type, Properties: {} } } });
  expect(FlowEventRole.Properties).toMatchObject({
    AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: [service] } }] },
    Policies: [{ PolicyDocument: { Statement: [{ Action: 'states:StartExecution', Resource: { Ref: 'Flow' } }] } }],
  });
});

test('an event of a type that SAM does not have is reported as not known', () => {
  expect(unknownIn(resources({ Events: { Event: { Type: 'SQS' } } }))).toEqual(['an event of the type "SQS", which SAM is not known to have']);
});
