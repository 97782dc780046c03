/** Who may assume the role of a person: the statements of its trust policy. */
import { oidcTrustStatement } from './oidc-trust';
import { PolicyCondition } from './policy-condition';
import { ConditionJson, StatementJson } from '../../policy/policy-json';

/** A way for people to sign in. */
export interface SignIn {
  readonly action: string;
  readonly principal: Exclude<StatementJson['Principal'], '*' | undefined>;
  /** Keys of every request of these people. */
  readonly who: ConditionJson;
  /** Keys of the sign-in alone. */
  readonly how: ConditionJson;
}

/** What a person may bring into the session. */
export interface SessionClaims {
  /** Values of the source identity; with any, one of them has to be set. */
  readonly sourceIdentities: readonly string[];
  /** Keys of session tags. */
  readonly sessionTags: readonly string[];
}

/**
 * The audience is where the assertion was sent to (its Recipient): an assertion for another place does not count here.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html
 */
export function samlSignIn(providerArn: string, audiences: readonly string[]): SignIn {
  return { action: 'sts:AssumeRoleWithSAML', principal: { Federated: providerArn }, who: {}, how: { StringEquals: { 'SAML:aud': audiences } } };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html */
export function oidcSignIn(providerArn: string, issuer: string, audiences: readonly string[], subjects: readonly string[]): SignIn {
  const { Condition: how = {} } = oidcTrustStatement(providerArn, { issuer, equals: { aud: audiences, sub: subjects } });
  return { action: 'sts:AssumeRoleWithWebIdentity', principal: { Federated: providerArn }, who: {}, how };
}

/**
 * Identity Center makes a role for a permission set in each account. The path, which only AWS can give, names the Region except in us-east-1; the name
 * ends in 16 characters that change: as many question marks, for the set Admin is not the set Admin_2.
 *
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function identityCenterSignIn(permissionSet: string, account: string, partition: string): SignIn {
  const path = `arn:${partition}:iam::${account}:role/aws-reserved/sso.amazonaws.com`;
  const name = `AWSReservedSSO_${permissionSet}_${'?'.repeat(16)}`;
  return {
    action: 'sts:AssumeRole',
    principal: { AWS: `arn:${partition}:iam::${account}:root` },
    who: { ArnLike: { 'aws:PrincipalArn': [`${path}/${name}`, `${path}/*/${name}`] } },
    how: {},
  };
}

/**
 * Users of an account, with MFA, each under the own name: the console, too, names the session of who switches roles after the user.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
 *
 * @param principals ARNs of users, or of the root of the account for all of its users.
 */
export function userSignIn(principals: readonly string[]): SignIn {
  return {
    action: 'sts:AssumeRole',
    principal: { AWS: principals },
    who: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    how: { StringEquals: { 'sts:RoleSessionName': '${aws:username}' } },
  };
}

/**
 * Session tags and source identity have statements of their own: conditions on them would not hold for the other actions.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export function humanTrust(signIn: SignIn, claims: SessionClaims, conditions: readonly PolicyCondition[] = []): StatementJson[] {
  const { who, how } = signIn;
  const named: readonly ConditionJson[] = claims.sourceIdentities.length > 0 ? [{ StringLike: { 'sts:SourceIdentity': claims.sourceIdentities } }] : [];
  const tagged: readonly ConditionJson[] = claims.sessionTags.length > 0
    ? [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': claims.sessionTags }, 'Null': { 'aws:TagKeys': 'false' } }]
    : [];
  return [
    ...allow(signIn.action, signIn, [...[who, how, ...named].map(asCondition), ...conditions]),
    ...named.flatMap((condition) => allow('sts:SetSourceIdentity', signIn, [who, condition].map(asCondition))),
    ...tagged.flatMap((condition) => allow('sts:TagSession', signIn, [who, condition].map(asCondition))),
  ];
}

/** One statement for each way in which the conditions hold. */
function allow(action: string, { principal }: SignIn, conditions: readonly PolicyCondition[]): StatementJson[] {
  return PolicyCondition.all(...conditions).allowAny.map((condition) => ({ Effect: 'Allow', Principal: principal, Action: action, Condition: condition }));
}

function asCondition(condition: ConditionJson): PolicyCondition {
  return PolicyCondition._of({ allow: [condition], deny: [] });
}
