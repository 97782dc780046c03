/**
 * How AWS classifies actions.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
 */
export enum AccessLevel {
  /** See which resources there are: `s3:ListBucket`. */
  LIST = 'List',
  /** Read their contents and attributes: `s3:GetObject`. */
  READ = 'Read',
  /** Create, change and delete: `s3:PutObject`; of IAM also `iam:PassRole` and `iam:CreateAccessKey`. */
  WRITE = 'Write',
  /** Change tags only: `s3:PutBucketTagging`. */
  TAGGING = 'Tagging',
  /** Change who may do what: `s3:PutBucketPolicy`. */
  PERMISSIONS_MANAGEMENT = 'Permissions management',
}
