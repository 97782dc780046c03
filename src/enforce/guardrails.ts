import { CfnResource, Duration, Stack, Validations } from 'aws-cdk-lib';
import { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { judgePrepared, JudgementProps } from './app-judgement';
import { claimReports } from './app-reports';
import { templateFile } from './app-templates';
import { DutyPair } from './duty-pair';
import { GuardrailExceptions } from './exceptions/guardrail-exceptions';
import { addGate } from './gate';
import { GuardrailsResult } from './guardrails-result';
import { MaxSessionDurationAspect } from './max-session-duration-aspect';
import { PermissionsBoundaryAspect } from './permissions-boundary-aspect';
import { GuardrailsPlugin } from './plugin';
import { prepare } from './prepare';
import { ReportFormat } from './report-format';
import { ruleOptions } from './rule-options';
import { RulePack } from './rule-pack';
import { addMutatingAspect } from './stages';
import { textIn } from '../model/template-reader';
import { RuleOptions } from '../rules/rule';

/**
 * What `Guardrails.check` judges by.
 */
export interface GuardrailsCheckProps {
  /**
   * The pack of rules.
   *
   * @default RulePack.BASELINE
   */
  readonly pack?: RulePack;

  /**
   * The longest role session that is allowed: 1 to 12 hours. Given, it is judged in every pack.
   *
   * @default Duration.hours(1), in the strict pack
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Account ids (twelve digits) of the own organization: not third parties in trust policies. The accounts that the
   * app's stacks are deployed to are always among them.
   *
   * @default - only the accounts of the app
   */
  readonly trustedAccounts?: string[];

  /**
   * The permissions boundary of every role and user; another boundary, or none, is a violation of
   * `PermissionsBoundaryRequired`, in every pack. For Stages, import it by its literal ARN.
   *
   * @default - any boundary satisfies the rule, and only the strict pack requires one
   */
  readonly permissionsBoundary?: IManagedPolicy;

  /**
   * Pairs of duties that no one principal is to have, beside those that the library knows. Given, `SeparationOfDuties` is judged
   * in every pack.
   *
   * @default - the pairs that the library knows, in the strict pack
   */
  readonly dutyPairs?: DutyPair[];

  /**
   * Findings that are accepted for a while, each with a reason, an owner and a last day.
   *
   * @default - none
   */
  readonly exceptions?: GuardrailExceptions;

  /**
   * Path of the permission lock file, as a rule `iam.lock.json`: a principal that is granted more than it agrees is a violation of
   * `GrantsWithinLock`, in every pack. `npx cdk-iam-guardrails lock cdk.out` writes it. A file that is missing, or that is no lock, agrees
   * to nothing.
   *
   * @default - grants are not compared with what was agreed
   */
  readonly lockFile?: string;
}

/**
 * What is enforced, and how.
 */
export interface GuardrailsProps extends GuardrailsCheckProps {
  /**
   * Replace a boundary that a role or user already has, where `permissionsBoundary` is given.
   *
   * @default false - it stays, and is a violation
   */
  readonly overwriteBoundaries?: boolean;

  /**
   * Fail every synthesis of the app, whatever the command: also `cdk ls`, a synthesis of other stacks, and one with
   * `--ignore-errors`, which let by what validation plugins report. A Stage that is synthesized on its own, as by
   * `Template.fromStack` or a pipeline, fails too if it was made before this call.
   *
   * @default false - what is selected for synthesis or deployment fails, and what is in a Stage
   */
  readonly hardGate?: boolean;

  /**
   * Reports to write into the folder of the cloud assembly, as `iam-guardrails-report` with the ending of its form: `.html`, `.sarif`,
   * `.json`, `.junit.xml`, `.md` or `.txt`. For a scope below the app, its path is part of the name. A second call that would write over
   * them is an error.
   *
   * @default - none
   */
  readonly reports?: ReportFormat[];

  /**
   * The file of an earlier report, written as `ReportFormat.JSON`: reports say what is new and what is resolved since.
   *
   * @default - no comparison
   */
  readonly previousReport?: string;
}

/**
 * Enforces the guardrails on an app, a Stage, or a part of them.
 */
export class Guardrails {
  /**
   * No template at or below the scope that breaks the guardrails leaves synth: `cdk synth` exits with an error, and
   * `app.synth()` in a test throws.
   *
   * What is below the scope may be made before or after the call. Only a Stage that goes into a pipeline has to be
   * made before: CDK Pipelines synthesizes it at once.
   *
   * @param scope An app, a Stage, or any construct in one.
   * @param props What is enforced; see each property's default.
   * @example
   * Guardrails.enforce(app, {
   *   pack: RulePack.STRICT,
   *   maxSessionDuration: Duration.hours(1), // also caps the sessions of all roles
   * });
   */
  public static enforce(scope: IConstruct, props: GuardrailsProps = {}): void {
    const { reports = [], previousReport } = props;
    const judgementProps: JudgementProps = {
      ...toJudgementProps(scope, props), reports: { formats: reports, ...(previousReport !== undefined && { previous: previousReport }) },
    };
    claimReports(scope, reports);
    if (props.permissionsBoundary) {
      addMutatingAspect(scope, new PermissionsBoundaryAspect({
        permissionsBoundaryArn: props.permissionsBoundary.managedPolicyArn,
        overwriteExisting: props.overwriteBoundaries,
      }));
    }
    if (props.maxSessionDuration) {
      addMutatingAspect(scope, new MaxSessionDurationAspect({ maxSessionDuration: props.maxSessionDuration }));
    }
    Validations.of(scope).addPlugins(new GuardrailsPlugin(judgementProps));
    if (props.hardGate) {
      addGate(scope, judgementProps);
    }
  }

  /**
   * Judges what would be deployed of a scope, for unit tests: synthesizes, so that Aspects are applied, and never
   * throws for a finding.
   *
   * @param scope An app, a Stage, a stack, or any construct in one.
   * @param props What to judge by.
   */
  public static check(scope: IConstruct, props: GuardrailsCheckProps = {}): GuardrailsResult {
    return new GuardrailsResult([...judgePrepared(prepare(scope), toJudgementProps(scope, props)).findings]);
  }
}

/**
 * `Guardrails.check` as a function.
 *
 * @example
 * test('the app keeps the guardrails', () => {
 *   expect(checkGuardrails(app, { pack: RulePack.STRICT }).errors).toEqual([]);
 * });
 */
export function checkGuardrails(scope: IConstruct, props: GuardrailsCheckProps = {}): GuardrailsResult {
  return Guardrails.check(scope, props);
}

function toJudgementProps(scope: IConstruct, props: GuardrailsCheckProps): JudgementProps {
  const { permissionsBoundary } = props;
  return {
    pack: props.pack ?? RulePack.BASELINE,
    options: {
      ...ruleOptions(props),
      ...(permissionsBoundary && { isApprovedBoundary: approves(permissionsBoundary) }),
    },
    exceptions: props.exceptions?._inForce(),
    scope,
  };
}

/** By the resource that makes the policy, else by its ARN. */
function approves(boundary: IManagedPolicy): RuleOptions['isApprovedBoundary'] {
  return ({ arn, policy }, template) => {
    const resource = boundary.node.defaultChild;
    if (resource && CfnResource.isCfnResource(resource)) {
      const stack = Stack.of(resource);
      return policy?.resource.logicalId === stack.resolve(resource.logicalId) && policy?.resource.template.file === templateFile(stack);
    }
    // An import may stand right in the app; any stack resolves its ARN.
    const stack = boundary.node.scopes.find(Stack.isStack) ?? new Stack();
    return arn.toString() === textIn(template, stack.resolve(boundary.managedPolicyArn))?.toString();
  };
}
