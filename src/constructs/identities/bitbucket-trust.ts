/** Which tokens of Bitbucket Pipelines a role trusts. https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/ */
import { checkText } from '../props';
import { checkKnown, OidcTrust } from './oidc-trust';

/**
 * A repository of Bitbucket Cloud, and the deployment environment whose steps are trusted. Its page "OpenID Connect" (in the settings of the
 * repository, under Pipelines) shows all the identifiers.
 *
 * IAM does not see the branch: restrict the environment to branches, and to administrators, on Bitbucket.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
 */
export interface BitbucketPipelineProps {
  /** Name of the workspace, as it is in URLs: `octo-team`. */
  readonly workspace: string;

  /** UUID of the workspace, which no other one ever gets, with or without braces. */
  readonly workspaceUuid: string;

  /** UUID of the repository, with or without braces. */
  readonly repositoryUuid: string;

  /**
   * UUID of the deployment environment, with or without braces. Steps that deploy nowhere are not trusted.
   *
   * @see https://support.atlassian.com/bitbucket-cloud/docs/set-up-and-monitor-deployments/
   */
  readonly environmentUuid: string;

  /**
   * Whom tokens are meant for.
   *
   * @default - the workspace: `ari:cloud:bitbucket::workspace/<uuid>`
   */
  readonly audience?: string;
}

const WORKSPACE = /^[a-z0-9_-]{1,62}$/;
const UUID = /^(\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** A subject ends with the step, which is another one each time. */
export function bitbucketTrust(props: BitbucketPipelineProps): OidcTrust {
  const { workspace, audience } = props;
  checkKnown('workspace', workspace);
  checkText('workspace', workspace, WORKSPACE, 'the name of a workspace as it is in URLs, such as octo-team');
  const [workspaceUuid, repositoryUuid, environmentUuid] = (['workspaceUuid', 'repositoryUuid', 'environmentUuid'] as const)
    .map((prop) => uuid(prop, props[prop]));
  const trusted = audience ?? `ari:cloud:bitbucket::workspace/${workspaceUuid}`;
  checkText('audience', trusted, /^[^\s*?$]+$/, 'the audience of the tokens, without wildcards');
  return {
    issuer: `api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`,
    equals: { aud: trusted },
    like: { sub: `{${repositoryUuid}}:{${environmentUuid}}:*` },
  };
}

function uuid(prop: string, value: string): string {
  checkKnown(prop, value);
  checkText(prop, value, UUID, 'a UUID such as {123e4567-e89b-12d3-a456-426614174000}');
  return value.replace(/[{}]/g, '').toLowerCase();
}
