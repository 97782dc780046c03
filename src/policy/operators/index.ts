/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
import { arn } from './arn';
import { binary } from './binary';
import { bool } from './bool';
import { Comparison } from './comparison';
import { readDate } from './date';
import { ipAddress } from './ip-address';
import { readNumber } from './number';
import { ordered } from './ordered';
import { stringEquals, stringEqualsIgnoreCase, stringLike } from './string';

export interface BaseOperator {
  readonly comparison: Comparison;
  readonly negated: boolean;
}

const is = (comparison: Comparison): BaseOperator => ({ comparison, negated: false });
const isNot = (comparison: Comparison): BaseOperator => ({ comparison, negated: true });

/** Every operator by its own name, without set operator and IfExists. */
export const BASE_OPERATORS: ReadonlyMap<string, BaseOperator> = new Map(Object.entries({
  StringEquals: is(stringEquals),
  StringNotEquals: isNot(stringEquals),
  StringEqualsIgnoreCase: is(stringEqualsIgnoreCase),
  StringNotEqualsIgnoreCase: isNot(stringEqualsIgnoreCase),
  StringLike: is(stringLike),
  StringNotLike: isNot(stringLike),
  NumericEquals: is(ordered(readNumber, 'equal')),
  NumericNotEquals: isNot(ordered(readNumber, 'equal')),
  NumericLessThan: is(ordered(readNumber, 'less')),
  NumericLessThanEquals: is(ordered(readNumber, 'lessOrEqual')),
  NumericGreaterThan: is(ordered(readNumber, 'greater')),
  NumericGreaterThanEquals: is(ordered(readNumber, 'greaterOrEqual')),
  DateEquals: is(ordered(readDate, 'equal')),
  DateNotEquals: isNot(ordered(readDate, 'equal')),
  DateLessThan: is(ordered(readDate, 'less')),
  DateLessThanEquals: is(ordered(readDate, 'lessOrEqual')),
  DateGreaterThan: is(ordered(readDate, 'greater')),
  DateGreaterThanEquals: is(ordered(readDate, 'greaterOrEqual')),
  Bool: is(bool),
  BinaryEquals: is(binary),
  IpAddress: is(ipAddress),
  NotIpAddress: isNot(ipAddress),
  ArnEquals: is(arn),
  ArnLike: is(arn),
  ArnNotEquals: isNot(arn),
  ArnNotLike: isNot(arn),
  Null: is(bool),
}));
