/** What limits a grant to some of the resources that its actions work on. */
import { isEveryResource } from './select';
import { parseArn } from '../policy/arn';
import { coversFormat } from '../policy/arn-format';
import { Condition, isRequired } from '../policy/condition';
import { madeOnce } from '../policy/remember';
import { Statement } from '../policy/statement';
import { Text } from '../policy/text';
import { hasWildcard } from '../policy/wildcards';

/** Does the pattern match every resource of each of these ARN formats? */
export function coversAll(resource: Text, formats: readonly string[]): boolean {
  return coverageOf(resource)(formats);
}

/** As `coversAll`, for the formats of many actions. */
export function coverageOf(resource: Text): (formats: readonly string[]) => boolean {
  if (isEveryResource(resource)) {
    return () => true;
  }
  if (!hasWildcard(resource)) {
    return () => false;
  }
  const known = new Map<string, boolean>();
  const service = writtenService(resource);
  const covers = (format: string) => madeOnce(known, format, () => (
    format.includes(service) && mayCover(resource, format) && coversFormat(resource, format)
  ));
  return (formats) => formats.length > 0 && formats.every(covers);
}

/** Of an ARN with tokens, which is long to compare: what a format must hold to be covered; nothing where that cannot be told. */
function writtenService(resource: Text): string {
  const service = typeof resource === 'string' ? undefined : parseArn(resource)?.service;
  return typeof service === 'string' && /^[a-z0-9-]+$/.test(service) ? `:${service}:` : '';
}

/** An ARN up to its first wildcard or variable, where that is in its last field. */
const BEGINNING = /^arn:[^:*?$]*:[^:*?$]*:[^:*?$]*:[^:*?$]*:([^*?$]+)[*?]/;

/** Most patterns begin with a name, `bucket-of-reports/*`, which no format does: seen at once. */
function mayCover(resource: Text, format: string): boolean {
  if (typeof resource !== 'string') {
    // What begins with a token, as the ARN of a table of the app, is one resource or what is below it.
    return typeof resource.parts[0] === 'string';
  }
  const name = BEGINNING.exec(resource)?.[1];
  return name === undefined || format.split(':').slice(5).join(':').replace(/\$\{.*/, '').startsWith(name);
}

/** Tags and aliases of the resource. https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html */
const NAMING_KEY = new RegExp([
  '^[a-z0-9-]+:resourcetag/', '^s3:existingobjecttag/', '^s3[a-z]*:[a-z]*(bucket|accesspoint)tag/', '^rds:(?!req-)[a-z-]+-tag/',
  '^kms:(resourcealiases|requestalias)$',
].join('|'), 'i');

/** A condition on the resource itself: its tags, its aliases, or the ARN of what holds it (`ecs:cluster`). */
export function isNarrowed({ conditions }: Statement): boolean {
  return conditions.some((condition) => typeof condition.key === 'string' && isRequired(condition) && narrows(condition, condition.key));
}

function narrows({ operator, values }: Condition, key: string): boolean {
  const aboutResource = NAMING_KEY.test(key) || (operator.name.startsWith('Arn') && !/^aws:/i.test(key));
  return aboutResource && !values.some(isEveryResource);
}
