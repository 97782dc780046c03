/** Shorthand for the examples of guardrails. */
import { GuardrailExample } from './guardrail-definition';

/** Requests that have more in common than they differ in. */
export function requests(list: readonly (readonly [what: string, action: string])[], common: Omit<GuardrailExample, 'what' | 'action'> = {}): GuardrailExample[] {
  return list.map(([what, action]) => ({ what, action, ...common }));
}
