/** Which tokens of GitHub Actions a role trusts. https://docs.github.com/en/actions/reference/security/oidc */
import { Token } from 'aws-cdk-lib';
import { badProp, checkReason, checkText } from '../props';
import { checkRef, isPattern } from './git-ref';
import { checkKnown, Claims, OidcTrust } from './oidc-trust';

/**
 * A repository of GitHub, and which of its runs are trusted: at least one of `environment`, `branch` and `tag`.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export interface GitHubPipelineProps {
  /** The user or organization that owns the repository: `octo-org`. */
  readonly owner: string;

  /**
   * The number of the owner, which nobody else ever gets: `gh api users/octo-org --jq .id`.
   */
  readonly ownerId: string;

  /** The repository, without its owner: `shop`. */
  readonly repository: string;

  /**
   * The number of the repository, which no other one ever gets: `gh api repos/octo-org/shop --jq .id`.
   */
  readonly repositoryId: string;

  /**
   * The environment of the job, at most 255 characters. Its protection rules on GitHub say who may deploy, and from which branches.
   * Runs for pull requests are not trusted, even in the environment.
   *
   * @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
   * @default - jobs without an environment
   */
  readonly environment?: string;

  /**
   * One branch: `main`. Protect it on GitHub: who can push to it can take the role. A job of a pull request is not of the branch.
   *
   * @default - with an environment any branch, else none
   */
  readonly branch?: string;

  /**
   * One tag, or how tags begin: `v*`. Protect these tags on GitHub by a ruleset: who can push them can take the role.
   *
   * @default - with an environment any tag, else none
   */
  readonly tag?: string;

  /**
   * The reusable workflow that the job has to be part of, with its ref: `octo-org/workflows/.github/workflows/deploy.yml@refs/heads/main`.
   *
   * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows
   * @default - any workflow of the repository
   */
  readonly jobWorkflowRef?: string;

  /**
   * Why the repository still has subjects of names only (`repo:octo-org/shop:ref:refs/heads/main`), at least 20 characters. Repositories
   * that were created before 15 July 2026 keep them until they opt in, are renamed or are transferred. The role then trusts both
   * forms; the numeric ids are required in either case.
   *
   * @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
   * @default - subjects have the numeric ids: `repo:octo-org@1234/shop@5678:ref:refs/heads/main`
   */
  readonly legacySubjectReason?: string;

  /**
   * Whom tokens are meant for, as the workflow asks for them. The action for AWS asks for `sts.amazonaws.com`, and has to be told
   * `sts.amazonaws.com.cn` in China.
   *
   * @see https://github.com/aws-actions/configure-aws-credentials#oidc-audience
   * @default 'sts.amazonaws.com'
   */
  readonly audience?: string;

  /**
   * Who issues the tokens, without `https://`: for an enterprise with an issuer of its own `token.actions.githubusercontent.com/octo-enterprise`,
   * for one with data residency `token.actions.octocorp.ghe.com`.
   *
   * @see https://docs.github.com/en/enterprise-cloud@latest/actions/reference/security/oidc#customizing-the-issuer-value-for-an-enterprise
   * @default 'token.actions.githubusercontent.com'
   */
  readonly issuer?: string;
}

/**
 * A repository of a GitHub Enterprise Server, and which of its runs are trusted: exactly one of `environment`, `branch` and `tag`.
 * Its tokens name the repository without the numeric ids, and IAM reads nothing but their subject and audience.
 */
export interface GitHubEnterpriseServerPipelineProps {
  /** The server: `github.example.com`. */
  readonly host: string;

  /** The user or organization that owns the repository: `octo-org`. */
  readonly owner: string;

  /** The repository, without its owner: `shop`. */
  readonly repository: string;

  /**
   * The environment of the job, at most 255 characters. Its protection rules have to say from which branches it is deployed: IAM does not see them.
   *
   * @default - jobs without an environment
   */
  readonly environment?: string;

  /**
   * One branch: `main`. Protect it: who can push to it can take the role.
   *
   * @default - none
   */
  readonly branch?: string;

  /**
   * One tag, or how tags begin: `v*`. Protect these tags: who can push them can take the role.
   *
   * @default - none
   */
  readonly tag?: string;

  /**
   * Whom tokens are meant for, as the workflow asks for them. The action for AWS asks for `sts.amazonaws.com`, and has to be told
   * `sts.amazonaws.com.cn` in China.
   *
   * @see https://github.com/aws-actions/configure-aws-credentials#oidc-audience
   * @default 'sts.amazonaws.com'
   */
  readonly audience?: string;
}

export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';
const AUDIENCE = 'sts.amazonaws.com';
/** Those of which IAM reads the claims below. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif */
const ISSUER = /^(token\.actions\.githubusercontent\.com(\/[A-Za-z0-9-]+)?|token\.actions\.[a-z0-9-]+\.ghe\.com)$/;
const OWNER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const REPOSITORY = /^[A-Za-z0-9._-]{1,100}$/;
const ID = /^[1-9]\d{0,19}$/;
const ENVIRONMENT = /^[^*?$\u0000-\u001f]{1,255}$/;
const WORKFLOW = /^[^\s*?$@/]+\/[^\s*?$@/]+\/\.github\/workflows\/[^\s*?$@/]+\.ya?ml@[^\s*?$@]+$/;
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

