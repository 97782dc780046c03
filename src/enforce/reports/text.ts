/** For people: findings by file and construct, then the summary. */
import { Paint } from './paint';
import { Report, ReportedFinding } from './report';
import { summaryLine, trendLine } from './summary';
import { ExceptionUse } from '../../rules/exception';
import { printable } from '../printable';
import { reasonLines } from '../report-text';

export function textReport(report: Report, paint: Paint): string {
  const files = groupedBy(report.findings, ({ file }) => file).map(([file, findings]) => [
    paint('bold', printable(file)),
    ...groupedBy(findings, placeText).flatMap(([place, atPlace]) => [`  ${place}`, ...atPlace.map((finding) => findingLines(finding, paint)), '']),
  ]);
  const exceptions = report.exceptions.flatMap((use) => exceptionLine(use, paint));
  const { findings } = report;
  const style = findings.some(({ severity }) => severity === 'error') ? 'red' : findings.length > 0 ? 'yellow' : 'green';
  return [
    ...files.flat(),
    ...(exceptions.length > 0 ? [paint('bold', 'Exceptions'), ...exceptions, ''] : []),
    paint(style, summaryLine(report)),
    ...trendLine(report),
    '',
  ].join('\n');
}

function findingLines(finding: ReportedFinding, paint: Paint): string {
  return [
    `    ${paint(finding.severity === 'error' ? 'red' : 'yellow', finding.severity)} ${printable(finding.id)}${finding.isNew ? paint('bold', ' (new)') : ''}`,
    ...reasonLines(finding).map((line) => `      ${printable(line)}`),
    `      ${paint('dim', `at ${printable(finding.location)}`)}`,
  ].join('\n');
}

/** Those that have their say: that accept something, or call for something to be done. */
function exceptionLine({ exception, state, findings }: ExceptionUse, paint: Paint): string[] {
  const { rule, construct, expires, owner, ticket, file, location } = exception;
  const accepts = `accepts ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} until ${expires}`;
  const what = { expired: `expired on ${expires}`, stale: 'matches nothing any more', used: accepts, unjudged: '' }[state];
  return what === '' ? [] : [
    `  ${paint(state === 'used' ? 'green' : 'yellow', state)} ${printable(`${rule} at ${construct}: ${what} (${[owner, ...(ticket === undefined ? [] : [ticket]), `${file}: ${location}`].join('; ')})`)}`,
  ];
}

/** The construct, if it is known, and the resource. */
function placeText({ constructPath, logicalId, resourceType }: ReportedFinding): string {
  return printable(logicalId === '' ? 'the template' : `${constructPath === undefined ? '' : `${constructPath} `}${logicalId} (${resourceType})`);
}

function groupedBy<T>(items: readonly T[], name: (item: T) => string): (readonly [string, T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(name(item)) ?? [];
    groups.set(name(item), group);
    group.push(item);
  }
  return [...groups];
}
