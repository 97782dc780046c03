import { isNamed } from '../../analysis/outsiders';
import { Principal } from '../../policy/principal';
import { hasOpaqueCondition, requiredValues, Statement } from '../../policy/statement';
import { opaqueToken } from '../../policy/text';
import { hasWildcard } from '../../policy/wildcards';
import { ref, stringParameter, trustExample, trustsLambda } from '../example-templates';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, judgeEach, occurrences, Problem } from '../select';

export const trustNoPublicPrincipal = defineRule({
  id: 'TrustNoPublicPrincipal',
  title: 'a role can be assumed by anyone',
  why: 'Any AWS account in the world can take the role\'s permissions.',
  fix: 'Name the accounts, roles or services that assume the role, or require aws:PrincipalOrgID.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: { 'well-architected': ['SEC03-BP07'] },
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous'],
  unknown: 'A principal that is only a token, or a condition that is made when it is deployed, is a warning.',
  examples: {
    bad: [
      trustExample('anyone', { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }),
      trustExample('anyone who knows a word', {
        Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'well-known' } },
      }),
      trustExample('anyone whose role has a name', {
        Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } },
      }),
    ],
    good: [
      trustExample('a service', trustsLambda),
      trustExample('anyone of one organization', {
        Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      }),
    ],
    unknown: [
      { ...trustExample('the principal is a parameter', { Effect: 'Allow', Principal: { AWS: ref('Caller') }, Action: 'sts:AssumeRole' }), parameters: stringParameter('Caller') },
    ],
  },
  check: (model) => judgeEach(occurrences(model, ['trust'], 'Allow'), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  const principals = statement.principal && !statement.principal.negated ? statement.principal.principals : [];
  for (const principal of principals) {
    const key = () => partKey('Principal', [`${principal.type}:${principal.value}`]);
    const token = principal.type === 'AWS' ? opaqueToken(principal.value) : undefined;
    if (isPublic(principal) && !isNarrowed(statement)) {
      yield {
        key: key(), message: `can be assumed by anyone${principal.value === '*' ? '' : ` like ${principal.value}`}`, witness: describeStatement(statement),
        ...(hasOpaqueCondition(statement) && { unknown: true }),
      };
    } else if (token && !isNarrowed(statement)) {
      yield { key: key(), unknown: true, message: `can be assumed by ${token.label}, known only when it is deployed` };
    }
  }
}

function isPublic({ value }: Principal): boolean {
  return hasWildcard(value);
}

const CALLER_KEYS = ['aws:PrincipalArn', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:PrincipalAccount', 'aws:SourceVpc', 'aws:SourceVpce'];

/** Conditions that only callers of known accounts or networks can meet. */
function isNarrowed(statement: Statement): boolean {
  return requiresNamed(statement, CALLER_KEYS);
}

/** Must a request have one of the keys, with a value that says whose it is? `o-*` and `arn:aws:iam::*:role/app` do not. */
export function requiresNamed(statement: Statement, keys: readonly string[]): boolean {
  return keys.some((key) => {
    const values = requiredValues(statement, key) ?? [];
    return values.length > 0 && values.every((value) => isNamed(value));
  });
}
