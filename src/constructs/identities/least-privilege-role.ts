import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { checkDuration, checkReason } from '../props';
import { AccessLevel } from './access-level';

/**
 * What all roles of this library have in common.
 */
export interface RoleCommonProps {
  /**
   * What the role is for: at most 1,000 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * A name of at most 64 characters. A role with a name cannot be replaced by CloudFormation.
   *
   * @default - made by CloudFormation
   */
  readonly roleName?: string;

  /**
   * Begins and ends with a slash: `/workload/`.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * The longest session: 1 to 12 hours. More than one hour asks for `longSessionReason`: a stolen session works until it ends.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Why a session may last longer than one hour: at least 20 characters.
   *
   * @default - sessions end after one hour
   */
  readonly longSessionReason?: string;

  /**
   * The most that the role may ever do, whatever is granted to it.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   * @default - the one that `Guardrails.enforce` or `GuardrailDefaults` puts on
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Policies of your own, or those that AWS manages for a job. AdministratorAccess, PowerUserAccess and IAMFullAccess are refused.
   *
   * @default - none
   */
  readonly managedPolicies?: iam.IManagedPolicy[];
}

/**
 * Who may assume the role, and what all roles have in common.
 */
export interface LeastPrivilegeRoleProps extends RoleCommonProps {
  /** Who may assume the role. */
  readonly assumedBy: iam.IPrincipal;
}

/**
 * A role that is granted actions by name or by access level, each on the resources that it can be limited to.
 */
export class LeastPrivilegeRole extends iam.Role {
  constructor(scope: Construct, id: string, props: LeastPrivilegeRoleProps) {
    const maxSessionDuration = props.maxSessionDuration ?? Duration.hours(1);
    checkDuration('maxSessionDuration', maxSessionDuration, Duration.hours(1), Duration.hours(12));
    if (!maxSessionDuration.isUnresolved() && maxSessionDuration.toSeconds() > Duration.hours(1).toSeconds()) {
      checkReason('longSessionReason', props.longSessionReason ?? '');
    }
    super(scope, id, {
      assumedBy: props.assumedBy,
      description: props.description,
      roleName: props.roleName,
      path: props.path,
      maxSessionDuration,
      permissionsBoundary: props.permissionsBoundary,
      managedPolicies: props.managedPolicies,
    });
  }

  /** Grants the actions of exactly this access level, on these resources: constructs or ARNs. */
  public allow(_level: AccessLevel, ..._resources: (IConstruct | string)[]): void {
    throw new Error('not yet');
  }

  /** Grants these actions, on these resources: constructs or ARNs. */
  public allowActions(_actions: string[], ..._resources: (IConstruct | string)[]): void {
    throw new Error('not yet');
  }
}
