import { Resource } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { organizationPolicy } from './organization-policy';
import { OrganizationPolicyQuotas } from './organization-policy-quotas';
import { PolicyTarget } from './policy-target';

/**
 * What a resource control policy says, and where.
 */
export interface ResourceControlPolicyProps {
  /**
   * The statements: Deny, for all principals (which is added where none is named), of actions of services that resource control policies
   * support; neither `*` for all actions nor NotAction. At least one. A statement that AWS would not take, and an action that does not exist,
   * are errors.
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
   * log buckets, keys and roles, or construction fails. Wildcards are allowed for the partition, the account and parts of a name:
   * `arn:*:iam::*:role/OrganizationAdmin`.
   *
   * @default - none: the statements must not deny what administration takes
   */
  readonly exemptPrincipals?: string[];

  /**
   * Why nobody has to be able to administer the resources, in at least 20 characters. Nothing is checked then.
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
   * @default - 5,120 characters, and 5 policies on each target, one of which is RCPFullAWSAccess
   */
  readonly quotas?: OrganizationPolicyQuotas;
}

/**
 * A resource control policy: what anybody, of whatever account, can do at most with resources of member accounts. It limits neither resources
 * of the management account nor service-linked roles. Deploy it from the management account, or a delegated administrator, of an organization
 * that has the policy type enabled.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 * @example
 * new ResourceControlPolicy(stack, 'EncryptedTransport', {
 *   statements: [new iam.PolicyStatement({
 *     effect: iam.Effect.DENY,
 *     actions: ['s3:*'],
 *     resources: ['*'],
 *     conditions: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
 *   })],
 *   targets: [PolicyTarget.root('r-ab12')],
 * });
 */
export class ResourceControlPolicy extends Resource {
  /** Id of the policy, for instance `p-examplepolicyid`. */
  public readonly policyId: string;

  /** ARN of the policy. */
  public readonly policyArn: string;

  constructor(scope: Construct, id: string, props: ResourceControlPolicyProps) {
    super(scope, id);
    const resource = organizationPolicy(this, 'RESOURCE_CONTROL_POLICY', props);
    this.policyId = resource.attrId;
    this.policyArn = resource.attrArn;
  }
}
