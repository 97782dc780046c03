/** Judges an app: the engine over its templates, with the constructs and the acknowledgments of its tree. */
import { IConstruct } from 'constructs';
import { Acknowledgment, Acknowledgments } from './acknowledgments';
import { accountOf, ConstructIndex, readPrepared, stacksBelow } from './app-templates';
import { ReportFormat } from './report-format';
import { isInStage } from './stages';
import { AccessModel } from '../model/access-model';
import { TemplateInput } from '../model/scope';
import { readTemplates } from '../model/template-reader';
import { exceptedId } from '../rules/acknowledgment';
import { ExceptionsInForce, ExceptionUse, GuardrailException } from '../rules/exception';
import { applyExceptions, staleFindings } from '../rules/exceptions';
import { Finding } from '../rules/finding';
import { judge, rulesOf } from '../rules/judge';
import { PackName, RuleOptions } from '../rules/rule';

export interface AppFinding extends Finding {
  /** The construct that makes the resource; the stack where none is known, or the finding is about the template. */
  readonly construct?: IConstruct;
  readonly acknowledgment?: Acknowledgment;
  /** The exception that accepts it. */
  readonly exception?: GuardrailException;
  /** What CDK knows the finding by: its id, as a rule. */
  readonly reportedAs: string;
  /** The file of the top-level stack: that of its parent for a finding in a nested stack, the first for one of no template. */
  readonly stackFile: string;
  readonly inStage: boolean;
}

/** Nobody has to do anything about it now. */
export function isAccepted({ acknowledgment, exception }: AppFinding): boolean {
  return acknowledgment !== undefined || exception !== undefined;
}

export interface AppJudgement {
  readonly findings: readonly AppFinding[];
  /** What has become of each exception. */
  readonly exceptions: readonly ExceptionUse[];
  /** What was judged. */
  readonly model: AccessModel;
}

export interface ReportsWanted {
  readonly formats: readonly ReportFormat[];
  /** An earlier report in JSON. */
  readonly previous?: string;
}

export interface JudgementProps {
  readonly pack: PackName;
  readonly options: Partial<RuleOptions>;
  readonly exceptions?: ExceptionsInForce;
  /** What is written beside the templates. */
  readonly reports?: ReportsWanted;
  /** Only findings at and below this construct count; the rest of the app is joined all the same. */
  readonly scope?: IConstruct;
}

/** The inputs are templates of stacks at and below `synthesized`: the app, or one Stage of it. */
export function judgeApp(synthesized: IConstruct, inputs: readonly TemplateInput[], props: JudgementProps): AppJudgement {
  const index = new ConstructIndex(synthesized);
  const acknowledgments = new Acknowledgments(synthesized.node.root);
  const parents = new Map(inputs.flatMap((input) => filesOf(input).map((file) => [file, input.file] as const)));
  const inStage = new Map<string, boolean>();
  const model = readTemplates(inputs);
  const doubtful = sharedPaths(model);
  const { scope = synthesized.node.root, exceptions } = props;
  const options = { ...props.options, ...(exceptions && { today: exceptions.today }) };
  const findings = judge(model, props.pack, options).map((finding): AppFinding => {
    const { constructPath: written } = finding;
    const construct = index.construct(finding.file, finding.logicalId, written !== undefined && doubtful.has(written) ? undefined : written);
    const constructPath = construct?.node.path;
    const acknowledgment = construct && acknowledgments.of(construct, finding.id);
    if (construct && !inStage.has(finding.file)) {
      inStage.set(finding.file, isInStage(construct));
    }
    return Object.assign(finding, {
      construct,
      constructPath: constructPath ?? finding.constructPath,
      acknowledgment,
      reportedAs: acknowledgments.nameOf(finding.id, constructPath ?? finding.file, acknowledgment),
      stackFile: parents.get(finding.file)!,
      inStage: inStage.get(finding.file) ?? false,
    });
  });
  const inScope = scope === scope.node.root ? findings : findings.filter((finding) => isBelow(finding, scope));
  if (!exceptions) {
    return { findings: inScope, exceptions: [], model };
  }
  const { open, accepted, uses } = applyExceptions(inScope, exceptions, {
    rules: new Set(rulesOf(props.pack, options).map(({ id }) => id)), roots: judgedRoots(synthesized, inputs, scope),
  });
  const excepted = [...accepted].map(([finding, exception]): AppFinding => ({
    ...finding, exception, ...(!finding.acknowledgment && { reportedAs: exceptedId(finding.id, finding.constructPath ?? finding.file) }),
  }));
  const stale = staleFindings(uses, props.pack, model).map((finding): AppFinding => ({
    ...finding, reportedAs: acknowledgments.nameOf(finding.id, finding.file), stackFile: inputs[0]?.file ?? '', inStage: false,
  }));
  return { findings: [...open, ...excepted, ...stale], exceptions: uses, model };
}

/**
 * Judges from the construct tree, for use before the templates are written.
 *
 * @param synthesized The app, or the Stage, that has been prepared. CDK remembers what a Lazy first gave: reading
 * what other Aspects have yet to change would change what is deployed.
 */
export function judgePrepared(synthesized: IConstruct, props: JudgementProps): AppJudgement {
  const { trustedAccounts = [] } = props.options;
  const ownAccounts = stacksBelow(synthesized.node.root).flatMap(({ stack }) => accountOf(stack) ?? []);
  return judgeApp(synthesized, stacksBelow(synthesized).map(readPrepared), {
    ...props, options: { ...props.options, trustedAccounts: [...trustedAccounts, ...ownAccounts] },
  });
}

/** The path at and below which all was judged, as far as every stack there has its template; the empty one is the app's. */
function judgedRoots(synthesized: IConstruct, inputs: readonly TemplateInput[], scope: IConstruct): string[] {
  const isWhole = stacksBelow(synthesized).length === inputs.length;
  const [upper, lower] = synthesized.node.scopes.includes(scope) ? [scope, synthesized] : [synthesized, scope];
  return isWhole && lower.node.scopes.includes(upper) ? [lower.node.path] : [];
}

/** Construct paths that more than one resource claims, as in a template of one app that is included in another. */
function sharedPaths({ resources }: AccessModel): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { constructPath } of resources) {
    if (constructPath !== undefined) {
      (seen.has(constructPath) ? shared : seen).add(constructPath);
    }
  }
  return shared;
}

function filesOf(input: TemplateInput): string[] {
  return [input.file, ...[...input.nested?.values() ?? []].flatMap(filesOf)];
}

/** A finding whose construct nobody knows counts everywhere. */
function isBelow({ construct }: AppFinding, scope: IConstruct): boolean {
  return construct === undefined || construct.node.scopes.includes(scope);
}
