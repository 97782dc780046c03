import { Duration, IResource, RemovalPolicy, Resource, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, IBucket, LifecycleRule, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct, Dependable, IConstruct } from 'constructs';
import { ArchiveKeepers, archiveKeepers, checkBreakGlass, checkReaders } from './archive-keepers';
import { lifecycleRules } from './archive-lifecycle';
import { ArchiveLock } from './archive-lock';
import { ArchivedTrail, checkArchivedTrail, isSame } from './archived-trail';
import { accessLogBucketName, bucketProblems, keyProblems } from './existing-archive';
import { LogArchiveOptions } from './log-archive-options';
import { accessLogBucketStatements, trailBucketStatements } from './trail-bucket-policy';
import { keyAdministration, trailKeyStatements } from './trail-key-policy';
import { StatementJson } from '../../policy/policy-json';
import { badProp, checkReason, checkText } from '../props';

/**
 * Where trails keep their records.
 */
export interface ILogArchive extends IResource {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** ARN of the key, or of its alias. */
  readonly encryptionKeyArn: string;
  /** ARNs of the bucket and, if it is known, of the bucket with its access logs. */
  readonly logBucketArns: string[];
}

/**
 * An archive that this app does not own.
 */
export interface LogArchiveAttributes {
  /** Name of the bucket: of the Region of the trail, of any account. */
  readonly bucketName: string;

  /** ARN of the key, or of its alias when it is in another account: of the Region of the bucket. */
  readonly encryptionKeyArn: string;

  /**
   * Who keeps the policies of the bucket and the key, which cannot be checked: at least 20 characters. `AuditTrail.archiveBucketPolicy` and
   * `archiveKeyPolicy` tell what they have to say.
   */
  readonly policyReason: string;
}

/**
 * The trails, how long records are kept, and who may do what.
 */
export interface LogArchiveProps extends LogArchiveOptions {
  /** The trails that write to the archive: at least one. Nobody else writes to it. */
  readonly trails: ArchivedTrail[];
}

/**
 * The bucket and the key in which trails of any account keep their records: for the account of a log archive, where those who are
 * watched have no access. `AuditTrail` makes one for itself if it is given none.
 *
 * - Only CloudTrail writes, and only for the trails that are named; only readers decrypt, administrators do not.
 * - The bucket is versioned, locked, encrypted by a key that rotates, closed to the public and to old TLS. Its access logs go to a second bucket,
 *   which cannot be locked, and keeps them as long.
 * - Only break-glass principals delete records, shorten the lock of a record, or disable the key: the policies deny it to everybody else.
 *   Deployments change settings. The root user of the account can replace the policy of a bucket, whatever it says: only the policies of an
 *   organization keep it from that (the guardrails ProtectLogBuckets and ProtectLogKeys), and the lock holds against it, too, in compliance mode.
 * - Buckets, policies, key and alias stay when the stack is deleted.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 * @example
 * const archive = new LogArchive(stack, 'LogArchive', {
 *   trails: [{ trailArn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization', organizationId: 'o-a1b2c3d4e5' }],
 *   bucketName: 'example-log-archive',
 *   keyAlias: 'alias/log-archive',
 *   breakGlassPrincipals: ['arn:aws:iam::444455556666:role/break-glass'],
 *   readers: ['arn:aws:iam::444455556666:role/auditor'],
 * });
 */
export class LogArchive extends Resource implements ILogArchive {
  /**
   * An archive that the app does not own, in the same account or another.
   */
  public static fromLogArchiveAttributes(scope: Construct, id: string, attributes: LogArchiveAttributes): ILogArchive {
    const { bucketName, encryptionKeyArn, policyReason } = attributes;
    checkBucketName(bucketName);
    checkText('encryptionKeyArn', encryptionKeyArn, /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/, 'the ARN of a key, or of an alias of one');
    checkReason('policyReason', policyReason);
    return new ImportedLogArchive(scope, id, bucketName, encryptionKeyArn);
  }

  /** The bucket. */
  public readonly bucket: IBucket;
  /** The bucket with the access logs of the bucket; undefined if the bucket was given. */
  public readonly accessLogBucket?: IBucket;
  /** The key. */
  public readonly encryptionKey: IKey;
  public readonly bucketName: string;
  public readonly encryptionKeyArn: string;

