import { markdownReport } from '../../../src/enforce/reports/markdown';
import { largeReport, sampleReport } from '../../support/report-sample';

const report = sampleReport();
const withMessage = (message: string) => markdownReport({
  ...report, exceptions: [], findings: [{ ...report.findings[0], message, witness: message, constructPath: message }],
});

test('it begins with the totals, what has changed, and has a block for each finding', () => {
  const text = markdownReport(report);
  expect(text).toMatch(/^## IAM guardrails\n\n\*\*\d+ errors, \d+ warnings, 2 acknowledged in 2 templates \(pack strict\)\*\*\n\n3 new and 1 resolved since the previous report\n/);
  expect([...text.matchAll(/<details>/g)]).toHaveLength(report.findings.length);
  expect([...text.matchAll(/ \(new\): /g)]).toHaveLength(3);
});

test('exceptions are listed with owner, last day, reason and ticket, first those that call for something to be done', () => {
  const rows = markdownReport(report).split('\n').filter((line) => line.startsWith('| `'));
  const rest = '| platform@\u2060example\\.com | The vendor moves to roles with the next release of its product\\. \\(SEC\\-10';
  expect(rows).toEqual([
    `| \`NoWildcardResource\` | \`Shop/Pipeline\` | expired on 2020-06-30 ${rest}1\\) |`,
    `| \`NoAdminStatement\` | \`Shop/Gone\` | stale, until 2099-06-30 ${rest}2\\) |`,
    `| \`NoAccessKeys\` | \`Platform/Operator\` | used, until 2099-01-31 ${rest}0\\) |`,
  ]);
});

test('any number of exceptions fits, too', () => {
  const [use] = report.exceptions;
  const long = { ...use, exception: { ...use.exception, reason: '|'.repeat(2000), owner: '`'.repeat(500), construct: '|'.repeat(500) } };
  const text = markdownReport({ ...report, exceptions: Array.from({ length: 500 }, () => long) });
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('460 more exceptions are left out here.');
});

test('text of others is text: no markup, no link, nobody mentioned, no row or block of its own', () => {
  const text = withMessage('</details><script>x</script> **b** [a](http://x) @team `c` | #1\n\n# title');
  expect(text.replace(/``.*``/g, '')).not.toMatch(/<script>|<\/details>./);
  expect(text).toContain('\\*\\*b\\*\\* \\[a\\]\\(http\\:\\/\\/x\\) @\u2060team \\`c\\` \\| \\#1 \\# title');
  expect(text).toContain('- Because: ``</details><script>x</script> **b** [a](http://x) @team `c` | #1 # title``');
});

test('it fits into a comment, and says how much is left out', () => {
  const text = markdownReport(largeReport(400));
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/\d+ more findings are left out here\./);
});
