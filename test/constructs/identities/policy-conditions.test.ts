import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { policyProblems } from '../../../src/analysis/validation/policy-problems';
import { PolicyCondition } from '../../../src/constructs/identities/policy-condition';
import { PolicyConditions } from '../../../src/constructs/identities/policy-conditions';
import { parseDocument } from '../../../src/policy/document';
import { allows, Asked, passes, SERVICE, SERVICE_LINKED_ROLE, USER } from '../../support/condition-proof';

const VPC = 'vpc-0123456789abcdef0';
const ENDPOINT = 'vpce-0123456789abcdef0';
const ORGANIZATION = 'o-a1b2c3d4e5';

/** Of principals that are no AWS service. */
const CONDITIONS: readonly (readonly [name: string, condition: PolicyCondition])[] = [
  ['a public range', PolicyConditions.network({ cidrs: ['203.0.113.0/24', '2001:db8:1234::/48'] })],
  ['a VPC', PolicyConditions.network({ vpcIds: [VPC] })],
  ['a part of a VPC or endpoint, or a public range', PolicyConditions.network({ cidrs: ['203.0.113.0/24'], vpcIds: [VPC], vpcEndpointIds: [ENDPOINT], vpcCidrs: ['10.0.1.0/24'] })],
  ['an organization', PolicyConditions.organization(ORGANIZATION)],
  ['units of an organization', PolicyConditions.organizationPaths(`${ORGANIZATION}/r-ab12/ou-ab12-11111111/*`, `${ORGANIZATION}/r-ab12/ou-ab12-22222222/`)],
  ['a second factor', PolicyConditions.mfa()],
  ['a fresh second factor', PolicyConditions.mfa({ maxAge: Duration.hours(1) })],
  ['a time window', PolicyConditions.timeWindow({ notBefore: '2026-01-31T08:00:00Z', notAfter: '2026-01-31T18:00:00Z' })],
  ['tags of the resource', PolicyConditions.tagMatch('team', 'stage')],
  ['tags of the request', PolicyConditions.requestTagMatch('team')],
  ['encryption', PolicyConditions.secureTransport({ minimumTls: 1.2 })],
  ['all at once', PolicyCondition.all(
    PolicyConditions.network({ cidrs: ['203.0.113.0/24'], vpcEndpointIds: [ENDPOINT] }), PolicyConditions.organization(ORGANIZATION),
    PolicyConditions.mfa({ maxAge: Duration.hours(1) }), PolicyConditions.tagMatch('team'), PolicyConditions.secureTransport(),
  )],
];
const SOURCE = PolicyConditions.source({ accounts: ['111122223333'], arns: ['arn:aws:cloudtrail:*:111122223333:trail/*'] });

const maybe = <T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values);

/** Each key missing, as wanted, and otherwise; where the values of two keys go together, as AWS sends them. */
const CONTEXT: fc.Arbitrary<Asked> = fc.record({
  'aws:SourceIp': maybe('203.0.113.7', '198.51.100.7', '2001:db8:1234::1', '2001:db8:9999::1'),
  'aws:SourceVpc': maybe(VPC, 'vpc-99999999'),
  'aws:SourceVpce': maybe(ENDPOINT, 'vpce-99999999'),
  'aws:VpcSourceIp': maybe('10.0.1.7', '10.0.2.7'),
  'aws:PrincipalOrgID': maybe(ORGANIZATION, 'o-zzzzzzzzzz'),
  'aws:PrincipalOrgPaths': maybe([`${ORGANIZATION}/r-ab12/ou-ab12-11111111/ou-ab12-33333333/`], [`${ORGANIZATION}/r-ab12/ou-ab12-22222222/`], ['o-z/r-z/'], []),
  'aws:MultiFactorAuthPresent': maybe(true, false),
  'aws:MultiFactorAuthAge': maybe(0, 3600, 3601),
  'aws:CurrentTime': maybe('2026-01-31T07:59:59Z', '2026-01-31T08:00:00Z', '2026-01-31T18:00:00Z', '2026-01-31T18:00:01Z'),
  'aws:PrincipalTag/team': maybe('', 'blue', '*'),
  'aws:ResourceTag/TEAM': maybe('', 'blue', 'red'),
  'aws:RequestTag/team': maybe('', 'blue', 'red'),
  'aws:PrincipalTag/stage': maybe('prod', 'test'),
  'aws:ResourceTag/stage': maybe('prod', 'test'),
}).chain((context) => fc.constantFrom<Asked>(
  { 'aws:SecureTransport': false }, { 'aws:SecureTransport': true, 's3:TlsVersion': '1.2' }, { 'aws:SecureTransport': true, 's3:TlsVersion': '1.1' },
).map((transport) => ({ ...context, ...transport })));

describe.each(CONDITIONS)('%s', (_name, condition) => {
  test('is allowed by the one form exactly where the other does not deny it', () => {
    fc.assert(fc.property(CONTEXT, (context) => allows(condition, context) === passes(condition, context)), { numRuns: 150 });
  });

  test('denies nothing that it allows, whoever asks, and whether AWS acts on behalf of somebody', () => {
    const who = fc.constantFrom(USER, SERVICE, SERVICE_LINKED_ROLE, '*');
    fc.assert(fc.property(CONTEXT, who, maybe(true, false), (context, principal, via) => {
      const asked = { ...context, 'aws:ViaAWSService': via };
      return !allows(condition, asked, principal) || passes(condition, asked, principal);
    }), { numRuns: 100 });
  });

  test('opens to no request without a key', () => {
    expect([USER, SERVICE].map((principal) => allows(condition, {}, principal))).toEqual([false, false]);
  });
});

test('of services, a source is allowed by the one form exactly where the other does not deny it', () => {
  const context = fc.record({
    'aws:SourceAccount': maybe('111122223333', '444455556666'),
    'aws:SourceArn': maybe('arn:aws:cloudtrail:eu-west-1:111122223333:trail/a', 'arn:aws:cloudtrail:eu-west-1:444455556666:trail/a'),
  });
  fc.assert(fc.property(context, (asked) => allows(SOURCE, asked, SERVICE) === passes(SOURCE, asked, SERVICE)));
});

test('what is written is free of problems', () => {
  const statements = [...CONDITIONS.map(([, condition]) => condition), SOURCE].flatMap(({ allowAny, denyUnless }) => [
    ...allowAny.map((Condition) => ({ Effect: 'Allow', Action: ['s3:PutObject', 'ec2:CreateVolume'], Resource: '*', Condition })),
    ...denyUnless.map((Condition) => ({ Effect: 'Deny', Action: ['s3:PutObject', 'ec2:CreateVolume'], Resource: '*', Condition })),
  ]);
  expect(policyProblems(parseDocument({ Version: '2012-10-17', Statement: statements }, 'identity'), 'identity')).toEqual([]);
});
