import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ILogArchive } from './log-archive';
import { LogArchiveOptions } from './log-archive-options';
import { ObjectEvents } from './object-events';

/**
 * What the trail records, and where; without `archive`, also how long the archive that it makes keeps records, and who reads them.
 */
export interface AuditTrailProps extends LogArchiveOptions {
  /**
   * Name of the trail: 3 to 128 letters, digits, dots, hyphens and underscores, no two of these in a row. A change of it makes another
   * trail. It must be known before deployment when the archive is in another account.
   *
   * @default - made of the path of the construct
   */
  readonly trailName?: string;

  /**
   * Id of the organization, to record all its accounts: `o-a1b2c3d4e5`. The stack is deployed to the management account, or to that of the
   * delegated administrator of CloudTrail.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
   * @default - the account of the stack only
   */
  readonly organizationId?: string;

  /**
   * Id of the management account (12 digits), which owns an organization trail, when the stack is deployed to a delegated administrator.
   *
   * @default - the account of the stack
   */
  readonly managementAccountId?: string;

  /**
   * What the keys of the objects begin with, without slashes at its ends.
   *
   * @default - none
   */
  readonly keyPrefix?: string;

  /**
   * An archive of this app in any account, or one that the app does not own. It keeps records by its own settings: those of the archive
   * cannot be given beside it, but `readers`, for `archiveBucketPolicy` and `archiveKeyPolicy`.
   *
   * @default - a new one, in the account of the trail
   */
  readonly archive?: ILogArchive;

  /**
   * How long CloudWatch Logs keeps events.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;

  /**
   * Whether CloudTrail looks for unusual rates of calls and of errors. It is charged by event.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
   * @default true
   */
  readonly insights?: boolean;

  /**
   * The buckets whose objects' events are recorded. They are charged by event.
   *
   * @default - none
   */
  readonly objectEvents?: ObjectEvents;
}
