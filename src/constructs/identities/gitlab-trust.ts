/** Which tokens of GitLab CI/CD a role trusts. https://docs.gitlab.com/ci/secrets/id_token_authentication/ */
import { badProp, checkText } from '../props';
import { checkRef, isPattern, RefProps } from './git-ref';
import { checkKnown, OidcTrust } from './oidc-trust';

/**
 * A project of gitlab.com, and which of its runs are trusted: those of one protected branch, or of protected tags, that were pushed,
 * scheduled or started by hand. Pipelines of merge requests are not trusted.
 *
 * @see https://docs.gitlab.com/ci/cloud_services/aws/
 */
export interface GitLabPipelineProps {
  /** Path of the project with its groups: `octo-group/shop`. */
  readonly project: string;

  /** The number of the project, which no other one ever gets. It is shown on the project's page. */
  readonly projectId: string;

  /**
   * One protected branch: `main`. Either this or `tag` is needed.
   *
   * @see https://docs.gitlab.com/user/project/repository/branches/protected/
   * @default - none
   */
  readonly branch?: string;

  /**
   * One protected tag, or how protected tags begin: `v*`.
   *
   * @see https://docs.gitlab.com/user/project/protected_tags/
   * @default - none
   */
  readonly tag?: string;

  /**
   * Whom tokens are meant for: `aud` of `id_tokens` in .gitlab-ci.yml.
   *
   * @default 'https://gitlab.com'
   */
  readonly audience?: string;
}

/**
 * A project of a GitLab server of your own, and which of its runs are trusted: those of one branch, or of tags. IAM reads nothing but
 * subject and audience of its tokens: they do not say whether the branch is protected, nor the project's number. Keep the server up to
 * date: on older ones, a merge request from a fork could pass for the branch.
 *
 * @see https://gitlab.com/gitlab-org/gitlab/-/issues/548165
 */
export interface GitLabSelfManagedPipelineProps {
  /** The server: `gitlab.example.com`. */
  readonly host: string;

  /** Path of the project with its groups: `octo-group/shop`. */
  readonly project: string;

  /**
   * One branch: `main`. Protect it: who can push to it can take the role. Either this or `tag` is needed.
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
   * Whom tokens are meant for: `aud` of `id_tokens` in .gitlab-ci.yml.
   *
   * @default - the URL of the server
   */
  readonly audience?: string;
}

const GITLAB = 'gitlab.com';
const PROJECT = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/;
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
/**
 * A merge request runs under the name of its source branch, and one from a fork may run in the parent project: its `main` has passed for the
 * project's own. https://gitlab.com/gitlab-org/gitlab/-/issues/548165
 */
const SOURCES = ['push', 'schedule', 'web'];

export function gitlabTrust(props: GitLabPipelineProps): OidcTrust {
  checkText('projectId', props.projectId, /^[1-9]\d{0,19}$/, 'the number of the project, as its page shows it');
  const { equals, like } = trustBySubject(GITLAB, props);
  return { issuer: GITLAB, equals: { ...equals, project_id: props.projectId, ref_protected: 'true', pipeline_source: SOURCES }, like };
}

export function gitlabSelfManagedTrust(props: GitLabSelfManagedPipelineProps): OidcTrust {
  checkKnown('host', props.host);
  checkText('host', props.host, HOST, 'the host name of the server such as gitlab.example.com, in lower case, without https://');
  if (props.host === GITLAB) {
    throw badProp('host', props.host, 'a server of your own; CiPipeline.gitlab is for gitlab.com');
  }
  return trustBySubject(props.host, props);
}

function trustBySubject(issuer: string, props: Omit<GitLabPipelineProps, 'projectId'>): OidcTrust {
  const { project, branch, tag, audience = `https://${issuer}` } = props;
  checkText('project', project, PROJECT, 'the path of a project with its groups such as octo-group/shop, without wildcards');
  checkText('audience', audience, /^[^\s*?$]+$/, 'the audience of the tokens such as https://gitlab.com, without wildcards');
  if (branch === undefined && tag === undefined) {
    throw badProp('branch', branch, 'a branch, or a tag: without one, every run of the project could take the role');
  }
  checkRef({ branch, tag });
  const subject = { sub: `project_path:${project}:${refOf({ branch, tag })}` };
  return { issuer, equals: { aud: audience, ...(!isPattern(tag) && subject) }, like: isPattern(tag) ? subject : {} };
}

function refOf({ branch, tag }: RefProps): string {
  return branch !== undefined ? `ref_type:branch:ref:${branch}` : `ref_type:tag:ref:${tag}`;
}
