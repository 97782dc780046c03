/** What stands at a property path of a resource, in any form of the template. */
import { forms } from './choices';
import { alternatives, distinctForms, Place } from './document-reader';
import { isIntrinsic } from './intrinsic-call';
import { resolve, toText } from './intrinsics';
import { isObject } from '../policy/document';
import { isText, Text } from '../policy/text';

interface Found {
  /** Unresolved. */
  readonly raw: unknown;
  readonly place: Place;
  /** The path with the positions in lists, for instance `Replicas[0].ResourcePolicy`. */
  readonly location: string;
}

/** `path` leads from the properties to a text: a dot into an object, `[]` into each element of a list. */
export function textsAt(properties: unknown, path: string, place: Place): readonly Text[] {
  return distinctForms(valuesAt(properties, path, place).flatMap(({ raw, place: { scope, forms: from } }) => (
    isText(raw) ? [raw] : forms((choices) => resolve(raw, scope, choices), from).values.flatMap((value) => toText(value) ?? [])
  )));
}

/** Whether nothing stands at the path, which leads into no list, in some form of the template. */
export function isMissingAt(properties: unknown, path: string, { scope, forms: from }: Place): boolean {
  const [name, ...rest] = path.split('.');
  const first = isObject(properties) ? properties[name] : undefined;
  return forms((choices) => resolve(first, scope, choices), from).values.some((value) => memberAt(value, rest) === undefined);
}

/** What is only a text may hold every member, if it turns out to be an object. */
function memberAt(value: unknown, names: readonly string[]): unknown {
  return names.reduce((found, name) => (isText(found) ? found : isObject(found) ? found[name] : undefined), value);
}

/** As `textsAt`, whatever the values are. */
export function valuesAt(properties: unknown, path: string, place: Place): Found[] {
  return below({ raw: properties, place, location: '' }, path.replace(/\[\]/g, '.[]').split('.'));
}

/** Of a list that a function makes, in all its forms; what nobody knows is one item. */
function itemsOf(raw: unknown, { scope, forms: from }: Place): unknown[] {
  return forms((choices) => resolve(raw, scope, choices), from).values.flatMap((value) => value);
}

function below(found: Found, [name, ...rest]: readonly string[]): Found[] {
  if (found.raw === undefined || name === undefined) {
    return found.raw === undefined ? [] : [found];
  }
  return alternatives(found.raw, found.place).flatMap(({ raw, place }) => {
    if (name === '[]') {
      const items = Array.isArray(raw) ? raw : isIntrinsic(raw) ? itemsOf(raw, place) : [];
      return items.flatMap((item, index) => below({ raw: item, place, location: `${found.location}[${index}]` }, rest));
    }
    const location = found.location === '' ? name : `${found.location}.${name}`;
    return isObject(raw) ? below({ raw: raw[name], place, location }, rest) : [];
  });
}
