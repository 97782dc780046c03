import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { AccessLevel } from './access-level';
import { checkManagedPolicy, inlineQuotaProblems, policyProblems, statementProblems } from './attached-policies';
import { acknowledgeContents } from './nag-evidence';
import { RoleAccess, accessStatements } from './role-access';
import { isForEverybody, sealTrust } from './trust-seal';
import { checkDuration, checkNumber, checkReason } from '../props';

/**
 * What all roles of this library have in common.
 */
export interface RoleCommonProps {
  /**
   * What the role is for: at most 1,000 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * A name of at most 64 characters. A role with a name cannot be replaced by CloudFormation.
   *
   * @default - made by CloudFormation
   */
  readonly roleName?: string;

  /**
   * Begins and ends with a slash: `/workload/`.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * The longest session: 1 to 12 hours. More than one hour asks for `longSessionReason`: a stolen session works until it ends.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Why a session may last longer than one hour: at least 20 characters.
   *
   * @default - sessions end after one hour
   */
  readonly longSessionReason?: string;

  /**
   * The most that the role may ever do, whatever is granted to it.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   * @default - the one that `Guardrails.enforce` or `GuardrailDefaults` puts on
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Policies of your own, or those that AWS manages for a job. What amounts to AdministratorAccess, PowerUserAccess or IAMFullAccess is refused.
   *
   * @default - none
   */
  readonly managedPolicies?: iam.IManagedPolicy[];

  /**
   * How many managed policies the account allows a role: 10 to 25. More than 10 has to be asked of AWS.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   * @default 10
   */
  readonly managedPolicyQuota?: number;

  /**
   * Actions and action patterns, as statements spell them, that the role may be granted although they are not checked: a reason of at least
   * 20 characters for each. For an L2 construct that grants too much (`dynamodb:*` of `grantFullAccess`), for an API that asks for every
   * resource, and for actions that are newer than the catalogue. The rule pack still judges them.
   *
   * @default - none
   */
  readonly actionExceptions?: { [action: string]: string };
}

/**
 * Who may assume the role, and what all roles have in common.
 */
export interface LeastPrivilegeRoleProps extends RoleCommonProps {
  /** Who may assume the role. Everybody (`*`) without a condition is an error at synthesis. */
  readonly assumedBy: iam.IPrincipal;
}

/**
 * A role that is granted named actions on named resources.
 *
 * - `allow` grants an access level on resources: the actions of that level that exist, each on the ARNs that it can be limited to (a bucket
 *   and its objects, a table and its indexes and streams, a state machine and its executions). WRITE also deletes and configures the
 *   resource itself: pass `bucket.arnForObjects('*')` for its objects only, or name the actions. READ of a secret reads its value. WRITE
 *   holds neither TAGGING nor PERMISSIONS_MANAGEMENT. Of users, roles and permission sets it holds what leads to more permissions or to
 *   credentials of others (`iam:CreateAccessKey`, `iam:PassRole`), and asks for a reason as PERMISSIONS_MANAGEMENT does.
 * - READ and WRITE of what a customer-managed key encrypts (`bucket.encryptionKey`) hold the use of the key through that service. An ARN or
 *   an L1 construct does not tell the key: grant it by itself.
 * - `allowActions` grants these actions and nothing else.
 * - Every `grantX` of CDK works. What grants a whole service (`s3:*`), an action that does not exist, or on every resource what can be
 *   limited, is an error where it is granted, and at synthesis if it came later. `NotAction` and `NotResource` are errors in an Allow.
 *   Policies that attach themselves to the role (`roles` of a `ManagedPolicy`, L1 policies, overrides) are judged by the rule pack only.
 * - Statements are minimised. What is too long for the role's own policy goes into managed policies, up to their quota.
 *
 * The rule `AwsSolutions-IAM5` of cdk-nag asks for evidence for any star, also that of `arn:aws:s3:::reports/*`, without which nothing grants
 * objects. The role acknowledges the stars that `allow` and its kind put behind the ARN of a resource, each by itself. Stars that you
 * write, and those of `grantX`, are left to the app.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
 * @example
 * import { Bucket } from 'aws-cdk-lib/aws-s3';
 *
 * const reports = new Bucket(stack, 'Reports');
 * const reader = new LeastPrivilegeRole(stack, 'Reader', {
 *   assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
 * });
 * reader.allow(AccessLevel.READ, reports);
 * reader.allowActions(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
 */
export class LeastPrivilegeRole extends iam.Role {
  private readonly exceptions: ReadonlySet<string>;
  private readonly quota: number;
  /** By ARN. */
  private readonly managed = new Map<string, iam.IManagedPolicy>();
  private readonly inline = new Set<iam.Policy>();

