/**
 * Prefixes of services that AWS has retired: the Service Authorization Reference does not list them any more, and policies of AWS's own, as
 * ReadOnlyAccess, name them still. What is copied from those names actions that do nothing.
 *
 * https://aws.amazon.com/products/lifecycle/
 */
export const RETIRED_SERVICES: readonly string[] = [
  'deepcomposer', 'deeplens', 'deepracer', 'elastic-inference', 'iot1click', 'iotroborunner', 'mobilehub', 'sagemaker-groundtruth-synthetic', 'zocalo',
];

export function isOfRetiredService(action: string): boolean {
  return RETIRED_SERVICES.includes(action.slice(0, action.indexOf(':')).toLowerCase());
}
