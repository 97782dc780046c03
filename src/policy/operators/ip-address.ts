import { BlockList, isIP } from 'net';
import { Comparison } from './comparison';

/** An address, or a range in CIDR notation; an address alone is a range of one. */
export const ipAddress: Comparison = {
  takesVariables: false,
  isValid: (value) => toBlock(value) !== undefined,
  compile(policyValue) {
    const block = typeof policyValue === 'string' ? toBlock(policyValue) : undefined;
    return (value) => {
      if (typeof value !== 'string' || typeof policyValue !== 'string') {
        return 'unknown';
      }
      const version = isIP(value);
      return block && version > 0 && block.check(value, version === 6 ? 'ipv6' : 'ipv4') ? 'yes' : 'no';
    };
  },
};

function toBlock(cidr: string): BlockList | undefined {
  const [address, prefix, ...more] = cidr.split('/');
  const version = isIP(address);
  const widest = version === 6 ? 128 : 32;
  const bits = prefix === undefined ? widest : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
  if (version === 0 || more.length > 0 || !(bits <= widest)) {
    return undefined;
  }
  const block = new BlockList();
  block.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
  return block;
}
