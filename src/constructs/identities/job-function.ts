import { IManagedPolicy, ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { checkManagedPolicy } from './attached-policies';
import { badProp, checkReason } from '../props';

/**
 * What the members of a group do, as the managed policies that let them.
 *
 * The policies that AWS manages for job functions grant more than most jobs need: policies of your own (`JobFunction.policies`) grant less.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
 * @example
 * const auditor = JobFunction.SECURITY_AUDIT;
 */
export class JobFunction {
  /** See which resources there are, in all services, and read none of their data. */
  public static readonly VIEW_ONLY = JobFunction.ofAws('job-function/ViewOnlyAccess');
  /** Read the configuration of all services, for an audit. */
  public static readonly SECURITY_AUDIT = JobFunction.ofAws('SecurityAudit');
  /** Billing, costs and payment. */
  public static readonly BILLING = JobFunction.ofAws('job-function/Billing');
  /** Cases with AWS Support. */
  public static readonly SUPPORT_USER = JobFunction.ofAws('job-function/SupportUser');
  /** Databases. */
  public static readonly DATABASE_ADMINISTRATOR = JobFunction.ofAws('job-function/DatabaseAdministrator');
  /** Analytics. */
  public static readonly DATA_SCIENTIST = JobFunction.ofAws('job-function/DataScientist');
  /** Networks. */
  public static readonly NETWORK_ADMINISTRATOR = JobFunction.ofAws('job-function/NetworkAdministrator');
  /** Applications and the resources that they run on. */
  public static readonly SYSTEM_ADMINISTRATOR = JobFunction.ofAws('job-function/SystemAdministrator');

  /**
   * Policies for the job: your own, or others that AWS manages. AdministratorAccess, PowerUserAccess and IAMFullAccess are an error.
   *
   * @param policies 1 to 9: one of the ten that a group may have lets its members set up their second factor.
   */
  public static policies(...policies: IManagedPolicy[]): JobFunction {
    if (policies.length < 1 || policies.length > MOST_POLICIES) {
      throw badProp('policies', policies.length, `1 to ${MOST_POLICIES} managed policies`);
    }
    policies.forEach(checkManagedPolicy);
    return new JobFunction(policies, []);
  }

  /**
   * Everything (AdministratorAccess). The rule pack reports it: it is for the few who mend what nobody else can.
   *
   * @param reason At least 20 characters.
   */
  public static administrator(reason: string): JobFunction {
    checkReason('reason', reason);
    return JobFunction.ofAws('AdministratorAccess');
  }

  private static ofAws(name: string): JobFunction {
    return new JobFunction([ManagedPolicy.fromAwsManagedPolicyName(name)], [name]);
  }

  private constructor(
    /** What the group has attached. */
    public readonly managedPolicies: IManagedPolicy[],
    /** @internal */
    public readonly _ofAws: readonly string[],
  ) {}
}

const MOST_POLICIES = 9;
