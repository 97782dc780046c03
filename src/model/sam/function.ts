/**
 * `AWS::Serverless::Function`: the function, its role, who may invoke it.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
import { sendStatements } from './destinations';
import { expandFunctionEvent } from './function-events';
import { managedArn, serviceRole } from './policy-list';
import { RoleDraft, roleProperties, trustOf } from './role-draft';
import { arnOf, objectAt, Properties, ref, SamDraft, SamResource, writtenAt } from './sam-draft';
import { isObject } from '../../policy/document';
import { isIntrinsic, isNoValue } from '../intrinsic-call';

/** Properties that SAM takes for itself. */
const TAKEN = [
  'AssumeRolePolicyDocument', 'CodeUri', 'DeadLetterQueue', 'EventInvokeConfig', 'Events', 'FunctionUrlConfig', 'InlineCode', 'PermissionsBoundary',
  'Policies', 'RolePath', 'Tracing',
];

export function expandFunction(from: SamResource, draft: SamDraft): void {
  const { logicalId, properties } = from;
  const role = new RoleDraft(`${logicalId}Role`, from);
  attachBasics(role, properties);
  role.list(properties.Policies);
  grantDeadLetters(role, properties);
  grantDestinations(from, role, draft);
  addUrl(from, draft);
  for (const [name, event] of Object.entries(objectAt(properties, 'Events'))) {
    expandFunctionEvent({ from, name, event: isObject(event) ? event : {}, role, draft });
  }
  const trust = properties.AssumeRolePolicyDocument ?? trustOf('lambda.amazonaws.com');
  const { arn, condition } = roleOf(from, draft);
  if (arn !== properties.Role) {
    const made = condition === undefined ? from : { ...from, attributes: { ...from.attributes, Condition: condition } };
    role.addTo(draft, trust, roleProperties(properties), made);
  }
  draft.replace(from, 'AWS::Lambda::Function', { ...functionProperties(properties), Role: arn });
  draft.place(logicalId, 'Properties.Code.ZipFile', { path: writtenAt(from, 'InlineCode') });
  draft.place(logicalId, 'Properties.DeadLetterConfig', { path: writtenAt(from, 'DeadLetterQueue') });
}

function attachBasics(role: RoleDraft, { DurableConfig: durable, Tracing: tracing, VpcConfig: vpc }: Properties): void {
  const basic = durable === undefined ? 'AWSLambdaBasicExecutionRole' : 'AWSLambdaBasicDurableExecutionRolePolicy';
  role.attach(serviceRole(basic), '');
  if (tracing !== undefined && tracing !== 'Disabled') {
    role.attach(managedArn('AWSXrayWriteOnlyAccess'), 'Tracing');
  }
  if (vpc !== undefined) {
    role.attach(serviceRole('AWSLambdaVPCAccessExecutionRole'), 'VpcConfig');
  }
}

function functionProperties(properties: Properties): Properties {
  const { CodeUri: uri, DeadLetterQueue: queue, InlineCode: code, Tracing: tracing } = properties;
  return {
    ...Object.fromEntries(Object.entries(properties).filter(([name]) => !TAKEN.includes(name))),
    ...(code !== undefined && { Code: { ZipFile: code } }),
    ...(uri !== undefined && { Code: uri }),
    ...(isObject(queue) && { DeadLetterConfig: { TargetArn: queue.TargetArn } }),
    ...(tracing !== undefined && { TracingConfig: { Mode: tracing } }),
  };
}

function grantDeadLetters(role: RoleDraft, properties: Properties): void {
  const { Type: type, TargetArn: arn } = objectAt(properties, 'DeadLetterQueue');
  const statements = arn === undefined ? undefined : sendStatements(type, arn);
  if (statements) {
    role.grant(statements, 'DeadLetterQueue');
  } else if (properties.DeadLetterQueue !== undefined) {
    role.note('a DeadLetterQueue without Type SQS or SNS, and TargetArn', 'DeadLetterQueue');
  }
}

/** A queue or a topic is made where none is named. */
function grantDestinations(from: SamResource, role: RoleDraft, draft: SamDraft): void {
  const destinations = objectAt(from.properties, 'EventInvokeConfig', 'DestinationConfig');
  for (const name of ['OnSuccess', 'OnFailure'].filter((key) => destinations[key] !== undefined)) {
    const property = `EventInvokeConfig.DestinationConfig.${name}`;
    const { Type: type, Destination: given } = objectAt(destinations, name);
    const statements = sendStatements(type, given ?? madeDestination(from, draft, `${from.logicalId}EventInvokeConfig${name}`, type, property));
    if (statements) {
      role.grant(statements, property);
    } else {
      role.note(`a destination of the type ${JSON.stringify(type)}, which SAM does not have`, property);
    }
  }
}

function madeDestination(from: SamResource, draft: SamDraft, prefix: string, type: unknown, property: string): unknown {
  const isTopic = type === 'SNS';
  const logicalId = `${prefix}${isTopic ? 'Topic' : 'Queue'}`;
  draft.add(from, property, logicalId, isTopic ? 'AWS::SNS::Topic' : 'AWS::SQS::Queue', {});
  return isTopic ? ref(logicalId) : arnOf(logicalId);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
function addUrl(from: SamResource, draft: SamDraft): void {
  const { logicalId, properties } = from;
  if (properties.FunctionUrlConfig === undefined) {
    return;
  }
  const { AuthType: authType } = objectAt(properties, 'FunctionUrlConfig');
  const permit = (name: string, more: Properties) => draft.add(from, 'FunctionUrlConfig', `${logicalId}${name}`, 'AWS::Lambda::Permission', {
    FunctionName: ref(logicalId), Principal: '*', ...more,
  });
  draft.add(from, 'FunctionUrlConfig', `${logicalId}Url`, 'AWS::Lambda::Url', {
    ...objectAt(properties, 'FunctionUrlConfig'), TargetFunctionArn: ref(logicalId),
  });
  if (authType === 'NONE') {
    permit('UrlPublicPermissions', { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: authType });
    permit('URLInvokeAllowPublicAccess', { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true });
  }
}

/** A role is made where none is given; under a condition, where Fn::If gives one or none. */
function roleOf({ logicalId, properties: { Role: given } }: SamResource, draft: SamDraft): { arn: unknown; condition?: string } {
  const made = arnOf(`${logicalId}Role`);
  const branches = isIntrinsic(given) && Array.isArray(given['Fn::If']) ? given['Fn::If'] as unknown[] : [];
  const [condition, whenTrue, whenFalse] = branches;
  if (given === undefined || isNoValue(given) || (isNoValue(whenTrue) && isNoValue(whenFalse))) {
    return { arn: made };
  }
  if (isNoValue(whenTrue)) {
    return { arn: { 'Fn::If': [condition, made, whenFalse] }, condition: String(condition) };
  }
  if (isNoValue(whenFalse)) {
    const negated = `NOT${String(condition)}`;
    draft.conditions[negated] = { 'Fn::Not': [{ Condition: condition }] };
    return { arn: { 'Fn::If': [condition, whenTrue, made] }, condition: negated };
  }
  return { arn: given };
}
