/** Findings as text. */
import { Finding } from '../rules/finding';

/** One finding, on as many lines as it has something to say. */
export function findingText(finding: Finding): string {
  const where = finding.constructPath ?? (finding.logicalId || finding.file);
  return [
    `${finding.severity} ${finding.id}`,
    `  at ${where}${finding.resourceType && ` (${finding.resourceType})`}`,
    `     ${finding.file}#${finding.location}`,
    `  ${finding.message}`,
    ...(finding.witness ? [`  because ${finding.witness}`] : []),
    `  fix: ${finding.fix}`,
  ].join('\n');
}

export function summaryText(findings: readonly Finding[]): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
