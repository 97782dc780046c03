import { sameText } from '../text';
import { Comparison } from './comparison';

export const bool: Comparison = {
  takesVariables: false,
  isValid: (value) => /^(true|false)$/i.test(value),
  compile(policyValue) {
    const expected = typeof policyValue === 'string' ? policyValue.toLowerCase() : undefined;
    return (value) => {
      if (typeof value !== 'string' || expected === undefined) {
        return sameText(value, policyValue) ? 'yes' : 'unknown';
      }
      return bool.isValid(value) && value.toLowerCase() === expected ? 'yes' : 'no';
    };
  },
};
