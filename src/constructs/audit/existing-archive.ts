/** A bucket and a key that the app has made by itself: whether records are safe there. Judged as they stand in the template. */
import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { LEAST_RETENTION } from './archive-lifecycle';
import { isObject } from '../../policy/document';

interface TemplateResource {
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
}

export function bucketProblems(bucket: IConstruct, mayBeUnlocked: boolean, mayBeShort: boolean): string[] {
  const { Properties = {}, DeletionPolicy } = templateOf(bucket);
  const block = partOf(Properties, 'PublicAccessBlockConfiguration');
  const ends = rulesOf(Properties).flatMap(({ ExpirationInDays, ExpirationDate }) => [ExpirationInDays, ExpirationDate])
    .filter((end) => end !== undefined);
  const problems = [
    [partOf(Properties, 'VersioningConfiguration').Status === 'Enabled', 'is not versioned: set versioned'],
    [BLOCKED.every((setting) => block[setting] === true), 'does not block all public access: set blockPublicAccess'],
    [mayBeUnlocked || isObject(partOf(Properties, 'ObjectLockConfiguration').Rule), 'has no default retention: set objectLockDefaultRetention, or lock to ArchiveLock.off(reason)'],
    [partOf(Properties, 'LoggingConfiguration').DestinationBucketName !== undefined, 'has no access log: set serverAccessLogsBucket'],
    [DeletionPolicy?.startsWith('Retain') === true, 'is deleted with the stack: set removalPolicy to RETAIN'],
    [mayBeShort || ends.every((end) => typeof end === 'number' && end >= LEAST_RETENTION.toDays()),
      `may delete records that are less than ${LEAST_RETENTION.toDays()} days old: set a later expiration in days, or shortRetentionReason`],
  ] as const;
  return problems.filter(([holds]) => !holds).map(([, problem]) => `bucket: ${bucket.node.path} ${problem}`);
}

export function keyProblems(key: IConstruct): string[] {
  const { Properties = {}, DeletionPolicy } = templateOf(key);
  const problems = [
    [(Properties.KeySpec ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT', 'is not symmetric: CloudTrail encrypts by symmetric keys only'],
    [Properties.Enabled !== false, 'is disabled: CloudTrail would deliver nothing'],
    [Properties.EnableKeyRotation === true, 'does not rotate: set enableKeyRotation'],
    [DeletionPolicy?.startsWith('Retain') === true, 'is deleted with the stack, and the records with it: set removalPolicy to RETAIN'],
  ] as const;
  return problems.filter(([holds]) => !holds).map(([, problem]) => `encryptionKey: ${key.node.path} ${problem}`);
}

const BLOCKED = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

function templateOf(construct: IConstruct): TemplateResource {
  const resource = construct.node.defaultChild as CfnResource & { _toCloudFormation(): object };
  const { Resources } = Stack.of(construct).resolve(resource._toCloudFormation()) as { readonly Resources: Record<string, TemplateResource> };
  return Object.values(Resources)[0];
}

function partOf(properties: Record<string, unknown>, name: string): Record<string, unknown> {
  const part = properties[name];
  return isObject(part) ? part : {};
}

function rulesOf(properties: Record<string, unknown>): Record<string, unknown>[] {
  const { Rules } = partOf(properties, 'LifecycleConfiguration');
  return Array.isArray(Rules) ? Rules.filter(isObject).filter(({ Status }) => Status !== 'Disabled') : [];
}
