import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { PolicyConditions } from '../../../../src/constructs/identities/policy-conditions';
import { allows, holds, passes, SERVICE, SERVICE_LINKED_ROLE } from '../../../support/condition-proof';

const VPC = 'vpc-0123456789abcdef0';
const ENDPOINT = 'vpce-0123456789abcdef0';
const office = PolicyConditions.network({ cidrs: ['203.0.113.0/24', '2001:db8:1234::/48'] });
const throughVpc = { 'aws:SourceVpc': VPC, 'aws:SourceVpce': ENDPOINT, 'aws:VpcSourceIp': '10.0.1.7' };
const throughOther = { 'aws:SourceVpc': 'vpc-99999999', 'aws:SourceVpce': 'vpce-99999999', 'aws:VpcSourceIp': '10.0.1.7' };

test.each([
  ['an address of the range', '203.0.113.7', true],
  ['an address beside the range', '203.0.114.7', false],
  ['an IPv6 address of the range', '2001:db8:1234::7', true],
  ['an IPv6 address beside the range', '2001:db8:1235::7', false],
])('%s', (_name, address, expected) => {
  expect(holds(office, { 'aws:SourceIp': address })).toBe(expected);
});

test('a client with an IPv6 address is outside of ranges of IPv4', () => {
  expect(holds(PolicyConditions.network({ cidrs: ['203.0.113.0/24'] }), { 'aws:SourceIp': '2001:db8:1234::7' })).toBe(false);
});

test('a request through a VPC endpoint has no public address: it is outside of public ranges', () => {
  expect(holds(office, throughVpc)).toBe(false);
});

test('a request that tells no network at all is outside of any', () => {
  [office, PolicyConditions.network({ vpcIds: [VPC] }), PolicyConditions.network({ vpcEndpointIds: [ENDPOINT] }),
    PolicyConditions.network({ cidrs: ['203.0.113.7'], vpcIds: [VPC] }), PolicyConditions.network({ vpcIds: [VPC], vpcCidrs: ['10.0.1.0/24'] })].forEach((condition) => expect(holds(condition, {})).toBe(false));
});

test('a request over the internet is outside of VPCs and endpoints', () => {
  expect(holds(PolicyConditions.network({ vpcIds: [VPC], vpcEndpointIds: [ENDPOINT] }), { 'aws:SourceIp': '203.0.113.7' })).toBe(false);
});

test.each([
  ['a VPC', { vpcIds: [VPC] }],
  ['an endpoint', { vpcEndpointIds: [ENDPOINT] }],
  ['either', { vpcIds: ['vpc-11111111'], vpcEndpointIds: [ENDPOINT] }],
  ['private addresses in a VPC', { vpcIds: [VPC], vpcCidrs: ['10.0.1.0/24'] }],
])('%s lets its own requests pass, and no others', (_name, props) => {
  const condition = PolicyConditions.network(props);
  expect([throughVpc, throughOther].map((context) => holds(condition, context))).toEqual([true, false]);
});

test('the same private address in another VPC, or another address in the VPC, is outside', () => {
  const condition = PolicyConditions.network({ vpcIds: [VPC], vpcCidrs: ['10.0.1.0/24'] });
  expect(holds(condition, { ...throughVpc, 'aws:VpcSourceIp': '10.0.2.7' })).toBe(false);
  expect(holds(condition, throughOther)).toBe(false);
});

describe('public ranges and VPCs together', () => {
  const both = PolicyConditions.network({ cidrs: ['203.0.113.0/24'], vpcIds: [VPC], vpcCidrs: ['10.0.1.0/24'] });

  test('let either pass, and nothing else', () => {
    const asked = [{ 'aws:SourceIp': '203.0.113.7' }, throughVpc, { 'aws:SourceIp': '198.51.100.7' }, throughOther, { ...throughVpc, 'aws:VpcSourceIp': '10.9.9.9' }];
    expect(asked.map((context) => holds(both, context))).toEqual([true, true, false, false, false]);
  });

  test('do not fit into one Allow: the error says what to use', () => {
    expect(() => both.allow).toThrow('found a condition that holds in one of 2 ways, expected one that fits into one Allow statement: use allowAny');
  });
});

