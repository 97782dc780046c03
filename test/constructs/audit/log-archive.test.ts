import { App, Aws, CfnResource, Duration, Fn, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnKey, CfnKeyProps, Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketProps, CfnBucket, ObjectLockRetention, StorageClass } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ACCOUNT, BREAK_GLASS, DEPLOYER, KEEPERS, READER, STRANGER, TRAIL } from './terms';
import { checkGuardrails, RulePack } from '../../../src';
import { ArchiveLock } from '../../../src/constructs/audit/archive-lock';
import { LogArchive, LogArchiveProps } from '../../../src/constructs/audit/log-archive';
import { accessLogBucketStatements, trailBucketStatements } from '../../../src/constructs/audit/trail-bucket-policy';
import { keyAdministration, trailKeyStatements } from '../../../src/constructs/audit/trail-key-policy';
import { StatementJson } from '../../../src/policy/policy-json';
import { synthError } from '../../support/apps';

const REASON = 'the regulator asks for it, tried out before';
const TRAILS = [{ trailArn: TRAIL }];

function deployed(props: Partial<LogArchiveProps> | ((stack: Stack) => Partial<LogArchiveProps>) = {}) {
  const app = new App();
  const stack = new Stack(app, 'Logs', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const given = typeof props === 'function' ? props(stack) : props;
  const archive = new LogArchive(stack, 'Archive', { trails: TRAILS, breakGlassPrincipals: [BREAK_GLASS], deploymentPrincipals: [DEPLOYER], readers: [READER], ...given });
  return { app, stack, archive };
}

function bucketIn(stack: Stack, id: string): { readonly Properties: Record<string, unknown>; readonly DeletionPolicy: string } {
  const [found] = Object.entries(Template.fromStack(stack).findResources('AWS::S3::Bucket')).filter(([logicalId]) => logicalId.startsWith(id));
  return found[1] as never;
}

function policyOf(stack: Stack, bucket: unknown): unknown {
  const policies = Template.fromStack(stack).findResources('AWS::S3::BucketPolicy', { Properties: { Bucket: bucket } });
  return Object.values(policies)[0].Properties.PolicyDocument.Statement;
}

function asWritten(stack: Stack, statements: readonly StatementJson[]): unknown {
  return stack.resolve(statements.map((statement) => iam.PolicyStatement.fromJson(statement).toJSON()));
}

function moving(...steps: readonly (readonly [StorageClass, number])[]): Partial<LogArchiveProps> {
  return { transitions: steps.map(([storageClass, days]) => ({ storageClass, transitionAfter: Duration.days(days) })) };
}

const sids = (statements: unknown) => (statements as { Sid: string }[]).map(({ Sid }) => Sid);

test('a stack with an archive passes the strict pack and AwsSolutionsChecks', () => {
  const { app } = deployed({ keyAlias: 'alias/audit', bucketName: 'audit-records', trails: [{ trailArn: TRAIL, organizationId: 'o-a1b2c3d4e5', keyPrefix: 'trails' }] });
  const { errors, warnings } = checkGuardrails(app, { pack: RulePack.STRICT, trustedAccounts: [STRANGER] });
  expect([...errors, ...warnings]).toEqual([]);
  expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
});

describe('the bucket', () => {
  test('is closed, versioned, encrypted by the key, logged, and locked for a year', () => {
    const { stack, archive } = deployed();
    const { Properties, DeletionPolicy } = bucketIn(stack, 'ArchiveRecords');
    expect(DeletionPolicy).toBe('Retain');
    expect(Properties).toEqual({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: stack.resolve(archive.encryptionKey.keyArn) },
        }],
      },
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'Retention', Status: 'Enabled', ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 90 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
          { Id: 'DeleteMarkers', Status: 'Enabled', ExpiredObjectDeleteMarker: true },
        ],
      },
      LoggingConfiguration: { DestinationBucketName: stack.resolve(archive.accessLogBucket!.bucketName) },
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Days: 365, Mode: 'GOVERNANCE' } } },
      ObjectLockEnabled: true,
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });

  test('has the policy that the proofs are of, which stays with it', () => {
    const { stack, archive } = deployed();
    const { bucketArn, bucketName } = archive.bucket;
    const expected = trailBucketStatements({ bucketArn, trails: TRAILS, readers: [READER], keepers: KEEPERS });
    expect(policyOf(stack, stack.resolve(bucketName))).toEqual(asWritten(stack, expected));
    Template.fromStack(stack).allResources('AWS::S3::BucketPolicy', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('moves records by age on request, and keeps them longer', () => {
    const { stack } = deployed({
      retention: Duration.days(2555), noncurrentRetention: Duration.days(30),
      transitions: [
        { storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(30) },
        { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) },
      ],
    });
    expect(bucketIn(stack, 'ArchiveRecords').Properties.LifecycleConfiguration).toMatchObject({
      Rules: [
        {
          ExpirationInDays: 2555, NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 30 }, { StorageClass: 'GLACIER_IR', TransitionInDays: 90 }],
        },
        { ExpiredObjectDeleteMarker: true },
      ],
    });
  });

  test.each<[string, ArchiveLock, unknown]>([
    ['for a shorter time', ArchiveLock.governance(Duration.days(90)), { Days: 90, Mode: 'GOVERNANCE' }],
    ['without a way back', ArchiveLock.compliance(REASON), { Days: 365, Mode: 'COMPLIANCE' }],
    ['without a way back, for a shorter time', ArchiveLock.compliance(REASON, Duration.days(30)), { Days: 30, Mode: 'COMPLIANCE' }],
  ])('is locked %s', (_what, lock, DefaultRetention) => {
    expect(bucketIn(deployed({ lock }).stack, 'ArchiveRecords').Properties.ObjectLockConfiguration).toMatchObject({ Rule: { DefaultRetention } });
  });

  test('is not locked, with a reason', () => {
    const { Properties } = bucketIn(deployed({ lock: ArchiveLock.off('a sandbox that is taken down each week') }).stack, 'ArchiveRecords');
    expect(Properties).not.toHaveProperty('ObjectLockConfiguration');
    expect(Properties.ObjectLockEnabled).toBe(false);
  });

  test('keeps records for less than a year, with a reason', () => {
    const { stack } = deployed({ retention: Duration.days(30), shortRetentionReason: 'the archive of the organization keeps them' });
    expect(bucketIn(stack, 'ArchiveRecords').Properties).toMatchObject({ ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 30 } } } });
  });
});

