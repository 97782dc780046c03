import { isPinned, requiredValues, Statement } from '../../policy/statement';
import { Text } from '../../policy/text';
import { stringParameter, trustExample, trustsLambda } from '../example-templates';
import { githubKey } from '../federation';
import { partKey } from '../keys';
import { defineRule } from '../rule';
import { describeStatement, judgeEach, Problem, speaksOfAction, trusts } from '../select';

const GITHUB = 'token.actions.githubusercontent.com';
const REPOSITORY = 'repo:octo-org@1234/app@5678';
/** Claims that say which runs of a repository: https://docs.github.com/en/actions/reference/security/oidc */
const CLAIMS = ['ref', 'environment', 'job_workflow_ref'];
/** `repo:octo-org/app:*`, `repo:octo-org/app*`, `repo:octo-org/app:pull_request` */
const ANY_RUN_OF_GITHUB = /^repo:[^:]*(:?[*?]+|:pull_request[*?]*)$/;
/** `project_path:octo-group/shop:*`, `project_path:octo-group/shop:ref_type:branch:ref:*` */
const ANY_RUN_OF_GITLAB = /^project_path:[^:]*(:?[*?]+|:ref_type:(branch|[*?]+)(:ref)?:[*?]+)$/;

const trusting = (subject: unknown, claims: Record<string, unknown> = {}) => ({
  Effect: 'Allow', Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` }, Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', ...claims }, StringLike: { [`${GITHUB}:sub`]: subject } },
});

export const trustPipelineNeedsRef = defineRule({
  id: 'TrustPipelineNeedsRef',
  title: 'a role trusts every run of a repository',
  why: 'Whoever may push a branch, or open a pull request from one, runs code of their own with the role, before anybody has reviewed it.',
  fix: 'Require a protected branch or an environment: repo:<owner>@<owner id>/<repository>@<repository id>:environment:production.',
  severity: 'warning',
  packs: ['strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'https://docs.github.com/en/actions/reference/security/oidc',
  ],
  unknown: 'A subject whose end is a token is a warning. One that is a token as a whole is left to TrustOidcNeedsSubject.',
  examples: {
    bad: [
      trustExample('every run', trusting(`${REPOSITORY}:*`)),
      trustExample('runs of pull requests', trusting(`${REPOSITORY}:pull_request`)),
    ],
    good: [
      trustExample('one branch', trusting(`${REPOSITORY}:ref:refs/heads/main`)),
      trustExample('one environment', trusting(`${REPOSITORY}:environment:production`)),
      trustExample('one branch by a claim of its own', trusting(`${REPOSITORY}:*`, { [`${GITHUB}:ref`]: 'refs/heads/main' })),
      trustExample('a service', trustsLambda),
    ],
    unknown: [{ ...trustExample('which runs is a parameter', trusting({ 'Fn::Sub': `${REPOSITORY}:\${Runs}` })), parameters: stringParameter('Runs') }],
  },
  check: (model) => judgeEach(trusts(model, 'Federated'), judgeStatement),
});

function* judgeStatement(statement: Statement): Iterable<Problem> {
  if (speaksOfAction(statement, 'sts:AssumeRoleWithWebIdentity') === 'no' || CLAIMS.some((claim) => isPinned(statement, githubKey(claim)))) {
    return;
  }
  for (const subject of requiredValues(statement, /:sub$/i) ?? []) {
    const text = subject.toString();
    const token = tokenAtEnd(subject);
    if (ANY_RUN_OF_GITHUB.test(text) || ANY_RUN_OF_GITLAB.test(text)) {
      yield { key: partKey('Subject', [subject]), message: `trusts ${subjectInWords(text)}`, witness: describeStatement(statement) };
    } else if (token !== undefined) {
      yield { key: partKey('Subject', [subject]), unknown: true, message: `trusts the runs of a repository that ${token} names, known only when it is deployed` };
    }
  }
}

function subjectInWords(subject: string): string {
  return `${subject.includes(':pull_request') ? 'pull requests of a repository' : 'every run of a repository'}: ${subject}`;
}

/** `repo:octo-org/app:<Runs>` */
function tokenAtEnd(subject: Text): string | undefined {
  const [start, token, ...rest] = typeof subject === 'string' ? [] : subject.parts;
  return typeof start === 'string' && typeof token === 'object' && token.kind === 'opaque' && rest.length === 0 && /^(repo|project_path):[^:]*:$/.test(start)
    ? token.label : undefined;
}
