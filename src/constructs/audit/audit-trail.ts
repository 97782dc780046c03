import { Fn, IResource, Names, RemovalPolicy, Resource, Stack, Stage } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ArchiveKeepers, archiveKeepers, checkBreakGlass, checkReaders } from './archive-keepers';
import { ArchivedTrail, checkArchivedTrail } from './archived-trail';
import { AuditTrailProps } from './audit-trail-props';
import { ILogArchive, LogArchive } from './log-archive';
import { LogArchiveOptions } from './log-archive-options';
import { eventSelectors } from './object-events';
import { trailBucketStatements } from './trail-bucket-policy';
import { TrailDeliveryRole } from './trail-delivery-role';
import { keyAdministration, trailKeyStatements } from './trail-key-policy';
import { trailProtection } from './trail-protection';
import { StatementJson } from '../../policy/policy-json';
import { ACCOUNT_ID, badProp, checkText } from '../props';

/**
 * A trail.
 */
export interface IAuditTrail extends IResource {
  /** ARN of the trail. */
  readonly trailArn: string;
  /** Where it keeps its records. */
  readonly archive: ILogArchive;
  /** Where its events can be searched and watched. */
  readonly logGroup: ILogGroup;
}

/**
 * The record of what is done in an account, or in all accounts of an organization, that those who are recorded cannot stop, change or delete.
 *
 * - Management events of all Regions and of global services, validated by digest files; Insights; events of objects of the buckets you choose.
 * - An archive that keeps records for a year, locked (see `LogArchive`), and a log group for searches, metric filters and alarms.
 * - The policies of bucket and key know the trail by its ARN, which is fixed by its name: another name is another trail.
 * - What resource policies cannot deny, stopping or narrowing the trail, is in `protectionStatements` for your SCPs and boundaries; the
 *   organization guardrail ProtectCloudTrail denies it for all trails.
 *
 * The archive and the log group stay when the stack is deleted; the trail is deleted with it: turn on the termination protection of the stack.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 * @example
 * const trail = new AuditTrail(stack, 'AuditTrail', {
 *   breakGlassPrincipals: ['arn:aws:iam::111122223333:role/break-glass'],
 *   readers: ['arn:aws:iam::111122223333:role/auditor'],
 *   objectEvents: ObjectEvents.ofBuckets([bucket]),
 * });
 * new iam.ManagedPolicy(stack, 'KeepTrail', { statements: trail.protectionStatements() });
 */
export class AuditTrail extends Resource implements IAuditTrail {
  public readonly trailArn: string;
  /** Name of the trail. */
  public readonly trailName: string;
  public readonly archive: ILogArchive;
  public readonly logGroup: ILogGroup;

  private readonly trail: ArchivedTrail;
  private readonly keepers: ArchiveKeepers;
  private readonly readers: readonly string[];
  private readonly deliveryRole: TrailDeliveryRole;

