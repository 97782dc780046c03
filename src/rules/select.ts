/** What rules ask of a model and a statement, in one place. */
import { Violation } from './rule';
import { AccessModel, PolicySource } from '../model/access-model';
import { Condition } from '../policy/condition';
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
  if (kinds.length === 1 && effect) {
    return selected(model, `${kinds[0]} ${effect}`, kinds[0], (statement) => statement.effect === effect);
  }
  return kinds.flatMap((kind) => (effect ? [effect] : EFFECTS).flatMap((one) => occurrences(model, [kind], one)));
}

/** Those whose actions pass the test, of policies of any kind unless said otherwise. An app names the same few actions all over. */
export function occurrencesWith(
  model: AccessModel, isSuch: (action: Matching) => boolean, kinds: readonly PolicyKind[] = KINDS, effect?: Effect,
): readonly Occurrence[] {
  return kinds.flatMap((kind) => (effect ? [effect] : EFFECTS).flatMap((one) => {
    const all = occurrences(model, [kind], one);
    const such = new Set([...distinctActions(all)].filter(isSuch));
    return such.size === 0 ? [] : all.filter(({ statement }) => such.has(statement.action));
  }));
}

const actions = new WeakMap<readonly Occurrence[], ReadonlySet<Matching>>();

function distinctActions(all: readonly Occurrence[]): ReadonlySet<Matching> {
  let distinct = actions.get(all);
  if (!distinct) {
    distinct = new Set(all.map(({ statement }) => statement.action));
    actions.set(all, distinct);
  }
  return distinct;
}

/** Those under conditions that pass the test, of policies of any kind. Most statements have none. */
export function occurrencesUnder(model: AccessModel, isSuch: (conditions: readonly Condition[]) => boolean): readonly Occurrence[] {
  return KINDS.flatMap((kind) => EFFECTS.flatMap((effect) => (
    selected(model, `${kind} ${effect} under a condition`, kind, (statement) => statement.effect === effect && statement.conditions.length > 0)
      .filter(({ statement: { conditions } }) => isSuch(conditions))
  )));
}

const KINDS: readonly PolicyKind[] = ['identity', 'trust', 'resource', 'boundary', 'scp', 'rcp'];
const EFFECTS: readonly Effect[] = ['Allow', 'Deny'];

const selections = new WeakMap<AccessModel, Map<string, readonly Occurrence[]>>();

/** What rules ask for one after the other, collected once. */
function selected(model: AccessModel, name: string, kind: PolicyKind, isSuch: (statement: Statement) => boolean): readonly Occurrence[] {
  const known = selections.get(model) ?? new Map<string, readonly Occurrence[]>();
  selections.set(model, known);
  let selection = known.get(name);
  if (!selection) {
    selection = collect(model, kind, isSuch);
    known.set(name, selection);
  }
  return selection;
}

function collect({ policies }: AccessModel, kind: PolicyKind, isSuch: (statement: Statement) => boolean): readonly Occurrence[] {
  const found = new Map<Statement, PolicySource[]>();
  for (const policy of policies.filter((one) => one.kind === kind && one.document.statements.some(isSuch))) {
    for (const statement of policy.document.statements.filter(isSuch)) {
      const others = found.get(statement);
      others ? others.push(policy) : found.set(statement, [policy]);
    }
  }
  return [...found].map(([statement, sources]) => ({ statement, policies: sources }));
}

/** A violation without its place. */
export type Problem = Omit<Violation, 'template' | 'resource' | 'location'>;

/** Judges each distinct statement once; what is wrong with it is wrong wherever it stands. */
export function* judgeEach(selection: readonly Occurrence[], judge: (statement: Statement) => Iterable<Problem>): Iterable<Violation> {
  for (const { statement, policies } of selection) {
    for (const problem of judge(statement)) {
      yield* policies.map((policy) => ({ ...problem, ...placeOf({ policy, statement }) }));
    }
  }
}

/**
 * What is granted to principals beyond named actions on named resources: Allow statements of identity-based policies
 * with a wildcard, a negation, or a token that may be anything.
 */
export function broadGrants(model: AccessModel): readonly Occurrence[] {
  return selected(model, 'broad', 'identity', isBroad);
}

function isBroad({ effect, action, resource }: Statement): boolean {
  return effect === 'Allow' && (leavesOpen(action) || resource === undefined || leavesOpen(resource));
}

function leavesOpen({ negated, patterns }: Matching): boolean {
  return negated || patterns.some(isOpen);
}

function isOpen(pattern: Text): boolean {
  return hasWildcard(pattern) || opaqueToken(pattern) !== undefined;
}

/** Statements of trust policies that let in a principal of the type. */
export function trusts(model: AccessModel, type: PrincipalType): readonly Occurrence[] {
  return occurrences(model, ['trust'], 'Allow').filter(({ statement: { principal } }) => (
    principal !== undefined && !principal.negated && principal.principals.some((one) => one.type === type)
  ));
}

/** Where a finding about the statement stands. */
export function placeOf({ policy, statement }: Placed): Pick<Violation, 'template' | 'resource' | 'location'> {
  return { ...placeOfPolicy(policy), ...(!policy.isStatement && { location: `${policy.location}.Statement[${statement.index}]` }) };
}

export function placeOfPolicy(policy: PolicySource): Pick<Violation, 'template' | 'resource' | 'location'> {
  return { template: policy.resource.template, resource: policy.resource, location: policy.location };
}

/** Does `Action` (or `NotAction`) speak of the action? */
export function speaksOfAction(statement: Statement, action: string): Verdict {
  return speaksOf(statement.action, action);
}

export function speaksOf({ negated, patterns }: Matching, action: string): Verdict {
  const verdicts = patterns.map((pattern) => (opaqueToken(pattern) ? 'unknown' : Pattern.of(pattern, { ignoreCase: true }).matches(action)));
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
