import { Duration } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket, Transition } from 'aws-cdk-lib/aws-s3';
import { ArchiveLock } from './archive-lock';

/**
 * How long records are kept, who may read them, and who may do to them what nobody else may.
 */
export interface LogArchiveOptions {
  /**
   * ARNs of the roles and users who may delete records and the key, and change all settings, when all else fails: at least one of the
   * account of the bucket, without wildcards but for the end of `AWSReservedSSO_<name>_*`. Everybody else is denied it, administrators and the root
   * user too.
   *
   * They are known by name: who may make or take a role of this name is one of them. Protect it, and keep it from standing use.
   */
  readonly breakGlassPrincipals: string[];

  /**
   * ARNs of the roles that deploy the stack, in the same form. They may change settings (policies, lifecycle rules, the default retention), so that
   * deployments go on; they may not delete records or the key. Who deploys can name other principals here: review these changes.
   *
   * None (`[]`) if only break-glass principals deploy the stack.
   *
   * @default - the CloudFormation execution role of the bootstrap stack; an error if the synthesizer of the stack does not tell it
   */
  readonly deploymentPrincipals?: string[];

  /**
   * ARNs of roles and users, of any account, who may read and decrypt records. They have to exist before the bucket.
   *
   * @default - nobody can decrypt records
   */
  readonly readers?: string[];

  /**
   * How long records are kept: whole days up to 100 years. Less than 365 days asks for `shortRetentionReason`. What is deleted or overwritten
   * is kept for `noncurrentRetention` more.
   *
   * @default Duration.days(365)
   */
  readonly retention?: Duration;

  /**
   * Why records may be kept for less than 365 days: at least 20 characters.
   *
   * @default - they are not
   */
  readonly shortRetentionReason?: string;

  /**
   * How long versions stay that are deleted, expired or overwritten: 30 days to 100 years, but not shorter than they are locked.
   *
   * @default Duration.days(90)
   */
  readonly noncurrentRetention?: Duration;

  /**
   * Storage classes that records move to, by their age (`transitionAfter`, ascending, less than `retention`). Objects of less than 128 KB are not
   * moved, and most of CloudTrail's are smaller.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
   * @default - records stay in S3 Standard
   */
  readonly transitions?: Transition[];

  /**
   * Whether records can be deleted before their time is over.
   *
   * @default ArchiveLock.governance()
   */
  readonly lock?: ArchiveLock;

  /**
   * Name of the bucket. It must be known when the trail is in another account.
   *
   * @default - made by CloudFormation
   */
  readonly bucketName?: string;

  /**
   * A bucket of this app, used for trails only, in place of a new one. Its policy is extended: nobody but CloudTrail writes to it any more. It
   * has to be versioned, closed to the public, locked (or `lock` is off), logged to another bucket, and retained with the stack; its lifecycle
   * rules keep records for 365 days. Retention, transitions, lock modes and name are those of the bucket.
   *
   * Of a bucket that the app does not own nothing can be checked: see `LogArchive.fromLogArchiveAttributes`.
   *
   * @default - a new bucket, and one for its access logs
   */
  readonly bucket?: IBucket;

  /**
   * A symmetric key of this app, that rotates, in place of a new one. Its policy is extended. Whoever its policy lets decrypt can read records.
   *
   * @default - a new key, by which readers alone can decrypt
   */
  readonly encryptionKey?: IKey;

  /**
   * Alias of the key: `alias/audit-trail`. When the trail is in another account, it knows the key by its alias.
   *
   * @default - none
   */
  readonly keyAlias?: string;
}
