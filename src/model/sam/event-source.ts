/** What the events of functions and of state machines have in common. */
import { RoleDraft, trustOf } from './role-draft';
import { arnOf, objectAt, Properties, ref, SamDraft, SamResource } from './sam-draft';

/** One entry of the property Events. */
export interface EventSource {
  readonly from: SamResource;
  readonly name: string;
  readonly event: Properties;
  readonly draft: SamDraft;
}

/** What an event starts. */
export interface EventTarget {
  readonly action: string;
  readonly arn: unknown;
}

/** SAM begins all logical ids of what an event adds with it. */
export function idOf({ from: { logicalId }, name }: EventSource): string {
  return `${logicalId}${name}`;
}

export function propertyOf({ name }: EventSource): string {
  return `Events.${name}`;
}

/** Adds a resource, by the logical id of the event and a suffix. */
export function addFor(source: EventSource, suffix: string, type: string, properties: Properties): void {
  source.draft.add(source.from, propertyOf(source), `${idOf(source)}${suffix}`, type, properties);
}

/** An EventBridge rule; where it needs one, with a role of its own to start the target. */
export function addRule(source: EventSource, properties: Properties, { arn }: EventTarget, roleArn?: unknown): void {
  const { EventBusName: bus, Name: name, RuleName: ruleName = name } = properties;
  const queue = deadLetterQueue(source, properties);
  if (queue?.isMade) {
    letSend(source, queue.arn);
  }
  addFor(source, '', 'AWS::Events::Rule', {
    ...(ruleName !== undefined && { Name: ruleName }),
    ...(bus !== undefined && { EventBusName: bus }),
    Targets: [{
      Arn: arn, Id: idOf(source), ...(roleArn !== undefined && { RoleArn: roleArn }), ...(queue && { DeadLetterConfig: { Arn: queue.arn } }),
    }],
  });
}

/** A schedule acts as a role: that of the event, or one that is made for it. */
export function addSchedule(source: EventSource, properties: Properties, { action, arn }: EventTarget): void {
  const { RoleArn: given, PermissionsBoundary: boundary } = properties;
  const queue = deadLetterQueue(source, properties);
  if (given === undefined) {
    const role = new RoleDraft(`${idOf(source)}Role`, source.from, propertyOf(source));
    role.grant([{ Effect: 'Allow', Action: action, Resource: arn }], propertyOf(source));
    if (queue) {
      role.grant([{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue.arn }], propertyOf(source));
    }
    role.addTo(source.draft, trustOf('scheduler.amazonaws.com'), boundary === undefined ? {} : { PermissionsBoundary: boundary });
  }
  addFor(source, '', 'AWS::Scheduler::Schedule', { Target: { Arn: arn, RoleArn: given ?? arnOf(`${idOf(source)}Role`) } });
}

/** What an event cannot deliver goes to a queue: one that is named, or one that is made for it. */
function deadLetterQueue(source: EventSource, properties: Properties): { readonly arn: unknown; readonly isMade: boolean } | undefined {
  const { Arn: arn, QueueLogicalId: id } = objectAt(properties, 'DeadLetterConfig');
  if (properties.DeadLetterConfig === undefined || arn !== undefined) {
    return arn === undefined ? undefined : { arn, isMade: false };
  }
  const logicalId = typeof id === 'string' ? id : `${idOf(source)}Queue`;
  source.draft.add(source.from, propertyOf(source), logicalId, 'AWS::SQS::Queue', {});
  return { arn: arnOf(logicalId), isMade: true };
}

function letSend(source: EventSource, queueArn: unknown): void {
  const { 'Fn::GetAtt': [queue] } = queueArn as { 'Fn::GetAtt': [string] };
  addFor(source, 'QueuePolicy', 'AWS::SQS::QueuePolicy', {
    Queues: [ref(queue)],
    PolicyDocument: queuePolicy({ Service: 'events.amazonaws.com' }, queueArn, arnOf(idOf(source))),
  });
}

export function queuePolicy(principal: unknown, queueArn: unknown, sourceArn: unknown): Properties {
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow', Principal: principal, Action: 'sqs:SendMessage', Resource: queueArn, Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } },
    }],
  };
}
