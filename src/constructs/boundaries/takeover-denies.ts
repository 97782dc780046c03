/** Nobody puts code, or commands of its own choice, where a role of somebody else runs them. */
import { beginningsOf } from './action-patterns';
import { BoundaryTerms } from './boundary-terms';
import { EscalationPath } from '../../catalogue/escalation-path';
import { ESCALATION_PATHS } from '../../catalogue/escalation-paths';
import { StatementJson } from '../../policy/policy-json';

export function takeoverDenies({ computeResources, services }: BoundaryTerms): StatementJson[] {
  const isAllowed = (action: string) => services?.includes(action.split(':')[0]) ?? true;
  const actions = beginningsOf(ESCALATION_PATHS.flatMap(closingAction).filter(isAllowed));
  if (computeResources === undefined || actions.length === 0) {
    return [];
  }
  const resources = computeResources.length === 0 ? { Resource: '*' } : { NotResource: computeResources };
  return [{ Sid: 'Takeover', Effect: 'Deny', Action: actions, ...resources }];
}

/** The step that changes what is taken over, or else the first: without it the others lead nowhere. */
function closingAction({ category, steps }: EscalationPath): string[] {
  if (category !== 'existing-passrole' && category !== 'credential-access') {
    return [];
  }
  const actions = steps.filter(({ on }) => on === 'compute').map(({ action }) => action);
  return [actions.find((action) => /:(Create|Modify|Update)/.test(action)) ?? actions[0]];
}
