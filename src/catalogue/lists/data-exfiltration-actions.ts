/** Actions that carry stored data away: they return it, copy it to where the caller says, or share it with another account. */
import { ListedAction } from './listed-action';

const DOCS = 'https://docs.aws.amazon.com';
const S3 = `${DOCS}/AmazonS3/latest/API`;
const SSM = `${DOCS}/systems-manager/latest/APIReference`;
const SECRETS = `${DOCS}/secretsmanager/latest/apireference`;
const DYNAMODB = `${DOCS}/amazondynamodb/latest/APIReference`;
const RDS = `${DOCS}/AmazonRDS/latest/APIReference`;
const REDSHIFT = `${DOCS}/redshift/latest/APIReference`;
const EC2 = `${DOCS}/AWSEC2/latest/APIReference`;
const EBS = `${DOCS}/ebs/latest/APIReference`;
const KINESIS = `${DOCS}/kinesis/latest/APIReference`;
const SQS = `${DOCS}/AWSSimpleQueueService/latest/APIReference`;
const LOGS = `${DOCS}/AmazonCloudWatchLogs/latest/APIReference`;

export const DATA_EXFILTRATION_ACTIONS: readonly ListedAction[] = [
  { name: 'athena:GetQueryResults', does: 'returns what a query found', link: `${DOCS}/athena/latest/APIReference/API_GetQueryResults.html` },
  { name: 'backup:StartCopyJob', does: 'copies a backup to another vault', link: `${DOCS}/aws-backup/latest/devguide/API_StartCopyJob.html` },
  { name: 'codecommit:GitPull', does: 'returns the content of a repository', link: `${DOCS}/codecommit/latest/userguide/auth-and-access-control-permissions-reference.html` },
  { name: 'cognito-idp:ListUsers', does: 'returns the attributes of users', link: `${DOCS}/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html` },
  { name: 'dynamodb:BatchGetItem', does: 'returns items', link: `${DYNAMODB}/API_BatchGetItem.html` },
  { name: 'dynamodb:ExportTableToPointInTime', does: 'copies a table to a bucket', link: `${DYNAMODB}/API_ExportTableToPointInTime.html` },
  { name: 'dynamodb:GetItem', does: 'returns an item', link: `${DYNAMODB}/API_GetItem.html` },
  { name: 'dynamodb:GetRecords', does: 'returns changed items', link: `${DYNAMODB}/API_streams_GetRecords.html` },
  { name: 'dynamodb:Query', does: 'returns items', link: `${DYNAMODB}/API_Query.html` },
  { name: 'dynamodb:Scan', does: 'returns all items of a table', link: `${DYNAMODB}/API_Scan.html` },
  { name: 'ebs:GetSnapshotBlock', does: 'returns a block of a disk', link: `${EBS}/API_GetSnapshotBlock.html` },
  { name: 'ec2:CreateStoreImageTask', does: 'copies the disks of an image to a bucket', link: `${EC2}/API_CreateStoreImageTask.html` },
  { name: 'ec2:DescribeInstanceAttribute', does: 'returns the user data of an instance, where scripts may hold secrets', link: `${EC2}/API_DescribeInstanceAttribute.html` },
  { name: 'ec2:ExportImage', does: 'copies the disks of an image to a bucket', link: `${EC2}/API_ExportImage.html` },
  { name: 'ec2:GetConsoleScreenshot', does: 'returns what an instance shows', link: `${EC2}/API_GetConsoleScreenshot.html` },
  { name: 'ec2:ModifyImageAttribute', does: 'shares an image with other accounts', link: `${EC2}/API_ModifyImageAttribute.html` },
  { name: 'ec2:ModifySnapshotAttribute', does: 'shares a disk with other accounts', link: `${EC2}/API_ModifySnapshotAttribute.html` },
  { name: 'ecr:GetDownloadUrlForLayer', does: 'returns the content of an image', link: `${DOCS}/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html` },
  { name: 'kinesis:GetRecords', does: 'returns records', link: `${KINESIS}/API_GetRecords.html` },
  { name: 'kinesis:SubscribeToShard', does: 'returns records', link: `${KINESIS}/API_SubscribeToShard.html` },
  { name: 'kms:Decrypt', does: 'returns what is encrypted', link: `${DOCS}/kms/latest/APIReference/API_Decrypt.html` },
  { name: 'lambda:GetFunction', does: 'returns the code and the environment of a function', link: `${DOCS}/lambda/latest/api/API_GetFunction.html` },
  { name: 'logs:CreateExportTask', does: 'copies log events to a bucket', link: `${LOGS}/API_CreateExportTask.html` },
  { name: 'logs:FilterLogEvents', does: 'returns log events', link: `${LOGS}/API_FilterLogEvents.html` },
  { name: 'logs:GetLogEvents', does: 'returns log events', link: `${LOGS}/API_GetLogEvents.html` },
  { name: 'rds:ModifyDBClusterSnapshotAttribute', does: 'shares a database with other accounts', link: `${RDS}/API_ModifyDBClusterSnapshotAttribute.html` },
  { name: 'rds:ModifyDBSnapshotAttribute', does: 'shares a database with other accounts', link: `${RDS}/API_ModifyDBSnapshotAttribute.html` },
  { name: 'rds:StartExportTask', does: 'copies a database to a bucket', link: `${RDS}/API_StartExportTask.html` },
  { name: 'rds-data:ExecuteStatement', does: 'returns what a query found', link: `${DOCS}/rdsdataservice/latest/APIReference/API_ExecuteStatement.html` },
  { name: 'redshift:AuthorizeSnapshotAccess', does: 'shares a data warehouse with other accounts', link: `${REDSHIFT}/API_AuthorizeSnapshotAccess.html` },
  { name: 'redshift-data:GetStatementResult', does: 'returns what a query found', link: `${DOCS}/redshift-data/latest/APIReference/API_GetStatementResult.html` },
  { name: 's3:GetObject', does: 'returns an object', link: `${S3}/API_GetObject.html` },
  { name: 's3:GetObjectVersion', does: 'returns an object as it was', link: `${S3}/API_GetObject.html` },
  { name: 's3:PutBucketPolicy', does: 'shares a bucket with other accounts', link: `${S3}/API_PutBucketPolicy.html` },
  { name: 's3:PutReplicationConfiguration', does: 'copies new objects to another bucket', link: `${S3}/API_PutBucketReplication.html` },
  { name: 'secretsmanager:BatchGetSecretValue', does: 'returns secrets', link: `${SECRETS}/API_BatchGetSecretValue.html` },
  { name: 'secretsmanager:GetSecretValue', does: 'returns a secret', link: `${SECRETS}/API_GetSecretValue.html` },
  { name: 'sqs:ReceiveMessage', does: 'returns messages', link: `${SQS}/API_ReceiveMessage.html` },
  { name: 'ssm:GetParameter', does: 'returns a parameter, which may be a secret', link: `${SSM}/API_GetParameter.html` },
  { name: 'ssm:GetParameterHistory', does: 'returns what a parameter was', link: `${SSM}/API_GetParameterHistory.html` },
  { name: 'ssm:GetParameters', does: 'returns parameters, which may be secrets', link: `${SSM}/API_GetParameters.html` },
  { name: 'ssm:GetParametersByPath', does: 'returns parameters, which may be secrets', link: `${SSM}/API_GetParametersByPath.html` },
];
