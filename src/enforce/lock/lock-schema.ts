/** What the published JSON Schema says of a lock file, in words that name the place, what was found and what is expected. */
import { readFileSync } from 'fs';
import { createRequire } from 'module';
import { join } from 'path';
import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv';
import { describeKind } from '../../model/scope';

export const LOCK_SCHEMA = join(__dirname, '..', '..', '..', 'schemas', 'iam-lock.schema.json');

const MOST_CHARACTERS = 80;

/** For instance `principals["Orders/Worker"].grants[0].Effect: found "Alow", expected Allow or Deny`. */
export function schemaProblems(document: unknown): string[] {
  validate ??= compile();
  return validate(document) ? [] : (validate.errors ?? []).filter(saysWhatIsExpected).map(problemOf);
}

let validate: ValidateFunction | undefined;

/** Loaded when a lock is read: most apps have none. */
function compile(): ValidateFunction {
  const { Ajv } = createRequire(__filename)('ajv') as typeof import('ajv');
  return new Ajv({ verbose: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync(LOCK_SCHEMA, 'utf8')) as object);
}

/** Parts of alternatives do not: the whole does. */
function saysWhatIsExpected({ keyword, parentSchema }: ErrorObject): boolean {
  return parentSchema?.description !== undefined && keyword !== 'propertyNames';
}

function problemOf({ keyword, instancePath, params, parentSchema = {}, data }: ErrorObject): string {
  const path = instancePath.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const names = Object.keys(parentSchema.properties ?? {}).filter((name) => name !== '$schema').join(', ');
  switch (keyword) {
    case 'required':
      return `${placeOf([...path, params.missingProperty])}: found nothing, expected ${expectedOf(parentSchema, params.missingProperty)}`;
    case 'additionalProperties':
      return `${placeOf([...path, params.additionalProperty])}: found a property that is not known, expected one of ${names}`;
    default:
      return `${placeOf(path)}: found ${describe(data)}, expected ${parentSchema.description}`;
  }
}

function expectedOf({ properties = {}, description }: AnySchemaObject, name: string): string {
  return (properties[name] as AnySchemaObject | undefined)?.description ?? description;
}

function placeOf(path: readonly string[]): string {
  const steps = path.map((step) => (/^\d+$/.test(step) ? `[${step}]` : /^[\w$]+$/.test(step) ? `.${step}` : `["${step}"]`));
  return steps.join('').replace(/^\./, '') || 'the file';
}

function describe(data: unknown): string {
  if (typeof data === 'object' || data === undefined) {
    return describeKind(data);
  }
  const text = JSON.stringify(data);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text;
}
