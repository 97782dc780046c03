/** A bucket and a key that the app has made by itself: whether records are safe there. Judged as they stand in the template. */
import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { LEAST_RETENTION } from './archive-lifecycle';
import { isObject } from '../../policy/document';

interface TemplateResource {
  readonly logicalId: string;
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
}

export function bucketProblems(bucket: IConstruct, mayBeUnlocked: boolean, mayBeShort: boolean): string[] {
  const { logicalId, Properties = {}, DeletionPolicy } = templateOf(bucket);
  const block = partOf(Properties, 'PublicAccessBlockConfiguration');
  const target = partOf(Properties, 'LoggingConfiguration').DestinationBucketName;
  const isItself = target === Properties.BucketName || (isObject(target) && target.Ref === logicalId);
  const problems = [
    [partOf(Properties, 'VersioningConfiguration').Status === 'Enabled', 'is not versioned: set versioned'],
    [BLOCKED.every((setting) => block[setting] === true), 'does not block all public access: set blockPublicAccess'],
    [mayBeUnlocked || isObject(partOf(Properties, 'ObjectLockConfiguration').Rule), 'has no default retention: set objectLockDefaultRetention, or lock to ArchiveLock.off(reason)'],
    [target !== undefined && accessLogBucketName(bucket) !== undefined, 'has no access log: set serverAccessLogsBucket'],
    // A target has no default retention: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    [target === undefined || !isItself, 'logs its access to itself: set serverAccessLogsBucket to another bucket'],
    [DeletionPolicy?.startsWith('Retain') === true, 'is deleted with the stack: set removalPolicy to RETAIN'],
    [mayBeShort || endsOf(Properties).every((end) => typeof end === 'number' && end >= LEAST_RETENTION.toDays()),
      `may delete records that are less than ${LEAST_RETENTION.toDays()} days old: set a later expiration in days, or shortRetentionReason`],
  ] as const;
  return problems.filter(([holds]) => !holds).map(([, problem]) => `bucket: ${bucket.node.path} ${problem}`);
}

export function keyProblems(key: IConstruct): string[] {
  const { Properties = {}, DeletionPolicy } = templateOf(key);
  const problems = [
    [(Properties.KeySpec ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT', 'is not symmetric: CloudTrail encrypts by symmetric keys only'],
    [(Properties.Enabled ?? true) === true, 'is disabled, or may be: CloudTrail would deliver nothing'],
    [Properties.EnableKeyRotation === true, 'does not rotate: set enableKeyRotation'],
    [DeletionPolicy?.startsWith('Retain') === true, 'is deleted with the stack, and the records with it: set removalPolicy to RETAIN'],
  ] as const;
  return problems.filter(([holds]) => !holds).map(([, problem]) => `encryptionKey: ${key.node.path} ${problem}`);
}

/** The bucket that holds the access log of another. */
export function accessLogBucketName(bucket: IConstruct): string | undefined {
  const { loggingConfiguration } = resourceOf(bucket) as CfnBucket;
  return loggingConfiguration && 'destinationBucketName' in loggingConfiguration ? loggingConfiguration.destinationBucketName : undefined;
}

const BLOCKED = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/** What `fromCfnBucket` and `fromCfnKey` make is a child of its resource. */
function resourceOf({ node: { defaultChild, scope } }: IConstruct): IConstruct | undefined {
  return defaultChild ?? scope;
}

function templateOf(construct: IConstruct): TemplateResource {
  const resource = resourceOf(construct) as CfnResource & { _toCloudFormation(): object };
  const { Resources } = Stack.of(construct).resolve(resource._toCloudFormation()) as { readonly Resources: Record<string, object> };
  const [[logicalId, made]] = Object.entries(Resources);
  return { logicalId, ...made };
}

function partOf(properties: Record<string, unknown>, name: string): Record<string, unknown> {
  const part = properties[name];
  return isObject(part) ? part : {};
}

/** The ends of current records; a rule of which only the deployment knows what it says may be one. */
function endsOf({ LifecycleConfiguration: lifecycle }: Record<string, unknown>): unknown[] {
  if (lifecycle === undefined) {
    return [];
  }
  return isObject(lifecycle) && Array.isArray(lifecycle.Rules) ? lifecycle.Rules.flatMap(endsOfRule).filter((end) => end !== undefined) : [lifecycle];
}

function endsOfRule(rule: unknown): unknown[] {
  if (!isObject(rule) || rule.Status === undefined) {
    return [rule];
  }
  return rule.Status === 'Disabled' ? [] : [rule.ExpirationInDays, rule.ExpirationDate];
}
