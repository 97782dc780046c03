/** The requests for one action that statements speak of, and whether some of them lie within others. */
import { mayOverlap } from '../../policy/common-text';
import { Condition } from '../../policy/condition';
import { Verdict } from '../../policy/pattern';
import { Matching, Statement } from '../../policy/statement';
import { Text } from '../../policy/text';
import { coversArn } from '../arn-cover';
import { contradict, implied } from '../condition-logic';
import { GrantLayers } from './layers';

/** The requests whose resource matches all of `within` and none of `without`, and that meet all conditions. */
export interface Region {
  readonly within: readonly Text[];
  readonly without: readonly Text[];
  readonly conditions: readonly Condition[];
}

export type SpeaksOf = (statement: Statement) => Verdict;

const MOST_REGIONS = 2000;

/** Is the one set certain to allow nothing for the action but what the other allows too? */
export function isWithin(part: GrantLayers, whole: GrantLayers, speaksOf: SpeaksOf): boolean {
  const partDenies = part.denies.filter((statement) => isCertain(statement, speaksOf));
  const wholeAllows = whole.allows.map((layer) => layer.filter((statement) => isCertain(statement, speaksOf)));
  const wholeDenies = whole.denies.filter((statement) => speaksOf(statement) !== 'no');
  const isAllowed = (region: Region) => wholeAllows.every((layer) => layer.some((statement) => isInStatement(region, statement)));
  const isDenied = (region: Region) => partDenies.some((statement) => isInStatement(region, statement));
  const regions = regionsOf(part, speaksOf);
  return regions !== undefined && regions.every((region) => {
    const rest = { ...region, without: [...region.without, ...partDenies.flatMap(unconditionally)] };
    return isEmpty(rest) || isDenied(rest)
      || (isAllowed(rest) && wholeDenies.every((deny) => meet(rest, deny).every((denied) => isEmpty(denied) || isDenied(denied))));
  });
}

/** Is the set certain to allow nothing for the action? */
export function isNothing(layers: GrantLayers, speaksOf: SpeaksOf): boolean {
  return isWithin(layers, { allows: [[]], denies: [] }, speaksOf);
}

/** A statement that only some deployments have, or that may speak of another action, is not counted on. */
function isCertain(statement: Statement, speaksOf: SpeaksOf): boolean {
  return !statement.conditional && speaksOf(statement) === 'yes';
}

/** All that the layers may allow together, before denials; undefined when it takes too many regions to say. */
function regionsOf({ allows }: GrantLayers, speaksOf: SpeaksOf): readonly Region[] | undefined {
  let regions: readonly Region[] = [{ within: [], without: [], conditions: [] }];
  for (const layer of allows) {
    const statements = layer.filter((statement) => speaksOf(statement) !== 'no');
    if (statements.some(isUnlimited)) {
      continue;
    }
    regions = regions.flatMap((region) => statements.flatMap((statement) => meet(region, statement))).filter((region) => !isEmpty(region));
    if (regions.length > MOST_REGIONS) {
      return undefined;
    }
  }
  return regions.flatMap(byValue);
}

function isUnlimited({ resource, conditions }: Statement): boolean {
  return conditions.length === 0 && resource !== undefined && !resource.negated && resource.patterns.includes('*');
}

function meet(region: Region, { resource, conditions }: Statement): readonly Region[] {
  const { negated, patterns } = resource!;
  const joint = [...region.conditions, ...conditions];
  return negated
    ? [{ ...region, without: [...region.without, ...patterns], conditions: joint }]
    : patterns.map((pattern) => ({ ...region, within: [...region.within, pattern], conditions: joint }));
}

const MOST_VALUES = 20;

/** A condition with several values, as one region a value: what another side says in several statements is then found. */
function byValue(region: Region): readonly Region[] {
  const index = region.conditions.findIndex(({ operator, values }) => values.length > 1 && !operator.negated && operator.quantifier === undefined);
  const several = region.conditions[index];
  if (several === undefined || several.values.length > MOST_VALUES || region.conditions.filter(({ values }) => values.length > 1).length > 2) {
    return [region];
  }
  return several.values.flatMap((value) => byValue({
    ...region, conditions: region.conditions.map((condition) => (condition === several ? { ...several, values: [value] } : condition)),
  }));
}

function isEmpty({ within, without, conditions }: Region): boolean {
  return within.some((pattern, index) => without.some((other) => isPart(pattern, other))
      || within.slice(index + 1).some((other) => !mayOverlap(pattern, other)))
    || without.some((other) => isPart('*', other))
    || contradict(conditions);
}

function isInStatement(region: Region, { resource, conditions }: Statement): boolean {
  return isInResource(region, resource!) && conditions.every((condition) => implied(region.conditions, condition));
}

function isInResource({ within, without }: Region, { negated, patterns }: Matching): boolean {
  return negated
    ? patterns.every((pattern) => without.some((other) => isPart(pattern, other)) || within.some((other) => !mayOverlap(pattern, other)))
    : patterns.some((pattern) => isPart('*', pattern) || within.some((other) => isPart(other, pattern)));
}

function isPart(inner: Text, outer: Text): boolean {
  return coversArn(outer, inner, { acrossColons: true });
}

/** The resources that a denial without conditions takes away. */
function unconditionally({ resource, conditions }: Statement): readonly Text[] {
  return conditions.length === 0 && !resource!.negated ? resource!.patterns : [];
}
