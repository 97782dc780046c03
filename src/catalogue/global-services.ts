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

export const GLOBAL_ACTIONS: readonly GlobalActions[] = [
  { actions: 'account:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/account-management.html` },
  { actions: 'acm:*', endpoint: 'us-east-1, for the certificates of CloudFront', link: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html' },
  { actions: 'artifact:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/artifact.html` },
  { actions: 'aws-portal:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'billing:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'budgets:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'ce:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'chatbot:*', endpoint: 'us-west-2', link: `${ENDPOINTS}/chatbot.html` },
  { actions: 'cloudfront-keyvaluestore:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/cf_region.html` },
  { actions: 'cloudfront:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/cf_region.html` },
  { actions: 'cur:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'ec2:DescribeRegions', endpoint: 'the Region of the client', link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html' },
  { actions: 'ecr-public:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/ecr-public.html` },
  { actions: 'freetier:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'globalaccelerator:*', endpoint: 'us-west-2', link: `${ENDPOINTS}/global_accelerator.html` },
  { actions: 'health:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/health.html` },
  { actions: 'iam:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/iam-service.html` },
  { actions: 'invoicing:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'networkmanager:*', endpoint: 'us-west-2', link: `${ENDPOINTS}/network_manager.html` },
  { actions: 'organizations:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/ao.html` },
  { actions: 'payments:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'pricing:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'route53:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/r53.html` },
  { actions: 'route53domains:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/r53.html` },
  { actions: 's3:GetAccountPublicAccessBlock', endpoint: 'any Region, for the account as a whole', link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html' },
  { actions: 's3:ListAllMyBuckets', endpoint: 'us-east-1', link: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html' },
  { actions: 's3:PutAccountPublicAccessBlock', endpoint: 'any Region, for the account as a whole', link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html' },
  { actions: 'shield:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/shield.html` },
  { actions: 'sts:*', endpoint: 'us-east-1, of the endpoint without a Region', link: `${ENDPOINTS}/sts.html` },
  { actions: 'support:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/awssupport.html` },
  { actions: 'tax:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/billing.html` },
  { actions: 'trustedadvisor:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/trustedadvisor.html` },
  { actions: 'waf:*', endpoint: 'us-east-1', link: `${ENDPOINTS}/waf-classic.html` },
  { actions: 'wafv2:*', endpoint: 'us-east-1, for the web ACLs of CloudFront', link: `${ENDPOINTS}/waf.html` },
];
