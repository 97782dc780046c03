/** What rules ask of a model and a statement, in one place. */
import { Violation } from './rule';
import { AccessModel, PolicySource } from '../model/access-model';
import { PolicyKind } from '../policy/document';
import { Pattern, Verdict } from '../policy/pattern';
import { PrincipalType } from '../policy/principal';
import { Effect, Matching, Statement, statementName } from '../policy/statement';
import { opaqueToken, Text, Token } from '../policy/text';

export interface Placed {
  readonly policy: PolicySource;
  readonly statement: Statement;
}

/** Statements of the given policy kinds and effect, in the order of the sources. */
export function statements(model: AccessModel, kinds: readonly PolicyKind[], effect?: Effect): readonly Placed[] {
  return memoized(model, `${kinds} ${effect}`, () => {
    const selection: Placed[] = [];
    for (const policy of model.policies) {
      if (kinds.includes(policy.kind)) {
        for (const statement of policy.document.statements) {
          if (effect === undefined || statement.effect === effect) {
            selection.push({ policy, statement });
          }
        }
      }
    }
    return selection;
  });
}

/** Rules ask for the same selections of a model one after the other. */
const selections = new WeakMap<AccessModel, Map<string, readonly Placed[]>>();

function memoized(model: AccessModel, key: string, select: () => readonly Placed[]): readonly Placed[] {
  const known = selections.get(model) ?? new Map<string, readonly Placed[]>();
  selections.set(model, known);
  const selection = known.get(key) ?? select();
  known.set(key, selection);
  return selection;
}

/**
 * What is granted to principals beyond named actions on named resources: Allow statements of identity-based policies
 * with a wildcard, a negation, or a token that may be anything.
 */
export function broadGrants(model: AccessModel): readonly Placed[] {
  return memoized(model, 'broad grants', () => statements(model, ['identity'], 'Allow')
    .filter(({ statement }) => isBroad(statement.action) || statement.resource === undefined || isBroad(statement.resource)));
}

function isBroad({ negated, patterns }: Matching): boolean {
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

export function hasWildcard(pattern: Text): boolean {
  return typeof pattern === 'string' ? pattern.includes('*') || pattern.includes('?') : Pattern.of(pattern).hasWildcard;
}

/** Statements of trust policies that let in a principal of the type. */
export function trusts(model: AccessModel, type: PrincipalType): readonly Placed[] {
  return memoized(model, `trusts ${type}`, () => statements(model, ['trust'], 'Allow').filter(({ statement: { principal } }) => (
    principal !== undefined && !principal.negated && principal.principals.some((one) => one.type === type)
  )));
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
