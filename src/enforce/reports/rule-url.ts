const RULES_PAGE = 'https://github.com/cdk-iam-guardrails/cdk-iam-guardrails/blob/main/RULES.md';

/** Where a rule is described. */
export function ruleUrl(rule: string): string {
  return `${RULES_PAGE}#${rule.toLowerCase()}`;
}
