import { stripVTControlCharacters } from 'util';
import { parse } from 'yaml';
import { Outcome, runCli } from './cli';
import { RULES } from '../../src/rules';
import { findRule } from '../../src/rules/find-rule';
import { noAdminStatement } from '../../src/rules/policies/no-admin-statement';

const explain = (rule: string): Outcome => runCli(['explain', rule]);

test('a rule says everything it knows of itself', () => {
  const { exitCode, stdout, stderr } = explain('NoAdminStatement');
  const { title, why, fix, unknown, links } = noAdminStatement;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain(`IamGuardrails-NoAdminStatement: ${title}\n`);
  [
    `Why       ${why}`, `Fix       ${fix}`, 'Severity  error', 'Packs     baseline, strict', 'Controls  aws-fsbp: IAM.1', '          cis-aws-5.0: 1.15',
    `Unknown   ${unknown}`, `Links     ${links[0]}`,
  ].forEach((line) => expect(stdout).toContain(`\n${line}\n`));
});

/** The examples as they can be copied out of the text: what is indented. */
function templatesIn(stdout: string): unknown[] {
  return stdout.split(/^[-+?] .*$/m).slice(1).map((text) => parse(text, { version: '1.1' }));
}

test.each(RULES)('$id shows its examples as templates', (rule) => {
  const { stdout } = explain(rule.id);
  const examples = [...rule.examples.bad, ...rule.examples.good, ...rule.examples.unknown];
  expect(templatesIn(stdout)).toEqual(examples.map(({ resources, parameters, sections }) => (
    JSON.parse(JSON.stringify({ Parameters: parameters, ...sections, Resources: resources }))
  )));
  expect(stdout).not.toMatch(/[&*][a-z]\d\b/);
  rule.examples.bad.forEach(({ title }) => expect(stdout).toContain(`- Bad: ${title}\n`));
  rule.examples.good.forEach(({ title }) => expect(stdout).toContain(`+ Good: ${title}\n`));
  rule.examples.unknown.forEach(({ title }) => expect(stdout).toContain(`? Unknown: ${title}\n`));
});

test.each([
  'noadminstatement', 'NOADMINSTATEMENT', 'IamGuardrails-NoAdminStatement', 'iamguardrails-noadminstatement',
  'IamGuardrails-NoAdminStatement[Action=*;Resource=*]', 'IamGuardrails::IamGuardrails-NoAdminStatement[Action=*;Resource=*]', ' NoAdminStatement ',
])('%s names the rule, too', (name) => {
  expect(explain(name)).toEqual(explain('NoAdminStatement'));
});

test.each(['NoAdminStatment', 'IamGuardrails-noadminstatements', 'AdminStatement[x]'])('%s is refused with the nearest rule', (name) => {
  const { exitCode, stdout, stderr } = explain(name);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^error: .*There is no such rule\. Did you mean NoAdminStatement\?\n/);
});

test('a retired rule says that it is retired', () => {
  expect(() => findRule('IamGuardrails-OldRule', RULES, ['OldRule'])).toThrow('The rule is retired.');
});

test('colour changes no word', () => {
  const { stdout } = runCli(['explain', 'NoAdminStatement'], { isTTY: true });
  expect(stdout).not.toBe(explain('NoAdminStatement').stdout);
  expect(stripVTControlCharacters(stdout)).toBe(explain('NoAdminStatement').stdout);
});
