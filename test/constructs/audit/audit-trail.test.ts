import { App, CfnParameter, CliCredentialsStackSynthesizer, Duration, Environment, NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ACCOUNT, BREAK_GLASS, MEMBER, ORGANIZATION, READER, STRANGER, TRAIL } from './terms';
import { checkGuardrails, RulePack } from '../../../src';
import { ArchiveLock } from '../../../src/constructs/audit/archive-lock';
import { AuditTrail } from '../../../src/constructs/audit/audit-trail';
import { AuditTrailProps } from '../../../src/constructs/audit/audit-trail-props';
import { LogArchive } from '../../../src/constructs/audit/log-archive';
import { ObjectEvents } from '../../../src/constructs/audit/object-events';

const ENV = { account: ACCOUNT, region: 'eu-west-1' };
const ALL: Partial<AuditTrailProps> = {
  organizationId: ORGANIZATION, keyPrefix: 'trails', readers: [READER], logRetention: RetentionDays.TWO_YEARS, objectEvents: ObjectEvents.ofAllBuckets(),
  retention: Duration.days(2555), lock: ArchiveLock.compliance('the regulator asks for it, tried out before'), bucketName: 'audit-records', keyAlias: 'alias/audit',
};

function deployed(props: Partial<AuditTrailProps> = {}, env: Environment = ENV) {
  const app = new App();
  const stack = new Stack(app, 'Security', { env });
  iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', `arn:aws:iam::${ACCOUNT}:policy/boundary`));
  const trail = new AuditTrail(stack, 'AuditTrail', { trailName: 'audit', breakGlassPrincipals: [BREAK_GLASS], ...props });
  return { app, stack, trail };
}

interface Resource {
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
}

function trailIn(stack: Stack): Resource {
  return Object.values(Template.fromStack(stack).findResources('AWS::CloudTrail::Trail'))[0] as Resource;
}

test.each<[string, Partial<AuditTrailProps>, Environment]>([
  ['by default', {}, ENV],
  ['with everything', ALL, ENV],
  ['in a stack of any account', {}, {}],
  ['of any account, with everything', ALL, {}],
])('a stack with a trail %s passes the strict pack and AwsSolutionsChecks', (_what, props, env) => {
  const { app } = deployed(props, env);
  const { errors, warnings } = checkGuardrails(app, { pack: RulePack.STRICT, trustedAccounts: [STRANGER] });
  expect([...errors, ...warnings]).toEqual([]);
  expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
});

