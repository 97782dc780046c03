/** Contexts that tell the conditions of statements apart: for each key the values that meet some of them, and others. */
import { commonText } from '../../policy/common-text';
import { Condition } from '../../policy/condition';
import { readDate } from '../../policy/operators/date';
import { readNumber } from '../../policy/operators/number';
import { distinctTexts, Text } from '../../policy/text';

export type ContextValues = ReadonlyMap<string, readonly Text[]>;

/** A value that no policy is likely to name. */
const OTHER = 'example';
/** https://datatracker.ietf.org/doc/html/rfc5737 */
const OTHER_ADDRESS = '192.0.2.1';
const MOST_CONTEXTS = 256;
const MOST_VALUES = 16;
const DAY = 86_400_000;

/** `variables` are the keys that texts of the statements refer to. */
export function exampleContexts(conditions: readonly Condition[], variables: readonly string[]): readonly ContextValues[] {
  const choices = new Map(variables.map((key): [string, readonly (Text | undefined)[]] => [key, [OTHER, undefined]]));
  for (const key of new Set(conditions.flatMap((condition) => (typeof condition.key === 'string' ? [condition.key.toLowerCase()] : [])))) {
    const ofKey = conditions.filter((condition) => typeof condition.key === 'string' && condition.key.toLowerCase() === key);
    choices.set(key, [...distinctTexts([...ofKey.flatMap(examplesOf), ...inCommon(ofKey), OTHER]).slice(0, MOST_VALUES), undefined]);
  }
  const size = [...choices.values()].reduce((product, values) => product * values.length, 1);
  return (size <= MOST_CONTEXTS ? everyChoice(choices) : oneByOne(choices)).map(toContext);
}

type Choice = ReadonlyMap<string, Text | undefined>;

function everyChoice(choices: ReadonlyMap<string, readonly (Text | undefined)[]>): Choice[] {
  return [...choices].reduce<Choice[]>(
    (contexts, [key, values]) => contexts.flatMap((context) => values.map((value) => new Map([...context, [key, value]]))), [new Map()],
  );
}

/** For each rank of value one context, and each varied in one key at a time. */
function oneByOne(choices: ReadonlyMap<string, readonly (Text | undefined)[]>): Choice[] {
  const bases = [0, 1, Infinity].map((rank) => new Map([...choices].map(([key, values]) => [key, values[Math.min(rank, values.length - 1)]])));
  const varied = bases.flatMap((base) => [...choices].flatMap(([key, values]) => values.map((value) => new Map([...base, [key, value]]))));
  return [...bases, ...varied].slice(0, MOST_CONTEXTS);
}

function toContext(choice: Choice): ContextValues {
  return new Map([...choice].flatMap(([key, value]) => (value === undefined ? [] : [[key, [value]]])));
}

function examplesOf({ operator, values }: Condition): readonly Text[] {
  return values.map(withExamples).flatMap((value): readonly Text[] => {
    if (operator.name === 'Bool') {
      return ['true', 'false'];
    }
    if (operator.name === 'Null') {
      return [];
    }
    if (/Like$|^Arn/.test(operator.name)) {
      return [commonText(value, '*') ?? value];
    }
    if (typeof value === 'string' && operator.name.startsWith('Numeric')) {
      const number = readNumber(value);
      return [number, number - 1, number + 1].filter((near) => !Number.isNaN(near)).map(String);
    }
    if (typeof value === 'string' && operator.name.startsWith('Date')) {
      const time = readDate(value);
      return [time, time - DAY, time + DAY].filter((near) => !Number.isNaN(near)).map((near) => new Date(near).toISOString());
    }
    return typeof value === 'string' && operator.name.endsWith('IpAddress') ? [value.split('/')[0], OTHER_ADDRESS] : [value];
  });
}

/** As variables are in these contexts. */
function withExamples(value: Text): Text {
  return typeof value === 'string' ? value.replace(/\$\{[^}*?$]+\}/g, OTHER) : value;
}

function inCommon(conditions: readonly Condition[]): readonly Text[] {
  const patterns = conditions.filter(({ operator }) => /Like$|^Arn/.test(operator.name)).flatMap(({ values }) => values).slice(0, MOST_VALUES);
  return patterns.flatMap((one, index) => patterns.slice(index + 1).flatMap((other) => commonText(one, other) ?? []));
}
