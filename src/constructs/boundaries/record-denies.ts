/** What records and detects stays as it is, and so do the blocks of public access to the account, and the resources of the guardrails. */
import { beginningsOf } from './action-patterns';
import { BoundaryTerms } from './boundary-terms';
import { expandAction } from '../../catalogue/actions';
import { AUDIT_TAMPERING_ACTIONS } from '../../catalogue/lists/audit-tampering-actions';
import {
  ACCESS_ANALYZER_TAMPERING, CLOUD_TRAIL_TAMPERING, CONFIG_TAMPERING, GUARD_DUTY_TAMPERING, PUBLIC_ACCESS_BLOCKS, SECURITY_HUB_TAMPERING,
} from '../../catalogue/lists/audit-tampering-patterns';
import { StatementJson } from '../../policy/policy-json';

const PATTERNS = [
  ...ACCESS_ANALYZER_TAMPERING, ...CLOUD_TRAIL_TAMPERING, ...CONFIG_TAMPERING, ...GUARD_DUTY_TAMPERING, ...SECURITY_HUB_TAMPERING,
  ...PUBLIC_ACCESS_BLOCKS,
];
const RECORDS = [...PATTERNS.flatMap(expandAction), ...AUDIT_TAMPERING_ACTIONS].map(({ name }) => name);
/** Deployers have log groups, flow logs and web ACLs of their own, which they delete again: those of others are protected resources. */
const OF_DEPLOYERS = /^(ec2:DeleteFlowLogs$|logs:|route53resolver:|wafv2:)/;
/** The whole service is denied already. */
const ORGANIZATION = /^organizations:/;

export function recordDenies({ deploys }: BoundaryTerms): StatementJson[] {
  const actions = RECORDS.filter((name) => !(deploys && OF_DEPLOYERS.test(name)) && !ORGANIZATION.test(name));
  return [{ Sid: 'Records', Effect: 'Deny', Action: beginningsOf(actions), Resource: '*' }];
}

export function protectedResourceDenies({ protectedResources }: BoundaryTerms): StatementJson[] {
  return protectedResources.length === 0 ? [] : [{ Sid: 'Protected', Effect: 'Deny', Action: '*', Resource: protectedResources }];
}
