/** The reports of an app, in the folder of its cloud assembly. */
import { join } from 'path';
import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppFinding, AppJudgement, isAccepted, JudgementProps } from './app-judgement';
import { writeOutputFile } from './output-file';
import { FORMATS } from './reports/formats';
import { plain } from './reports/paint';
import { readPreviousReport } from './reports/previous';
import { makeReport } from './reports/report';
import { rulesOf } from '../rules/judge';

const NAME = 'iam-guardrails-report';

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
  const name = scope === root ? NAME : `${NAME}-${scope.node.path.replace(/[^A-Za-z0-9_.-]+/g, '-')}`;
  const files = reports.formats.map((format) => {
    const { extension, render } = FORMATS[format];
    return [join(root.outdir, `${name}${extension}`), render(report, plain)] as const;
  });
  files.forEach(([file, text]) => writeOutputFile(file, text));
}

function reasonOf({ exception, acknowledgment }: AppFinding): string {
  return exception?.reason ?? acknowledgment!.reason;
}
