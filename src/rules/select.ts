/** What rules ask of a model and a statement, in one place. */
import { Violation } from './rule';
import { AccessModel, PolicySource } from '../model/access-model';
import { Condition, operatorText } from '../policy/condition';
import { PolicyKind } from '../policy/document';
import { Pattern, Verdict } from '../policy/pattern';
import { PrincipalType } from '../policy/principal';
import { madeOnce } from '../policy/remember';
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
  return joined(model, kinds, effect, ({ all }) => all);
}

/** Those whose actions pass the test, of policies of any kind unless said otherwise. An app names the same few actions all over. */
export function occurrencesWith(
  model: AccessModel, isSuch: (action: Matching) => boolean, kinds: readonly PolicyKind[] = KINDS, effect?: Effect,
): readonly Occurrence[] {
  return joined(model, kinds, effect, (selection) => selection.withActions(isSuch));
}

/** Those under conditions that pass the test, of policies of any kind. Most statements have none. */
export function occurrencesUnder(model: AccessModel, isSuch: (conditions: readonly Condition[]) => boolean): readonly Occurrence[] {
  return joined(model, KINDS, undefined, ({ conditional }) => conditional.filter(({ statement: { conditions } }) => isSuch(conditions)));
}

const KINDS: readonly PolicyKind[] = ['identity', 'trust', 'resource', 'boundary', 'scp', 'rcp'];
const EFFECTS: readonly Effect[] = ['Allow', 'Deny'];

/** The distinct statements of one kind of policy and one effect. */
class Selection {
  readonly all: Occurrence[] = [];
  readonly conditional: Occurrence[] = [];
  readonly actions = new Set<Matching>();
  readonly byStatement = new Map<Statement, { readonly statement: Statement; policies: PolicySource[] }>();
  private knownBroad: readonly Occurrence[] | undefined;

  withActions(isSuch: (action: Matching) => boolean): readonly Occurrence[] {
    const such = new Set([...this.actions].filter(isSuch));
    return such.size === 0 ? [] : this.all.filter(({ statement }) => such.has(statement.action));
  }

  /** With a wildcard, a negation, or a token that may be anything. */
  get broad(): readonly Occurrence[] {
    if (!this.knownBroad) {
      const open = new Set([...this.actions].filter(leavesOpen));
      this.knownBroad = this.all.filter(({ statement: { action, resource } }) => resource === undefined || leavesOpen(resource) || open.has(action));
    }
    return this.knownBroad;
  }
}

type Selections = ReadonlyMap<PolicyKind, Readonly<Record<Effect, Selection>>>;

const selections = new WeakMap<AccessModel, Selections>();

function selectionsOf(model: AccessModel): Selections {
  return madeOnce(selections, model, () => sorted(model));
}

/** In one pass for all rules. Most statements stand in one policy only: all of such a policy share the list of it. */
function sorted({ policies }: AccessModel): Selections {
  const all = new Map(KINDS.map((kind) => [kind, { Allow: new Selection(), Deny: new Selection() }]));
  for (const policy of policies) {
    const ofKind = all.get(policy.kind)!;
    let alone: PolicySource[] | undefined;
    for (const statement of policy.document.statements) {
      const selection = statement.effect === 'Allow' ? ofKind.Allow : ofKind.Deny;
      const known = selection.byStatement.get(statement);
      if (!known) {
        const occurrence = { statement, policies: alone ??= [policy] };
        selection.byStatement.set(statement, occurrence);
        selection.actions.add(statement.action);
        selection.all.push(occurrence);
        if (statement.conditions.length > 0) {
          selection.conditional.push(occurrence);
        }
      } else if (known.policies.length === 1) {
        known.policies = [known.policies[0], policy];
      } else {
        known.policies.push(policy);
      }
    }
  }
  return all;
}

function joined(
  model: AccessModel, kinds: readonly PolicyKind[], effect: Effect | undefined, select: (selection: Selection) => readonly Occurrence[],
): readonly Occurrence[] {
  const all = selectionsOf(model);
  const [first, ...others] = kinds.flatMap((kind) => (effect ? [effect] : EFFECTS).map((one) => select(all.get(kind)![one])));
  return others.length === 0 ? first : first.concat(...others);
}

/** A violation without its place. */
export type Problem = Omit<Violation, 'template' | 'resource' | 'location'>;

/** Judges each distinct statement once; what is wrong with it is wrong wherever it stands. */
export function* judgeEach(selection: readonly Occurrence[], judge: (statement: Statement) => Iterable<Problem>): Iterable<Violation> {
  for (const { statement, policies } of selection) {
    for (const problem of judge(statement)) {
      for (const policy of policies) {
        const { resource } = policy;
        yield { ...problem, template: resource.template, resource, location: locationOf(policy, statement) };
      }
    }
  }
}

/**
 * What is granted to principals beyond named actions on named resources: Allow statements of identity-based policies
 * with a wildcard, a negation, or a token that may be anything.
 */
export function broadGrants(model: AccessModel): readonly Occurrence[] {
  return selectionsOf(model).get('identity')!.Allow.broad;
}

function leavesOpen({ negated, patterns }: Matching): boolean {
  return negated || patterns.some(isOpen);
}

function isOpen(pattern: Text): boolean {
  return hasWildcard(pattern) || (typeof pattern !== 'string' && opaqueToken(pattern) !== undefined);
}

/** Statements of trust policies that let in a principal of the type. */
export function trusts(model: AccessModel, type: PrincipalType): readonly Occurrence[] {
  return occurrences(model, ['trust'], 'Allow').filter(({ statement: { principal } }) => (
    principal !== undefined && !principal.negated && principal.principals.some((one) => one.type === type)
  ));
}

/** Where a finding about the statement stands. */
export function placeOf({ policy, statement }: Placed): Pick<Violation, 'template' | 'resource' | 'location'> {
  return { ...placeOfPolicy(policy), location: locationOf(policy, statement) };
}

function locationOf({ location, isStatement }: PolicySource, { index }: Statement): string {
  return isStatement ? location : `${location}.Statement[${index}]`;
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
    matching ? `${matching.negated ? `Not${name} ` : ''}${listed(matching.patterns)}` : 'this resource';
  const condition = statement.conditions.length > 0
    ? ` if ${statement.conditions.map(({ operator, key }) => `${operatorText(operator)} ${key}`).join(', ')}`
    : '';
  return `${statementName(statement)}: ${list('Action', statement.action)} on ${list('Resource', statement.resource)}${condition}`;
}

/** Of a list that nobody would read to its end. */
const MOST_LISTED = 20;

function listed(patterns: readonly Text[]): string {
  const left = patterns.length - MOST_LISTED;
  return left > 1 ? `${patterns.slice(0, MOST_LISTED).join(', ')} and ${left} more` : patterns.join(', ') || 'nothing';
}
