import { CfnResource, Stack } from 'aws-cdk-lib';

/** What CfnResource keeps: the properties as its class was given them (L1 classes in camel case), and the overrides. */
interface Kept {
  readonly cfnProperties: Record<string, unknown>;
  readonly rawOverrides: { readonly Properties?: Record<string, unknown> };
}

/**
 * A property as it will stand in the template, with overrides, whatever class made the resource. Nothing but this one
 * property is resolved: CDK remembers what a Lazy first gave, and other Aspects may still change the rest.
 */
export function synthesizedProperty(resource: CfnResource, name: string): unknown {
  const { cfnProperties, rawOverrides } = resource as unknown as Kept;
  const overrides = rawOverrides.Properties ?? {};
  const value = name in overrides ? overrides[name] : cfnProperties[name] ?? cfnProperties[name[0].toLowerCase() + name.slice(1)];
  return Stack.of(resource).resolve(value);
}
