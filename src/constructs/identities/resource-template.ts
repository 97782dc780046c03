/** A resource as it will stand in the template: with overrides, and the work of Aspects. */
import { CfnResource, Stack } from 'aws-cdk-lib';

export interface ResourceTemplate {
  readonly Properties: Readonly<Record<string, unknown>>;
  /** CloudFormation makes the resource only where this holds. */
  readonly Condition?: unknown;
}

interface Rendered {
  readonly Resources: Readonly<Record<string, ResourceTemplate>>;
}

export function templateOf(resource: CfnResource): ResourceTemplate {
  const rendering = resource as CfnResource & { _toCloudFormation(): object };
  const { Resources } = Stack.of(resource).resolve(rendering._toCloudFormation()) as Rendered;
  return Object.values(Resources)[0];
}
