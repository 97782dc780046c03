import { Comparison } from './comparison';

export const bool: Comparison = {
  takesVariables: false,
  isValid: isBool,
  compile(policyValue) {
    if (typeof policyValue !== 'string') {
      return (value) => (typeof value === 'string' && !isBool(value) ? 'no' : 'unknown');
    }
    if (!isBool(policyValue)) {
      return () => 'no';
    }
    const expected = policyValue.toLowerCase();
    return (value) => (typeof value !== 'string' ? 'unknown' : value.toLowerCase() === expected ? 'yes' : 'no');
  },
};

function isBool(value: string): boolean {
  return /^(true|false)$/i.test(value);
}
