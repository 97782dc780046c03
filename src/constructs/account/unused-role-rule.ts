import { Duration, Fn, Resource, Stack, Token, Tokenization, Validations } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnConfigRule, CustomRule, IRule, MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { Policy, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { acknowledgeRuntime, alarmOnErrors, HandlerOptions, loggingRole } from './handler-parts';
import { checkHomeRegion, sameAccount } from './home-region';
import { LISTS, MOST_PARAMETER_CHARACTERS, RECORDED_DAYS } from '../../lambda/unused-roles/parameters';
import { UnusedRolesFunction } from '../../lambda/unused-roles/unused-roles-function';
import { badProp, checkDays, checkEach, checkReason, checkText } from '../props';

const DESCRIPTION = 'Checks if IAM roles have been used lately.';
/** https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html */
const MOST_DESCRIPTION_CHARACTERS = 256;

/**
 * Which roles count as unused, and what comes beside the rule.
 */
export interface UnusedRoleRuleProps extends HandlerOptions {
  /**
   * How long a role may go unused: whole days, 1 to 400, for IAM knows no use before that.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
   * @default Duration.days(90)
   */
  readonly maxUnusedAge?: Duration;

  /**
   * How long after its creation a role may wait for its first use: whole days, 1 to 400.
   *
   * @default - maxUnusedAge
   */
  readonly gracePeriod?: Duration;

  /**
   * Paths below which roles may go unused, with a slash at both ends and no comma, such as `/break-glass/`. Not `/` itself.
   *
   * @default - none
   */
  readonly allowedPaths?: string[];

  /**
   * Tags of roles that may go unused: the key, or `key=value`. Whoever may tag a role can allow it.
   *
   * @default - none
   */
  readonly allowedTags?: string[];

  /**
   * Names of roles that may go unused, of at most 64 characters, in which `*` stands for any text and `?` for one character. Not wildcards alone.
   *
   * @default - none
   */
  readonly allowedNames?: string[];

  /**
   * Why they may: at least 20 characters. It stands in the description of the rule.
   *
   * @default - no role may go unused
   */
  readonly allowedReason?: string;

  /**
   * How often the roles are evaluated.
   *
   * @default MaximumExecutionFrequency.TWENTY_FOUR_HOURS
   */
  readonly maximumExecutionFrequency?: MaximumExecutionFrequency;

  /**
   * The one Region of the account in which the rule runs, which has to be that of the stack. A stack whose Region is known only when it is
   * deployed is refused by CloudFormation in any other.
   *
   * @default - the Region of the stack
   */
  readonly homeRegion?: string;
}

/**
 * A rule of AWS Config that finds roles which nobody has used for a while.
 *
 * - Each role has one evaluation, whose annotation tells the last use: `unused since 2026-03-01 (eu-west-1), more than 90 days ago`. A role
 *   that was never used is judged by its age. One that may go unused is compliant, and its annotation says by what it is allowed.
 * - Roles of services (`/aws-service-role/`) and of IAM Identity Center (`/aws-reserved/`) have none: only AWS changes them.
 * - What IAM does not tell counts against the role. Evaluations of deleted roles are cleared.
 * - IAM is global: one Region of an account. An app with this rule in two Regions of one account does not synthesize. AWS Config has to have
 *   a configuration recorder there.
 * - Whether the function fails is told by an alarm: until the next run, the evaluations are those of the last one.
 *
 * It acknowledges two rules of cdk-nag: `AwsSolutions-IAM5` for the role of the function, for to list roles and to put evaluations takes no
 * resource, and `AwsSolutions-L1`, for the function is shipped for one runtime.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_lambda-functions.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html
 * @example
 * new UnusedRoleRule(stack, 'UnusedRoles', {
 *   maxUnusedAge: Duration.days(60),
 *   allowedPaths: ['/break-glass/'],
 *   allowedReason: 'roles for an emergency, tried out once a year',
 * });
 */
export class UnusedRoleRule extends Resource {
  /** The rule, for instance for `onComplianceChange`. */
  public readonly rule: IRule;
  /** ARN of the rule. */
  public readonly ruleArn: string;
  /** Raised when the function fails. */
  public readonly errorAlarm: Alarm;

  /**
   * @param props What is out of range is an error that names it.
   */
  constructor(scope: Construct, id: string, props: UnusedRoleRuleProps = {}) {
    super(scope, id);
    checkHomeRegion(this, props.homeRegion, 'IAM is global, and is judged in one Region of an account');
    const inputParameters = this.inputParameters(props);
    const { role, logGroup } = loggingRole(this, props);
    role.allowActions(['iam:GetAccountAuthorizationDetails', 'config:PutEvaluations']);
    const reason = 'iam:GetAccountAuthorizationDetails and config:PutEvaluations take no resource';
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason });
    const handler = new UnusedRolesFunction(this, 'Handler', { role, logGroup, timeout: Duration.minutes(15), memorySize: 512 });
    handler.addPermission('Config', { principal: new ServicePrincipal('config.amazonaws.com'), sourceAccount: this.stack.account });
    acknowledgeRuntime(handler);
    this.errorAlarm = alarmOnErrors(this, handler, props);

    const rule = new CfnConfigRule(this, 'Resource', {
      description: description(props),
      inputParameters,
      source: {
        owner: 'CUSTOM_LAMBDA',
        sourceIdentifier: handler.functionArn,
        sourceDetails: [{
          eventSource: 'aws.config',
          messageType: 'ScheduledNotification',
          maximumExecutionFrequency: props.maximumExecutionFrequency ?? MaximumExecutionFrequency.TWENTY_FOUR_HOURS,
        }],
      },
    });
    // AWS Config makes no rule that it may not invoke.
    rule.node.addDependency(handler);
    this.rule = CustomRule.fromConfigRuleName(this, 'Rule', rule.ref);
    this.ruleArn = rule.attrArn;
    // A policy of its own: the role is there before the function, and the function before the rule.
    role.attachInlinePolicy(new Policy(this, 'ReadOwnResults', {
      statements: [new PolicyStatement({ actions: ['config:GetComplianceDetailsByConfigRule'], resources: [rule.attrArn] })],
    }));
    this.node.addValidation({
      validate: () => this.elsewhere().map(({ node }) => (
        `the account has an UnusedRoleRule in another Region, ${node.path}: IAM is global, keep the one in the home Region`
      )),
    });
  }

  private inputParameters(props: UnusedRoleRuleProps): Record<string, string> {
    const { maxUnusedAge = Duration.days(90), gracePeriod = maxUnusedAge } = props;
    const parameters: Record<string, string> = {
      maxUnusedDays: days('maxUnusedAge', maxUnusedAge), gracePeriodDays: days('gracePeriod', gracePeriod),
    };
    for (const list of ['allowedPaths', 'allowedTags', 'allowedNames'] as const) {
      const items = props[list] ?? [];
      checkEach(items, (item) => checkText(list, item, LISTS[list].pattern, LISTS[list].expected));
      if (items.length > 0) {
        checkReason('allowedReason', props.allowedReason ?? '');
        parameters[list] = Fn.join(',', items);
      }
    }
    const resolved: Record<string, unknown> = Stack.of(this).resolve(parameters);
    const characters = JSON.stringify(resolved).length;
    if (Object.values(resolved).every((value) => typeof value === 'string') && characters > MOST_PARAMETER_CHARACTERS) {
      throw badProp('allowedPaths, allowedTags, allowedNames', `${characters} characters`, `at most ${MOST_PARAMETER_CHARACTERS}, as JSON and with the days`);
    }
    return parameters;
  }

  /** The rules of the same account in other Regions, as far as is known. */
  private elsewhere(): IConstruct[] {
    const regionOf = (each: IConstruct) => Stack.of(each).region;
    const rules = this.node.root.node.findAll().filter((each) => each instanceof UnusedRoleRule && sameAccount(this, each));
    return rules.filter((each) => regionOf(each) !== regionOf(this) && ![each, this].some((one) => Token.isUnresolved(regionOf(one))));
  }
}

function days(prop: string, value: Duration): string {
  return Tokenization.stringifyNumber(checkDays(prop, value, 1, RECORDED_DAYS));
}

function description({ allowedReason: reason }: UnusedRoleRuleProps): string {
  if (reason === undefined) {
    return DESCRIPTION;
  }
  const text = `${DESCRIPTION} Some may go unused: ${reason}`;
  if (text.length > MOST_DESCRIPTION_CHARACTERS) {
    throw badProp('allowedReason', `${reason.length} characters`, `at most ${MOST_DESCRIPTION_CHARACTERS - text.length + reason.length}`);
  }
  return text;
}
