import { GLOBAL_ACTIONS } from '../../../catalogue/global-services';
import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const restrictRegions = defineGuardrail({
  id: 'RestrictRegions',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'nothing runs outside the allowed Regions',
  intent: 'What runs where nobody looks is found last; data stays where the law wants it.',
  sets: ['strict'],
  exemption: 'exempt principals',
  needs: ['allowedRegions'],
  sideEffects: [
    'Services whose requests go to one Region wherever the caller works are left out (`src/catalogue/global-services.ts`); certificates and web ACLs, which CloudFront needs in us-east-1, can be made everywhere.',
    'Calls that name no Region, such as those of sts.amazonaws.com, count as us-east-1; `sts` is left out.',
    'Stacks, functions of Lambda@Edge, alarms and log groups in us-east-1, which a distribution may need, are denied where us-east-1 is no allowed Region: CDK deploys a certificate for CloudFront by a stack there.',
    'Resources that are already elsewhere can no longer be seen or deleted there, except by exempt principals.',
    'Calls that a service makes with the rights of the caller are judged by the Region that they go to: an inference profile of Amazon Bedrock needs all of its Regions.',
  ],
  controls: { 'aws-control-tower': ['AWS-GR_REGION_DENY', 'CT.MULTISERVICE.PV.1'], 'well-architected': ['SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html',
    'https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['starts an instance in another Region', 'ec2:RunInstances'],
        ['makes a function in another Region', 'lambda:CreateFunction'],
        ['makes a bucket in another Region', 's3:CreateBucket'],
        ['makes a database in another Region', 'rds:CreateDBInstance'],
        ['makes a table in another Region', 'dynamodb:CreateTable'],
        ['makes a stack in another Region', 'cloudformation:CreateStack'],
        ['trains a model in another Region', 'sagemaker:CreateTrainingJob'],
        ['calls a model in another Region', 'bedrock:InvokeModel'],
      ], { context: { 'aws:RequestedRegion': 'us-west-2' } }),
      ...requests([
        ['copies a snapshot to us-east-1', 'ec2:CopySnapshot'],
        ['makes a function in us-east-1', 'lambda:CreateFunction'],
        ['makes a key in us-east-1', 'kms:CreateKey'],
      ], { context: { 'aws:RequestedRegion': 'us-east-1' } }),
      { what: 'turns a Region on that is not allowed', action: 'account:EnableRegion', context: { 'aws:RequestedRegion': 'us-east-1', 'account:TargetRegion': 'ap-east-1' } },
    ],
    allowed: [
      ...requests([
        ['starts an instance', 'ec2:RunInstances'],
        ['makes a bucket', 's3:CreateBucket'],
        ['makes a function', 'lambda:CreateFunction'],
      ], { context: { 'aws:RequestedRegion': 'eu-west-1' } }),
      ...requests([
        ['makes a table', 'dynamodb:CreateTable'],
      ], { context: { 'aws:RequestedRegion': 'eu-central-1' } }),
      ...requests([
        ['makes a role', 'iam:CreateRole'],
        ['makes a distribution', 'cloudfront:CreateDistribution'],
        ['makes a certificate for a distribution', 'acm:RequestCertificate'],
        ['changes a record', 'route53:ChangeResourceRecordSets'],
        ['lists buckets', 's3:ListAllMyBuckets'],
        ['opens a support case', 'support:CreateCase'],
        ['asks who it is at the endpoint without a Region', 'sts:GetCallerIdentity'],
        ['reads the organization', 'organizations:DescribeOrganization'],
        ['subscribes to software of the marketplace', 'aws-marketplace:Subscribe'],
        ['reads the savings plans', 'savingsplans:DescribeSavingsPlans'],
        ['looks for the global resources with a tag', 'tag:GetResources'],
        ['looks who changed a role', 'cloudtrail:LookupEvents'],
        ['signs in to the console', 'signin:Authenticate'],
      ], { context: { 'aws:RequestedRegion': 'us-east-1' } }),
      ...requests([
        ['makes an accelerator', 'globalaccelerator:CreateAccelerator'],
        ['makes a multi-Region access point', 's3:CreateMultiRegionAccessPoint'],
        ['looks at the support plan', 'supportplans:GetSupportPlan'],
        ['moves traffic to another Region', 'route53-recovery-cluster:UpdateRoutingControlState'],
      ], { context: { 'aws:RequestedRegion': 'us-west-2' } }),
      { what: 'turns an allowed Region on', action: 'account:EnableRegion', context: { 'aws:RequestedRegion': 'us-east-1', 'account:TargetRegion': 'eu-central-1' } },
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      NotAction: GLOBAL_ACTIONS.map(({ actions }) => actions), Condition: { StringNotEquals: { 'aws:RequestedRegion': parameters.allowedRegions } },
    }, parameters),
    denyUnlessExempt({
      Action: 'account:EnableRegion', Condition: { StringNotEquals: { 'account:TargetRegion': parameters.allowedRegions } },
    }, parameters),
  ],
});
