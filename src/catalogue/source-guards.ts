import { REGION_FORM } from './regions';

/**
 * Services that send `aws:SourceArn` or `aws:SourceAccount` when they assume a role, with the page that shows a trust
 * policy with those keys. A service that is not here may not send them, and a condition on them would lock it out:
 * API Gateway does not (https://github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/pull/479), nor EC2 and CloudTrail
 * (https://github.com/prowler-cloud/prowler/issues/2810). Lambda is left out, for its documentation shows no guarded
 * execution role.
 */
export const SOURCE_GUARDED_SERVICES: Readonly<Record<string, string>> = {
  'airflow-env.amazonaws.com': 'https://docs.aws.amazon.com/mwaa/latest/userguide/cross-service-confused-deputy-prevention.html',
  'airflow.amazonaws.com': 'https://docs.aws.amazon.com/mwaa/latest/userguide/cross-service-confused-deputy-prevention.html',
  'amplify.amazonaws.com': 'https://docs.aws.amazon.com/amplify/latest/userguide/cross-service-confused-deputy-prevention.html',
  'appstream.amazonaws.com': 'https://docs.aws.amazon.com/appstream2/latest/developerguide/example-fleet-machine.html',
  'appsync.amazonaws.com': 'https://docs.aws.amazon.com/appsync/latest/devguide/attaching-a-data-source.html',
  'autoscaling.amazonaws.com': 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/cross-service-confused-deputy-prevention.html',
  'batch.amazonaws.com': 'https://docs.aws.amazon.com/batch/latest/userguide/cross-service-confused-deputy-prevention.html',
  'bedrock-agentcore.amazonaws.com': 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html',
  'bedrock.amazonaws.com': 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-iam-role.html',
  'codebuild.amazonaws.com': 'https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html',
  'codedeploy.amazonaws.com': 'https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html',
  'comprehend.amazonaws.com': 'https://docs.aws.amazon.com/comprehend/latest/dg/cross-service-confused-deputy-prevention.html',
  'config.amazonaws.com': 'https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html',
  'credentials.deadline.amazonaws.com': 'https://docs.aws.amazon.com/deadline-cloud/latest/userguide/security-best-practices.html',
  'datasync.amazonaws.com': 'https://docs.aws.amazon.com/datasync/latest/userguide/cross-service-confused-deputy-prevention.html',
  'deadline.amazonaws.com': 'https://docs.aws.amazon.com/deadline-cloud/latest/userguide/security-best-practices.html',
  'dms.amazonaws.com': 'https://docs.aws.amazon.com/dms/latest/userguide/cross-service-confused-deputy-prevention.html',
  'ecs-tasks.amazonaws.com': 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  'eks-fargate-pods.amazonaws.com': 'https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html',
  'eks.amazonaws.com': 'https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html',
  'elasticmapreduce.amazonaws.com': 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-iam-role.html',
  'es.amazonaws.com': 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cross-service-confused-deputy-prevention.html',
  'events.amazonaws.com': 'https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html',
  'fis.amazonaws.com': 'https://docs.aws.amazon.com/fis/latest/userguide/getting-started-iam-service-role.html',
  'forecast.amazonaws.com': 'https://docs.aws.amazon.com/forecast/latest/dg/aws-forecast-iam-roles.html',
  'grafana.amazonaws.com': 'https://docs.aws.amazon.com/grafana/latest/userguide/cross-service-confused-deputy-prevention.html',
  'greengrass.amazonaws.com': 'https://docs.aws.amazon.com/greengrass/v2/developerguide/cross-service-confused-deputy-prevention.html',
  'hooks.cloudformation.amazonaws.com': 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/registry-public.html',
  'iot.amazonaws.com': 'https://docs.aws.amazon.com/iot/latest/developerguide/cross-service-confused-deputy-prevention.html',
  'iotsitewise.amazonaws.com': 'https://docs.aws.amazon.com/iot-sitewise/latest/userguide/cross-service-confused-deputy-prevention.html',
  'kendra.amazonaws.com': 'https://docs.aws.amazon.com/kendra/latest/dg/iam-roles.html',
  'logs.amazonaws.com': 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html',
  'mediaconvert.amazonaws.com': 'https://docs.aws.amazon.com/mediaconvert/latest/ug/cross-service-confused-deputy-prevention.html',
  'monitoring.rds.amazonaws.com': 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html',
  'osis-pipelines.amazonaws.com': 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/pipeline-security-overview.html',
  'personalize.amazonaws.com': 'https://docs.aws.amazon.com/personalize/latest/dg/cross-service-confused-deputy-prevention.html',
  'pinpoint.amazonaws.com': 'https://docs.aws.amazon.com/pinpoint/latest/developerguide/permissions-streams.html',
  'pipes.amazonaws.com': 'https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html',
  'qbusiness.amazonaws.com': 'https://docs.aws.amazon.com/amazonq/latest/qbusiness-ug/iam-roles.html',
  'rds.amazonaws.com': 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/cross-service-confused-deputy-prevention.html',
  'redshift-serverless.amazonaws.com': 'https://docs.aws.amazon.com/redshift/latest/mgmt/cross-service-confused-deputy-prevention.html',
  'redshift.amazonaws.com': 'https://docs.aws.amazon.com/redshift/latest/mgmt/cross-service-confused-deputy-prevention.html',
  'rekognition.amazonaws.com': 'https://docs.aws.amazon.com/rekognition/latest/dg/cross-service-confused-deputy-prevention.html',
  'resources.cloudformation.amazonaws.com': 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/registry-public.html',
  'sagemaker.amazonaws.com': 'https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html',
  'scheduler.amazonaws.com': 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html',
  'ses.amazonaws.com': 'https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-firehose.html',
  'sms-voice.amazonaws.com': 'https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-kinesis-creating-role.html',
  'spotfleet.amazonaws.com': 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-fleet-prerequisites.html',
  'ssm.amazonaws.com': 'https://docs.aws.amazon.com/systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html',
  'states.amazonaws.com': 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html',
  'textract.amazonaws.com': 'https://docs.aws.amazon.com/textract/latest/dg/cross-service-confused-deputy-prevention.html',
  'transcribe.amazonaws.com': 'https://docs.aws.amazon.com/transcribe/latest/dg/security_iam_id-based-policy-examples.html',
  'transfer.amazonaws.com': 'https://docs.aws.amazon.com/transfer/latest/userguide/confused-deputy.html',
  'voiceid.amazonaws.com': 'https://docs.aws.amazon.com/connect/latest/adminguide/cross-service-confused-deputy-prevention.html',
  'vpc-flow-logs.amazonaws.com': 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
};

