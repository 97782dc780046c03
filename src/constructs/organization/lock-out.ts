/** Who can still administer an account under organization policies: found by the evaluator, for a principal with AdministratorAccess. */
import { AdministrativeTask, administrativeTasks } from './administration';
import { GuardrailParameters, OrganizationPolicyType } from './guardrail-definition';
import { verdictsOf } from '../../analysis/grants/action-classes';
import { ContextValues, exampleContexts } from '../../analysis/grants/example-context';
import { plainPolicy, plainText } from '../../enforce/plain-policies';
import { decide } from '../../evaluate/decide';
import { Decision, NamedPolicy, PolicySet } from '../../evaluate/decision';
import { Requester } from '../../evaluate/request';
import { contextOf, factsOf } from '../../evaluate/request-facts';
import { requesterOf } from '../../evaluate/requester-of';
import { Condition } from '../../policy/condition';
import { documentJson, StatementJson } from '../../policy/policy-json';
import { Text } from '../../policy/text';

export interface NamedStatements {
  readonly name: string;
  readonly statements: readonly StatementJson[];
}

export interface LockOutQuestion {
  readonly policyType: OrganizationPolicyType;
  /** All that is attached to one root, organizational unit or account, beside the policy of AWS that allows everything. */
  readonly policies: readonly NamedStatements[];
  /** Id of the account that they are attached to; otherwise the answer is for an example account. */
  readonly account?: string;
  /** ARNs with wildcards. */
  readonly principals: readonly string[];
  /** What the policies protect. */
  readonly parameters?: Partial<GuardrailParameters>;
}

export interface LockedOut {
  readonly principal: string;
  /** A line for each thing that the principal cannot do, with the statement that denies it. */
  readonly cannot: readonly string[];
}

const EXAMPLE_ACCOUNT = '111122223333';
const EVERYTHING: StatementJson = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Empty when one of the principals at least can do everything; otherwise, what each of them cannot do. */
export function lockedOut({ principals, ...question }: LockOutQuestion): readonly LockedOut[] {
  const found = principals.map((principal) => ({ principal, cannot: refusals(principal, question) }));
  return found.some(({ cannot }) => cannot.length === 0) ? [] : found;
}

/** What an ordinary role with AdministratorAccess cannot do. */
export function refusedToOthers(question: Omit<LockOutQuestion, 'principals'>): readonly string[] {
  return refusals('arn:aws:iam::*:role/example', question);
}

function refusals(principal: string, { policyType, policies, account, parameters = {} }: Omit<LockOutQuestion, 'principals'>): readonly string[] {
  const placed = concrete(principal, account ?? EXAMPLE_ACCOUNT);
  const requester = requesterAt(placed, account ?? EXAMPLE_ACCOUNT);
  if (account !== undefined && typeof requester.account === 'string' && requester.account !== account) {
    return [`act at all: it is no principal of the account ${account}`];
  }
  const limits = policies.map(({ name, statements }) => plainPolicy(documentJson(statements), policyType === 'SERVICE_CONTROL_POLICY' ? 'scp' : 'rcp', name));
  const set = policySet(policyType, limits);
  return administrativeTasks(parameters).flatMap((task) => refusal(task, requester, set, limits) ?? []);
}

function refusal(task: AdministrativeTask, requester: Requester, set: PolicySet, limits: readonly NamedPolicy[]): string | undefined {
  for (const resource of task.resources) {
    const decision = bestDecision(task.action, concrete(resource, accountOf(requester)), requester, set, limits);
    if (decision.outcome !== 'allowed') {
      return `${task.what} (${decision.reason})`;
    }
  }
  return undefined;
}