  private readonly keepers: ArchiveKeepers;
  private readonly readers: readonly string[];
  private readonly trails: ArchivedTrail[];
  private readonly isNamed: boolean;

  /**
   * @param props What cannot be is an error that names the prop.
   */
  public constructor(scope: Construct, id: string, props: LogArchiveProps) {
    super(scope, id);
    const { trails } = props;
    if (trails.length === 0) {
      throw badProp('trails', undefined, 'at least one trail');
    }
    trails.forEach((trail, index) => checkArchivedTrail(trail, `trails[${index}].`));
    this.keepers = archiveKeepers(this.stack, props.breakGlassPrincipals, props.deploymentPrincipals);
    checkBreakGlass(this.keepers, this.stack.account);
    this.readers = checkReaders(props.readers);
    this.trails = trails;
    this.isNamed = props.keyAlias !== undefined && (props.bucketName !== undefined || props.bucket !== undefined);
    this.encryptionKey = props.encryptionKey ? this.extendedKey(props.encryptionKey) : this.newKey();
    [this.bucket, this.accessLogBucket] = props.bucket ? [this.extendedBucket(props.bucket, props)] : this.newBuckets(props);
    this.bucketName = this.bucket.bucketName;
    this.encryptionKeyArn = props.keyAlias === undefined ? this.encryptionKey.keyArn : this.aliasArn(props.keyAlias);
    Dependable.implement(this, { dependencyRoots: [...this.node.children, this.bucket.policy!] });
  }

  public get logBucketArns(): string[] {
    const given = this.accessLogBucket ? undefined : accessLogBucketName(this.bucket);
    const accessLogs = given === undefined ? this.accessLogBucket?.bucketArn : arnOfBucket(this.stack, given);
    return [this.bucket.bucketArn, ...(accessLogs === undefined ? [] : [accessLogs])];
  }

  /** @internal */
  public _keeps(trail: ArchivedTrail): boolean {
    return this.trails.some((kept) => isSame(kept, trail));
  }

  /** @internal */
  public _isKnownTo(stack: Stack): boolean {
    return this.isNamed || this.stack.environment === stack.environment;
  }

  private newKey(): Key {
    const { partition, account } = this.stack;
    return new Key(this, 'Key', {
      description: 'Encrypts the records of trails', enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({ statements: [keyAdministration(partition, account), ...this.keyStatements()].map(asStatement) }),
    });
  }

  private extendedKey(key: IKey): IKey {
    take('encryptionKey', key);
    this.keyStatements().map(asStatement).forEach((statement) => {
      if (!key.addToResourcePolicy(statement).statementAdded) {
        throw badProp('encryptionKey', key.node.path, 'a key of this app, whose policy can be extended; see LogArchive.fromLogArchiveAttributes for others');
      }
    });
    this.node.addValidation({ validate: () => keyProblems(key) });
    return key;
  }

  private aliasArn(alias: string): string {
    checkText('keyAlias', alias, /^alias\/(?!aws\/)[\w/-]{1,250}$/, 'alias/ and up to 250 letters, digits or /_-, not beginning with alias/aws/');
    this.encryptionKey.addAlias(alias).applyRemovalPolicy(RemovalPolicy.RETAIN);
    return this.stack.formatArn({ service: 'kms', resource: alias });
  }

