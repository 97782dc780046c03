import { Resource } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { organizationPolicy } from './organization-policy';
import { OrganizationPolicyQuotas } from './organization-policy-quotas';
import { PolicyTarget } from './policy-target';

/**
 * What a service control policy says, and where.
 */
export interface ServiceControlPolicyProps {
  /**
   * The statements, Deny or Allow, in the whole policy language but for principals. At least one. A statement that AWS would not take, and an
   * action that does not exist, are errors.
   */
  readonly statements: PolicyStatement[];

  /**
   * The roots, organizational units and accounts that the policy is attached to, each once.
   *
   * @default - the policy is attached to nothing
   */
  readonly targets?: PolicyTarget[];

  /**
   * Name of the policy: 1 to 128 ASCII characters, once in the organization.
   *
   * @default - made from the path of the construct
   */
  readonly policyName?: string;

  /**
   * What the policy is for: at most 512 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * ARNs of roles and users that the statements leave alone, by a condition on `aws:PrincipalArn`: one at least must still be able to administer
   * every account, or construction fails. Wildcards are allowed for the partition, the account and parts of a name:
   * `arn:*:iam::*:role/OrganizationAdmin`.
   *
   * @default - none: the statements must not deny what administration takes (roles, policies, boundaries, stacks, trails, log buckets and keys)
   */
  readonly exemptPrincipals?: string[];

  /**
   * Why nobody has to be able to administer the accounts, in at least 20 characters: for a quarantine, for instance. Nothing is checked then.
   *
   * @default - somebody has to
   */
  readonly lockOutReason?: string;

  /**
   * Why actions that the catalogue does not have may stand in the statements, in at least 20 characters: they are newer, for instance.
   *
   * @default - an action that does not exist is an error
   */
  readonly unknownActionsReason?: string;

  /**
   * The quotas of the organization.
   *
   * @default - 10,240 characters, and 10 policies on each target, one of which is FullAWSAccess
   */
  readonly quotas?: OrganizationPolicyQuotas;
}

/**
 * A service control policy: what principals of member accounts can do at most. It limits neither the management account nor service-linked
 * roles. Deploy it from the management account, or a delegated administrator, of an organization that has the policy type enabled.
 *
 * AWS attaches FullAWSAccess to every root, organizational unit and account. A policy of Allow statements limits only where that is detached.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 * @example
 * new ServiceControlPolicy(stack, 'NoMarketplace', {
 *   statements: [new iam.PolicyStatement({
 *     effect: iam.Effect.DENY,
 *     actions: ['aws-marketplace:Subscribe'],
 *     resources: ['*'],
 *   })],
 *   targets: [PolicyTarget.organizationalUnit('ou-ab12-workload1')],
 * });
 */
export class ServiceControlPolicy extends Resource {
  /** Id of the policy, for instance `p-examplepolicyid`. */
  public readonly policyId: string;

  /** ARN of the policy. */
  public readonly policyArn: string;

  constructor(scope: Construct, id: string, props: ServiceControlPolicyProps) {
    super(scope, id);
    const resource = organizationPolicy(this, 'SERVICE_CONTROL_POLICY', props);
    this.policyId = resource.attrId;
    this.policyArn = resource.attrArn;
  }
}
