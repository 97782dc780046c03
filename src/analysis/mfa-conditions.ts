/** What the conditions of a statement on multi-factor authentication make of requests with it and without. */
import { holdFor, isAbout } from './condition-outcome';
import { Condition } from '../policy/condition';
import { Verdict } from '../policy/pattern';
import { Statement } from '../policy/statement';

const MFA = /^aws:multifactorauth(present|age)$/i;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent */
const REQUESTS = {
  authenticated: { 'aws:multifactorauthpresent': 'true', 'aws:multifactorauthage': '1' },
  session: { 'aws:multifactorauthpresent': 'false' },
  accessKey: {},
};

/** Do the conditions hold for a request with it, for one of a session without it, and for one with an access key? */
export type MfaOutcomes = Readonly<Record<keyof typeof REQUESTS, Verdict>>;

export function isAboutMfa({ conditions }: Pick<Statement, 'conditions'>): boolean {
  return conditions.length > 0 && conditions.some((condition) => isAbout(condition, MFA));
}

export function mfaConditions({ conditions }: Statement): readonly Condition[] {
  return conditions.filter((condition) => isAbout(condition, MFA));
}

/** Other conditions of the statement are left out. */
export function mfaOutcomes(statement: Statement): MfaOutcomes {
  const conditions = mfaConditions(statement);
  const outcome = (request: keyof typeof REQUESTS) => holdFor(conditions, REQUESTS[request]);
  return { authenticated: outcome('authenticated'), session: outcome('session'), accessKey: outcome('accessKey') };
}
