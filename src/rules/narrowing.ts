/** What limits a grant to some of the resources that its actions work on. */
import { isEveryResource } from './select';
import { coversFormat } from '../policy/arn-format';
import { Condition, isRequired } from '../policy/condition';
import { Statement } from '../policy/statement';
import { Text } from '../policy/text';
import { hasWildcard } from '../policy/wildcards';

/** Does the pattern match every resource of each of these ARN formats? */
export function coversAll(resource: Text, formats: readonly string[]): boolean {
  return isEveryResource(resource) || (hasWildcard(resource) && formats.length > 0 && formats.every((format) => coversFormat(resource, format)));
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
