/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
import { REGION_FORM } from '../../catalogue/regions';
import { mayOverlap } from '../../policy/common-text';
import { splitText, Text } from '../../policy/text';
import { WILDCARD } from '../../policy/wildcards';

/** What is wrong with an ARN, and what stands there. */
export interface ArnFault {
  readonly found: string;
  readonly expected: string;
}

const PREFIX = 'arn:';
const FIELDS = 6;
const VARIABLE = '${}';
const PARTITION = /^aws(-[a-z]+)*$/;
const SERVICE = /^[a-z0-9-]+$/;
const REGION = new RegExp(`^(?:${REGION_FORM}|global)?$`);
/** `aws` owns what AWS shares with all: managed policies, images. */
const ACCOUNT = /^(\d{12}|aws|amazon|cloudfront)?$/;

/** Most ARNs, seen at once. */
const SOUND = /^arn:aws[a-z-]*:(?!iam:[^:])[a-z0-9-]+:(?:[a-z]{2}-[a-z]+-\d)?:(?:\d{12})?:[^$]*$/;

/** Of an ARN in a `Resource` element. Wildcards and variables may stand in any field, and are not looked into. */
export function resourceFault(text: Text): ArnFault | undefined {
  if (typeof text === 'string') {
    return text === '*' || SOUND.test(text) ? undefined : faultOf(text);
  }
  const [first] = text.parts;
  return typeof first === 'string' && !first.startsWith(PREFIX) ? symbolicFault(text) : undefined;
}

function faultOf(text: string): ArnFault | undefined {
  if (/^[*?$]/.test(text)) {
    return undefined;
  }
  if (!text.startsWith(PREFIX) && !mayOverlap(text, `${PREFIX}*`)) {
    return { found: `the resource "${text}"`, expected: 'an ARN or "*"' };
  }
  const fields = (text.includes('${') ? text.replace(/\$\{[^}]*\}/g, VARIABLE) : text).split(':');
  if (fields.length < FIELDS && !isOpen(fields[fields.length - 1])) {
    return { found: `the ARN "${text}" of ${fields.length} fields`, expected: 'an ARN such as arn:aws:s3:::bucket/key, with all of its fields' };
  }
  const [, partition, service, region, account] = fields;
  const wrong = (name: string, value: string, expected: string) => ({ found: `the ${name} "${value}" in the ARN "${text}"`, expected });
  if (!fits(partition, PARTITION)) {
    return wrong('partition', partition, 'a partition such as aws or aws-cn');
  }
  if (!fits(service, SERVICE)) {
    return wrong('service', service, 'a service in lower case');
  }
  if (!fits(region, REGION)) {
    return wrong('Region', region, 'a Region such as eu-west-1');
  }
  if (service === 'iam' && region !== '' && region !== '*') {
    return wrong('Region', region, 'no Region: IAM has none');
  }
  return fits(account, ACCOUNT) ? undefined : wrong('account', account, 'twelve digits');
}

/** Only what stands before the first token is certain to be there. */
function symbolicFault(text: Exclude<Text, string>): ArnFault | undefined {
  const [first] = splitText(text, ':');
  const known = typeof first === 'string' && typeof text.parts[0] === 'string' && text.parts[0].includes(':');
  return known && !isOpen(first) && first !== 'arn' ? { found: `the resource "${text}"`, expected: 'an ARN or "*"' } : undefined;
}

function fits(field: string | undefined, form: RegExp): boolean {
  return field === undefined || isOpen(field) || form.test(field);
}

function isOpen(field: string): boolean {
  return WILDCARD.test(field) || field.includes(VARIABLE);
}
