import { CfnResource, Duration, Stack, Tokenization } from 'aws-cdk-lib';
import * as config from 'aws-cdk-lib/aws-config';
import { Construct, IDependable } from 'constructs';
import { ConfigRecorder } from './config-recorder';
import { CredentialRemediation } from './credential-remediation';
import { credentialRules } from './credential-rules';
import { checkHomeRegion, knownRegion, sameAccount } from './home-region';
import { checkManagedRule, knownRule, ManagedConfigRule } from './managed-config-rule';
import { isOffered, makeWhereOffered } from './rule-availability';
import { managedRulePage, REGIONS_THAT_RECORD_IAM } from '../../catalogue/config-managed-rules';
import { badProp, checkDays, checkEach, checkReason, checkText } from '../props';

/**
 * Who may hold a policy that is forbidden to all others.
 */
export interface ForbiddenPolicyExceptions {
  /**
   * Names of users.
   *
   * @default - none
   */
  readonly users?: string[];
  /**
   * Names of groups.
   *
   * @default - none
   */
  readonly groups?: string[];
  /**
   * Names of roles.
   *
   * @default - none
   */
  readonly roles?: string[];
  /** Why they may: at least 20 characters. */
  readonly reason: string;
}

/**
 * Properties of `CredentialHygiene`.
 */
export interface CredentialHygieneProps {
  /**
   * The one Region of the account in which these rules run, which has to be that of the stack. A stack whose Region is known only when it is
   * deployed is refused by CloudFormation in any other.
   *
   * @default - the Region of the stack
   */
  readonly homeRegion?: string;

  /**
   * Who records users, groups, roles and policies of IAM.
   *
   * @default ConfigRecorder.create()
   */
  readonly recorder?: ConfigRecorder;

  /**
   * Age at which an access key has to have been rotated: 1 to 90 days.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/access-keys-rotated.html
   * @default Duration.days(90)
   */
  readonly accessKeyMaxAge?: Duration;

  /**
   * How long a password or an access key may go unused: 1 to 90 days.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-user-unused-credentials-check.html
   * @default Duration.days(45)
   */
  readonly unusedCredentialMaxAge?: Duration;

  /**
   * ARNs of managed policies that nobody may hold.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-blacklisted-check.html
   * @default - AdministratorAccess
   */
  readonly forbiddenPolicies?: string[];

  /**
   * Who may hold them all the same.
   *
   * @default - nobody
   */
  readonly forbiddenPolicyExceptions?: ForbiddenPolicyExceptions;

  /**
   * Names of groups, of which each user has to be in one.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-user-group-membership-check.html
   * @default - any group
   */
  readonly requiredGroups?: string[];

  /**
   * Actions of KMS that no policy may allow on all keys.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-customer-policy-blocked-kms-actions.html
   * @default - kms:Decrypt and kms:ReEncryptFrom
   */
  readonly blockedKmsActions?: string[];

  /**
   * Rules that are left out, by their identifiers, with the reason of each: at least 20 characters.
   *
   * @default - none
   */
  readonly omittedRules?: { [identifier: string]: string };

  /**
   * Further managed rules. One that stands in for a rule of this construct asks for that to be omitted.
   *
   * @default - none
   */
  readonly additionalRules?: ManagedConfigRule[];

  /**
   * Runbooks that mend what the rules have found, when somebody starts them. Each brings a role that has the actions of its runbook.
   *
   * @default - none: they delete what cannot be brought back
   */
  readonly remediations?: CredentialRemediation[];
}

/**
 * Rules of AWS Config about the root user, users, groups, roles and policies of IAM, with the recorder that they need.
 *
 * - Root: no access key, MFA, a hardware device for it. AWS has no rules for the latter two in China and GovCloud: there they are not made.
 * - Users: MFA for the console, access keys rotated, nothing unused, in a group, no policies of their own. Groups have users.
 * - Policies: nobody holds AdministratorAccess or the like of it, none decrypts with all keys, a role can turn to AWS Support.
 * - An analyzer of external access is on; certificates of servers in IAM have not expired (in us-east-1 and cn-north-1 only).
 *
 * IAM is global, and each rule would be evaluated in each Region where it stands: one of these constructs for an account. Within four hours,
 * periodic rules about credentials evaluate the same credential report again.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 * @example
 * new CredentialHygiene(stack, 'CredentialHygiene', {
 *   unusedCredentialMaxAge: Duration.days(30),
 *   forbiddenPolicyExceptions: { roles: ['break-glass'], reason: 'used by two people in an emergency' },
 *   remediations: [CredentialRemediation.revokeUnusedCredentials('/people/')],
 * });
 */
export class CredentialHygiene extends Construct {
  /** Identifiers of the rules, as they are made. */
  public readonly ruleIdentifiers: string[];
  /**
   * What rules have to wait for: the recorder, unless it exists.
   *
   * @internal
   */
  public readonly _awaited: IDependable[];
  private readonly rules = new Map<string, config.ManagedRule>();

