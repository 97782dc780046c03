/** The one smallest change that breaks a chain: found by making it, and looking again. */
import { Actor } from './actor';
import { ANYONE, Hop } from './hop';
import { actionsOf, speaksOf } from './relevance';
import { EscalationStep } from '../../catalogue/escalation-path';
import { DecidingKind, NamedPolicy } from '../../evaluate/decision';
import { Pattern } from '../../policy/pattern';
import { Matching, Statement, statementName } from '../../policy/statement';
import { sameText, Text } from '../../policy/text';
import { AWS_MANAGED, EstatePrincipal } from '../estate';

/**
 * What is edited, the smallest first:
 * - `action`: the statement no longer grants the action;
 * - `roles`: it grants passing roles, but only those that have to be passed;
 * - `pattern`: a pattern of actions gives way to the actions that are needed;
 * - `resources`: it is limited to the resources that are needed;
 * - `detach`: a policy that AWS manages is no longer attached;
 * - `trust`: a trust policy no longer names the one before.
 */
type EditKind = 'action' | 'roles' | 'pattern' | 'resources' | 'detach' | 'trust';

export interface Edit {
  readonly kind: EditKind;
  /** What it takes away. */
  readonly hop: Hop;
  readonly action: string;
  /** Where: one statement, or each one that grants the action. */
  readonly places: readonly Place[];
}

interface Place {
  readonly policy: string;
  readonly statement: Statement;
}

const MOST_EDITS = 12;
const SMALLEST_FIRST: readonly EditKind[] = ['roles', 'action', 'trust', 'pattern', 'resources', 'detach'];

/** In one statement, and then in all that grant the same. */
export function editsOf(chain: readonly Hop[]): Edit[] {
  const grants = chain.flatMap((hop) => hop.grants.map((grant) => ({ hop, ...grant })));
  const single = grants.flatMap(({ hop, step, matched }) => matched().flatMap(({ kind, policy, statement }) => (
    (isOfAws(policy) ? ['detach' as const] : kindsOf(statement, kind, step)).map((one): Edit => (
      { kind: one, hop, action: step.action, places: one === 'trust' ? trustingPlaces(hop, { policy, statement }) : [{ policy, statement }] }
    ))
  )));
  const everywhere = grants.map(({ hop, step: { action } }): Edit => ({ kind: 'action', hop, action, places: placesOf(hop, action) }));
  return [
    ...SMALLEST_FIRST.flatMap((kind) => single.filter((edit) => edit.kind === kind)).slice(0, MOST_EDITS),
    ...everywhere.filter(({ places }) => places.length > 1),
  ];
}

function placesOf({ from }: Hop, action: string): Place[] {
  return [...from.allowing()].filter(({ statement }) => speaksOf(statement.action, action))
    .map(({ policy, statement }) => ({ policy: policy.name, statement }));
}

/** Where the trust policy names the principal; the statement that lets it in, where it names others, such as the account. */
function trustingPlaces({ from, to }: Hop, place: Place): Place[] {
  const trust = to === ANYONE ? undefined : to.principal.trust;
  const naming = trust ? from.concrete(trust).document.statements.filter((statement) => statement.effect === 'Allow' && names(statement, from)) : [];
  return naming.length === 0 ? [place] : naming.map((statement) => ({ ...place, statement }));
}

function names({ principal }: Statement, { arn }: Actor): boolean {
  return principal?.principals.some(({ value }) => sameText(value, arn)) ?? false;
}

function kindsOf({ effect, action, resource }: Statement, kind: DecidingKind, step: EscalationStep): EditKind[] {
  if (effect !== 'Allow' || kind !== 'identity') {
    return effect === 'Allow' && kind === 'resource' ? ['trust'] : [];
  }
  const isWide = resource !== undefined && (resource.negated || resource.patterns.some(hasWildcard));
  const kinds: EditKind[] = [isWide && step.on === 'passedRole' ? 'roles' : 'action'];
  if (!action.negated && hasWildcard(patternOf(action, step.action))) {
    kinds.push('pattern');
  }
  return isWide ? [...kinds, 'resources'] : kinds;
}

