import { BitbucketPipelineProps, bitbucketTrust } from './bitbucket-trust';
import { GitHubEnterpriseServerPipelineProps, githubEnterpriseServerTrust, GitHubPipelineProps, githubTrust } from './github-trust';
import { GitLabPipelineProps, GitLabSelfManagedPipelineProps, gitlabSelfManagedTrust, gitlabTrust } from './gitlab-trust';
import { OidcTrust, oidcTrustStatement } from './oidc-trust';
import { StatementJson } from '../../policy/policy-json';

/**
 * The runs of a CI/CD service that may take a role, by what the service says of them in its tokens.
 *
 * Every way to write one names a single repository by an identifier that nobody else ever gets, and an environment or a ref.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export class CiPipeline {
  /**
   * Runs of GitHub Actions.
   *
   * @param props What is out of range is an error that names it.
   */
  public static github(props: GitHubPipelineProps): CiPipeline {
    return new CiPipeline(githubTrust(props));
  }

  /**
   * Runs of GitHub Actions on a GitHub Enterprise Server.
   *
   * @param props What is out of range is an error that names it.
   */
  public static githubEnterpriseServer(props: GitHubEnterpriseServerPipelineProps): CiPipeline {
    return new CiPipeline(githubEnterpriseServerTrust(props));
  }

  /**
   * Jobs of GitLab CI/CD on gitlab.com.
   *
   * @param props What is out of range is an error that names it.
   */
  public static gitlab(props: GitLabPipelineProps): CiPipeline {
    return new CiPipeline(gitlabTrust(props));
  }

  /**
   * Jobs of GitLab CI/CD on a server of your own.
   *
   * @param props What is out of range is an error that names it.
   */
  public static gitlabSelfManaged(props: GitLabSelfManagedPipelineProps): CiPipeline {
    return new CiPipeline(gitlabSelfManagedTrust(props));
  }

  /**
   * Steps of Bitbucket Pipelines.
   *
   * @param props What is out of range is an error that names it.
   */
  public static bitbucket(props: BitbucketPipelineProps): CiPipeline {
    return new CiPipeline(bitbucketTrust(props));
  }

  /** URL of the OpenID Connect provider, without `https://`. */
  public readonly issuer: string;

  private constructor(private readonly trust: OidcTrust) {
    this.issuer = trust.issuer;
  }

  /** @internal */
  public _trust(providerArn: string): StatementJson {
    return oidcTrustStatement(providerArn, this.trust);
  }
}
