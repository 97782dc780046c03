/**
 * SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * What GitHub makes of it: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
import { isAbsolute } from 'path';
import { pathToFileURL } from 'url';
import { AcceptedFinding, justification, Report, ReportedFinding } from './report';
import { repositoryPath } from './repository';
import { ruleUrl } from './rule-url';
import { SourceLines } from './source-lines';
import { RULES } from '../../rules';
import { ruleId } from '../../rules/finding';
import { Rule } from '../../rules/rule';
import { LIBRARY_VERSION } from '../version';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** GitHub takes it for the folder of the repository. */
const BASE = '%SRCROOT%';
/** https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support: high is 7.0 to 8.9, medium 4.0 to 6.9. */
const SECURITY_SEVERITY = { error: '8.0', warning: '5.0' };

export function sarifReport(report: Report): string {
  const lines = new SourceLines();
  const rules = rulesIn(report);
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const result = (finding: ReportedFinding, accepted?: AcceptedFinding) => toResult(finding, indices.get(finding.rule)!, lines, accepted);
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'cdk-iam-guardrails', version: LIBRARY_VERSION, semanticVersion: LIBRARY_VERSION,
          informationUri: 'https://github.com/cdk-iam-guardrails/cdk-iam-guardrails', rules: rules.map(toDescriptor),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: [...report.findings.map((finding) => result(finding)), ...report.accepted.map((accepted) => result(accepted.finding, accepted))],
    }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Those that have judged, and whatever else has something to say. */
function rulesIn({ rules, findings, accepted }: Report): Rule[] {
  const named = new Set([...findings, ...accepted.map(({ finding }) => finding)].map(({ rule }) => rule));
  return RULES.filter((rule) => rules.includes(rule) || named.has(rule.id));
}

function toDescriptor({ id, title, why, fix, severity, controls, links }: Rule) {
  const sentence = `${title.replace(/^./, (first) => first.toUpperCase())}.`;
  const ids = Object.entries(controls).map(([framework, list]) => `${framework} ${list.join(', ')}`);
  return {
    id: ruleId(id),
    name: id,
    shortDescription: { text: sentence },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\nFix: ${fix}`,
      markdown: [
        why, `**Fix:** ${fix}`, ...(ids.length > 0 ? [`**Controls:** ${ids.join('; ')}`] : []), links.map((link) => `- <${link}>`).join('\n'),
      ].join('\n\n'),
    },
    helpUri: ruleUrl(id),
    defaultConfiguration: { level: severity },
    properties: {
      'tags': ['security', 'iam', ...Object.keys(controls)],
      'precision': 'high',
      'problem.severity': severity,
      'security-severity': SECURITY_SEVERITY[severity],
    },
  };
}

function toResult(finding: ReportedFinding, index: number, lines: SourceLines, accepted: AcceptedFinding | undefined) {
  const { rule, severity, message, witness, fix, file, location, logicalId, resourceType, constructPath, fingerprint, isNew } = finding;
  const sentence = message.replace(/^./, (first) => first.toUpperCase());
  return {
    ruleId: ruleId(rule),
    ruleIndex: index,
    level: severity,
    message: { text: `${sentence}.${witness ? ` Because ${witness}.` : ''} Fix: ${fix}` },
    locations: [{
      physicalLocation: { artifactLocation: artifactOf(file), region: { startLine: lines.lineOf(file, location) } },
      logicalLocations: [{ fullyQualifiedName: constructPath ?? (logicalId || location), kind: 'resource', ...(logicalId && { name: logicalId }) }],
    }],
    partialFingerprints: { 'iamGuardrails/v1': fingerprint },
    ...(isNew !== undefined && { baselineState: isNew ? 'new' : 'unchanged' }),
    ...(accepted && { suppressions: [{ kind: 'external', status: 'accepted', justification: justification(accepted) }] }),
    properties: { id: finding.id, location, ...(resourceType && { resourceType }) },
  };
}

function artifactOf(file: string) {
  const path = repositoryPath(file);
  return isAbsolute(path) || path.startsWith('..') ? { uri: pathToFileURL(path).href } : { uri: encodeURI(path), uriBaseId: BASE };
}