/** The principal with its policies after the edit. */
export function afterEdit({ hop: { from }, kind, action, places }: Edit): EstatePrincipal {
  const policies = from.identity.flatMap((policy) => {
    const edited = places.filter((place) => place.policy === policy.name).map(({ statement }) => statement);
    return edited.length === 0 ? [policy] : isOfAws(policy.name) ? [] : [withEdited(policy, edited, kind, action)];
  });
  return Object.create(from.principal, { policies: { value: policies } }) as EstatePrincipal;
}

/** The trust policy after the edit: it no longer names the principal there, or lets nobody in. */
export function trustAfterEdit({ hop: { from }, places }: Edit, { name, document }: NamedPolicy): NamedPolicy {
  const statements = document.statements.flatMap((one) => {
    if (!one.principal || !places.some(({ statement }) => statement === one)) {
      return [one];
    }
    const principals = names(one, from) ? one.principal.principals.filter(({ value }) => !sameText(value, from.arn)) : [];
    return principals.length === 0 ? [] : [{ ...one, principal: { ...one.principal, principals } }];
  });
  return { name, document: { ...document, statements } };
}

function withEdited({ name, document }: NamedPolicy, edited: readonly Statement[], kind: EditKind, action: string): NamedPolicy {
  const statements = document.statements.flatMap((one) => {
    if (!edited.includes(one)) {
      return [one];
    }
    const rest = kind === 'resources' ? NO_ACTION : withoutAction(one.action, action, kind === 'pattern');
    return rest.patterns.length === 0 ? [] : [{ ...one, action: rest }];
  });
  return { name, document: { ...document, statements } };
}

const NO_ACTION: Matching = { negated: false, patterns: [] };

/** Of a pattern with wildcards, the other actions remain that any path has use for, or none of them. */
function withoutAction({ negated, patterns }: Matching, action: string, wholly: boolean): Matching {
  const name = action.toLowerCase();
  return negated ? { negated, patterns: [...patterns, action] }
    : {
      negated, patterns: patterns.flatMap((pattern): readonly Text[] => {
        const actions = actionsOf(pattern);
        return !actions.includes(name) ? [pattern] : wholly ? [] : actions.filter((one) => one !== name);
      }),
    };
}

/** In the words of the policy. */
export function describeEdit({ kind, hop, action, places }: Edit): string {
  return places.map(({ policy, statement }) => describePlace(isOfAws(policy) ? 'detach' : kind, hop, action, policy, statement)).join(', and ');
}

function describePlace(kind: EditKind, { from }: Hop, action: string, policy: string, statement: Statement): string {
  const where = `${statementName(statement)} of ${policy}`;
  switch (kind) {
    case 'trust': return names(statement, from) ? `remove ${from.principal.label} from ${where}` : `name in ${where} only those who need the role`;
    case 'detach': return `detach ${policy} from ${from.principal.label}`;
    case 'roles': return `limit ${action} in ${where} to the roles that have to be passed`;
    case 'resources': return `limit ${where} to the resources that are needed`;
    case 'pattern': return `replace ${patternOf(statement.action, action)} in ${where} by the actions that are needed`;
    case 'action': {
      const pattern = patternOf(statement.action, action);
      return statement.action.negated ? `add ${action} to NotAction in ${where}`
        : hasWildcard(pattern) ? `replace ${pattern} in ${where} by the actions that are needed, without ${action}`
          : `remove ${action} from ${where}`;
    }
  }
}

function isOfAws(policy: string): boolean {
  return policy.startsWith(AWS_MANAGED);
}

function patternOf({ patterns }: Matching, action: string): Text {
  return patterns.find((one) => actionsOf(one).includes(action.toLowerCase())) ?? action;
}

function hasWildcard(pattern: Text): boolean {
  return Pattern.of(pattern).hasWildcard;
}
