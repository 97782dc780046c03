import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { HumanFederation } from './human-federation';
import { humanTrust } from './human-trust';
import { LeastPrivilegeRole, RoleCommonProps } from './least-privilege-role';
import { withLateKeys } from './oidc-issuer';
import { PolicyCondition } from './policy-condition';
import { sealTrust } from './trust-seal';
import { trustedBy } from './trust-statements';
import { checkText } from '../props';

/**
 * Where people sign in, under which conditions, and what all roles have in common.
 */
export interface HumanRoleProps extends RoleCommonProps {
  /** Where the people sign in. */
  readonly federation: HumanFederation;

  /**
   * What else has to be so when they take the role, such as `PolicyConditions.network` and `PolicyConditions.timeWindow`. A session that has begun goes on:
   * `condition.denyStatements(['*'], ['*'])` in its policies ends that.
   *
   * @default - nothing else
   */
  readonly conditions?: PolicyCondition[];

  /**
   * Values of the source identity, which stays in the records of all that is done, also in roles that are taken from here. One of them has to be set.
   * May hold wildcards: `*@example.com`; of users of an account, use `${aws:username}`. The console cannot set it when it switches roles.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
   * @default - none may be set
   */
  readonly sourceIdentities?: string[];

  /**
   * Keys of the session tags that may be passed.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
   * @default - none may be passed
   */
  readonly sessionTags?: string[];
}

/**
 * A role for people, which no machine can take: it trusts no service, and the stack does not synthesize when something has been added to its trust policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html
 * @example
 * const operator = new HumanRole(stack, 'Operator', {
 *   federation: HumanFederation.identityCenter({ permissionSet: 'Operator' }),
 *   conditions: [PolicyConditions.network({ cidrs: ['203.0.113.0/24'] })],
 * });
 * operator.allow(AccessLevel.READ, 'arn:aws:s3:::reports');
 */
export class HumanRole extends LeastPrivilegeRole {
  /**
   * @param props What is out of range is an error that names it.
   */
  constructor(scope: Construct, id: string, props: HumanRoleProps) {
    const { federation, conditions, sourceIdentities = [], sessionTags = [], ...common } = props;
    sourceIdentities.forEach((value) => checkText('sourceIdentities', value, /^(?!aws:)\S{1,64}$/, 'values of 1 to 64 characters, not beginning with aws:'));
    sessionTags.forEach((key) => checkText('sessionTags', key, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u, 'keys of 1 to 128 characters, without wildcards'));
    const made = withLateKeys(scope, `${id}Trust`, humanTrust(federation._signIn(Stack.of(scope)), { sourceIdentities, sessionTags }, conditions));
    super(scope, id, { ...common, assumedBy: trustedBy(made) });
    sealTrust(this, { made, allows: () => false, expected: 'what HumanRole has put there: let others in by a role of their own, machines by a MachineRole' });
  }
}
