/** Statements of organization policies, checked against what each type of policy takes. */
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { OrganizationPolicyType } from './guardrail-definition';
import { ParseStatement } from '../../analysis/minimise';
import { policyProblems } from '../../analysis/validation/policy-problems';
import { isKnownAction, nearestAction } from '../../catalogue/actions';
import { plainPolicy } from '../../enforce/plain-policies';
import { requestedAction } from '../../evaluate/action';
import { isUnderRcps } from '../../evaluate/rcp-services';
import { documentJson, StatementJson } from '../../policy/policy-json';
import { Statement } from '../../policy/statement';
import { hasWildcard } from '../../policy/wildcards';
import { badProp } from '../props';

const POLICY_KINDS: Readonly<Record<OrganizationPolicyType, 'scp' | 'rcp'>> = {
  SERVICE_CONTROL_POLICY: 'scp', RESOURCE_CONTROL_POLICY: 'rcp',
};

/** Resource control policies speak of every principal: one that names none gets `"Principal": "*"`. */
export function statementsJson(statements: readonly PolicyStatement[], policyType: OrganizationPolicyType): readonly StatementJson[] {
  return statements.map((statement) => {
    const { Sid, Effect, Principal, ...rest } = statement.toStatementJson();
    const principal = policyType === 'RESOURCE_CONTROL_POLICY' && (Principal === undefined || Principal.AWS === '*') && rest.NotPrincipal === undefined
      ? '*' : Principal;
    return { ...(Sid !== undefined && { Sid }), Effect, ...(principal !== undefined && { Principal: principal }), ...rest };
  });
}

/** With the tokens of CDK as values that nobody knows. */
export function parseStatement(policyType: OrganizationPolicyType): ParseStatement {
  return (statement) => plainPolicy(documentJson([statement]), POLICY_KINDS[policyType], 'statements').document.statements[0];
}

/** `anyAction`: actions that the catalogue does not have are let pass. */
export function checkStatements(
  statements: readonly StatementJson[], policyType: OrganizationPolicyType, where: string, { anyAction = false } = {},
): void {
  if (statements.length === 0) {
    throw badProp(where, 'none', 'at least one statement');
  }
  const kind = POLICY_KINDS[policyType];
  const { document } = plainPolicy(documentJson(statements), kind, where);
  const problem = policyProblems(document, kind).find(({ severity }) => severity === 'error');
  if (problem) {
    throw new Error(`${where}: ${problem.path}: found ${problem.found}, expected ${problem.expected}`);
  }
  document.statements.forEach((statement) => checkActions(statement, policyType, where, anyAction));
}

function checkActions({ index, action }: Statement, policyType: OrganizationPolicyType, where: string, anyAction: boolean): void {
  const prop = `${where}: Statement[${index}].${action.negated ? 'NotAction' : 'Action'}`;
  for (const pattern of action.patterns) {
    if (typeof pattern !== 'string') {
      continue;
    }
    if (!anyAction && !isKnownAction(pattern)) {
      throw badProp(prop, pattern, pattern.includes(':') && !hasWildcard(pattern)
        ? `an action that exists; the nearest is ${nearestAction(pattern).name}` : 'a pattern that matches an action, such as s3:Get*');
    }
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    if (policyType === 'RESOURCE_CONTROL_POLICY' && !hasWildcard(pattern.split(':')[0]) && !isUnderRcps(requestedAction(pattern))) {
      throw badProp(prop, pattern, 'an action of a service that resource control policies support');
    }
  }
}
