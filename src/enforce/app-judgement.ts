/** Judges an app: the engine over its templates, with the constructs and the acknowledgments of its tree. */
import { Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { TemplateInput } from '../model/scope';
import { readTemplates } from '../model/template-reader';
import { Finding } from '../rules/finding';
import { judge } from '../rules/judge';
import { PackName, RuleOptions } from '../rules/rule';
import { Acknowledgment, acknowledgmentOf } from './acknowledgments';
import { ConstructIndex, readPrepared, stacksBelow } from './app-templates';

export interface AppFinding extends Finding {
  /** The construct that makes the resource, or the stack where the finding is about the template. */
  readonly construct?: IConstruct;
  readonly acknowledgment?: Acknowledgment;
  /** The file of the top-level stack: that of its parent for a finding in a nested stack. */
  readonly stackFile: string;
  readonly inStage: boolean;
}

export interface JudgementProps {
  readonly pack: PackName;
  readonly options: Partial<RuleOptions>;
  /** Only findings at and below this construct count; the rest of the app is joined all the same. */
  readonly scope?: IConstruct;
}

export function judgeApp(root: IConstruct, inputs: readonly TemplateInput[], props: JudgementProps): AppFinding[] {
  const index = new ConstructIndex(root);
  const parents = new Map(inputs.flatMap((input) => filesOf(input).map((file) => [file, input.file] as const)));
  const findings = judge(readTemplates(inputs), props.pack, props.options).map((finding): AppFinding => {
    const construct = index.construct(finding.file, finding.logicalId);
    const acknowledgment = construct && acknowledgmentOf(construct, finding.id);
    return {
      ...finding,
      ...(construct && { construct, constructPath: construct.node.path }),
      ...(acknowledgment && { acknowledgment }),
      stackFile: parents.get(finding.file)!,
      inStage: construct !== undefined && isInStage(construct),
    };
  });
  const { scope } = props;
  return scope === undefined || scope === root ? findings : findings.filter((finding) => isBelow(finding, scope));
}

/** Judges what is at and below a scope from the construct tree, for use before the templates are written. */
export function judgePrepared(scope: IConstruct, props: JudgementProps): AppFinding[] {
  const { root } = scope.node;
  return judgeApp(root, stacksBelow(root).map(readPrepared), { ...props, scope });
}

function filesOf(input: TemplateInput): string[] {
  return [input.file, ...[...input.nested?.values() ?? []].flatMap(filesOf)];
}

function isInStage(construct: IConstruct): boolean {
  return Stage.of(Stack.of(construct))!.node.scope !== undefined;
}

/** A finding whose construct nobody knows counts everywhere. */
function isBelow({ construct }: AppFinding, scope: IConstruct): boolean {
  return construct === undefined || construct.node.scopes.includes(scope);
}