  constructor(scope: Construct, id: string, props: LeastPrivilegeRoleProps) {
    const { maxSessionDuration = Duration.hours(1), managedPolicies = [], managedPolicyQuota = 10, actionExceptions = {} } = props;
    checkDuration('maxSessionDuration', maxSessionDuration, Duration.hours(1), Duration.hours(12));
    if (!maxSessionDuration.isUnresolved() && maxSessionDuration.toSeconds() > Duration.hours(1).toSeconds()) {
      checkReason('longSessionReason', props.longSessionReason ?? '');
    }
    checkNumber('managedPolicyQuota', managedPolicyQuota, 10, 25);
    Object.entries(actionExceptions).forEach(([action, reason]) => checkReason(`actionExceptions['${action}']`, reason));
    managedPolicies.forEach(checkManagedPolicy);
    super(scope, id, {
      assumedBy: props.assumedBy,
      description: props.description,
      roleName: props.roleName,
      path: props.path,
      maxSessionDuration,
      permissionsBoundary: props.permissionsBoundary,
      managedPolicies,
    });
    this.exceptions = new Set(Object.keys(actionExceptions).map((action) => action.toLowerCase()));
    this.quota = managedPolicyQuota;
    managedPolicies.forEach((policy) => this.managed.set(policy.managedPolicyArn, policy));
    this.node.addValidation({ validate: () => [...this.grantProblems(), ...this.quotaProblems(), ...inlineQuotaProblems(this.inline, this)] });
    sealTrust(this, { made: [], allows: (statement) => !isForEverybody(statement), expected: 'principals that are named, or a condition on who they are' });
  }

  /**
   * Grants all actions of exactly this level.
   *
   * @param level For `PERMISSIONS_MANAGEMENT`, and for `WRITE` of users, roles, permission sets and the like, use `allowAccess`, which takes a reason.
   * @param resources At least one: constructs (L2, L1, imported) or ARNs.
   */
  public allow(level: AccessLevel, ...resources: (IConstruct | string)[]): void {
    this.allowAccess({ level, resources });
  }

  /**
   * Grants these actions and no others.
   *
   * @param actions Names or patterns (`dynamodb:BatchGet*`), which become the names of the actions that exist. For those of the level Permissions
   * management (`s3:PutBucketPolicy`) use `allowAccess`, which takes a reason.
   * @param resources Constructs (L2, L1, imported) or ARNs; none for actions that cannot be limited to resources.
   */
  public allowActions(actions: string[], ...resources: (IConstruct | string)[]): void {
    this.allowAccess({ actions, resources });
  }

  /**
   * Grants an access level or actions, under a condition.
   */
  public allowAccess(access: RoleAccess): void {
    const conditions = access.condition?.allowAny ?? [undefined];
    const statements = accessStatements(access);
    acknowledgeContents(this, statements, access.resources ?? []);
    for (const statement of statements) {
      // The use of a key through a service is a request of the service: what the condition asks of the caller does not hold for it.
      const variants = statement.Condition ? [statement.Condition] : conditions;
      variants.forEach((condition) => this.addToPrincipalPolicy(iam.PolicyStatement.fromJson({ ...statement, Condition: condition })));
    }
  }

  /**
   * Adds a statement to the role's own policy; called by every `grantX`. A grant that is too broad is an error.
   */
  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    const [problem] = statementProblems(statement, this.exceptions);
    if (problem !== undefined) {
      throw new Error(`${this.node.path}: ${problem}`);
    }
    const result = super.addToPrincipalPolicy(statement);
    minimise(this.node.tryFindChild('DefaultPolicy'));
    return result;
  }

  /**
   * Attaches a policy. A grant in it that is too broad is an error at synthesis.
   */
  public attachInlinePolicy(policy: iam.Policy): void {
    this.inline.add(policy);
    super.attachInlinePolicy(policy);
  }

  /**
   * Attaches a managed policy. What amounts to AdministratorAccess, PowerUserAccess or IAMFullAccess is an error.
   */
  public addManagedPolicy(policy: iam.IManagedPolicy): void {
    checkManagedPolicy(policy);
    this.managed.set(policy.managedPolicyArn, policy);
    super.addManagedPolicy(policy);
  }

  private grantProblems(): string[] {
    const policies = new Set<object>([...this.inline, ...this.managed.values(), ...this.node.children]);
    return [...new Set([...policies].flatMap((policy) => policyProblems(policy, this, this.exceptions)))];
  }

  /** CDK splits what does not fit into the role's own policy, and warns when it becomes too much; AWS refuses it. */
  private quotaProblems(): string[] {
    const overflow = this.node.children.filter(({ node }) => node.id.startsWith('OverflowPolicy')).length;
    const excess = this.managed.size + overflow - this.quota;
    return excess > 0
      ? [`has ${this.managed.size + overflow} managed policies, ${excess} more than the ${this.quota} that a role may have: ${overflow} of them hold what is `
        + 'too long for its own policy; grant fewer resources by one pattern (a common prefix or path), divide the work between roles, or raise managedPolicyQuota']
      : [];
  }
}

/** A prop of documents that are handed in; the one that a role makes by itself knows only the feature flag of the app. */
function minimise(policy: IConstruct | undefined): void {
  if (policy && 'document' in policy && policy.document instanceof iam.PolicyDocument) {
    Reflect.set(policy.document, 'minimize', true);
  }
}
