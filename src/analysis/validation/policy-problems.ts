/** What is wrong with a policy document beyond its grammar. */
import { resourceFault } from './arns';
import { conditionProblems } from './conditions';
import { principalProblems } from './principals';
import { error, PolicyProblem, warning } from './problem';
import { variableProblems } from './variables';
import { requestedAction } from '../../evaluate/action';
import { isUnderRcps } from '../../evaluate/rcp-services';
import { PolicyDocument, PolicyKind } from '../../policy/document';
import { Matching, Statement } from '../../policy/statement';
import { WILDCARD } from '../../policy/wildcards';

const SID = /^[A-Za-z0-9]*$/;
/** Kinds that IAM itself checks; other services let a Sid be anything, and more than once. */
const CHECKED_BY_IAM: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary', 'trust']);
const OF_ORGANIZATIONS: ReadonlySet<PolicyKind> = new Set(['scp', 'rcp']);
const NONE: readonly PolicyProblem[] = [];

export function policyProblems(document: PolicyDocument, kind: PolicyKind): readonly PolicyProblem[] {
  let problems = NONE;
  for (let index = 0; index < document.statements.length; index++) {
    problems = joined(problems, statementProblems(document.statements[index], document.version, kind));
  }
  const again = CHECKED_BY_IAM.has(kind) ? repeatedSid(document.statements) : undefined;
  if (again) {
    problems = joined(problems, [error(`Statement[${again.index}].Sid`, `the Sid "${again.sid}" once more`, 'a Sid that no other statement of the policy has')]);
  }
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
  if (OF_ORGANIZATIONS.has(kind) && document.version !== '2012-10-17' && !document.issues.some(({ path }) => path === '' || path === 'Version')) {
    problems = joined(problems, [error('Version', document.version ?? 'no Version', '"2012-10-17"')]);
  }
  return problems;
}

/** Most have none: nothing is built then. */
function joined(some: readonly PolicyProblem[], more: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return more.length === 0 ? some : [...some, ...more];
}

function statementProblems(statement: Statement, version: string | undefined, kind: PolicyKind): readonly PolicyProblem[] {
  const { index, sid, action, resource } = statement;
  const at = `Statement[${index}]`;
  let problems = joined(elementProblems('Action', action, at), resource ? elementProblems('Resource', resource, at) : NONE);
  if (sid !== undefined && CHECKED_BY_IAM.has(kind) && !SID.test(sid) && !sid.includes('<')) {
    problems = joined(problems, [error(`${at}.Sid`, `the Sid "${sid}"`, 'letters and digits only')]);
  }
  if (resource && kind !== 'resource') {
    for (const pattern of resource.patterns) {
      const fault = resourceFault(pattern);
      problems = fault ? joined(problems, [error(`${at}.${resource.negated ? 'NotResource' : 'Resource'}`, fault.found, fault.expected)]) : problems;
    }
  }
  problems = joined(problems, principalProblems(statement, kind, at));
  problems = joined(problems, conditionProblems(statement, at));
  problems = joined(problems, variableProblems(statement, version, at));
  return kind === 'trust' ? joined(problems, trustProblems(statement, at)) : kind === 'rcp' ? joined(problems, rcpProblems(statement, at)) : problems;
}

function elementProblems(name: string, { negated, patterns }: Matching, at: string): readonly PolicyProblem[] {
  return patterns.length > 0 ? NONE : [error(`${at}.${negated ? `Not${name}` : name}`, 'an empty list', `at least one ${name.toLowerCase()}`)];
}

/** Statements that are alternatives of one another have the same index. */
function repeatedSid(statements: readonly Statement[]): Statement | undefined {
  if (!statements.some(({ sid }) => sid !== undefined)) {
    return undefined;
  }
  const seen = new Map<string, number>();
  return statements.find(({ sid, index, conditional }) => {
    if (sid === undefined || sid === '' || conditional) {
      return false;
    }
    const first = seen.get(sid);
    seen.set(sid, first ?? index);
    return first !== undefined && first !== index;
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html */
function trustProblems({ action, principal }: Statement, at: string): PolicyProblem[] {
  const problems = action.patterns.flatMap((pattern) => (typeof pattern !== 'string' || pattern.startsWith('*') || /^sts:/i.test(pattern)
    ? [] : [error(`${at}.Action`, `the action "${pattern}"`, 'an action of STS that a trust policy can allow, such as sts:AssumeRole')]));
  const federated = principal && !principal.negated && principal.principals.length > 0 && principal.principals.every(({ type }) => type === 'Federated');
  const assume = action.patterns.map((pattern) => pattern.toString().toLowerCase()).filter((name) => name.startsWith('sts:assumerole'));
  if (federated && !action.negated && assume.length === action.patterns.length && assume.length > 0 && assume.every((name) => name === 'sts:assumerole')) {
    problems.push(error(`${at}.Action`, 'sts:AssumeRole for an identity provider', 'sts:AssumeRoleWithWebIdentity or sts:AssumeRoleWithSAML'));
  }
  return problems;
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
function rcpProblems({ effect, action, principal }: Statement, at: string): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  if (effect === 'Allow') {
    problems.push(error(`${at}.Effect`, 'Allow', '"Deny": only RCPFullAWSAccess allows'));
  }
  if (principal && (principal.negated || principal.principals.some(({ value }) => value !== '*'))) {
    problems.push(error(`${at}.${principal.negated ? 'NotPrincipal' : 'Principal'}`, principal.negated ? 'NotPrincipal' : 'a principal', 'Principal "*"'));
  }
  if (action.negated) {
    problems.push(error(`${at}.NotAction`, 'NotAction', 'Action'));
  }
  for (const pattern of action.negated ? [] : action.patterns) {
    if (pattern === '*') {
      problems.push(error(`${at}.Action`, '"*"', 'the actions of a service, such as s3:*'));
    } else if (!WILDCARD.test(pattern.toString().split(':')[0]) && !isUnderRcps(requestedAction(pattern))) {
      problems.push(warning(`${at}.Action`, `the action "${pattern}"`, 'an action of a service that resource control policies support'));
    }
  }
  return problems;
}
