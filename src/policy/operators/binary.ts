import { Comparison } from './comparison';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Byte for byte: both sides are written in base64. */
export const binary: Comparison = {
  takesVariables: false,
  isValid: isBase64,
  compile(policyValue) {
    if (typeof policyValue !== 'string') {
      return (value) => (typeof value === 'string' && !isBase64(value) ? 'no' : 'unknown');
    }
    if (!isBase64(policyValue)) {
      return () => 'no';
    }
    const expected = Buffer.from(policyValue, 'base64');
    return (value) => {
      if (typeof value !== 'string') {
        return 'unknown';
      }
      return isBase64(value) && expected.equals(Buffer.from(value, 'base64')) ? 'yes' : 'no';
    };
  },
};

function isBase64(value: string): boolean {
  return BASE64.test(value);
}
