/** ARN formats as the Service Authorization Reference writes them: `arn:${Partition}:s3:::${BucketName}`. */
import { parseArn } from './arn';
import { commonText, openTokens } from './common-text';
import { Pattern } from './pattern';
import { remember } from './remember';
import { concat, splitText, Text, tokenText } from './text';
import { ANY_NAME, hasWildcard, unescape } from './wildcards';

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

/**
 * Can a resource pattern match a resource of a type? The first five fields hold no colons, so that a star for one of them is not what
 * follows: `arn:aws:iam::*:user/*` matches no role.
 */
export function mayBeOfFormat(pattern: Text, format: string): boolean {
  const open = openTokens(pattern).replace(VARIABLE, '*');
  // The plainest text that matches is mostly of the type, too.
  return expressionOf(format).test(unescape(open.replace(/[*?]/g, 'x'))) || (hasWildcard(open) && overlaps(open, format));
}

function overlaps(open: string, format: string): boolean {
  const pattern = open.replace(WHOLE_HEAD, (head) => head.replaceAll('*', ANY_NAME));
  return namesOf(format).some((one) => commonText(pattern, one) !== undefined);
}

/** The types of some services have two formats, with a comma between them: `arn:${Partition}:lex:...:bot/${BotId}, arn:${Partition}:lex:...:bot:${BotName}`. */
export function formatsIn(format: string): readonly string[] {
  return format.split(', ');
}

const VARIABLE = /\$\{[^}]*\}/g;
/** The five fields; where a star stands for several of them, another field than the account is in its place. */
const WHOLE_HEAD = /^arn:[^:]*:[^:]*:[^:]*:(?:[\d*?]*|aws):/;
const HEAD = 5;
/** Bucket names have neither colons nor slashes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NAME = '${BucketName}';

/** With `ANY_NAME` and stars for the variables. */
const namesOf = remember((format: string) => formatsIn(format).map((one) => one.split(':')
  .map((field, index) => (index < HEAD ? field.replace(VARIABLE, ANY_NAME) : field.replaceAll(NAME, ANY_NAME).replace(VARIABLE, '*')))
  .join(':')), (format) => format);

const expressionOf = remember((format: string) => (
  new RegExp(namesOf(format).map((one) => `^${[...one].map(expressionFor).join('')}$`).join('|'))
), (format) => format);

function expressionFor(character: string): string {
  return character === ANY_NAME ? '[^:/]*' : character === '*' ? '.*' : character.replace(/[\\^$.|+?()[\]{}]/, '\\$&');
}
