/** The report that stands in the page, and what is looked up in it. */
import type { PageData, PageFinding, PagePrincipal } from '../src/enforce/reports/page-data';

export const data: PageData = JSON.parse(document.getElementById('data')!.textContent!);

export const LEVELS = ['List', 'Read', 'Write', 'Tagging', 'Permissions management'] as const;

/** As they are known to people; others by their id. */
const FRAMEWORKS: Readonly<Record<string, string>> = {
  'cis-aws-5.0': 'CIS AWS Foundations 5.0',
  'cis-aws-6.0': 'CIS AWS Foundations 6.0',
  'aws-fsbp': 'AWS Foundational Security Best Practices',
  'pci-dss-4.0.1': 'PCI DSS 4.0.1',
  'nist-800-53-r5': 'NIST SP 800-53 Rev. 5',
  'well-architected': 'AWS Well-Architected',
};

export function frameworkName(id: string): string {
  return FRAMEWORKS[id] ?? id;
}

export const frameworks: readonly string[] = [...new Set(data.rules.flatMap(({ controls }) => Object.keys(controls)))].sort();

export const open: readonly PageFinding[] = data.findings.filter(({ accepted }) => !accepted);
export const accepted: readonly PageFinding[] = data.findings.filter((finding) => finding.accepted);

export function ruleOf({ rule }: PageFinding) {
  return data.rules[rule];
}

export function fixOf(finding: PageFinding): string {
  return finding.fix ?? ruleOf(finding).fix;
}

export function count(findings: readonly PageFinding[], severity: string): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

/** Open findings of a principal: errors, warnings. */
export function findingsOf({ findings }: PagePrincipal): { readonly errors: number; readonly warnings: number } {
  const own = findings.map((index) => data.findings[index]).filter((finding) => !finding.accepted);
  return { errors: count(own, 'error'), warnings: count(own, 'warning') };
}

const searchable = new Map<PageFinding, string>();

/** What a search looks into. */
export function textOf(finding: PageFinding): string {
  let text = searchable.get(finding);
  if (text === undefined) {
    text = [ruleOf(finding).id, finding.key, finding.place, finding.message, finding.witness, finding.type, finding.logicalId].join('\n').toLowerCase();
    searchable.set(finding, text);
  }
  return text;
}

export function plural(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
