/**
 * Where resource control policies reach.
 *
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
import { RequestedAction } from './action';

/** Prefixes of the services whose actions RCPs can deny. */
const SERVICES = new Set([
  'aoss', 'cognito-identity', 'cognito-idp', 'dynamodb', 'ecr', 'kms', 'logs', 's3', 's3express', 'secretsmanager', 'signin', 'sqs', 'sts',
]);
const EXEMPT_ACTIONS = new Set(['kms:retiregrant']);

export function isUnderRcps({ service, name }: RequestedAction): boolean {
  return service === undefined || (SERVICES.has(service) && !EXEMPT_ACTIONS.has(name!));
}
