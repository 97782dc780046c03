import { AccessModel, ResourceNode } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { identityOf, splitText, Text, tokensOf } from '../../policy/text';
import { EventSelector, eventSelectorsOf } from '../event-selectors';
import { ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { defineRule, Example } from '../rule';
import { GOOD_TRAIL, namedBy, trailsOf } from '../trails';

const NOT_THE_LOG = { Field: 'resources.ARN', NotStartsWith: [{ 'Fn::Sub': '${Log.Arn}/' }] };

export const trailNotItsOwnSource = defineRule({
  id: 'TrailNotItsOwnSource',
  title: 'a trail records what it writes itself',
  why: 'Each file that is delivered is an event that is delivered: the records grow without end, cost money, and what matters drowns.',
  fix: 'Name the buckets whose objects are watched, or leave the bucket of the trail out by NotStartsWith in an advanced event selector.',
  severity: 'error',
  packs: ['strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html',
  ],
  unknown: 'Buckets that are tokens are a warning that names them.',
  examples: {
    bad: [
      sourceExample('all objects', { EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] }),
      sourceExample('all objects, by an advanced selector', { AdvancedEventSelectors: [objects()] }),
      sourceExample('its own bucket by name', { EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: [{ 'Fn::Sub': '${Log.Arn}/' }] }] }] }),
    ],
    good: [
      sourceExample('all objects but its own', { AdvancedEventSelectors: [objects(NOT_THE_LOG)] }),
      sourceExample('another bucket', { EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::reports/'] }] }] }),
      sourceExample('reads only, for it writes', { EventSelectors: [{ ReadWriteType: 'ReadOnly', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] }),
    ],
    unknown: [
      {
        ...sourceExample('the buckets are a parameter', { AdvancedEventSelectors: [objects({ Field: 'resources.ARN', StartsWith: [ref('Watched')] })] }),
        parameters: stringParameter('Watched'),
      },
    ],
  },
  *check(model) {
    for (const trail of trailsOf(model)) {
      const selectors = eventSelectorsOf(model, trail).filter(({ objects: of, writes }) => of !== undefined && writes);
      for (const name of selectors.length > 0 ? model.textsAt(trail, 'S3BucketName') : []) {
        for (const { location, objects: of } of selectors) {
          const covered = covers(of!, name, namedBy(model, name, 'AWS::S3::Bucket', 'BucketName'), model);
          if (covered !== 'no') {
            const message = covered === 'yes' ? 'records the objects of the bucket that it writes to' : `may record the objects of the bucket that it writes to: ${covered.label} decides`;
            yield {
              template: trail.template, resource: trail, location, key: partKey('Trail', [readableId(trail.logicalId)]), unknown: covered !== 'yes', message,
            };
          }
        }
      }
    }
  },
});

/** `arn`, `arn:aws:s3:::`, and all between. */
const EVERY_BUCKET = /^(?:a|ar|arn|arn:(?:[^:]*|<AWS::Partition>)(?::s?3?:{0,3})?)$/;
/** The ARN of a bucket, `/`, and no folder. */
const OBJECTS_OF_ONE = /^[^/]*\/?$/;

/** Whether the bucket is among the objects; or the token that decides. */
function covers(
  { startsWith, notStartsWith }: NonNullable<EventSelector['objects']>, name: Text, bucket: ResourceNode | undefined, model: AccessModel,
): 'yes' | 'no' | { readonly label: string } {
  const names = new Set([identityOf(name), ...(bucket ? model.textsAt(bucket, 'BucketName').map(identityOf) : [])]);
  const isOfBucket = (arn: Text) => tokensOf(arn).some(({ resource }) => bucket !== undefined && resource === bucket.key)
    || names.has(identityOf(splitText(splitText(arn, ':').pop()!, '/')[0]));
  const known = [name, ...(bucket ? model.textsAt(bucket, 'BucketName') : [])].filter((text) => typeof text === 'string');
  const beginsAll = (prefix: Text) => EVERY_BUCKET.test(prefix.toString()) || known.some((one) => `arn:aws:s3:::${one}/`.startsWith(prefix.toString()));
  // What leaves out some folders of the bucket leaves in the others.
  if (notStartsWith.some((arn) => beginsAll(arn) || (isOfBucket(arn) && OBJECTS_OF_ONE.test(arn.toString())))) {
    return 'no';
  }
  if (startsWith.length === 0 || startsWith.some((arn) => isOfBucket(arn) || beginsAll(arn))) {
    return 'yes';
  }
  return [...startsWith, name].flatMap(tokensOf).find(({ kind }) => kind === 'opaque') ?? 'no';
}

function objects(...more: Record<string, unknown>[]) {
  return { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }, ...more] };
}

function sourceExample(title: string, properties: Record<string, unknown>): Example {
  return {
    title,
    resources: { Log: { Type: 'AWS::S3::Bucket' }, Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { ...GOOD_TRAIL, S3BucketName: ref('Log'), ...properties } } },
  };
}
