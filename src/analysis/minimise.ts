/** Fewer and shorter statements that say the same. What is dropped or merged is so whatever the tokens are. */
import { coversAction, coversResource, coversStatement } from './statement-cover';
import { parseDocument } from '../policy/document';
import { ConditionJson, documentJson, StatementJson } from '../policy/policy-json';
import { remember } from '../policy/remember';
import { Statement } from '../policy/statement';
import { Text } from '../policy/text';

export interface MinimisedStatement {
  /** Without a Sid; its lists are sorted. */
  readonly statement: StatementJson;
  /** Positions, ascending, of the given statements that it says in whole or in part. */
  readonly from: readonly number[];
}

/** Undefined for what is no statement: it is left as it is. */
export type ParseStatement = (statement: StatementJson) => Statement | undefined;

/**
 * Drops what another statement says, and merges statements that differ only in `Action` or only in `Resource`. The result does not
 * depend on the order of the statements. They are to have the same effect wherever they stand: in policies of one kind, at one place.
 */
export function minimise(statements: readonly StatementJson[], parse: ParseStatement = parsePlain): readonly MinimisedStatement[] {
  const parseOnce = remember(parse, (statement) => JSON.stringify(statement));
  const tidied = distinct(statements.map((statement, index) => ({ statement: tidy(statement, parseOnce), from: [index] })));
  const [one, other] = ORDERS.map((elements) => settle(tidied, elements, parseOnce));
  return lengthOf(other) < lengthOf(one) ? other : one;
}

type Listed = 'Action' | 'Resource';

const ORDERS: readonly (readonly Listed[])[] = [['Action', 'Resource'], ['Resource', 'Action']];

function settle(items: readonly MinimisedStatement[], elements: readonly Listed[], parse: ParseStatement): readonly MinimisedStatement[] {
  const next = elements.reduce((some, element) => mergeBy(element, some, parse), withoutCovered(items, parse));
  return lengthOf(next) === lengthOf(items) ? next : settle(next, elements, parse);
}

function lengthOf(items: readonly MinimisedStatement[]): number {
  return JSON.stringify(items.map(({ statement }) => statement)).length;
}

function withoutCovered(items: readonly MinimisedStatement[], parse: ParseStatement): readonly MinimisedStatement[] {
  const left: (MinimisedStatement | undefined)[] = [...items];
  /** Whoever says the part answers for it from now on. */
  const isSaidElsewhere = (part: StatementJson, own: number): boolean => {
    const inner = parse(part);
    const position = left.findIndex((other, index) => {
      const outer = other && index !== own ? parse(other.statement) : undefined;
      return inner !== undefined && outer !== undefined && coversStatement(outer, inner);
    });
    if (position >= 0) {
      left[position] = { ...left[position]!, from: union(left[position]!.from, left[own]!.from) };
    }
    return position >= 0;
  };
  items.forEach(({ statement }, own) => {
    if (isSaidElsewhere(statement, own)) {
      left[own] = undefined;
      return;
    }
    for (const element of ORDERS[0]) {
      for (const pattern of listOf(statement[element])) {
        const current = left[own]!.statement;
        const patterns = listOf(current[element]);
        if (patterns.length > 1 && isSaidElsewhere({ ...current, [element]: pattern }, own)) {
          left[own] = { ...left[own]!, statement: { ...current, [element]: lone(patterns.filter((other) => other !== pattern)) } };
        }
      }
    }
  });
  return distinct(left.flatMap((item) => item ?? []));
}

/** Statements that are the same but for this element say together what one statement says with the patterns of all. */
function mergeBy(element: Listed, items: readonly MinimisedStatement[], parse: ParseStatement): readonly MinimisedStatement[] {
  const groups = new Map<string, MinimisedStatement[]>();
  for (const item of items) {
    const key = JSON.stringify(item.statement[element] === undefined ? item.statement : { ...item.statement, [element]: [] });
    groups.set(key, [...groups.get(key) ?? [], item]);
  }
  return distinct([...groups.values()].map((group) => (group.length === 1 ? group[0] : {
    statement: tidy({ ...group[0].statement, [element]: group.flatMap(({ statement }) => listOf(statement[element])) }, parse),
    from: group.map(({ from }) => from).reduce(union),
  })));
}

/** Sorted; of statements that are the same, one. */
function distinct(items: readonly MinimisedStatement[]): readonly MinimisedStatement[] {
  const byText = new Map<string, MinimisedStatement>();
  for (const item of items) {
    const text = JSON.stringify(item.statement);
    byText.set(text, { ...item, from: union(byText.get(text)?.from ?? [], item.from) });
  }
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item);
}

function tidy({ Effect, Principal, Condition, ...lists }: StatementJson, parse: ParseStatement): StatementJson {
  const sorted: StatementJson = {
    Effect,
    ...(Principal !== undefined && { Principal }),
    ...sortedList('Action', lists.Action),
    ...sortedList('NotAction', lists.NotAction),
    ...sortedList('Resource', lists.Resource),
    ...sortedList('NotResource', lists.NotResource),
    ...(Condition !== undefined && { Condition: tidyCondition(Condition) }),
  };
  const parsed = parse(sorted);
  if (!parsed) {
    return sorted;
  }
  const [action, resource] = [parsed.action.negated ? 'NotAction' : 'Action', parsed.resource?.negated ? 'NotResource' : 'Resource'] as const;
  return {
    ...sorted,
    [action]: lone(withoutCoveredPatterns(listOf(sorted[action]), parsed.action.patterns, coversAction)),
    ...(parsed.resource && { [resource]: lone(withoutCoveredPatterns(listOf(sorted[resource]), parsed.resource.patterns, coversResource)) }),
  };
}

/** Of patterns that match the same, the first stays. */
function withoutCoveredPatterns(
  patterns: readonly string[], texts: readonly Text[], covers: (outer: Text, inner: Text) => boolean,
): readonly string[] {
  return patterns.filter((_pattern, own) => !texts.some((outer, index) => (
    index !== own && covers(outer, texts[own]) && (index < own || !covers(texts[own], outer))
  )));
}

function tidyCondition(condition: ConditionJson): ConditionJson {
  return sortedKeys(condition, (block) => sortedKeys(block, (values) => lone(sortedSet(listOf(values)))));
}

function sortedKeys<T>(object: Readonly<Record<string, T>>, each: (value: T) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.keys(object).sort().map((key) => [key, each(object[key])]));
}

function sortedList(element: string, value: string | readonly string[] | undefined): Partial<StatementJson> {
  return value === undefined ? {} : { [element]: lone(sortedSet(listOf(value))) };
}

function sortedSet<T extends string>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort();
}

function union(one: readonly number[], other: readonly number[]): readonly number[] {
  return [...new Set([...one, ...other])].sort((a, b) => a - b);
}

/** A lone value takes no brackets. */
function lone(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0] : values;
}

/** A lone value needs no brackets, nor do numbers and truth values need quotes. */
function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return [value ?? []].flat();
}

function parsePlain(statement: StatementJson): Statement | undefined {
  return parseDocument(documentJson([statement]), statement.Principal === undefined ? 'identity' : 'resource').statements[0];
}
