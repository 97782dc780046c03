/**
 * Actions whose requests go to one Region, wherever the caller works: a policy that limits Regions (`aws:RequestedRegion`)
 * must leave them out, or nobody can call them.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html
 * https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html
 */

export interface GlobalActions {
  /** An action or a pattern of actions, for instance `iam:*`. */
  readonly actions: string;
  /** Where its requests go. */
  readonly endpoint: string;
  readonly link: string;
}

const ENDPOINTS = 'https://docs.aws.amazon.com/general/latest/gr';
const CONTROL_TOWER = 'https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html';

export const GLOBAL_ACTIONS: readonly GlobalActions[] = [
  { actions: 'account:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/account-management.html` },
  { actions: 'acm:*', endpoint: 'us-east-1, for the certificates of CloudFront', link: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html' },
  { actions: 'artifact:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/artifact.html` },
  { actions: 'aws-marketplace:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/aws-marketplace.html` },
  { actions: 'aws-portal:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'bcm-data-exports:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'bcm-pricing-calculator:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'billing:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'billingconductor:*', endpoint: 'us-east-1', link: CONTROL_TOWER },
  { actions: 'budgets:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'ce:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'chatbot:*', endpoint: 'us-west-2', link: `${ENDPOINTS}/chatbot.html` },
  { actions: 'chime:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/chime.html` },
  { actions: 'cloudfront-keyvaluestore:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/cf_region.html` },
  { actions: 'cloudfront:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/cf_region.html` },
  { actions: 'cloudtrail:LookupEvents', endpoint: 'us-east-1, for the events of global services', link: CONTROL_TOWER },
  { actions: 'consoleapp:*', endpoint: 'us-east-1', link: CONTROL_TOWER },
  { actions: 'consolidatedbilling:*', endpoint: 'us-east-1', link: CONTROL_TOWER },
  { actions: 'cost-optimization-hub:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'cur:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'ec2:DescribeRegions', endpoint: 'the Region of the client', link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html' },
  { actions: 'ecr-public:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/ecr-public.html` },
  { actions: 'freetier:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'globalaccelerator:*', endpoint: 'us-west-2', link: `${ENDPOINTS}/global_accelerator.html` },
  { actions: 'health:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/health.html` },
  { actions: 'iam:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/iam-service.html` },
  { actions: 'importexport:*', endpoint: 'us-east-1', link: CONTROL_TOWER },
  { actions: 'invoicing:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'networkmanager:*', endpoint: 'us-west-2', link: `${ENDPOINTS}/network_manager.html` },
  { actions: 'notifications-contacts:*', endpoint: 'us-east-1', link: CONTROL_TOWER },
  { actions: 'notifications:*', endpoint: 'us-east-1', link: CONTROL_TOWER },
  { actions: 'organizations:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/ao.html` },
  { actions: 'payments:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'pricing:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'purchase-orders:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'route53-recovery-cluster:*', endpoint: 'five Regions, each of which answers for all', link: 'https://docs.aws.amazon.com/r53recovery/latest/dg/routing-control.update.api.html' },
  { actions: 'route53-recovery-control-config:*', endpoint: 'us-west-2', link: `${ENDPOINTS}/r53arc.html` },
  { actions: 'route53-recovery-readiness:*', endpoint: 'us-west-2', link: `${ENDPOINTS}/r53arc.html` },
  { actions: 'route53:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/r53.html` },
  { actions: 'route53domains:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/r53.html` },
  { actions: 's3:*MultiRegionAccessPoint*', endpoint: 'us-west-2', link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html' },
  { actions: 's3:GetAccountPublicAccessBlock', endpoint: 'any Region, for the account as a whole', link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html' },
  { actions: 's3:ListAllMyBuckets', endpoint: 'us-east-1', link: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html' },
  { actions: 's3:PutAccountPublicAccessBlock', endpoint: 'any Region, for the account as a whole', link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html' },
  { actions: 'savingsplans:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/savingsplans.html` },
  { actions: 'shield:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/shield.html` },
  { actions: 'signin:*', endpoint: 'us-east-1, of the endpoint without a Region', link: `${ENDPOINTS}/signin-service.html` },
  { actions: 'sts:*', endpoint: 'us-east-1, of the endpoint without a Region', link: `${ENDPOINTS}/sts.html` },
  { actions: 'support:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/awssupport.html` },
  { actions: 'supportapp:*', endpoint: 'three Regions, for the account as a whole', link: CONTROL_TOWER },
  { actions: 'supportplans:*', endpoint: 'us-west-2', link: CONTROL_TOWER },
  { actions: 'sustainability:*', endpoint: 'us-east-1', link: CONTROL_TOWER },
  { actions: 'tag:*', endpoint: 'us-east-1, for the tags of global services', link: 'https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html' },
  { actions: 'tax:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'trustedadvisor:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/trustedadvisor.html` },
  { actions: 'waf:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/waf-classic.html` },
  { actions: 'wafv2:*', endpoint: 'us-east-1, for the web ACLs of CloudFront', link: `${ENDPOINTS}/waf.html` },
];
