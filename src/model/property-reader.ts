/** What a property of a resource can be, in any form of the template. */
import { forms } from './choices';
import { alternatives, distinctForms, Place } from './document-reader';
import { resolve, toText } from './intrinsics';
import { isObject } from '../policy/document';
import { Text } from '../policy/text';

/** `path` leads from the properties to a text: a dot into an object, `[]` into each element of a list. */
export function textsAt(properties: unknown, path: string, place: Place): readonly Text[] {
  return distinctForms(textsBelow(properties, path.replace(/\[\]/g, '.[]').split('.'), place));
}

function textsBelow(raw: unknown, [name, ...rest]: readonly string[], place: Place): Text[] {
  if (raw === undefined) {
    return [];
  }
  if (name === undefined) {
    const { values } = forms((choices) => resolve(raw, place.scope, choices), place.forms);
    return values.flatMap((value) => toText(value) ?? []);
  }
  return alternatives(raw, place).flatMap((alternative) => {
    if (name === '[]') {
      return Array.isArray(alternative.raw) ? alternative.raw.flatMap((item) => textsBelow(item, rest, alternative.place)) : [];
    }
    return isObject(alternative.raw) ? textsBelow(alternative.raw[name], rest, alternative.place) : [];
  });
}
