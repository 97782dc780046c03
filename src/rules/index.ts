/** The registry: every rule, sorted by id. */
import { noAdminStatement } from './policies/no-admin-statement';
import { Rule } from './rule';

export const RULES: readonly Rule[] = [
  noAdminStatement,
];

/** Ids of rules that are gone; they are never used again. */
export const RETIRED_RULE_IDS: readonly string[] = [];
