/** What rules ask of a model and a statement, in one place. */
import { Violation } from './rule';
import { AccessModel, PolicySource } from '../model/access-model';
import { PolicyKind } from '../policy/document';
import { Pattern, Verdict } from '../policy/pattern';
import { PrincipalType } from '../policy/principal';
import { Effect, Matching, Statement, statementName } from '../policy/statement';
import { opaqueToken, Text, Token } from '../policy/text';
import { hasWildcard } from '../policy/wildcards';

interface Placed {
  readonly policy: PolicySource;
  readonly statement: Statement;
}

/** A statement with all the policies it stands in: an app repeats the same few all over. */
export interface Occurrence {
  readonly statement: Statement;
  readonly policies: readonly PolicySource[];
}

/** The distinct statements of the given policy kinds and effect: kind by kind, each in the order of the sources. */
export function occurrences(model: AccessModel, kinds: readonly PolicyKind[], effect?: Effect): readonly Occurrence[] {
  const { all } = selectionsOf(model);
  const lists = kinds.flatMap((kind) => (effect ? [effect] : EFFECTS).map((one) => all.get(`${kind} ${one}`) ?? []));
  return lists[0].concat(...lists.slice(1));
}

const EFFECTS: readonly Effect[] = ['Allow', 'Deny'];

/** What rules ask for one after the other, collected once. */
interface Selections {
  readonly all: ReadonlyMap<string, readonly Occurrence[]>;
  readonly broad: readonly Occurrence[];
}

const selections = new WeakMap<AccessModel, Selections>();

function selectionsOf(model: AccessModel): Selections {
  let known = selections.get(model);
  if (!known) {
    const all = collect(model);
    known = { all, broad: (all.get('identity Allow') ?? []).filter(({ statement }) => isBroad(statement)) };
    selections.set(model, known);
  }
  return known;
}

function collect(model: AccessModel): Map<string, Occurrence[]> {
  const lists = new Map<string, Occurrence[]>();
  const known = new Map<Statement, { readonly kind: PolicyKind; readonly policies: PolicySource[] }>();
  for (const policy of model.policies) {
    for (const statement of policy.document.statements) {
      const before = known.get(statement);
      if (before?.kind === policy.kind) {
        before.policies.push(policy);
        continue;
      }
      const policies = [policy];
      known.set(statement, { kind: policy.kind, policies });
      const key = `${policy.kind} ${statement.effect}`;
      const list = lists.get(key);
      list ? list.push({ statement, policies }) : lists.set(key, [{ statement, policies }]);
    }
  }
  return lists;
}

/** A violation without its place. */
export type Problem = Omit<Violation, 'template' | 'resource' | 'location'>;

/** Judges each distinct statement once; what is wrong with it is wrong wherever it stands. */
export function* judgeEach(selection: readonly Occurrence[], judge: (statement: Statement) => Iterable<Problem>): Iterable<Violation> {
  for (const { statement, policies } of selection) {
    for (const problem of judge(statement)) {
      for (const policy of policies) {
        yield { ...placeOf({ policy, statement }), ...problem };
      }
    }
  }
}

/**
 * What is granted to principals beyond named actions on named resources: Allow statements of identity-based policies
 * with a wildcard, a negation, or a token that may be anything.
 */
export function broadGrants(model: AccessModel): readonly Occurrence[] {
  return selectionsOf(model).broad;
}

function isBroad({ action, resource }: Statement): boolean {
  return leavesOpen(action) || resource === undefined || leavesOpen(resource);
}

function leavesOpen({ negated, patterns }: Matching): boolean {
  if (negated) {
    return true;
  }
  for (const pattern of patterns) {
    if (hasWildcard(pattern) || opaqueToken(pattern)) {
      return true;
    }
  }
  return false;
}

/** Statements of trust policies that let in a principal of the type. */
export function trusts(model: AccessModel, type: PrincipalType): readonly Occurrence[] {
  return occurrences(model, ['trust'], 'Allow').filter(({ statement: { principal } }) => (
    principal !== undefined && !principal.negated && principal.principals.some((one) => one.type === type)
  ));
}

/** Where a finding about the statement stands. */
export function placeOf({ policy, statement }: Placed): Pick<Violation, 'template' | 'resource' | 'location'> {
  return {
    template: policy.resource.template, resource: policy.resource, location: `${policy.location}.Statement[${statement.index}]`,
  };
}

export function placeOfPolicy(policy: PolicySource): Pick<Violation, 'template' | 'resource' | 'location'> {
  return { template: policy.resource.template, resource: policy.resource, location: policy.location };
}

/** Does `Action` (or `NotAction`) speak of the action? */
export function speaksOfAction(statement: Statement, action: string): Verdict {
  return verdictOf(statement.action, action, true);
}

function verdictOf({ negated, patterns }: Matching, value: string, ignoreCase: boolean): Verdict {
  const verdicts = patterns.map((pattern) => (opaqueToken(pattern) ? 'unknown' : Pattern.of(pattern, { ignoreCase }).matches(value)));
  const matched: Verdict = verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
  return !negated || matched === 'unknown' ? matched : matched === 'yes' ? 'no' : 'yes';
}

/** `*`, `*:*` and every other pattern that no action escapes. */
export function isEveryAction(pattern: Text): boolean {
  if (pattern === '*' || !hasWildcard(pattern)) {
    return pattern === '*';
  }
  return Pattern.of(pattern, { ignoreCase: true }).covers(Pattern.of('?*:?*')) === 'yes';
}

/** `*`, `arn:*`, `arn:aws:*:*:*:*` and every other pattern that no resource of the partition escapes. */
export function isEveryResource(pattern: Text): boolean {
  if (pattern === '*' || !hasWildcard(pattern)) {
    return pattern === '*';
  }
  const compiled = Pattern.of(pattern);
  return compiled.matchesEverything || EVERY_RESOURCE.some((arn) => compiled.covers(Pattern.of(arn)) === 'yes') || isEveryResourceOfPartition(pattern);
}

/** `arn:<AWS::Partition>:*` */
function isEveryResourceOfPartition(pattern: Text): boolean {
  if (typeof pattern === 'string') {
    return false;
  }
  const [start, partition, rest, ...more] = pattern.parts;
  return start === 'arn:' && typeof partition !== 'string' && partition?.kind === 'pseudo' && typeof rest === 'string' && more.length === 0
    && Pattern.of(rest).covers(Pattern.of(':*:*:*:*')) === 'yes';
}

const EVERY_RESOURCE = ['aws', 'aws-cn', 'aws-us-gov'].map((partition) => `arn:${partition}:*:*:*:*`);

/** The first value that is nothing but a token which may be anything. */
export function firstOpaque(matching: Matching | undefined): Token | undefined {
  return matching?.patterns.map(opaqueToken).find((token) => token !== undefined);
}

/** `Sid: s3:GetObject on *`, for witnesses. */
export function describeStatement(statement: Statement): string {
  const list = (name: string, matching: Matching | undefined) =>
    matching ? `${matching.negated ? `Not${name} ` : ''}${matching.patterns.join(', ') || 'nothing'}` : 'this resource';
  const condition = statement.conditions.length > 0
    ? ` if ${statement.conditions.map((item) => `${item.operator.name} ${item.key}`).join(', ')}`
    : '';
  return `${statementName(statement)}: ${list('Action', statement.action)} on ${list('Resource', statement.resource)}${condition}`;
}
