import { isAccountOfAws } from '../../catalogue/aws-accounts';
import { parseArn } from '../../policy/arn';
import { isRequired } from '../../policy/condition';
import { accountOf } from '../../policy/principal';
import { hasOpaqueCondition, Statement } from '../../policy/statement';
import { opaqueToken, Text, tokensOf } from '../../policy/text';
import { stringParameter } from '../example-templates';
import { safe, statementKey } from '../keys';
import { lambdaPermissionExample, queuePolicyExample, resourceGrants } from '../resource-grants';
import { defineRule } from '../rule';
import { describeStatement, placeOf, Problem } from '../select';
import { requiresNamed } from '../trust/trust-no-public-principal';

const ORGANIZATION_KEYS = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];
const PRINCIPAL_KEYS = ['aws:principalaccount', 'aws:principalarn', 'kms:calleraccount', 's3:dataaccesspointaccount'];
const SOURCE_KEYS = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceowner'];
const sends = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sqs:SendMessage' };

export const resourcePolicyNoForeignAccess = defineRule({
  id: 'ResourcePolicyNoForeignAccess',
  title: 'the policy of a resource lets in another account',
  why: 'Who in that account may use the resource is for its administrators to say, and nothing in your account shows it.',
  fix: 'Declare the accounts of your own organization as trustedAccounts, or require aws:PrincipalOrgID; acknowledge each other account that is meant.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'aws-fsbp': ['S3.6'], 'nist-800-53-r5': ['CA-9(1)', 'CM-2'], 'well-architected': ['SEC03-BP07'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-cross-account-resource-access.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html',
  ],
  unknown: 'An account that is a token is a warning. A principal that is nothing but a token is left to ResourcePolicyNoPublicAccess.',
  examples: {
    bad: [
      queuePolicyExample('another account', sends),
      queuePolicyExample('a topic of another account', {
        ...sends, Principal: { Service: 'sns.amazonaws.com' }, Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:444455556666:orders' } },
      }),
      lambdaPermissionExample('another account may invoke', { Principal: '444455556666' }),
    ],
    good: [
      queuePolicyExample('the own account', { ...sends, Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/orders' } } }),
      queuePolicyExample('of the own organization', { ...sends, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
      { ...queuePolicyExample('a trusted account', sends), options: { trustedAccounts: ['444455556666'] } },
    ],
    unknown: [
      {
        ...queuePolicyExample('the account is a parameter', { ...sends, Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${Partner}:root' } } }),
        parameters: stringParameter('Partner'),
      },
    ],
  },
  * check(model, options) {
    const own = new Set([...model.accounts, ...options.trustedAccounts]);
    for (const grant of resourceGrants(model)) {
      for (const problem of judgeStatement(grant.statement, own)) {
        yield { ...placeOf(grant), ...problem };
      }
    }
  },
});

function* judgeStatement(statement: Statement, own: ReadonlySet<string>): Iterable<Problem> {
  if (requiresNamed(statement, ORGANIZATION_KEYS)) {
    return;
  }
  for (const { account, whom } of accountsIn(statement)) {
    const token = tokensOf(account).find(({ kind }) => kind === 'opaque');
    const key = `${safe(whom)};${statementKey(statement)}`;
    if (token) {
      yield { key, unknown: true, witness: describeStatement(statement), message: `lets in ${whom}, whose account is known only when it is deployed` };
    } else if (typeof account === 'string' && /^\d{12}$/.test(account) && !own.has(account) && !isAccountOfAws(account)) {
      yield {
        key, witness: describeStatement(statement), message: `lets in account ${account}${whom === account ? '' : ` (${whom})`}`,
        ...(hasOpaqueCondition(statement) && { unknown: true }),
      };
    }
  }
}

/** The accounts that the statement names: of its principals; for everyone and for services, those that its conditions require. */
function* accountsIn({ principal, conditions }: Statement): Iterable<{ readonly account: Text; readonly whom: string }> {
  const principals = principal && !principal.negated ? principal.principals : [];
  for (const one of principals) {
    const account = opaqueToken(one.value) ? undefined : accountOf(one);
    if (account !== undefined) {
      yield { account, whom: one.value.toString() };
    }
  }
  const keys = [
    ...(principals.some(({ type, value }) => type === 'AWS' && value === '*') ? [...PRINCIPAL_KEYS, ...SOURCE_KEYS] : []),
    ...(principals.some(({ type }) => type === 'Service') ? SOURCE_KEYS : []),
  ];
  for (const { key, values } of conditions.filter((condition) => isRequired(condition) && keys.includes(condition.key.toString().toLowerCase()))) {
    for (const value of values) {
      const account = parseArn(value)?.account ?? (opaqueToken(value) ? undefined : value);
      if (account !== undefined) {
        yield { account, whom: `${key} ${value}` };
      }
    }
  }
}
