/**
 * The keys of findings. A key binds what was found, so that an acknowledgment covers this grant and no other: the
 * action *and* the resource, the principal, the policy. It has no spaces, no brackets but `<>` and no `::` (CDK cannot
 * acknowledge those: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.Validations.html) and no logical-id
 * hashes (they change when a construct moves).
 */
import { createHash } from 'crypto';
import { Matching, Statement } from '../policy/statement';
import { Text } from '../policy/text';

const MOST_NAMED = 3;

/** `Action=s3:GetObject,s3:PutObject;Resource=*` */
export function grantKey(actions: readonly Text[], resources: readonly Text[], element: { action?: string; resource?: string } = {}): string {
  return `${element.action ?? 'Action'}=${listKey(actions)};${element.resource ?? 'Resource'}=${listKey(resources)}`;
}

export function statementKey(statement: Statement): string {
  return grantKey(statement.action.patterns, statement.resource?.patterns ?? [], {
    action: elementName('Action', statement.action),
    resource: elementName('Resource', statement.resource),
  });
}

/** `Principal=AWS:111122223333` */
export function partKey(part: string, values: readonly Text[]): string {
  return `${safe(part)}=${listKey(values)}`;
}

/** Up to three values in full; of longer lists the first, how many more, and a digest of all. */
function listKey(values: readonly Text[]): string {
  const texts = [...new Set(values.map((value) => safe(value.toString())))].sort();
  if (texts.length <= MOST_NAMED) {
    return texts.join(',');
  }
  const digest = createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 8);
  return `${texts[0]}+${texts.length - 1}~${digest}`;
}

export function safe(text: string): string {
  return SAFE.test(text) ? text : text.replace(/\s+/g, '-').replace(/[[({]/g, '<').replace(/[\])}]/g, '>').replace(/:{2,}/g, ':');
}

const SAFE = /^(?:[^\s:[\](){}]|:(?!:))*$/;

function elementName(name: string, matching: Matching | undefined): string {
  return matching?.negated ? `Not${name}` : name;
}
