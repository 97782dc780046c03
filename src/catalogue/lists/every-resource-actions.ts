/** Actions that have to be granted on `*` for their common use, although the Service Authorization Reference names a type of resource. */
import { ListedAction } from './listed-action';
import { ActionInfo } from '../actions';

export const EVERY_RESOURCE_ACTIONS: readonly ListedAction[] = [
  {
    name: 'cloudwatch:PutMetricData',
    does: 'publishes metrics, which are no resources: a condition on the namespace limits it',
    link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html',
  },
];

const NAMES = new Set(EVERY_RESOURCE_ACTIONS.map(({ name }) => name));

export function isLimitable({ name, resourceArns }: ActionInfo): boolean {
  return resourceArns.length > 0 && !NAMES.has(name);
}
