import { isAboutMfa, mfaOutcomes } from '../../analysis/mfa-conditions';
import { accountOf } from '../../policy/principal';
import { hasOpaqueCondition, isPinned, Statement } from '../../policy/statement';
import { tokensOf } from '../../policy/text';
import { ref, stringParameter, trustExample, trustsLambda } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { judgeEach, Problem, speaksOfAction, trusts } from '../select';
import { requiresNamed } from './trust-no-public-principal';

/** The account is one of the own organization, whoever has its id. */
export const ORGANIZATION_KEYS = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'];

export const trustThirdPartyNeedsExternalId = defineRule({
  id: 'TrustThirdPartyNeedsExternalId',
  title: 'a role trusts another account without an external ID',
  why: 'Another customer of the same third party can have it act on your role: the confused deputy.',
  fix: 'Require sts:ExternalId with the value the third party gives you; declare the accounts of your own organization as trustedAccounts.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC03-BP09'] },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html'],
  unknown: 'An account that is a token, or a condition that is made when it is deployed, is a warning, and so is an account whose people need multi-factor '
    + 'authentication: no service that acts for many customers has that.',
  examples: {
    bad: [
      trustExample('a whole foreign account', { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'sts:AssumeRole' }),
      trustExample('a foreign role', { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:role/collector' }, Action: 'sts:AssumeRole' }),
    ],
    good: [
      trustExample('with an external ID', {
        Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'f3a9c1' } },
      }),
      trustExample('of the own organization', {
        Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      }),
      trustExample('of the own account', { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/app' } }, Action: 'sts:AssumeRole' }),
      trustExample('a service', trustsLambda),
    ],
    unknown: [
      {
        ...trustExample('the account is a parameter', { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${Vendor}:root' } }, Action: 'sts:AssumeRole' }),
        parameters: stringParameter('Vendor'),
      },
      {
        ...trustExample('the principal is a parameter', { Effect: 'Allow', Principal: { AWS: ref('Caller') }, Action: 'sts:AssumeRole' }),
        parameters: stringParameter('Caller'),
      },
    ],
  },
  check(model, options) {
    const own = new Set([...model.accounts, ...options.trustedAccounts]);
    return judgeEach(trusts(model, 'AWS'), (statement) => judgeStatement(statement, own));
  },
});

function* judgeStatement(statement: Statement, own: ReadonlySet<string>): Iterable<Problem> {
  const guarded = isPinned(statement, 'sts:ExternalId') || requiresNamed(statement, ORGANIZATION_KEYS);
  if (guarded || speaksOfAction(statement, 'sts:AssumeRole') === 'no') {
    return;
  }
  for (const principal of statement.principal!.principals) {
    const account = accountOf(principal) ?? (principal.type === 'AWS' ? principal.value : undefined);
    if (account === undefined) {
      continue;
    }
    const key = partKey('Principal', [`${principal.type}:${principal.value}`]);
    const token = tokensOf(account).find(({ kind }) => kind === 'opaque');
    if (token) {
      yield { key, unknown: true, message: `trusts ${principal.value} without an external ID, and its account is known only when it is deployed` };
    } else if (typeof account === 'string' && /^\d{12}$/.test(account) && !own.has(account)) {
      const isForPeople = isForPeopleOnly(statement);
      yield {
        key, message: `trusts account ${account} (${principal.value}) ${isForPeople ? 'with multi-factor authentication, but ' : ''}without an external ID`,
        ...(isForPeople && { severity: 'warning' }),
        ...(hasOpaqueCondition(statement) && { unknown: true }),
      };
    }
  }
}

function isForPeopleOnly(statement: Statement): boolean {
  const { session, accessKey } = mfaOutcomes(statement);
  return isAboutMfa(statement) && session === 'no' && accessKey === 'no';
}
