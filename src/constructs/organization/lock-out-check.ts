/** Refuses policies under which nobody can administer an account any more. */
import { IConstruct } from 'constructs';
import { policiesBeside } from './attachments';
import { GuardrailParameters, OrganizationPolicyType } from './guardrail-definition';
import { LockedOut, lockedOut, NamedStatements, refusedToOthers } from './lock-out';
import { PolicyTarget } from './policy-target';
import { badProp } from '../props';

export interface LockOutCheck {
  readonly policyType: OrganizationPolicyType;
  readonly policies: readonly NamedStatements[];
  /** None: the policies are attached by others, and the answer is for an example account. */
  readonly targets: readonly PolicyTarget[];
  readonly parameters: Partial<GuardrailParameters> & Pick<GuardrailParameters, 'exemptPrincipals'>;
}

/** Each place is judged with what else the app attaches there. */
export function checkLockOut(scope: IConstruct, { policyType, policies, targets, parameters }: LockOutCheck): void {
  checkEveryAccount(targets, parameters.exemptPrincipals);
  const situations = targets.length === 0
    ? [{ account: undefined, others: [] }]
    : targets.flatMap((target) => policiesBeside(scope, policyType, target).map((others) => ({ account: target._account, others })));
  const judged = new Set<string>();
  for (const { account, others } of situations) {
    const key = JSON.stringify([account, others.map(({ name }) => name)]);
    const found = judged.has(key) ? [] : lockedOut({
      policyType, policies: [...policies, ...others], account, principals: parameters.exemptPrincipals, parameters,
    });
    judged.add(key);
    if (found.length > 0) {
      throw new Error(lockOutMessage(account, found));
    }
  }
}

/** Below a root or organizational unit there may be any account. What an ARN that is a token as a whole names, nobody knows. */
function checkEveryAccount(targets: readonly PolicyTarget[], exemptPrincipals: readonly string[]): void {
  const wide = targets.find(({ _account }) => _account === undefined);
  if (wide && exemptPrincipals.every((principal) => FIXED_ACCOUNT.test(principal))) {
    throw badProp('exemptPrincipals', exemptPrincipals.join(', '),
      `one at least that is in every account below ${wide.targetId}, for instance ${exemptPrincipals[0].replace(FIXED_ACCOUNT, 'arn:*:iam::*:')}`);
  }
}

const FIXED_ACCOUNT = /^arn:[^:]+:iam::[^:*?]+:/;

/** Of policies that name no exempt principal: they must leave administration to others. */
export function checkNobodyRefused(policyType: OrganizationPolicyType, policies: readonly NamedStatements[]): void {
  const refused = refusedToOthers({ policyType, policies });
  if (refused.length > 0) {
    throw badProp('exemptPrincipals', undefined,
      `who can still administer the accounts, or a lockOutReason: with these statements a role with AdministratorAccess cannot\n${lines(refused)}`);
  }
}

function lockOutMessage(account: string | undefined, found: readonly LockedOut[]): string {
  const where = account === undefined ? 'an account' : `the account ${account}`;
  return `exemptPrincipals: found none that can still administer ${where} under the policies, expected one at least\n`
    + found.map(({ principal, cannot }) => `${principal} cannot\n${lines(cannot)}`).join('\n');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `  - ${text}`).join('\n');
}
