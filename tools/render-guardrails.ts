/**
 * Renders docs/guardrails.md from the metadata of the organization guardrails, which is the only source of what it says.
 *
 *   npx projen docs:guardrails
 */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { EXAMPLE_PARAMETERS, GuardrailDefinition } from '../src/constructs/organization/guardrail-definition';
import { GUARDRAILS } from '../src/constructs/organization/guardrails';
import { documentJson } from '../src/policy/policy-json';

export const GUARDRAILS_FILE = join(__dirname, '..', 'docs', 'guardrails.md');
export const RENEW_GUARDRAILS = 'npx projen docs:guardrails';

const TYPES = { SERVICE_CONTROL_POLICY: 'SCP', RESOURCE_CONTROL_POLICY: 'RCP' };

export function renderGuardrails(guardrails: readonly GuardrailDefinition[]): string {
  const blocks = [
    `<!-- Rendered from src/constructs/organization/guardrails by "${RENEW_GUARDRAILS}". Do not edit. -->`,
    '# Organization guardrails',
    introduction(guardrails),
    table(guardrails),
    ...guardrails.map(section),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function introduction(guardrails: readonly GuardrailDefinition[]): string {
  const attacks = guardrails.reduce((sum, { examples }) => sum + examples.denied.length, 0);
  const work = guardrails.reduce((sum, { examples }) => sum + examples.allowed.length, 0);
  return [
    `${guardrails.length} guardrails:`,
    '',
    `- ${size(guardrails, 'baseline')};`,
    `- ${size(guardrails, 'strict')}.`,
    '',
    'Those that are in neither are chosen by their id (`GuardrailSet.of`). Sizes are before packing, with the parameters that the examples are',
    'built from.',
    '',
    `Each is proved by the evaluator, attached to the root, to an organizational unit and to an account: ${attacks} attacks by principals with`,
    `AdministratorAccess are denied, each of them succeeds without the guardrail, and ${work} requests of ordinary work go on. Exempt principals and`,
    'service-linked roles are not stopped. SCPs reach neither the management account nor service-linked roles.',
    '',
    'A guardrail whose option is not given is an error, never left out in silence: a set that is weaker than its name would not be noticed. Give the',
    'option, or leave the guardrail out by `without(id, reason)`.',
  ].join('\n');
}

function size(guardrails: readonly GuardrailDefinition[], set: 'baseline' | 'strict'): string {
  const chosen = guardrails.filter(({ sets }) => sets.includes(set));
  const parts = (['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const).map((type) => {
    const statements = chosen.filter(({ policyType }) => policyType === type).flatMap((entry) => entry.statements(EXAMPLE_PARAMETERS));
    return `${JSON.stringify(documentJson(statements)).length.toLocaleString('en')} characters of ${TYPES[type]}s`;
  });
  return `\`${set}\` has ${chosen.length}, with ${parts.join(' and ')}`;
}

function table(guardrails: readonly GuardrailDefinition[]): string {
  const rows = guardrails.map(({ id, title, policyType, sets, needs }) => (
    `| [${id}](#${id.toLowerCase()}) | ${cell(title)} | ${TYPES[policyType]} | ${sets.join(', ') || 'by id'} | ${needs.map(code).join(', ')} |`
  ));
  return ['| Guardrail | Where it is attached | Type | Sets | Needs |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function section({ id, title, intent, policyType, sets, exemption, needs, sideEffects, controls, links, statements }: GuardrailDefinition): string {
  const facts = [
    ['Type', TYPES[policyType]],
    ['Sets', sets.join(', ') || 'none: by its id'],
    ['Exempt', exemption === 'exempt principals' ? 'the exempt principals' : `nobody. ${exemption.nobody}`],
    ...(needs.length > 0 ? [['Needs', needs.map(code).join(', ')]] : []),
    ...Object.entries(controls).map(([framework, ids]) => [`Controls of ${framework}`, ids.join(', ')]),
    ['AWS documentation', links.map((link) => `<${link}>`).join(', ')],
  ];
  return [
    `## ${id}`,
    `Where it is attached, ${title}.`,
    `**Why:** ${intent}`,
    `**Stops, too:**\n\n${sideEffects.map((effect) => `- ${effect}`).join('\n')}`,
    facts.map(([name, value]) => `- ${name}: ${value}`).join('\n'),
    `\`\`\`json\n${statements(EXAMPLE_PARAMETERS).map((statement) => JSON.stringify(statement)).join('\n')}\n\`\`\``,
  ].join('\n\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function code(text: string): string {
  return `\`${text}\``;
}

if (require.main === module) {
  writeFileSync(GUARDRAILS_FILE, renderGuardrails(GUARDRAILS));
}
