/**
 * How long a policy is when it is deployed, exactly as far as its template says what it will be.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { isObject } from '../../policy/document';
import { usualLength } from '../../policy/size';

/** What is one reference altogether is most likely an ARN: `Ref` gives the ARN of a managed policy, a topic or a secret. */
const USUAL_ARN = 'x'.repeat(100);

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
    ? usualText(name, value[name]) ?? USUAL_ARN
    : Object.fromEntries(entries.map(([key, item]) => [key, deployed(item)]));
}

function usualText(name: string, argument: unknown): string | undefined {
  if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1])) {
    return argument[1].map(usualPart).join(String(argument[0]));
  }
  return name === 'Ref' && String(argument).startsWith('AWS::') ? usualPart({ Ref: argument }) : undefined;
}

/** Of a text: a name, an account, a Region. */
function usualPart(part: unknown): string {
  return isObject(part) ? 'x'.repeat(usualLength(String(part.Ref))) : String(part);
}
