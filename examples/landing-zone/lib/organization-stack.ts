import { Stack, StackProps } from 'aws-cdk-lib';
import { GuardrailSet, OrganizationGuardrails, PolicyTarget } from 'cdk-iam-guardrails';
import { Construct } from 'constructs';
import { ADMINISTRATORS, DEPLOY_BOUNDARY, DEVELOPER_BOUNDARY, ORGANIZATION_ID, REGION, WORKLOADS_UNIT, WORKLOAD_BOUNDARY } from './config';

/** Deployed to the management account: what no account with workloads can do, whatever is allowed there. */
export class OrganizationStack extends Stack {
  readonly guardrails: OrganizationGuardrails;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.guardrails = new OrganizationGuardrails(this, 'Guardrails', {
      guardrails: GuardrailSet.strict({
        exemptPrincipals: [ADMINISTRATORS],
        organizationId: ORGANIZATION_ID,
        allowedRegions: [REGION],
        approvedBoundaries: [WORKLOAD_BOUNDARY, DEVELOPER_BOUNDARY, DEPLOY_BOUNDARY].map((name) => `arn:*:iam::*:policy/${name}`),
        protectedStacks: ['arn:*:cloudformation:*:*:stack/Account/*'],
        logBuckets: ['arn:aws:s3:::example-central-logs'],
        logKeys: ['arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
      }),
      targets: [PolicyTarget.organizationalUnit(WORKLOADS_UNIT)],
    });
  }
}