test('access logs go to a second bucket, which is not locked and written by Amazon S3 only', () => {
  const { stack, archive } = deployed();
  const { Properties, DeletionPolicy } = bucketIn(stack, 'ArchiveAccessLogs');
  expect(DeletionPolicy).toBe('Retain');
  expect(Object.keys(Properties)).not.toContain('ObjectLockEnabled');
  expect(Properties).toMatchObject({
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 365 }, {}] },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    PublicAccessBlockConfiguration: { BlockPublicPolicy: true },
  });
  const { bucketArn, bucketName } = archive.accessLogBucket!;
  const expected = accessLogBucketStatements({ bucketArn, sourceArn: archive.bucket.bucketArn, sourceAccount: ACCOUNT, keepers: KEEPERS });
  expect(policyOf(stack, stack.resolve(bucketName))).toEqual(asWritten(stack, expected));
});

test('the key rotates, stays with its alias, and has the policy that the proofs are of', () => {
  const { stack } = deployed({ keyAlias: 'alias/audit' });
  const template = Template.fromStack(stack);
  template.hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true }, DeletionPolicy: 'Retain' });
  template.hasResource('AWS::KMS::Alias', { Properties: { AliasName: 'alias/audit' }, DeletionPolicy: 'Retain' });
  const [key] = Object.values(template.findResources('AWS::KMS::Key'));
  const { partition, region } = stack;
  const use = trailKeyStatements({ partition, region, trails: TRAILS, readers: [READER], keepers: KEEPERS });
  const expected = [keyAdministration(partition, ACCOUNT), ...use];
  expect(key.Properties.KeyPolicy.Statement).toEqual(asWritten(stack, expected));
});

