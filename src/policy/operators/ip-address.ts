import { isIPv4, isIPv6 } from 'net';
import { remember } from '../remember';
import { Comparison } from './comparison';

interface Address {
  /** Bits of an address of this version. */
  readonly width: 32 | 128;
  readonly number: bigint;
}

interface Range extends Address {
  readonly prefix: number;
}

/** An IPv4 or IPv6 address, or a range in CIDR notation; an address alone is a range of one. */
export const ipAddress: Comparison = {
  takesVariables: false,
  isValid: (value) => parseRange(value) !== undefined,
  compile(policyValue) {
    const range = typeof policyValue === 'string' ? parseRange(policyValue) : undefined;
    if (!range) {
      return () => (typeof policyValue === 'string' ? 'no' : 'unknown');
    }
    return (value) => {
      if (typeof value !== 'string') {
        return 'unknown';
      }
      const address = parseAddress(value);
      return address && contains(range, address) ? 'yes' : 'no';
    };
  },
};

function contains(range: Range, address: Address): boolean {
  const rest = BigInt(range.width - range.prefix);
  return range.width === address.width && (range.number / 2n ** rest) === (address.number / 2n ** rest);
}

function parseRange(text: string): Range | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  const length = slash < 0 ? String(address?.width) : text.slice(slash + 1);
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : NaN;
  return address && prefix <= address.width ? { ...address, prefix } : undefined;
}

const parseAddress = remember(readAddress, (text: string) => text);

function readAddress(text: string): Address | undefined {
  if (isIPv4(text)) {
    return { width: 32, number: BigInt(text.split('.').reduce((number, octet) => number * 256 + Number(octet), 0)) };
  }
  return isIPv6(text) && !text.includes('%') ? { width: 128, number: BigInt(`0x${hexadecimal(text)}`) } : undefined;
}

/** All 32 digits of a valid IPv6 address: `::` stands for as many zeros as are missing, and the end may be written like IPv4. */
function hexadecimal(text: string): string {
  const [left, right] = text.split('::').map((side) => (side === '' ? [] : side.split(':').flatMap(toGroups)));
  const groups = right ? [...left, ...new Array<string>(8 - left.length - right.length).fill('0'), ...right] : left;
  return groups.map((group) => group.padStart(4, '0')).join('');
}

function toGroups(group: string): string[] {
  const octets = group.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  return octets.length === 4 ? [octets[0] + octets[1], octets[2] + octets[3]] : [group];
}
