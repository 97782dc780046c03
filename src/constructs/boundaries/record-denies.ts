/** What records and detects stays as it is, and so do the resources of the guardrails. */
import { beginningsOf } from './action-patterns';
import { BoundaryTerms } from './boundary-terms';
import { AUDIT_TAMPERING_ACTIONS } from '../../catalogue/lists/audit-tampering-actions';
import { StatementJson } from '../../policy/policy-json';

/** Deployers have log groups, flow logs and web ACLs of their own, which they delete again: those of others are protected resources. */
const OF_DEPLOYERS = /^(ec2|logs|route53resolver|wafv2):/;
/** The whole service is denied already. */
const ORGANIZATION = /^organizations:/;

export function recordDenies({ deploys }: BoundaryTerms): StatementJson[] {
  const actions = AUDIT_TAMPERING_ACTIONS.map(({ name }) => name).filter((name) => !(deploys && OF_DEPLOYERS.test(name)) && !ORGANIZATION.test(name));
  return [{ Sid: 'Records', Effect: 'Deny', Action: beginningsOf(actions), Resource: '*' }];
}

export function protectedResourceDenies({ protectedResources }: BoundaryTerms): StatementJson[] {
  return protectedResources.length === 0 ? [] : [{ Sid: 'Protected', Effect: 'Deny', Action: '*', Resource: protectedResources }];
}
