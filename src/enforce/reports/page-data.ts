/** What the page of the HTML report is given: the contract between this library and the script in `page/`. Repeated things are said once, by index. */

export interface PageData {
  readonly version: string;
  /** ISO 8601. */
  readonly created: string;
  readonly pack: string;
  readonly templates: readonly string[];
  readonly rules: readonly PageRule[];
  readonly findings: readonly PageFinding[];
  readonly exceptions: readonly PageException[];
  readonly trend?: PageTrend;
  readonly services: readonly string[];
  /** Lists of names that entries share. */
  readonly lists: readonly (readonly string[])[];
  readonly entries: readonly PageEntry[];
  readonly principals: readonly PagePrincipal[];
  readonly nodes: readonly PageNode[];
  readonly edges: readonly PageEdge[];
}

export interface PageRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: string;
  readonly url: string;
  readonly controls: Readonly<Record<string, readonly string[]>>;
  /** It is of the pack. */
  readonly judged: boolean;
}

export interface PageFinding {
  /** Its fingerprint: the same in every report. */
  readonly id: string;
  /** Index of the rule. */
  readonly rule: number;
  readonly severity: string;
  readonly key: string;
  /** Path of the construct; without one, the template and the resource. */
  readonly place: string;
  /** Index of the template. */
  readonly template: number;
  readonly logicalId?: string;
  readonly type?: string;
  readonly location: string;
  readonly message: string;
  readonly witness?: string;
  /** Absent: that of the rule. */
  readonly fix?: string;
  readonly isNew?: boolean;
  readonly accepted?: { readonly reason: string; readonly owner?: string; readonly expires?: string; readonly ticket?: string };
}

export interface PageException {
  readonly rule: string;
  /** The key, or the pattern of keys. */
  readonly key?: string;
  readonly construct: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly ticket?: string;
  readonly state: string;
  readonly place: string;
  /** Number of findings that it matches. */
  readonly findings: number;
}

export interface PageTrend {
  readonly added: number;
  readonly errors: number;
  readonly warnings: number;
  readonly accepted: number;
  readonly resolved: readonly { readonly id: string; readonly severity: string; readonly place: string; readonly message: string }[];
}

/** Service, access level, and the lists of actions, of resources and of what widens it, all by index; whether it is unknown. */
export type PageEntry = readonly [service: number, level: number, actions: number, resources: number, widened: number, unknown: 0 | 1];

export interface PagePrincipal {
  /** Its place: the same in every report. */
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly template: number;
  readonly account?: string;
  /** The boundary that limits it. `seen` is false where its content is not part of the app: it may be allowed less than the matrix says. */
  readonly boundary?: { readonly name: string; readonly seen: boolean };
  /** Indices of the entries. */
  readonly access: readonly number[];
  /** Actions that only the deployment can tell, and unknown ones. */
  readonly unlisted: readonly string[];
  /** Indices of the findings at it and at its policies. */
  readonly findings: readonly number[];
  readonly escalations: readonly { readonly title: string; readonly witness: string; readonly unknown: boolean }[];
}

export interface PageNode {
  readonly label: string;
  /** `app`, `account`, `outside`, `aws`, `unknown`; `anyone` for what an escalation reaches without a name. */
  readonly place: string;
  /** Index of the principal. */
  readonly principal?: number;
}

export interface PageEdge {
  readonly from: number;
  readonly to: number;
  readonly kind: 'trust' | 'escalation';
  /** Conditions of the trust, or the path of the escalation. */
  readonly label: string;
  readonly unknown: boolean;
}
