/** Findings as text. */
import { Finding } from '../rules/finding';

/** One finding, on as many lines as it has something to say. */
export function findingText(finding: Finding): string {
  const where = finding.constructPath ?? (finding.logicalId || finding.file);
  return [
    `${finding.severity} ${finding.id}`,
    `  at ${where}${finding.resourceType && ` (${finding.resourceType})`}`,
    `     ${finding.file}#${finding.location}`,
    ...reasonLines(finding).map((line) => `  ${line}`),
  ].join('\n');
}

/** What is wrong, what proves it, and what to change. */
export function reasonLines({ message, witness, fix }: Finding): string[] {
  return [message, ...(witness ? [`because ${witness}`] : []), `fix: ${fix}`];
}

export function countBySeverity(findings: readonly Pick<Finding, 'severity'>[]): { readonly errors: number; readonly warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

export function summaryText(findings: readonly Finding[]): string {
  const { errors, warnings } = countBySeverity(findings);
  return `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
