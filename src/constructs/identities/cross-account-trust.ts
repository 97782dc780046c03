import { createHash } from 'crypto';
import { Token } from 'aws-cdk-lib';
import { checkOrganizationId, organizationPathsCondition } from './conditions/organization';
import { checkKnown } from './oidc-trust';
import { accountOfPrincipal, accountRoot, checkPrincipalArn } from './principal-arn';
import { ConditionJson, StatementJson } from '../../policy/policy-json';
import { ACCOUNT_ID, badProp, checkReason, checkText } from '../props';

/**
 * Who of other accounts is trusted: at least one of `principals`, `principalsByName` and `accounts`.
 */
export interface CrossAccountPrincipals {
  /**
   * ARNs of roles and users. They have to exist when the role is deployed: IAM keeps their unique ids, so that one that is deleted and made
   * anew under the same name is another one, and not trusted.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
   * @default - none
   */
  readonly principals?: string[];

  /**
   * ARNs of roles and users that need not exist yet, with their path. Whoever has the name is trusted, also when it is made anew: the statement
   * names the account, and requires `aws:PrincipalArn`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
   * @default - none
   */
  readonly principalsByName?: string[];

  /**
   * Ids of whole accounts, 12 digits each: all of their roles and users that are allowed to there. Asks for `accountRootReason`.
   *
   * @default - none
   */
  readonly accounts?: string[];

  /**
   * Why whole accounts are trusted: at least 20 characters. Neither an external id nor the id of an organization narrows who of the account
   * comes.
   *
   * @default - no whole account is trusted
   */
  readonly accountRootReason?: string;
}

/**
 * A third party, and the external id with which it comes.
 */
export interface ThirdPartyTrustProps extends CrossAccountPrincipals {
  /**
   * What the third party sends along when it acts for you, and never when it acts for another customer: 2 to 1,224 letters, digits and
   * `_+=,.@:/-`. It is no secret, but has to be yours alone: best is the one that the third party has made for you, for it does
   * not give the same to others.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   * @default - made of the account's id and the construct's path: always the same, and of no other account
   */
  readonly externalId?: string;

  /**
   * Id of the third party's organization: `o-a1b2c3d4e5`. An account that leaves it is no longer trusted.
   *
   * @default - its accounts may be in any organization
   */
  readonly organizationId?: string;
}

/**
 * Accounts of your own organization. Callers who come with a source identity keep it; nobody takes one on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export interface OrganizationTrustProps extends CrossAccountPrincipals {
  /** Id of your organization: `o-a1b2c3d4e5`. An account that leaves it is no longer trusted. */
  readonly organizationId: string;

  /**
   * Units of the organization in which the accounts have to be: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/` for those right in a unit,
   * `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*` for those in units below it too.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
   * @default - anywhere in the organization
   */
  readonly organizationPaths?: string[];

  /**
   * What callers have to send along: 2 to 1,224 letters, digits and `_+=,.@:/-`.
   *
   * @default - none: within an organization nobody acts for strangers
   */
  readonly externalId?: string;
}

/**
 * Who of other accounts may take a role, and how it is told from the rest of the world.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export class CrossAccountTrust {
  /**
   * A company that acts for you and for others: it always has to send an external id.
   *
   * @param props What is out of range is an error that names it.
   */
  public static thirdParty(props: ThirdPartyTrustProps): CrossAccountTrust {
    return new CrossAccountTrust(props);
  }

  /**
   * Accounts of your own organization, as long as they are in it.
   *
   * @param props What is out of range is an error that names it.
   */
  public static organization(props: OrganizationTrustProps): CrossAccountTrust {
    return new CrossAccountTrust({ ...props, ofOwnOrganization: true });
  }

  private constructor(private readonly callers: CrossAccountCallers) {
    checkCallers(callers);
  }

  /** @internal */
  public _externalId(generated: string): string | undefined {
    return this.callers.externalId ?? (this.callers.ofOwnOrganization ? undefined : generated);
  }

  /**
   * The whole accounts that it trusts, and why.
   *
   * @internal
   */
  public get _wholeAccounts() {
    const { accounts = [], accountRootReason = '' } = this.callers;
    return { accounts, reason: accountRootReason };
  }

  /** @internal */
  public _statements(place: Place, externalId: string | undefined): StatementJson[] {
    return crossAccountTrust({ ...this.callers, externalId }, place);
  }
}

