import { closest } from 'fastest-levenshtein';
import { RETIRED_RULE_IDS, RULES } from './index';
import { Rule } from './rule';

/** By its name, by its public id, or by the id of one of its findings, in any case. An unknown name throws. */
export function findRule(given: string, rules: readonly Rule[] = RULES, retired: readonly string[] = RETIRED_RULE_IDS): Rule {
  const name = given.trim().split('[')[0].toLowerCase().replace(/^(iamguardrails::)?(iamguardrails-)?/, '');
  const rule = rules.find(({ id }) => id.toLowerCase() === name);
  if (rule) {
    return rule;
  }
  if (retired.some((id) => id.toLowerCase() === name)) {
    throw new Error('The rule is retired.');
  }
  throw new Error(`There is no such rule. Did you mean ${nearest(name, rules)}?`);
}

function nearest(name: string, rules: readonly Rule[]): string {
  const ids = new Map(rules.map(({ id }) => [id.toLowerCase(), id]));
  return ids.get(closest(name, [...ids.keys()]))!;
}
