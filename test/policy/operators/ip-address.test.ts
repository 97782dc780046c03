import { BlockList } from 'net';
import * as fc from 'fast-check';
import { ipAddress } from '../../../src/policy/operators/ip-address';
import { tokenText } from '../../../src/policy/text';

const token = tokenText({ kind: 'opaque', label: 'T', identity: 'T' });

/** The ranges are those of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress */
test.each([
  ['203.0.113.0/24', '203.0.113.0', 'yes'],
  ['203.0.113.0/24', '203.0.113.255', 'yes'],
  ['203.0.113.0/24', '203.0.114.0', 'no'],
  ['203.0.113.77/24', '203.0.113.1', 'yes'],
  ['203.0.113.5', '203.0.113.5', 'yes'],
  ['203.0.113.5', '203.0.113.6', 'no'],
  ['0.0.0.0/0', '255.255.255.255', 'yes'],
  ['2001:DB8:1234:5678::/64', '2001:db8:1234:5678:ffff::1', 'yes'],
  ['2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', 'no'],
  ['2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0001', 'yes'],
  ['::ffff:0:0/96', '::ffff:203.0.113.5', 'yes'],
  ['::/0', '2001:db8::1', 'yes'],
  ['::/0', '203.0.113.5', 'no'],
  ['0.0.0.0/0', '2001:db8::1', 'no'],
  ['203.0.113.0/24', '203.0.113.0/24', 'no'],
  ['203.0.113.0/24', 'vpce', 'no'],
])('%s against %s: %s', (range, address, verdict) => {
  expect(ipAddress.compile(range)(address)).toBe(verdict);
});

test.each(['203.0.113.0/24', '203.0.113.5', '::1', '2001:db8::/32', '0.0.0.0/0'])('%s is a range', (range) => {
  expect(ipAddress.isValid!(range)).toBe(true);
});

test.each(['', '203.0.113/24', '203.0.113.0/33', '::/129', '203.0.113.0/', '203.0.113.0/24/8', '203.0.113.*', '256.0.0.1', 'fe80::1%eth0', '1.2.3.4/-1'])(
  '%p is no range and matches nothing', (range) => {
    expect(ipAddress.isValid!(range)).toBe(false);
    expect(ipAddress.compile(range)('203.0.113.5')).toBe('no');
  },
);

test('the ranges are those of Node.js', () => {
  const group = fc.constantFrom(0, 1, 0x80, 0xff, 0x2001, 0xffff);
  const v6 = fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.map((number) => number.toString(16)).join(':'));
  const v4 = fc.array(fc.constantFrom(0, 1, 127, 128, 255), { minLength: 4, maxLength: 4 }).map((octets) => octets.join('.'));
  const check = (address: string, prefix: number, value: string, type: 'ipv4' | 'ipv6') => {
    const list = new BlockList();
    list.addSubnet(address, prefix, type);
    expect(ipAddress.compile(`${address}/${prefix}`)(value)).toBe(list.check(value, type) ? 'yes' : 'no');
  };
  fc.assert(fc.property(v4, v4, fc.integer({ min: 0, max: 32 }), (address, value, prefix) => check(address, prefix, value, 'ipv4')));
  fc.assert(fc.property(v6, v6, fc.integer({ min: 0, max: 128 }), (address, value, prefix) => {
    fc.pre(!/^0:0:0:0:0:(0|ffff):/.test(value) && !/^0:0:0:0:0:(0|ffff):/.test(address));
    check(address, prefix, value, 'ipv6');
  }));
});

test('nobody knows whether a token lies in a range', () => {
  expect(ipAddress.compile('203.0.113.0/24')(token)).toBe('unknown');
  expect(ipAddress.compile(token)('203.0.113.5')).toBe('unknown');
});
