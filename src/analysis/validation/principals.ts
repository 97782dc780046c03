/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
import { error, PolicyProblem } from './problem';
import { PolicyKind } from '../../policy/document';
import { Principal, PrincipalType } from '../../policy/principal';
import { Statement } from '../../policy/statement';
import { WILDCARD } from '../../policy/wildcards';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const UNIQUE_ID = /^A[A-Z0-9]{15,127}$/;
const AWS_ARN = /^arn:aws[a-z-]*:(iam|sts)::(\d{12}|cloudfront):(root|(user|role|assumed-role|federated-user)\/.+|self)$/;
const PROVIDER_ARN = /^arn:aws[a-z-]*:iam::\d{12}:(saml-provider|oidc-provider)\/.+$/;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/i;

const FORMS: Readonly<Record<PrincipalType, { readonly form: RegExp; readonly expected: string }>> = {
  AWS: { form: new RegExp(`^\\*$|^\\d{12}$|${UNIQUE_ID.source}|${AWS_ARN.source}`), expected: 'an account id, or the ARN of an account, a user, a role or a session' },
  Service: { form: DOMAIN, expected: 'a service such as lambda.amazonaws.com' },
  Federated: { form: new RegExp(`${PROVIDER_ARN.source}|${DOMAIN.source}`, 'i'), expected: 'the ARN or the domain of an identity provider' },
  CanonicalUser: { form: /^[0-9a-f]{64}$/i, expected: 'a canonical user id of 64 characters' },
};

const NONE: readonly PolicyProblem[] = [];

export function principalProblems({ principal }: Statement, kind: PolicyKind, at: string): readonly PolicyProblem[] {
  if (!principal) {
    return NONE;
  }
  const element = `${at}.${principal.negated ? 'NotPrincipal' : 'Principal'}`;
  const problems = principal.principals.flatMap((one) => problemOf(one, `${element}.${one.type}`) ?? []);
  if (kind === 'trust' && principal.negated) {
    problems.push(error(element, 'NotPrincipal', 'Principal: a trust policy names whom it trusts'));
  }
  if (kind === 'trust' && principal.principals.length === 0) {
    problems.push(error(element, 'no principal', 'at least one principal'));
  }
  return problems;
}

function problemOf({ type, value }: Principal, path: string): PolicyProblem | undefined {
  if (typeof value !== 'string' || value === '*') {
    return undefined;
  }
  const { form, expected } = FORMS[type];
  if (WILDCARD.test(value)) {
    return error(path, `the principal "${value}" with a wildcard`, `${expected}, in full`);
  }
  return form.test(value) ? undefined : error(path, `the principal "${value}"`, expected);
}