/** What a trust in other accounts says, be they of a third party or of the own organization. */
export interface CrossAccountCallers extends CrossAccountPrincipals {
  readonly externalId?: string;
  readonly organizationId?: string;
  readonly organizationPaths?: string[];
  readonly ofOwnOrganization?: boolean;
}

/** Where the role is; the values may be tokens. */
interface Place {
  readonly partition: string;
  readonly account: string;
}

const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/** Unique per construct and account, for two customers of a third party may have copied the same app. */
export function generatedExternalId(account: string, path: string): string {
  return `${account}-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
}

export function crossAccountTrust(callers: CrossAccountCallers, { partition, account }: Place): StatementJson[] {
  const { principals = [], principalsByName = [], accounts = [] } = callers;
  const condition = conditionOf(callers);
  for (const [prop, arns] of [['principals', principals], ['principalsByName', principalsByName]] as const) {
    arns.forEach((arn) => checkForeign(prop, arn, accountOfPrincipal(arn), account));
  }
  accounts.forEach((id) => checkForeign('accounts', id, id, account));
  const named = [...principals, ...accounts.map((id) => accountRoot(partition, id))];
  const roots = [...new Set(principalsByName.map((arn) => accountRoot(partition, accountOfPrincipal(arn)!)))];
  return [
    ...(named.length > 0 ? allow(named, condition, callers) : []),
    ...(roots.length > 0 ? allow(roots, { ...condition, ArnEquals: { 'aws:PrincipalArn': principalsByName } }, callers) : []),
  ];
}

/**
 * The source identity of a session goes with it from role to role, where each of them allows that; who has none would choose one here.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
function allow(principals: readonly string[], condition: ConditionJson, { ofOwnOrganization }: CrossAccountCallers): StatementJson[] {
  const assume: StatementJson = { Effect: 'Allow', Principal: { AWS: principals }, Action: 'sts:AssumeRole', Condition: condition };
  const keepIdentity: StatementJson = { ...assume, Action: 'sts:SetSourceIdentity', Condition: { ...condition, Null: { 'aws:SourceIdentity': 'false' } } };
  return ofOwnOrganization ? [assume, keepIdentity] : [assume];
}

function conditionOf({ externalId, organizationId, organizationPaths }: CrossAccountCallers): ConditionJson {
  return {
    StringEquals: {
      ...(externalId !== undefined && { 'sts:ExternalId': externalId }),
      ...(organizationId !== undefined && { 'aws:PrincipalOrgID': organizationId }),
    },
    ...(organizationPaths !== undefined && organizationPathsCondition(organizationPaths).allow[0]),
  };
}

function checkCallers(callers: CrossAccountCallers): void {
  const { principals = [], principalsByName = [], accounts = [], accountRootReason, externalId, organizationId, organizationPaths } = callers;
  if (principals.length + principalsByName.length + accounts.length === 0) {
    throw badProp('principals', undefined, 'the ARN of at least one role or user; or principalsByName, or accounts');
  }
  principals.forEach((arn) => checkPrincipalArn('principals', arn));
  principalsByName.forEach((arn) => checkPrincipalArn('principalsByName', arn));
  for (const arn of principalsByName) {
    if (accountOfPrincipal(arn) === undefined) {
      throw badProp('principalsByName', arn, 'an ARN of which the account can be read: arn:...:iam::...:role/...');
    }
  }
  accounts.forEach((id) => checkText('accounts', id, ACCOUNT_ID, 'an account id of 12 digits'));
  if (accounts.length > 0) {
    checkReason('accountRootReason', accountRootReason ?? '');
  }
  if (externalId !== undefined) {
    checkText('externalId', externalId, EXTERNAL_ID, '2 to 1224 letters, digits and _+=,.@:/-');
  }
  if (organizationId !== undefined) {
    checkOrganizationId('organizationId', organizationId);
  }
  organizationPaths?.forEach((path) => {
    checkKnown('organizationPaths', path);
    if (organizationId !== undefined && !Token.isUnresolved(organizationId) && !path.startsWith(`${organizationId}/`)) {
      throw badProp('organizationPaths', path, `a path in ${organizationId}`);
    }
  });
  if (organizationPaths !== undefined) {
    organizationPathsCondition(organizationPaths);
  }
}

/** The same token is the same account, whichever it will be. */
function checkForeign(prop: string, found: string, account: string | undefined, own: string): void {
  if (account === own) {
    throw badProp(prop, found, 'another account than the role is in: within an account, a role needs no CrossAccountRole');
  }
}