export function githubTrust(props: GitHubPipelineProps): OidcTrust {
  const { owner, ownerId, repository, repositoryId, environment, branch, tag, jobWorkflowRef, legacySubjectReason } = props;
  const { audience = AUDIENCE, issuer = GITHUB_ISSUER } = props;
  checkRepository(props);
  checkText('ownerId', ownerId, ID, 'the number of the owner, as gh api users/<owner> --jq .id prints it');
  checkText('repositoryId', repositoryId, ID, 'the number of the repository, as gh api repos/<owner>/<repository> --jq .id prints it');
  checkKnown('issuer', issuer);
  checkText('issuer', issuer, ISSUER, `${GITHUB_ISSUER}, ${GITHUB_ISSUER}/<enterprise> or token.actions.<subdomain>.ghe.com`);
  checkAudience(audience);
  if (jobWorkflowRef !== undefined) {
    checkText('jobWorkflowRef', jobWorkflowRef, WORKFLOW, 'a workflow with its ref such as octo-org/workflows/.github/workflows/deploy.yml@refs/heads/main, without wildcards');
  }
  if (legacySubjectReason !== undefined) {
    checkReason('legacySubjectReason', legacySubjectReason);
  }
  const repositories = [
    `repo:${owner}@${ownerId}/${repository}@${repositoryId}`,
    ...(legacySubjectReason === undefined ? [] : [`repo:${owner}/${repository}`]),
  ];
  const ref = refsOf(environment, branch, tag);
  const claims: Claims = {
    aud: audience,
    repository_id: repositoryId,
    repository_owner_id: ownerId,
    ...(jobWorkflowRef !== undefined && { job_workflow_ref: jobWorkflowRef }),
  };
  const subjects = { sub: oneOrMore(repositories.map((of) => `${of}:${contextOf(environment, branch, tag)}`)) };
  const subjectIsPattern = environment === undefined && isPattern(tag);
  return {
    issuer,
    equals: { ...claims, ...(!subjectIsPattern && subjects), ...(!isPatternOfRefs(ref) && ref) },
    like: { ...(subjectIsPattern && subjects), ...(isPatternOfRefs(ref) && ref) },
  };
}

export function githubEnterpriseServerTrust(props: GitHubEnterpriseServerPipelineProps): OidcTrust {
  const { host, owner, repository, environment, branch, tag, audience = AUDIENCE } = props;
  checkKnown('host', host);
  checkText('host', host, HOST, 'the host name of the server such as github.example.com, in lower case, without https://');
  checkRepository(props);
  checkAudience(audience);
  if (environment !== undefined && (branch !== undefined || tag !== undefined)) {
    throw badProp('environment', environment, 'nothing beside branch and tag: IAM sees the environment of a job on a server, and not its branch');
  }
  const subject = { sub: `repo:${owner}/${repository}:${contextOf(environment, branch, tag)}` };
  return { issuer: `${host}/_services/token`, equals: { aud: audience, ...(!isPattern(tag) && subject) }, like: isPattern(tag) ? subject : {} };
}

function checkRepository({ owner, repository, environment, branch, tag }: Omit<GitHubEnterpriseServerPipelineProps, 'host'>): void {
  checkText('owner', owner, OWNER, 'the name of a user or organization such as octo-org');
  checkText('repository', repository, REPOSITORY, 'the name of a repository without its owner such as shop');
  if (environment === undefined && branch === undefined && tag === undefined) {
    throw badProp('environment', environment, 'an environment, or a branch or a tag: without one, every run of the repository could take the role');
  }
  if (environment !== undefined) {
    checkText('environment', environment, ENVIRONMENT, 'the name of an environment, 1 to 255 characters without *, ? and $');
  }
  checkRef({ branch, tag });
}

function checkAudience(audience: string): void {
  checkText('audience', audience, /^[^\s*?$]+$/, 'the audience of the tokens such as sts.amazonaws.com, without wildcards');
}

/** A subject names the environment or else the ref. Colons in names are encoded. https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims */
function contextOf(environment: string | undefined, branch: string | undefined, tag: string | undefined): string {
  if (environment !== undefined) {
    return `environment:${Token.isUnresolved(environment) ? environment : environment.replace(/:/g, '%3A')}`;
  }
  return `ref:${branch !== undefined ? `refs/heads/${branch}` : `refs/tags/${tag}`}`;
}

/** In an environment runs even a pull request (`refs/pull/1/merge`): the subject does not tell, the ref does. */
function refsOf(environment: string | undefined, branch: string | undefined, tag: string | undefined): Claims | undefined {
  if (environment === undefined) {
    return undefined;
  }
  return { ref: branch !== undefined ? `refs/heads/${branch}` : tag !== undefined ? `refs/tags/${tag}` : ['refs/heads/*', 'refs/tags/*'] };
}

function isPatternOfRefs(ref: Claims | undefined): boolean {
  return ref !== undefined && (typeof ref.ref !== 'string' || isPattern(ref.ref));
}

function oneOrMore(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0] : values;
}
