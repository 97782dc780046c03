/**
 * Renders RULES.md from the metadata of the rules, which is the only source of what it says.
 *
 *   npx projen docs:rules
 */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { compactYaml } from './compact-yaml';
import { RETIRED_RULE_IDS, RULES } from '../src/rules';
import { exampleTemplate } from '../src/rules/example-templates';
import { PACK_PREFIX, ruleId } from '../src/rules/finding';
import { Example, PACK_NAMES, packsText, Rule } from '../src/rules/rule';

export const RULES_FILE = join(__dirname, '..', 'RULES.md');
export const RENEW_RULES = 'npx projen docs:rules';

export function renderRules(rules: readonly Rule[], retired: readonly string[]): string {
  const blocks = [
    `<!-- Rendered from src/rules by "${RENEW_RULES}". Do not edit. -->`,
    '# Rules',
    introduction(rules),
    table(rules),
    ...(retired.length > 0 ? [`Retired ids, never used again: ${retired.map(code).join(', ')}.`] : []),
    ...rules.map(section),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function introduction(rules: readonly Rule[]): string {
  const packs = PACK_NAMES.map((pack) => `\`${pack}\` has ${rules.filter((rule) => rule.packs.includes(pack)).length}`);
  return [
    `${rules.length} rules: ${packs.join(', ')}. A finding is named \`${PACK_PREFIX}-<rule>[<key>]\`; the key says what was found, so that an`,
    'acknowledgment covers this finding and no other. An error fails synthesis, a warning does not. What only the deployment can tell is a warning',
    'in every rule.',
  ].join('\n');
}

function table(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => `| [${rule.id}](#${anchor(rule.id)}) | ${cell(rule.title)} | ${rule.severity} | ${packsText(rule)} |`);
  return ['| Rule | Finds that | Severity | Packs |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function section(rule: Rule): string {
  const controls = Object.entries(rule.controls).map(([framework, ids]) => `${framework} ${ids.join(', ')}`);
  const facts = [
    ['Id', code(ruleId(rule.id))],
    ['Severity', rule.severity],
    ['Packs', packsText(rule)],
    ...(controls.length > 0 ? [['Controls', controls.join('; ')]] : []),
    ['Known only at deployment', rule.unknown],
    ['AWS documentation', rule.links.map((link) => `<${link}>`).join(', ')],
  ];
  return [
    `## ${rule.id}`,
    `Finds that ${rule.title}.`,
    `**Why:** ${rule.why}`,
    `**Fix:** ${rule.fix}`,
    facts.map(([name, value]) => `- ${name}: ${value}`).join('\n'),
    ...examples('Violates', rule.examples.bad),
    ...examples('Passes', rule.examples.good),
    ...examples('Warns', rule.examples.unknown),
  ].join('\n\n');
}

function examples(verdict: string, list: readonly Example[]): string[] {
  return list.map((example) => `${verdict}: ${example.title}\n\n\`\`\`yaml\n${compactYaml(exampleTemplate(example))}\`\`\``);
}

/** The anchor that GitHub gives a heading of letters and digits. */
function anchor(id: string): string {
  return id.toLowerCase();
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function code(text: string): string {
  return `\`${text}\``;
}

if (require.main === module) {
  writeFileSync(RULES_FILE, renderRules(RULES, RETIRED_RULE_IDS));
}
