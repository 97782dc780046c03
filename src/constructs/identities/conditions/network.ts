import { Token } from 'aws-cdk-lib';
import { allTests, ConditionForms, UNLESS_BY_AWS } from './condition-forms';
import { PRIVATE_ADDRESS } from '../../../analysis/validation/conditions';
import { ipAddress } from '../../../policy/operators/ip-address';
import { ConditionJson } from '../../../policy/policy-json';
import { badProp, checkEach, checkText } from '../../props';

/**
 * The networks that requests may come from: at least one of `cidrs`, `vpcIds` and `vpcEndpointIds`.
 */
export interface NetworkConditionProps {
  /**
   * Public addresses or ranges, IPv4 and IPv6: `203.0.113.0/24`, `2001:db8:1234::/48`. A client that has both versions uses either.
   * A range is of /8 (IPv4) or /32 (IPv6) at the widest. They say nothing of requests through VPC endpoints, which have no public address.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
   * @default - none
   */
  readonly cidrs?: string[];

  /**
   * Ids of VPCs: `vpc-0123456789abcdef0`. Only requests through a VPC endpoint tell them.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpc
   * @default - none
   */
  readonly vpcIds?: string[];

  /**
   * Ids of VPC endpoints: `vpce-0123456789abcdef0`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpce
   * @default - none
   */
  readonly vpcEndpointIds?: string[];

  /**
   * Private addresses or ranges in these VPCs, or behind these endpoints. Without them they would say nothing: every VPC may have them.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip
   * @default - all
   */
  readonly vpcCidrs?: string[];
}

/** A negated operator holds for a key that a request lacks: where none of the keys is there, all is denied. */
export function networkCondition({ cidrs = [], vpcIds = [], vpcEndpointIds = [], vpcCidrs = [] }: NetworkConditionProps): ConditionForms {
  checkEach(cidrs, (cidr) => checkPublic('cidrs', cidr));
  checkEach(vpcCidrs, (cidr) => checkRange('vpcCidrs', cidr));
  checkEach(vpcIds, (id) => checkText('vpcIds', id, /^vpc-[0-9a-f]{8,17}$/, 'the id of a VPC, such as vpc-0123456789abcdef0'));
  checkEach(vpcEndpointIds, (id) => checkText('vpcEndpointIds', id, /^vpce-[0-9a-f]{8,17}$/, 'the id of a VPC endpoint, such as vpce-0123456789abcdef0'));
  const places = [...test('StringEquals', 'aws:SourceVpc', vpcIds), ...test('StringEquals', 'aws:SourceVpce', vpcEndpointIds)];
  if (vpcCidrs.length > 0 && places.length === 0) {
    throw badProp('vpcCidrs', vpcCidrs, 'vpcIds or vpcEndpointIds beside them');
  }
  if (cidrs.length === 0 && places.length === 0) {
    throw badProp('cidrs', undefined, 'a range, or vpcIds or vpcEndpointIds');
  }
  const within = test('IpAddress', 'aws:VpcSourceIp', vpcCidrs);
  const notPublic = test('NotIpAddress', 'aws:SourceIp', cidrs);
  const notThere = [...test('StringNotEquals', 'aws:SourceVpc', vpcIds), ...test('StringNotEquals', 'aws:SourceVpce', vpcEndpointIds)];
  const notWithin = test('NotIpAddress', 'aws:VpcSourceIp', vpcCidrs).map((outside) => allTests(...notPublic, outside, UNLESS_BY_AWS));
  return {
    allow: [...test('IpAddress', 'aws:SourceIp', cidrs), ...places.map((place) => allTests(place, ...within))],
    deny: [allTests(...notPublic, ...notThere, UNLESS_BY_AWS), ...notWithin],
  };
}

function test(operator: string, key: string, values: readonly string[]): ConditionJson[] {
  return values.length > 0 ? [{ [operator]: { [key]: values } }] : [];
}

function checkPublic(prop: string, cidr: string): void {
  checkRange(prop, cidr);
  if (PRIVATE_ADDRESS.test(cidr)) {
    throw badProp(prop, cidr, 'public addresses: AWS sees private ones through VPC endpoints only, see vpcCidrs');
  }
  const [address, prefix] = cidr.split('/');
  if (!Token.isUnresolved(cidr) && Number(prefix) < (address.includes(':') ? WIDEST_IPV6 : WIDEST_IPV4)) {
    throw badProp(prop, cidr, `ranges of /${WIDEST_IPV4} (IPv4) or /${WIDEST_IPV6} (IPv6) at the widest`);
  }
}

/** Policies of S3 with wider ones count as public. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const WIDEST_IPV4 = 8;
const WIDEST_IPV6 = 32;

function checkRange(prop: string, cidr: string): void {
  if (!Token.isUnresolved(cidr) && (!ipAddress.isValid!(cidr) || /\/0/.test(cidr))) {
    throw badProp(prop, cidr, 'an IPv4 or IPv6 address or range that is not all of them, such as 203.0.113.0/24');
  }
}
