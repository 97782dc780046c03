import { CheckResult } from './check-result';
import { Paint } from './paint';
import { printable } from './terminal';
import { reasonLines, summaryText } from '../enforce/report-text';
import { Finding } from '../rules/finding';

/** For people: findings by file and resource, then the summary. */
export function textReport(result: CheckResult, paint: Paint): string {
  const files = [...groupedBy(result.findings, ({ file }) => file)].map(([file, findings]) => [
    paint('bold', printable(file)),
    ...[...groupedBy(findings, placeText)].flatMap(([place, atPlace]) => [`  ${place}`, ...atPlace.map((finding) => findingLines(finding, paint)), '']),
  ].flat());
  const { findings } = result;
  const style = findings.some(({ severity }) => severity === 'error') ? 'red' : findings.length > 0 ? 'yellow' : 'green';
  return [...files.flat(), paint(style, summaryLine(result)), ''].join('\n');
}

/** `1 error, 0 warnings, 2 acknowledged in 2 templates (pack baseline)` */
export function summaryLine({ findings, templates, pack, acknowledged }: CheckResult): string {
  const open = findings.length > 0 ? summaryText(findings) : 'no findings';
  const found = acknowledged > 0 ? `${open}, ${acknowledged} acknowledged` : open;
  return `${found} in ${templates} template${templates === 1 ? '' : 's'} (pack ${pack})`;
}

function findingLines(finding: Finding, paint: Paint): string {
  return [
    `    ${paint(finding.severity === 'error' ? 'red' : 'yellow', finding.severity)} ${printable(finding.id)}`,
    ...reasonLines(finding).map((line) => `      ${printable(line)}`),
    `      ${paint('dim', `at ${printable(finding.location)}`)}`,
  ].join('\n');
}

/** The construct, if it is known, and the resource. */
function placeText({ constructPath, logicalId, resourceType }: Finding): string {
  return printable(logicalId === '' ? 'the template' : `${constructPath === undefined ? '' : `${constructPath} `}${logicalId} (${resourceType})`);
}

function groupedBy<T>(items: readonly T[], name: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(name(item)) ?? [];
    groups.set(name(item), group);
    group.push(item);
  }
  return groups;
}
