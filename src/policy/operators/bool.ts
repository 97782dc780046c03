import { sameText } from '../text';
import { Comparison } from './comparison';

export const bool: Comparison = {
  takesVariables: false,
  isValid: isBool,
  compile(policyValue) {
    const expected = typeof policyValue === 'string' ? policyValue.toLowerCase() : undefined;
    return (value) => {
      if (typeof value !== 'string' || expected === undefined) {
        return sameText(value, policyValue) ? 'yes' : 'unknown';
      }
      return isBool(value) && value.toLowerCase() === expected ? 'yes' : 'no';
    };
  },
};

function isBool(value: string): boolean {
  return /^(true|false)$/i.test(value);
}
