/** The texts that a template states, wherever they stand, as they are written: a parameter is a token, whatever its default. */
import { WrittenText } from './access-model';
import { forms } from './choices';
import { alternatives, distinctForms, Place } from './document-reader';
import { isIntrinsic } from './intrinsic-call';
import { DEEPEST, isLiteral, resolve, toText } from './intrinsics';
import { Scope } from './scope';
import { isObject } from '../policy/document';

/** Every text below the value, in any form of the template; what is encoded by Fn::Base64 as it is before. */
export function writtenTexts(raw: unknown, location: string, place: Place): WrittenText[] {
  return [...textsBelow(raw, location, { ...place, scope: asWritten(place.scope) }, 0)];
}

/** Literals of the sections of a template but Resources, without what outputs show and the defaults of parameters. */
export function textsBeside({ Resources: _, ...sections }: Readonly<Record<string, unknown>>): WrittenText[] {
  return Object.entries(sections).flatMap(([name, section]) => literals(section, name)).filter(({ location }) => !READ_ELSEWHERE.test(location));
}

const READ_ELSEWHERE = /^(?:Outputs\.[^.]+\.Value|Parameters\.[^.]+\.Default)(?:[.[]|$)/;

function literals(raw: unknown, location: string): WrittenText[] {
  if (typeof raw === 'string') {
    return [{ location, text: raw }];
  }
  const entries = Array.isArray(raw) ? raw.map((item, index) => [`${location}[${index}]`, item] as const)
    : isObject(raw) ? Object.entries(raw).map(([key, value]) => [`${location}.${key}`, value] as const) : [];
  return entries.flatMap(([place, value]) => literals(value, place));
}

function asWritten(scope: Scope): Scope {
  return Object.create(scope, { parameters: { value: {} }, argument: { value: () => undefined } }) as Scope;
}

function* textsBelow(raw: unknown, location: string, place: Place, depth: number): Iterable<WrittenText> {
  if (depth > DEEPEST) {
    place.scope.fail(`found values nested deeper than ${DEEPEST} levels, expected fewer`);
  }
  if (isIntrinsic(raw)) {
    yield* ofCall(raw, location, place, depth);
  } else if (Array.isArray(raw)) {
    for (let index = 0; index < raw.length; index++) {
      yield* textsBelow(raw[index], `${location}[${index}]`, place, depth + 1);
    }
  } else if (isObject(raw)) {
    for (const key of Object.keys(raw)) {
      yield* textsBelow(raw[key], `${location}.${key}`, place, depth + 1);
    }
  } else if (raw !== undefined && raw !== null && typeof raw !== 'boolean') {
    yield* isLiteral(raw) ? [{ location, text: String(raw) }] : resolved(raw, location, place);
  }
}

function* ofCall(call: Record<string, unknown>, location: string, place: Place, depth: number): Iterable<WrittenText> {
  if ('Fn::Base64' in call) {
    yield* textsBelow(call['Fn::Base64'], location, place, depth + 1);
    return;
  }
  for (const alternative of alternatives(call, place)) {
    yield* alternative.raw === call ? resolved(call, location, place) : textsBelow(alternative.raw, location, alternative.place, depth + 1);
  }
}

function resolved(raw: unknown, location: string, { scope, forms: from }: Place): WrittenText[] {
  const plain = unencoded(raw);
  const values = forms((choices) => resolve(plain, scope, choices), from).values;
  return distinctForms(values.flatMap((value) => toText(value) ?? [])).map((text) => ({ location, text }));
}

/** Without Fn::Base64, wherever it stands within another function. */
function unencoded(raw: unknown): unknown {
  if (Array.isArray(raw)) {
    return raw.map(unencoded);
  }
  if (!isObject(raw)) {
    return raw;
  }
  return 'Fn::Base64' in raw ? unencoded(raw['Fn::Base64']) : Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, unencoded(value)]));
}