/** In the circumstances that suit the principal best: an exemption may require a network, or multi-factor authentication. */
function bestDecision(action: string, resource: string, requester: Requester, set: PolicySet, limits: readonly NamedPolicy[]): Decision {
  const asked = { requester, action, resource: plainText(resource, 'resource'), resourceAccount: requester.account };
  const open = conditionsOn(action, limits).filter(({ key }) => !factsOf(asked).has(key.toString().toLowerCase()));
  const contexts = [new Map(), ...exampleContexts(open, [])].flatMap((values) => withinOrganization(values))
    .flatMap((values) => atEndpoints(action, values));
  const decideWith = (values: ContextValues) => decide({ ...asked, context: contextOf(asked, values, 'absent') }, set);
  const plainly = decideWith(contexts[0]);
  for (const values of contexts) {
    const decision = decideWith(values);
    if (decision.outcome === 'allowed') {
      return decision;
    }
  }
  return plainly;
}

/** The organization of the principal, whatever its id, is that of the resource. */
function withinOrganization(values: ContextValues): readonly ContextValues[] {
  const named = ORGANIZATION_KEYS.flatMap((key) => values.get(key) ?? []);
  return [...named, 'o-example000'].map((id) => new Map([...values, ...ORGANIZATION_KEYS.map((key): [string, readonly Text[]] => [key, [id]])]));
}

const ORGANIZATION_KEYS = ['aws:principalorgid', 'aws:resourceorgid'];

/** Requests to IAM and AWS Organizations go to one Region of the partition. https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
function atEndpoints(action: string, values: ContextValues): readonly ContextValues[] {
  return /^(iam|organizations):/.test(action) ? ENDPOINTS.map((region) => new Map([...values, ['aws:requestedregion', [region]]])) : [values];
}

const ENDPOINTS = ['us-east-1', 'us-gov-west-1', 'cn-north-1', 'cn-northwest-1'];

function conditionsOn(action: string, limits: readonly NamedPolicy[]): readonly Condition[] {
  const statements = limits.flatMap(({ document }) => document.statements);
  return statements.filter((statement) => verdictsOf([statement.action], action).get(statement.action) !== 'no').flatMap(({ conditions }) => conditions);
}

/** What the resources themselves say is another question: they let everybody in here. */
function policySet(policyType: OrganizationPolicyType, limits: readonly NamedPolicy[]): PolicySet {
  const policies = [fullAccess(policyType), ...limits];
  return {
    identity: [plainPolicy(documentJson([EVERYTHING]), 'identity', 'AdministratorAccess')],
    resource: plainPolicy(documentJson([{ ...EVERYTHING, Principal: '*' }]), 'resource', 'the policy of the resource'),
    ...(policyType === 'SERVICE_CONTROL_POLICY'
      ? { serviceControl: [{ name: 'target', policies }] }
      : { resourceControl: [{ name: 'target', policies }] }),
  };
}

function fullAccess(policyType: OrganizationPolicyType): NamedPolicy {
  return policyType === 'SERVICE_CONTROL_POLICY'
    ? plainPolicy(documentJson([EVERYTHING]), 'scp', 'FullAWSAccess')
    : plainPolicy(documentJson([{ ...EVERYTHING, Principal: '*' }]), 'rcp', 'RCPFullAWSAccess');
}

/** The ARN of a role in the app is a token as a whole. */
function requesterAt(arn: string, account: string): Requester {
  const id = plainText(arn, 'exemptPrincipals');
  return requesterOf(id, 'iam:GetRole') ?? { kind: 'role', id, account };
}

function accountOf({ account }: Requester): string {
  return typeof account === 'string' ? account : EXAMPLE_ACCOUNT;
}

/** One ARN that the pattern matches, in this account if the pattern leaves it open. */
function concrete(pattern: string, account: string): string {
  const segments = pattern.split(':');
  return segments.map((segment, index) => {
    const example = index === 1 ? 'aws' : index === 3 ? 'us-east-1' : index === 4 ? account : 'example';
    return (index === 4 && /^[*?]+$/.test(segment) ? account : segment.replaceAll('*', example)).replaceAll('?', 'x');
  }).join(':');
}
