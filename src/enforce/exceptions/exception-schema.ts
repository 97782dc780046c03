/** What the published JSON Schema says of exceptions, in words that name what was found and what is expected. */
import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv, { ErrorObject } from 'ajv';
import { describeKind } from '../../model/scope';
import { utcDay } from '../../rules/day';

export const EXCEPTIONS_SCHEMA = join(__dirname, '..', '..', '..', 'schemas', 'guardrail-exceptions.schema.json');

export interface Problem {
  /** Names of properties and indices of items, for instance `exceptions`, 3, `owner`. */
  readonly path: readonly (string | number)[];
  /** `found ..., expected ...` */
  readonly text: string;
}

export function schemaProblems(document: unknown): Problem[] {
  const validate = new Ajv({ allErrors: true, verbose: true, formats: { date: isDay } }).compile(JSON.parse(readFileSync(EXCEPTIONS_SCHEMA, 'utf8')));
  validate(document);
  return (validate.errors ?? []).map((error) => problemOf(error));
}

function problemOf({ keyword, instancePath, params, parentSchema = {}, data }: ErrorObject): Problem {
  const path = instancePath.split('/').slice(1).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const properties: Record<string, { description: string }> = parentSchema.properties ?? {};
  switch (keyword) {
    case 'required':
      return { path: [...path, params.missingProperty], text: `found nothing, expected ${properties[params.missingProperty].description}` };
    case 'additionalProperties':
      return { path: [...path, params.additionalProperty], text: `found a property that is not known, expected one of ${Object.keys(properties).join(', ')}` };
    case 'not':
      return { path, text: 'found both key and keyPattern, expected one of them or neither' };
    default:
      return { path, text: `found ${typeof data === 'string' ? JSON.stringify(data) : describeKind(data)}, expected ${parentSchema.description}` };
  }
}

/** One that the calendar has: no 30 February. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return time !== undefined && !Number.isNaN(time.getTime()) && utcDay(time) === text;
}
