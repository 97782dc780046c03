/** Short ways to judge a template by one rule. */
import { readTemplates } from '../../src/model/template-reader';
import { policyExample } from '../../src/rules/example-templates';
import { Finding } from '../../src/rules/finding';
import { judgeWith } from '../../src/rules/judge';
import { Rule, RuleOptions } from '../../src/rules/rule';

type Section = Readonly<Record<string, unknown>>;

/** What the rule finds in a template of the resources and, if given, further sections (`Parameters`, `Conditions`). */
export function findings(rule: Rule, resources: Section, sections: Section = {}, options: Partial<RuleOptions> = {}): Finding[] {
  return judgeWith([rule], readTemplates([{ file: 'app.template.json', body: { ...sections, Resources: resources } }]), options);
}

/** The resources of a template with one managed policy, `Policy`. */
export function policy(...statements: Record<string, unknown>[]): Section {
  return policyExample('', ...statements).resources;
}
