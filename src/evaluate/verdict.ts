/** Logic of three values (Kleene's): an unknown counts only where the others leave the answer open. */
import { Verdict } from '../policy/pattern';

export function and(a: Verdict, b: Verdict): Verdict {
  if (a === 'no' || b === 'no') {
    return 'no';
  }
  return a === 'yes' ? b : a;
}

export function or(a: Verdict, b: Verdict): Verdict {
  if (a === 'yes' || b === 'yes') {
    return 'yes';
  }
  return a === 'no' ? b : a;
}

export function not(a: Verdict): Verdict {
  if (a === 'unknown') {
    return 'unknown';
  }
  return a === 'yes' ? 'no' : 'yes';
}
