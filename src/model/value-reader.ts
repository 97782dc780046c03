/** Values of properties in every form that a template can give them. */
import { Choices, forms } from './choices';
import { Alternative, alternatives, distinctForms, Place } from './document-reader';
import { isIntrinsic } from './intrinsic-call';
import { isLiteral, resolve, toText } from './intrinsics';
import { isObject } from '../policy/document';
import { isText, Text } from '../policy/text';

/** The value in each form that differs; undefined where there is none. */
export function formsOf(raw: unknown, place: Place): readonly unknown[] {
  return raw === undefined || isLiteral(raw) ? [raw] : distinctForms(forms((choices) => resolve(raw, place.scope, choices), place.forms).values);
}

const NONE: readonly never[] = [];

export function valuesOf(raw: unknown, place: Place): readonly unknown[] {
  return raw === undefined ? NONE : formsOf(raw, place).filter((value) => value !== undefined);
}

export function textOf(raw: unknown, { scope, forms: from }: Place): Text | undefined {
  return raw === undefined || isLiteral(raw) ? toText(raw) : toText(resolve(raw, scope, new Choices(from[0])));
}

export interface Element extends Alternative {
  readonly index: number;
}

/** The elements that a list can have in any of its forms, unresolved. */
export function elementsOf(raw: unknown, place: Place): readonly Element[] {
  if (raw === undefined) {
    return NONE;
  }
  const elements: Element[] = [];
  if (Array.isArray(raw)) {
    addElements(raw, place, elements);
  } else {
    for (const list of alternatives(raw, place)) {
      addElements(Array.isArray(list.raw) ? list.raw : [list.raw], list.place, elements);
    }
  }
  return elements;
}

function addElements(items: readonly unknown[], place: Place, elements: Element[]): void {
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (isIntrinsic(item)) {
      for (const element of alternatives(item, place)) {
        elements.push({ raw: element.raw, place: element.place, index });
      }
    } else {
      elements.push({ raw: item, place, index });
    }
  }
}

/** As `elementsOf`, resolved, as far as they are texts or references to a policy by its name. */
export function textsOf(raw: unknown, place: Place): { readonly value: Text; readonly index: number }[] {
  const texts: { readonly value: Text; readonly index: number }[] = [];
  for (const element of elementsOf(raw, place)) {
    for (const value of valuesOf(element.raw, element.place).flat()) {
      const text = isObject(value) ? value.Name : value;
      if (isText(text)) {
        texts.push({ value: text, index: element.index });
      }
    }
  }
  return texts;
}
