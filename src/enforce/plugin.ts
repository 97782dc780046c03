/**
 * The engine as a policy validation plugin. Facts it is built around:
 * - CDK calls `validate` once for each environment of the app, with that environment's templates only;
 * - a plugin that throws, or reports failure without a violation, lets synthesis pass: so it never does either;
 * - the CLI looks only at violations of the selected stacks, and by default selects none in a Stage; a violation
 *   of no construct counts always;
 * - once a finding is acknowledged, CDK recomputes success from `error` and `fatal` alone.
 *
 * https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
import { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppFinding, isAccepted, judgeApp, JudgementProps } from './app-judgement';
import { writeReports } from './app-reports';
import { readWritten, stacksBelow } from './app-templates';
import { mirrorExceptions } from './exceptions/mirror';
import { LIBRARY_VERSION } from './version';
import { PACK_PREFIX, ruleId } from '../rules/finding';
import { rulesOf } from '../rules/judge';

/** A resource without a construct: it counts whatever is selected, and makes the violation show. */
const NOWHERE = { locations: [] };

export class GuardrailsPlugin implements IPolicyValidationPlugin {
  readonly name = PACK_PREFIX;
  readonly version = LIBRARY_VERSION;
  readonly ruleIds: string[];
  private findings: readonly AppFinding[] = [];
  private judged = new Set<string>();

  constructor(private readonly props: JudgementProps) {
    this.ruleIds = rulesOf(props.pack, props.options).map((rule) => ruleId(rule.id));
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    try {
      const files = new Set(context.templatePaths);
      const findings = this.judgeOnce(context.appConstruct, files).filter((finding) => files.has(finding.stackFile));
      return toReport(findings);
    } catch (error) {
      return failureReport(error as Error);
    }
  }

  /** The whole app is judged at the first call of a synthesis; a template that comes again begins the next one. */
  private judgeOnce(root: IConstruct, files: ReadonlySet<string>): readonly AppFinding[] {
    const known = [...files].every((file) => this.judged.delete(file));
    if (!known) {
      const inputs = stacksBelow(root).flatMap((template) => readWritten(template) ?? []);
      const read = new Set(inputs.map((input) => input.file));
      const strange = [...files].find((file) => !read.has(file));
      if (strange !== undefined) {
        throw new Error(`${strange}: found a template of no stack in the tree, expected one of the app's`);
      }
      const judgement = judgeApp(root, inputs, this.props);
      writeReports(root, judgement, this.props);
      this.findings = judgement.findings;
      mirrorExceptions(this.findings);
      this.judged = new Set([...read].filter((file) => !files.has(file)));
    }
    return this.findings;
  }
}

export function toReport(findings: readonly AppFinding[]): PolicyValidationPluginReport {
  const accepted = findings.filter(isAccepted);
  // What CDK knows to be acknowledged it lists as suppressed in its report.
  const reported = findings.filter((finding) => !isAccepted(finding) || isSuppressed(finding));
  const violations = new Map<string, PolicyViolation>();
  for (const finding of reported) {
    const violation = toViolation(finding);
    const key = `${violation.ruleName}\n${violation.severity}\n${violation.description}\n${violation.fix}`;
    const same = violations.get(key);
    same ? same.violatingResources.push(...violation.violatingResources) : violations.set(key, violation);
  }
  const errors = reported.filter((finding) => !isAccepted(finding) && finding.severity === 'error');
  return {
    success: errors.length === 0,
    pluginVersion: LIBRARY_VERSION,
    violations: [...violations.values(), ...stageViolation(errors.filter((finding) => finding.inStage))],
    ...(accepted.length > 0 && { metadata: { acknowledged: String(accepted.length) } }),
  };
}

/** Acknowledged by its qualified id, or excepted at a construct, where that is mirrored. */
function isSuppressed({ acknowledgment, construct }: AppFinding): boolean {
  return acknowledgment ? acknowledgment.qualified : construct !== undefined;
}

function toViolation(finding: AppFinding): PolicyViolation {
  return {
    ruleName: finding.reportedAs,
    severity: finding.severity,
    description: describe(finding),
    fix: finding.fix,
    violatingResources: [{
      constructPath: finding.constructPath,
      resourceLogicalId: finding.logicalId || undefined,
      templatePath: finding.logicalId ? finding.file : undefined,
      locations: [finding.location],
    }],
  };
}

/** What the CLI shows of findings in Stages when no stack of a Stage is selected. */
function stageViolation(findings: readonly AppFinding[]): PolicyViolation[] {
  if (findings.length === 0) {
    return [];
  }
  const list = findings.map((finding) => `- ${finding.id} at ${finding.constructPath}: ${describe(finding)}`);
  return [{
    ruleName: ruleId('StageFindings'),
    severity: 'fatal',
    description: [`${findings.length === 1 ? '1 error is in a Stage' : `${findings.length} errors are in Stages`}:`, ...list].join('\n'),
    fix: "Run cdk synth '**' to see them in full.",
    violatingResources: [NOWHERE],
  }];
}

function describe({ message, witness }: AppFinding): string {
  return witness ? `${message}; ${witness}` : message;
}

function failureReport(error: Error): PolicyValidationPluginReport {
  return {
    success: false,
    violations: [{
      ruleName: ruleId('Unjudged'),
      severity: 'fatal',
      description: `the app could not be judged, so nothing of it counts as compliant: ${error.message}`,
      violatingResources: [NOWHERE],
    }],
  };
}
