/** One page that needs nothing else: the script and the style of `page/`, and the report as data. */
import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { join } from 'path';
import { accessData } from './page-access';
import { PageData, PageFinding } from './page-data';
import { Report, ReportedFinding } from './report';
import { repositoryPath } from './repository';
import { ruleUrl } from './rule-url';
import { RULES } from '../../rules';
import { countBySeverity } from '../report-text';
import { LIBRARY_VERSION } from '../version';

const ASSETS = join(__dirname, '..', '..', '..', 'assets', 'page');

export function htmlReport(report: Report): string {
  const script = readFileSync(join(ASSETS, 'main.js'), 'utf8');
  const style = readFileSync(join(ASSETS, 'style.css'), 'utf8');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    '<title>IAM guardrails</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="page"><noscript>This report needs JavaScript, and no network.</noscript></div>',
    `<script type="application/json" id="data">${safeJson(pageData(report))}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** For a `<script>` of HTML: nothing in it ends the element, begins a comment, or ends a line of JavaScript. */
export function safeJson(data: unknown): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP: nothing is loaded from anywhere, and no other script runs. */
function policy(script: string, style: string): string {
  return `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function pageData(report: Report): PageData {
  const { pack, rules, templates, findings, accepted, exceptions, model, trend, previous } = report;
  const ruleIndices = new Map(RULES.map(({ id }, index) => [id, index]));
  const all = [...findings, ...accepted.map(({ finding }) => finding)];
  const templateIndices = new Map(templates.map((file, index) => [file, index]));
  const toPage = (finding: ReportedFinding): PageFinding => (
    pageFinding(finding, ruleIndices.get(finding.rule)!, templateIndices.get(finding.file) ?? 0)
  );
  return {
    version: LIBRARY_VERSION,
    created: new Date().toISOString(),
    pack,
    templates: templates.map(repositoryPath),
    rules: RULES.map((rule) => {
      const { id, title, why, fix, severity, controls } = rule;
      return { id, title, why, fix, severity, controls, url: ruleUrl(id), judged: rules.includes(rule) };
    }),
    findings: [
      ...findings.map(toPage),
      ...accepted.map(({ finding, reason, exception }) => ({
        ...toPage(finding), accepted: { reason, owner: exception?.owner, expires: exception?.expires, ticket: exception?.ticket },
      })),
    ],
    exceptions: exceptions.map(({ exception, state, findings: matched }) => {
      const { rule, key, keyPattern, construct, reason, owner, expires, ticket, file, location } = exception;
      return {
        rule, key: key ?? keyPattern, construct, reason, owner, expires, ticket, state, place: `${repositoryPath(file)}: ${location}`,
        findings: matched.length,
      };
    }),
    ...(trend && previous && {
      trend: {
        added: trend.added, ...countBySeverity(previous.findings), accepted: previous.accepted.length,
        resolved: trend.resolved.map(({ id, severity, message, constructPath, file, logicalId }) => (
          { id, severity, message, place: constructPath ?? `${file}${logicalId === null ? '' : `#${logicalId}`}` }
        )),
      },
    }),
    ...accessData(model, all, templates),
  };
}

function pageFinding(finding: ReportedFinding, rule: number, template: number): PageFinding {
  const { fingerprint, severity, key, constructPath, file, logicalId, resourceType, location, message, witness, fix, isNew } = finding;
  return {
    id: fingerprint, rule, severity, key, template, location, message, witness,
    place: constructPath ?? `${repositoryPath(file)}${logicalId === '' ? '' : `#${logicalId}`}`,
    ...(logicalId !== '' && { logicalId, type: resourceType }),
    ...(fix !== RULES[rule].fix && { fix }),
    ...(isNew && { isNew }),
  };
}
