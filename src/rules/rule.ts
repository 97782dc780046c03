/**
 * The shape of a rule. One file a rule; its metadata is the only source of the registry, the packs, RULES.md and
 * `explain`.
 */
import { utcDay } from './day';
import { GuardrailException } from './exception';
import { Severity } from './finding';
import { LockOption } from './lock-option';
import { DutyPair } from '../catalogue/duty-pairs';
import { AccessModel, Boundary, ResourceNode, TemplateInfo } from '../model/access-model';

export type PackName = 'baseline' | 'strict';
export const PACK_NAMES: readonly PackName[] = ['baseline', 'strict'];

/** What a user can tell the rules about their organization. */
export interface RuleOptions {
  /** Longest allowed role session in seconds. */
  readonly maxSessionSeconds: number;
  /** Account ids that are not third parties: those of the own organization. */
  readonly trustedAccounts: readonly string[];
  /** The day it is, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** Says whether a boundary is one that the app's owner has approved; without it every boundary is. */
  readonly isApprovedBoundary?: (boundary: Boundary, template: TemplateInfo) => boolean;
  /** Exceptions that no finding is left for, and what that is worth: said by the engine when all other rules have had their say. */
  readonly staleExceptions?: { readonly exceptions: readonly GuardrailException[]; readonly severity: Severity };
  /** Pairs of duties that no principal is to hold, beside those of the catalogue. */
  readonly dutyPairs?: readonly DutyPair[];
  /** What has been agreed that principals may do. */
  readonly lock?: LockOption;
}

/** What holds where a user says nothing. */
export function defaultOptions(): RuleOptions {
  return { maxSessionSeconds: 3600, trustedAccounts: [], today: utcDay() };
}

/** What a rule says of one place. The engine makes a finding of it. */
export interface Violation {
  readonly template: TemplateInfo;
  /** Absent when the place is the template itself. */
  readonly resource?: ResourceNode;
  /** Path below the resource, or below the template. */
  readonly location: string;
  /** Binds what is accepted when the finding is acknowledged: see `keys.ts`. */
  readonly key: string;
  readonly message: string;
  /** The part of the policy that proves the finding. */
  readonly witness?: string;
  /** In the words of this policy; the rule's general fix if absent. */
  readonly fix?: string;
  /** Set when only the deployment can tell: a warning that names the token. */
  readonly unknown?: boolean;
  /** Where one case weighs less or more than the rule as a whole. */
  readonly severity?: Severity;
}

/** A small template that shows the rule at work; rendered into RULES.md and run as a test. */
export interface Example {
  readonly title: string;
  /** The `Resources` section. */
  readonly resources: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Other sections, for instance Conditions. */
  readonly sections?: Readonly<Record<string, unknown>>;
  /** What the rules are told beside the template. */
  readonly options?: Partial<RuleOptions>;
}

export interface Rule {
  /** PascalCase, equal to the file's name in kebab-case; never used again once retired. */
  readonly id: string;
  /** A sentence that says what is wrong, without a capital and full stop. */
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
  readonly packs: readonly PackName[];
  /** Control ids by framework. */
  readonly controls: Readonly<Record<string, readonly string[]>>;
  /** The AWS pages the rule follows. */
  readonly links: readonly string[];
  /** What the rule does where only the deployment can tell. */
  readonly unknown: string;
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[]; readonly unknown: readonly Example[] };
  /** The app asks for what the rule is about: then it is judged in every pack. */
  askedFor?(options: Partial<RuleOptions>): boolean;
  check(model: AccessModel, options: RuleOptions): Iterable<Violation>;
}

/** For instance `baseline, strict`. */
export function packsText({ packs }: Pick<Rule, 'packs'>): string {
  return packs.join(', ') || 'none: on request';
}

/** Names the type; the registry's test checks the metadata. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
