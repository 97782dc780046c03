import { sameText } from '../text';
import { Comparison } from './comparison';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Byte for byte: both sides are written in base64. */
export const binary: Comparison = {
  takesVariables: false,
  isValid: (value) => BASE64.test(value),
  compile(policyValue) {
    const expected = typeof policyValue === 'string' && binary.isValid(policyValue) ? Buffer.from(policyValue, 'base64') : undefined;
    return (value) => {
      if (typeof value !== 'string' || typeof policyValue !== 'string') {
        return sameText(value, policyValue) ? 'yes' : 'unknown';
      }
      return expected && binary.isValid(value) && expected.equals(Buffer.from(value, 'base64')) ? 'yes' : 'no';
    };
  },
};
