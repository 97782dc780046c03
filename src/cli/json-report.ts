import { CheckResult } from './check-result';
import { countBySeverity } from '../enforce/report-text';
import { LIBRARY_VERSION } from '../enforce/version';

/** For machines: every key is always there, `null` where there is nothing to say. */
export function jsonReport({ pack, templates, findings, acknowledged }: CheckResult): string {
  const report = {
    version: LIBRARY_VERSION,
    pack,
    summary: { templates, ...countBySeverity(findings), acknowledged },
    findings: findings.map((finding) => ({
      rule: finding.rule,
      id: finding.id,
      severity: finding.severity,
      file: finding.file,
      logicalId: finding.logicalId || null,
      resourceType: finding.resourceType || null,
      constructPath: finding.constructPath ?? null,
      key: finding.key,
      message: finding.message,
      witness: finding.witness ?? null,
      fix: finding.fix,
      location: finding.location,
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
