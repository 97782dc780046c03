import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * What every boundary can be limited to.
 */
export interface BoundaryOptions {
  /**
   * Prefixes of the services that may be used, for instance `s3`, `dynamodb`, `logs`. IAM and STS may always be asked, as far as the
   * rest of the boundary lets them.
   *
   * @default - every service
   */
  readonly services?: string[];

  /**
   * Regions that may be used, for instance `eu-west-1`. Global services are left out of it, but for those that bill the account: they
   * are left out where `services` names them.
   *
   * @default - every Region
   */
  readonly regions?: string[];

  /**
   * ARNs of roles that may be assumed, beside those that the preset names. A wildcard may stand behind the beginning of a role's path
   * or name. They must be roles that may do no more than the boundary lets others do.
   *
   * @default - none
   */
  readonly assumableRoles?: string[];

  /**
   * ARNs, with wildcards, of functions, instances, stacks, projects, job definitions and the like that code may be put into, or
   * commands be chosen for, and of clusters, identity pools and environments that others may be let into. They act with the role that they have: none of them should have one that may do more than the boundary
   * lets others do. What the same requests name beside them belongs here, too: job queues, documents of Systems Manager.
   *
   * @default - none for workloads and for custom boundaries without `rolePath`, every one for deployers
   */
  readonly computeResources?: string[];

  /**
   * ARNs, with wildcards, of resources that may not be used at all: the log bucket and its key, the guardrails' own roles and stacks,
   * functions and instances with a role that may do more.
   *
   * @default - none
   */
  readonly protectedResources?: string[];
}

/**
 * A boundary for what runs: functions, tasks, instances.
 */
export interface WorkloadBoundaryOptions extends BoundaryOptions {
  /**
   * ARNs of roles that may be passed to services, for instance to tasks that a function starts. A wildcard may stand behind the
   * beginning of a role's path or name.
   *
   * @default - none
   */
  readonly passableRoles?: string[];

  /**
   * Services that `passableRoles` may be passed to, for instance `ecs-tasks.amazonaws.com`. Required with them.
   *
   * @default - none
   */
  readonly passedToServices?: string[];
}

/**
 * A boundary for who creates roles for others.
 */
export interface DelegatedBoundaryOptions extends BoundaryOptions {
  /**
   * The path that roles, instance profiles and managed policies are created under, with a slash at both ends. No role that may do more
   * may be there. Managed policies under the path can be rewritten, also for those elsewhere that they are attached to: attach none of
   * them to principals outside the path. `GuardrailDefaults` puts a path on all that an app deploys.
   *
   * @default '/workloads/'
   */
  readonly rolePath?: string;

  /**
   * ARNs of further boundaries that new roles may have. A `*` may end them, for a boundary in each Region.
   *
   * @default - only this boundary
   */
  readonly approvedBoundaries?: string[];

  /**
   * Services that roles under the path may be passed to, for instance `lambda.amazonaws.com`.
   *
   * @default - those that run code or call others on a schedule or an event: API Gateway, CodeBuild, CodePipeline, EC2, ECS tasks,
   * EventBridge with its pipes and schedules, Firehose, Lambda and Step Functions
   */
  readonly passedToServices?: string[];
}

/**
 * A boundary for people who develop in an account.
 */
export interface DeveloperBoundaryOptions extends DelegatedBoundaryOptions {}

/**
 * A boundary for what deploys.
 */
export interface CiDeployBoundaryOptions extends DelegatedBoundaryOptions {
  /**
   * Qualifier of the CDK bootstrap roles that may be assumed: those for deployments, assets and look-ups. The role that CloudFormation
   * deploys with may be neither assumed nor passed.
   *
   * @default 'hnb659fds'
   */
  readonly bootstrapQualifier?: string;
}

/**
 * A boundary of your own statements, with the denies of the presets.
 */
export interface CustomBoundaryOptions extends BoundaryOptions {
  /**
   * Statements that allow what may be done at the most, and that deny more than the presets do. At least one of them allows something.
   *
   * What they do not allow is denied implicitly. That does not hold against a policy of a resource in the account that names a session of
   * the role, or a user: it grants beside the boundary. What has to hold there needs a Deny; `services` and `regions` are ones.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
   */
  readonly statements: PolicyStatement[];

  /**
   * The path that bounded roles may be created under, with a slash at both ends. Managed policies under it can be rewritten, also for
   * those elsewhere that they are attached to.
   *
   * @default - nothing of IAM may be changed
   */
  readonly rolePath?: string;

  /**
   * ARNs of further boundaries that new roles under `rolePath` may have.
   *
   * @default - only this boundary
   */
  readonly approvedBoundaries?: string[];

  /**
   * ARNs of roles that may be passed to services, beside those under `rolePath`.
   *
   * @default - none
   */
  readonly passableRoles?: string[];

  /**
   * Services that roles may be passed to. Required where there are any.
   *
   * @default - none
   */
  readonly passedToServices?: string[];

  /**
   * Denies that are left out. What they keep closed your own statements have to.
   *
   * @default - none
   */
  readonly leaveOut?: BoundaryDenies[];

  /**
   * Why, in at least 20 characters. Required with `leaveOut`.
   *
   * @default - none
   */
  readonly leaveOutReason?: string;
}

/**
 * The denies that a custom boundary may leave out.
 */
export enum BoundaryDenies {
  /** Creating and changing users, groups, roles outside the path, credentials, identity providers, Identity Center and the organization. */
  IDENTITIES = 'identities',
  /** Passing roles. */
  PASS_ROLE = 'pass-role',
  /** Assuming roles. */
  ASSUME_ROLE = 'assume-role',
  /** Choosing the code or the commands of what has a role already. */
  TAKEOVER = 'takeover',
  /** Stopping or narrowing what records and detects, and changing what blocks public access to the account. */
  RECORDS = 'records',
}
