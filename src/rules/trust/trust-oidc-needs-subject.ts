import { Pattern } from '../../policy/pattern';
import { hasOpaqueCondition, requiredValues, Statement } from '../../policy/statement';
import { opaqueToken, Text } from '../../policy/text';
import { ref, stringParameter, trustExample, trustsLambda } from '../example-templates';
import { AUDIENCE_PROVIDERS, githubKey, providerName } from '../federation';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, judgeEach, Problem, speaksOfAction, trusts } from '../select';

const GITHUB = 'token.actions.githubusercontent.com';
const GITHUB_ARN = `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`;
const CLAIM_KEYS = { audience: /:(aud|app_id|oaud)$/i, subject: /:sub$/i };
/** `*`, `project_path:*`, `project_path:*:ref_type:branch:ref:main`, `system:serviceaccount:*:*`: anyone's. */
const EVERYONE = /^(system:serviceaccount:|[^:*?]*:)?[*?:/]*[*?][*?:/]*$|^([^:*?]*:)?[*?]+[:/]/;

const trusting = (condition: Record<string, unknown>) => ({
  Effect: 'Allow', Principal: { Federated: GITHUB_ARN }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition,
});
const audience = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };

export const trustOidcNeedsSubject = defineRule({
  id: 'TrustOidcNeedsSubject',
  title: 'a role trusts an OIDC provider without saying which of its users or repositories',
  why: 'A provider such as GitHub signs tokens for everyone who uses it: any repository in the world can take the role.',
  fix: 'Require the subject claim of one workload, for GitHub repo:<owner>@<owner id>/<repository>@<repository id>:ref:refs/heads/main.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: { 'well-architected': ['SEC03-BP07'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'https://docs.github.com/en/actions/reference/security/oidc',
  ],
  unknown: 'A subject that is a token, or a condition that is made when it is deployed, is a warning. So is a GitHub subject of names only: names can be taken over, and tokens of newer repositories carry the numeric ids.',
  examples: {
    bad: [
      trustExample('no subject', trusting({ StringEquals: audience })),
      trustExample('every repository of an owner', trusting({ StringEquals: audience, StringLike: { [`${GITHUB}:sub`]: 'repo:octo-org/*' } })),
      trustExample('every repository there is', trusting({ StringEquals: audience, StringLike: { [`${GITHUB}:sub`]: ['repo:octo-org@1234/app@5678:*', 'repo:*'] } })),
    ],
    good: [
      trustExample('one branch of one repository, by ids', trusting({
        StringEquals: { ...audience, [`${GITHUB}:sub`]: 'repo:octo-org@1234/app@5678:ref:refs/heads/main' },
      })),
      trustExample('names, with the repository pinned by its id', trusting({
        StringEquals: { ...audience, [`${GITHUB}:sub`]: 'repo:octo-org/app:environment:production', [`${GITHUB}:repository_id`]: '5678' },
      })),
      trustExample('a service', trustsLambda),
    ],
    unknown: [
      { ...trustExample('the subject is a parameter', trusting({ StringEquals: { ...audience, [`${GITHUB}:sub`]: ref('Subject') } })), parameters: stringParameter('Subject') },
      trustExample('names only', trusting({ StringEquals: { ...audience, [`${GITHUB}:sub`]: 'repo:octo-org/app:ref:refs/heads/main' } })),
    ],
  },
  check: (model) => judgeEach(trusts(model, 'Federated'), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  if (speaksOfAction(statement, 'sts:AssumeRoleWithWebIdentity') !== 'no') {
    for (const { type, value } of statement.principal!.principals) {
      if (type === 'Federated') {
        yield* judgeProvider(statement, value);
      }
    }
  }
}

function* judgeProvider(statement: Statement, provider: Text): Iterable<Problem> {
  const name = providerName(provider);
  if (name.includes(':saml-provider/')) {
    return;
  }
  const claim = AUDIENCE_PROVIDERS.includes(name) ? 'audience' : 'subject';
  const values = requiredValues(statement, CLAIM_KEYS[claim]);
  if (values === undefined || values.length === 0) {
    const key = partKey('Provider', [name]);
    const witness = describeStatement(statement);
    yield hasOpaqueCondition(statement)
      ? { key, witness, unknown: true, message: `trusts ${name}, and only the deployment can tell which ${claim} it requires` }
      : { key, witness, message: `trusts ${name} without a condition on the ${claim}` };
    return;
  }
  for (const value of values) {
    const problem = problemOf(value, claim, statement);
    if (problem) {
      yield { key: partKey(claim === 'audience' ? 'Audience' : 'Subject', [value]), ...problem };
    }
  }
}

function problemOf(value: Text, claim: keyof typeof CLAIM_KEYS, statement: Statement): { message: string; unknown?: boolean } | undefined {
  if (isOneOfGitHub('repository_id', statement)) {
    return undefined;
  }
  if (typeof value !== 'string' && typeof value.parts[0] !== 'string' && value.parts[0].kind === 'opaque') {
    return { message: `trusts the ${claim} ${opaqueToken(value)?.label ?? value}, known only when it is deployed`, unknown: true };
  }
  const text = value.toString();
  if (requiredValues(statement, githubKey('sub')) !== undefined) {
    return githubProblem(text, statement);
  }
  return EVERYONE.test(text) ? { message: `trusts every ${claim} like ${text}` } : undefined;
}

function isOneOfGitHub(claim: string, statement: Statement): boolean {
  return requiredValues(statement, githubKey(claim))?.every((value) => !Pattern.of(value).hasWildcard) ?? false;
}

/** https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims */
function githubProblem(subject: string, statement: Statement): { message: string; unknown?: boolean } | undefined {
  const isCustom = !subject.startsWith('repo:');
  const [, owner = '', repository = ''] = /^repo:([^/]*)(?:\/([^:]*))?/.exec(subject) ?? [];
  const isOpen = isCustom ? /^[^:]*[*?]/.test(subject) : /[*?]/.test(owner) || /^[*?]*$/.test(repository);
  if (isOpen && !isOneOfGitHub('repository', statement)) {
    return { message: `trusts more than one repository: ${subject}` };
  }
  if (isCustom) {
    return undefined;
  }
  return /@\d+$/.test(owner) && /@\d+$/.test(repository)
    ? undefined
    : { message: `trusts a GitHub repository by names, without its numeric ids: ${subject}`, unknown: true };
}
