/**
 * JUnit's XML, as Jenkins, GitLab and others read it: a suite a rule, a case a finding. An error fails, a warning passes with its text, and what is
 * accepted is skipped.
 */
import { create } from 'xmlbuilder';
import { AcceptedFinding, justification, Report, ReportedFinding } from './report';
import { RULES } from '../../rules';
import { ruleId } from '../../rules/finding';
import { findingText } from '../report-text';

/** In place of what XML has no way to write: https://www.w3.org/TR/xml/#charsets */
const UNWRITABLE = '\uFFFD';

interface Case {
  readonly name: string;
  readonly finding?: ReportedFinding;
  readonly accepted?: AcceptedFinding;
}

export function junitReport(report: Report): string {
  const suites = RULES.map(({ id }) => [id, casesOf(id, report)] as const).filter(([, cases]) => cases.length > 0);
  const all = suites.flatMap(([, cases]) => cases);
  const root = create('testsuites', { encoding: 'UTF-8' }, undefined, { invalidCharReplacement: UNWRITABLE })
    .att({ name: 'cdk-iam-guardrails', tests: all.length, failures: failures(all), errors: 0 });
  for (const [rule, cases] of suites) {
    const suite = root.ele('testsuite', {
      name: ruleId(rule), tests: cases.length, failures: failures(cases), errors: 0, skipped: cases.filter(({ accepted }) => accepted).length,
    });
    for (const { name, finding, accepted } of cases) {
      const one = suite.ele('testcase', { name, classname: ruleId(rule), time: 0 });
      if (accepted) {
        one.ele('skipped', { message: justification(accepted) });
      } else if (finding) {
        finding.severity === 'error' ? one.ele('failure', { type: ruleId(rule), message: finding.message }, findingText(finding))
          : one.ele('system-out', findingText(finding));
      }
    }
  }
  return `${root.end({ pretty: true })}\n`;
}

/** A rule that has judged and found nothing passes. */
function casesOf(id: string, { rules, findings, accepted }: Report): Case[] {
  const cases = [
    ...findings.filter(({ rule }) => rule === id).map((finding) => ({ name: nameOf(finding), finding })),
    ...accepted.filter(({ finding }) => finding.rule === id).map((one) => ({ name: nameOf(one.finding), accepted: one })),
  ];
  return cases.length > 0 || !rules.some((rule) => rule.id === id) ? cases : [{ name: 'no findings' }];
}

function nameOf({ constructPath, file, logicalId, key }: ReportedFinding): string {
  return `${constructPath ?? (logicalId ? `${file}#${logicalId}` : file)} [${key}]`;
}

function failures(cases: readonly Case[]): number {
  return cases.filter(({ finding }) => finding?.severity === 'error').length;
}
