/**
 * How long a policy is when it is deployed, exactly as far as its template says what it will be.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { isObject } from '../../policy/document';
import { usualLength } from '../../policy/size';

/** An ARN that is one token altogether. */
const USUAL_ARN = 120;
/** Stands for a character that only the deployment knows. */
const SOME = 'x';

/** Of a document with the intrinsic functions of CloudFormation. White space does not count. */
export function deployedCharacters(document: unknown): number {
  return JSON.stringify(deployed(document)).replace(/\s/g, '').length;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export function forbiddenCharacter(document: unknown): string | undefined {
  return /[^\t\n\r\x20-\xff]/u.exec(JSON.stringify(deployed(document)))?.[0];
}

function deployed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(deployed);
  }
  if (!isObject(value)) {
    return value;
  }
  const entries = Object.entries(value);
  const [name] = Object.keys(value);
  return entries.length === 1 && /^(Ref$|Fn::)/.test(name)
    ? usualText(name, value[name])
    : Object.fromEntries(entries.map(([key, item]) => [key, deployed(item)]));
}

function usualText(name: string, argument: unknown): string {
  if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1])) {
    return argument[1].map(deployed).join(String(argument[0]));
  }
  const isArn = name === 'Fn::GetAtt' && /Arn$/.test(String([argument].flat().pop()));
  return SOME.repeat(isArn ? USUAL_ARN : usualLength(String(argument)));
}
