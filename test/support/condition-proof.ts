/** What the two forms of a condition do to a request: each in the policy of a bucket, for any principal. */
import { PolicySimulator } from '../../src';
import { PolicyCondition } from '../../src/constructs/identities/policy-condition';

export const USER = 'arn:aws:iam::111122223333:user/anna';
export const ROLE = 'arn:aws:iam::111122223333:role/Worker';
export const SERVICE = 'cloudtrail.amazonaws.com';
export const SERVICE_LINKED_ROLE = 'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig';

export interface Asked {
  readonly [key: string]: unknown;
}

/** Does the form for Allow statements allow it? */
export function allows(condition: PolicyCondition, context: Asked, principalArn = USER): boolean {
  return decided(condition.allowAny.map((block) => ({ Effect: 'Allow', Condition: block })), context, principalArn) === 'allowed';
}

/** Does the form for Deny statements let pass what is allowed otherwise? */
export function passes(condition: PolicyCondition, context: Asked, principalArn = USER): boolean {
  const statements = condition.denyUnless.map((block) => ({ Effect: 'Deny', Condition: block }));
  return decided([{ Effect: 'Allow' }, ...statements], context, principalArn) === 'allowed';
}

/** Of both forms, where they have to agree. */
export function holds(condition: PolicyCondition, context: Asked, principalArn = USER): boolean {
  const [allow, deny] = [allows, passes].map((form) => form(condition, context, principalArn));
  expect({ allow, deny }).toEqual({ allow, deny: allow });
  return allow;
}

function decided(statements: readonly object[], context: Asked, principalArn: string): string {
  const resourcePolicy = {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ ...statement, Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::data/*' })),
  };
  return new PolicySimulator({ resourcePolicy }).simulate({ principalArn, action: 's3:GetObject', resource: 'arn:aws:s3:::data/a', context }).decision;
}
