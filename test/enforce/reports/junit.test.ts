import { readFileSync } from 'fs';
import { join } from 'path';
import { validateXML } from 'xmllint-wasm';
import { junitReport } from '../../../src/enforce/reports/junit';
import { CLEAN, runCli, useFolder } from '../../cli/cli';
import { sampleReport } from '../../support/report-sample';

const write = useFolder();
// The validator is compiled when it is first used.
jest.setTimeout(30_000);

const SCHEMA = readFileSync(join(__dirname, 'junit.xsd'), 'utf8');

async function problemsOf(xml: string) {
  const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: xml }], schema: [SCHEMA] });
  return errors.map(({ message }) => message);
}

test('the report is what CI tools read, whatever templates say', async () => {
  expect(await problemsOf(junitReport(sampleReport()))).toEqual([]);
});

test('an error fails, a warning passes with its text, and what is accepted is skipped with its reason', () => {
  const report = sampleReport();
  const xml = junitReport(report);
  const count = (pattern: RegExp) => [...xml.matchAll(pattern)].length;
  expect(count(/<failure /g)).toBe(report.findings.filter(({ severity }) => severity === 'error').length);
  expect(count(/<system-out>/g)).toBe(report.findings.filter(({ severity }) => severity === 'warning').length);
  expect(xml).toContain('<skipped message="Reviewed: the user is the break-glass one."/>');
  expect(xml).toContain('next release of its product. (owner platform@example.com, expires 2099-01-31, ticket SEC-100)"/>');
});

test('a rule that has found nothing passes', async () => {
  write({ 'clean.json': CLEAN });
  const { stdout } = runCli(['check', 'clean.json', '--format', 'junit']);
  expect(await problemsOf(stdout)).toEqual([]);
  expect(stdout).toMatch(/<testsuites name="cdk-iam-guardrails" tests="\d+" failures="0" errors="0">/);
  expect(stdout).toContain('<testcase name="no findings" classname="IamGuardrails-NoAdminStatement" time="0"/>');
});

test('characters that XML cannot hold are replaced', async () => {
  const report = sampleReport();
  const [first, ...others] = report.findings;
  const xml = junitReport({ ...report, findings: [{ ...first, severity: 'error', message: 'a\u0000b\u001b[31m\ud800' }, ...others] });
  expect(xml).toContain('message="a\uFFFDb\uFFFD[31m\uFFFD"');
  expect(await problemsOf(xml)).toEqual([]);
});
