import { plainPolicy, plainText } from './plain-policies';
import { plainAction, plainContext } from './plain-request';
import { SimulationResult, toSimulationResult } from './simulation-result';
import { decide } from '../evaluate/decide';
import { PolicyLevel, PolicySet } from '../evaluate/decision';
import { AccessRequest } from '../evaluate/request';
import { contextOf } from '../evaluate/request-facts';
import { accountOfResource } from '../evaluate/requester';
import { requesterOf } from '../evaluate/requester-of';
import { PolicyKind } from '../policy/document';

/**
 * The policies that are attached to one level of an organization: its root, an organizational unit, or an account.
 */
export interface PolicySimulatorLevel {
  /** What results call the level, for instance `Root` or `Workloads`. */
  readonly name: string;
  /** Policy documents. */
  readonly policies: any[];
}

/**
 * The policies that a `PolicySimulator` evaluates.
 *
 * A policy document is plain JSON: an object as it stands in a file, its text, an `iam.PolicyDocument`, or what that gives
 * from `toJSON()` or `stack.resolve()`. A token, or an intrinsic function such as `Ref`, is a specific value that nobody knows.
 */
export interface PolicySimulatorProps {
  /**
   * Identity-based policies of the principal: inline, managed, and those of its groups.
   *
   * @default - none
   */
  readonly identityPolicies?: any[];

  /**
   * Session policies, as passed to `AssumeRole` or `GetFederationToken`.
   *
   * @default - none: they limit nothing, but a federated user has no permissions without one
   */
  readonly sessionPolicies?: any[];

  /**
   * The permissions boundary of the principal.
   *
   * @default - none
   */
  readonly permissionsBoundary?: any;

  /**
   * The resource-based policy of the resource: of a bucket, a queue, a key; of a role that is assumed, its trust policy.
   *
   * @default - none; whether a KMS key or a role admits to anybody is then unknown
   */
  readonly resourcePolicy?: any;

  /**
   * Service control policies of the principal's account: the root first, then each organizational unit, the account last.
   * FullAWSAccess has to be among the policies of a level where it is attached: a level without an Allow allows nothing.
   *
   * @default - the account is in no organization
   */
  readonly serviceControlPolicies?: PolicySimulatorLevel[];

  /**
   * Resource control policies of the resource's account, in the same order. RCPFullAWSAccess may be left out: it is attached everywhere.
   *
   * @default - the account is in no organization
   */
  readonly resourceControlPolicies?: PolicySimulatorLevel[];

  /**
   * Id of the account that the resource belongs to (twelve digits), when it is not in its ARN: of a bucket, for instance.
   *
   * @default - the principal's account
   */
  readonly resourceAccount?: string;

  /**
   * Id of the organization's management account (twelve digits), whose principals and resources SCPs and RCPs do not reach.
   *
   * @default - neither account is the management account
   */
  readonly managementAccount?: string;
}

/**
 * Who asks for what.
 */
export interface SimulationRequest {
  /**
   * Who makes the request:
   *
   * - the ARN of a user, a role, a role session (`arn:aws:sts::111122223333:assumed-role/Name/session`), a federated user
   *   (`arn:aws:sts::111122223333:federated-user/name`) or the root user; an account id is its root user;
   * - the name of a service, for instance `lambda.amazonaws.com`;
   * - for `sts:AssumeRoleWithWebIdentity` and `sts:AssumeRoleWithSAML`, the identity provider;
   * - `*`: nobody that AWS knows, an anonymous request.
   */
  readonly principalArn: string;

  /** The action, for instance `s3:GetObject`. */
  readonly action: string;

  /**
   * ARN of the resource.
   *
   * @default '*' - for actions that take no resource
   */
  readonly resource?: string;

  /**
   * Condition keys of the request with their values: strings, numbers, booleans, dates, or lists of these for keys with several
   * values. Keys are not case-sensitive.
   *
   * @default - the request has only the keys that AWS sets for every request of this principal: `aws:PrincipalArn`, `aws:PrincipalAccount`,
   * `aws:PrincipalType`, `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName` and `aws:PrincipalServiceNamesList` (of services, this
   * name), `aws:username` (of users), `aws:userid` (not of users and roles), `aws:ViaAWSService` (false) and `aws:ResourceAccount`. What is
   * given here replaces them; `null` takes a key away. Any other key that is not given is not there.
   */
  readonly context?: { [key: string]: any };
}

