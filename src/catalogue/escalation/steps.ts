import { EscalationStep, StepTarget } from '../escalation-path';

const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';
const ATTACHED = { 'iam:PolicyARN': ADMINISTRATOR_ACCESS };

/** A boundary that limits nothing: where a policy demands another one, the path is closed. */
const UNLIMITED = { 'iam:PermissionsBoundary': ADMINISTRATOR_ACCESS };

/** Steps that are all taken on the same kind of target. */
export function on(target: StepTarget, ...actions: string[]): EscalationStep[] {
  return actions.map((action) => {
    const attaches = /^iam:Attach/.test(action);
    const isLimited = /^iam:(Create(Role|User)|Put(Role|User)PermissionsBoundary)$/.test(action)
      || (target === 'new' && /^iam:(Attach|Put)(Role|User)Policy$/.test(action));
    const context = { ...(attaches && ATTACHED), ...(isLimited && UNLIMITED) };
    return { action, on: target, ...(Object.keys(context).length > 0 && { context }) };
  });
}

export const PASS_ROLE: EscalationStep = { action: 'iam:PassRole', on: 'passedRole' };
