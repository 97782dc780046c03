/**
 * The transforms of a template. That of AWS SAM is carried out, as far as it says something about access; what other
 * macros make is known only when they run.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
 */
import { WrittenPlace } from './access-model';
import { expandSam } from './sam/expand';
import { UnknownPart } from './sam/sam-draft';

const SAM = 'AWS::Serverless-2016-10-31';

export interface Expansion {
  readonly body: Readonly<Record<string, unknown>>;
  /** Where resources are written that a transform makes or changes: by logical id, then by property path. */
  readonly places: ReadonlyMap<string, ReadonlyMap<string, WrittenPlace>>;
  readonly unknown: readonly UnknownPart[];
  readonly unknownTransforms: readonly unknown[];
}

export function expandTransforms(body: Readonly<Record<string, unknown>>): Expansion {
  const { Transform: declared } = body;
  const transforms: unknown[] = declared === undefined ? [] : [declared].flat();
  const unknownTransforms = transforms.filter((transform) => transform !== SAM);
  return unknownTransforms.length === transforms.length
    ? { body, places: NO_PLACES, unknown: [], unknownTransforms }
    : { ...expandSam(body), unknownTransforms };
}

const NO_PLACES: Expansion['places'] = new Map();
