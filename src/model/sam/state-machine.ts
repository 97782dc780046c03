/**
 * `AWS::Serverless::StateMachine`: the state machine, its role, and the roles that its events start it with.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-statemachine.html
 */
import { addRule, addSchedule, EventSource, idOf, propertyOf } from './event-source';
import { managedArn } from './policy-list';
import { RoleDraft, roleProperties, trustOf } from './role-draft';
import { arnOf, objectAt, Properties, SamDraft, SamResource } from './sam-draft';
import { isObject } from '../../policy/document';

/** The services that start a state machine for an event. */
const STARTED_BY: Readonly<Record<string, string>> = {
  Api: 'apigateway.amazonaws.com',
  CloudWatchEvent: 'events.amazonaws.com',
  EventBridgeRule: 'events.amazonaws.com',
  Schedule: 'events.amazonaws.com',
};

export function expandStateMachine(from: SamResource, draft: SamDraft): void {
  const { logicalId, properties: { Events: events, Policies: policies, Role: given, ...properties } } = from;
  if (given === undefined) {
    const role = new RoleDraft(`${logicalId}Role`, from);
    role.list(policies);
    if (objectAt(properties, 'Tracing').Enabled === true) {
      role.attach(managedArn('AWSXrayWriteOnlyAccess'), 'Tracing');
    }
    role.addTo(draft, trustOf('states.amazonaws.com'), roleProperties(properties));
  }
  for (const [name, event] of isObject(events) ? Object.entries(events) : []) {
    expandEvent({ from, name, event: isObject(event) ? event : {}, draft });
  }
  draft.replace(from, 'AWS::StepFunctions::StateMachine', { ...properties, RoleArn: given ?? arnOf(`${logicalId}Role`) });
  draft.place(logicalId, 'Properties.RoleArn', { path: `Resources.${logicalId}.Properties.Role` });
}

function expandEvent(source: EventSource): void {
  const { event, from, draft } = source;
  const properties = objectAt(event, 'Properties');
  const target = { action: 'states:StartExecution', arn: { Ref: from.logicalId } };
  const type = String(event.Type);
  if (type === 'ScheduleV2') {
    addSchedule(source, properties, target);
  } else if (Object.hasOwn(STARTED_BY, type)) {
    const roleArn = properties.RoleArn ?? starter(source, STARTED_BY[type], target);
    if (type !== 'Api') {
      addRule(source, properties, target, roleArn);
    } else if (properties.RestApiId === undefined) {
      draft.add({ ...from, attributes: {} }, propertyOf(source), 'ServerlessRestApi', 'AWS::ApiGateway::RestApi', {});
    }
  } else {
    draft.leave(from, `an event of the type ${JSON.stringify(event.Type)}, which SAM is not known to have`, propertyOf(source));
  }
}

function starter(source: EventSource, service: string, { action, arn }: { readonly action: string; readonly arn: unknown }): unknown {
  const role = new RoleDraft(`${idOf(source)}Role`, source.from, propertyOf(source));
  role.grant([{ Effect: 'Allow', Action: action, Resource: arn }], propertyOf(source));
  const { PermissionsBoundary: boundary }: Properties = source.from.properties;
  role.addTo(source.draft, trustOf(service), boundary === undefined ? {} : { PermissionsBoundary: boundary });
  return arnOf(`${idOf(source)}Role`);
}