  private newBuckets(props: LogArchiveProps): [Bucket, Bucket] {
    const { retention = Duration.days(365), noncurrentRetention = Duration.days(90), transitions = [], lock = ArchiveLock.governance() } = props;
    if (props.bucketName !== undefined) {
      checkBucketName(props.bucketName, MOST_OF_NAME - ACCESS_LOGS.length);
    }
    const rules = lifecycleRules({ retention, noncurrentRetention, transitions, shortRetentionReason: props.shortRetentionReason });
    const objectLockDefaultRetention = lock._defaultRetention(retention);
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...closed(rules), bucketName: props.bucketName && `${props.bucketName}${ACCESS_LOGS}`, encryption: BucketEncryption.S3_MANAGED,
    });
    const bucket = new Bucket(this, 'Records', {
      ...closed(rules), bucketName: props.bucketName, objectLockEnabled: !lock._isOff, objectLockDefaultRetention,
      encryption: BucketEncryption.KMS, encryptionKey: this.encryptionKey, bucketKeyEnabled: true,
    });
    // Not by serverAccessLogsBucket, which writes the policy by a feature flag of the app, for all of the account.
    (bucket.node.defaultChild as CfnBucket).loggingConfiguration = { destinationBucketName: accessLogs.bucketName };
    extend(bucket, this.bucketStatements(bucket));
    extend(accessLogs, accessLogBucketStatements({
      bucketArn: accessLogs.bucketArn, sourceArn: bucket.bucketArn, sourceAccount: this.stack.account, keepers: this.keepers,
    }));
    return [bucket, accessLogs];
  }

  private extendedBucket(bucket: IBucket, props: LogArchiveProps): IBucket {
    const { lock, retention, transitions, noncurrentRetention, bucketName } = props;
    const ofBucket = { retention, transitions, noncurrentRetention, bucketName, lock: lock?._isOff ? undefined : lock };
    const [given] = Object.entries(ofBucket).filter(([, value]) => value !== undefined);
    if (given) {
      throw badProp(given[0], 'one beside bucket', 'none: it is set on the bucket itself');
    }
    if (props.shortRetentionReason !== undefined) {
      checkReason('shortRetentionReason', props.shortRetentionReason);
    }
    take('bucket', bucket);
    extend(bucket, this.bucketStatements(bucket));
    this.node.addValidation({ validate: () => bucketProblems(bucket, lock !== undefined, props.shortRetentionReason !== undefined) });
    return bucket;
  }

  private bucketStatements({ bucketArn }: IBucket): StatementJson[] {
    return trailBucketStatements({ bucketArn, trails: this.trails, readers: this.readers, keepers: this.keepers });
  }

  private keyStatements(): StatementJson[] {
    const { trails, readers, keepers, stack: { partition, region } } = this;
    return trailKeyStatements({ partition, region, trails, readers, keepers });
  }
}

class ImportedLogArchive extends Resource implements ILogArchive {
  public readonly logBucketArns: string[];

  public constructor(scope: Construct, id: string, public readonly bucketName: string, public readonly encryptionKeyArn: string) {
    super(scope, id);
    this.logBucketArns = [arnOfBucket(this.stack, bucketName)];
  }
}

function closed(rules: LifecycleRule[]) {
  return {
    lifecycleRules: rules, versioned: true, blockPublicAccess: BlockPublicAccess.BLOCK_ALL, objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: RemovalPolicy.RETAIN,
  };
}

function arnOfBucket(stack: Stack, name: string): string {
  return stack.formatArn({ service: 's3', region: '', account: '', resource: name });
}

/** Buckets and keys of apps that archives have extended: a policy has the statements of one archive, each of its own Sid. */
const TAKEN = new WeakSet<IConstruct>();

function take(prop: string, construct: IConstruct): void {
  if (TAKEN.has(construct)) {
    throw badProp(prop, construct.node.path, 'one that no other archive has: make a LogArchive with all its trails, and give it to them as archive');
  }
  TAKEN.add(construct);
}

/** The policy stays as long as what it protects. */
function extend(bucket: IBucket, statements: readonly StatementJson[]): void {
  statements.map(asStatement).forEach((statement) => {
    if (!bucket.addToResourcePolicy(statement).statementAdded) {
      throw badProp('bucket', bucket.node.path, 'a bucket of this app, whose policy can be extended; see LogArchive.fromLogArchiveAttributes for others');
    }
  });
  bucket.policy!.applyRemovalPolicy(RemovalPolicy.RETAIN);
}

function asStatement(statement: StatementJson): PolicyStatement {
  return PolicyStatement.fromJson(statement);
}

function checkBucketName(name: string, most = MOST_OF_NAME): void {
  checkText('bucketName', name, new RegExp(`^[a-z0-9][a-z0-9.-]{1,${most - 2}}[a-z0-9]$`), `3 to ${most} lower-case letters, digits, dots and hyphens`);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const MOST_OF_NAME = 63;
const ACCESS_LOGS = '-access';
