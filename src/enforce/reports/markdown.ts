/** For a pull request, or the summary of a job: https://github.github.com/gfm/ */
import { code, escaped, html, table } from './markdown-text';
import { Report, ReportedFinding } from './report';
import { ruleUrl } from './rule-url';
import { summaryLine, trendLine } from './summary';

/** A comment on GitHub takes 65,536 characters. */
const MOST_CHARACTERS = 60_000;
const MARKS = { error: '🔴', warning: '🟡' };

export function markdownReport(report: Report): string {
  const { findings, exceptions } = report;
  const begin = ['## IAM guardrails', `**${summaryLine(report)}**`, ...trendLine(report)];
  const due = exceptions.filter(({ state }) => state === 'expired' || state === 'stale');
  const end = due.length === 0 ? [] : [table(['Exception', 'Construct', 'State', 'Owner'], due.map(({ exception, state }) => [
    code(exception.rule), code(exception.construct), state === 'expired' ? `expired on ${exception.expires}` : state, escaped(exception.owner),
  ]))];
  const blocks: string[] = [];
  let left = MOST_CHARACTERS - [...begin, ...end].join('\n\n').length;
  for (const finding of findings) {
    const block = findingBlock(finding);
    left -= block.length + 2;
    if (left < 0) {
      break;
    }
    blocks.push(block);
  }
  const more = findings.length - blocks.length;
  return `${[...begin, ...blocks, ...(more > 0 ? [`${more} more ${more === 1 ? 'finding is' : 'findings are'} left out here.`] : []), ...end].join('\n\n')}\n`;
}

function findingBlock(finding: ReportedFinding): string {
  const { severity, rule, key, isNew, constructPath, logicalId, resourceType, file, location, message, witness, fix } = finding;
  const place = html(constructPath ?? (logicalId || file));
  return [
    `<details><summary>${MARKS[severity]} ${severity}${isNew ? ' (new)' : ''}: <b>${rule}</b> at <code>${place}</code></summary>`,
    `${escaped(message.replace(/^./, (first) => first.toUpperCase()))}.`,
    [
      ...(witness ? [`- Because: ${code(witness)}`] : []),
      `- Fix: ${escaped(fix)}`,
      `- Place: ${code(`${file}#${location}`)}${resourceType ? ` (${code(resourceType)})` : ''}`,
      `- Key: ${code(key)}`,
      `- [About the rule](${ruleUrl(rule)})`,
    ].join('\n'),
    '</details>',
  ].join('\n\n');
}
