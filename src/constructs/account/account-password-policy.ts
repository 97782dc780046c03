import { Annotations, CustomResource, Duration, Resource, Stack, Token, Validations } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { IRule, ManagedRule, ManagedRuleIdentifiers } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';
import { acknowledgeRuntime, alarmOnErrors, HandlerOptions, loggingRole } from './handler-parts';
import { sameAccount } from './home-region';
import { configParametersOf, passwordPolicyOf, PasswordSettings } from './password-settings';
import { PasswordPolicyFunction } from '../../lambda/password-policy/password-policy-function';
import { EARLIER_PASSWORD_POLICY_TYPE, PASSWORD_POLICY_TYPE } from '../../model/declared-password-policy';

/**
 * What becomes of the password policy when the construct goes.
 */
export enum PasswordPolicyRemoval {
  /** It stays as it is. */
  RETAIN = 'retain',
  /**
   * What was there before comes back: the earlier policy, or none. It may be weaker. Set `RETAIN` before the construct moves, to another id or
   * another stack: the old one goes after the new one has come, and cannot tell that the same policy is wanted still.
   */
  RESTORE = 'restore',
  /** There is none: IAM's default of 8 characters applies. Before the construct moves, the same holds as with `RESTORE`. */
  DELETE = 'delete',
}

/**
 * The settings, and what comes beside them.
 */
export interface AccountPasswordPolicyProps extends PasswordSettings, HandlerOptions {
  /**
   * What becomes of the password policy when the construct goes. A policy that somebody else has changed since stays as it is.
   *
   * @default PasswordPolicyRemoval.RETAIN
   */
  readonly removal?: PasswordPolicyRemoval;

  /**
   * The rule of AWS Config that checks the same settings once a day. It needs a configuration recorder in the account and Region.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
   * @default true
   */
  readonly configRule?: boolean;
}

/**
 * The password policy of the account: one for all IAM users, in all Regions. An account has one, so an app has one for each account.
 *
 * - CloudFormation has no such resource. A function sets the whole policy, for IAM takes no part of one, and tells CloudFormation why if it
 *   fails: which settings, and what IAM said.
 * - Weaker than 14 characters of four classes, or 15 of any, asks for a reason. So does a hard expiry, in its way: two administrators.
 * - The length and the classes apply to a password when it is changed the next time, an expiry at once. The root user and access keys have
 *   no password policy.
 * - When it goes, the policy stays, unless `removal` says otherwise. The policy that was there when the construct was first deployed is
 *   remembered as physical id of a resource of the stack.
 *
 * It acknowledges two rules of cdk-nag: `AwsSolutions-IAM5` for the role of the function, for IAM's actions on the password policy take no
 * resource, and `AwsSolutions-L1`, for the function is shipped for one runtime.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 * @example
 * new AccountPasswordPolicy(stack, 'PasswordPolicy', { minimumLength: 16, maxAge: Duration.days(365) });
 */
export class AccountPasswordPolicy extends Resource {
  /** The rule of AWS Config, unless it is off. */
  public readonly configRule?: IRule;

  /** Raised when the function fails without telling CloudFormation. */
  public readonly errorAlarm: Alarm;

  /**
   * @param props What is out of range, and a second policy for the account, is an error that says what to change.
   */
  public constructor(scope: Construct, id: string, props: AccountPasswordPolicyProps = {}) {
    super(scope, id);
    const { removal = PasswordPolicyRemoval.RETAIN, configRule = true } = props;
    const policy = passwordPolicyOf(props, this.stack.account);
    this.checkOnlyOne();
    const handler = new PasswordPolicyFunction(this, 'Handler', { ...this.roleAndLog(removal, props), timeout: Duration.minutes(5), memorySize: 256 });
    acknowledgeRuntime(handler);
    this.errorAlarm = alarmOnErrors(this, handler, props);
    const request = { serviceToken: handler.functionArn, serviceTimeout: Duration.minutes(20) };
    const earlier = new CustomResource(this, 'Earlier', { ...request, resourceType: EARLIER_PASSWORD_POLICY_TYPE });
    const resource = new CustomResource(this, 'Resource', {
      ...request, resourceType: PASSWORD_POLICY_TYPE, properties: { ...policy, Removal: removal, Earlier: earlier.ref },
    });
    if (configRule) {
      const rule = new ManagedRule(this, 'ConfigRule', { identifier: ManagedRuleIdentifiers.IAM_PASSWORD_POLICY, inputParameters: configParametersOf(policy) });
      rule.node.addDependency(resource);
      this.configRule = rule;
    }
  }

  private roleAndLog(removal: PasswordPolicyRemoval, props: HandlerOptions) {
    const { role, logGroup } = loggingRole(this, props);
    const deletes = removal === PasswordPolicyRemoval.RETAIN ? [] : ['iam:DeleteAccountPasswordPolicy'];
    role.allowAccess({
      actions: ['iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy', ...deletes], reason: 'it sets the password policy, and removes it if asked to',
    });
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'the actions of IAM on the password policy take no resource: it is the account\'s' });
    return { role, logGroup };
  }

  private checkOnlyOne(): void {
    for (const other of this.node.root.node.findAll().filter((node) => node instanceof AccountPasswordPolicy && node !== this)) {
      if (sameAccount(this, other)) {
        throw new Error(`${this.node.path}: the account has the password policy of ${other.node.path} already, and can have one only; remove one of them`);
      }
      if ([this, other].some((each) => Token.isUnresolved(Stack.of(each).account))) {
        Annotations.of(this).addWarningV2('IamGuardrails:SecondPasswordPolicy',
          `is a second password policy beside ${other.node.path} if both are deployed to one account: the later one replaces the other; set env of their stacks`);
      }
    }
  }
}
