import { ConditionJson } from '../../../policy/policy-json';

/** What a condition is, as the blocks `Condition` of statements. */
export interface ConditionForms {
  /** One Allow statement each: it holds where one of them does. */
  readonly allow: readonly ConditionJson[];
  /** One Deny statement each: it does not hold where one of them does. */
  readonly deny: readonly ConditionJson[];
}

/**
 * Services call each other with the caller's permissions but from their own network (forward access sessions), or as themselves. The
 * address of the caller may be kept, as the second page says; the third one does not rely on it. IfExists: a request that does not say
 * that a service makes it is denied.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export const UNLESS_BY_AWS: ConditionJson = {
  BoolIfExists: { 'aws:ViaAWSService': 'false', 'aws:PrincipalIsAWSService': 'false' },
  ArnNotLikeIfExists: { 'aws:PrincipalArn': 'arn:*:iam::*:role/aws-service-role/*' },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice */
export const UNLESS_AWS_ITSELF: ConditionJson = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };

/** Every test of them at once. Names of operators and of condition keys are not case-sensitive. */
export function allTests(...conditions: readonly ConditionJson[]): ConditionJson {
  const all: Record<string, Record<string, string | readonly string[]>> = {};
  for (const [operator, key, values] of conditions.flatMap(testsOf)) {
    const block = all[spelled(operator, all)] ??= {};
    const name = spelled(key, block);
    if (block[name] !== undefined && JSON.stringify(block[name]) !== JSON.stringify(values)) {
      throw new Error(`${operator} ${key}: found ${JSON.stringify(block[name])} and ${JSON.stringify(values)}, expected the same values in all conditions`);
    }
    block[name] = values;
  }
  return all;
}

/** Holds where all of them do. */
export function allForms(...conditions: readonly ConditionForms[]): ConditionForms {
  return conditions.reduce((left, right) => ({
    allow: left.allow.flatMap((one) => right.allow.map((other) => allTests(one, other))),
    deny: [...left.deny, ...right.deny],
  }));
}

function testsOf(condition: ConditionJson): (readonly [operator: string, key: string, values: string | readonly string[]])[] {
  return Object.entries(condition).flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) => [operator, key, values] as const));
}

function spelled(name: string, where: object): string {
  return Object.keys(where).find((existing) => existing.toLowerCase() === name.toLowerCase()) ?? name;
}
