/** The reports of an app, in the folder of its cloud assembly. */
import { join } from 'path';
import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppFinding, AppJudgement, isAccepted, JudgementProps } from './app-judgement';
import { writeOutputFile } from './output-file';
import { ReportFormat } from './report-format';
import { FORMATS } from './reports/formats';
import { plain } from './reports/paint';
import { readPreviousReport } from './reports/previous';
import { makeReport } from './reports/report';
import { rulesOf } from '../rules/judge';

const NAME = 'iam-guardrails-report';

/** Of each app, the files that reports are going to be in, with their scopes. */
const claims = new WeakMap<IConstruct, Map<string, IConstruct>>();

/** No report is written over another one. */
export function claimReports(scope: IConstruct, formats: readonly ReportFormat[]): void {
  const { root } = scope.node;
  const claimed = claims.get(root) ?? new Map<string, IConstruct>();
  claims.set(root, claimed);
  for (const format of new Set(formats)) {
    const file = fileOf(scope, root, format);
    const other = claimed.get(file);
    if (other) {
      throw new Error(`reports: found ${file} twice, for ${nameOf(other)} and for ${nameOf(scope)}, expected the reports of a scope in one call of Guardrails.enforce`);
    }
    claimed.set(file, scope);
  }
}

/** Nothing is written before every report is made. */
export function writeReports(root: IConstruct, { findings, exceptions, model }: AppJudgement, props: JudgementProps): void {
  const { pack, options, reports, scope = root } = props;
  if (!Stage.isStage(root) || !reports || reports.formats.length === 0) {
    return;
  }
  const report = makeReport({
    pack, exceptions, model,
    rules: rulesOf(pack, options),
    templates: [...new Set(model.templates.map(({ file }) => file))],
    findings: findings.filter((finding) => !isAccepted(finding)),
    accepted: findings.filter(isAccepted).map((finding) => (
      { finding, reason: reasonOf(finding), ...(finding.exception && { exception: finding.exception }) }
    )),
    ...(reports.previous !== undefined && { previous: readPreviousReport(reports.previous) }),
  });
  const files = reports.formats.map((format) => [join(root.outdir, fileOf(scope, root, format)), FORMATS[format].render(report, plain)] as const);
  files.forEach(([file, text]) => writeOutputFile(file, text));
}

function fileOf(scope: IConstruct, root: IConstruct, format: ReportFormat): string {
  const name = scope === root ? NAME : `${NAME}-${scope.node.path.replace(/[^A-Za-z0-9_.-]+/g, '-')}`;
  return `${name}${FORMATS[format].extension}`;
}

function nameOf({ node }: IConstruct): string {
  return node.path || 'the app';
}

function reasonOf({ exception, acknowledgment }: AppFinding): string {
  return exception?.reason ?? acknowledgment!.reason;
}
