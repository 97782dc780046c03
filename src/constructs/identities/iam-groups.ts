import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { groupQuotaProblems } from './group-quotas';
import { JobFunction } from './job-function';
import { memberStatements } from './member-statements';
import { acknowledge, acknowledgeStars } from './nag-evidence';
import { documentJson } from '../../policy/policy-json';
import { badProp, checkNumber, checkReason, checkText, PATH } from '../props';

/**
 * A group and its members.
 */
export interface IamGroupDefinition {
  /** Of 1 to 128 letters, digits and `+=,.@_-`, unlike all other groups of the account. */
  readonly name: string;

  /** What the members do. */
  readonly jobFunction: JobFunction;

  /**
   * Names of users of the account; of a user in the app, its `userName`.
   *
   * @default - none yet
   */
  readonly users?: string[];
}

/**
 * Groups, and whether their members need a second factor.
 */
export interface IamGroupsProps {
  /** At least one. */
  readonly groups: IamGroupDefinition[];

  /**
   * Why members may work without a second factor: at least 20 characters. For instance that another policy asks for it.
   *
   * @default - without one they can do nothing but set it up
   */
  readonly noMfaReason?: string;

  /**
   * Begins and ends with a slash: `/people/`.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * How many groups the account may have: 300 to 500. More than 300 has to be asked of AWS.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   * @default 300
   */
  readonly groupQuota?: number;
}

/**
 * Groups with the policies of a job function: users have their permissions through groups only, and without a second factor they can do
 * nothing but set one up (a virtual device is named after its user). A member cannot make access keys, nor change anybody else's credentials
 * by what every group has.
 *
 * For people prefer AWS IAM Identity Center: it has no users with passwords of their own in each account.
 *
 * At synthesis the quotas of IAM are checked over all stacks of the app in the account: 10 groups a user, 300 groups, 5,000 users. What other
 * apps made, and users imported from another stack by a token, are not counted.
 *
 * It acknowledges two rules of cdk-nag: `AwsSolutions-IAM4` for the policies that AWS manages for a job function, which is what was asked for,
 * and `AwsSolutions-IAM5` for the members' policy, whose stars are of actions without resources and of devices that are named after their user.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
 * @example
 * new IamGroups(stack, 'Groups', {
 *   groups: [
 *     { name: 'auditors', jobFunction: JobFunction.SECURITY_AUDIT, users: ['alice', 'bob'] },
 *     { name: 'support', jobFunction: JobFunction.SUPPORT_USER, users: ['carol'] },
 *   ],
 * });
 */
export class IamGroups extends Construct {
  private readonly groups = new Map<string, iam.IGroup>();

  constructor(scope: Construct, id: string, props: IamGroupsProps) {
    super(scope, id);
    const { groups, noMfaReason, path, groupQuota = 300 } = props;
    checkProps(props, groupQuota);
    const everyGroup = noMfaReason === undefined ? [this.memberPolicy(path)] : [];
    groups.forEach(({ name, jobFunction, users = [] }) => {
      const group = new iam.Group(this, name, { groupName: name, path, managedPolicies: [...everyGroup, ...jobFunction.managedPolicies] });
      this.groups.set(name, group);
      jobFunction._ofAws.forEach((policy) => acknowledge(group, `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`,
        'the policy that AWS maintains for this job function was chosen'));
      if (users.length > 0) {
        new iam.CfnUserToGroupAddition(this, `${name}Users`, { groupName: group.groupName, users });
      }
    });
    this.node.addValidation({ validate: () => groupQuotaProblems(this, groupQuota) });
  }

  /**
   * A group by its name.
   */
  public group(name: string): iam.IGroup {
    const group = this.groups.get(name);
    if (!group) {
      throw badProp('name', name, `one of ${[...this.groups.keys()].join(', ')}`);
    }
    return group;
  }

  private memberPolicy(path: string | undefined): iam.IManagedPolicy {
    const statements = memberStatements({ partition: Aws.PARTITION, account: Stack.of(this).account });
    const policy = new iam.ManagedPolicy(this, 'Members', {
      path,
      description: 'Members of groups set up a second factor, and can do nothing else without it',
      document: iam.PolicyDocument.fromJson(documentJson(statements)),
    });
    acknowledgeStars(policy, statements, 'of actions that cannot be limited to resources, and of devices that are named after their user');
    return policy;
  }
}

function checkProps({ groups, noMfaReason, path }: IamGroupsProps, groupQuota: number): void {
  if (groups.length === 0) {
    throw badProp('groups', 'none', 'at least one');
  }
  groups.forEach(({ name }, index) => {
    checkText(`groups[${index}].name`, name, /^[\w+=,.@-]{1,128}$/, '1 to 128 letters, digits and +=,.@_-');
    // The names of groups differ in more than case. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html
    if (groups.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) < index) {
      throw badProp(`groups[${index}].name`, name, 'a name that no other group has, in any case of its letters');
    }
  });
  groups.flatMap(({ users = [] }) => users)
    .forEach((user) => checkText('users', user, /^[\w+=,.@-]{1,64}$/, 'the name of a user: 1 to 64 letters, digits and +=,.@_-'));
  if (noMfaReason !== undefined) {
    checkReason('noMfaReason', noMfaReason);
  }
  if (path !== undefined) {
    checkText('path', path, PATH, 'a path with a slash at both ends, such as /people/');
  }
  checkNumber('groupQuota', groupQuota, 300, 500);
}
