/** How long records are kept, and where. */
import { Duration } from 'aws-cdk-lib';
import { LifecycleRule, Transition } from 'aws-cdk-lib/aws-s3';
import { badProp, checkDays, checkReason } from '../props';

export interface Lifecycle {
  readonly retention: Duration;
  readonly shortRetentionReason?: string;
  readonly transitions: readonly Transition[];
  readonly noncurrentRetention: Duration;
}

/** One year is what PCI DSS 10.5.1 and most others ask for. https://docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html */
export const LEAST_RETENTION = Duration.days(365);
const MOST_DAYS = 36_500;
const ABORT_AFTER = Duration.days(7);

/**
 * Objects move down this list only, and stay 30 days both before and in Standard-IA. One Zone-IA is not in it: records are kept in several zones.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const CLASSES = ['STANDARD_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'];
const [STANDARD_IA] = CLASSES;
const LEAST_AROUND_STANDARD_IA = 30;

export function lifecycleRules(lifecycle: Lifecycle): LifecycleRule[] {
  const { retention, transitions, noncurrentRetention } = lifecycle;
  checkRetention(lifecycle);
  checkTransitions(transitions, retention);
  checkDays('noncurrentRetention', noncurrentRetention, 30, MOST_DAYS);
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
  if (knownDays('retention', retention, 1, MOST_DAYS) < LEAST_RETENTION.toDays()) {
    checkReason('shortRetentionReason', shortRetentionReason ?? '');
  }
}

function checkTransitions(transitions: readonly Transition[], retention: Duration): void {
  let classes = CLASSES;
  let earliest = 0;
  transitions.forEach(({ transitionAfter, storageClass: { value } }, index) => {
    const where = `transitions[${index}]`;
    if (transitionAfter === undefined) {
      throw badProp(`${where}.transitionAfter`, undefined, 'an age of the records: records come all the time, and a date would pass');
    }
    if (!classes.includes(value)) {
      throw badProp(`${where}.storageClass`, value, classes.length > 0 ? `one of ${classes.join(', ')}` : 'none: there is no class to move on to');
    }
    const days = knownDays(`${where}.transitionAfter`, transitionAfter, 0, MOST_DAYS);
    const least = value === STANDARD_IA ? LEAST_AROUND_STANDARD_IA : earliest;
    if (days < least || days >= retention.toDays()) {
      throw badProp(`${where}.transitionAfter`, transitionAfter.toHumanString(), `${least} days or more, later than the transition before, and less than the retention of ${retention.toHumanString()}`);
    }
    classes = classes.slice(classes.indexOf(value) + 1);
    earliest = days + (value === STANDARD_IA ? LEAST_AROUND_STANDARD_IA : 1);
  });
}

/** Whether it is long enough, and longer than others, has to be known now. */
export function knownDays(prop: string, duration: Duration, least: number, most: number): number {
  if (duration.isUnresolved()) {
    throw badProp(prop, 'what only the deployment knows', 'days that are known now');
  }
  return checkDays(prop, duration, least, most);
}
