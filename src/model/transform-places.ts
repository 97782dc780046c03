/**
 * Where `Fn::Transform` adds what no reader can see: AWS::Include, or another macro.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-transform.html
 */
import { isObject } from '../policy/document';

export const TRANSFORM = 'Fn::Transform';

/** At the root of a template, and right below its sections. Resources are looked at one by one. */
export function transformedSections({ Resources: _, ...sections }: Readonly<Record<string, unknown>>): string[] {
  const sectionPlaces = Object.entries(sections).filter(([, section]) => isObject(section) && TRANSFORM in section).map(([name]) => `${name}.${TRANSFORM}`);
  return TRANSFORM in sections ? [TRANSFORM, ...sectionPlaces] : sectionPlaces;
}

/** Paths below a resource. Deeper down, what a transform makes is a token. */
export function transformedParts(resource: Readonly<Record<string, unknown>>): readonly string[] {
  const { Properties: properties } = resource;
  const inProperties = isObject(properties) && TRANSFORM in properties;
  return TRANSFORM in resource ? [TRANSFORM, ...(inProperties ? ['Properties'] : [])] : inProperties ? ['Properties'] : NOWHERE;
}

const NOWHERE: readonly string[] = [];
