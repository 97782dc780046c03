/** How the statements of the catalogue deny everybody but the exempt principals. */
import { GuardrailParameters } from './guardrail-definition';
import { ConditionJson, StatementJson } from '../../policy/policy-json';

/** What a statement denies; every resource and every request if not said otherwise. */
export interface Denied extends Pick<StatementJson, 'Action' | 'NotAction' | 'NotResource' | 'Condition'> {
  readonly Resource?: string | readonly string[];
}

export function deny({ Resource, NotResource, ...denied }: Denied): StatementJson {
  return { Effect: 'Deny', ...denied, ...(NotResource ? { NotResource } : { Resource: Resource ?? '*' }) };
}

/** For resource control policies, which name a principal. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
export function denyAnybody(denied: Denied): StatementJson {
  return { ...deny(denied), Principal: '*' };
}

/** The ARN of a role session's principal is that of the role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn */
export function denyUnlessExempt(denied: Denied, { exemptPrincipals }: GuardrailParameters): StatementJson {
  return deny({ ...denied, Condition: allOf(denied.Condition ?? {}, { ArnNotLike: { 'aws:PrincipalArn': exemptPrincipals } }) });
}

/** Both conditions hold. They share no key under the same operator. */
function allOf(one: ConditionJson, other: ConditionJson): ConditionJson {
  const operators = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(operators.map((operator) => [operator, { ...one[operator], ...other[operator] }]));
}