describe('what AWS does', () => {
  const elsewhere = { 'aws:SourceIp': '198.51.100.7' };
  const onBehalf = { ...elsewhere, 'aws:ViaAWSService': true, 'aws:CalledVia': ['athena.amazonaws.com'] };

  test('on behalf of the principal is let pass by the Deny, and not by the Allow', () => {
    expect([passes(office, onBehalf), allows(office, onBehalf)]).toEqual([true, false]);
  });

  test('as itself is let pass by the Deny, and not by the Allow', () => {
    [SERVICE, SERVICE_LINKED_ROLE].forEach((principal) => {
      expect([passes(office, elsewhere, principal), allows(office, elsewhere, principal)]).toEqual([true, false]);
    });
  });

  test('is not assumed of a service that does not tell whether it acts on behalf of somebody', () => {
    expect(passes(office, { ...elsewhere, 'aws:ViaAWSService': null })).toBe(false);
  });

  test('is not assumed of a role whose name only looks like that of a service-linked one', () => {
    expect(passes(office, elsewhere, 'arn:aws:iam::111122223333:role/AWSServiceRoleForConfig')).toBe(false);
  });

  test('is let pass in other partitions too', () => {
    expect(passes(office, elsewhere, SERVICE_LINKED_ROLE.replace('arn:aws:', 'arn:aws-us-gov:'))).toBe(true);
  });
});

test.each([
  [{}, 'cidrs: found nothing, expected a range, or vpcIds or vpcEndpointIds'],
  [{ cidrs: [] }, 'cidrs: found nothing'],
  [{ vpcCidrs: ['10.0.0.0/8'] }, 'vpcCidrs: found 10.0.0.0/8, expected vpcIds or vpcEndpointIds beside them'],
  [{ cidrs: ['203.0.113.0/33'] }, 'cidrs: found "203.0.113.0/33", expected an IPv4 or IPv6 address or range'],
  [{ cidrs: ['203.0.113'] }, 'cidrs: found "203.0.113"'],
  [{ cidrs: ['0.0.0.0/0'] }, 'cidrs: found "0.0.0.0/0", expected an IPv4 or IPv6 address or range that is not all of them'],
  [{ cidrs: ['::/0'] }, 'that is not all of them'],
  [{ cidrs: ['203.0.113.0/024'] }, 'cidrs: found "203.0.113.0/024"'],
  [{ cidrs: ['0.0.0.0/1', '128.0.0.0/1'] }, 'cidrs: found "0.0.0.0/1", expected ranges of /8 (IPv4) or /32 (IPv6) at the widest'],
  [{ cidrs: ['2000::/3'] }, 'cidrs: found "2000::/3", expected ranges of /8 (IPv4) or /32 (IPv6) at the widest'],
  [{ cidrs: ['10.0.0.0/8'] }, 'cidrs: found "10.0.0.0/8", expected public addresses: AWS sees private ones through VPC endpoints only, see vpcCidrs'],
  [{ cidrs: ['fd00::/8'] }, 'expected public addresses'],
  [{ vpcIds: ['vpce-0123456789abcdef0'] }, 'vpcIds: found "vpce-0123456789abcdef0", expected the id of a VPC'],
  [{ vpcEndpointIds: ['vpc-0123456789abcdef0'] }, 'vpcEndpointIds: found "vpc-0123456789abcdef0", expected the id of a VPC endpoint'],
  [{ vpcIds: ['*'] }, 'vpcIds: found "*"'],
])('refuses %j', (props, message) => {
  expect(() => PolicyConditions.network(props)).toThrow(message);
});

test('takes values, and whole lists, that are known only when they are deployed', () => {
  const stack = new Stack(new App(), 'Stack');
  const vpc = new CfnParameter(stack, 'Vpc');
  const cidrs = new CfnParameter(stack, 'Cidrs', { type: 'CommaDelimitedList' });
  const condition = PolicyConditions.network({ cidrs: cidrs.valueAsList, vpcIds: [vpc.valueAsString] });
  expect(stack.resolve(condition.allowAny)).toEqual([{ IpAddress: { 'aws:SourceIp': { Ref: 'Cidrs' } } }, { StringEquals: { 'aws:SourceVpc': [{ Ref: 'Vpc' }] } }]);
});
