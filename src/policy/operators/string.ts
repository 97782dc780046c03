import { Pattern } from '../pattern';
import { literally } from '../wildcards';
import { Comparison } from './comparison';

function string(options: { readonly wildcards?: boolean; readonly ignoreCase?: boolean }): Comparison {
  return {
    takesVariables: true,
    compile(policyValue) {
      const pattern = Pattern.of(options.wildcards ? policyValue : literally(policyValue), options);
      return (value) => pattern.matches(value);
    },
  };
}

export const stringEquals = string({});
export const stringEqualsIgnoreCase = string({ ignoreCase: true });
export const stringLike = string({ wildcards: true });
