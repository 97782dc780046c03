import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CrossAccountTrust, generatedExternalId } from './cross-account-trust';
import { LeastPrivilegeRole, RoleCommonProps } from './least-privilege-role';
import { acknowledge } from './nag-evidence';
import { accountRoot } from './principal-arn';
import { sealTrust } from './trust-seal';
import { trustedBy } from './trust-statements';
import { textIn } from '../../model/template-reader';
import { findingId } from '../../rules/finding';
import { partKey } from '../../rules/keys';
import { trustNoWholeAccount } from '../../rules/trust/trust-no-whole-account';

/**
 * Who may take the role, and what all roles have in common.
 */
export interface CrossAccountRoleProps extends RoleCommonProps {
  /** Who of other accounts may take the role. */
  readonly trust: CrossAccountTrust;
}

/**
 * A role for roles and users of other accounts: of a third party, known by an external id, or of the own organization.
 *
 * The stack does not synthesize when anything is added to its trust policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 * @example
 * const vendor = new CrossAccountRole(stack, 'Vendor', {
 *   trust: CrossAccountTrust.thirdParty({ principals: ['arn:aws:iam::444455556666:role/collector'] }),
 * });
 * new CfnOutput(stack, 'VendorExternalId', { value: vendor.externalId! });
 */
export class CrossAccountRole extends LeastPrivilegeRole {
  /** What callers have to send along as `ExternalId`, given or made. It is no secret. Undefined for an organization without one. */
  public readonly externalId?: string;

  /**
   * @param props What is out of range is an error that names it.
   */
  constructor(scope: Construct, id: string, props: CrossAccountRoleProps) {
    const { trust, ...common } = props;
    const { partition, account } = Stack.of(scope);
    const externalId = trust._externalId(generatedExternalId(account, `${scope.node.path}/${id}`));
    const made = trust._statements({ partition, account }, externalId);
    super(scope, id, { ...common, assumedBy: trustedBy(made) });
    this.externalId = externalId;
    acknowledgeWholeAccounts(this, trust);
    sealTrust(this, { made, allows: () => false, expected: 'those whom its trust names: give others a role of their own' });
  }
}

/** `accountRootReason` says why; the finding of any other principal stays. */
function acknowledgeWholeAccounts(role: CrossAccountRole, trust: CrossAccountTrust): void {
  const { accounts, reason } = trust._wholeAccounts;
  const { partition } = Stack.of(role);
  for (const root of accounts.map((account) => textIn({ file: '' }, Stack.of(role).resolve(accountRoot(partition, account))))) {
    acknowledge(role, findingId(trustNoWholeAccount.id, partKey('Principal', [`AWS:${root}`])), reason);
  }
}
