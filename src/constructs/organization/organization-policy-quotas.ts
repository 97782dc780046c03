import { OrganizationPolicyType } from './guardrail-definition';
import { checkNumber } from '../props';

/**
 * What AWS allows of organization policies of one type.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export interface OrganizationPolicyQuotas {
  /**
   * Characters of one policy, 256 to 100,000. Counted in bytes, without white space.
   *
   * @default - 10240 for service control policies, 5120 for resource control policies
   */
  readonly policySize?: number;

  /**
   * Policies of the type that may be attached to one root, organizational unit or account, 1 to 100.
   *
   * @default - 10 for service control policies, 5 for resource control policies
   */
  readonly policiesPerTarget?: number;

  /**
   * How many of them are attached by others than this app: FullAWSAccess or RCPFullAWSAccess, and those of AWS Control Tower.
   *
   * @default 1
   */
  readonly attachedElsewhere?: number;
}

export interface CheckedQuotas {
  readonly policySize: number;
  /** Policies that the app may attach to one target. */
  readonly room: number;
}

/** Service control policies have had the larger quotas since 15 May 2026. */
const DEFAULTS: Readonly<Record<OrganizationPolicyType, Required<OrganizationPolicyQuotas>>> = {
  SERVICE_CONTROL_POLICY: { policySize: 10_240, policiesPerTarget: 10, attachedElsewhere: 1 },
  RESOURCE_CONTROL_POLICY: { policySize: 5120, policiesPerTarget: 5, attachedElsewhere: 1 },
};

export function checkedQuotas(policyType: OrganizationPolicyType, given: OrganizationPolicyQuotas = {}): CheckedQuotas {
  const defaults = DEFAULTS[policyType];
  const policySize = given.policySize ?? defaults.policySize;
  const policiesPerTarget = given.policiesPerTarget ?? defaults.policiesPerTarget;
  const attachedElsewhere = given.attachedElsewhere ?? defaults.attachedElsewhere;
  checkNumber('policySize', policySize, 256, 100_000);
  checkNumber('policiesPerTarget', policiesPerTarget, 1, 100);
  checkNumber('attachedElsewhere', attachedElsewhere, 0, policiesPerTarget - 1);
  return { policySize, room: policiesPerTarget - attachedElsewhere };
}
