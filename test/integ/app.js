/** What is deployed to the emulator. */
const { App, RemovalPolicy, Stack } = require('aws-cdk-lib');
const { ServicePrincipal } = require('aws-cdk-lib/aws-iam');
const { BlockPublicAccess, Bucket } = require('aws-cdk-lib/aws-s3');
const { AccessLevel, BoundaryPolicy, BoundaryPreset, LeastPrivilegeRole, Machine, MachineRole } = require('cdk-iam-guardrails');

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

app.synth();
