/** What holds for every rule of the registry: its metadata, its file, and its own examples. */
import { readdirSync } from 'fs';
import { basename, join } from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Acknowledgments } from '../../src/enforce/acknowledgments';
import { AccessModel } from '../../src/model/access-model';
import { readTemplates } from '../../src/model/template-reader';
import { RETIRED_RULE_IDS, RULES } from '../../src/rules';
import { exampleTemplate } from '../../src/rules/example-templates';
import { Finding, PACK_PREFIX } from '../../src/rules/finding';
import { judgeWith, rulesOf } from '../../src/rules/judge';
import { defaultOptions, Example, PACK_NAMES, Rule } from '../../src/rules/rule';
import { fileNameOf, idOfFileName, RULE_ID } from '../../tools/rule-names';

/** Sites of those who define what the rules check. */
const PRIMARY_SOURCES = ['docs.aws.amazon.com', 'docs.github.com', 'www.cisecurity.org'];

const SENTENCE = /^[A-Z"`].*[.]$/s;
/** Also a question, or the address of a page at its end. */
const ADVICE = /^[A-Z"`].*([.?]|https:\/\/\S+)$/s;
/** How a rule says that no token can leave it undecided: the way to do without an example of that. */
const DECIDED_AT_SYNTH = /^Nothing is left open: /;
/** Rules where a token matters only to an app that sets an option, which an example cannot. */
const UNKNOWN_BY_OPTION = ['PermissionsBoundaryRequired'];

const ids = RULES.map((rule) => rule.id);

function model(example: Example): AccessModel {
  return readTemplates([{ file: 'example.template.json', body: exampleTemplate(example) }]);
}

function findings(rule: Rule, example: Example): Finding[] {
  return judgeWith([rule], model(example), example.options);
}

function allExamples(rule: Rule): Example[] {
  return [...rule.examples.bad, ...rule.examples.good, ...rule.examples.unknown];
}

describe('the registry', () => {
  test('has each id once, sorted, and none that is retired', () => {
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids.filter((id) => RETIRED_RULE_IDS.includes(id))).toEqual([]);
  });

  test('has every rule file and no other, named by the id', () => {
    const rulesFolder = join(__dirname, '..', '..', 'src', 'rules');
    const areas = readdirSync(rulesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const files = areas.flatMap(({ name }) => readdirSync(join(rulesFolder, name))).map((file) => basename(file, '.ts'));
    expect(files.map(idOfFileName).sort()).toEqual(ids);
    expect(files.map((file) => fileNameOf(idOfFileName(file)))).toEqual(files);
  });

  test('puts every rule of the baseline pack into the strict pack too', () => {
    expect(rulesOf('baseline').filter((rule) => !rulesOf('strict').includes(rule))).toEqual([]);
  });
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  test('has an id of capitalised words', () => {
    expect(rule.id).toMatch(RULE_ID);
  });

  test('says what is wrong, why, and how to mend it', () => {
    expect(rule.title).toMatch(/^[a-z].*[^.\s]$/);
    expect(rule.why).toMatch(SENTENCE);
    expect(rule.fix).toMatch(SENTENCE);
    expect(rule.unknown).toMatch(SENTENCE);
  });

  test('is in packs that exist, once each', () => {
    expect(rule.packs.length > 0 || rule.askedFor !== undefined).toBe(true);
    expect(rule.packs.filter((pack) => !PACK_NAMES.includes(pack))).toEqual([]);
    expect(new Set(rule.packs).size).toBe(rule.packs.length);
  });

  test('links to primary sources', () => {
    expect(rule.links.length).toBeGreaterThan(0);
    for (const link of rule.links) {
      const { protocol, hostname } = new URL(link);
      expect(protocol).toBe('https:');
      expect(PRIMARY_SOURCES).toContain(hostname);
    }
  });

  test('names controls by framework', () => {
    for (const [framework, controls] of Object.entries(rule.controls)) {
      expect(framework).toMatch(/^[a-z0-9.-]+$/);
      expect(controls.length).toBeGreaterThan(0);
    }
  });

  test('has an example of each kind, each with a title of its own', () => {
    expect(rule.examples.bad).not.toHaveLength(0);
    expect(rule.examples.good).not.toHaveLength(0);
    expect(rule.examples.unknown.length > 0).toBe(!DECIDED_AT_SYNTH.test(rule.unknown) && !UNKNOWN_BY_OPTION.includes(rule.id));
    const titles = allExamples(rule).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  for (const example of rule.examples.bad) {
    test(`is violated by: ${example.title}`, () => {
      const certain = [...rule.check(model(example), { ...defaultOptions(), ...example.options })].filter((violation) => !violation.unknown);
      expect(certain).not.toHaveLength(0);
      const severities = findings(rule, example).map(({ severity }) => severity);
      expect(severities).toContain(certain[0].severity ?? rule.severity);
    });
  }

  test('is violated with the severity that it declares by one example at least', () => {
    const severities = rule.examples.bad.flatMap((example) => findings(rule, example)).map(({ severity }) => severity);
    expect(severities).toContain(rule.severity);
  });

  for (const example of rule.examples.good) {
    test(`passes: ${example.title}`, () => {
      expect(findings(rule, example)).toEqual([]);
    });
  }

  for (const example of rule.examples.unknown) {
    test(`warns, and does not fail: ${example.title}`, () => {
      expect([...new Set(findings(rule, example).map(({ severity }) => severity))]).toEqual(['warning']);
    });
  }

  test('says what it found in lower case, where, and how to mend it', () => {
    for (const finding of allExamples(rule).flatMap((example) => findings(rule, example))) {
      expect(finding.message).toMatch(/^[^A-Z\s].*[^.\s]$/s);
      expect(finding.location).not.toBe('');
      expect(finding.fix).toMatch(ADVICE);
    }
  });

  test('finds nothing that CDK could not acknowledge, each finding by its own id', () => {
    for (const { id, key } of allExamples(rule).flatMap((example) => findings(rule, example))) {
      expect(key).toMatch(/^[^\s[\]]+$/);
      expect(key).not.toContain('::');
      for (const name of [id, `${PACK_PREFIX}::${id}`]) {
        const stack = new Stack(new App(), 'Stack');
        Validations.of(stack).acknowledge({ id: name, reason: 'reviewed' });
        expect(new Acknowledgments(stack.node.root).of(stack, id)).toMatchObject({ id, reason: 'reviewed' });
        expect(new Acknowledgments(stack.node.root).of(stack, `${id}2`)).toBeUndefined();
      }
    }
  });
});