describe('the trail', () => {
  test('records management events of all Regions, validated, encrypted and with Insights', () => {
    const { stack, trail } = deployed();
    const archive = trail.archive as LogArchive;
    expect(trailIn(stack).Properties).toEqual({
      TrailName: 'audit', IsLogging: true, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, EnableLogFileValidation: true, IsOrganizationTrail: false,
      S3BucketName: { Ref: stack.getLogicalId(archive.bucket.node.defaultChild as never) },
      KMSKeyId: { 'Fn::GetAtt': [stack.getLogicalId(archive.encryptionKey.node.defaultChild as never), 'Arn'] },
      CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [stack.getLogicalId(trail.logGroup.node.defaultChild as never), 'Arn'] },
      CloudWatchLogsRoleArn: { 'Fn::GetAtt': [stack.getLogicalId(trail.node.findChild('Delivery').node.defaultChild as never), 'Arn'] },
      InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }],
      AdvancedEventSelectors: [{ Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
    });
  });

  test('is made after the policies that let it write', () => {
    const { stack } = deployed();
    const template = Template.fromStack(stack);
    const policies = ['AWS::S3::BucketPolicy', 'AWS::IAM::Policy', 'AWS::KMS::Key'].flatMap((type) => Object.keys(template.findResources(type)));
    expect(policies).toHaveLength(5);
    expect(trailIn(stack).DependsOn).toEqual(expect.arrayContaining(policies));
  });

  test('is known by its name before it exists, so that policies and trail do not wait for each other', () => {
    const { stack, trail } = deployed({}, ENV);
    const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`]] };
    expect(stack.resolve(trail.trailArn)).toEqual(arn);
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'TrailKey', Condition: { StringEquals: { 'aws:SourceArn': [arn] } } })]) },
    });
  });

  test('has a name of its path by default', () => {
    expect(deployed({ trailName: undefined }).trail.trailName).toMatch(/^Security-?AuditTrail-?[0-9A-F]{8}$/);
  });

  test('has a name that only the deployment knows', () => {
    const { stack } = deployed();
    const trailName = new CfnParameter(stack, 'Name').valueAsString;
    const trail = new AuditTrail(stack, 'Other', { trailName, breakGlassPrincipals: [BREAK_GLASS] });
    expect(JSON.stringify(stack.resolve(trail.trailArn))).toContain('{"Ref":"Name"}');
  });

  test('goes without Insights on request', () => {
    expect(trailIn(deployed({ insights: false }).stack).Properties).not.toHaveProperty('InsightSelectors');
  });

  test('of an organization is one, below its prefix', () => {
    const { stack, trail } = deployed({ organizationId: ORGANIZATION, managementAccountId: MEMBER, keyPrefix: 'trails' });
    expect(trailIn(stack).Properties).toMatchObject({ IsOrganizationTrail: true, S3KeyPrefix: 'trails' });
    expect(JSON.stringify(stack.resolve(trail.trailArn))).toContain(`:${MEMBER}:trail/audit`);
  });

  test.each([['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1'], ['aws', 'eu-west-1']])('names no partition of its own: deployable to %s', (partition, region) => {
    const { stack } = deployed({
      readers: [], deploymentPrincipals: [`arn:${partition}:iam::${ACCOUNT}:role/deploy`], breakGlassPrincipals: [`arn:${partition}:iam::${ACCOUNT}:role/break-glass`],
      objectEvents: ObjectEvents.ofAllBuckets(),
    }, { account: ACCOUNT, region });
    const resources = Template.fromStack(stack).toJSON().Resources;
    const written = JSON.stringify(resources).replaceAll(`arn:aws:iam::${ACCOUNT}:policy/boundary`, '');
    expect([...new Set(written.match(/arn:aws[a-z-]*/g) ?? [])]).toEqual([`arn:${partition}`]);
  });
});

describe('the log group', () => {
  test('keeps events for a year, and cannot be deleted by mistake', () => {
    const { stack } = deployed();
    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 365, DeletionProtectionEnabled: true }, DeletionPolicy: 'Retain' });
  });

  test('is written by a role that CloudTrail alone assumes, and that writes to nothing else', () => {
    const { stack, trail } = deployed({ organizationId: ORGANIZATION });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    });
    const allowed = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: stack.resolve(trail.logGroup.logGroupArn) }]);
  });
});

describe('the archive', () => {
  test('of another account of the app is known by its names, and lets this trail write', () => {
    const app = new App();
    const logs = new Stack(app, 'Logs', { env: { account: STRANGER, region: 'eu-west-1' } });
    const archive = new LogArchive(logs, 'Archive', {
      trails: [{ trailArn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`, organizationId: ORGANIZATION }],
      breakGlassPrincipals: [BREAK_GLASS.replace(ACCOUNT, STRANGER)], bucketName: 'audit-records', keyAlias: 'alias/audit',
    });
    const stack = new Stack(app, 'Security', { env: ENV });
    new AuditTrail(stack, 'AuditTrail', {
      trailName: 'audit', organizationId: ORGANIZATION, archive, breakGlassPrincipals: [BREAK_GLASS], objectEvents: ObjectEvents.ofAllBuckets(),
    });
    expect(trailIn(stack).Properties).toMatchObject({
      S3BucketName: 'audit-records',
      KMSKeyId: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:eu-west-1:${STRANGER}:alias/audit`]] },
    });
    const selectors = JSON.stringify(trailIn(stack).Properties.AdvancedEventSelectors);
    expect(selectors).toContain(':s3:::audit-records/');
    expect(selectors).toContain(':s3:::audit-records-access/');
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 0);
  });

  test('that the app does not own is not told to shut out everybody of its account', () => {
    const { stack } = deployed();
    const trail = new AuditTrail(stack, 'Other', { trailName: 'other', archive: central(), breakGlassPrincipals: [BREAK_GLASS] });
    const message = `breakGlassPrincipals: found "${BREAK_GLASS}", expected one of the account of the archive, ${STRANGER}, too`;
    expect(() => trail.archiveBucketPolicy()).toThrow(message);
    expect(() => trail.archiveKeyPolicy()).toThrow(message);
  });

  const LOGS = { account: STRANGER, region: 'eu-west-1' };
  const ofStranger = { trails: [{ trailArn: TRAIL }], breakGlassPrincipals: [BREAK_GLASS.replace(ACCOUNT, STRANGER)] };

  test('of another stage of the app is known by its names, too', () => {
    const app = new App();
    const archive = new LogArchive(new Stack(new Stage(app, 'Central'), 'Logs', { env: LOGS }), 'Archive', {
      ...ofStranger, bucketName: 'audit-records', keyAlias: 'alias/audit',
    });
    const stack = new Stack(new Stage(app, 'Workloads'), 'Security', { env: ENV });
    new AuditTrail(stack, 'AuditTrail', { trailName: 'audit', archive, breakGlassPrincipals: [BREAK_GLASS] });
    expect(() => app.synth()).not.toThrow();
    expect(trailIn(stack).Properties.S3BucketName).toBe('audit-records');
  });

  test.each([[{}], [{ bucketName: 'audit-records' }], [{ keyAlias: 'alias/audit' }]])('of another account is an error with no more names than %p', (names) => {
    const app = new App();
    const archive = new LogArchive(new Stack(app, 'Logs', { env: LOGS }), 'Archive', { ...ofStranger, ...names });
    expect(() => new AuditTrail(new Stack(app, 'Security', { env: ENV }), 'AuditTrail', { trailName: 'audit', archive, breakGlassPrincipals: [BREAK_GLASS] }))
      .toThrow('archive: found "Logs/Archive", expected an archive with bucketName and keyAlias');
  });

  test('is taken as it is where only the deployment knows the ARN of its trail', () => {
    const stack = new Stack(new App(), 'Security', { env: ENV });
    const trailArn = new CfnParameter(stack, 'Arn').valueAsString;
    const archive = new LogArchive(stack, 'Archive', { trails: [{ trailArn }], breakGlassPrincipals: [BREAK_GLASS] });
    expect(() => new AuditTrail(stack, 'AuditTrail', { archive, breakGlassPrincipals: [BREAK_GLASS] })).not.toThrow();
  });

  test.each<[string, string, Partial<AuditTrailProps>]>([
    ['another name', TRAIL.replace('audit', 'other'), {}],
    ['another account', TRAIL.replace(ACCOUNT, STRANGER), {}],
    ['another Region', TRAIL.replace('eu-west-1', 'us-east-1'), {}],
    ['an organization', TRAIL, { organizationId: ORGANIZATION }],
    ['an organization that only the deployment knows', TRAIL, { organizationId: Token.asString({ Ref: 'Organization' }) }],
    ['a prefix', TRAIL, { keyPrefix: 'trails' }],
  ])('for a trail with %s is an error', (_what, trailArn, props) => {
    const stack = new Stack(new App(), 'Security', { env: ENV });
    const archive = new LogArchive(stack, 'Archive', { trails: [{ trailArn }], breakGlassPrincipals: [BREAK_GLASS] });
    expect(() => new AuditTrail(stack, 'AuditTrail', { trailName: 'audit', archive, breakGlassPrincipals: [BREAK_GLASS], ...props }))
      .toThrow('archive: found "Security/Archive", expected an archive whose trails hold one of this name');
  });

  test('is taken as it is where only the deployment knows the account', () => {
    const stack = new Stack(new App(), 'Security');
    const archive = new LogArchive(stack, 'Archive', { trails: [{ trailArn: TRAIL }], breakGlassPrincipals: [BREAK_GLASS] });
    expect(() => new AuditTrail(stack, 'AuditTrail', { trailName: 'audit', archive, breakGlassPrincipals: [BREAK_GLASS] })).not.toThrow();
  });

  test('that the app does not own is told what its policies have to say', () => {
    const { stack } = deployed();
    const archive = LogArchive.fromLogArchiveAttributes(stack, 'Central', {
      bucketName: 'central', encryptionKeyArn: `arn:aws:kms:eu-central-1:${STRANGER}:alias/central`, policyReason: 'kept by the platform team in its repository',
    });
    const others = BREAK_GLASS.replace(ACCOUNT, STRANGER);
    const trail = new AuditTrail(stack, 'Other', { trailName: 'other', archive, breakGlassPrincipals: [BREAK_GLASS, others], readers: [READER] });
    const bucket = stack.resolve(trail.archiveBucketPolicy()).Statement;
    const key = stack.resolve(trail.archiveKeyPolicy()).Statement;
    expect(bucket[0]).toMatchObject({
      Sid: 'TrailAcl', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::central']] },
    });
    expect(key[0]).toMatchObject({ Sid: 'Administration', Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${STRANGER}:root`]] } } });
    expect(JSON.stringify(key)).toContain('s3.eu-central-1.amazonaws.com');
    Template.fromStack(stack).hasResourceProperties('AWS::CloudTrail::Trail', { TrailName: 'other', S3BucketName: 'central' });
  });
});

