import { Stack } from 'aws-cdk-lib';
import { FactName } from 'aws-cdk-lib/region-info';
import { identityCenterSignIn, oidcSignIn, samlSignIn, SignIn, userSignIn } from './human-trust';
import { issuerOf } from './oidc-issuer';
import { checkKnown } from './oidc-trust';
import { ACCOUNT_ID, badProp, checkReason, checkText } from '../props';

/**
 * A SAML provider in IAM.
 */
export interface SamlFederationOptions {
  /** ARN of the provider in IAM. */
  readonly providerArn: string;
  /**
   * Endpoints at which people sign in. Those of other Regions keep people signing in when one fails: `https://eu-west-1.signin.aws.amazon.com/saml`.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/signin-service.html
   * @default - the main one of the stack's partition, `https://signin.aws.amazon.com/saml` for most
   */
  readonly signInUrls?: string[];
}

/**
 * An OpenID Connect provider of people.
 */
export interface OidcFederationOptions {
  /** ARN of the provider in IAM. */
  readonly providerArn: string;
  /** Client ids of the applications for which the provider makes the tokens: at least one, to the letter. */
  readonly audiences: string[];
  /** People, as the claim `sub` has them: at least one, to the letter. IAM has no condition key for groups. */
  readonly subjects: string[];
  /**
   * URL of the provider without `https://`. Where neither this nor `providerArn` is known before deployment, a custom resource puts the
   * names of the condition keys together.
   *
   * @default - what follows `oidc-provider/` in `providerArn`
   */
  readonly issuer?: string;
}

/**
 * A permission set of IAM Identity Center.
 */
export interface IdentityCenterFederationOptions {
  /** Its name: at most 32 characters. */
  readonly permissionSet: string;
  /**
   * Id of the account (twelve digits) in which people have the permission set.
   *
   * @default - the account of the stack
   */
  readonly account?: string;
}

/**
 * Users of an account: those that are named, or all with a reason.
 */
export interface AccountFederationOptions {
  /** Id of the account, twelve digits. One outside of the organization asks for `PolicyConditions.organization` or an external ID under the strict pack. */
  readonly account: string;
  /**
   * Names of users, with their path if they have one: `alice`, `division/bob`.
   *
   * @default - none
   */
  readonly users?: string[];
  /**
   * Why every user of the account may take the role who is allowed to there: at least 20 characters.
   *
   * @default - only the users that are named
   */
  readonly wholeAccountReason?: string;
}

/**
 * Where people sign in who take a role.
 *
 * A second factor is asked for where IAM can see it: of users of an account. Of the others the identity provider has to ask for it: what it says of it does
 * not reach IAM.
 */
export class HumanFederation {
  /**
   * People whom a SAML provider signs in, for the console or the API. The provider says who may take the role, in the attribute `Role`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html
   */
  public static saml(options: SamlFederationOptions): HumanFederation {
    const { providerArn, signInUrls } = options;
    checkText('providerArn', providerArn, /^arn:[a-z-]+:iam::\d{12}:saml-provider\/[\w.-]{1,128}$/, 'the ARN of a SAML provider, arn:...:iam::...:saml-provider/...');
    checkList('signInUrls', signInUrls);
    signInUrls?.forEach((url) => checkText('signInUrls', url, /^https:\/\/([a-z0-9-]+\.)?signin\.[a-z0-9.-]+\/saml(\/acs\/\w+)?$/,
      'sign-in endpoints such as https://eu-west-1.signin.aws.amazon.com/saml'));
    return new HumanFederation((stack) => samlSignIn(providerArn, signInUrls ?? [stack.regionalFact(FactName.SAML_SIGN_ON_URL, MAIN_ENDPOINT)]));
  }

  /**
   * People whom an OpenID Connect provider signs in. Providers of pipelines and clusters are refused.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
   */
  public static oidc(options: OidcFederationOptions): HumanFederation {
    const { providerArn, audiences, subjects } = options;
    const issuer = issuerOf(providerArn, options.issuer);
    if (MACHINES.test(issuer)) {
      throw badProp('issuer', issuer, 'a provider of people: use MachineRole for clusters and CiDeployRole for pipelines');
    }
    checkList('audiences', audiences);
    checkList('subjects', subjects);
    audiences.forEach((audience) => checkText('audiences', audience, /^[^\s*?$]+$/, 'client ids without wildcards and policy variables'));
    subjects.forEach((subject) => checkText('subjects', subject, NOT_MACHINES, 'people, without wildcards and policy variables'));
    return new HumanFederation(() => oidcSignIn(providerArn, issuer, audiences, subjects));
  }

  /**
   * People who have a permission set of IAM Identity Center, and go on from its session into the role.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
   */
  public static identityCenter(options: IdentityCenterFederationOptions): HumanFederation {
    const { permissionSet, account } = options;
    checkKnown('permissionSet', permissionSet);
    checkText('permissionSet', permissionSet, /^[\w+=,.@-]{1,32}$/, 'the name of one permission set, without wildcards');
    if (account !== undefined) {
      checkText('account', account, ACCOUNT_ID, 'an account id of twelve digits');
    }
    return new HumanFederation((stack) => identityCenterSignIn(permissionSet, account ?? stack.account, stack.partition));
  }

  /**
   * IAM users with MFA. The session has the name of the user: `--role-session-name` must be it, and the console makes it so.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html
   */
  public static account(options: AccountFederationOptions): HumanFederation {
    const { account, users, wholeAccountReason } = options;
    checkText('account', account, ACCOUNT_ID, 'an account id of twelve digits');
    if ((users === undefined) === (wholeAccountReason === undefined)) {
      throw badProp('users', users === undefined ? 'none' : 'users and wholeAccountReason', 'users, or wholeAccountReason for all users of the account');
    }
    if (users === undefined) {
      checkReason('wholeAccountReason', wholeAccountReason!);
      return new HumanFederation(({ partition }) => userSignIn([`arn:${partition}:iam::${account}:root`]));
    }
    checkList('users', users);
    users.forEach((user) => checkText('users', user, /^([\w+=,.@-]+\/)*[\w+=,.@-]{2,64}$/, 'names of users, without wildcards'));
    return new HumanFederation(({ partition }) => userSignIn(users.map((user) => `arn:${partition}:iam::${account}:user/${user}`)));
  }

  private constructor(private readonly signIn: (stack: Stack) => SignIn) {}

  /** @internal */
  public _signIn(stack: Stack): SignIn {
    return this.signIn(stack);
  }
}

const MAIN_ENDPOINT = 'https://signin.aws.amazon.com/saml';
/** Providers whose tokens are for pipelines and pods only; gitlab.com has some for people, too. */
const MACHINES = /^(token\.actions\.|oidc\.eks\.|api\.bitbucket\.org\/|app\.terraform\.io$|oidc\.circleci\.com\/|agent\.buildkite\.com$)|\/_services\/token$/i;
/** A variable stands for what the token itself says. Pods, and jobs of GitHub and GitLab, begin as here. */
const NOT_MACHINES = /^(?!system:serviceaccount:|repo:|project_path:)[^*?$]+$/;

function checkList(prop: string, values: readonly string[] | undefined): void {
  if (values?.length === 0) {
    throw badProp(prop, 'an empty list', 'at least one');
  }
}
