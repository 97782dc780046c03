/** The types of the custom resources that declare the password policy of an account. */

export const PASSWORD_POLICY_TYPE = 'Custom::IamGuardrailsPasswordPolicy';
/** Reads the policy that was there before: its physical id is that policy, for whoever is to restore it. */
export const EARLIER_PASSWORD_POLICY_TYPE = 'Custom::IamGuardrailsEarlierPasswordPolicy';
