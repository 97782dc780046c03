import { configBucketStatements, configKeyStatement, configTopicStatement } from '../../../src/constructs/account/config-delivery-statements';
import { documentJson } from '../../../src/policy/policy-json';
import { ACCOUNT, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const BUCKET = 'arn:aws:s3:::deliveries';
const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:changes`;
const PLACE = { partition: 'aws', region: 'eu-west-1', account: ACCOUNT };
const CONFIG = 'config.amazonaws.com';
const FULL_CONTROL = { 's3:x-amz-acl': 'bucket-owner-full-control' };
const ours = { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': `arn:aws:config:eu-west-1:${ACCOUNT}:*` };
const OTHER = '444455556666';

const policies = (prefix?: string) => ({ resourcePolicy: documentJson(configBucketStatements(BUCKET, PLACE, prefix)), resourceAccount: ACCOUNT });
const topicPolicies = { resourcePolicy: documentJson([configTopicStatement(TOPIC, PLACE)]), resourceAccount: ACCOUNT };
const object = (rest = 'Config/eu-west-1/2026/1/1/history.json.gz', account = ACCOUNT) => `${BUCKET}/AWSLogs/${account}/${rest}`;
const put = (what: string, resource: string, context: Record<string, unknown>): ProofRequest => ({ what, action: 's3:PutObject', resource, context });

describe('AWS Config, for this account and Region', () => {
  test('delivers to the bucket', () => {
    expect(notAllowed(policies(), CONFIG, [
      { what: 'looks at the ACL', action: 's3:GetBucketAcl', resource: BUCKET, context: ours },
      { what: 'finds the bucket', action: 's3:ListBucket', resource: BUCKET, context: ours },
      put('writes a history', object(), { ...ours, ...FULL_CONTROL }),
      put('checks that it can write', object('Config/ConfigWritabilityCheckFile'), { ...ours, ...FULL_CONTROL }),
    ])).toEqual([]);
  });

  test('delivers below the prefix, and not beside it', () => {
    const below = `${BUCKET}/central/config/AWSLogs/${ACCOUNT}/Config/x`;
    expect(notAllowed(policies('central/config'), CONFIG, [put('below', below, { ...ours, ...FULL_CONTROL })])).toEqual([]);
    expect(notDenied(policies('central/config'), CONFIG, [put('beside', object(), { ...ours, ...FULL_CONTROL })])).toEqual([]);
  });

  test('encrypts with the key, and does nothing else with it', () => {
    const ofKey = { resourcePolicy: documentJson([configKeyStatement(PLACE)]), resourceAccount: ACCOUNT };
    const key = (action: string) => ({ what: action, action, resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`, context: ours });
    expect(notAllowed(ofKey, CONFIG, [key('kms:GenerateDataKey'), key('kms:Decrypt')])).toEqual([]);
    expect(notDenied(ofKey, CONFIG, [
      key('kms:PutKeyPolicy'), key('kms:ScheduleKeyDeletion'), { ...key('kms:Decrypt'), context: { ...ours, 'aws:SourceAccount': OTHER } },
    ])).toEqual([]);
  });

  test('publishes to the topic', () => {
    expect(notAllowed(topicPolicies, CONFIG, [{ what: 'publishes', action: 'sns:Publish', resource: TOPIC, context: ours }])).toEqual([]);
  });

  test('does nothing else', () => {
    expect(notDenied(policies(), CONFIG, [
      put('writes without the ACL', object(), ours),
      put('writes as another account', object('Config/x', OTHER), { ...ours, ...FULL_CONTROL }),
      put('writes among other logs', object('CloudTrail/x'), { ...ours, ...FULL_CONTROL }),
      { what: 'reads', action: 's3:GetObject', resource: object(), context: ours },
      { what: 'deletes', action: 's3:DeleteObject', resource: object(), context: ours },
      { what: 'changes the policy', action: 's3:PutBucketPolicy', resource: BUCKET, context: ours },
    ])).toEqual([]);
    expect(notDenied(topicPolicies, CONFIG, [{ what: 'subscribes', action: 'sns:Subscribe', resource: TOPIC, context: ours }])).toEqual([]);
  });
});

describe('others', () => {
  const theirs = { 'aws:SourceAccount': OTHER, 'aws:SourceArn': `arn:aws:config:eu-west-1:${OTHER}:*` };
  const elsewhere = { ...ours, 'aws:SourceArn': `arn:aws:config:us-east-1:${ACCOUNT}:*` };

  test.each([
    ['AWS Config for another account', CONFIG, theirs],
    ['AWS Config for another Region', CONFIG, elsewhere],
    ['AWS Config on behalf of nobody', CONFIG, {}],
    ['another service', 'delivery.logs.amazonaws.com', ours],
    ['a role of another account', `arn:aws:iam::${OTHER}:role/Attacker`, ours],
  ])('are denied: %s', (_, principal, context) => {
    expect(notDenied(policies(), principal, [
      { what: 'looks at the ACL', action: 's3:GetBucketAcl', resource: BUCKET, context },
      { what: 'lists', action: 's3:ListBucket', resource: BUCKET, context },
      put('writes', object(), { ...context, ...FULL_CONTROL }),
    ])).toEqual([]);
    expect(notDenied(topicPolicies, principal, [{ what: 'publishes', action: 'sns:Publish', resource: TOPIC, context }])).toEqual([]);
  });
});
