import { AccessModel, ResourceNode } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { Statement } from '../../policy/statement';
import { bareToken, identityOf, opaqueToken } from '../../policy/text';
import { ref, stringParameter } from '../example-templates';
import { partKey } from '../keys';
import { BLOCK_SETTINGS, blockSettings } from '../public-access-block';
import { defineRule, Example } from '../rule';
import { Problem, speaksOfAction } from '../select';
import { GOOD_TRAIL, logBucketsOf, settingOf } from '../trails';

const SAFE_BUCKET = {
  VersioningConfiguration: { Status: 'Enabled' },
  PublicAccessBlockConfiguration: Object.fromEntries(BLOCK_SETTINGS.map((setting) => [setting, true])),
  ObjectLockEnabled: true,
  LoggingConfiguration: { DestinationBucketName: 'example-access-logs' },
};

export const trailBucketProtected = defineRule({
  id: 'TrailBucketProtected',
  title: 'the bucket of a trail does not keep its records safe',
  why: 'Who can delete or read the records covers their tracks, or learns from them where the account is weak.',
  fix: 'Version the bucket, block all public access, lock its objects or deny their deletion, and log who reads them; in a CDK app, LogArchive does so.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'cis-aws-5.0': ['3.4'], 'pci-dss-4.0.1': ['1.4.4', '10.2.1'], 'well-architected': ['SEC04-BP02'] },
  links: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-6',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7',
  ],
  unknown: 'A setting that is a token is a warning that names it.',
  examples: {
    bad: [
      bucketExample('a plain bucket', {}),
      bucketExample('public access is not blocked', { ...SAFE_BUCKET, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
      bucketExample('nothing keeps anybody from deleting', { ...SAFE_BUCKET, ObjectLockEnabled: false }),
    ],
    good: [
      bucketExample('all of it', SAFE_BUCKET),
      { title: 'a bucket of another app', resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Properties: GOOD_TRAIL } } },
    ],
    unknown: [
      { ...bucketExample('versions are a parameter', { ...SAFE_BUCKET, VersioningConfiguration: { Status: ref('Versions') } }), parameters: stringParameter('Versions') },
    ],
  },
  *check(model) {
    for (const bucket of logBucketsOf(model)) {
      for (const problem of problemsOf(model, bucket)) {
        yield { template: bucket.template, resource: bucket, location: 'Properties', ...problem };
      }
    }
  },
});

function* problemsOf(model: AccessModel, bucket: ResourceNode): Iterable<Problem> {
  const key = (setting: string) => partKey(setting, [readableId(bucket.logicalId)]);
  const judge = function* (setting: string, path: string, expected: string, message: string): Iterable<Problem> {
    const values = settingOf(model, bucket, path, 'none');
    const token = values.map(opaqueToken).find((one) => one !== undefined);
    if (values.some((value) => value !== expected && !opaqueToken(value))) {
      yield { key: key(setting), message };
    } else if (token) {
      yield { key: key(setting), message: `${message}, unless ${token.label} says otherwise`, unknown: true };
    }
  };
  yield* judge('Versioning', 'VersioningConfiguration.Status', 'Enabled', 'keeps the records of a trail, and no earlier version of what is overwritten or deleted');
  for (const { setting, isOff, open } of blockSettings(model, bucket)) {
    if (isOff || open) {
      const message = `keeps the records of a trail, and does not block public access: ${setting} is not true`;
      yield { key: key(setting), message: isOff ? message : `${message}, unless ${open!.label} says otherwise`, unknown: !isOff };
    }
  }
  if (!isDeniedToDelete(model, bucket)) {
    yield* judge('ObjectLock', 'ObjectLockEnabled', 'true', 'keeps the records of a trail, and neither locks them nor denies that they are deleted');
  }
  if (model.textsAt(bucket, 'LoggingConfiguration.DestinationBucketName').length + model.textsAt(bucket, 'LoggingConfiguration.LogFilePrefix').length === 0) {
    yield { key: key('AccessLog'), severity: 'warning', message: 'keeps the records of a trail, and no log of who reads them' };
  }
}

function isDeniedToDelete(model: AccessModel, bucket: ResourceNode): boolean {
  const names = new Set(model.textsAt(bucket, 'BucketName').map(identityOf));
  return model.policies.some(({ resource, document }) => resource.type === 'AWS::S3::BucketPolicy'
    && document.statements.some(deniesDeletion)
    && model.textsAt(resource, 'Bucket').some((name) => bareToken(name)?.resource === bucket.key || names.has(identityOf(name))));
}

/** By everybody, but for those who are excepted by name. In a versioned bucket, only the deletion of a version destroys a record. */
function deniesDeletion(statement: Statement): boolean {
  const { effect, principal, resource, conditions } = statement;
  return effect === 'Deny' && principal !== undefined && !principal.negated && principal.principals.some(({ type, value }) => type === 'AWS' && value === '*')
    && speaksOfAction(statement, 's3:DeleteObjectVersion') === 'yes'
    && resource !== undefined && !resource.negated && resource.patterns.some((pattern) => ALL_OBJECTS.test(pattern.toString()))
    && conditions.every(({ operator, key }) => operator.negated && EXCEPTED.test(key.toString()));
}

const ALL_OBJECTS = /(?:^|\/)\*$/;
const EXCEPTED = /^aws:(?:principalarn|principaltag\/.*|userid)$/i;

function bucketExample(title: string, properties: Record<string, unknown>): Example {
  return {
    title,
    resources: {
      Log: { Type: 'AWS::S3::Bucket', Properties: properties },
      Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { ...GOOD_TRAIL, S3BucketName: ref('Log') } },
    },
  };
}
