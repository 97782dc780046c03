/** JSON that templates hold as text: arguments of calls, settings, secrets. */
import { isObject } from '../policy/document';
import { Text } from '../policy/text';

/** Undefined for what is no JSON, as text with tokens is none. */
export function parsedJson(text: Text): Record<string, unknown> | undefined {
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
