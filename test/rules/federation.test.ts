import { parseDocument } from '../../src/policy/document';
import { tokenText } from '../../src/policy/text';
import { federationOf, githubKey, providerName } from '../../src/rules/federation';

const SAML = 'arn:aws:iam::111122223333:saml-provider/people';
const OIDC = 'arn:aws:iam::111122223333:oidc-provider/gitlab.example.com';
const TOKEN = tokenText({ kind: 'opaque', label: 'Provider', identity: 'app.json#Provider' });

function federation(Principal: object, Action: unknown) {
  const { statements: [statement] } = parseDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal, Action } }, 'trust');
  return federationOf(statement, statement.principal!.principals[0]);
}

describe('a principal is federated', () => {
  test.each([
    ['by SAML', SAML, 'sts:AssumeRoleWithSAML', 'saml'],
    ['by SAML, beside other actions', SAML, ['sts:TagSession', 'sts:AssumeRoleWithSAML'], 'saml'],
    ['by SAML with a pattern', SAML, 'sts:AssumeRoleWith*', 'saml'],
    ['by OIDC', OIDC, 'sts:AssumeRoleWithWebIdentity', 'oidc'],
    ['by OIDC in whatever case', OIDC, 'STS:assumerolewithwebidentity', 'oidc'],
    ['by OIDC with a pattern', OIDC, 'sts:*', 'oidc'],
    ['by a provider of AWS', 'cognito-identity.amazonaws.com', 'sts:AssumeRoleWithWebIdentity', 'oidc'],
    ['by a token and the action of SAML', TOKEN, 'sts:AssumeRoleWithSAML', 'saml'],
    ['by a token and the action of OIDC', TOKEN, 'sts:AssumeRoleWithWebIdentity', 'oidc'],
    ['by an action that is a token', OIDC, tokenText({ kind: 'opaque', label: 'Action', identity: 'app.json#Action' }), 'oidc'],
  ])('%s', (_how, Federated, action, kind) => {
    expect(federation({ Federated }, action)).toBe(kind);
  });

  test.each([
    ['SAML with the action of OIDC alone', { Federated: SAML }, 'sts:AssumeRoleWithWebIdentity'],
    ['OIDC with the action of SAML alone', { Federated: OIDC }, 'sts:AssumeRole'],
    ['an account', { AWS: '111122223333' }, 'sts:AssumeRoleWithSAML'],
    ['a service', { Service: 'ec2.amazonaws.com' }, '*'],
  ])('and gets in: not %s', (_who, principal, action) => {
    expect(federation(principal, action)).toBeUndefined();
  });
});

test.each([
  [OIDC, 'gitlab.example.com'],
  ['arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/EXAMPLE', 'oidc.eks.us-gov-west-1.amazonaws.com/id/EXAMPLE'],
  ['accounts.google.com', 'accounts.google.com'],
  [SAML, SAML],
])('the name of the provider %s is %s', (arn, name) => {
  expect(providerName(arn)).toBe(name);
});

describe('the key of a claim of GitHub', () => {
  test.each([
    'token.actions.githubusercontent.com:sub',
    'TOKEN.actions.githubusercontent.com:SUB',
    'token.actions.githubusercontent.com/octo-enterprise:sub',
    'token.actions.octocorp.ghe.com:sub',
    'token.actions.octocorp.ghe.com/octo-enterprise:sub',
  ])('is %s', (key) => {
    expect(githubKey('sub').test(key)).toBe(true);
  });

  test.each([
    'token.actions.githubusercontent.com:aud',
    'token.actions.githubusercontent.com:subject',
    'token.actions.githubusercontent.com.example.com:sub',
    'token.actions.githubusercontent.comx:sub',
    'my.token.actions.githubusercontent.com:sub',
    'token.actions.a.b.ghe.com:sub',
    'token.actions.octocorp.ghe.com.example.com:sub',
    'tokenxactions.githubusercontent.com:sub',
  ])('is not %s', (key) => {
    expect(githubKey('sub').test(key)).toBe(false);
  });
});
