/**
 * Services and Regions. They are denied outside, not just left out of what is allowed: a resource-based policy that names a session
 * of the role would get by a boundary that only leaves out.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
 */
import { BoundaryTerms } from './boundary-terms';
import { GLOBAL_ACTIONS } from '../../catalogue/global-services';
import { StatementJson } from '../../policy/policy-json';

/** What the account as a whole pays and signs, and by what plan, is not the business of who is bounded, and would take much of the room. */
const OF_THE_PAYER = new RegExp(`^(${[
  'artifact', 'aws-portal', 'bcm-[a-z-]+', 'billing', 'billingconductor', 'consolidatedbilling', 'cost-optimization-hub', 'freetier', 'importexport', 'invoicing',
  'payments', 'purchase-orders', 'savingsplans', 'supportplans', 'sustainability', 'tax',
].join('|')}):`);

export function serviceDenies(terms: BoundaryTerms): StatementJson[] {
  const services = usedServices(terms);
  return services ? [{ Sid: 'Services', Effect: 'Deny', NotAction: services.map((service) => `${service}:*`), Resource: '*' }] : [];
}

export function regionDenies(terms: BoundaryTerms): StatementJson[] {
  if (!terms.regions) {
    return [];
  }
  const services = usedServices(terms);
  const actions = GLOBAL_ACTIONS.map((global) => global.actions).filter((action) => services?.includes(action.split(':')[0]) ?? !OF_THE_PAYER.test(action));
  return [{ Sid: 'Regions', Effect: 'Deny', NotAction: actions, Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': terms.regions } } }];
}

/** IAM and STS, too: the other statements say what of them is denied. */
function usedServices({ services }: BoundaryTerms): string[] | undefined {
  return services && [...new Set([...services, 'iam', 'sts'])].sort();
}
