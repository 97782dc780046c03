import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { badProp } from '../props';

/**
 * The buckets whose objects a trail records reads and writes of. Buckets with logs are always left out: a trail that recorded what it
 * writes would feed itself.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export class ObjectEvents {
  /**
   * Of these buckets.
   *
   * @param buckets At least one; a bucket with logs of the trail is an error. At most 500 values of selectors fit into a trail: about 490 buckets.
   */
  public static ofBuckets(buckets: IBucket[]): ObjectEvents {
    if (buckets.length === 0) {
      throw badProp('objectEvents', 'no bucket', 'at least one, or ObjectEvents.ofAllBuckets()');
    }
    return new ObjectEvents(buckets, []);
  }

  /**
   * Of all buckets of the account, or of the accounts of the organization.
   *
   * @param exceptions Further buckets to leave out, for instance others with logs.
   */
  public static ofAllBuckets(exceptions: IBucket[] = []): ObjectEvents {
    return new ObjectEvents([], exceptions);
  }

  private constructor(private readonly buckets: readonly IBucket[], private readonly exceptions: readonly IBucket[]) {}

  /** @internal */
  public _selector(logBucketArns: readonly string[]): CfnTrail.AdvancedEventSelectorProperty {
    const chosen = this.buckets.map(({ bucketArn }) => bucketArn);
    const [log] = this.buckets.filter(({ bucketArn }) => logBucketArns.includes(bucketArn));
    if (log) {
      throw badProp('objectEvents', log.node.path, 'buckets without logs of the trail, which would feed itself');
    }
    const excepted = [...logBucketArns, ...this.exceptions.map(({ bucketArn }) => bucketArn)];
    return {
      name: 'Object events',
      fieldSelectors: [
        { field: 'eventCategory', equalTo: ['Data'] },
        { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
        {
          field: 'resources.ARN',
          ...(chosen.length > 0 && { startsWith: chosen.map((arn) => `${arn}/`) }),
          notStartsWith: excepted.map((arn) => `${arn}/`),
        },
      ],
    };
  }
}

const MOST_VALUES = 500;

/** The selectors of a trail: all management events, and those of objects. */
export function eventSelectors(objectEvents: ObjectEvents | undefined, logBucketArns: readonly string[]): CfnTrail.AdvancedEventSelectorProperty[] {
  const management = { name: 'Management events', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] };
  const selectors = objectEvents ? [management, objectEvents._selector(logBucketArns)] : [management];
  const values = selectors.flatMap(({ fieldSelectors }) => fieldSelectors as CfnTrail.AdvancedFieldSelectorProperty[])
    .flatMap(({ equalTo = [], startsWith = [], notStartsWith = [] }) => [...equalTo, ...startsWith, ...notStartsWith]);
  if (values.length > MOST_VALUES) {
    throw badProp('objectEvents', `${values.length} values of selectors`, `at most ${MOST_VALUES}: name ${values.length - MOST_VALUES} buckets less, or use ObjectEvents.ofAllBuckets()`);
  }
  return selectors;
}
