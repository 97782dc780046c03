import { ROLE_ARN, similar, strangersRequests, WEB_IDENTITY, without } from './strangers';
import { humanTrust, identityCenterSignIn, oidcSignIn, samlSignIn, SignIn, userSignIn } from '../../../src/constructs/identities/human-trust';
import { oidcProviderArn } from '../../../src/constructs/identities/oidc-trust';
import { PolicyConditions } from '../../../src/constructs/identities/policy-conditions';
import { documentJson, StatementJson } from '../../../src/policy/policy-json';
import { ACCOUNT, ADMINISTRATOR_ACCESS, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const FOREIGN = '999988887777';
const ISSUER = 'login.example.com/realms/shop';
const OIDC = oidcProviderArn('aws', ACCOUNT, ISSUER);
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/okta`;
const ENDPOINT = 'https://signin.aws.amazon.com/saml';
const CLAIMED = ['sts:SetSourceIdentity', 'sts:TagSession'];
const ENTRIES = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', WEB_IDENTITY, ...CLAIMED];
const OFFICE_HOURS = [
  PolicyConditions.network({ cidrs: ['203.0.113.0/24'] }),
  PolicyConditions.timeWindow({ notBefore: '2026-11-01T00:00:00Z', notAfter: '2026-12-01T00:00:00Z' }),
];
/** What every sign-in of these people sends. */
const OFFICE = { 'aws:SourceIp': '203.0.113.7', 'aws:CurrentTime': '2026-11-15T12:00:00Z' };
const AWAY = {
  'aws:SourceIp': ['198.51.100.7', '203.0.112.255', '10.0.0.1', '2001:db8::1', undefined],
  'aws:CurrentTime': ['2026-10-31T23:59:59Z', '2026-12-01T00:00:01Z', '2027-11-15T12:00:00Z', undefined],
};

/** A person, how she comes in, and what may be wrong with each of the keys of her request. */
interface Visitor {
  readonly name: string;
  readonly signIn: SignIn;
  readonly principals: readonly string[];
  readonly impostors: readonly string[];
  readonly context: Readonly<Record<string, unknown>>;
  readonly wrong: Readonly<Record<string, readonly unknown[]>>;
}

const ofSet = (name: string, account = ACCOUNT) => [
  `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${name}`,
  `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_${name}`,
];
const SUFFIX = '0123456789abcdef';
const NO_MFA = { 'aws:MultiFactorAuthPresent': ['false', undefined] };

const VISITORS: readonly Visitor[] = [
  {
    name: 'by SAML', signIn: samlSignIn(SAML, [ENDPOINT]), principals: [SAML],
    impostors: [`arn:aws:iam::${ACCOUNT}:saml-provider/okta2`, `arn:aws:iam::${FOREIGN}:saml-provider/okta`, OIDC],
    context: { 'SAML:aud': ENDPOINT, 'SAML:sub': 'alice', 'SAML:sub_type': 'persistent', 'sts:RoleSessionName': 'alice' },
    wrong: { 'SAML:aud': ['https://signin.amazonaws.cn/saml', 'https://eu-west-1.signin.aws.amazon.com/saml', 'https://app.example.com/saml', ...similar(ENDPOINT), undefined] },
  },
  {
    name: 'by OpenID Connect', signIn: oidcSignIn(OIDC, ISSUER, ['console'], ['alice', 'bob']), principals: [OIDC],
    impostors: [oidcProviderArn('aws', ACCOUNT, 'login.example.com/realms/test'), oidcProviderArn('aws', FOREIGN, ISSUER), SAML],
    context: { [`${ISSUER}:aud`]: 'console', [`${ISSUER}:sub`]: 'alice', 'sts:RoleSessionName': 'alice' },
    wrong: {
      [`${ISSUER}:aud`]: ['sts.amazonaws.com', ...similar('console'), undefined],
      [`${ISSUER}:sub`]: ['mallory', ...similar('alice'), undefined],
    },
  },
  {
    name: 'by Identity Center', signIn: identityCenterSignIn('Operator', ACCOUNT, 'aws'), principals: ofSet(`Operator_${SUFFIX}`),
    impostors: [
      ...[`Operator_2_${SUFFIX}`, `OperatorX_${SUFFIX}`, `operator_${SUFFIX}`, `Operator_${SUFFIX}0`, `Operator_${SUFFIX.slice(1)}`, `Admin_${SUFFIX}`].flatMap((name) => ofSet(name)),
      ...ofSet(`Operator_${SUFFIX}`, FOREIGN),
      `arn:aws:iam::${ACCOUNT}:role/AWSReservedSSO_Operator_${SUFFIX}`, `arn:aws:iam::${ACCOUNT}:user/AWSReservedSSO_Operator_${SUFFIX}`,
      `arn:aws:iam::${ACCOUNT}:role/aws-service-role/sso.amazonaws.com/AWSReservedSSO_Operator_${SUFFIX}`,
    ],
    context: { 'sts:RoleSessionName': 'alice' }, wrong: {},
  },
  {
    name: 'as named users', signIn: userSignIn([`arn:aws:iam::${ACCOUNT}:user/alice`, `arn:aws:iam::${ACCOUNT}:user/shop/alice`]),
    principals: [`arn:aws:iam::${ACCOUNT}:user/alice`, `arn:aws:iam::${ACCOUNT}:user/shop/alice`],
    impostors: [
      `arn:aws:iam::${ACCOUNT}:user/mallory`, `arn:aws:iam::${ACCOUNT}:user/test/alice`, `arn:aws:iam::${FOREIGN}:user/alice`,
      `arn:aws:iam::${ACCOUNT}:role/alice`, `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/alice`, `arn:aws:sts::${ACCOUNT}:federated-user/alice`,
    ],
    context: { 'aws:MultiFactorAuthPresent': 'true', 'sts:RoleSessionName': 'alice' },
    wrong: { ...NO_MFA, 'sts:RoleSessionName': ['bob', ...similar('alice'), '${aws:username}', undefined] },
  },
];

const CLAIMS = { sourceIdentities: ['*@example.com'], sessionTags: ['team', 'cost-center'] };
const ALICE = 'alice@example.com';
const NONE = { sourceIdentities: [], sessionTags: [] };

const request = (what: string, action: string, principalArn: string, context: Readonly<Record<string, unknown>>): ProofRequest =>
  ({ what: `${what}: ${action}`, action, resource: ROLE_ARN, principalArn, context });

const policiesOf = (trust: readonly StatementJson[]) => ({ identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: documentJson(trust) });

/** Machines and other people, who send all that the person would. */
function impostorsOf({ principals, impostors, context }: Visitor): ProofRequest[] {
  const asThePerson = (one: ProofRequest) => ({ ...one, context: { ...context, ...OFFICE, ...one.context } });
  const strangers = strangersRequests(ENTRIES).flatMap((one) => [one, asThePerson(one)]);
  const similarOnes = impostors.flatMap((principalArn) => ENTRIES.map((action) =>
    request(principalArn, action, principalArn, { ...context, ...OFFICE })));
  return [...strangers, ...similarOnes].filter(({ principalArn }) => !principals.includes(principalArn!));
}

/** The person herself with one key wrong, or by another way. */
function forgeriesOf({ signIn, principals, context, wrong }: Visitor): ProofRequest[] {
  return principals.flatMap((principalArn) => [
    ...ENTRIES.filter((action) => action !== signIn.action).map((action) => request('another way', action, principalArn, { ...context, ...OFFICE })),
    ...Object.entries({ ...wrong, ...AWAY }).flatMap(([key, values]) => values.map((value) =>
      request(`${key} is ${String(value)}`, signIn.action, principalArn, { ...context, ...OFFICE, [key]: value }))),
  ]);
}

describe.each(VISITORS.map((visitor) => [visitor.name, visitor] as const))('people %s', (_, visitor) => {
  const { signIn, principals, context } = visitor;
  const trust = humanTrust(signIn, NONE, OFFICE_HOURS);
  const attacks = [...impostorsOf(visitor), ...forgeriesOf(visitor)];

  test('take their role, from the office and in time', () => {
    expect(notAllowed(policiesOf(trust), '*', principals.map((who) => request('in the office', signIn.action, who, { ...context, ...OFFICE })))).toEqual([]);
  });

  test('are the only ones to take it, whatever policies others have', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(notDenied(policiesOf(trust), '*', attacks)).toEqual([]);
  });

  test('take it from anywhere and at any time where nothing is said of it', () => {
    expect(notAllowed(policiesOf(humanTrust(signIn, NONE)), '*', principals.map((who) => request('abroad', signIn.action, who, context)))).toEqual([]);
  });

  test('are held to each of the conditions: without one, somebody else gets in', () => {
    const keys = trust.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((block) => Object.keys(block)));
    const needless = keys.filter((key) => notDenied(policiesOf(trust.map((statement) => without(key, statement))), '*', attacks).length === 0);
    expect(needless).toEqual([]);
  });

  test('bring a source identity and session tags where they may, and have to bring the source identity', () => {
    const claiming = humanTrust(signIn, CLAIMS, OFFICE_HOURS);
    const sent = { ...context, ...OFFICE, 'sts:SourceIdentity': ALICE };
    expect(notAllowed(policiesOf(claiming), '*', principals.flatMap((who) => [
      request('with a source identity', signIn.action, who, sent),
      request('with a source identity', 'sts:SetSourceIdentity', who, sent),
      request('with a tag', 'sts:TagSession', who, { ...sent, 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' }),
    ]))).toEqual([]);
    const forged = principals.flatMap((who) => ['alice@example.org', 'alice', '', undefined].flatMap((value) => [signIn.action, 'sts:SetSourceIdentity'].map((action) =>
      request(`the source identity ${String(value)}`, action, who, { ...sent, 'sts:SourceIdentity': value }))));
    const tagged = principals.flatMap((who) => [['Admin'], ['team', 'Admin'], ['Team'], undefined].map((keys) =>
      request(`the tags ${String(keys)}`, 'sts:TagSession', who, { ...sent, 'aws:TagKeys': keys })));
    expect(notDenied(policiesOf(claiming), '*', [...forged, ...tagged])).toEqual([]);
    expect(notDenied(policiesOf(claiming), '*', impostorsOf(visitor).map((one) => ({ ...one, context: { ...one.context, 'sts:SourceIdentity': ALICE, 'aws:TagKeys': ['team'] } }))))
      .toEqual([]);
  });
});

describe('all users of an account', () => {
  const trust = humanTrust(userSignIn([`arn:aws:iam::${ACCOUNT}:root`]), NONE);
  const session = (name: string) => ({ 'aws:MultiFactorAuthPresent': 'true', 'sts:RoleSessionName': name });
  const user = (name: string, context = session(name)) => request(name, 'sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:user/${name}`, context);

  test('take the role with MFA and under their name', () => {
    expect(notAllowed(policiesOf(trust), '*', ['alice', 'bob', 'admin'].map((name) => user(name)))).toEqual([]);
  });

  test('do not take it else, and roles, machines and other accounts never do', () => {
    const attacks = [
      ...['alice', 'bob'].flatMap((name) => [{}, { ...session(name), 'aws:MultiFactorAuthPresent': 'false' }, session('admin'), session('*')].map((context) =>
        user(name, context as ReturnType<typeof session>))),
      ...strangersRequests(ENTRIES).flatMap((one) => [one, { ...one, context: { ...session('alice'), ...one.context } }]),
    ];
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(notDenied(policiesOf(trust), '*', attacks)).toEqual([]);
  });

  test('do not take it when their own policies do not let them', () => {
    const idle = { ...policiesOf(trust), identityPolicies: [] };
    expect(notDenied(idle, '*', [user('alice')])).toEqual([]);
  });
});

test('a session of a permission set goes on into the role', () => {
  const [role] = ofSet(`Operator_${SUFFIX}`);
  expect(notAllowed(policiesOf(humanTrust(identityCenterSignIn('Operator', ACCOUNT, 'aws'), NONE)),
    `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Operator_${SUFFIX}/alice`,
    [{ what: 'alice', action: 'sts:AssumeRole', resource: ROLE_ARN, context: { 'aws:PrincipalArn': role } }])).toEqual([]);
});
