import { Duration, Tokenization } from 'aws-cdk-lib';
import { allForms, allTests, ConditionForms, UNLESS_BY_AWS } from './condition-forms';
import { ConditionJson } from '../../../policy/policy-json';
import { checkDuration } from '../../props';

/**
 * How fresh the authentication has to be, and whom it concerns.
 */
export interface MfaConditionProps {
  /**
   * The time since the principal gave its second factor: 1 minute to 36 hours, the longest that such a session lasts.
   *
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
   * @default - as long as the session lasts
   */
  readonly maxAge?: Duration;

  /**
   * Deny users (the root user among them) only. AWS does not know of a second factor that an identity provider asked for, nor have roles
   * of workloads one: without this, the Deny statements stop all of them.
   *
   * @default false
   */
  readonly denyUsersOnly?: boolean;
}

/**
 * Requests with access keys lack both keys: IfExists closes the Deny, and would open the Allow.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function mfaCondition({ maxAge, denyUsersOnly }: MfaConditionProps): ConditionForms {
  const whom: ConditionJson = denyUsersOnly ? { StringEquals: { 'aws:PrincipalType': ['User', 'Account'] } } : {};
  const present: ConditionForms = {
    allow: [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
    deny: [allTests({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, UNLESS_BY_AWS, whom)],
  };
  if (!maxAge) {
    return present;
  }
  checkDuration('maxAge', maxAge, Duration.minutes(1), Duration.hours(36));
  const seconds = Tokenization.stringifyNumber(maxAge.toSeconds());
  return allForms(present, {
    allow: [{ NumericLessThanEquals: { 'aws:MultiFactorAuthAge': seconds } }],
    deny: [allTests({ NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': seconds } }, UNLESS_BY_AWS, whom)],
  });
}
