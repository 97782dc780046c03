/** The documentation is up to date and holds together. */
import { existsSync, readFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { GUARDRAILS } from '../src/constructs/organization/guardrails';
import { parseTemplate } from '../src/model/template-file';
import { RETIRED_RULE_IDS, RULES } from '../src/rules';
import { exampleTemplate } from '../src/rules/example-templates';
import { Rule } from '../src/rules/rule';
import { compactYaml } from '../tools/compact-yaml';
import { RENEW_GUARDRAILS, renderGuardrails } from '../tools/render-guardrails';
import { RENEW_RULES, renderRules } from '../tools/render-rules';
import { anchorsOf, linksOf } from './support/markdown';

const ROOT = join(__dirname, '..');

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

describe('RULES.md', () => {
  test('is rendered from the rules as they are', () => {
    if (!existsSync(join(ROOT, 'RULES.md')) || read('RULES.md') !== renderRules(RULES, RETIRED_RULE_IDS)) {
      throw new Error(`RULES.md is stale: run "${RENEW_RULES}" and commit it`);
    }
  });

  test('shows the examples as YAML that reads back as the same template', () => {
    for (const { examples: { bad, good, unknown } } of RULES) {
      for (const template of [...bad, ...good, ...unknown].map(exampleTemplate)) {
        expect(parseTemplate(compactYaml(template), 'example.yaml')).toEqual(template);
      }
    }
  });

  test('has a row and a section for each rule, with all that its metadata says', () => {
    const rule: Rule = {
      ...RULES[0],
      id: 'NoFoo',
      title: 'foo | bar is granted',
      why: 'It hurts.',
      fix: 'Name it.',
      severity: 'warning',
      packs: ['strict'],
      controls: { 'cis-aws-5.0': ['1.15', '1.16'] },
      links: ['https://docs.aws.amazon.com/foo'],
      unknown: 'A token is a warning.',
      examples: { bad: [{ title: 'a foo', resources: { Foo: { Type: 'AWS::IAM::Role' } } }], good: [], unknown: [] },
    };
    const text = renderRules([rule], ['NoBar']);
    expect(text).toContain('| [NoFoo](#nofoo) | foo \\| bar is granted | warning | strict |');
    expect(text).toContain('Retired ids, never used again: `NoBar`.');
    const section = text.slice(text.indexOf('## NoFoo'));
    for (const part of ['It hurts.', 'Name it.', 'cis-aws-5.0 1.15, 1.16', 'https://docs.aws.amazon.com/foo', 'A token is a warning.', 'a foo']) {
      expect(section).toContain(part);
    }
    expect(section).toContain('```yaml\nResources:\n  Foo: { Type: AWS::IAM::Role }\n```');
  });
});

describe('docs/guardrails.md', () => {
  test('is rendered from the guardrails as they are', () => {
    if (!existsSync(join(ROOT, 'docs', 'guardrails.md')) || read('docs/guardrails.md') !== renderGuardrails(GUARDRAILS)) {
      throw new Error(`docs/guardrails.md is stale: run "${RENEW_GUARDRAILS}" and commit it`);
    }
  });

  test('has a row and a section for each guardrail, with all that its metadata says', () => {
    const text = renderGuardrails([{
      ...GUARDRAILS[0],
      id: 'DenyFoo',
      title: 'nobody does foo | bar',
      intent: 'It hurts.',
      sets: ['strict'],
      exemption: { nobody: 'Nobody needs it.' },
      needs: ['logBuckets'],
      sideEffects: ['Foo is stopped.'],
      controls: { 'aws-control-tower': ['AWS-GR_FOO'] },
      links: ['https://docs.aws.amazon.com/foo'],
      statements: () => [{ Effect: 'Deny', Action: 'foo:Bar', Resource: '*' }],
    }]);
    expect(text).toContain('| [DenyFoo](#denyfoo) | nobody does foo \\| bar | SCP | strict | `logBuckets` |');
    const section = text.slice(text.indexOf('## DenyFoo'));
    for (const part of ['It hurts.', 'Foo is stopped.', 'nobody. Nobody needs it.', '`logBuckets`', 'AWS-GR_FOO', 'https://docs.aws.amazon.com/foo', '"foo:Bar"']) {
      expect(section).toContain(part);
    }
  });
});

describe.each(['README.md', 'CONTRIBUTING.md', 'RULES.md', 'docs/guardrails.md'])('%s', (file) => {
  test('links to files and headings that are there', () => {
    const broken = linksOf(read(file)).filter((link) => !/^https?:/.test(link)).filter((link) => {
      const [path, anchor] = link.split('#');
      const target = path === '' ? join(ROOT, file) : resolve(ROOT, dirname(file), path);
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor));
    });
    expect(broken).toEqual([]);
  });
});

test('API.md is there', () => {
  expect(read('API.md')).toContain('# API Reference');
});
