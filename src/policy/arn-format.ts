/** ARN formats as the Service Authorization Reference writes them: `arn:${Partition}:s3:::${BucketName}`. */
import { parseArn } from './arn';
import { Pattern } from './pattern';
import { concat, splitText, Text, tokenText } from './text';

const parsed = new Map<string, Text>();

/** From the private use area of Unicode: a character of a value that no pattern spells out. */
const SOME_CHARACTER = '\uE000';

/** The id of a secret ends so. https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html */
const SECRET_ID = '${SecretId}';
const END_OF_SECRET_ID = `-${SOME_CHARACTER.repeat(6)}`;

const SEGMENTS = 6;

/** Each variable becomes a token: one specific value that nobody knows, and that is not empty, so that `?*` matches it. */
function toText(format: string): Text {
  let text = parsed.get(format);
  if (text === undefined) {
    text = concat(format.replace(SECRET_ID, `$&${END_OF_SECRET_ID}`).split(/(\$\{[^}]*\})/).flatMap((part) => (part.startsWith('${')
      ? [SOME_CHARACTER, tokenText({ kind: 'pseudo', label: part, identity: `format ${part}` })]
      : [part])));
    parsed.set(format, text);
  }
  return text;
}

/**
 * Does a resource pattern match every resource of a type, at least within one partition, Region and account?
 * `arn:aws:s3:::*` does for buckets, `arn:aws:s3:::logs-*` does not.
 */
export function coversFormat(pattern: Text, format: string): boolean {
  const whole = toText(format);
  if (Pattern.of(pattern).matches(whole) === 'yes') {
    return true;
  }
  const [arn, type] = [parseArn(spread(pattern)), parseArn(whole)];
  return arn !== undefined && type !== undefined
    && Pattern.of(arn.service).matches(type.service) === 'yes'
    && Pattern.of(arn.resource).matches(type.resource) === 'yes';
}

/** `arn:aws:lambda:*` as `arn:aws:lambda:*:*:*`: a star at the end stands for the segments that are left out, too. */
function spread(pattern: Text): Text {
  const missing = SEGMENTS - splitText(pattern, ':').length;
  return missing > 0 && pattern.toString().endsWith('*') ? concat([pattern, ':*'.repeat(missing)]) : pattern;
}
