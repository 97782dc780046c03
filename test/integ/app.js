/** What is deployed to the emulator. The removal and the preset of the password policy are context, its length is a parameter. */
const { App, CfnParameter, Duration, RemovalPolicy, Stack } = require('aws-cdk-lib');
const { ServicePrincipal } = require('aws-cdk-lib/aws-iam');
const { BlockPublicAccess, Bucket } = require('aws-cdk-lib/aws-s3');
const {
  AccessLevel, AccountPasswordPolicy, BoundaryPolicy, BoundaryPreset, LeastPrivilegeRole, LogArchive, Machine, MachineRole,
} = require('cdk-iam-guardrails');

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };

const access = new Stack(app, 'Access', { env });
const boundary = new BoundaryPolicy(access, 'Boundary', { preset: BoundaryPreset.workload({ services: ['s3', 'logs'] }) });
const reports = new Bucket(access, 'Reports', {
  bucketName: 'reports-e2e',
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true, versioned: true, removalPolicy: RemovalPolicy.DESTROY,
});
const worker = new MachineRole(access, 'Worker', { machine: Machine.lambdaFunction(), roleName: 'worker', permissionsBoundary: boundary });
worker.allow(AccessLevel.READ, reports);
const writer = new LeastPrivilegeRole(access, 'Writer', {
  assumedBy: new ServicePrincipal('lambda.amazonaws.com'), roleName: 'writer', permissionsBoundary: boundary,
});
reports.grantPut(writer);

const archive = new Stack(app, 'Archive', { env });
new LogArchive(archive, 'LogArchive', {
  trails: [{ trailArn: archive.formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: 'audit' }) }],
  bucketName: 'records-e2e',
  keyAlias: 'alias/records-e2e',
  breakGlassPrincipals: [`arn:aws:iam::${env.account}:role/break-glass`],
  readers: [`arn:aws:iam::${env.account}:role/auditor`],
});

const passwords = new Stack(app, 'Passwords', { env });
new AccountPasswordPolicy(passwords, 'Policy', {
  removal: app.node.tryGetContext('removal'),
  preset: app.node.tryGetContext('preset'),
  minimumLength: new CfnParameter(passwords, 'MinimumLength', { type: 'Number', default: 16 }).valueAsNumber,
  maxAge: Duration.days(365),
  configRule: false,
});

app.synth();
