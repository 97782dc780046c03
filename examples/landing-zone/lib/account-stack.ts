import { ArnFormat, Stack, StackProps } from 'aws-cdk-lib';
import {
  AccessLevel, BoundaryPolicy, BoundaryPreset, CiDeployRole, CiPipeline, CrossAccountRole, CrossAccountTrust, HumanFederation, HumanRole,
  PolicyConditions,
} from 'cdk-iam-guardrails';
import { Construct } from 'constructs';
import {
  DEPLOY_BOUNDARY, DEVELOPER_BOUNDARY, ORGANIZATION_ID, REGION, SECURITY_ACCOUNT, WORKLOAD_BOUNDARY, WORKLOAD_PATH, WORKLOAD_STACK,
} from './config';

/** Deployed to each account with workloads before anything else: the boundaries of the account, and who comes in. */
export class AccountStack extends Stack {
  /** Of what runs. */
  readonly workloadBoundary: BoundaryPolicy;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);

    this.workloadBoundary = new BoundaryPolicy(this, 'WorkloadBoundary', {
      preset: BoundaryPreset.workload({ services: ['dynamodb', 'kms', 'logs', 's3', 'xray'], regions: [REGION] }),
      policyName: WORKLOAD_BOUNDARY,
    });
    // Code goes into the functions of the workload, which are below its boundary, and into nothing else that has a role.
    const delegated = {
      services: ['cloudformation', 'cloudwatch', 'dynamodb', 'ecr', 'events', 'kms', 'lambda', 'logs', 's3', 'sns', 'sqs', 'ssm', 'xray'],
      regions: [REGION],
      rolePath: WORKLOAD_PATH,
      approvedBoundaries: [this.workloadBoundary.managedPolicyArn],
      computeResources: [
        this.formatArn({ service: 'lambda', resource: 'function', resourceName: `${WORKLOAD_STACK}-*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
      ],
    };
    const developerBoundary = new BoundaryPolicy(this, 'DeveloperBoundary', {
      preset: BoundaryPreset.developer(delegated),
      policyName: DEVELOPER_BOUNDARY,
    });
    // cdk bootstrap --custom-permissions-boundary deploy-boundary
    const deployBoundary = new BoundaryPolicy(this, 'DeployBoundary', {
      preset: BoundaryPreset.ciDeploy(delegated),
      policyName: DEPLOY_BOUNDARY,
    });

    // A pipeline deploys: without keys, from one environment of one repository, and only through what `cdk bootstrap` made.
    new CiDeployRole(this, 'Deploy', {
      pipeline: CiPipeline.github({ owner: 'octo-org', ownerId: '123456', repository: 'shop', repositoryId: '1296269', environment: 'production' }),
      permissionsBoundary: deployBoundary,
    });

    // People look at what runs, from the office, and change it with the pipeline.
    const developer = new HumanRole(this, 'Developer', {
      federation: HumanFederation.identityCenter({ permissionSet: 'Developer' }),
      conditions: [PolicyConditions.network({ cidrs: ['203.0.113.0/24'] })],
      permissionsBoundary: developerBoundary,
    });
    developer.allow(AccessLevel.READ, this.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${WORKLOAD_STACK}/*` }));

    // The security account looks at everything that concerns access.
    const auditor = new CrossAccountRole(this, 'Auditor', {
      trust: CrossAccountTrust.organization({
        organizationId: ORGANIZATION_ID,
        principalsByName: [`arn:${this.partition}:iam::${SECURITY_ACCOUNT}:role/Investigator`],
      }),
      permissionsBoundary: developerBoundary,
    });
    auditor.allowActions(['iam:GetAccountAuthorizationDetails', 'iam:GenerateCredentialReport', 'iam:GetCredentialReport'], '*');
  }
}
