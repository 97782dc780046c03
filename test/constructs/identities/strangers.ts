/** Those who have no business with a role, whatever it is for: each with AdministratorAccess of its own. */
import { StatementJson } from '../../../src/policy/policy-json';
import { ACCOUNT, ProofRequest } from '../../support/proof';

export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/Deploy`;
export const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';
const FOREIGN = '999988887777';

const STRANGERS: Readonly<Record<string, string>> = {
  'nobody that AWS knows': '*',
  'the root user of the account': `arn:aws:iam::${ACCOUNT}:root`,
  'an administrator of the account': `arn:aws:iam::${ACCOUNT}:user/admin`,
  'a role of the account': `arn:aws:iam::${ACCOUNT}:role/Admin`,
  'a session of a role of the account': `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/alice`,
  'a federated user of the account': `arn:aws:sts::${ACCOUNT}:federated-user/alice`,
  'a session of the role itself': `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/run`,
  'a role of Identity Center': `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef`,
  'a function': 'lambda.amazonaws.com',
  'a machine': 'ec2.amazonaws.com',
  'a pipeline of CodeBuild': 'codebuild.amazonaws.com',
  'the root user of a foreign account': `arn:aws:iam::${FOREIGN}:root`,
  'a user of a foreign account': `arn:aws:iam::${FOREIGN}:user/eve`,
  'a role of a foreign account, of the same name': `arn:aws:iam::${FOREIGN}:role/Deploy`,
  'a session of a foreign account': `arn:aws:sts::${FOREIGN}:assumed-role/Deploy/run`,
};

/** What they try: to assume the role, to name themselves in its session, and the ways in for people. */
export function strangersRequests(actions: readonly string[]): ProofRequest[] {
  const direct = Object.entries(STRANGERS).flatMap(([who, principalArn]) =>
    actions.map((action) => ({ what: `${who}: ${action}`, action, resource: ROLE_ARN, principalArn })));
  return [
    ...direct,
    {
      what: 'people by SAML', action: 'sts:AssumeRoleWithSAML', resource: ROLE_ARN, principalArn: `arn:aws:iam::${ACCOUNT}:saml-provider/adfs`,
      context: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
    },
    {
      what: 'an identity pool', action: WEB_IDENTITY, resource: ROLE_ARN, principalArn: 'cognito-identity.amazonaws.com',
      context: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:6a1b', 'cognito-identity.amazonaws.com:sub': 'eu-west-1:7c2d' },
    },
    {
      what: 'a Google account', action: WEB_IDENTITY, resource: ROLE_ARN, principalArn: 'accounts.google.com',
      context: { 'accounts.google.com:aud': 'sts.amazonaws.com', 'accounts.google.com:sub': '1' },
    },
  ];
}

/** What is near a name, and is another one. */
export function similar(name: string): string[] {
  return [`${name}-evil`, `evil-${name}`, name.slice(0, -1), name.toUpperCase(), `${name} `, '*', `${name}*`, '?', ''];
}

/** A statement as it would be without one of its condition keys. */
export function without(key: string, statement: StatementJson): StatementJson {
  const blocks = Object.entries(statement.Condition ?? {})
    .map(([operator, keys]) => [operator, Object.fromEntries(Object.entries(keys).filter(([name]) => name !== key))] as const);
  return { ...statement, Condition: Object.fromEntries(blocks.filter(([, keys]) => Object.keys(keys).length > 0)) };
}
