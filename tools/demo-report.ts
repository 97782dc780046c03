/** Reads what `cdk synth` leaves of our findings: validation-report.json and the templates. */
import { readFileSync } from 'fs';
import { join } from 'path';

export interface Report {
  readonly found: readonly Found[];
  readonly acknowledged: readonly Found[];
}

/** The findings that say the same of what one package makes. */
export interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly fix: string;
  /** The package whose construct the app uses. */
  readonly source: string;
  /** Construct paths below the stack. */
  readonly places: string[];
  readonly reason?: string;
}

interface Violation {
  readonly ruleName: string;
  readonly severity: string;
  readonly description: string;
  readonly suggestedFix: string;
  readonly violatingConstructs: readonly { readonly constructPath: string; readonly stackTraces?: readonly string[] }[];
  readonly reason?: string;
}

interface PluginReport {
  readonly pluginName: string;
  readonly violations?: readonly Violation[];
  readonly suppressedViolations?: readonly Violation[];
}

export function readReport(assembly: string): Report {
  const { pluginReports } = readJson<{ pluginReports: PluginReport[] }>(join(assembly, 'validation-report.json'));
  const ours = pluginReports.find(({ pluginName }) => pluginName === 'IamGuardrails');
  return { found: group(ours?.violations), acknowledged: group(ours?.suppressedViolations) };
}

export function ofSeverity(found: readonly Found[], severity: string): Found[] {
  return found.filter((item) => item.severity === severity);
}

export function textOf(found: readonly Found[]): string {
  const sources = [...new Set(found.map(({ source }) => source))].sort();
  return sources.flatMap((source) => ['', source, ...found.filter((item) => item.source === source).flatMap(linesOf)]).join('\n');
}

/** Of the roles and users in the templates. */
export function boundaryCount(assembly: string): string {
  const { artifacts } = readJson<{ artifacts: Record<string, { type: string; properties?: { templateFile: string } }> }>(join(assembly, 'manifest.json'));
  const templates = Object.values(artifacts).flatMap(({ type, properties }) => (type === 'aws:cloudformation:stack' && properties ? [properties.templateFile] : []));
  const principals = templates
    .flatMap((file) => Object.values(readJson<{ Resources: Record<string, { Type: string; Properties?: object }> }>(join(assembly, file)).Resources))
    .filter(({ Type }) => ['AWS::IAM::Role', 'AWS::IAM::User'].includes(Type));
  return `${principals.filter(({ Properties = {} }) => 'PermissionsBoundary' in Properties).length} of ${principals.length} roles and users`;
}

function group(violations: readonly Violation[] = []): Found[] {
  const groups = new Map<string, Found>();
  for (const { ruleName, severity, description, suggestedFix, reason, violatingConstructs } of violations) {
    for (const { constructPath, stackTraces = [] } of violatingConstructs) {
      const found: Found = {
        rule: ruleName.replace(/^IamGuardrails-|\[.*$/g, ''), severity, message: description, fix: suggestedFix, source: sourceOf(stackTraces), places: [], reason,
      };
      const key = JSON.stringify(found);
      groups.set(key, groups.get(key) ?? found);
      groups.get(key)!.places.push(constructPath.replace(/^[^/]*\//, '').replace(/\/Resource$/, ''));
    }
  }
  return [...groups.values()];
}

/** Of `...aws-cdk-lib, new TimeToLive in @cloudcomponents/cdk-temp-stack...` the last, which the app itself calls. */
function sourceOf([trace = '']: readonly string[]): string {
  const [calls] = trace.split('\n');
  return calls.replace(/^\.\.\.|\.\.\.$/g, '').split(/, | in /).pop() || 'the app';
}

function linesOf({ severity, rule, message, fix, places }: Found): string[] {
  return [`  ${severity} ${rule}: ${shorten(message)}`, ...places.map((place) => `    at ${place}`), `    fix: ${shorten(fix)}`];
}

function shorten(text: string): string {
  return text.length > 150 ? `${text.slice(0, 147)}...` : text;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
