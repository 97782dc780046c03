import { CfnResource, Duration, IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { NagPack, NagPackProps } from 'cdk-nag';
import { IConstruct } from 'constructs';
import { judgePrepared } from './app-judgement';
import { DutyPair } from './duty-pair';
import { GuardrailExceptions } from './exceptions/guardrail-exceptions';
import { toReport, GuardrailsPlugin } from './plugin';
import { ruleOptions } from './rule-options';
import { RulePack } from './rule-pack';
import { PACK_PREFIX } from '../rules/finding';

/**
 * What the rules need to know.
 */
export interface IamGuardrailsChecksProps extends NagPackProps {
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
 * The guardrails as a cdk-nag pack, for apps that use other cdk-nag packs beside it.
 *
 * Unlike other packs it judges the synthesized templates, so that overrides, included templates and other Aspects are
 * seen, and each principal by all policies that reach it.
 *
 * @example
 * Validations.of(app).addPlugins(new IamGuardrailsChecks(app, { pack: RulePack.STRICT }));
 */
export class IamGuardrailsChecks extends NagPack {
  public readonly name: string = PACK_PREFIX;
  public readonly version?: string;
  public readonly ruleIds?: string[];
  private readonly plugin: GuardrailsPlugin;
  private readonly judgementProps: ConstructorParameters<typeof GuardrailsPlugin>[0];

  /**
   * @param scope As for every cdk-nag pack: where `writeSuppressionsToCloudFormation` applies. The whole app is judged.
   */
  constructor(scope?: IConstruct, props: IamGuardrailsChecksProps = {}) {
    super(scope, props);
    this.packName = PACK_PREFIX;
    this.judgementProps = { pack: props.pack ?? RulePack.BASELINE, options: ruleOptions(props), exceptions: props.exceptions?._inForce() };
    this.plugin = new GuardrailsPlugin(this.judgementProps);
    this.version = this.plugin.version;
    this.ruleIds = this.plugin.ruleIds;
  }

  /** Called by CDK at the end of synthesis. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.plugin.validate(context);
  }

  /**
   * Judges what is at and below a scope, for unit tests of the pack. Aspects are not applied, and lazy values are
   * settled as they are now: use `Guardrails.check(scope)` to judge what would be deployed.
   */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    return toReport(judgePrepared(scope.node.root, { ...this.judgementProps, scope }).findings);
  }

  /** Resources are judged together, in `validate`. */
  protected checkResource(_node: CfnResource): void {}
}
