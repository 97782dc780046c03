/** What the guardrails of an organization are built from. */
export interface GuardrailSetOptions {
  /**
   * ARNs of the roles and users that the guardrails leave alone: those that administer the organization's guardrails. At least one.
   *
   * Wildcards are allowed for the partition, the account and parts of a name, not for a whole name: `arn:*:iam::*:role/OrganizationAdmin`.
   * An exempt principal is exempt in every account where the pattern fits, so the set keeps others from making or changing such roles
   * (`ProtectGuardrailRoles`). Where a root or an organizational unit is a target, one at least leaves the account open.
   */
  readonly exemptPrincipals: string[];

  /**
   * Id of the organization, for instance `o-a1b2c3d4e5`.
   *
   * @default - entries that need it are an error, unless they are left out
   */
  readonly organizationId?: string;

  /**
   * Codes of the Regions that may be used, for instance `eu-west-1`.
   *
   * @default - entries that need them are an error, unless they are left out
   */
  readonly allowedRegions?: string[];

  /**
   * ARNs, with wildcards, of the managed policies that are approved permissions boundaries: `arn:*:iam::*:policy/workload-boundary`.
   *
   * @default - entries that need them are an error, unless they are left out
   */
  readonly approvedBoundaries?: string[];

  /**
   * ARNs, with wildcards, of further roles that only exempt principals may change.
   *
   * @default - only the exempt principals themselves are protected
   */
  readonly protectedRoles?: string[];

  /**
   * ARNs, with wildcards, of the CloudFormation stacks that only exempt principals may change.
   *
   * @default - entries that need them are an error, unless they are left out
   */
  readonly protectedStacks?: string[];

  /**
   * ARNs of the buckets that hold logs, without objects: `arn:aws:s3:::central-logs`.
   *
   * @default - entries that need them are an error, unless they are left out
   */
  readonly logBuckets?: string[];

  /**
   * ARNs of the KMS keys that encrypt logs.
   *
   * @default - entries that need them are an error, unless they are left out
   */
  readonly logKeys?: string[];

  /**
   * ARNs, with wildcards, of the log groups that trails deliver to, without streams: `arn:*:logs:*:*:log-group:organization-trail`.
   *
   * @default - `ProtectCloudTrail` protects no log groups
   */
  readonly logGroups?: string[];
}
