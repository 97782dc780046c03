import { sameText } from '../text';
import { Comparison } from './comparison';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Byte for byte: both sides are written in base64. */
export const binary: Comparison = {
  takesVariables: false,
  isValid: isBase64,
  compile(policyValue) {
    const expected = typeof policyValue === 'string' && isBase64(policyValue) ? Buffer.from(policyValue, 'base64') : undefined;
    return (value) => {
      if (typeof value !== 'string' || typeof policyValue !== 'string') {
        return sameText(value, policyValue) ? 'yes' : 'unknown';
      }
      return expected && isBase64(value) && expected.equals(Buffer.from(value, 'base64')) ? 'yes' : 'no';
    };
  },
};

function isBase64(value: string): boolean {
  return BASE64.test(value);
}
