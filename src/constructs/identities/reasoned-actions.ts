/** Actions that a role is granted for a reason only. */
import { findAction } from '../../catalogue/actions';
import { CREDENTIAL_EXPOSING_ACTIONS } from '../../catalogue/lists/credential-exposing-actions';
import { ESCALATION_RELEVANT_ACTIONS } from '../../catalogue/lists/escalation-relevant-actions';
import { StatementJson } from '../../policy/policy-json';

/** Of other services the same lists hold ordinary work: to write a function is to put code into it. */
const IDENTITY_SERVICES = ['iam', 'organizations', 'sso', 'sts'];
const LISTED = new Set([...ESCALATION_RELEVANT_ACTIONS.keys(), ...CREDENTIAL_EXPOSING_ACTIONS.map(({ name }) => name)]);

/** Whoever names `iam:PassRole` knows that it is granted; whoever writes a level or a pattern may not. */
export function actionsWithReason(statements: readonly StatementJson[], named: readonly string[] = []): string[] {
  const names = named.map((name) => name.toLowerCase());
  return statements.flatMap(({ Action }) => Action ?? [])
    .filter((action) => findAction(action)?.accessLevel === 'Permissions management' || (opensIdentities(action) && !names.includes(action.toLowerCase())));
}

function opensIdentities(action: string): boolean {
  return IDENTITY_SERVICES.includes(action.split(':')[0]) && LISTED.has(action);
}
