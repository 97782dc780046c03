/** Checks of props. What is wrong is an error at construction that names the prop, what was found and what is expected. */
import { Duration, Token } from 'aws-cdk-lib';

export function badProp(prop: string, found: unknown, expected: string): Error {
  return new Error(`${prop}: found ${shown(found)}, expected ${expected}`);
}

/** A value that is known only when it is deployed passes: IAM checks it then. */
export function checkText(prop: string, value: string, pattern: RegExp, expected: string): void {
  if (!Token.isUnresolved(value) && !pattern.test(value)) {
    throw badProp(prop, value, expected);
  }
}

/** A list that is known only when it is deployed passes. */
export function checkEach(values: readonly string[], check: (value: string) => void): void {
  if (!Token.isUnresolved(values)) {
    values.forEach(check);
  }
}

export function checkNumber(prop: string, value: number, least: number, most: number): void {
  if (!Token.isUnresolved(value) && !(Number.isInteger(value) && value >= least && value <= most)) {
    throw badProp(prop, value, `a whole number from ${least} to ${most}`);
  }
}

export function checkDuration(prop: string, value: Duration, least: Duration, most: Duration): void {
  if (value.isUnresolved()) {
    return;
  }
  const seconds = value.toSeconds({ integral: false });
  if (seconds < least.toSeconds() || seconds > most.toSeconds()) {
    throw badProp(prop, value.toHumanString(), `${least.toHumanString()} to ${most.toHumanString()}`);
  }
}

/** @returns the days, which may be a token */
export function checkDays(prop: string, value: Duration, least: number, most: number): number {
  checkDuration(prop, value, Duration.days(least), Duration.days(most));
  const days = value.toDays({ integral: false });
  if (!value.isUnresolved() && !Number.isInteger(days)) {
    throw badProp(prop, value.toHumanString(), 'whole days');
  }
  return days;
}

/** Of a prop that lets something less secure pass: a sentence that a reviewer can judge. `what` says what it is for, where the prop does not. */
export function checkReason(prop: string, value: string, what?: string): void {
  if (value.trim().length < LEAST_REASON) {
    throw badProp(prop, value, `a reason of at least ${LEAST_REASON} characters${what === undefined ? '' : ` ${what}`}`);
  }
}

export const ACCOUNT_ID = /^\d{12}$/;
/**
 * A path of IAM, of the characters that names have: IAM takes others, too, some of which mean more than themselves in the ARNs of policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
 */
export const PATH = /^(?!.{513})\/([\w+=,.@-]+\/)*$/;
/** Not `/`, and none of AWS. */
export const PATH_BELOW_ROOT = /^(?!.{513})\/(?!aws-(service-role|reserved)\/)([\w+=,.@-]+\/)+$/;
/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;
const LEAST_REASON = 20;

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : value === undefined ? 'nothing' : String(value);
}
