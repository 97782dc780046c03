/** The parts of a request, as users write them. */
import { plainText } from './plain-policies';
import { describeKind } from '../model/scope';
import { isObject } from '../policy/document';
import { Text } from '../policy/text';

/** One action, no pattern of several. */
export function isAction(text: string): boolean {
  return /^[^:\s*?]+:[^:\s*?]+$/.test(text);
}

export function plainAction(input: unknown): Text {
  const action = plainText(input, 'action');
  if (typeof action === 'string' && !isAction(action)) {
    throw new Error(`action: found "${action}", expected one action such as s3:GetObject`);
  }
  return action;
}

/**
 * By the key in lower case, for condition keys are not case-sensitive. Undefined: the request has no such key.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function plainContext(input: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly Text[] | undefined> {
  if (!isObject(input)) {
    throw new Error(`context: found ${describeKind(input)}, expected an object of condition keys with their values`);
  }
  return new Map(Object.entries(input).map(([key, value]) => [key.toLowerCase(), valuesOf(value, `context["${key}"]`)]));
}

function valuesOf(value: unknown, where: string): readonly Text[] | undefined {
  if (value === null || value === undefined) {
    return undefined;
  }
  return Array.isArray(value) ? value.map((item, index) => valueOf(item, `${where}[${index}]`)) : [valueOf(value, where)];
}

function valueOf(value: unknown, where: string): Text {
  return value === '' ? '' : plainText(value instanceof Date ? value.toISOString() : value, where);
}
