import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { sealDeny } from './deny-seal';
import { LeastPrivilegeRole, RoleCommonProps } from './least-privilege-role';
import { Machine } from './machine';
import { isServiceOfMachines } from './machine-services';
import { NO_SESSION_OF_A_PERSON } from './machine-trust';
import { withLateKeys } from './oidc-issuer';
import { sealTrust } from './trust-seal';
import { trustedBy } from './trust-statements';
import { isObject } from '../../policy/document';
import { StatementJson } from '../../policy/policy-json';

/**
 * The machine, and what all roles have in common.
 */
export interface MachineRoleProps extends RoleCommonProps {
  /** The kind of machine that takes the role. */
  readonly machine: Machine;
}

/**
 * A role for a machine, which no person can take.
 *
 * - It trusts a service or the service account of a cluster, on behalf of the account of the stack where the service says on whose behalf it acts.
 *   The stack does not synthesize when something else has been added to its trust policy.
 * - Its session cannot be turned into that of a person: `sts:GetFederationToken` and the actions of `aws login` are denied, whatever is granted.
 *   The stack does not synthesize when this has been taken away.
 * - The sign-in to the console by `getSigninToken` asks for no permission of the role: only sign-in policies and resource control policies
 *   on `signin` stop whoever has stolen the credentials of a machine there.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
 * @example
 * const worker = new MachineRole(stack, 'Worker', { machine: Machine.lambdaFunction() });
 * worker.allow(AccessLevel.READ, 'arn:aws:s3:::reports');
 */
export class MachineRole extends LeastPrivilegeRole {
  /** The instance profile that hands the role to instances: of `Machine.ec2()` only. */
  public readonly instanceProfile?: iam.IInstanceProfile;

  /**
   * @param props What is out of range is an error that names it.
   */
  constructor(scope: Construct, id: string, props: MachineRoleProps) {
    const { machine, ...common } = props;
    const { partition, region, account } = Stack.of(scope);
    const made = withLateKeys(scope, `${id}Trust`, [machine._trust({ partition, region, account })]);
    super(scope, id, { ...common, assumedBy: trustedBy(made) });
    this.attachInlinePolicy(new iam.Policy(this, 'NoSessionOfAPerson', { statements: [iam.PolicyStatement.fromJson(NO_SESSION_OF_A_PERSON)] }));
    if (machine._needsInstanceProfile) {
      this.instanceProfile = new iam.InstanceProfile(this, 'InstanceProfile', { role: this, path: props.path });
    }
    sealDeny(this, NO_SESSION_OF_A_PERSON);
    sealTrust(this, {
      made, allows: ({ Principal }) => namesOthers(Principal, made), expected: 'services of machines only, for people cannot take a MachineRole: give them a HumanRole',
    });
  }
}

/** Services beside the machine, whose own conditions stay. */
function namesOthers(principal: unknown, made: readonly StatementJson[]): boolean {
  const { Service: services, ...others } = (isObject(principal) ? principal : {});
  const conditional = made.filter(({ Condition }) => Condition !== undefined).flatMap(({ Principal }) => Object.values(Principal!));
  return services !== undefined && Object.keys(others).length === 0
    && [services].flat().every((service) => typeof service === 'string' && isServiceOfMachines(service) && !conditional.includes(service));
}