test('what resource policies cannot deny is handed out as statements', () => {
  const { stack, trail } = deployed();
  new iam.ManagedPolicy(stack, 'KeepTrail', { statements: trail.protectionStatements() });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Sid: 'AuditTrail', Effect: 'Deny', Resource: stack.resolve(trail.trailArn) }),
        Match.objectLike({ Sid: 'AuditTrailLogGroup', Effect: 'Deny' }),
        Match.objectLike({ Sid: 'AuditTrailRole', Effect: 'Deny', Resource: Match.objectLike({ 'Fn::GetAtt': Match.anyValue() }) }),
      ],
    },
  });
});

describe('who deploys', () => {
  function exempt(stack: Stack): unknown {
    const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    const settings = key.Properties.KeyPolicy.Statement.find(({ Sid }: { readonly Sid: string }) => Sid === 'KeepSettings');
    return settings.Condition.ArnNotLike['aws:PrincipalArn'];
  }

  test('is the CloudFormation execution role by default, in the partition and account of the deployment', () => {
    expect(exempt(deployed().stack)).toEqual([BREAK_GLASS, { 'Fn::Sub': `arn:\${AWS::Partition}:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1` }]);
    const app = new App();
    const stack = new Stack(app, 'Anywhere');
    new AuditTrail(stack, 'AuditTrail', { breakGlassPrincipals: [BREAK_GLASS] });
    expect(exempt(stack)).toEqual([BREAK_GLASS, { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-hnb659fds-cfn-exec-role-${AWS::AccountId}-${AWS::Region}' }]);
  });

  test('is the same in a nested stack', () => {
    const stack = new Stack(new App(), 'Security', { env: ENV });
    const nested = new NestedStack(stack, 'Nested');
    new AuditTrail(nested, 'AuditTrail', { breakGlassPrincipals: [BREAK_GLASS] });
    expect(JSON.stringify(exempt(nested))).toContain('cfn-exec-role');
  });

  test('has to be named when the synthesizer does not tell', () => {
    const stack = new Stack(new App(), 'Security', { env: ENV, synthesizer: new CliCredentialsStackSynthesizer() });
    expect(() => new AuditTrail(stack, 'AuditTrail', { breakGlassPrincipals: [BREAK_GLASS] })).toThrow('deploymentPrincipals: found nothing, expected the roles that deploy the stack');
    const trail = new AuditTrail(stack, 'Other', { trailName: 'other', breakGlassPrincipals: [BREAK_GLASS], deploymentPrincipals: [] });
    expect(trail.trailName).toBe('other');
  });
});

test('a break-glass principal may be a role of IAM Identity Center', () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_BreakGlass_*`;
  expect(() => deployed({ breakGlassPrincipals: [role] })).not.toThrow();
});

const central = () => LogArchive.fromLogArchiveAttributes(new Stack(), 'Central', {
  bucketName: 'central', encryptionKeyArn: `arn:aws:kms:eu-central-1:${STRANGER}:alias/central`, policyReason: 'kept by the platform team in its repository',
});

test.each<[string, Partial<AuditTrailProps>, string]>([
  ['a short name', { trailName: 'ab' }, 'trailName: found "ab", expected 3 to 128 letters, digits, dots, hyphens and underscores'],
  ['a name with a space', { trailName: 'my trail' }, 'trailName: found "my trail"'],
  ['a name with two separators in a row', { trailName: 'my-_trail' }, 'trailName: found "my-_trail"'],
  ['a name like an IP address', { trailName: '192.168.5.4' }, 'trailName: found "192.168.5.4"'],
  ['no break-glass principal', { breakGlassPrincipals: [] }, 'breakGlassPrincipals: found nothing, expected at least one role or user'],
  ['break-glass principals of another account only', { breakGlassPrincipals: [BREAK_GLASS.replace(ACCOUNT, STRANGER)] }, 'expected one of the account of the archive, 111122223333, too'],
  ['break-glass principals whose number only the deployment knows', { breakGlassPrincipals: Token.asList({ Ref: 'Arns' }) }, 'breakGlassPrincipals: found "a list that only the deployment knows"'],
  ['deployers whose number only the deployment knows', { deploymentPrincipals: Token.asList({ Ref: 'Arns' }) }, 'deploymentPrincipals: found "a list that only the deployment knows"'],
  ['a prefix that is a wildcard in the policy of the bucket', { keyPrefix: '*' }, 'keyPrefix: found "*", expected up to 200 letters'],
  ['everybody as break-glass', { breakGlassPrincipals: ['*'] }, 'breakGlassPrincipals: found "*", expected the ARN of one role or user'],
  ['every role as break-glass', { breakGlassPrincipals: [`arn:aws:iam::${ACCOUNT}:role/*`] }, 'breakGlassPrincipals: found "arn:aws:iam::111122223333:role/*"'],
  ['every role of Identity Center', { breakGlassPrincipals: [`arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_*`] }, 'breakGlassPrincipals: found'],
  ['the root user as break-glass', { breakGlassPrincipals: [`arn:aws:iam::${ACCOUNT}:root`] }, 'breakGlassPrincipals: found "arn:aws:iam::111122223333:root"'],
  ['every role as deployer', { deploymentPrincipals: [`arn:aws:iam::${ACCOUNT}:role/cdk-*`] }, 'deploymentPrincipals: found "arn:aws:iam::111122223333:role/cdk-*"'],
  ['a service as reader', { readers: ['lambda.amazonaws.com'] }, 'readers: found "lambda.amazonaws.com", expected the ARN of one role or user'],
  ['everybody as reader of an archive that the app does not own', { archive: central(), readers: ['*'] }, 'readers: found "*", expected the ARN of one role or user'],
  ['no organization id', { organizationId: 'my-organization' }, 'organizationId: found "my-organization", expected the id of an organization such as o-a1b2c3d4e5'],
  ['no account id', { organizationId: ORGANIZATION, managementAccountId: '123' }, 'managementAccountId: found "123", expected an account id of 12 digits'],
  ['a management account without organization', { managementAccountId: MEMBER }, `managementAccountId: found "${MEMBER}", expected none without organizationId`],
  ['a prefix with a slash at its end', { keyPrefix: 'trails/' }, 'keyPrefix: found "trails/", expected up to 200 letters'],
  ['a retention beside an archive', { archive: central(), retention: Duration.days(400) }, 'retention: found "one beside archive", expected none: it is set on the archive itself'],
  ['a lock beside an archive', { archive: central(), lock: ArchiveLock.governance() }, 'lock: found "one beside archive"'],
  ['object events of no bucket', { get objectEvents() { return ObjectEvents.ofBuckets([]); } }, 'objectEvents: found "no bucket", expected at least one'],
])('%s is an error', (_what, props, message) => {
  expect(() => deployed(props)).toThrow(message);
});

describe('object events', () => {
  const STARTS = { Field: 'resources.ARN' };
  const arnOf = (bucket: unknown) => ({ 'Fn::Join': ['', [bucket, '/']] });

  function eventsOf(make: (stack: Stack) => ObjectEvents) {
    const stack = new Stack(new App(), 'Security', { env: ENV });
    const trail = new AuditTrail(stack, 'AuditTrail', { breakGlassPrincipals: [BREAK_GLASS], objectEvents: make(stack) });
    const selectors = trailIn(stack).Properties.AdvancedEventSelectors as { FieldSelectors: object[] }[];
    return { selectors, logs: stack.resolve(trail.archive.logBucketArns) as unknown[] };
  }

  test('of chosen buckets leave the buckets with logs out', () => {
    const { selectors, logs } = eventsOf((stack) => ObjectEvents.ofBuckets([Bucket.fromBucketName(stack, 'Data', 'data')]));
    const data = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::data/']] };
    expect(logs).toHaveLength(2);
    expect(selectors[1].FieldSelectors).toEqual([
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      { ...STARTS, StartsWith: [data], NotStartsWith: logs.map(arnOf) },
    ]);
  });

  test('of all buckets leave the buckets with logs and the exceptions out', () => {
    const { selectors, logs } = eventsOf((stack) => ObjectEvents.ofAllBuckets([Bucket.fromBucketName(stack, 'Logs', 'flow-logs')]));
    const exception = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::flow-logs/']] };
    expect(selectors[1].FieldSelectors[2]).toEqual({ ...STARTS, NotStartsWith: [...logs.map(arnOf), exception] });
  });

  test('of the bucket of the trail are an error', () => {
    const stack = new Stack(new App(), 'Security', { env: ENV });
    const archive = new LogArchive(stack, 'Archive', { trails: [{ trailArn: TRAIL }], breakGlassPrincipals: [BREAK_GLASS] });
    const objectEvents = ObjectEvents.ofBuckets([archive.bucket]);
    expect(() => new AuditTrail(stack, 'AuditTrail', { trailName: 'audit', archive, breakGlassPrincipals: [BREAK_GLASS], objectEvents }))
      .toThrow('objectEvents: found "Security/Archive/Records", expected buckets without logs of the trail');
  });

  test('fill at most 500 values of selectors', () => {
    const { stack } = deployed();
    const ofBuckets = (count: number) => ObjectEvents.ofBuckets([...Array(count).keys()].map((index) => Bucket.fromBucketArn(stack, `B${count}-${index}`, `arn:aws:s3:::data-${index}`)));
    const make = (count: number) => new AuditTrail(stack, `Other${count}`, {
      trailName: `other-${count}`, archive: central(), breakGlassPrincipals: [BREAK_GLASS], objectEvents: ofBuckets(count),
    });
    expect(() => make(496)).not.toThrow();
    expect(() => make(497)).toThrow('objectEvents: found "501 values of selectors", expected at most 500: name 1 buckets less');
  });
});
