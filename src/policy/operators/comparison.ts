import { Verdict } from '../pattern';
import { Text } from '../text';

/** What one value of a policy says of one value of a request. */
export type Test = (value: Text) => Verdict;

/** What an operator and its negation have in common. */
export interface Comparison {
  /** May the values of the policy hold policy variables? */
  readonly takesVariables: boolean;
  /** Is it a value that can be compared? What cannot be compared never matches. Absent where any text can. */
  isValid?(value: string): boolean;
  /** Compiled once for each value of the policy. */
  compile(value: Text): Test;
}
