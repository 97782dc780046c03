import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { findAction } from '../../../src/catalogue/actions';
import { ESCALATION_PATHS } from '../../../src/catalogue/escalation-paths';
import { boundaryDocument } from '../../../src/constructs/boundaries/boundary-document';
import { BoundaryDenies } from '../../../src/constructs/boundaries/boundary-options';
import { BoundaryPreset } from '../../../src/constructs/boundaries/boundary-preset';
import { ROLE_ACTIONS } from '../../../src/constructs/boundaries/identity-denies';
import { DocumentJson } from '../../../src/policy/policy-json';
import { ESCALATION_ATTACKS, escalationAttacks, TAKEOVER_PATHS } from '../../support/attacks';
import { ACCOUNT, ADMINISTRATOR_ACCESS, decisions, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const WORKER = arn('role/worker');
const OWN = arn('policy/workload-boundary');
const OWN_FUNCTIONS = `arn:aws:lambda:*:${ACCOUNT}:function:app-*`;
const ALLOWING = new PolicyStatement({ actions: ['*'], resources: ['*'] });

const PRESETS: Readonly<Record<string, BoundaryPreset>> = {
  'workload': BoundaryPreset.workload(),
  'workload with roles to pass': BoundaryPreset.workload({ passableRoles: [arn('role/workloads/task')], passedToServices: ['ecs-tasks.amazonaws.com'] }),
  'developer': BoundaryPreset.developer(),
  'ciDeploy': BoundaryPreset.ciDeploy(),
  'custom': BoundaryPreset.custom({ statements: [ALLOWING] }),
  'custom with a path': BoundaryPreset.custom({ statements: [ALLOWING], rolePath: '/workloads/', passedToServices: ['lambda.amazonaws.com'] }),
};

function arn(name: string, partition = 'aws'): string {
  return `arn:${partition}:iam::${ACCOUNT}:${name}`;
}

function documentOf(preset: BoundaryPreset, partition = 'aws', name = 'workload-boundary'): DocumentJson {
  return boundaryDocument(preset._terms({ partition, account: ACCOUNT, own: arn(`policy/${name}`, partition) }));
}

function bounded(permissionsBoundary: DocumentJson, resourcePolicy?: unknown) {
  return { identityPolicies: [ADMINISTRATOR_ACCESS], permissionsBoundary, ...(resourcePolicy !== undefined && { resourcePolicy }) };
}

function statement(effect: string, action: string, resource: string, principal: unknown) {
  return { Version: '2012-10-17', Statement: [{ Effect: effect, Action: action, Resource: resource, Principal: principal }] };
}

describe.each(Object.keys(PRESETS))('under the preset %s', (name) => {
  const document = documentOf(PRESETS[name]);

  test('an administrator gets nowhere', () => {
    expect(notDenied(bounded(document), WORKER, ESCALATION_ATTACKS)).toEqual([]);
  });

  test.each(['aws-cn', 'aws-us-gov'])('an administrator gets nowhere in the partition %s', (partition) => {
    const attacker = arn('role/worker', partition);
    expect(notDenied(bounded(documentOf(PRESETS[name], partition)), attacker, escalationAttacks({ partition }))).toEqual([]);
  });

  test.each([['the role', WORKER], ['a session of it', `arn:aws:sts::${ACCOUNT}:assumed-role/worker/session`]])(
    'a resource policy that names %s opens nothing', (_whom, principal) => {
      const open = statement('Allow', '*', '*', { AWS: principal });
      expect(notDenied(bounded(document, open), principal, ESCALATION_ATTACKS)).toEqual([]);
    });

  test('every path of the catalogue is closed at one of its steps at least, unless it takes over what exists', () => {
    const denied = new Set(decisions(bounded(document), WORKER, ESCALATION_ATTACKS).filter(({ decision }) => decision.endsWith('Deny')).map(({ request }) => request.action));
    const open = ESCALATION_PATHS.filter((path) => !TAKEOVER_PATHS.includes(path) && !path.steps.some(({ action }) => denied.has(action)));
    expect(open.map(({ id }) => id)).toEqual([]);
  });

  test('each statement that is there for the attacks keeps one off at least', () => {
    const idle = document.Statement.filter(({ Sid }) => Sid !== undefined && !['PassTo', 'Boundaries', 'Takeover'].includes(Sid)).filter((one) => (
      notDenied(bounded({ ...document, Statement: document.Statement.filter((other) => other !== one) }), WORKER, ESCALATION_ATTACKS).length === 0
    ));
    expect(idle.map(({ Sid }) => Sid)).toEqual([]);
  });

  test('what only reads, and what adds to the record, is not denied', () => {
    const requests = [
      'access-analyzer:CreateAnalyzer', 'access-analyzer:ValidatePolicy', 'cloudtrail:LookupEvents', 'cloudtrail:StartLogging', 'config:PutEvaluations',
      'config:SelectResourceConfig', 'guardduty:GetFindings', 'securityhub:BatchImportFindings', 'securityhub:GetFindings', 's3:GetAccountPublicAccessBlock',
    ].map((action) => ({ what: 'watch', action }));
    expect(notAllowed(bounded(document), WORKER, requests)).toEqual([]);
  });

  test('the document has room left', () => {
    expect(JSON.stringify(document).length).toBeLessThan(6144 - 500);
  });
});

test('there are enough attacks to prove something', () => {
  expect(ESCALATION_ATTACKS.length).toBeGreaterThanOrEqual(150);
});

test('every action that is denied by the boundary of its role knows that boundary', () => {
  expect(ROLE_ACTIONS.filter((action) => !findAction(action)?.conditionKeys.includes('iam:PermissionsBoundary'))).toEqual([]);
});

describe('what exists', () => {
  const takeovers: readonly ProofRequest[] = TAKEOVER_PATHS.flatMap(({ name, steps }) => steps.map(({ action }) => ({ what: name, action })));

  test.each([
    ['workload', PRESETS.workload], ['custom', PRESETS.custom], ['developer', BoundaryPreset.developer({ computeResources: [OWN_FUNCTIONS] })],
    ['ciDeploy', BoundaryPreset.ciDeploy({ computeResources: [OWN_FUNCTIONS] })],
  ])('is not taken over under %s', (_name, preset) => {
    const ways = decisions(bounded(documentOf(preset)), WORKER, takeovers).filter(({ decision }) => decision === 'allowed').map(({ request }) => request.action);
    expect(TAKEOVER_PATHS.filter(({ steps }) => steps.every(({ action }) => ways.includes(action))).map(({ id }) => id)).toEqual([]);
  });

  test('is not taken over by what does the same under another name', () => {
    const alike = [
      'airflow:CreateCliToken', 'airflow:CreateWebLoginToken', 'cloud9:CreateEnvironmentMembership', 'cloud9:UpdateEnvironmentMembership',
      'cloudformation:UpdateStackSet', 'codebuild:UpdateProject', 'cognito-identity:UpdateIdentityPool', 'datazone:GetEnvironmentCredentials',
      'deadline:AssumeFleetRoleForRead', 'deadline:AssumeQueueRoleForRead', 'ds-data:AddGroupMember', 'ds-data:CreateUser', 'ds-data:UpdateUser',
      'ec2-instance-connect:SendSerialConsoleSSHPublicKey', 'eks:AssociateAccessPolicy', 'eks:AssociateIdentityProviderConfig', 'eks:CreateAccessEntry',
      'eks:UpdateAccessEntry', 'elasticmapreduce:GetClusterSessionCredentials', 'gamelift:GetComputeAccess', 'gamelift:GetInstanceAccess', 'glue:RunStatement',
      'servicecatalog:CreateProvisioningArtifact', 'sso-oauth:CreateTokenWithIAM', 'sagemaker:UpdateNotebookInstanceLifecycleConfig', 'ssm:CreateAssociationBatch', 'ssm:RegisterTaskWithMaintenanceWindow', 'ssm:UpdateAssociation',
      'ssm:UpdateDocument', 'ssm:UpdateMaintenanceWindowTask', 'synthetics:UpdateCanary', 'transfer:ImportSshPublicKey',
    ].map((action) => ({ what: 'put code or keys where a role is', action }));
    expect(alike.filter(({ action }) => !findAction(action))).toEqual([]);
    expect(notDenied(bounded(documentOf(PRESETS.workload)), WORKER, alike)).toEqual([]);
    expect(notAllowed(bounded(documentOf(PRESETS.ciDeploy)), WORKER, alike)).toEqual([]);
  });

  test('is worked with all the same', () => {
    const work = [
      'cognito-identity:GetId', 'datazone:GetEnvironment', 'deadline:AssumeQueueRoleForWorker', 'ds-data:DescribeUser', 'ds-data:SearchUsers', 'eks:DescribeCluster',
      'eks:ListAccessEntries', 'elasticmapreduce:DescribeCluster', 'gamelift:StartGameSessionPlacement', 'servicecatalog:ProvisionProduct',
    ].map((action) => ({ what: 'read it, and put work into it', action }));
    expect(work.filter(({ action }) => !findAction(action))).toEqual([]);
    expect(notAllowed(bounded(documentOf(PRESETS.workload)), WORKER, work)).toEqual([]);
  });

  test('is changed where it is named', () => {
    const job = [`arn:aws:batch:eu-west-1:${ACCOUNT}:job-definition/nightly*`, `arn:aws:batch:eu-west-1:${ACCOUNT}:job-queue/nightly`];
    const document = documentOf(BoundaryPreset.workload({ computeResources: job }));
    expect(notAllowed(bounded(document), WORKER, job.map((resource) => ({ what: 'its own', action: 'batch:SubmitJob', resource })))).toEqual([]);
    expect(notDenied(bounded(document), WORKER, [{ what: 'another', action: 'batch:SubmitJob', resource: `arn:aws:batch:eu-west-1:${ACCOUNT}:job-definition/admin` }])).toEqual([]);
  });

  test('is changed where its name is known and its type is not', () => {
    const document = documentOf(BoundaryPreset.workload({ computeResources: [`arn:aws:ecs:*:${ACCOUNT}:*/shop-*`] }));
    const inShop = (name: string) => [{ what: 'run a command', action: 'ecs:ExecuteCommand', resource: `arn:aws:ecs:eu-west-1:${ACCOUNT}:task/${name}/1` }];
    expect(notAllowed(bounded(document), WORKER, inShop('shop-a'))).toEqual([]);
    expect(notDenied(bounded(document), WORKER, inShop('bank'))).toEqual([]);
  });

  test.each(['developer', 'ciDeploy'] as const)('is not touched under %s where it is protected', (preset) => {
    const protectedResources = [`arn:aws:lambda:eu-west-1:${ACCOUNT}:function:guardrail-*`, arn('role/workloads/guardrails/*')];
    const document = documentOf(BoundaryPreset[preset]({ protectedResources }));
    const requests: ProofRequest[] = [
      { what: 'replace its code', action: 'lambda:UpdateFunctionCode', resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:guardrail-report` },
      { what: 'pass its role', action: 'iam:PassRole', resource: arn('role/workloads/guardrails/report'), context: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      { what: 'delete its role', action: 'iam:DeleteRole', resource: arn('role/workloads/guardrails/report'), context: { 'iam:PermissionsBoundary': OWN } },
    ];
    expect(notDenied(bounded(document), WORKER, requests)).toEqual([]);
    expect(notAllowed(bounded(documentOf(PRESETS[preset])), WORKER, requests)).toEqual([]);
  });
});

describe('the work of a workload', () => {
  const regional = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
  const work: readonly ProofRequest[] = [
    ['read an object', 's3:GetObject', 'arn:aws:s3:::reports/2026.csv'],
    ['write an object', 's3:PutObject', 'arn:aws:s3:::reports/2026.csv'],
    ['delete an object', 's3:DeleteObject', 'arn:aws:s3:::reports/2026.csv'],
    ['list a bucket', 's3:ListBucket', 'arn:aws:s3:::reports'],
    ['list all buckets', 's3:ListAllMyBuckets'],
    ['read an item', 'dynamodb:GetItem', regional('dynamodb', 'table/orders')],
    ['write an item', 'dynamodb:PutItem', regional('dynamodb', 'table/orders')],
    ['query an index', 'dynamodb:Query', regional('dynamodb', 'table/orders/index/by-date')],
    ['read a stream', 'dynamodb:GetRecords', regional('dynamodb', 'table/orders/stream/1')],
    ['send a message', 'sqs:SendMessage', regional('sqs', 'jobs')],
    ['receive messages', 'sqs:ReceiveMessage', regional('sqs', 'jobs')],
    ['delete a message', 'sqs:DeleteMessage', regional('sqs', 'jobs')],
    ['publish a notification', 'sns:Publish', regional('sns', 'alarms')],
    ['put an event', 'events:PutEvents', regional('events', 'event-bus/default')],
    ['put a record', 'kinesis:PutRecord', regional('kinesis', 'stream/clicks')],
    ['invoke a function', 'lambda:InvokeFunction', regional('lambda', 'function:resize')],
    ['start a state machine', 'states:StartExecution', regional('states', 'stateMachine:orders')],
    ['report a task', 'states:SendTaskSuccess'],
    ['read a secret', 'secretsmanager:GetSecretValue', regional('secretsmanager', 'secret:db-a1b2c3')],
    ['read a parameter', 'ssm:GetParameter', regional('ssm', 'parameter/app/url')],
    ['decrypt', 'kms:Decrypt', regional('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab')],
    ['make a data key', 'kms:GenerateDataKey', regional('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab')],
    ['create a log stream', 'logs:CreateLogStream', regional('logs', 'log-group:/aws/lambda/resize')],
    ['write logs', 'logs:PutLogEvents', regional('logs', 'log-group:/aws/lambda/resize:log-stream:1')],
    ['put a metric', 'cloudwatch:PutMetricData'],
    ['trace', 'xray:PutTraceSegments'],
    ['pull an image', 'ecr:BatchGetImage', regional('ecr', 'repository/app')],
    ['get the token of a registry', 'ecr:GetAuthorizationToken'],
    ['describe instances', 'ec2:DescribeInstances'],
    ['make a network interface', 'ec2:CreateNetworkInterface', regional('ec2', 'network-interface/*')],
    ['say who it is', 'sts:GetCallerIdentity'],
    ['read its own role', 'iam:GetRole', WORKER],
    ['invoke a model', 'bedrock:InvokeModel', 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v2'],
    ['look up events', 'cloudtrail:LookupEvents'],
    ['describe its organization', 'organizations:DescribeOrganization'],
    ['report a finding', 'securityhub:BatchImportFindings', regional('securityhub', 'product/111122223333/default')],
    ['evaluate a rule', 'config:PutEvaluations'],
  ].map(([what, action, resource]) => ({ what, action, resource, context: { 'aws:RequestedRegion': 'eu-west-1' } }));
  const key = statement('Allow', 'kms:*', '*', { AWS: ACCOUNT });

  test('is 30 requests or more', () => expect(work.length).toBeGreaterThanOrEqual(30));

  test.each([['workload', PRESETS.workload], ['workload in one Region', BoundaryPreset.workload({ regions: ['eu-west-1'] })], ['custom', PRESETS.custom]])(
    'is untouched under %s', (_name, preset) => {
      expect(notAllowed(bounded(documentOf(preset), key), WORKER, work)).toEqual([]);
    });

  test('is passing and assuming the roles that are named', () => {
    const preset = BoundaryPreset.workload({
      passableRoles: [arn('role/workloads/task')], passedToServices: ['ecs-tasks.amazonaws.com'], assumableRoles: ['arn:aws:iam::444455556666:role/partner-reader'],
    });
    const trust = statement('Allow', 'sts:AssumeRole', '*', { AWS: WORKER });
    expect(notAllowed(bounded(documentOf(preset), trust), WORKER, [
      { what: 'pass', action: 'iam:PassRole', resource: arn('role/workloads/task'), context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      { what: 'assume', action: 'sts:AssumeRole', resource: 'arn:aws:iam::444455556666:role/partner-reader' },
    ])).toEqual([]);
    expect(notDenied(bounded(documentOf(preset), trust), WORKER, [
      { what: 'pass to another service', action: 'iam:PassRole', resource: arn('role/workloads/task'), context: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      { what: 'pass another role', action: 'iam:PassRole', resource: arn('role/workloads/task-2'), context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      { what: 'assume another role', action: 'sts:AssumeRole', resource: 'arn:aws:iam::444455556666:role/partner-writer' },
    ])).toEqual([]);
  });
});

describe('the work of deployers', () => {
  const role = arn('role/workloads/app-Worker1A2B');
  const ofRole = { 'iam:PermissionsBoundary': OWN };
  const regional = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
  const work: readonly ProofRequest[] = [
    { what: 'create a bounded role', action: 'iam:CreateRole', resource: role, context: ofRole },
    { what: 'tag a role', action: 'iam:TagRole', resource: role, context: { 'aws:RequestTag/team': 'orders', 'aws:TagKeys': ['team'] } },
    { what: 'attach a policy to it', action: 'iam:AttachRolePolicy', resource: role, context: { ...ofRole, 'iam:PolicyARN': 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' } },
    { what: 'write its inline policy', action: 'iam:PutRolePolicy', resource: role, context: ofRole },
    { what: 'change its trust policy', action: 'iam:UpdateAssumeRolePolicy', resource: role, context: ofRole },
    { what: 'change its session duration', action: 'iam:UpdateRole', resource: role },
    { what: 'put the approved boundary on it', action: 'iam:PutRolePermissionsBoundary', resource: role, context: ofRole },
    { what: 'delete its inline policy', action: 'iam:DeleteRolePolicy', resource: role, context: ofRole },
    { what: 'detach a policy', action: 'iam:DetachRolePolicy', resource: role, context: ofRole },
    { what: 'delete it', action: 'iam:DeleteRole', resource: role },
    { what: 'read a role', action: 'iam:GetRole', resource: role },
    { what: 'create a managed policy', action: 'iam:CreatePolicy', resource: arn('policy/workloads/readers') },
    { what: 'write a version of it', action: 'iam:CreatePolicyVersion', resource: arn('policy/workloads/readers') },
    { what: 'delete it', action: 'iam:DeletePolicy', resource: arn('policy/workloads/readers') },
    { what: 'create an instance profile', action: 'iam:CreateInstanceProfile', resource: arn('instance-profile/workloads/app') },
    { what: 'put a role into it', action: 'iam:AddRoleToInstanceProfile', resource: arn('instance-profile/workloads/app') },
    { what: 'create a service-linked role', action: 'iam:CreateServiceLinkedRole', resource: arn('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'), context: { 'iam:AWSServiceName': 'ecs.amazonaws.com' } },
    ...['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com', 'ec2.amazonaws.com', 'states.amazonaws.com'].map((service) => (
      { what: `pass it to ${service}`, action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': service } }
    )),
    { what: 'create a function', action: 'lambda:CreateFunction', resource: regional('lambda', 'function:app') },
    { what: 'replace its code', action: 'lambda:UpdateFunctionCode', resource: regional('lambda', 'function:app') },
    { what: 'open it to a service', action: 'lambda:AddPermission', resource: regional('lambda', 'function:app') },
    { what: 'create a bucket', action: 's3:CreateBucket', resource: 'arn:aws:s3:::app-assets' },
    { what: 'write its policy', action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::app-assets' },
    { what: 'create a table', action: 'dynamodb:CreateTable', resource: regional('dynamodb', 'table/orders') },
    { what: 'create a queue', action: 'sqs:CreateQueue', resource: regional('sqs', 'jobs') },
    { what: 'create a key', action: 'kms:CreateKey' },
    { what: 'create a log group', action: 'logs:CreateLogGroup', resource: regional('logs', 'log-group:/aws/lambda/app') },
    { what: 'delete a log group', action: 'logs:DeleteLogGroup', resource: regional('logs', 'log-group:/aws/lambda/app') },
    { what: 'create a state machine', action: 'states:CreateStateMachine', resource: regional('states', 'stateMachine:orders') },
    { what: 'create a service', action: 'ecs:CreateService', resource: regional('ecs', 'service/app/web') },
    { what: 'register a task definition', action: 'ecs:RegisterTaskDefinition' },
    { what: 'launch an instance', action: 'ec2:RunInstances', resource: regional('ec2', 'instance/*') },
    { what: 'create a stack', action: 'cloudformation:CreateStack', resource: regional('cloudformation', 'stack/app/*') },
    { what: 'run a change set', action: 'cloudformation:ExecuteChangeSet', resource: regional('cloudformation', 'stack/app/*') },
    { what: 'put a rule', action: 'events:PutRule', resource: regional('events', 'rule/nightly') },
    { what: 'read a parameter of the bootstrap stack', action: 'ssm:GetParameters', resource: regional('ssm', 'parameter/cdk-bootstrap/hnb659fds/version') },
  ].map((request) => ({ ...request, context: { 'aws:RequestedRegion': 'eu-west-1', ...request.context } }));

  test('is 30 requests or more', () => expect(work.length).toBeGreaterThanOrEqual(30));

  test.each([
    ['developer', PRESETS.developer], ['ciDeploy', PRESETS.ciDeploy], ['ciDeploy in one Region', BoundaryPreset.ciDeploy({ regions: ['eu-west-1'] })],
  ])('is untouched under %s', (_name, preset) => {
    expect(notAllowed(bounded(documentOf(preset)), WORKER, work)).toEqual([]);
  });

  test('is giving roles another approved boundary', () => {
    const approved = arn('policy/tenant-boundary-eu-west-1');
    const document = documentOf(BoundaryPreset.developer({ approvedBoundaries: [arn('policy/tenant-boundary-*')] }));
    expect(notAllowed(bounded(document), WORKER, [{ what: 'create', action: 'iam:CreateRole', resource: role, context: { 'iam:PermissionsBoundary': approved } }])).toEqual([]);
    expect(notDenied(bounded(document), WORKER, [
      { what: 'another boundary', action: 'iam:CreateRole', resource: role, context: { 'iam:PermissionsBoundary': arn('policy/mine') } },
      { what: 'a boundary of another account', action: 'iam:CreateRole', resource: role, context: { 'iam:PermissionsBoundary': 'arn:aws:iam::444455556666:policy/tenant-boundary-x' } },
      { what: 'another service', action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
      { what: 'write the approved one', action: 'iam:CreatePolicyVersion', resource: approved },
    ])).toEqual([]);
  });

  test('keeps to the path', () => {
    const document = documentOf(BoundaryPreset.developer({ rolePath: '/teams/orders/' }));
    expect(notDenied(bounded(document), WORKER, [
      { what: 'a role', action: 'iam:CreateRole', resource: role, context: ofRole },
      { what: 'a managed policy', action: 'iam:CreatePolicy', resource: arn('policy/readers') },
      { what: 'an instance profile', action: 'iam:RemoveRoleFromInstanceProfile', resource: arn('instance-profile/bastion') },
    ])).toEqual([]);
    expect(notAllowed(bounded(document), WORKER, [{ what: 'the path', action: 'iam:CreateRole', resource: arn('role/teams/orders/app'), context: ofRole }])).toEqual([]);
  });

  test('does not change a boundary that is under the path itself', () => {
    const document = documentOf(PRESETS.developer, 'aws', 'workloads/boundary-*');
    expect(notDenied(bounded(document), WORKER, [
      { what: 'write it', action: 'iam:CreatePolicyVersion', resource: arn('policy/workloads/boundary-eu-west-1') },
      { what: 'create one of another Region', action: 'iam:CreatePolicy', resource: arn('policy/workloads/boundary-us-east-1') },
    ])).toEqual([]);
  });

  test.each([['deploy', true], ['file-publishing', true], ['image-publishing', true], ['lookup', true], ['cfn-exec', false]])(
    'in a pipeline assumes the bootstrap role for %s: %s', (job, may) => {
      const bootstrapRole = arn(`role/cdk-hnb659fds-${job}-role-${ACCOUNT}-eu-west-1`);
      const policies = bounded(documentOf(PRESETS.ciDeploy), statement('Allow', 'sts:AssumeRole', '*', { AWS: ACCOUNT }));
      const request = [{ what: job, action: 'sts:AssumeRole', resource: bootstrapRole }];
      expect(may ? notAllowed(policies, WORKER, request) : notDenied(policies, WORKER, request)).toEqual([]);
    });

  test('of a developer is assuming the roles under the path, of a pipeline it is not', () => {
    const trust = statement('Allow', 'sts:AssumeRole', '*', { AWS: ACCOUNT });
    const request = [{ what: 'assume', action: 'sts:AssumeRole', resource: role }];
    expect(notAllowed(bounded(documentOf(PRESETS.developer), trust), WORKER, request)).toEqual([]);
    expect(notDenied(bounded(documentOf(PRESETS.ciDeploy), trust), WORKER, request)).toEqual([]);
  });
});

describe('limits', () => {
  const document = documentOf(BoundaryPreset.workload({ services: ['s3', 'SQS'], regions: ['eu-west-1'] }));
  const inRegion = (region: string) => ({ 'aws:RequestedRegion': region });

  test('let the named services in the named Regions be used, and global services from anywhere', () => {
    expect(notAllowed(bounded(document), WORKER, [
      { what: 'a named service', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/a', context: inRegion('eu-west-1') },
      { what: 'a named service, in capitals', action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`, context: inRegion('eu-west-1') },
      { what: 'a global action', action: 's3:ListAllMyBuckets', context: inRegion('us-east-1') },
      { what: 'the endpoint without a Region', action: 'sts:GetCallerIdentity', context: inRegion('us-east-1') },
    ])).toEqual([]);
  });

  test('hold even where a resource policy names the session', () => {
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/worker/session`;
    expect(notDenied(bounded(document, statement('Allow', '*', '*', { AWS: session })), session, [
      { what: 'another service', action: 'sns:Publish', resource: `arn:aws:sns:eu-west-1:${ACCOUNT}:alarms`, context: inRegion('eu-west-1') },
      { what: 'another Region', action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`, context: inRegion('us-east-1') },
      { what: 'no Region', action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs` },
    ])).toEqual([]);
  });
});

describe('a custom boundary', () => {
  test('allows what its statements allow', () => {
    const document = documentOf(BoundaryPreset.custom({ statements: [new PolicyStatement({ actions: ['s3:Get*'], resources: ['arn:aws:s3:::reports/*'] })] }));
    expect(notAllowed(bounded(document), WORKER, [{ what: 'read', action: 's3:GetObject', resource: 'arn:aws:s3:::reports/a' }])).toEqual([]);
    expect(notDenied(bounded(document), WORKER, [{ what: 'write', action: 's3:PutObject', resource: 'arn:aws:s3:::reports/a' }, ...ESCALATION_ATTACKS])).toEqual([]);
  });

  test.each([
    [BoundaryDenies.IDENTITIES, 'iam:CreateUser'], [BoundaryDenies.PASS_ROLE, 'iam:PassRole'], [BoundaryDenies.ASSUME_ROLE, 'sts:AssumeRole'],
    [BoundaryDenies.TAKEOVER, 'lambda:UpdateFunctionCode'], [BoundaryDenies.RECORDS, 'cloudtrail:StopLogging'],
  ])('leaves out %s only for a reason', (leaveOut, action) => {
    const options = { statements: [ALLOWING], leaveOut: [leaveOut] };
    const trust = statement('Allow', 'sts:AssumeRole', '*', { AWS: ACCOUNT });
    expect(() => BoundaryPreset.custom(options)).toThrow('leaveOutReason: found "", expected a reason of at least 20 characters');
    const document = documentOf(BoundaryPreset.custom({ ...options, leaveOutReason: 'the identity team works in this account' }));
    expect(notAllowed(bounded(document, trust), WORKER, [{ what: 'left out', action, resource: arn('role/app') }])).toEqual([]);
  });

  test('without a statement that allows is an error', () => {
    expect(() => BoundaryPreset.custom({ statements: [] })).toThrow('statements: found "0 statements, none of which allows anything", expected one that allows what may be done at the most');
  });
});

test.each(['eu-west-1', 'us-gov-west-1', 'cn-northwest-1', 'us-isob-east-1', 'eusc-de-east-1'])('a preset can be limited to %s', (region) => {
  expect(() => BoundaryPreset.workload({ regions: [region] })).not.toThrow();
});

test.each<[string, () => BoundaryPreset, string]>([
  ['an unknown service', () => BoundaryPreset.workload({ services: ['s3', 'dynamo'] }), 'services[1]: found "dynamo", expected the prefix of a service, such as dynamodb'],
  ['no service', () => BoundaryPreset.workload({ services: [] }), 'services: found nothing, expected one at least, or no list'],
  ['no Region', () => BoundaryPreset.workload({ regions: [] }), 'regions: found nothing, expected one at least, or no list'],
  ['a zone', () => BoundaryPreset.workload({ regions: ['eu-west-1a'] }), 'regions[0]: found "eu-west-1a", expected a Region such as eu-west-1'],
  ['every role to assume', () => BoundaryPreset.workload({ assumableRoles: ['*'] }), 'assumableRoles[0]: found "*", expected the ARN of a role'],
  ['every role of the account to pass', () => BoundaryPreset.workload({ passableRoles: [arn('role/*')], passedToServices: ['lambda.amazonaws.com'] }), 'passableRoles[0]: found "arn:aws:iam::111122223333:role/*"'],
  ['a role to pass to nobody', () => BoundaryPreset.workload({ passableRoles: [arn('role/a')] }), 'passedToServices: found nothing'],
  ['every service to pass to', () => BoundaryPreset.developer({ passedToServices: ['*'] }), 'passedToServices[0]: found "*"'],
  ['no service to pass to', () => BoundaryPreset.developer({ passedToServices: [] }), 'passedToServices: found nothing, expected one at least'],
  ['the root path', () => BoundaryPreset.developer({ rolePath: '/' }), 'rolePath: found "/", expected a path below / that AWS does not reserve, with a slash at both ends, such as /workloads/'],
  ['a path of AWS', () => BoundaryPreset.developer({ rolePath: '/aws-reserved/' }), 'rolePath: found "/aws-reserved/", expected a path below / that AWS does not reserve'],
  ['a path with a wildcard', () => BoundaryPreset.ciDeploy({ rolePath: '/*/' }), 'rolePath: found "/*/"'],
  ['AdministratorAccess as a boundary', () => BoundaryPreset.developer({ approvedBoundaries: ['arn:aws:iam::aws:policy/AdministratorAccess'] }), 'approvedBoundaries[0]: found "arn:aws:iam::aws:policy/AdministratorAccess"'],
  ['every policy as a boundary', () => BoundaryPreset.developer({ approvedBoundaries: [arn('policy/*')] }), 'approvedBoundaries[0]: found'],
  ['all compute', () => BoundaryPreset.workload({ computeResources: ['arn:aws:lambda:*:*:*'] }), 'computeResources[0]: found "arn:aws:lambda:*:*:*", expected an ARN of more than a wildcard'],
  ['all compute of any type', () => BoundaryPreset.workload({ computeResources: ['arn:aws:ecs:*:*:*/*'] }), 'computeResources[0]: found "arn:aws:ecs:*:*:*/*", expected an ARN of more than a wildcard: one whose resource, or what follows its type, begins with text'],
  ['everything protected', () => BoundaryPreset.developer({ protectedResources: ['*'] }), 'protectedResources[0]: found "*"'],
  ['a long qualifier', () => BoundaryPreset.ciDeploy({ bootstrapQualifier: 'much-too-long' }), 'bootstrapQualifier: found "much-too-long", expected a qualifier of CDK: 1 to 10'],
])('%s is an error that names the option', (_what, make, message) => {
  expect(make).toThrow(message);
});
