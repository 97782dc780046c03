/** Types that put one statement into the policy of a resource, spelt as properties of their own. */
import { isText, Text } from '../policy/text';

type Properties = Readonly<Record<string, unknown>>;

/** The statement that AWS makes of the resolved properties; undefined where they spell none. */
export const PERMISSION_STATEMENTS: Readonly<Record<string, (properties: Properties) => Record<string, unknown> | undefined>> = {
  'AWS::Events::EventBusPolicy': eventBusPolicy,
  'AWS::Lambda::LayerVersionPermission': layerVersionPermission,
  'AWS::Lambda::Permission': lambdaPermission,
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
function lambdaPermission(given: Properties): Record<string, unknown> {
  return allow(given.Principal, given.Action, given.FunctionName, {
    ArnLike: { 'aws:SourceArn': given.SourceArn },
    Bool: { 'lambda:InvokedViaFunctionUrl': given.InvokedViaFunctionUrl },
    StringEquals: {
      'aws:PrincipalOrgID': given.PrincipalOrgID,
      'aws:SourceAccount': given.SourceAccount,
      'lambda:EventSourceToken': given.EventSourceToken,
      'lambda:FunctionUrlAuthType': given.FunctionUrlAuthType,
    },
  });
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
function layerVersionPermission(given: Properties): Record<string, unknown> {
  return allow(given.Principal, given.Action, given.LayerVersionArn, { StringEquals: { 'aws:PrincipalOrgID': given.OrganizationId } });
}

/** The older spelling, without `Statement`. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html */
function eventBusPolicy(given: Properties): Record<string, unknown> | undefined {
  if (given.Statement !== undefined || given.Principal === undefined) {
    return undefined;
  }
  const { Type: type, Key: key, Value: value } = (given.Condition ?? {}) as Properties;
  return allow(given.Principal, given.Action, undefined, type === undefined ? {} : { [String(type)]: { [String(key)]: value } });
}

function allow(principal: unknown, action: unknown, resource: unknown, condition: Readonly<Record<string, Properties>>): Record<string, unknown> {
  const blocks = Object.entries(condition).map(([operator, keys]) => [operator, defined(keys)] as const);
  return defined({
    Effect: 'Allow',
    Principal: isText(principal) && isService(principal) ? { Service: principal } : { AWS: principal },
    Action: action,
    Resource: resource,
    Condition: Object.fromEntries(blocks.filter(([, keys]) => Object.keys(keys).length > 0)),
  });
}

function defined(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** `sns.amazonaws.com`, `alexa-appkit.amazon.com`, `logs.<AWS::Region>.<AWS::URLSuffix>` */
function isService(principal: Text): boolean {
  return /\.(amazon(aws)?\.com(\.cn)?|<AWS::URLSuffix>)$/.test(principal.toString());
}
