import { Token } from 'aws-cdk-lib';
import { allForms, ConditionForms } from './condition-forms';
import { readDate } from '../../../policy/operators/date';
import { badProp } from '../../props';

/**
 * When the window opens and closes: at least one of them. Dates are in UTC, in the form `2026-01-31T08:00:00Z`.
 */
export interface TimeWindowConditionProps {
  /**
   * The first moment of the window.
   *
   * @default - it has always been open
   */
  readonly notBefore?: string;

  /**
   * The last moment of the window.
   *
   * @default - it stays open
   */
  readonly notAfter?: string;
}

/** IfExists: a request that does not tell its time is denied. */
export function timeWindowCondition({ notBefore, notAfter }: TimeWindowConditionProps): ConditionForms {
  const bounds: ConditionForms[] = [];
  if (notBefore !== undefined) {
    checkDate('notBefore', notBefore);
    bounds.push({
      allow: [{ DateGreaterThanEquals: { 'aws:CurrentTime': notBefore } }],
      deny: [{ DateLessThanIfExists: { 'aws:CurrentTime': notBefore } }],
    });
  }
  if (notAfter !== undefined) {
    checkDate('notAfter', notAfter);
    bounds.push({
      allow: [{ DateLessThanEquals: { 'aws:CurrentTime': notAfter } }],
      deny: [{ DateGreaterThanIfExists: { 'aws:CurrentTime': notAfter } }],
    });
  }
  if (bounds.length === 0) {
    throw badProp('notBefore', notBefore, 'a date, or one in notAfter');
  }
  if (readDate(notAfter ?? '') <= readDate(notBefore ?? '')) {
    throw badProp('notAfter', notAfter, `a date after notBefore, ${notBefore}`);
  }
  return allForms(...bounds);
}

function checkDate(prop: string, date: string): void {
  if (!Token.isUnresolved(date) && !(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) && Number.isFinite(readDate(date)))) {
    throw badProp(prop, date, 'a date in UTC, such as 2026-01-31T08:00:00Z');
  }
}
