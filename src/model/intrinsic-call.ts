/** Calls of intrinsic functions, by their shape alone. */
import { isObject } from '../policy/document';

/** An object that is a call of an intrinsic function. */
export type Intrinsified = Record<string, unknown> & { readonly __intrinsic?: never };

export function isIntrinsic(value: unknown): value is Intrinsified {
  return isObject(value) && nameOfCall(value) !== undefined;
}

/** The name of the intrinsic function, if the object is a call of one. */
export function nameOfCall(value: object): string | undefined {
  let only: string | undefined;
  for (const key in value) {
    if (only !== undefined) {
      return 'Fn::Transform' in value ? 'Fn::Transform' : undefined;
    }
    only = key;
  }
  return only === 'Ref' || only?.startsWith('Fn::') ? only : undefined;
}

/** What takes a property or an element away. */
export function isNoValue(value: unknown): boolean {
  return isIntrinsic(value) && value.Ref === 'AWS::NoValue';
}
