import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CdkBootstrapTarget, deploymentStatement } from './cdk-bootstrap-target';
import { CiPipeline } from './ci-pipeline';
import { sealDeny } from './deny-seal';
import { LeastPrivilegeRole, RoleCommonProps } from './least-privilege-role';
import { NO_SESSION_OF_A_PERSON } from './machine-trust';
import { oidcProviderArn } from './oidc-trust';
import { sealTrust } from './trust-seal';
import { trustedBy } from './trust-statements';
import { badProp } from '../props';

/**
 * The pipeline, what it deploys, and what all roles have in common.
 */
export interface CiDeployRoleProps extends RoleCommonProps {
  /** Whose runs may take the role. */
  readonly pipeline: CiPipeline;

  /**
   * The OpenID Connect provider of the account: an account has one for each issuer.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
   * @default - the one for the pipeline's issuer, which has to be in the account: `arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com`
   */
  readonly provider?: iam.IOpenIdConnectProvider;

  /**
   * Where the role deploys CDK apps: it may assume the roles that `cdk bootstrap` has made there, and by itself do nothing else. What is
   * deployed is up to the role that CloudFormation takes: limit that one with `cdk bootstrap --custom-permissions-boundary`.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
   * @default - account and Region of the stack; `[]` is nowhere
   */
  readonly targets?: CdkBootstrapTarget[];
}

/**
 * A role with which a CI/CD service deploys, without any key of long duration.
 *
 * - It trusts the runs of one repository, known by identifiers that nobody else ever gets, for one environment, branch or kind of tag.
 *   The stack does not synthesize when anything is added to its trust policy.
 * - It may assume the roles of the CDK's bootstrap stack, and by itself do nothing else, until more is allowed.
 * - People cannot take it: `sts:GetFederationToken` and the actions of `aws login` are denied, whatever is granted.
 *   The stack does not synthesize when this has been taken away.
 *
 * @example
 * new CiDeployRole(stack, 'Deploy', {
 *   pipeline: CiPipeline.github({
 *     owner: 'octo-org', ownerId: '1234', repository: 'shop', repositoryId: '5678', environment: 'production',
 *   }),
 * });
 */
export class CiDeployRole extends LeastPrivilegeRole {
  /**
   * @param props What is out of range is an error that names it.
   */
  constructor(scope: Construct, id: string, props: CiDeployRoleProps) {
    const { pipeline, provider, targets = [{}], ...common } = props;
    const { partition, account, region } = Stack.of(scope);
    const made = [pipeline._trust(providerArnOf(pipeline, provider) ?? oidcProviderArn(partition, account, pipeline.issuer))];
    const deployment = deploymentStatement(targets, { partition, account, region });
    super(scope, id, { ...common, assumedBy: trustedBy(made) });
    const statements = [NO_SESSION_OF_A_PERSON, ...(deployment ? [deployment] : [])];
    this.attachInlinePolicy(new iam.Policy(this, 'Deployment', { statements: statements.map((statement) => iam.PolicyStatement.fromJson(statement)) }));
    sealDeny(this, NO_SESSION_OF_A_PERSON);
    sealTrust(this, { made, allows: () => false, expected: 'the pipeline alone: give others a role of their own' });
  }
}

/** Another issuer's tokens lack the claims that the role requires: it would be a role for nobody. */
function providerArnOf({ issuer }: CiPipeline, provider: iam.IOpenIdConnectProvider | undefined): string | undefined {
  const own = provider?.openIdConnectProviderIssuer;
  if (own !== undefined && !Token.isUnresolved(own) && own !== issuer) {
    throw badProp('provider', own, `the provider of the issuer ${issuer}`);
  }
  return provider?.openIdConnectProviderArn;
}
