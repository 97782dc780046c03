/** Verdicts with what they hang on: logic of three values, as in `verdict.ts`. */
import { Verdict } from '../policy/pattern';

export interface ConditionResult {
  readonly verdict: Verdict;
  /** Labels of tokens, and names of context keys, that the verdict depends on; empty unless unknown. */
  readonly unknowns: readonly string[];
}

export const YES: ConditionResult = { verdict: 'yes', unknowns: [] };
export const NO: ConditionResult = { verdict: 'no', unknowns: [] };

export function unknown(unknowns: readonly string[]): ConditionResult {
  return { verdict: 'unknown', unknowns: [...new Set(unknowns)] };
}

export function not(a: ConditionResult): ConditionResult {
  if (a.verdict === 'unknown') {
    return a;
  }
  return a.verdict === 'yes' ? NO : YES;
}

export function or(a: ConditionResult, b: ConditionResult): ConditionResult {
  if (a.verdict === 'yes' || b.verdict === 'no') {
    return a;
  }
  return a.verdict === 'no' || b.verdict === 'yes' ? b : unknown([...a.unknowns, ...b.unknowns]);
}

export function and(a: ConditionResult, b: ConditionResult): ConditionResult {
  if (a.verdict === 'no' || b.verdict === 'yes') {
    return a;
  }
  return a.verdict === 'yes' || b.verdict === 'no' ? b : unknown([...a.unknowns, ...b.unknowns]);
}
