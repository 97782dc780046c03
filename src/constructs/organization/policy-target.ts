import { ACCOUNT_ID, checkText } from '../props';

/**
 * Where an organization policy is attached.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html
 * @example
 * const workloads = PolicyTarget.organizationalUnit('ou-ab12-workload1');
 * expect(workloads.targetId).toEqual('ou-ab12-workload1');
 */
export class PolicyTarget {
  /**
   * The root of the organization: every account but the management account.
   *
   * @param rootId `r-` and 4 to 32 lower-case letters or digits. Any other text is an error.
   */
  public static root(rootId: string): PolicyTarget {
    checkText('rootId', rootId, /^r-[0-9a-z]{4,32}$/, 'r- and 4 to 32 lower-case letters or digits, for instance r-ab12');
    return new PolicyTarget(rootId, undefined);
  }

  /**
   * An organizational unit, with the accounts and units below it.
   *
   * @param organizationalUnitId `ou-`, the id of the root without `r-`, `-`, and 8 to 32 lower-case letters or digits. Any other text is an error.
   */
  public static organizationalUnit(organizationalUnitId: string): PolicyTarget {
    checkText('organizationalUnitId', organizationalUnitId, /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/,
      'ou-, 4 to 32 lower-case letters or digits, -, and 8 to 32 more, for instance ou-ab12-workload1');
    return new PolicyTarget(organizationalUnitId, undefined);
  }

  /**
   * A member account. Policies that are attached to the management account limit nobody.
   *
   * @param accountId Twelve digits. Any other text is an error.
   */
  public static account(accountId: string): PolicyTarget {
    checkText('accountId', accountId, ACCOUNT_ID, 'an account id of twelve digits');
    return new PolicyTarget(accountId, accountId);
  }

  private constructor(
    /** Id of the root, organizational unit or account. */
    public readonly targetId: string,
    /** @internal */
    public readonly _account: string | undefined,
  ) {}
}
