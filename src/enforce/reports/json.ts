/** For machines: every key is always there, `null` where there is nothing to say. */
import { Report, ReportedFinding } from './report';
import { ExceptionUse } from '../../rules/exception';
import { countBySeverity } from '../report-text';
import { LIBRARY_VERSION } from '../version';

export function jsonReport({ pack, templates, findings, accepted, exceptions, trend }: Report): string {
  const report = {
    version: LIBRARY_VERSION,
    pack,
    summary: { templates: templates.length, ...countBySeverity(findings), acknowledged: accepted.length },
    trend: trend ?? null,
    findings: findings.map(toJson),
    accepted: accepted.map(({ finding, reason, exception }) => ({
      ...toJson(finding), reason, owner: exception?.owner ?? null, expires: exception?.expires ?? null, ticket: exception?.ticket ?? null,
    })),
    exceptions: exceptions.map(exceptionToJson),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function toJson(finding: ReportedFinding) {
  return {
    rule: finding.rule,
    id: finding.id,
    fingerprint: finding.fingerprint,
    isNew: finding.isNew ?? null,
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
  };
}

function exceptionToJson({ exception, state, findings }: ExceptionUse) {
  const { rule, key, keyPattern, construct, reason, owner, expires, ticket, file, location } = exception;
  return {
    rule, key: key ?? null, keyPattern: keyPattern ?? null, construct, reason, owner, expires, ticket: ticket ?? null, file, location,
    state, findings: findings.length,
  };
}