  /**
   * @param props What is out of range is an error that names it.
   */
  constructor(scope: Construct, id: string, props: CredentialHygieneProps = {}) {
    super(scope, id);
    checkProps(props);
    checkHomeRegion(this, props.homeRegion, 'rules about IAM run in one Region of an account');
    const region = knownRegion(this, props.homeRegion);
    if (region !== undefined && !REGIONS_THAT_RECORD_IAM.includes(region)) {
      throw badProp('homeRegion', region, 'a Region where AWS Config records IAM: one that had AWS Config before February 2022, such as us-east-1');
    }
    const rules = this.chosenRules(props, region);
    this.ruleIdentifiers = rules.map(({ identifier }) => identifier);
    const remediations = props.remediations ?? [];
    remediations.forEach(({ _rule: rule }, at) => {
      if (!this.ruleIdentifiers.includes(rule) || remediations.findIndex((each) => each._rule === rule) !== at) {
        throw badProp('remediations', rule, 'rules that are made, each once');
      }
    });
    this._awaited = (props.recorder ?? ConfigRecorder.create())._bind(this, this.ruleIdentifiers.flatMap(recordedTypes));
    for (const { identifier, parameters } of rules) {
      const rule = new config.ManagedRule(this, identifier, { identifier, inputParameters: parameters, description: managedRulePage(identifier) });
      rule.node.addDependency(...this._awaited);
      if (region === undefined) {
        makeWhereOffered(this, rule.node.defaultChild as CfnResource, identifier);
      }
      this.rules.set(identifier, rule);
      remediations.filter(({ _rule }) => _rule === identifier).forEach((remediation) => remediation._bind(this, rule, parameters ?? {}));
    }
    this.node.addValidation({ validate: () => this.rivalProblems() });
  }

  /**
   * The rule of this identifier, for instance for `onComplianceChange`.
   *
   * @param identifier One of `ruleIdentifiers`; any other is an error.
   */
  public rule(identifier: string): config.ManagedRule {
    const rule = this.rules.get(identifier);
    if (!rule) {
      throw badProp('identifier', identifier, `one of ${this.ruleIdentifiers.join(', ')}`);
    }
    return rule;
  }

  private chosenRules(props: CredentialHygieneProps, region: string | undefined): ManagedConfigRule[] {
    const { omittedRules = {}, additionalRules = [], forbiddenPolicyExceptions: exceptions } = props;
    const { partition } = Stack.of(this);
    const own = credentialRules({
      partition,
      accessKeyMaxAge: days('accessKeyMaxAge', props.accessKeyMaxAge ?? Duration.days(90)),
      unusedCredentialMaxAge: days('unusedCredentialMaxAge', props.unusedCredentialMaxAge ?? Duration.days(45)),
      forbiddenPolicies: props.forbiddenPolicies ?? [`arn:${partition}:iam::aws:policy/AdministratorAccess`],
      exceptions: { users: exceptions?.users ?? [], groups: exceptions?.groups ?? [], roles: exceptions?.roles ?? [] },
      requiredGroups: props.requiredGroups ?? [],
      blockedKmsActions: props.blockedKmsActions ?? ['kms:Decrypt', 'kms:ReEncryptFrom'],
    });
    for (const [identifier, reason] of Object.entries(omittedRules)) {
      if (!own.some((rule) => rule.identifier === identifier)) {
        throw badProp('omittedRules', identifier, `some of ${own.map((rule) => rule.identifier).join(', ')}`);
      }
      checkReason(`omittedRules.${identifier}`, reason);
    }
    own.forEach((rule) => checkManagedRule('rules', rule));
    const kept = own.filter(({ identifier }) => !(identifier in omittedRules) && isOffered(identifier, region));
    additionalRules.forEach((rule, at) => {
      checkManagedRule('additionalRules', rule);
      const others = [...kept, ...additionalRules.slice(0, at)];
      if (others.some(({ identifier }) => identifier === rule.identifier)) {
        throw badProp('additionalRules', rule.identifier, 'rules that are not made yet');
      }
      if (!isOffered(rule.identifier, region)) {
        throw badProp('additionalRules', rule.identifier, `rules that ${region} has: see ${managedRulePage(rule.identifier)}`);
      }
    });
    return [...kept, ...additionalRules];
  }

  private rivalProblems(): string[] {
    return this.node.root.node.findAll()
      .filter((other) => other !== this && other instanceof CredentialHygiene && sameAccount(this, other))
      .map(({ node }) => `the account has another CredentialHygiene, ${node.path}: keep one, in the home Region`);
  }
}

function checkProps(props: CredentialHygieneProps): void {
  const { forbiddenPolicies, requiredGroups, blockedKmsActions, forbiddenPolicyExceptions } = props;
  checkList('forbiddenPolicies', forbiddenPolicies, /^arn:[^:,]+:iam::(aws|\d{12}):policy\/[^,*?]+$/, 'ARNs of managed policies');
  checkList('requiredGroups', requiredGroups, NAME, 'names of groups, without commas');
  checkList('blockedKmsActions', blockedKmsActions, /^kms:[A-Za-z*]+$/, 'actions of KMS, such as kms:Decrypt');
  if (forbiddenPolicyExceptions) {
    const { users, groups, roles, reason } = forbiddenPolicyExceptions;
    checkReason('forbiddenPolicyExceptions.reason', reason);
    Object.entries({ users, groups, roles })
      .forEach(([kind, names]) => checkList(`forbiddenPolicyExceptions.${kind}`, names, NAME, `names of ${kind}, without commas`));
  }
}

const NAME = /^[\w+=.@-]{1,128}$/;

function checkList(prop: string, values: string[] | undefined, pattern: RegExp, expected: string): void {
  if (values?.length === 0) {
    throw badProp(prop, 'an empty list', expected);
  }
  checkEach(values ?? [], (value) => checkText(prop, value, pattern, expected));
}

/** What a rule that is triggered by changes has to see. */
function recordedTypes(identifier: string): readonly string[] {
  const rule = knownRule(identifier);
  return rule?.trigger === 'change' ? rule.resourceTypes : [];
}

function days(prop: string, age: Duration): string {
  return Tokenization.stringifyNumber(checkDays(prop, age, 1, 90));
}
