import { CfnResource, Stack } from 'aws-cdk-lib';

/** The properties that a resource will have in its template, with overrides, whatever class made it. */
export function synthesizedProperties(resource: CfnResource): Record<string, unknown> {
  const fragment = Stack.of(resource).resolve(resource._toCloudFormation()) as { Resources?: Record<string, { Properties?: Record<string, unknown> }> };
  return Object.values(fragment.Resources ?? {})[0]?.Properties ?? {};
}