/**
 * Says what a set of policies decides of a request, by the logic that AWS documents. It calls no AWS API.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @example
 * const simulator = new PolicySimulator({
 *   identityPolicies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }],
 *   permissionsBoundary: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: '*' } },
 * });
 * const result = simulator.simulate({
 *   principalArn: 'arn:aws:iam::111122223333:role/Worker',
 *   action: 's3:PutObject',
 *   resource: 'arn:aws:s3:::reports/2026.csv',
 * });
 * expect(result.decision).toEqual('implicitDeny');
 * expect(result.decidedBy).toEqual('boundary');
 */
export class PolicySimulator {
  private readonly policies: PolicySet;
  private readonly resourceAccount?: string;

  /**
   * @param props The policies. One that breaks the grammar of policies is an error that says which, where in it, what was found and what is expected.
   */
  public constructor(props: PolicySimulatorProps = {}) {
    const { resourceAccount, managementAccount } = props;
    this.policies = policySetOf(props, accountId(managementAccount, 'managementAccount'));
    this.resourceAccount = accountId(resourceAccount, 'resourceAccount');
  }

  /**
   * Decides.
   *
   * @param request Who asks for what. A principal or action that cannot be one is an error.
   */
  public simulate(request: SimulationRequest): SimulationResult {
    return toSimulationResult(decide(accessRequest(request, this.resourceAccount), this.policies));
  }
}

function policySetOf(props: PolicySimulatorProps, managementAccount: string | undefined): PolicySet {
  const session = listOf(props.sessionPolicies);
  const policy = (input: unknown, kind: PolicyKind, where: string) => (isGiven(input) ? plainPolicy(input, kind, where) : undefined);
  return {
    identity: listOf(props.identityPolicies).map((document, index) => plainPolicy(document, 'identity', `identityPolicies[${index}]`)),
    session: session.length > 0 ? session.map((document, index) => plainPolicy(document, 'identity', `sessionPolicies[${index}]`)) : undefined,
    boundary: policy(props.permissionsBoundary, 'boundary', 'permissionsBoundary'),
    resource: policy(props.resourcePolicy, 'resource', 'resourcePolicy'),
    serviceControl: levelsOf(props.serviceControlPolicies, 'scp', 'serviceControlPolicies'),
    resourceControl: levelsOf(props.resourceControlPolicies, 'rcp', 'resourceControlPolicies'),
    managementAccount,
  };
}

function levelsOf(levels: readonly PolicySimulatorLevel[] | undefined, kind: PolicyKind, where: string): PolicyLevel[] | undefined {
  return isGiven(levels) ? listOf(levels).map((level, index) => levelOf(level, kind, `${where}[${index}]`)) : undefined;
}

function levelOf(level: PolicySimulatorLevel, kind: PolicyKind, where: string): PolicyLevel {
  if (!isGiven(level?.policies)) {
    throw new Error(`${where}: found no policies, expected a level: an object with name and policies`);
  }
  return {
    name: level.name ?? where,
    policies: listOf(level.policies).map((document, index) => plainPolicy(document, kind, `${where}.policies[${index}]`)),
  };
}

/** From other languages than TypeScript, a lone item comes where a list is declared, and nothing as null. */
function listOf<T>(items: readonly T[] | undefined): readonly T[] {
  return isGiven(items) ? [items].flat() as T[] : [];
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function accountId(value: string | undefined, where: string): string | undefined {
  if (isGiven(value) && !/^\d{12}$/.test(value)) {
    throw new Error(`${where}: found "${value}", expected an account id of twelve digits`);
  }
  return isGiven(value) ? String(value) : undefined;
}

function accessRequest({ principalArn, action: rawAction, resource: rawResource, context }: SimulationRequest, owner?: string): AccessRequest {
  const action = plainAction(rawAction);
  const resource = isGiven(rawResource) ? plainText(rawResource, 'resource') : '*';
  const given = plainContext(context ?? {});
  const named = requesterOf(plainText(principalArn, 'principalArn'), action);
  if (!named) {
    throw new Error(`principalArn: found "${principalArn}", expected the ARN of a user, role, role session, federated user, identity provider or root user, `
      + 'an account id, the name of a service, or *');
  }
  const roleArn = named.kind === 'session' ? given.get('aws:principalarn')?.[0] : undefined;
  const requester = roleArn === undefined ? named : { ...named, roleArn };
  const resourceAccount = accountOfResource({ resource }) ?? owner;
  const asked = { requester, action, resource, ...(resourceAccount !== undefined && { resourceAccount }) };
  return { ...asked, context: contextOf(asked, given, 'absent') };
}
