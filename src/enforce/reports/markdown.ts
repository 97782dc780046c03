/** For a pull request, or the summary of a job: https://github.github.com/gfm/ */
import { code, escaped, html, table } from './markdown-text';
import { Report, ReportedFinding } from './report';
import { ruleUrl } from './rule-url';
import { summaryLine, trendLine } from './summary';
import { ExceptionState, ExceptionUse } from '../../rules/exception';

/** A comment on GitHub takes 65,536 characters. */
const MOST_CHARACTERS = 60_000;
const MOST_EXCEPTIONS = 40;
const MOST_OF_A_CELL = 200;
const STATES: readonly ExceptionState[] = ['expired', 'stale', 'used'];
const MARKS = { error: '🔴', warning: '🟡' };

export function markdownReport(report: Report): string {
  const { findings, exceptions } = report;
  const begin = ['## IAM guardrails', `**${summaryLine(report)}**`, ...trendLine(report)];
  const end = exceptionTable(exceptions);
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

/** First those that call for something to be done. */
function exceptionTable(exceptions: readonly ExceptionUse[]): string[] {
  const told = STATES.flatMap((state) => exceptions.filter((use) => use.state === state));
  const rows = told.slice(0, MOST_EXCEPTIONS).map(({ exception: { rule, construct, expires, owner, ticket, reason }, state }) => [
    code(rule), code(shortened(construct)), state === 'expired' ? `expired on ${expires}` : `${state}, until ${expires}`, escaped(shortened(owner)),
    escaped(shortened(ticket === undefined ? reason : `${reason} (${ticket})`)),
  ]);
  const more = told.length - rows.length;
  return rows.length === 0 ? [] : [
    table(['Exception', 'Construct', 'State', 'Owner', 'Reason'], rows), ...(more > 0 ? [`${more} more ${more === 1 ? 'exception is' : 'exceptions are'} left out here.`] : []),
  ];
}

function shortened(text: string): string {
  return text.length > MOST_OF_A_CELL ? `${text.slice(0, MOST_OF_A_CELL - 1)}…` : text;
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
