import { trustExample } from '../../../src/rules/example-templates';
import { Finding } from '../../../src/rules/finding';
import { trustFederationNeedsAudience } from '../../../src/rules/trust/trust-federation-needs-audience';
import { findings } from '../judging';

const SAML = 'arn:aws:iam::111122223333:saml-provider/people';
const SIGN_IN = 'https://signin.aws.amazon.com/saml';
const ISSUER = 'gitlab.example.com';
const OIDC = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;

const sections = { Parameters: { Given: { Type: 'String' } }, Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };

function judged(Federated: unknown, Condition?: unknown, more: object = {}): Finding[] {
  const Action = ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];
  return findings(trustFederationNeedsAudience, {
    ...trustExample('', { Effect: 'Allow', Principal: { Federated }, Action, ...(Condition ? { Condition } : {}), ...more }).resources,
    People: { Type: 'AWS::IAM::SAMLProvider', Properties: {} },
    Keys: { Type: 'Custom::AWSCDKCfnJson', Properties: {} },
  }, sections);
}

const severities = (found: readonly Finding[]) => found.map(({ severity }) => severity);

test('a provider without an audience is named, and an OIDC provider is a warning: it lists audiences itself', () => {
  expect(judged(SAML)).toMatchObject([{ severity: 'error', message: `trusts ${SAML} without a condition on the audience` }]);
  expect(judged(OIDC)).toMatchObject([{ severity: 'warning', key: `Provider=${ISSUER}`, message: `trusts ${ISSUER} without a condition on the audience` }]);
});

describe('an audience is required', () => {
  test.each([
    ['by its address', { StringEquals: { 'SAML:aud': SIGN_IN } }],
    ['in whatever case', { stringequals: { 'saml:AUD': SIGN_IN } }],
    ['by one of some', { StringEquals: { 'SAML:aud': [SIGN_IN, 'https://eu-west-1.signin.aws.amazon.com/saml'] } }],
    ['by a pattern of addresses', { StringLike: { 'SAML:aud': 'https://*.signin.aws.amazon.com/saml' } }],
    ['by a parameter', { StringEquals: { 'SAML:aud': { Ref: 'Given' } } }],
    ['beside another condition', { StringEquals: { 'SAML:aud': SIGN_IN }, StringLike: { 'SAML:sub': '*' } }],
  ])('of assertions %s', (_how, condition) => {
    expect(judged(SAML, condition)).toEqual([]);
  });

  test.each([
    ['by its name', { StringEquals: { [`${ISSUER}:aud`]: 'https://gitlab.example.com' } }],
    ['by a parameter', { StringEquals: { [`${ISSUER}:aud`]: { Ref: 'Given' } } }],
  ])('of tokens %s', (_how, condition) => {
    expect(judged(OIDC, condition)).toEqual([]);
  });
});

describe('an audience is not required', () => {
  test.each([
    ['if there is one only', { StringEqualsIfExists: { 'SAML:aud': SIGN_IN } }],
    ['but excluded', { StringNotEquals: { 'SAML:aud': 'https://app.example.com' } }],
    ['when all audiences are like a list, and there may be none', { 'ForAllValues:StringEquals': { 'SAML:aud': SIGN_IN } }],
    ['when it only has to be there', { Null: { 'SAML:aud': 'false' } }],
    ['when any will do', { StringLike: { 'SAML:aud': ['*', SIGN_IN] } }],
    ['by a condition on the issuer', { StringEquals: { 'SAML:iss': 'https://idp.example.com' } }],
    ['by a key that ends alike', { StringEquals: { 'SAML:doc:aud': SIGN_IN } }],
    ['by an empty list', { StringEquals: { 'SAML:aud': [] } }],
    ['in one form of the template', { StringEquals: { 'Fn::If': ['IsLive', { 'SAML:aud': SIGN_IN }, { 'SAML:iss': 'https://idp.example.com' }] } }],
  ])('%s', (_how, condition) => {
    expect(severities(judged(SAML, condition))).toEqual(['error']);
  });
});

test('each provider of a list is judged by itself', () => {
  expect(severities(judged([SAML, OIDC]))).toEqual(['error', 'warning']);
});

test('an audience of another issuer lets nobody in', () => {
  expect(judged([OIDC, 'arn:aws:iam::111122223333:oidc-provider/other.example.com'], { StringEquals: { 'other.example.com:aud': 'sts.amazonaws.com' } })).toEqual([]);
});

test('a provider of the app is named by its resource', () => {
  expect(judged({ Ref: 'People' }, undefined, { Action: 'sts:AssumeRoleWithSAML' })).toMatchObject([{ severity: 'error', message: 'trusts <People> without a condition on the audience' }]);
});

test.each([SAML, OIDC])('a condition that is made late is a warning that says so: %s', (provider) => {
  expect(judged(provider, { StringEquals: { 'Fn::GetAtt': ['Keys', 'Value'] } })).toMatchObject([
    { severity: 'warning', message: expect.stringMatching(/^trusts .*, and only the deployment can tell which audience it requires$/) },
  ]);
});

describe('leaves alone', () => {
  test.each(['cognito-identity.amazonaws.com', 'accounts.google.com', 'graph.facebook.com', 'www.amazon.com'])('%s, which TrustOidcNeedsSubject judges', (provider) => {
    expect(judged(provider)).toEqual([]);
  });

  test.each([
    ['a denial', SAML, { Effect: 'Deny' }],
    ['what lets nobody in', SAML, { Action: 'sts:TagSession' }],
    ['the action of the other kind', SAML, { Action: 'sts:AssumeRoleWithWebIdentity' }],
  ])('%s', (_what, provider, more) => {
    expect(judged(provider, undefined, more)).toEqual([]);
  });

  test('principals that are not federated', () => {
    expect(judged(undefined, undefined, { Principal: { AWS: '111122223333', Service: 'ec2.amazonaws.com' } })).toEqual([]);
  });
});
