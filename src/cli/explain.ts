/** `explain`: what a rule says of itself. */
import { stringify } from 'yaml';
import { paintFor } from './paint';
import { ExitCode, Terminal } from './terminal';
import { Paint } from '../enforce/reports/paint';
import { exampleTemplate } from '../rules/example-templates';
import { ruleId } from '../rules/finding';
import { Example, packsText, Rule } from '../rules/rule';

export function explain(rule: Rule, terminal: Terminal): ExitCode {
  const paint = paintFor(terminal);
  terminal.stdout.write(`${[...facts(rule, paint), ...examples(rule, paint)].join('\n')}\n`);
  return ExitCode.CLEAN;
}

function facts(rule: Rule, paint: Paint): string[] {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Why', [rule.why]],
    ['Fix', [rule.fix]],
    ['Severity', [rule.severity]],
    ['Packs', [packsText(rule)]],
    ['Controls', Object.entries(rule.controls).map(([framework, ids]) => `${framework}: ${ids.join(', ')}`)],
    ['Unknown', [rule.unknown]],
    ['Links', rule.links],
  ];
  return [
    `${paint('bold', ruleId(rule.id))}: ${rule.title}`,
    '',
    ...sections.flatMap(([name, lines]) => lines.map((line, index) => `${paint('bold', (index === 0 ? name : '').padEnd(10))}${line}`)),
  ];
}

function examples({ examples: { bad, good, unknown } }: Rule, paint: Paint): string[] {
  return [
    ...bad.flatMap((example) => exampleLines('Bad', example, paint('red', '-'))),
    ...good.flatMap((example) => exampleLines('Good', example, paint('green', '+'))),
    ...unknown.flatMap((example) => exampleLines('Unknown', example, paint('yellow', '?'))),
  ];
}

function exampleLines(name: string, example: Example, mark: string): string[] {
  // By YAML 1.1, which CloudFormation reads, a bare 2012-10-17 is a date: this version quotes it.
  const yaml = stringify(exampleTemplate(example), { aliasDuplicateObjects: false, lineWidth: 0, version: '1.1' });
  return ['', `${mark} ${name}: ${example.title}`, '', ...yaml.trimEnd().split('\n').map((line) => `    ${line}`)];
}
