/**
 * How many of something AWS lets there be. The first page has the quotas that AWS raises, with the most they are raised to; the second has
 * those that it never raises.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entities
 * https://docs.aws.amazon.com/general/latest/gr/iam-service.html#limits_iam
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html#min-max-policies
 */
export interface CountQuota {
  /** Unless AWS has raised it. */
  readonly most: number;
  /** AWS raises the quota on request, up to this. */
  readonly raised?: number;
}

/** Managed policies attached to a principal. */
export const MANAGED_POLICIES_OF: Readonly<Record<'role' | 'user' | 'group', CountQuota>> = {
  role: { most: 20, raised: 25 }, user: { most: 10, raised: 20 }, group: { most: 10 },
};

export const GROUPS_OF_USER: CountQuota = { most: 10 };
export const ACCESS_KEYS_OF_USER: CountQuota = { most: 2 };
export const ROLES_OF_INSTANCE_PROFILE: CountQuota = { most: 1 };

/** In an account, by the type of the resource. */
export const IN_ACCOUNT: Readonly<Record<string, CountQuota>> = {
  'AWS::IAM::Group': { most: 300, raised: 500 },
  'AWS::IAM::InstanceProfile': { most: 1000, raised: 10_000 },
  'AWS::IAM::ManagedPolicy': { most: 1500, raised: 10_000 },
  'AWS::IAM::OIDCProvider': { most: 100, raised: 700 },
  'AWS::IAM::Role': { most: 1000, raised: 10_000 },
  'AWS::IAM::SAMLProvider': { most: 100 },
  'AWS::IAM::User': { most: 5000 },
};

/** Attached to one root, unit or account, by the type of the policy; the one that AWS attaches itself counts. */
export const POLICIES_OF_TARGET: Readonly<Record<string, CountQuota>> = {
  SERVICE_CONTROL_POLICY: { most: 10 }, RESOURCE_CONTROL_POLICY: { most: 5 },
};