describe('a bucket and a key of the app', () => {
  const GOOD: BucketProps = {
    versioned: true, blockPublicAccess: BlockPublicAccess.BLOCK_ALL, objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(365)),
    removalPolicy: RemovalPolicy.RETAIN, lifecycleRules: [{ expiration: Duration.days(400) }],
  };
  const bucketOf = (stack: Stack, props: BucketProps = {}) => new Bucket(stack, 'Own', { ...GOOD, serverAccessLogsBucket: new Bucket(stack, 'OwnLogs'), ...props });

  test('are extended, and the policy of the bucket stays with it', () => {
    const { app, stack, archive } = deployed((scope) => ({
      bucket: bucketOf(scope), encryptionKey: new Key(scope, 'OwnKey', { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN }),
    }));
    expect(synthError(app)).toBe('');
    expect(archive.accessLogBucket).toBeUndefined();
    expect(sids(policyOf(stack, stack.resolve(archive.bucketName)))).toEqual(expect.arrayContaining(['TrailAcl', 'Trail0', 'KeepRecords', 'KeepSettings']));
    const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    expect(sids(key.Properties.KeyPolicy.Statement)).toEqual(expect.arrayContaining(['Trail0', 'TrailKey', 'KeepKey', 'KeepSettings']));
    Template.fromStack(stack).hasResource('AWS::S3::BucketPolicy', {
      DeletionPolicy: 'Retain', Properties: { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'KeepRecords' })]) } },
    });
  });

  test('what waits for the archive waits for the policy of the bucket', () => {
    const { stack } = deployed((scope) => ({ bucket: bucketOf(scope) }));
    const waiting = new CfnResource(stack, 'Waiting', { type: 'AWS::CloudFormation::WaitConditionHandle' });
    waiting.node.addDependency(stack.node.findChild('Archive'));
    const [{ DependsOn }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudFormation::WaitConditionHandle'));
    expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^OwnPolicy/)]));
  });

  test.each<[string, BucketProps, string]>([
    ['versions', { versioned: false, objectLockDefaultRetention: undefined }, 'bucket: Logs/Own is not versioned'],
    ['a block of public access', { blockPublicAccess: BlockPublicAccess.BLOCK_ACLS }, 'bucket: Logs/Own does not block all public access'],
    ['a lock', { objectLockDefaultRetention: undefined }, 'bucket: Logs/Own has no default retention'],
    ['an access log', { serverAccessLogsBucket: undefined }, 'bucket: Logs/Own has no access log'],
    ['retention', { removalPolicy: RemovalPolicy.DESTROY }, 'bucket: Logs/Own is deleted with the stack'],
    ['a year', { lifecycleRules: [{ expiration: Duration.days(364) }] }, 'bucket: Logs/Own may delete records that are less than 365 days old'],
    ['an end in days', { lifecycleRules: [{ expirationDate: new Date('2027-01-01') }] }, 'bucket: Logs/Own may delete records that are less than 365 days old'],
  ])('a bucket without %s is an error at synthesis', (_what, props, message) => {
    expect(synthError(deployed((stack) => ({ bucket: bucketOf(stack, props) })).app)).toContain(message);
  });

  test('a bucket that logs its access to itself is an error at synthesis', () => {
    const { app, archive } = deployed((stack) => ({ bucket: bucketOf(stack) }));
    (archive.bucket.node.defaultChild as CfnBucket).loggingConfiguration = { destinationBucketName: archive.bucketName };
    expect(synthError(app)).toContain('bucket: Logs/Own logs its access to itself');
    const named = deployed((stack) => ({ bucket: bucketOf(stack, { bucketName: 'own' }) }));
    (named.archive.bucket.node.defaultChild as CfnBucket).loggingConfiguration = { destinationBucketName: 'own' };
    expect(synthError(named.app)).toContain('bucket: Logs/Own logs its access to itself');
  });

  const IF_SHORT = Fn.conditionIf('Short', { Status: 'Enabled', ExpirationInDays: 1 }, Aws.NO_VALUE);
  test.each([
    ['rules', 'LifecycleConfiguration.Rules', IF_SHORT],
    ['a rule', 'LifecycleConfiguration.Rules.0', IF_SHORT],
    ['a lifecycle', 'LifecycleConfiguration', IF_SHORT],
  ])('%s that only the deployment knows may be less than a year', (_what, path, value) => {
    const { app, archive } = deployed((stack) => ({ bucket: bucketOf(stack) }));
    const resource = archive.bucket.node.defaultChild as CfnBucket;
    resource.addPropertyDeletionOverride(path);
    resource.addPropertyOverride(path, value);
    expect(synthError(app)).toContain('may delete records that are less than 365 days old');
  });

  test('its access log counts as a bucket with logs', () => {
    const { stack, archive } = deployed((scope) => ({ bucket: bucketOf(scope) }));
    const accessLogs = stack.node.findChild('OwnLogs') as Bucket;
    const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', stack.resolve(accessLogs.bucketName)]] };
    expect(stack.resolve(archive.logBucketArns)).toEqual([stack.resolve(archive.bucket.bucketArn), arn]);
  });

  test('of another archive are an error: their policies are those of one', () => {
    const second = (stack: Stack, props: Partial<LogArchiveProps>) => (
      new LogArchive(stack, 'Second', { trails: TRAILS, breakGlassPrincipals: [BREAK_GLASS], ...props })
    );
    const { stack, archive: { bucket, encryptionKey } } = deployed((scope) => ({ bucket: bucketOf(scope), encryptionKey: new Key(scope, 'OwnKey') }));
    expect(() => second(new Stack(stack, 'A'), { bucket })).toThrow('bucket: found "Logs/Own", expected one that no other archive has');
    expect(() => second(new Stack(stack, 'B'), { encryptionKey })).toThrow('encryptionKey: found "Logs/OwnKey", expected one that no other archive has');
  });

  test('made of a plain resource is judged by that', () => {
    const plain = (properties: CfnKeyProps) => deployed((stack) => ({ encryptionKey: Key.fromCfnKey(new CfnKey(stack, 'PlainKey', properties)) })).app;
    expect(synthError(plain({ keyPolicy: { Statement: [] } }))).toContain('encryptionKey: Logs/PlainKey/@FromCfnKey does not rotate');
    expect(synthError(deployed((stack) => ({ bucket: Bucket.fromCfnBucket(new CfnBucket(stack, 'Plain')) })).app)).toContain('bucket: Logs/Plain/@FromCfnBucket is not versioned');
  });

  test('what is changed by an override is seen', () => {
    const { app, archive } = deployed((stack) => ({ bucket: bucketOf(stack) }));
    (archive.bucket.node.defaultChild as CfnBucket).addPropertyOverride('VersioningConfiguration.Status', 'Suspended');
    expect(synthError(app)).toContain('is not versioned');
  });

  test('rules that are disabled, or that keep records for a year, are fine', () => {
    const lifecycleRules = [{ expiration: Duration.days(1), enabled: false }, { expiration: Duration.days(365) }];
    expect(synthError(deployed((stack) => ({ bucket: bucketOf(stack, { lifecycleRules }) })).app)).toBe('');
  });

  test('an expiration that only the deployment knows is no year', () => {
    const { app, archive } = deployed((stack) => ({ bucket: bucketOf(stack) }));
    (archive.bucket.node.defaultChild as CfnBucket).addPropertyOverride('LifecycleConfiguration.Rules.0.ExpirationInDays', { Ref: 'AWS::NoValue' });
    expect(synthError(app)).toContain('may delete records that are less than 365 days old');
  });

  test('a bucket without lock or for less than a year passes with a reason', () => {
    const { app } = deployed((stack) => ({
      bucket: bucketOf(stack, { objectLockDefaultRetention: undefined, lifecycleRules: [{ expiration: Duration.days(30) }] }),
      lock: ArchiveLock.off('a sandbox that is taken down each week'), shortRetentionReason: 'a sandbox that is taken down each week',
    }));
    expect(synthError(app)).toBe('');
  });

  test.each<[string, ConstructorParameters<typeof Key>[2], string]>([
    ['that does not rotate', { enableKeyRotation: false }, 'encryptionKey: Logs/OwnKey does not rotate'],
    ['that is disabled', { enabled: false }, 'encryptionKey: Logs/OwnKey is disabled'],
    ['that only the deployment knows as enabled', { enabled: Fn.conditionIf('Off', false, true) as never }, 'encryptionKey: Logs/OwnKey is disabled, or may be'],
    ['that is deleted with the stack', { removalPolicy: RemovalPolicy.DESTROY }, 'encryptionKey: Logs/OwnKey is deleted with the stack'],
    ['that is not symmetric', { enableKeyRotation: false, keySpec: KeySpec.RSA_2048, keyUsage: KeyUsage.ENCRYPT_DECRYPT }, 'encryptionKey: Logs/OwnKey is not symmetric'],
  ])('a key %s is an error at synthesis', (_what, props, message) => {
    const encryptionKey = (stack: Stack) => new Key(stack, 'OwnKey', { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN, ...props });
    expect(synthError(deployed((stack) => ({ encryptionKey: encryptionKey(stack) })).app)).toContain(message);
  });

  test('those that the app does not own are refused', () => {
    expect(() => deployed((stack) => ({ bucket: Bucket.fromBucketName(stack, 'Own', 'own') }))).toThrow('bucket: found "Logs/Own", expected a bucket of this app, whose policy can be extended');
    expect(() => deployed((stack) => ({ encryptionKey: Key.fromKeyArn(stack, 'OwnKey', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`) }))).toThrow('encryptionKey: found "Logs/OwnKey", expected a key of this app');
  });

  test.each<[string, Partial<LogArchiveProps>]>([
    ['retention', { retention: Duration.days(400) }], ['transitions', { transitions: [] }], ['noncurrentRetention', { noncurrentRetention: Duration.days(30) }],
    ['bucketName', { bucketName: 'own' }], ['lock', { lock: ArchiveLock.governance() }],
  ])('%s beside a bucket is an error', (prop, props) => {
    expect(() => deployed((stack) => ({ bucket: bucketOf(stack), ...props }))).toThrow(`${prop}: found "one beside bucket", expected none: it is set on the bucket itself`);
  });
});

test.each<[string, () => Partial<LogArchiveProps>, string]>([
  ['no trail', () => ({ trails: [] }), 'trails: found nothing, expected at least one trail'],
  ['a trail by its name', () => ({ trails: [{ trailArn: 'audit' }] }), 'trails[0].trailArn: found "audit", expected the ARN of a trail such as'],
  ['every trail', () => ({ trails: [{ trailArn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/*` }] }), 'trails[0].trailArn: found'],
  ['no organization', () => ({ trails: [{ trailArn: TRAIL, organizationId: 'acme' }] }), 'trails[0].organizationId: found "acme"'],
  ['a prefix with a slash', () => ({ trails: [{ trailArn: TRAIL, keyPrefix: '/a' }] }), 'trails[0].keyPrefix: found "/a"'],
  ['a short retention without a reason', () => ({ retention: Duration.days(364) }), 'shortRetentionReason: found "", expected a reason of at least 20 characters'],
  ['no retention', () => ({ retention: Duration.days(0) }), 'retention: found "0 days", expected 1 day to'],
  ['part of a day', () => ({ retention: Duration.hours(8761) }), 'retention: found "365 days 1 hour", expected whole days'],
  ['a retention that only the deployment knows', () => ({ retention: Duration.days(Token.asNumber({ Ref: 'Days' })) }), 'retention: found "what only the deployment knows", expected days that are known now'],
  ['a lock that only the deployment knows', () => ({ lock: ArchiveLock.governance(Duration.days(Token.asNumber({ Ref: 'Days' }))) }), 'lock: found "what only the deployment knows"'],
  ['a lock for part of a day', () => ({ lock: ArchiveLock.governance(Duration.hours(25)) }), 'lock: found "1 day 1 hour", expected whole days'],
  ['versions for a week', () => ({ noncurrentRetention: Duration.days(7) }), 'noncurrentRetention: found "7 days", expected 30 days to'],
  ['versions for part of a day', () => ({ noncurrentRetention: Duration.hours(745) }), 'noncurrentRetention: found "31 days 1 hour", expected whole days'],
  ['a lock that outlasts records', () => ({ lock: ArchiveLock.governance(Duration.days(366)) }), 'lock: found "366 days", expected at most 365 days'],
  ['compliance without a reason', () => ({ lock: ArchiveLock.compliance('yes') }), 'irreversibleReason: found "yes", expected a reason of at least 20 characters'],
  ['no lock without a reason', () => ({ lock: ArchiveLock.off('') }), 'reason: found "", expected a reason of at least 20 characters'],
  ['infrequent access too early', () => ({ transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(29) }] }), 'transitions[0].transitionAfter: found "29 days", expected 30 days or more'],
  ['a transition after the end', () => ({ transitions: [{ storageClass: StorageClass.GLACIER, transitionAfter: Duration.days(365) }] }), 'less than the retention of 365 days'],
  ['transitions out of order', () => ({
    transitions: [StorageClass.GLACIER, StorageClass.DEEP_ARCHIVE].map((storageClass) => ({ storageClass, transitionAfter: Duration.days(90) })),
  }), 'transitions[1].transitionAfter: found "90 days", expected 91 days or more'],
  ['a transition from Glacier back to Standard-IA', () => moving([StorageClass.GLACIER, 30], [StorageClass.INFREQUENT_ACCESS, 60]), 'transitions[1].storageClass: found "STANDARD_IA", expected one of DEEP_ARCHIVE'],
  ['a transition from the last class', () => moving([StorageClass.DEEP_ARCHIVE, 30], [StorageClass.GLACIER, 31]), 'transitions[1].storageClass: found "GLACIER", expected none'],
  ['less than 30 days in Standard-IA', () => moving([StorageClass.INFREQUENT_ACCESS, 30], [StorageClass.GLACIER, 59]), 'transitions[1].transitionAfter: found "59 days", expected 60 days or more'],
  ['a class that only the deployment knows', () => moving([new StorageClass(Token.asString({ Ref: 'Class' })), 30]), 'expected one of STANDARD_IA, INTELLIGENT_TIERING'],
  ['a transition by date', () => ({ transitions: [{ storageClass: StorageClass.GLACIER, transitionDate: new Date('2027-01-01') }] }), 'transitions[0].transitionAfter: found nothing'],
  ['one Availability Zone', () => ({ transitions: [{ storageClass: StorageClass.ONE_ZONE_INFREQUENT_ACCESS, transitionAfter: Duration.days(30) }] }), 'transitions[0].storageClass: found "ONEZONE_IA"'],
  ['a bucket name in capitals', () => ({ bucketName: 'Audit' }), 'bucketName: found "Audit", expected 3 to 56 lower-case letters'],
  ['a bucket name that leaves no room for that of the access logs', () => ({ bucketName: 'a'.repeat(57) }), 'expected 3 to 56 lower-case letters'],
  ['an alias of AWS', () => ({ keyAlias: 'alias/aws/s3' }), 'keyAlias: found "alias/aws/s3", expected alias/ and up to 250 letters'],
])('%s is an error', (_what, props, message) => {
  expect(() => deployed(props())).toThrow(message);
});

test.each<[string, Partial<Parameters<typeof LogArchive.fromLogArchiveAttributes>[2]>, string]>([
  ['a bucket ARN', { bucketName: 'arn:aws:s3:::central' }, 'bucketName: found "arn:aws:s3:::central", expected 3 to 63 lower-case letters'],
  ['a key id', { encryptionKeyArn: '1234abcd-12ab-34cd-56ef-1234567890ab' }, 'encryptionKeyArn: found "1234abcd-12ab-34cd-56ef-1234567890ab", expected the ARN of a key'],
  ['no reason', { policyReason: 'ok' }, 'policyReason: found "ok", expected a reason of at least 20 characters'],
])('of an archive that the app does not own, %s is an error', (_what, attributes, message) => {
  expect(() => LogArchive.fromLogArchiveAttributes(new Stack(), 'Central', {
    bucketName: 'central', encryptionKeyArn: `arn:aws:kms:eu-west-1:${STRANGER}:key/1234abcd-12ab-34cd-56ef-1234567890ab`, policyReason: REASON, ...attributes,
  })).toThrow(message);
});
