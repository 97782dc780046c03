import { EscalationStep, StepTarget } from '../escalation-path';

/** Steps that are all taken on the same kind of target. */
export function on(target: StepTarget, ...actions: string[]): EscalationStep[] {
  return actions.map((action) => ({ action, on: target }));
}

export const PASS_ROLE: EscalationStep = { action: 'iam:PassRole', on: 'passedRole' };
