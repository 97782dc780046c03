/** How long records are kept, and where. */
import { Duration } from 'aws-cdk-lib';
import { LifecycleRule, StorageClass, Transition } from 'aws-cdk-lib/aws-s3';
import { badProp, checkDuration, checkReason } from '../props';

export interface Lifecycle {
  readonly retention: Duration;
  readonly shortRetentionReason?: string;
  readonly transitions: readonly Transition[];
  readonly noncurrentRetention: Duration;
}

/** One year is what PCI DSS 10.5.1 and most others ask for. https://docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html */
export const LEAST_RETENTION = Duration.days(365);
const MOST_RETENTION = Duration.days(36_500);
const ABORT_AFTER = Duration.days(7);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const LEAST_BEFORE_INFREQUENT_ACCESS = 30;

export function lifecycleRules(lifecycle: Lifecycle): LifecycleRule[] {
  const { retention, transitions, noncurrentRetention } = lifecycle;
  checkRetention(lifecycle);
  checkTransitions(transitions, retention);
  checkDuration('noncurrentRetention', noncurrentRetention, Duration.days(30), MOST_RETENTION);
  return [
    {
      id: 'Retention', transitions: transitions.length > 0 ? [...transitions] : undefined, expiration: retention,
      noncurrentVersionExpiration: noncurrentRetention, abortIncompleteMultipartUploadAfter: ABORT_AFTER,
    },
    // Not in the same rule as an expiration in days: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
    { id: 'DeleteMarkers', expiredObjectDeleteMarker: true },
  ];
}

function checkRetention({ retention, shortRetentionReason }: Lifecycle): void {
  wholeDays('retention', retention);
  checkDuration('retention', retention, Duration.days(1), MOST_RETENTION);
  if (retention.toDays() < LEAST_RETENTION.toDays()) {
    checkReason('shortRetentionReason', shortRetentionReason ?? '');
  }
}

function checkTransitions(transitions: readonly Transition[], retention: Duration): void {
  let previous = 0;
  transitions.forEach(({ transitionAfter, storageClass }, index) => {
    const where = `transitions[${index}]`;
    if (transitionAfter === undefined) {
      throw badProp(`${where}.transitionAfter`, undefined, 'an age of the records: records come all the time, and a date would pass');
    }
    if (storageClass.value === StorageClass.ONE_ZONE_INFREQUENT_ACCESS.value) {
      throw badProp(`${where}.storageClass`, storageClass.value, 'a class that keeps records in several Availability Zones');
    }
    const days = wholeDays(`${where}.transitionAfter`, transitionAfter);
    const least = Math.max(previous, storageClass.value === StorageClass.INFREQUENT_ACCESS.value ? LEAST_BEFORE_INFREQUENT_ACCESS : 0);
    if (days < least || days >= retention.toDays()) {
      throw badProp(`${where}.transitionAfter`, transitionAfter.toHumanString(), `${least} days or more, later than the transition before, and less than the retention of ${retention.toHumanString()}`);
    }
    previous = days + 1;
  });
}

/** Whether it is long enough, and longer than others, has to be known now. */
export function wholeDays(prop: string, duration: Duration): number {
  if (duration.isUnresolved()) {
    throw badProp(prop, 'what only the deployment knows', 'days that are known now');
  }
  const days = duration.toDays({ integral: false });
  if (!Number.isInteger(days)) {
    throw badProp(prop, duration.toHumanString(), 'whole days');
  }
  return days;
}
