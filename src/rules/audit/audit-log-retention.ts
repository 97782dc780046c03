import { AccessModel, ResourceNode } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { opaqueToken, Text } from '../../policy/text';
import { ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { defineRule, Example } from '../rule';
import { GOOD_TRAIL, logBucketsOf, namedBy, trailsOf } from '../trails';

const LEAST_DAYS = 365;

export const auditLogRetention = defineRule({
  id: 'AuditLogRetention',
  title: 'the records of a trail are deleted within a year',
  why: 'Intruders stay unnoticed for months: the records of how they came in are gone when somebody looks for them.',
  fix: 'Keep them for 365 days at least, in the bucket and in the log group; storage classes for archives make it cheap.',
  severity: 'error',
  packs: ['strict'],
  controls: {
    'nist-800-53-r5': ['AU-6(3)', 'AU-6(4)', 'AU-10', 'AU-11', 'CA-7', 'SI-12'],
    'well-architected': ['SEC04-BP01'],
  },
  links: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
  ],
  unknown: 'Days that are a token are a warning that names it.',
  examples: {
    bad: [
      retentionExample('three months in the bucket', { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 90 }] } }, {}),
      retentionExample('a month in the log group', {}, { RetentionInDays: 30 }),
    ],
    good: [
      retentionExample('a year', { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 365 }] } }, { RetentionInDays: 365 }),
      retentionExample('for ever', {}, {}),
    ],
    unknown: [{ ...retentionExample('the days are a parameter', {}, { RetentionInDays: ref('Days') }), parameters: stringParameter('Days') }],
  },
  *check(model) {
    for (const bucket of logBucketsOf(model)) {
      yield* tooShort(bucket, 'LifecycleConfiguration', expirations(model, bucket));
    }
    const groups = trailsOf(model).flatMap((trail) => model.textsAt(trail, 'CloudWatchLogsLogGroupArn'))
      .flatMap((arn) => namedBy(model, arn, 'AWS::Logs::LogGroup', 'LogGroupName') ?? []);
    for (const group of new Set(groups)) {
      yield* tooShort(group, 'RetentionInDays', model.textsAt(group, 'RetentionInDays'));
    }
  },
});

/** Of the rules of a bucket that may be on. */
function expirations(model: AccessModel, bucket: ResourceNode): readonly Text[] {
  const texts = model.textsOf(bucket).flatMap(({ location, text }) => {
    const [, rule, name] = RULE.exec(location) ?? [];
    return rule === undefined ? [] : [{ rule, name, text }];
  });
  const mayBeOn = new Set(texts.filter(({ name, text }) => name === 'Status' && text !== 'Disabled').map(({ rule }) => rule));
  return texts.filter(({ rule, name }) => name !== 'Status' && mayBeOn.has(rule)).map(({ text }) => text);
}

const RULE = /^Properties\.LifecycleConfiguration\.Rules\[(\d+)\]\.(Status|ExpirationInDays|Expiration\.Days)$/;

function* tooShort(resource: ResourceNode, property: string, retentions: readonly Text[]) {
  for (const days of retentions) {
    const token = opaqueToken(days);
    if (token || !(Number(days) >= LEAST_DAYS)) {
      yield {
        template: resource.template, resource, location: `Properties.${property}`, key: partKey('Retention', [readableId(resource.logicalId)]),
        message: token ? `keeps the records of a trail for ${token.label} days` : `keeps the records of a trail for ${days} days; expected are ${LEAST_DAYS} at least`,
        unknown: token !== undefined,
      };
    }
  }
}

function retentionExample(title: string, bucket: Record<string, unknown>, logGroup: Record<string, unknown>): Example {
  return {
    title,
    resources: {
      Log: { Type: 'AWS::S3::Bucket', Properties: bucket },
      Group: { Type: 'AWS::Logs::LogGroup', Properties: logGroup },
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: { ...GOOD_TRAIL, S3BucketName: ref('Log'), CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } },
      },
    },
  };
}
