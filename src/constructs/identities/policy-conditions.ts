import { mfaCondition, MfaConditionProps } from './conditions/mfa';
import { networkCondition, NetworkConditionProps } from './conditions/network';
import { organizationCondition, organizationPathsCondition } from './conditions/organization';
import { secureTransportCondition, SecureTransportConditionProps } from './conditions/secure-transport';
import { sourceCondition, SourceConditionProps } from './conditions/source';
import { tagMatchCondition } from './conditions/tags';
import { timeWindowCondition, TimeWindowConditionProps } from './conditions/time-window';
import { PolicyCondition } from './policy-condition';

/**
 * Conditions that mean what they say: a key that a request lacks neither opens an Allow nor slips through a Deny. What is malformed
 * is an error that says what was found and what is expected.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @example
 * const condition = PolicyCondition.all(
 *   PolicyConditions.organization('o-a1b2c3d4e5'),
 *   PolicyConditions.network({ cidrs: ['203.0.113.0/24', '2001:db8:1234::/48'] }),
 * );
 * role.addToPolicy(new iam.PolicyStatement({
 *   actions: ['s3:GetObject'],
 *   resources: ['arn:aws:s3:::reports/*'],
 *   conditions: condition.allow,
 * }));
 * for (const statement of condition.denyStatements(['s3:*'], ['*'])) {
 *   role.addToPolicy(statement);
 * }
 */
export class PolicyConditions {
  /**
   * The request comes from one of these networks.
   *
   * A request that an AWS service makes on behalf of the principal tells the address of the principal or that of the service, and not the
   * VPC of the principal: the Deny leaves it alone, as it does service principals and service-linked roles. So deny what leads to such
   * requests too: at best, all actions. The Allow is not extended to them: give them an Allow of their own. A condition on `cidrs` and
   * VPCs at once needs `allowAny`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
   */
  public static network(props: NetworkConditionProps): PolicyCondition {
    return PolicyCondition._of(networkCondition(props));
  }

  /**
   * The principal is of an account in this organization.
   *
   * AWS services that act as themselves are in none: the Deny leaves them alone, and `source` is the condition for them.
   *
   * @param organizationId For instance `o-a1b2c3d4e5`.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
   */
  public static organization(organizationId: string): PolicyCondition {
    return PolicyCondition._of(organizationCondition(organizationId));
  }

  /**
   * The principal is of an account in one of these units of an organization.
   *
   * @param paths From the organization down, for units are unique in their organization only: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/` for the
   * accounts right in a unit, `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*` for those in units below it too.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
   */
  public static organizationPaths(...paths: string[]): PolicyCondition {
    return PolicyCondition._of(organizationPathsCondition(paths));
  }

  /**
   * The principal gave a second factor.
   *
   * Requests with access keys do not say so, and are refused. Requests that AWS services make on behalf of the principal say that it did
   * not: the Deny leaves them alone. It stops sessions of roles and of identity providers, unless `denyUsersOnly` is set.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
   */
  public static mfa(props: MfaConditionProps = {}): PolicyCondition {
    return PolicyCondition._of(mfaCondition(props));
  }

  /**
   * The request is made in this time.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-currenttime
   */
  public static timeWindow(props: TimeWindowConditionProps): PolicyCondition {
    return PolicyCondition._of(timeWindowCondition(props));
  }

  /**
   * The resource has the same tags as the principal (attribute-based access control).
   *
   * A principal whose tag is missing or empty matches nothing. Not every resource tells its tags, and those that do not are refused: name
   * actions and resources that do. The case of keys does not matter, that of values does. Session tags are tags of the principal: limit
   * who may set them (`sts:TagSession`).
   *
   * @param tagKeys At least one; all have to match.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html
   */
  public static tagMatch(...tagKeys: string[]): PolicyCondition {
    return PolicyCondition._of(tagMatchCondition('aws:ResourceTag', tagKeys));
  }

  /**
   * What is created or tagged gets the same tags as the principal has.
   *
   * Requests without tags are refused: name actions that set tags.
   *
   * @param tagKeys At least one; all have to match.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag
   */
  public static requestTagMatch(...tagKeys: string[]): PolicyCondition {
    return PolicyCondition._of(tagMatchCondition('aws:RequestTag', tagKeys));
  }

  /**
   * The request is encrypted on its way.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
   */
  public static secureTransport(props: SecureTransportConditionProps = {}): PolicyCondition {
    return PolicyCondition._of(secureTransportCondition(props));
  }

  /**
   * An AWS service that acts as itself does so on behalf of these resources: others cannot make it their deputy.
   *
   * The Deny concerns service principals only, also those that do not say on whose behalf they act: see in the service's documentation
   * that it does.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
   */
  public static source(props: SourceConditionProps): PolicyCondition {
    return PolicyCondition._of(sourceCondition(props));
  }
}
