import { Duration } from 'aws-cdk-lib';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { knownDays } from './archive-lifecycle';
import { badProp, checkReason } from '../props';

/**
 * Whether records can be deleted before their time is over.
 *
 * Every record is locked for a period from when it is written. Neither mode can be taken back for records that exist: Object Lock stays on for
 * the life of the bucket, and a shorter period holds for later records only.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export class ArchiveLock {
  /**
   * Nobody deletes or overwrites a record before the period is over, but break-glass principals with `s3:BypassGovernanceRetention`.
   *
   * @param period 1 day to 100 years, not longer than the retention of the archive. The whole retention if not said otherwise.
   */
  public static governance(period?: Duration): ArchiveLock {
    return new ArchiveLock(period, ObjectLockRetention.governance);
  }

  /**
   * Nobody deletes or overwrites a record before the period is over: no break-glass principal, not the root user, not AWS. It cannot be
   * undone: a period that is a mistake is paid for until it ends, and only closing the account ends it sooner. The key is not locked: what it
   * encrypts is lost when a break-glass principal deletes it. Try it with governance first.
   *
   * @param irreversibleReason Why nobody may ever be able to delete a record: at least 20 characters.
   * @param period 1 day to 100 years, not longer than the retention of the archive. The whole retention if not said otherwise.
   */
  public static compliance(irreversibleReason: string, period?: Duration): ArchiveLock {
    checkReason('irreversibleReason', irreversibleReason);
    return new ArchiveLock(period, ObjectLockRetention.compliance);
  }

  /**
   * The bucket policy alone keeps records: whoever may change it may delete them.
   *
   * @param reason Why: at least 20 characters.
   */
  public static off(reason: string): ArchiveLock {
    checkReason('reason', reason);
    return new ArchiveLock();
  }

  private constructor(private readonly period?: Duration, private readonly mode?: (period: Duration) => ObjectLockRetention) {}

  /** @internal */
  public get _isOff(): boolean {
    return this.mode === undefined;
  }

  /** @internal */
  public _defaultRetention(retention: Duration): ObjectLockRetention | undefined {
    const { period = retention } = this;
    if (knownDays('lock', period, 1, MOST_DAYS) > retention.toDays()) {
      throw badProp('lock', period.toHumanString(), `at most ${retention.toHumanString()}, when the retention ends: lifecycle rules delete nothing that is locked`);
    }
    return this.mode?.(period);
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
const MOST_DAYS = 36_500;
