import {
  ACCOUNT, ADMINISTRATOR, ADMINISTRATORS, BREAK_GLASS, BUCKET, CLOUD_TRAIL, delivery, DEPLOYER, KEEPERS, MEMBER, of, ORGANIZATION, READER, ROOT,
  STRANGER, TRAIL,
} from './terms';
import { expandAction } from '../../../src/catalogue/actions';
import { accessLogBucketStatements, trailBucketStatements } from '../../../src/constructs/audit/trail-bucket-policy';
import { documentJson } from '../../../src/policy/policy-json';
import { ADMINISTRATOR_ACCESS, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const OTHER_TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/other`;
const OBJECT = `${BUCKET}/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/22/log.json.gz`;
const ACCESS_LOGS = 'arn:aws:s3:::audit-access';
const common = { bucketArn: BUCKET, readers: [READER], keepers: KEEPERS };

const policies = (resourcePolicy: unknown) => ({ identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy, resourceAccount: ACCOUNT });
const ofService = (resourcePolicy: unknown) => ({ resourcePolicy, resourceAccount: ACCOUNT });
const OWN = documentJson(trailBucketStatements({ ...common, trails: [{ trailArn: TRAIL }] }));
const ORGANIZATION_WIDE = documentJson(trailBucketStatements({ ...common, trails: [{ trailArn: TRAIL, organizationId: ORGANIZATION, keyPrefix: 'trails' }] }));
const ACCESS = documentJson(accessLogBucketStatements({ bucketArn: ACCESS_LOGS, sourceArn: BUCKET, sourceAccount: ACCOUNT, keepers: KEEPERS }));

/** Of records. */
const DESTRUCTION = of(OBJECT, [
  ['deletes a record', 's3:DeleteObject'],
  ['deletes a version of a record', 's3:DeleteObjectVersion'],
  ['overwrites a record', 's3:PutObject'],
  ['shortens the lock of a record', 's3:PutObjectRetention'],
  ['takes a legal hold off', 's3:PutObjectLegalHold'],
  ['passes over governance', 's3:BypassGovernanceRetention'],
  ['opens a record by an ACL', 's3:PutObjectAcl'],
  ['opens a version by an ACL', 's3:PutObjectVersionAcl'],
  ['marks a record by a tag', 's3:PutObjectTagging'],
  ['takes tags off', 's3:DeleteObjectTagging'],
  ['encrypts a record by a key of its own', 's3:UpdateObjectEncryption'],
  ['copies records elsewhere', 's3:InitiateReplication'],
  ['writes as a replication does', 's3:ReplicateObject'],
  ['deletes as a replication does', 's3:ReplicateDelete'],
]);
const OF_BUCKET = of(BUCKET, [['deletes the bucket', 's3:DeleteBucket'], ['deletes its policy', 's3:DeleteBucketPolicy']]);
const SETTINGS = of(BUCKET, [
  ['changes the policy', 's3:PutBucketPolicy'],
  ['makes records expire', 's3:PutLifecycleConfiguration'],
  ['suspends versioning', 's3:PutBucketVersioning'],
  ['shortens the default retention', 's3:PutBucketObjectLockConfiguration'],
  ['lets public access in', 's3:PutBucketPublicAccessBlock'],
  ['brings ACLs back', 's3:PutBucketOwnershipControls'],
  ['opens it by an ACL', 's3:PutBucketAcl'],
  ['encrypts by another key', 's3:PutEncryptionConfiguration'],
  ['stops its access log', 's3:PutBucketLogging'],
  ['replicates it elsewhere', 's3:PutReplicationConfiguration'],
  ['takes an inventory of it elsewhere', 's3:PutInventoryConfiguration'],
  ['makes others pay', 's3:PutBucketRequestPayment'],
  ['marks it by a tag', 's3:TagResource'],
]);

describe('the bucket of a trail', () => {
  test('CloudTrail may write for this trail', () => {
    expect(notAllowed(ofService(OWN), CLOUD_TRAIL, [
      { what: 'reads the ACL', action: 's3:GetBucketAcl', resource: BUCKET, context: delivery(TRAIL) },
      { what: 'writes a log', action: 's3:PutObject', resource: OBJECT, context: delivery(TRAIL) },
      { what: 'writes a digest', action: 's3:PutObject', resource: `${BUCKET}/AWSLogs/${ACCOUNT}/CloudTrail-Digest/eu-west-1/d.json.gz`, context: delivery(TRAIL) },
      { what: 'writes Insights', action: 's3:PutObject', resource: `${BUCKET}/AWSLogs/${ACCOUNT}/CloudTrail-Insight/eu-west-1/i.json.gz`, context: delivery(TRAIL) },
    ])).toEqual([]);
  });

  test('CloudTrail may write by any of its names, as that of a Region', () => {
    const names = { 'aws:PrincipalServiceName': 'cloudtrail.eu-south-1.amazonaws.com', 'aws:PrincipalServiceNamesList': ['cloudtrail.eu-south-1.amazonaws.com', CLOUD_TRAIL] };
    expect(notAllowed(ofService(OWN), CLOUD_TRAIL, [
      { what: 'writes a log', action: 's3:PutObject', resource: OBJECT, context: { ...delivery(TRAIL), ...names } },
    ])).toEqual([]);
  });

  test('CloudTrail may not write for another trail, elsewhere or without the ACL', () => {
    const put = { action: 's3:PutObject', resource: OBJECT };
    expect(notDenied(ofService(OWN), CLOUD_TRAIL, [
      { what: 'another trail of the account', ...put, context: delivery(OTHER_TRAIL) },
      { what: 'a trail of this name in another Region', ...put, context: delivery(TRAIL.replace('eu-west-1', 'us-east-1')) },
      { what: 'a trail of this name in another account', ...put, context: delivery(TRAIL.replace(ACCOUNT, STRANGER)) },
      { what: 'no trail', ...put, context: { ...delivery(TRAIL), 'aws:SourceArn': null } },
      { what: 'without the ACL', ...put, context: { ...delivery(TRAIL), 's3:x-amz-acl': null } },
      { what: 'with a public ACL', ...put, context: { ...delivery(TRAIL), 's3:x-amz-acl': 'public-read' } },
      { what: 'into the folder of another account', action: 's3:PutObject', resource: OBJECT.replace(ACCOUNT, STRANGER), context: delivery(TRAIL) },
      { what: 'into the folder of an organization', action: 's3:PutObject', resource: OBJECT.replace(ACCOUNT, ORGANIZATION), context: delivery(TRAIL) },
      { what: 'into the root', action: 's3:PutObject', resource: `${BUCKET}/log.json.gz`, context: delivery(TRAIL) },
      { what: 'reads the ACL for another trail', action: 's3:GetBucketAcl', resource: BUCKET, context: delivery(OTHER_TRAIL) },
      { what: 'reads', action: 's3:GetObject', resource: OBJECT, context: delivery(TRAIL) },
      { what: 'deletes', action: 's3:DeleteObject', resource: OBJECT, context: delivery(TRAIL) },
    ])).toEqual([]);
  });

  test.each(['config.amazonaws.com', 'logging.s3.amazonaws.com', 'delivery.logs.amazonaws.com', 'replication.s3.amazonaws.com'])('%s may not write', (service) => {
    expect(notDenied(ofService(OWN), service, [{ what: 'writes', action: 's3:PutObject', resource: OBJECT, context: delivery(TRAIL) }])).toEqual([]);
  });

  test.each(Object.entries(ADMINISTRATORS))('%s with AdministratorAccess changes nothing of it', (_who, principal) => {
    expect(notDenied(policies(OWN), principal, [...DESTRUCTION, ...OF_BUCKET, ...SETTINGS])).toEqual([]);
  });

  // Whatever a bucket policy says, the root user of its account may replace it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
  test('the root user changes nothing of it, but its policy', () => {
    const others = [...DESTRUCTION, ...OF_BUCKET, ...SETTINGS].filter(({ action }) => !action.endsWith('BucketPolicy'));
    expect(notDenied(policies(OWN), ROOT, others)).toEqual([]);
  });

  test('break-glass may delete records and change settings, and cannot forge records', () => {
    const forged = ({ action }: ProofRequest) => action === 's3:PutObject';
    expect(notAllowed(policies(OWN), BREAK_GLASS, [...DESTRUCTION.filter((request) => !forged(request)), ...OF_BUCKET, ...SETTINGS])).toEqual([]);
    expect(notDenied(policies(OWN), BREAK_GLASS, DESTRUCTION.filter(forged))).toEqual([]);
  });

  test('a session of break-glass may, too', () => {
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/break-glass/incident`;
    expect(notAllowed(policies(OWN), session, [...OF_BUCKET, ...SETTINGS])).toEqual([]);
  });

  test('deployments may change settings, and leave records alone', () => {
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/${DEPLOYER.split('/')[1]}/AWSCloudFormation`;
    [DEPLOYER, session].forEach((principal) => {
      expect(notAllowed(policies(OWN), principal, SETTINGS)).toEqual([]);
      expect(notDenied(policies(OWN), principal, [...DESTRUCTION, ...OF_BUCKET])).toEqual([]);
    });
  });

  test('administrators may do nothing to the bucket that AWS does not call reading, but what harms no record', () => {
    const changes = expandAction('s3:*').filter(({ accessLevel }) => !['List', 'Read'].includes(accessLevel));
    const requests = changes.flatMap(({ name, resourceTypes }) => resourceTypes.flatMap((type): ProofRequest[] => {
      const resource = { bucket: BUCKET, object: OBJECT }[type.name];
      return resource === undefined ? [] : [{ what: name, action: name, resource }];
    }));
    const harmless = ['s3:AbortMultipartUpload', 's3:CreateBucket', 's3:RestoreObject'];
    expect(requests.length).toBeGreaterThan(50);
    expect(notDenied(policies(OWN), ADMINISTRATOR, requests.filter(({ action }) => !harmless.includes(action)))).toEqual([]);
  });

  test('readers of any account read, and nothing else', () => {
    expect(notAllowed(policies(OWN), READER, [
      ...of(OBJECT, [['reads a record', 's3:GetObject'], ['reads a version', 's3:GetObjectVersion']]),
      ...of(BUCKET, [['lists records', 's3:ListBucket'], ['lists versions', 's3:ListBucketVersions'], ['asks for the Region', 's3:GetBucketLocation']]),
    ])).toEqual([]);
    expect(notDenied(policies(OWN), READER, [...DESTRUCTION, ...OF_BUCKET, ...SETTINGS])).toEqual([]);
    const other = READER.replace('auditor', 'other');
    expect(notDenied(policies(OWN), other, of(OBJECT, [['reads a record', 's3:GetObject']]))).toEqual([]);
  });

  test('nobody uses plain HTTP, or TLS before 1.2', () => {
    const read = { action: 's3:GetObject', resource: OBJECT };
    [BREAK_GLASS, DEPLOYER, READER].forEach((principal) => {
      expect(notDenied(policies(OWN), principal, [
        { what: 'plain', ...read, context: { 'aws:SecureTransport': false } },
        { what: 'TLS 1.1', ...read, context: { 'aws:SecureTransport': true, 's3:TlsVersion': 1.1 } },
      ])).toEqual([]);
    });
    expect(notAllowed(policies(OWN), READER, [{ what: 'TLS 1.2', ...read, context: { 'aws:SecureTransport': true, 's3:TlsVersion': 1.2 } }])).toEqual([]);
  });

  test('a trail of an organization writes below its prefix, for its account and the organization', () => {
    const write = (what: string, folder: string) => ({ what, action: 's3:PutObject', resource: `${BUCKET}/${folder}/log.json.gz`, context: delivery(TRAIL) });
    expect(notAllowed(ofService(ORGANIZATION_WIDE), CLOUD_TRAIL, [
      write('the management account', `trails/AWSLogs/${ACCOUNT}/CloudTrail`),
      write('a member', `trails/AWSLogs/${ORGANIZATION}/${MEMBER}/CloudTrail`),
    ])).toEqual([]);
    expect(notDenied(ofService(ORGANIZATION_WIDE), CLOUD_TRAIL, [
      write('without the prefix', `AWSLogs/${ACCOUNT}/CloudTrail`),
      write('another organization', `trails/AWSLogs/o-zzzzzzzzzz/${MEMBER}/CloudTrail`),
      write('a member beside the organization', `trails/AWSLogs/${MEMBER}/CloudTrail`),
      { ...write('a trail of the member', `trails/AWSLogs/${ORGANIZATION}/${MEMBER}/CloudTrail`), context: delivery(TRAIL.replace(ACCOUNT, MEMBER)) },
    ])).toEqual([]);
  });

  test('each of several trails writes to its own folder', () => {
    const member = `arn:aws:cloudtrail:eu-west-1:${MEMBER}:trail/own`;
    const both = ofService(documentJson(trailBucketStatements({ ...common, trails: [{ trailArn: TRAIL }, { trailArn: member }] })));
    const write = (account: string, trail: string) => ({
      what: `${trail} for ${account}`, action: 's3:PutObject', resource: OBJECT.replace(ACCOUNT, account), context: delivery(trail),
    });
    expect(notAllowed(both, CLOUD_TRAIL, [write(ACCOUNT, TRAIL), write(MEMBER, member)])).toEqual([]);
    expect(notDenied(both, CLOUD_TRAIL, [write(ACCOUNT, member), write(MEMBER, TRAIL)])).toEqual([]);
  });
});

describe('the bucket of access logs', () => {
  const log = { action: 's3:PutObject', resource: `${ACCESS_LOGS}/2026-11-22-1` };
  const source = { 'aws:SourceArn': BUCKET, 'aws:SourceAccount': ACCOUNT };

  test('Amazon S3 writes the log of the bucket of the trail only', () => {
    expect(notAllowed(ofService(ACCESS), 'logging.s3.amazonaws.com', [{ what: 'its log', ...log, context: source }])).toEqual([]);
    expect(notDenied(ofService(ACCESS), 'logging.s3.amazonaws.com', [
      { what: 'another bucket', ...log, context: { ...source, 'aws:SourceArn': 'arn:aws:s3:::other' } },
      { what: 'a bucket of this name in another account', ...log, context: { ...source, 'aws:SourceAccount': STRANGER } },
    ])).toEqual([]);
    expect(notDenied(ofService(ACCESS), CLOUD_TRAIL, [{ what: 'CloudTrail', ...log, context: source }])).toEqual([]);
  });

  test('only break-glass deletes logs, and deployments change settings', () => {
    const there = (request: ProofRequest) => ({ ...request, resource: request.resource!.replace(BUCKET, ACCESS_LOGS) });
    const moved = (requests: readonly ProofRequest[]) => requests.map(there);
    expect(notDenied(policies(ACCESS), ADMINISTRATOR, moved([...DESTRUCTION, ...OF_BUCKET, ...SETTINGS]))).toEqual([]);
    expect(notDenied(policies(ACCESS), DEPLOYER, moved([...DESTRUCTION, ...OF_BUCKET]))).toEqual([]);
    expect(notAllowed(policies(ACCESS), DEPLOYER, moved(SETTINGS))).toEqual([]);
    expect(notAllowed(policies(ACCESS), BREAK_GLASS, moved([...OF_BUCKET, ...SETTINGS]))).toEqual([]);
  });
});
