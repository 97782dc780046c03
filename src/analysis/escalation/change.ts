/** The one smallest change that breaks a chain: found by making it, and looking again. */
import { Hop } from './hop';
import { actionsOf } from './relevance';
import { EscalationStep } from '../../catalogue/escalation-path';
import { DecidingKind, NamedPolicy } from '../../evaluate/decision';
import { Pattern } from '../../policy/pattern';
import { Matching, Statement, statementName } from '../../policy/statement';
import { Text } from '../../policy/text';
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
  readonly policy: string;
  readonly statement: Statement;
  readonly action: string;
}

const MOST_EDITS = 12;
const SMALLEST_FIRST: readonly EditKind[] = ['roles', 'action', 'trust', 'pattern', 'resources', 'detach'];

export function editsOf(chain: readonly Hop[]): Edit[] {
  const edits = chain.flatMap((hop) => hop.grants.flatMap(({ step, matched }) => matched().flatMap(({ kind, policy, statement }) => (
    (policy.startsWith(AWS_MANAGED) ? ['detach' as const] : kindsOf(statement, kind, step)).map((one): Edit => ({ kind: one, hop, policy, statement, action: step.action }))
  ))));
  return SMALLEST_FIRST.flatMap((kind) => edits.filter((edit) => edit.kind === kind)).slice(0, MOST_EDITS);
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
export function afterEdit(edit: Edit): EstatePrincipal {
  const { identity } = edit.hop.from;
  const policies = edit.kind === 'detach' ? identity.filter(({ name }) => name !== edit.policy) : identity.map((policy) => edited(policy, edit));
  return Object.create(edit.hop.from.principal, { policies: { value: policies } }) as EstatePrincipal;
}

function edited({ name, document }: NamedPolicy, { kind, statement, action }: Edit): NamedPolicy {
  const statements = document.statements.flatMap((one) => {
    if (one !== statement) {
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
export function describeEdit({ kind, hop, policy, statement, action }: Edit): string {
  const where = `${statementName(statement)} of ${policy}`;
  switch (kind) {
    case 'trust': return `remove ${hop.from.principal.label} from ${where}`;
    case 'detach': return `detach ${policy} from ${hop.from.principal.label}`;
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

function patternOf({ patterns }: Matching, action: string): Text {
  return patterns.find((one) => actionsOf(one).includes(action.toLowerCase())) ?? action;
}

function hasWildcard(pattern: Text): boolean {
  return Pattern.of(pattern).hasWildcard;
}
