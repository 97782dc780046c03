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

/** Paths below a resource. Where what it has is read further, a transform within its properties is a token. */
export function transformedParts(resource: Readonly<Record<string, unknown>>, isReadFurther: boolean): string[] {
  const { Properties: properties } = resource;
  const within = isReadFurther ? (isObject(properties) && TRANSFORM in properties ? ['Properties'] : []) : below(properties, 'Properties');
  return TRANSFORM in resource ? [TRANSFORM, ...within] : within;
}

function below(raw: unknown, location: string): string[] {
  if (Array.isArray(raw)) {
    return raw.flatMap((item, index) => below(item, `${location}[${index}]`));
  }
  if (!isObject(raw)) {
    return [];
  }
  return TRANSFORM in raw ? [location] : Object.keys(raw).flatMap((name) => below(raw[name], `${location}.${name}`));
}
