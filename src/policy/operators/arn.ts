import { parseArn } from '../arn';
import { compileArn } from '../arn-pattern';
import { Comparison } from './comparison';

/** ArnEquals and ArnLike behave alike. */
export const arn: Comparison = {
  takesVariables: true,
  isValid: (value) => parseArn(value) !== undefined || /^\*+$/.test(value),
  compile: (policyValue) => compileArn(policyValue, { acrossColons: false }),
};
