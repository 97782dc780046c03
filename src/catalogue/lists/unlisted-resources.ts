/**
 * What AWS itself grants actions on, beside the resource types that the Service Authorization Reference lists for them: in its guides, in
 * its managed policies, and in the policy templates of SAM.
 */

interface UnlistedResources {
  /** As AWS spells them. */
  readonly actions: readonly string[];
  /** ARN formats. One that ends where a name begins stands for all of the names: `role/` is matched by `role/*`, and by no role. */
  readonly arns: readonly string[];
  /** The page that shows it. */
  readonly link: string;
}

const DOCS = 'https://docs.aws.amazon.com';
const MANAGED = `${DOCS}/aws-managed-policy/latest/reference`;
const SAM = `${DOCS}/serverless-application-model/latest/developerguide/serverless-policy-template-list.html`;
const REGIONAL = '${Region}:${Account}';

export const UNLISTED_RESOURCES: readonly UnlistedResources[] = [
  {
    // Several services of one prefix have these.
    actions: ['aws-marketplace:ListTagsForResource', 'aws-marketplace:TagResource', 'aws-marketplace:UntagResource'],
    arns: [`arn:\${Partition}:aws-marketplace:${REGIONAL}:\${CatalogName}/\${EntityType}/\${EntityId}`], link: `${MANAGED}/AWSMarketplaceSellerFullAccess.html`,
  },
  {
    actions: ['cloudformation:CreateChangeSet'], arns: ['arn:${Partition}:cloudformation:${Region}:aws:transform/${TransformName}'],
    link: `${DOCS}/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html`,
  },
  { actions: ['dynamodb:ListStreams'], arns: [`arn:\${Partition}:dynamodb:${REGIONAL}:table/\${TableName}/stream/`], link: SAM },
  {
    // Two services of one prefix have these.
    actions: ['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'],
    arns: ['targetgroup', 'listener', 'listener-rule', 'truststore'].map((type) => `arn:\${Partition}:elasticloadbalancing:${REGIONAL}:${type}/\${Name}`),
    link: `${DOCS}/service-authorization/latest/reference/list_elasticloadbalancingv2.html`,
  },
  { actions: ['iam:ListRoles'], arns: ['arn:${Partition}:iam::${Account}:role/'], link: `${MANAGED}/AmazonBraketJobsExecutionPolicy.html` },
  { actions: ['kinesis:DescribeLimits', 'kinesis:ListStreams'], arns: [`arn:\${Partition}:kinesis:${REGIONAL}:stream/`], link: SAM },
  { actions: ['logs:DescribeLogGroups'], arns: [`arn:\${Partition}:logs:${REGIONAL}:log-group::log-stream:`], link: `${MANAGED}/AmazonCloudWatchRUMReadOnlyAccess.html` },
  {
    actions: ['quicksight:CreateDataSet'], arns: [`arn:\${Partition}:quicksight:${REGIONAL}:dataset/\${DataSetId}`],
    link: `${MANAGED}/AWSQuickSightAssetBundleImportPolicy.html`,
  },
  { actions: ['rekognition:DetectModerationLabels'], arns: [`arn:\${Partition}:rekognition:${REGIONAL}:collection/\${CollectionId}`], link: SAM },
  { actions: ['s3:ListAllMyBuckets'], arns: ['arn:${Partition}:s3:::'], link: `${DOCS}/IAM/latest/UserGuide/reference_policies_elements_statement.html` },
  {
    actions: ['ssmmessages:OpenDataChannel'], arns: [`arn:\${Partition}:ssm:${REGIONAL}:session/\${SessionId}`],
    link: `${DOCS}/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html`,
  },
  {
    actions: ['states:SendTaskFailure', 'states:SendTaskHeartbeat', 'states:SendTaskSuccess'],
    arns: [`arn:\${Partition}:states:${REGIONAL}:stateMachine:\${StateMachineName}`], link: SAM,
  },
];

const NONE: readonly string[] = [];
const ARNS = new Map(UNLISTED_RESOURCES.flatMap(({ actions, arns }) => actions.map((action) => [action, arns])));

/** By the name of the action as AWS spells it. */
export function unlistedResources(action: string): readonly string[] {
  return ARNS.get(action) ?? NONE;
}
