import { parseArn } from '../../policy/arn';
import { isRequired } from '../../policy/condition';
import { accountOf, Principal } from '../../policy/principal';
import { Statement } from '../../policy/statement';
import { Text, tokensOf } from '../../policy/text';
import { ref, stringParameter, trustExample, trustsLambda } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, judgeEach, Problem, speaksOfAction, trusts } from '../select';
import { requiresNamed } from './trust-no-public-principal';
import { ORGANIZATION_KEYS } from './trust-third-party-needs-external-id';

const trusting = (AWS: unknown, Condition?: object) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...(Condition && { Condition }) });
const externalId = { StringEquals: { 'sts:ExternalId': 'f3a9c1' } };

export const trustNoWholeAccount = defineRule({
  id: 'TrustNoWholeAccount',
  title: 'a role trusts all of another account',
  why: 'The other account decides who takes the role: every principal that its administrators let, today and later.',
  fix: 'Name the roles of the other account that take the role, in Principal or by a condition on aws:PrincipalArn.',
  severity: 'warning',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC03-BP07'] },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts'],
  unknown: 'An account that is a token is a warning that names it. An external ID says through whom a third party acts, not as whom: it makes no difference here.',
  examples: {
    bad: [
      trustExample('an account by its root ARN, with an external ID', trusting('arn:aws:iam::444455556666:root', externalId)),
      trustExample('an account by its id', trusting('444455556666', externalId)),
      trustExample('an account, and any of its roles', trusting('444455556666', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/*' } })),
    ],
    good: [
      trustExample('a role of the account', trusting('arn:aws:iam::444455556666:role/collector', externalId)),
      trustExample('an account, and of it one role', trusting('444455556666', { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/collector' } })),
      trustExample('the own account', trusting({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' })),
      trustExample('an account that an organization has to have', trusting('444455556666', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })),
      { ...trustExample('an account of the own organization', trusting('444455556666')), options: { trustedAccounts: ['444455556666'] } },
      trustExample('a service', trustsLambda),
    ],
    unknown: [
      { ...trustExample('the account is a parameter', trusting({ 'Fn::Sub': 'arn:aws:iam::${Vendor}:root' }, externalId)), parameters: stringParameter('Vendor') },
      { ...trustExample('all that is trusted is a parameter', trusting(ref('Vendor'), externalId)), parameters: { Vendor: { Type: 'String', AllowedPattern: '\\d{12}' } } },
    ],
  },
  check(model, options) {
    const own = new Set([...model.accounts, ...options.trustedAccounts]);
    return judgeEach(trusts(model, 'AWS'), (statement) => judgeStatement(statement, own));
  },
});

function* judgeStatement(statement: Statement, own: ReadonlySet<string>): Iterable<Problem> {
  if (speaksOfAction(statement, 'sts:AssumeRole') === 'no' || namesPrincipals(statement) || requiresNamed(statement, ORGANIZATION_KEYS)) {
    return;
  }
  for (const principal of statement.principal!.principals) {
    const account = wholeAccount(principal);
    const token = account === undefined ? undefined : tokensOf(account).find(({ kind }) => kind === 'opaque');
    const key = partKey('Principal', [`AWS:${principal.value}`]);
    if (token) {
      yield { key, unknown: true, message: `trusts all of the account ${token.label}, known only when it is deployed`, witness: describeStatement(statement) };
    } else if (typeof account === 'string' && /^\d{12}$/.test(account) && !own.has(account)) {
      yield { key, message: `trusts all of account ${account}`, witness: describeStatement(statement) };
    }
  }
}

/** The account, if it is meant as a whole. A token may be the id of an account, or the ARN of a role. */
function wholeAccount(principal: Principal): Text | undefined {
  const arn = principal.type === 'AWS' ? parseArn(principal.value) : undefined;
  return arn && arn.resource !== 'root' ? undefined : accountOf(principal) ?? (principal.type === 'AWS' ? principal.value : undefined);
}

/** Must the caller be one of some principals, or have a tag? */
function namesPrincipals({ conditions }: Statement): boolean {
  return conditions.some((condition) => isRequired(condition) && typeof condition.key === 'string' && (/^aws:PrincipalTag\//i.test(condition.key)
    || (/^aws:PrincipalArn$/i.test(condition.key) && condition.values.every(isNamed))));
}

function isNamed(value: Text): boolean {
  return !/^(root|(\*|(role|user|assumed-role)\/)?[*?/]*)$/.test(parseArn(value)?.resource.toString() ?? '');
}
