/**
 * What the event sources of a function add: permissions to invoke it, or grants to its role to poll.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
 */
import { addFor, addRule, addSchedule, EventSource, idOf, propertyOf, queuePolicy } from './event-source';
import { grantPolling, isPolling } from './polling';
import { RoleDraft } from './role-draft';
import { arnOf, objectAt, Properties, ref, sub } from './sam-draft';
import { isObject } from '../../policy/document';

interface FunctionEvent extends EventSource {
  readonly role: RoleDraft;
}

type Expand = (source: FunctionEvent, properties: Properties) => void;

const EVENTS: Readonly<Record<string, Expand>> = {
  AlexaSkill: (source, { SkillId: skill }) => permit(source, 'alexa-appkit.amazon.com', { EventSourceToken: skill }),
  Api: restApi,
  CloudWatchEvent: rule,
  CloudWatchLogs: (source, { LogGroupName: name }) => permit(source, 'logs.amazonaws.com', { SourceArn: regional('logs', 'log-group:${Name}:*', { Name: name }) }),
  Cognito: cognito,
  EventBridgeRule: rule,
  HttpApi: (source, properties) => permit(source, 'apigateway.amazonaws.com', { SourceArn: apiArn(source, properties, properties.ApiId, 'ServerlessHttpApi') }),
  IoTRule: iotRule,
  S3: (source) => permit(source, 's3.amazonaws.com', { SourceAccount: ref('AWS::AccountId') }),
  SNS: topic,
  Schedule: rule,
  ScheduleV2: (source, properties) => addSchedule(source, properties, targetOf(source)),
};

export function expandFunctionEvent(source: FunctionEvent): void {
  const { event, from, role, draft } = source;
  const properties = objectAt(event, 'Properties');
  if (isPolling(event.Type)) {
    grantPolling(event.Type, properties, role, propertyOf(source));
  } else if (Object.hasOwn(EVENTS, String(event.Type))) {
    EVENTS[String(event.Type)](source, properties);
  } else {
    draft.leave(from, `an event of the type ${JSON.stringify(event.Type)}, which SAM is not known to have`, propertyOf(source));
  }
}

function targetOf({ from: { logicalId } }: FunctionEvent) {
  return { action: 'lambda:InvokeFunction', arn: arnOf(logicalId) };
}

function permit(source: FunctionEvent, principal: string, more: Properties, suffix = ''): void {
  addFor(source, `Permission${suffix}`, 'AWS::Lambda::Permission', {
    FunctionName: ref(source.from.logicalId), Action: 'lambda:InvokeFunction', Principal: principal, ...more,
  });
}

function rule(source: FunctionEvent, properties: Properties): void {
  addRule(source, properties, targetOf(source));
  permit(source, 'events.amazonaws.com', { SourceArn: arnOf(idOf(source)) });
}

function cognito(source: FunctionEvent, { UserPool: pool }: Properties): void {
  const arn = isObject(pool) && typeof pool.Ref === 'string' ? arnOf(pool.Ref) : pool;
  permit({ ...source, name: 'Cognito' }, 'cognito-idp.amazonaws.com', { SourceArn: arn });
}

function iotRule(source: FunctionEvent): void {
  addFor(source, '', 'AWS::IoT::TopicRule', {});
  permit(source, 'iot.amazonaws.com', {
    SourceArn: regional('iot', 'rule/${Name}', { Name: ref(idOf(source)) }), SourceAccount: ref('AWS::AccountId'),
  });
}

/** Straight to the function, or through a queue that it polls. */
function topic(source: FunctionEvent, { Topic: arn, SqsSubscription: queue }: Properties): void {
  if (!queue) {
    permit(source, 'sns.amazonaws.com', { SourceArn: arn });
    return;
  }
  const made = `${idOf(source)}Queue`;
  if (!isObject(queue)) {
    addFor(source, 'Queue', 'AWS::SQS::Queue', {});
  }
  const { QueueArn: queueArn = arnOf(made), QueueUrl: url = ref(made), QueuePolicyLogicalId: policyId = `${made}Policy` } = isObject(queue) ? queue : {};
  grantPolling('SQS', {}, source.role, propertyOf(source));
  source.draft.add(source.from, propertyOf(source), String(policyId), 'AWS::SQS::QueuePolicy', {
    Queues: [url], PolicyDocument: queuePolicy('*', queueArn, arn),
  });
}

function restApi(source: FunctionEvent, properties: Properties): void {
  const { from, name, draft } = source;
  const { RestApiId: api } = properties;
  if (objectAt(properties, 'Auth').ResourcePolicy !== undefined) {
    draft.leave(from, 'a resource policy for the API', `Events.${name}.Properties.Auth.ResourcePolicy`);
  }
  const stage = isObject(api) ? draft.declaredProperties(String(api.Ref)).StageName : undefined;
  const suffix = api === undefined ? 'Prod' : stage === undefined ? 'AllStages' : typeof stage === 'string' ? stage : 'Stage';
  permit(source, 'apigateway.amazonaws.com', { SourceArn: apiArn(source, properties, api, 'ServerlessRestApi') }, suffix);
}

/** Of any stage; the API that SAM makes where none is named. */
function apiArn(source: FunctionEvent, { Method: method, Path: path }: Properties, api: unknown, implicit: string): unknown {
  if (api === undefined) {
    const type = implicit === 'ServerlessRestApi' ? 'AWS::ApiGateway::RestApi' : 'AWS::ApiGatewayV2::Api';
    source.draft.add({ ...source.from, attributes: {} }, propertyOf(source), implicit, type, {});
  }
  const verb = /^(x-amazon-apigateway-)?any(-method)?$/i.test(String(method ?? 'any')) ? '*' : String(method).toUpperCase();
  const route = path === undefined || path === '$default' ? '' : String(path).replace(/(?<=.)\/$/, '').replace(/\{[^}]*\}/g, '*');
  return regional('execute-api', `\${Api}/*/${verb}${route}`, { Api: api ?? ref(implicit) });
}

function regional(service: string, resource: string, variables: Properties): unknown {
  return sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`, variables);
}
