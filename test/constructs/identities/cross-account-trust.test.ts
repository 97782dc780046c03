import { Aws, Fn } from 'aws-cdk-lib';
import { ROLE_ARN, similar, strangersRequests, WEB_IDENTITY, without } from './strangers';
import {
  CrossAccountCallers, crossAccountTrust, CrossAccountTrust, generatedExternalId,
} from '../../../src/constructs/identities/cross-account-trust';
import { documentJson, StatementJson } from '../../../src/policy/policy-json';
import { ACCOUNT, ADMINISTRATOR_ACCESS, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const PARTNER = '444455556666';
const OTHER = '999988887777';
const ID = 'acme-7f3a9c1';
const ORGANIZATION = 'o-a1b2c3d4e5';
const UNIT = `${ORGANIZATION}/r-ab12/ou-ab12-11111111/`;
const PLACE = { partition: 'aws', account: ACCOUNT };

/** Someone who calls AssumeRole, as AWS describes the request. */
interface Call {
  readonly principalArn: string;
  /** Of sessions, the role with its path. */
  readonly role?: string;
  readonly externalId?: string;
  readonly organization?: string;
  readonly path?: string;
  readonly action?: string;
}

const iamArn = (name: string, account = PARTNER) => `arn:aws:iam::${account}:${name}`;
const session = (role: string, account = PARTNER) => `arn:aws:sts::${account}:assumed-role/${role}/run`;
const COLLECTOR = iamArn('role/collector');
const CALL: Call = { principalArn: COLLECTOR, externalId: ID, organization: ORGANIZATION, path: `${UNIT}ou-ab12-22222222/` };

function requestOf(what: string, changes: Partial<Call> = {}): ProofRequest {
  const { principalArn, role, externalId, organization, path, action = 'sts:AssumeRole' } = { ...CALL, ...changes };
  const context = {
    ...(role !== undefined && { 'aws:PrincipalArn': role }),
    ...(externalId !== undefined && { 'sts:ExternalId': externalId }),
    ...(organization !== undefined && { 'aws:PrincipalOrgID': organization, 'aws:PrincipalOrgPaths': [path!] }),
  };
  return { what, action, resource: ROLE_ARN, principalArn, context };
}

const policiesOf = (statements: readonly StatementJson[]) => ({ identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: documentJson(statements) });
const trustOf = (callers: CrossAccountCallers) => crossAccountTrust(callers, PLACE);
const admitted = (callers: CrossAccountCallers, requests: ProofRequest[]) => notAllowed(policiesOf(trustOf(callers)), '*', requests);
const refused = (callers: CrossAccountCallers, requests: ProofRequest[]) => notDenied(policiesOf(trustOf(callers)), '*', requests);

const ACTIONS = ['sts:TagSession', 'sts:SetSourceIdentity', WEB_IDENTITY, 'sts:AssumeRoleWithSAML'];
/** Strangers who know all that callers say of themselves. */
const STRANGERS = [...strangersRequests(['sts:AssumeRole', WEB_IDENTITY]), ...strangersRequests(['sts:AssumeRole']).map((request) =>
  ({ ...request, what: `${request.what}, with the external id`, context: { ...request.context, 'sts:ExternalId': ID } }))];

const OTHER_PRINCIPALS = [
  ...['collector-evil', 'evil-collector', 'Collector', 'COLLECTOR', 'collecto', 'collector2', 'team/collector', 'collector/evil', 'service-role/collector']
    .map((name) => requestOf(`the role ${name} of the account`, { principalArn: iamArn(`role/${name}`) })),
  requestOf('a user of the same name', { principalArn: iamArn('user/collector') }),
  requestOf('the root user of the account', { principalArn: iamArn('root') }),
  requestOf('an administrator of the account', { principalArn: iamArn('role/Admin') }),
  requestOf('a session of another role', { principalArn: session('Admin') }),
  requestOf('a session that is named as the role', { principalArn: `arn:aws:sts::${PARTNER}:assumed-role/Admin/collector` }),
  requestOf('a session of a role of the same name with a path', { principalArn: session('collector'), role: iamArn('role/team/collector') }),
  requestOf('a federated user of the same name', { principalArn: `arn:aws:sts::${PARTNER}:federated-user/collector` }),
  ...[OTHER, '444455556667', '044455556666'].flatMap((account) => [
    requestOf(`the same role in ${account}`, { principalArn: iamArn('role/collector', account) }),
    requestOf(`a session of the same role in ${account}`, { principalArn: session('collector', account) }),
  ]),
  requestOf('the same role of another partition', { principalArn: `arn:aws-cn:iam::${PARTNER}:role/collector` }),
  ...ACTIONS.map((action) => requestOf(action, { action })),
];

const WITHOUT_EXTERNAL_ID = [
  requestOf('no external id', { externalId: undefined }),
  ...similar(ID).map((externalId) => requestOf(`the external id "${externalId}"`, { externalId })),
  ...['ACME-7F3A9C1', 'acme-7f3a9c2', 'globex-1b2c3d4', `${ID},${ID}`, ` ${ID}`, `${ID}\n`, '${sts:ExternalId}', '*-7f3a9c1', 'acme-???????']
    .map((externalId) => requestOf(`the external id ${JSON.stringify(externalId)}`, { externalId })),
];

describe('a third party', () => {
  const callers = { principals: [COLLECTOR], externalId: ID };
  const attacks = [...STRANGERS, ...OTHER_PRINCIPALS, ...WITHOUT_EXTERNAL_ID];

  test(`withstands ${attacks.length} attacks`, () => {
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(refused(callers, attacks)).toEqual([]);
  });

  test('comes as its role, or in a session of it, with the external id', () => {
    expect(admitted(callers, [requestOf('the role'), requestOf('a session', { principalArn: session('collector') })])).toEqual([]);
  });

  test('could act for any of its customers without the external id', () => {
    const [statement] = trustOf(callers);
    expect(notDenied(policiesOf([without('sts:ExternalId', statement)]), '*', WITHOUT_EXTERNAL_ID)).toHaveLength(WITHOUT_EXTERNAL_ID.length);
  });

  test('may have to be in its organization, too', () => {
    const inOrganization = { ...callers, organizationId: ORGANIZATION };
    expect(admitted(inOrganization, [requestOf('in the organization')])).toEqual([]);
    expect(refused(inOrganization, [...attacks, requestOf('out of it', { organization: undefined }), requestOf('in another', { organization: 'o-zzzzzzzzzz' })])).toEqual([]);
  });

  test('may name a role that does not exist yet', () => {
    const byName = { principalsByName: [COLLECTOR, iamArn('role/team/scanner')], externalId: ID };
    expect(admitted(byName, [
      requestOf('the role'), requestOf('a session', { principalArn: session('collector') }), requestOf('the other', { principalArn: iamArn('role/team/scanner') }),
      requestOf('a session of the other', { principalArn: session('scanner'), role: iamArn('role/team/scanner') }),
    ])).toEqual([]);
    expect(refused(byName, attacks)).toEqual([]);
  });

  test('of two accounts names roles of each, and no role of the one in the other', () => {
    const byName = { principalsByName: [COLLECTOR, iamArn('role/scanner', OTHER)], externalId: ID };
    expect(refused(byName, [
      requestOf('the collector of the other', { principalArn: iamArn('role/collector', OTHER) }), requestOf('the scanner of the first', { principalArn: iamArn('role/scanner') }),
    ])).toEqual([]);
  });

  test('as a whole account is everyone in it who knows the external id, which is why that asks for a reason', () => {
    const whole = { accounts: [PARTNER], externalId: ID };
    expect(admitted(whole, [requestOf('any role', { principalArn: iamArn('role/Admin') }), requestOf('any user', { principalArn: iamArn('user/intern') })])).toEqual([]);
    expect(refused(whole, [...STRANGERS, ...WITHOUT_EXTERNAL_ID, requestOf('another account', { principalArn: iamArn('role/collector', OTHER) })])).toEqual([]);
    expect(() => CrossAccountTrust.thirdParty({ accounts: [PARTNER] })).toThrow('accountRootReason: found "", expected a reason of at least 20 characters');
    expect(() => CrossAccountTrust.thirdParty({ accounts: [PARTNER], accountRootReason: 'the vendor does not tell which role it uses' })).not.toThrow();
  });
});

describe('the own organization', () => {
  const callers = { principals: [COLLECTOR], organizationId: ORGANIZATION, ofOwnOrganization: true };
  const OTHER_ORGANIZATIONS = [
    requestOf('an account that left the organization', { organization: undefined }),
    ...['o-zzzzzzzzzz', 'o-a1b2c3d4e', 'o-a1b2c3d4e5f', 'O-A1B2C3D4E5', 'o-*', '*', ''].map((organization) => requestOf(`the organization "${organization}"`, { organization })),
  ];
  const attacks = [...STRANGERS, ...OTHER_PRINCIPALS, ...OTHER_ORGANIZATIONS];

  test(`withstands ${attacks.length} attacks`, () => {
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(refused(callers, attacks)).toEqual([]);
  });

  test('needs no external id', () => {
    expect(admitted(callers, [requestOf('the role', { externalId: undefined }), requestOf('with one', {})])).toEqual([]);
  });

  test('may ask for an external id', () => {
    expect(refused({ ...callers, externalId: ID }, [...attacks, ...WITHOUT_EXTERNAL_ID])).toEqual([]);
  });

  test('lets callers keep their source identity, and nobody choose one', () => {
    const action = 'sts:SetSourceIdentity';
    const keeping = (request: ProofRequest) => ({ ...request, context: { ...request.context, 'aws:SourceIdentity': 'alice', 'sts:SourceIdentity': 'alice' } });
    const choosing = { ...requestOf('a new one', { action }), context: { ...requestOf('').context, 'sts:SourceIdentity': 'alice' } };
    expect(admitted(callers, [keeping(requestOf('the one it has', { action }))])).toEqual([]);
    expect(refused(callers, [choosing, ...attacks.filter((attack) => attack.action === 'sts:AssumeRole').map((attack) => keeping({ ...attack, action }))])).toEqual([]);
    expect(refused({ principals: [COLLECTOR], externalId: ID }, [keeping(requestOf('a third party', { action }))])).toEqual([]);
  });

  test('would be any organization without the condition on its id', () => {
    expect(notDenied(policiesOf([without('aws:PrincipalOrgID', trustOf(callers)[0])]), '*', OTHER_ORGANIZATIONS)).toHaveLength(OTHER_ORGANIZATIONS.length);
  });

  const inUnit = (path: string) => requestOf(path, { path });
  const SIBLINGS = [
    `${ORGANIZATION}/`, `${ORGANIZATION}/r-ab12/`, `${ORGANIZATION}/r-ab12/ou-ab12-111111112/`, `${ORGANIZATION}/r-ab12/ou-ab12-22222222/`, `${ORGANIZATION}/r-ab12/ou-ab12-1111111/`,
    `${ORGANIZATION}/r-ab12/ou-ab12-22222222/ou-ab12-11111111/`, `${ORGANIZATION}/r-zz99/ou-ab12-11111111/`, 'o-zzzzzzzzzz/r-ab12/ou-ab12-11111111/',
    `o-zzzzzzzzzz/${UNIT}`, UNIT.slice(0, -1), UNIT.toUpperCase(), '',
  ].map(inUnit);

  test('may be limited to a unit and those below it, and not to its siblings', () => {
    const limited = { ...callers, organizationPaths: [`${UNIT}*`] };
    expect(admitted(limited, [inUnit(UNIT), inUnit(`${UNIT}ou-ab12-22222222/`)])).toEqual([]);
    expect(refused(limited, [...attacks, ...SIBLINGS])).toEqual([]);
  });

  test('may be limited to one unit alone', () => {
    const limited = { ...callers, organizationPaths: [UNIT] };
    expect(admitted(limited, [inUnit(UNIT)])).toEqual([]);
    expect(refused(limited, [...attacks, ...SIBLINGS, inUnit(`${UNIT}ou-ab12-22222222/`)])).toEqual([]);
  });

  test('may name a role that does not exist yet', () => {
    const byName = { principalsByName: [COLLECTOR], organizationId: ORGANIZATION, organizationPaths: [`${UNIT}*`], ofOwnOrganization: true };
    expect(admitted(byName, [requestOf('the role'), requestOf('a session', { principalArn: session('collector') })])).toEqual([]);
    expect(refused(byName, [...attacks, ...SIBLINGS])).toEqual([]);
  });
});

describe('the external id that is made', () => {
  test('is always the same, and differs by construct and by account', () => {
    const made = generatedExternalId(ACCOUNT, 'Stack/Vendor');
    expect(generatedExternalId(ACCOUNT, 'Stack/Vendor')).toBe(made);
    expect(new Set([made, generatedExternalId(ACCOUNT, 'Stack/Other'), generatedExternalId(PARTNER, 'Stack/Vendor')]).size).toBe(3);
    expect(made).toMatch(/^[\w+=,.@:/-]{2,1224}$/);
  });
});

const THIRD_PARTY = { principals: [COLLECTOR] };

test.each<[Partial<CrossAccountCallers>, string]>([
  [{ principals: [] }, 'principals: found nothing, expected the ARN of at least one role or user; or principalsByName, or accounts'],
  [{ principals: ['*'] }, 'principals: found "*", expected the ARN of one role or user'],
  [{ principals: [''] }, 'principals: found ""'],
  [{ principals: [PARTNER] }, `principals: found "${PARTNER}", expected`],
  [{ principals: [iamArn('root')] }, 'without wildcards; whole accounts go into accounts'],
  [{ principals: [iamArn('role/*')] }, 'principals: found "arn:aws:iam::444455556666:role/*"'],
  [{ principals: [iamArn('role/collect?r')] }, 'principals: found'],
  [{ principals: ['arn:aws:iam::*:role/collector'] }, 'principals: found "arn:aws:iam::*:role/collector"'],
  [{ principals: [`arn:aws:iam::${Aws.ACCOUNT_ID}*:role/collector`] }, 'principals: found'],
  [{ principals: [session('collector')] }, 'principals: found'],
  [{ principals: [`arn:aws:sts::${PARTNER}:federated-user/x`] }, 'principals: found'],
  [{ principals: ['ec2.amazonaws.com'] }, 'principals: found "ec2.amazonaws.com"'],
  [{ principalsByName: ['arn:aws:iam::*:role/*'] }, 'principalsByName: found "arn:aws:iam::*:role/*"'],
  [{ principalsByName: [Fn.importValue('Role')] }, 'an ARN of which the account can be read'],
  [{ accounts: ['*'], accountRootReason: 'a reason that is long enough' }, 'accounts: found "*", expected an account id of 12 digits'],
  [{ accounts: [PARTNER], accountRootReason: 'why not' }, 'accountRootReason: found "why not"'],
  [{ externalId: 'x' }, 'externalId: found "x", expected 2 to 1224 letters, digits and _+=,.@:/-'],
  [{ externalId: 'x'.repeat(1225) }, 'externalId: found'],
  [{ externalId: 'two words' }, 'externalId: found "two words"'],
  [{ externalId: 'acme-*' }, 'externalId: found "acme-*"'],
  [{ externalId: 'größe' }, 'externalId: found "größe"'],
  [{ organizationId: 'o-*' }, 'organizationId: found "o-*"'],
  [{ organizationId: ORGANIZATION, organizationPaths: [] }, 'at least one path'],
  [{ organizationId: ORGANIZATION, organizationPaths: ['*'] }, 'organizationPaths: found "*", expected a path in o-a1b2c3d4e5'],
  [{ organizationId: ORGANIZATION, organizationPaths: ['o-zzzzzzzzzz/r-ab12/ou-ab12-11111111/'] }, 'expected a path in o-a1b2c3d4e5'],
  [{ organizationId: ORGANIZATION, organizationPaths: [`${ORGANIZATION}/r-ab12/ou-ab12-1111*`] }, 'ending in a slash or in /*'],
  [{ organizationId: ORGANIZATION, organizationPaths: [Fn.importValue('Path')] }, 'a text that is known when the app is synthesized'],
])('a trust that is too wide, or none, is refused: %j', (props, message) => {
  const all = { ...THIRD_PARTY, ...props };
  expect(() => (all.organizationPaths
    ? CrossAccountTrust.organization({ organizationId: ORGANIZATION, ...all })
    : CrossAccountTrust.thirdParty(all))).toThrow(message);
});

test.each([['ab'], ['x'.repeat(1224)], ['Az09_+=,.@:/-'], [Fn.importValue('ExternalId')]])('an external id at the edge passes: %s', (externalId) => {
  expect(() => CrossAccountTrust.thirdParty({ ...THIRD_PARTY, externalId })).not.toThrow();
});

test.each<[Partial<CrossAccountCallers>]>([
  [{ principals: [iamArn('role/app', ACCOUNT)] }], [{ principalsByName: [iamArn('user/alice', ACCOUNT)] }], [{ accounts: [ACCOUNT] }],
])('the own account is refused: %j', (callers) => {
  expect(() => trustOf(callers)).toThrow('expected another account than the role is in');
});

test('the own account is refused as a token, too', () => {
  const principals = [`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/app`];
  expect(() => crossAccountTrust({ principals }, { partition: Aws.PARTITION, account: Aws.ACCOUNT_ID })).toThrow('expected another account than the role is in');
});

test('the root of an account is of the partition of the role', () => {
  const [statement] = crossAccountTrust({ accounts: [PARTNER] }, { partition: 'aws-us-gov', account: ACCOUNT });
  expect(statement.Principal).toEqual({ AWS: [`arn:aws-us-gov:iam::${PARTNER}:root`] });
});
