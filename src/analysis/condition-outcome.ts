/** What a single condition makes of a value of its key, or of a request that lacks the key. */
import { compileConditions } from '../evaluate/conditions';
import { Condition } from '../policy/condition';
import { Verdict } from '../policy/pattern';

const WITH_VARIABLES = '2012-10-17';

/** Do all of the conditions hold for a request with these values, by the key in lower case, and no others? */
export function holdFor(conditions: readonly Condition[], values: Readonly<Record<string, string>>): Verdict {
  const context = { values: new Map(Object.entries(values).map(([key, value]) => [key, [value]])), others: 'absent' as const };
  return compileConditions(conditions, WITH_VARIABLES)(context).verdict;
}

/** Does it hold for a request that lacks its key? */
export function holdsWithoutKey(condition: Condition): boolean {
  return holdFor([condition], {}) === 'yes';
}

export function isAbout(condition: Condition, keys: RegExp): boolean {
  return typeof condition.key === 'string' && keys.test(condition.key);
}