/** `states.eu-west-1.amazonaws.com`, and the same with pseudo parameters, is `states.amazonaws.com`. */
export function globalServiceName(service: string): string {
  return service in SOURCE_GUARDED_SERVICES ? service : service
    .replace(/<AWS::URLSuffix>$|amazonaws\.com\.cn$/, 'amazonaws.com')
    .replace(OF_REGION, '.amazonaws.com');
}

const OF_REGION = new RegExp(`\\.(?:<AWS::Region>|${REGION_FORM})\\.amazonaws\\.com$`);

type Destination = 's3' | 'sns' | 'sqs';

interface Sender {
  /** Services whose resource-based policies see the keys. */
  readonly to: readonly Destination[];
  readonly page: string;
}

/**
 * Services that send `aws:SourceArn` or `aws:SourceAccount` when they use a bucket, a topic or a queue, with the page that shows it. The policy of a
 * topic cannot have a condition for EventBridge (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions).
 * Elastic Load Balancing is kept to an account by the path that it writes to, which names the account
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html#bucket-policy-logdelivery).
 */
const SENDERS: Readonly<Record<string, Sender>> = {
  'appstream.amazonaws.com': { to: ['s3'], page: 'https://docs.aws.amazon.com/appstream2/latest/developerguide/example-elastic-fleets.html' },
  'cloudfront.amazonaws.com': {
    to: ['s3'], page: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
  },
  'cloudtrail.amazonaws.com': { to: ['s3'], page: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html' },
  'cloudwatch.amazonaws.com': { to: ['sns'], page: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html' },
  'config.amazonaws.com': { to: ['s3'], page: 'https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html' },
  'delivery.logs.amazonaws.com': { to: ['s3'], page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html' },
  'events.amazonaws.com': { to: ['sqs'], page: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html' },
  'logging.s3.amazonaws.com': { to: ['s3'], page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html' },
  's3.amazonaws.com': { to: ['sns', 'sqs'], page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html' },
  'ses.amazonaws.com': { to: ['sns'], page: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html' },
  'sns.amazonaws.com': { to: ['sqs'], page: 'https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html' },
};

/** The page that shows how the service (by its global name) says to the destination for whom it acts; undefined where it does not. */
export function sourcePage(service: string, destination: Destination): string | undefined {
  const sender = Object.hasOwn(SENDERS, service) ? SENDERS[service] : undefined;
  return sender?.to.includes(destination) ? sender.page : undefined;
}
