/**
 * Where resource control policies reach.
 *
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
import { RequestedAction } from './action';

/** Prefixes of the services whose actions RCPs can deny: "List of AWS services that support RCPs" of that page. */
const SERVICES = new Set([
  'aoss', 'appconfig', 'appstream', 'autoscaling', 'autoscaling-plans', 'budgets', 'clouddirectory', 'cloudfront', 'cloudsearch',
  'cloudtrail-data', 'codeartifact', 'codebuild', 'codecommit', 'codepipeline', 'cognito-identity', 'cognito-idp', 'comprehend',
  'comprehendmedical', 'compute-optimizer', 'cost-optimization-hub', 'dax', 'dsql', 'dynamodb', 'ecr', 'ecr-public', 'events', 'firehose',
  'fis', 'fms', 'gamelift', 'health', 'inspector-scan', 'kendra', 'kinesisvideo', 'kms', 'logs', 'memorydb', 'networkmonitor',
  'notifications', 'opensearch', 'pca-connector-ad', 'personalize', 'polly', 'pricing', 'resource-groups', 'rolesanywhere', 's3',
  'secretsmanager', 'servicediscovery', 'signin', 'sqs', 'sts', 'support', 'swf', 'textract', 'timestream-influxdb',
  'transcribe', 'transfer', 'translate', 'wafv2', 'workspaces', 'xray',
]);
const EXEMPT_ACTIONS = new Set(['kms:retiregrant']);

export function isUnderRcps({ service, name }: RequestedAction): boolean {
  return service === undefined || (SERVICES.has(service) && !EXEMPT_ACTIONS.has(name!));
}
