/** What a boundary is built from, checked and complete: what the presets come down to. */
import { BoundaryDenies } from './boundary-options';
import { StatementJson } from '../../policy/policy-json';

export interface BoundaryTerms {
  readonly partition: string;
  readonly account: string;
  /** ARNs of the boundary: its own, and with a wildcard those of its siblings in other Regions. */
  readonly own: string;
  /** What is allowed at the most, before anything is denied. */
  readonly ceiling: readonly StatementJson[];
  /** Prefixes. Undefined: every service. */
  readonly services?: readonly string[];
  /** Undefined: every Region. */
  readonly regions?: readonly string[];
  /** Undefined: nothing of IAM may be changed. */
  readonly delegation?: Delegation;
  /** ARNs of roles, with wildcards. */
  readonly passableRoles: readonly string[];
  /** Names of services, with wildcards. */
  readonly passedToServices: readonly string[];
  /** ARNs of roles, with wildcards. */
  readonly assumableRoles: readonly string[];
  /** ARNs, with wildcards, of what it may choose the code of. Undefined: of everything. */
  readonly computeResources?: readonly string[];
  /** Deployers delete logs of their own. */
  readonly deploys: boolean;
  /** ARNs, with wildcards. */
  readonly protectedResources: readonly string[];
  readonly leftOut: readonly BoundaryDenies[];
}

/** Roles may be created and changed: bounded ones, under a path. */
export interface Delegation {
  /** `/workloads/` */
  readonly rolePath: string;
  /** ARNs of boundaries, with wildcards, beside the own one. */
  readonly approvedBoundaries: readonly string[];
}
