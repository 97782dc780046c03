/**
 * Pairs of duties that no one principal is to have, as NIST SP 800-53 AC-5 asks for them: each side is a list of actions, with wildcards
 * where the service has several of a kind. Users add their own.
 */

/** AC-5 separates duties, AU-9 protects records from those whom they are about. */
const NIST_800_53 = 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final';

export interface DutyPair {
  /** Words in lower case with hyphens between them. */
  readonly id: string;
  /** What the two sides are, to follow "may": `administer a key and use it`. */
  readonly title: string;
  readonly oneSide: readonly string[];
  readonly otherSide: readonly string[];
}

/** A pair that the library knows. */
export interface KnownDutyPair extends DutyPair {
  readonly why: string;
  /** The page that asks for the separation, or shows the two roles. */
  readonly link: string;
  /** A machine that delivers does both as a matter of course. */
  readonly severity?: 'warning';
}

/** Ways to write what somebody may do. Managing one's own password and keys is none. */
const GRANTING_ACCESS = [
  'iam:AddUserToGroup', 'iam:Attach*Policy', 'iam:CreatePolicyVersion', 'iam:CreateUser', 'iam:PutGroupPolicy', 'iam:PutRolePolicy', 'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion', 'iam:UpdateAssumeRolePolicy',
  'sso:AttachCustomerManagedPolicyReferenceToPermissionSet', 'sso:AttachManagedPolicyToPermissionSet', 'sso:CreateAccountAssignment',
  'sso:PutInlinePolicyToPermissionSet',
];

export const DUTY_PAIRS: readonly KnownDutyPair[] = [
  {
    id: 'access-administration-and-audit',
    title: 'grant access and stop what records its use',
    why: 'Whoever grants access and can stop the record of it leaves no trace of either.',
    link: NIST_800_53,
    oneSide: GRANTING_ACCESS,
    otherSide: [
      'cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:StopLogging', 'cloudtrail:UpdateTrail',
      'config:DeleteConfigurationRecorder', 'config:PutConfigurationRecorder', 'config:StopConfigurationRecorder',
      'guardduty:DeleteDetector', 'guardduty:UpdateDetector', 'securityhub:DisableSecurityHub',
    ],
  },
  {
    id: 'access-administration-and-workload',
    title: 'grant access and work with data',
    why: 'Whoever grants access and works with data gives itself whatever data it likes: nobody else has to agree.',
    link: NIST_800_53,
    oneSide: GRANTING_ACCESS,
    otherSide: [
      'dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan',
      'dynamodb:UpdateItem', 'kinesis:GetRecords', 'kinesis:PutRecord*', 'rds-data:ExecuteStatement', 'redshift-data:ExecuteStatement',
      's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue', 'sqs:ReceiveMessage', 'sqs:SendMessage',
    ],
  },
  {
    id: 'backup-creation-and-deletion',
    title: 'make backups and delete them',
    why: 'Who can delete what it has backed up leaves nothing to restore from, by mistake or under ransom.',
    link: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html',
    oneSide: ['backup:CreateBackupPlan', 'backup:CreateBackupSelection', 'backup:StartBackupJob', 'backup:UpdateBackupPlan'],
    otherSide: ['backup:DeleteBackupVault', 'backup:DeleteBackupVaultLockConfiguration', 'backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
  },
  {
    id: 'certificate-authority-and-issuing',
    title: 'administer a certificate authority and issue certificates with it',
    why: 'Who administers a certificate authority and issues with it can vouch for anyone, and hide that it has.',
    link: 'https://docs.aws.amazon.com/privateca/latest/userguide/ca-best-practices.html',
    oneSide: ['acm-pca:DeleteCertificateAuthority', 'acm-pca:DeletePolicy', 'acm-pca:PutPolicy', 'acm-pca:UpdateCertificateAuthority'],
    otherSide: ['acm-pca:IssueCertificate'],
  },
  {
    id: 'change-and-approval',
    title: 'propose a change of code and approve it',
    why: 'A review is none when the author is the reviewer.',
    link: 'https://docs.aws.amazon.com/codecommit/latest/userguide/approval-rule-templates.html',
    oneSide: ['codecommit:CreatePullRequest', 'codecommit:GitPush', 'codecommit:CreateCommit', 'codecommit:PutFile'],
    otherSide: ['codecommit:OverridePullRequestApprovalRules', 'codecommit:UpdatePullRequestApprovalState'],
  },
  {
    id: 'change-set-and-execution',
    title: 'make a change set and execute it',
    why: 'A change set is there to be reviewed before somebody else executes it.',
    link: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html',
    oneSide: ['cloudformation:CreateChangeSet'],
    otherSide: ['cloudformation:ExecuteChangeSet'],
    severity: 'warning',
  },
  {
    id: 'development-and-deployment',
    title: 'write code and deploy it',
    why: 'Code that its author deploys reaches production unseen.',
    link: NIST_800_53,
    oneSide: ['codecommit:CreateCommit', 'codecommit:GitPush', 'codecommit:MergeBranchesBy*', 'codecommit:MergePullRequestBy*', 'codecommit:PutFile'],
    otherSide: [
      'cloudformation:CreateStack', 'cloudformation:ExecuteChangeSet', 'cloudformation:UpdateStack', 'codedeploy:CreateDeployment',
      'ecs:UpdateService', 'elasticbeanstalk:UpdateEnvironment', 'lambda:UpdateFunctionCode',
    ],
  },
  {
    id: 'key-administration-and-use',
    title: 'administer a key and use it',
    why: 'Who writes the policy of a key and uses the key decides alone who reads what it protects.',
    link: 'https://docs.aws.amazon.com/kms/latest/developerguide/rbac.html',
    oneSide: ['kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
    otherSide: ['kms:Decrypt', 'kms:DeriveSharedSecret', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:GenerateMac', 'kms:ReEncrypt*', 'kms:Sign'],
  },
  {
    id: 'log-use-and-deletion',
    title: 'write or read logs and delete them',
    why: 'Who can delete what it has logged hides what it has done, and who reviews logs is not to choose which of them are kept.',
    link: NIST_800_53,
    oneSide: ['logs:PutLogEvents', 'logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartQuery'],
    otherSide: ['logs:DeleteLogGroup', 'logs:DeleteLogStream'],
  },
  {
    id: 'pipeline-change-and-approval',
    title: 'change a pipeline and approve what goes through it',
    why: 'Who writes the stages of a pipeline and approves them deploys whatever it likes.',
    link: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-iam-permissions.html',
    oneSide: ['codepipeline:UpdatePipeline'],
    otherSide: ['codepipeline:PutApprovalResult'],
  },
];
