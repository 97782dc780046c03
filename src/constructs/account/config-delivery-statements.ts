/**
 * What lets AWS Config deliver what it records, for one account and Region only.
 *
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
 * https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-policy.html
 */
import { ConditionJson, StatementJson } from '../../policy/policy-json';

/** Where the recorder is; the values may be tokens. */
export interface RecorderPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const CONFIG = { Service: 'config.amazonaws.com' };

export function configBucketStatements(bucketArn: string, place: RecorderPlace, prefix?: string): StatementJson[] {
  const objects = [bucketArn, ...(prefix === undefined ? [] : [prefix]), 'AWSLogs', place.account, 'Config', '*'].join('/');
  return [
    { Effect: 'Allow', Principal: CONFIG, Action: ['s3:GetBucketAcl', 's3:ListBucket'], Resource: bucketArn, Condition: onBehalfOf(place) },
    {
      Effect: 'Allow',
      Principal: CONFIG,
      Action: 's3:PutObject',
      Resource: objects,
      Condition: onBehalfOf(place, { 's3:x-amz-acl': 'bucket-owner-full-control' }),
    },
  ];
}

/** Of the policy of a key, in which `*` is the key. */
export function configKeyStatement(place: RecorderPlace): StatementJson {
  return { Effect: 'Allow', Principal: CONFIG, Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*', Condition: onBehalfOf(place) };
}

export function configTopicStatement(topicArn: string, place: RecorderPlace): StatementJson {
  return { Effect: 'Allow', Principal: CONFIG, Action: 'sns:Publish', Resource: topicArn, Condition: onBehalfOf(place) };
}

/** AWS Config always sends both keys. */
function onBehalfOf({ partition, region, account }: RecorderPlace, equals: Readonly<Record<string, string>> = {}): ConditionJson {
  return {
    StringEquals: { 'aws:SourceAccount': account, ...equals },
    ArnLike: { 'aws:SourceArn': `arn:${partition}:config:${region}:${account}:*` },
  };
}
