import { Verdict } from '../policy/pattern';

/** A verdict, and what it hangs on where it is unknown. */
export interface ConditionResult {
  readonly verdict: Verdict;
  /** Labels of tokens, and names of context keys; empty unless unknown. */
  readonly unknowns: readonly string[];
}

export const YES: ConditionResult = { verdict: 'yes', unknowns: [] };
export const NO: ConditionResult = { verdict: 'no', unknowns: [] };

export function unknown(unknowns: Iterable<string>): ConditionResult {
  return { verdict: 'unknown', unknowns: [...new Set(unknowns)] };
}

export function not(result: ConditionResult): ConditionResult {
  return result.verdict === 'unknown' ? result : result.verdict === 'yes' ? NO : YES;
}