  /**
   * @param props What cannot be is an error that names the prop.
   */
  public constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { organizationId, keyPrefix, logRetention = RetentionDays.ONE_YEAR, insights = true } = props;
    this.trailName = props.trailName ?? Names.uniqueResourceName(this, { maxLength: MOST_OF_NAME, separator: '-' });
    checkName(this.trailName);
    this.keepers = archiveKeepers(this.stack, props.breakGlassPrincipals, props.deploymentPrincipals);
    this.readers = checkReaders(props.readers);
    this.trailArn = this.stack.formatArn({ service: 'cloudtrail', account: owner(props), resource: 'trail', resourceName: this.trailName });
    this.trail = { trailArn: this.trailArn, organizationId, keyPrefix };
    checkArchivedTrail(this.trail, '');
    this.archive = props.archive ? givenArchive(this.stack, props, this.trail) : new LogArchive(this, 'Archive', { ...archiveOptions(props), trails: [this.trail] });
    this.logGroup = new LogGroup(this, 'Events', { retention: logRetention, removalPolicy: RemovalPolicy.RETAIN, deletionProtectionEnabled: true });
    this.deliveryRole = new TrailDeliveryRole(this, 'Delivery', this.logGroup);
    const trail = new CfnTrail(this, 'Resource', {
      trailName: this.trailName, isLogging: true,
      isMultiRegionTrail: true, includeGlobalServiceEvents: true, enableLogFileValidation: true, isOrganizationTrail: organizationId !== undefined,
      s3BucketName: this.archive.bucketName, s3KeyPrefix: keyPrefix, kmsKeyId: this.archive.encryptionKeyArn,
      cloudWatchLogsLogGroupArn: this.logGroup.logGroupArn, cloudWatchLogsRoleArn: this.deliveryRole.roleArn,
      insightSelectors: insights ? INSIGHTS.map((insightType) => ({ insightType })) : undefined,
      advancedEventSelectors: eventSelectors(props.objectEvents, props.objectEvents ? this.archive.logBucketArns : []),
    });
    // It is refused as long as it cannot write: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    trail.node.addDependency(this.deliveryRole, ...(Stage.of(this.archive) === Stage.of(this) ? [this.archive] : []));
  }

  /**
   * Statements that deny stopping, narrowing or deleting the trail, its log group and its role to all but break-glass and deployment
   * principals: for a service control policy, a permissions boundary, or a policy of those who must not. They name the log group and the role
   * by what CloudFormation calls them, so they stay in the account of the trail; ProtectCloudTrail holds for all accounts of an organization.
   */
  public protectionStatements(): PolicyStatement[] {
    return asStatements(trailProtection({
      trailArn: this.trailArn, logGroupArn: this.logGroupArn, roleArn: this.deliveryRole.roleArn, keepers: this.keepers,
    }));
  }

  /**
   * What the policy of the bucket has to say: for an archive that the app does not own. One of `breakGlassPrincipals` has to be of the account
   * of the archive, else it is an error; `deploymentPrincipals` who deploy it there.
   */
  public archiveBucketPolicy(): PolicyDocument {
    const { keepers, readers } = this;
    checkBreakGlass(keepers, this.partOfKeyArn(ACCOUNT_PART));
    const [bucketArn] = this.archive.logBucketArns;
    return new PolicyDocument({ statements: asStatements(trailBucketStatements({ bucketArn, trails: [this.trail], keepers, readers })) });
  }

  /**
   * What the policy of the key has to say: for an archive that the app does not own. As of the bucket, one of `breakGlassPrincipals` has to be
   * of its account: AWS KMS lets not even the root user pass a policy that denies.
   */
  public archiveKeyPolicy(): PolicyDocument {
    const { keepers, readers, stack: { partition } } = this;
    const [region, account] = [REGION_PART, ACCOUNT_PART].map((part) => this.partOfKeyArn(part));
    checkBreakGlass(keepers, account);
    const use = trailKeyStatements({ partition, region, trails: [this.trail], keepers, readers });
    return new PolicyDocument({ statements: asStatements([keyAdministration(partition, account), ...use]) });
  }

  /** @internal */
  public get _isOfOrganization(): boolean {
    return this.trail.organizationId !== undefined;
  }

  private partOfKeyArn(part: number): string {
    return Fn.select(part, Fn.split(':', this.archive.encryptionKeyArn));
  }

  /** The attribute of the log group ends in `:*`. */
  private get logGroupArn(): string {
    return this.stack.formatArn({ service: 'logs', resource: `log-group:${this.logGroup.logGroupName}` });
  }
}

const INSIGHTS = ['ApiCallRateInsight', 'ApiErrorRateInsight'];
const MOST_OF_NAME = 128;
const [REGION_PART, ACCOUNT_PART] = [3, 4];

function owner({ managementAccountId, organizationId }: AuditTrailProps): string | undefined {
  if (managementAccountId !== undefined) {
    checkText('managementAccountId', managementAccountId, ACCOUNT_ID, 'an account id of 12 digits');
    if (organizationId === undefined) {
      throw badProp('managementAccountId', managementAccountId, 'none without organizationId: a trail of one account is its own');
    }
  }
  return managementAccountId;
}

/** Those that a new archive is made by. */
function archiveOptions(props: AuditTrailProps): LogArchiveOptions {
  const { breakGlassPrincipals, deploymentPrincipals, readers } = props;
  return { breakGlassPrincipals, deploymentPrincipals, readers, ...ownOptions(props) };
}

function givenArchive(stack: Stack, props: AuditTrailProps, trail: ArchivedTrail): ILogArchive {
  const [given] = Object.entries(ownOptions(props)).filter(([, value]) => value !== undefined);
  if (given) {
    throw badProp(given[0], 'one beside archive', 'none: it is set on the archive itself');
  }
  if (props.archive instanceof LogArchive && !props.archive._keeps(trail)) {
    throw badProp('archive', props.archive.node.path, `an archive whose trails hold one of this name, account, Region, organization and prefix: ${trail.trailArn}`);
  }
  if (props.archive instanceof LogArchive && !props.archive._isKnownTo(stack)) {
    throw badProp('archive', props.archive.node.path, 'an archive with bucketName and keyAlias: the trail is in another account or Region');
  }
  return props.archive!;
}

function ownOptions(props: AuditTrailProps): Omit<LogArchiveOptions, 'breakGlassPrincipals'> {
  const { retention, shortRetentionReason, noncurrentRetention, transitions, lock, bucketName, bucket, encryptionKey, keyAlias } = props;
  return { retention, shortRetentionReason, noncurrentRetention, transitions, lock, bucketName, bucket, encryptionKey, keyAlias };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
function checkName(name: string): void {
  checkText('trailName', name, /^(?!(\d{1,3}\.){3}\d{1,3}$)(?=.{3,128}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/,
    '3 to 128 letters, digits, dots, hyphens and underscores, no two of these in a row, and no IP address');
}

function asStatements(statements: readonly StatementJson[]): PolicyStatement[] {
  return statements.map((statement) => PolicyStatement.fromJson(statement));
}
