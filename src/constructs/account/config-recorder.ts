import { Annotations, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as config from 'aws-cdk-lib/aws-config';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct, IDependable } from 'constructs';
import { configBucketStatements, configKeyStatement, configTopicStatement } from './config-delivery-statements';
import { samePlace } from './home-region';
import { RECORDED_IAM_TYPES } from '../../catalogue/config-managed-rules';
import { badProp, checkEach, checkText } from '../props';

/**
 * What a configuration recorder that is made records, and where it delivers.
 */
export interface ConfigRecorderOptions {
  /**
   * The bucket that AWS Config delivers to. Its policy, and that of its key, get the statements that AWS Config needs; those of an imported
   * bucket or key have to have them. AWS Config does not deliver to a bucket that locks its objects.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
   * @default - a bucket with a second one for its access logs: versioned, encrypted, not public, over TLS only, retained with the stack gone
   */
  readonly bucket?: s3.IBucket;

  /**
   * What keys of objects begin with, without a slash at either end.
   *
   * @default - `AWSLogs`, which always follows
   */
  readonly bucketPrefix?: string;

  /**
   * A topic that is told of every change. AWS Config does not publish to encrypted topics.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-policy.html
   * @default - none
   */
  readonly topic?: sns.ITopic;

  /**
   * Types that are recorded beside users, groups, roles and customer managed policies of IAM, such as `AWS::S3::Bucket`.
   *
   * @default - none
   */
  readonly resourceTypes?: string[];

  /**
   * Whether the service-linked role AWSServiceRoleForConfig is made, too. In an account that has it, the deployment fails with "has been taken in
   * this account": then set it to false. The role stays when the stack goes.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
   * @default true
   */
  readonly createServiceLinkedRole?: boolean;
}

/**
 * Who records the configuration that rules are about. An account has one customer-managed recorder in each Region.
 */
export class ConfigRecorder {
  /**
   * A recorder of IAM with its delivery channel. It acts by the service-linked role of AWS Config, which reads and never writes, which only AWS
   * Config can take, and which nobody can pass on or extend.
   */
  public static create(options: ConfigRecorderOptions = {}): ConfigRecorder {
    const { bucketPrefix, topic, resourceTypes = [] } = options;
    if (bucketPrefix !== undefined) {
      checkText('bucketPrefix', bucketPrefix, /^[\w.-]+(\/[\w.-]+)*$/, 'a prefix without a slash at either end');
    }
    const resource = options.bucket?.node.defaultChild;
    if (resource instanceof s3.CfnBucket && (resource.objectLockEnabled ?? resource.objectLockConfiguration) !== undefined) {
      throw badProp('bucket', 'a bucket that locks its objects', 'one without Object Lock, for AWS Config does not deliver to others');
    }
    if (topic?.masterKey) {
      throw badProp('topic', 'an encrypted topic', 'a topic without a key, for AWS Config does not publish to others');
    }
    checkEach(resourceTypes, (type) => checkText('resourceTypes', type, /^AWS::\w+::\w+$/, 'types of resources, such as AWS::S3::Bucket'));
    return new ConfigRecorder((scope, ruleTypes) => makeRecorder(scope, ruleTypes, options));
  }

  /**
   * The recorder that the account has in this Region. Rules that are triggered by changes see nothing unless it records users, groups, roles
   * and policies of IAM, which recorders of all supported types leave out by default.
   */
  public static existing(): ConfigRecorder {
    return new ConfigRecorder(() => []);
  }

  private constructor(private readonly make: (scope: Construct, ruleTypes: readonly string[]) => IDependable[]) {}

  /**
   * The same, made once and below this scope, whoever asks first.
   *
   * @internal
   */
  public _below(scope: Construct): ConfigRecorder {
    let made: IDependable[] | undefined;
    return new ConfigRecorder((_, ruleTypes) => made ??= this.make(scope, ruleTypes));
  }

  /**
   * What rules have to wait for.
   *
   * @internal
   */
  public _bind(scope: Construct, ruleTypes: readonly string[]): IDependable[] {
    return this.make(scope, ruleTypes);
  }
}

/**
 * CloudFormation starts the recorder once there is a channel, and a channel asks for a recorder: neither may depend on the other.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-configurationrecorder.html
 */
function makeRecorder(scope: Construct, ruleTypes: readonly string[], options: ConfigRecorderOptions): IDependable[] {
  const { bucketPrefix, topic, resourceTypes = [], createServiceLinkedRole = true } = options;
  const { partition, region, account } = Stack.of(scope);
  const bucket = options.bucket ?? deliveryBucket(scope);
  const recorder = new config.CfnConfigurationRecorder(scope, 'Recorder', {
    roleArn: `arn:${partition}:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    recordingGroup: { allSupported: false, resourceTypes: [...new Set([...RECORDED_IAM_TYPES, ...ruleTypes, ...resourceTypes])] },
  });
  const channel = new config.CfnDeliveryChannel(scope, 'DeliveryChannel', {
    s3BucketName: bucket.bucketName, s3KeyPrefix: bucketPrefix, snsTopicArn: topic?.topicArn, s3KmsKeyArn: bucket.encryptionKey?.keyArn,
  });
  const place = { partition, region, account };
  const results = [
    ...configBucketStatements(bucket.bucketArn, place, bucketPrefix)
      .map((statement) => bucket.addToResourcePolicy(iam.PolicyStatement.fromJson(statement))),
    ...(topic ? [topic.addToResourcePolicy(iam.PolicyStatement.fromJson(configTopicStatement(topic.topicArn, place)))] : []),
  ];
  const ofKey = bucket.encryptionKey?.addToResourcePolicy(iam.PolicyStatement.fromJson(configKeyStatement(place)));
  results.forEach(({ policyDependable }) => policyDependable && channel.node.addDependency(policyDependable));
  if ([...results, ofKey].some((result) => result?.statementAdded === false)) {
    Annotations.of(scope).addWarningV2('IamGuardrails:ConfigDelivery',
      'the bucket, its key or the topic is imported: add to its policy what https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html shows');
  }
  scope.node.addValidation({ validate: () => rivalProblems(recorder) });
  if (createServiceLinkedRole) {
    const role = new iam.CfnServiceLinkedRole(scope, 'ServiceLinkedRole', { awsServiceName: 'config.amazonaws.com' });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    recorder.node.addDependency(role);
  }
  return [recorder, channel];
}

/** https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html */
function rivalProblems(recorder: config.CfnConfigurationRecorder): string[] {
  return recorder.node.root.node.findAll()
    .filter((other) => CfnResource.isCfnResource(other) && other.cfnResourceType === recorder.cfnResourceType)
    .filter((other) => other !== recorder && samePlace(recorder, other))
    .map(({ node }) => `the account has another configuration recorder in this Region, ${node.path}: keep it with ConfigRecorder.existing()`);
}

function deliveryBucket(scope: Construct): s3.IBucket {
  const common: s3.BucketProps = {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    encryption: s3.BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
  };
  const serverAccessLogsBucket = new s3.Bucket(scope, 'AccessLogs', common);
  return new s3.Bucket(scope, 'Deliveries', { ...common, serverAccessLogsBucket });
}
