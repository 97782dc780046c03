/** The CDK CLI bootstraps an account, deploys to it and destroys; what has arrived, and what has stayed, is read back by SDK. */
import {
  GetAccountPasswordPolicyCommand, GetPolicyCommand, GetPolicyVersionCommand, GetRoleCommand, GetRolePolicyCommand,
  IAMClient, ListRolePoliciesCommand, UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { Deployment, synthesized } from './deployment';
import { ACCOUNT, REGION } from './emulator';
import { readBack, readBackAs } from './read-back';
import { CdkOutcome } from '../e2e/project';
import { escalationAttacks } from '../support/attacks';
import { ADMINISTRATOR_ACCESS, notAllowed, notDenied, ProofRequest } from '../support/proof';

jest.setTimeout(600_000);

/** There before anything is deployed. Every setting is given: unlike IAM, the emulator keeps those that are not. */
const EARLIER = {
  MinimumPasswordLength: 8, MaxPasswordAge: 90, PasswordReusePrevention: 5, HardExpiry: false, AllowUsersToChangePassword: false,
  RequireUppercaseCharacters: false, RequireLowercaseCharacters: true, RequireNumbers: true, RequireSymbols: false,
};

let deployment: Deployment;
let deployed: CdkOutcome;
let iam: IAMClient;

beforeAll(async () => {
  deployment = new Deployment();
  await deployment.start();
  iam = new IAMClient(deployment.emulator.client);
  await iam.send(new UpdateAccountPasswordPolicyCommand(EARLIER));
  deployed = await deployment.deploy('--all', '--context', 'removal=restore');
});

afterAll(() => deployment.stop());

test('the stacks are deployed', () => {
  expect(deployed).toMatchObject({ exitCode: 0 });
});

describe('roles and boundaries', () => {
  const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/workload-boundary`;
  const WORKER = `arn:aws:iam::${ACCOUNT}:role/worker`;

  async function boundaryDocument(): Promise<unknown> {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: BOUNDARY }));
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: BOUNDARY, VersionId: Policy!.DefaultVersionId }));
    return JSON.parse(decodeURIComponent(PolicyVersion!.Document!));
  }

  async function documentsOf(RoleName: string): Promise<unknown[]> {
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    return Promise.all(PolicyNames!.map(async (PolicyName) => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return JSON.parse(decodeURIComponent(PolicyDocument!));
    }));
  }

  test('the boundary that has arrived denies every attack', async () => {
    const policies = { identityPolicies: [ADMINISTRATOR_ACCESS], permissionsBoundary: await boundaryDocument() };
    expect(notDenied(policies, WORKER, escalationAttacks({ principalArn: WORKER, boundaryArn: BOUNDARY }))).toEqual([]);
  });

  test('the role of a machine may do its work below the boundary, and cannot become the session of a person', async () => {
    const policies = { identityPolicies: await documentsOf('worker'), permissionsBoundary: await boundaryDocument() };
    expect(notAllowed(policies, WORKER, [{ what: 'reads a report', action: 's3:GetObject', resource: 'arn:aws:s3:::reports-e2e/2026.csv' }])).toEqual([]);
    expect(notDenied({ identityPolicies: [...policies.identityPolicies, ADMINISTRATOR_ACCESS] }, WORKER, [
      { what: 'becomes a federated user', action: 'sts:GetFederationToken', resource: `arn:aws:sts::${ACCOUNT}:federated-user/me` },
    ])).toEqual([]);
  });

  test('the role of a machine trusts its service', async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
    expect(JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!))).toMatchObject({
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    });
  });

  // It decides by the policies of roles: what the function of the password policy does below, its role allows.
  test('the emulator, too, refuses what the role of a machine does not allow', () => {
    const answers = readBackAs('worker', deployment.emulator, ['iam', 'list_roles', {}], ['iam', 'delete_account_password_policy', {}]);
    expect(answers).toMatchObject([{ Error: { Code: 'AccessDenied' } }, { Error: { Code: 'AccessDenied' } }]);
  });

  // Its CloudFormation does not keep the boundary of a role: https://github.com/ministackorg/ministack
  test('both roles are deployed with the boundary', () => {
    const roles = Object.values(synthesized(deployed, 'Access', 'AWS::IAM::Role'));
    expect(roles.map(({ Properties }) => Object.keys(Properties.PermissionsBoundary))).toEqual([['Ref'], ['Ref']]);
  });
});

describe('the archive', () => {
  const BUCKETS = ['records-e2e', 'records-e2e-access'];
  const RECORDS = 'arn:aws:s3:::records-e2e';
  const RECORD = `${RECORDS}/AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/2026/11/22/log.json.gz`;
  const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/audit`;
  const CLOUD_TRAIL = 'cloudtrail.amazonaws.com';
  const [ADMINISTRATOR, AUDITOR, BREAK_GLASS, DEPLOYER] = ['Admin', 'auditor', 'break-glass', `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${REGION}`]
    .map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`);
  const destruction = (resource: string) => (
    ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectRetention', 's3:BypassGovernanceRetention'].map((action) => ({ what: action, action, resource }))
  );
  const write = (trail: string): ProofRequest => ({
    what: `writes for ${trail}`, action: 's3:PutObject', resource: RECORD,
    context: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trail, 'aws:SecureTransport': true, 's3:TlsVersion': 1.3 },
  });

  const answersOf = (operation: string) => readBack(deployment.emulator, ...BUCKETS.map((Bucket) => ['s3', operation, { Bucket }] as const));
  const policiesOfBuckets = () => answersOf('get_bucket_policy').map(({ Policy }) => JSON.parse(Policy));
  const keyByAlias = () => readBack(deployment.emulator, ['kms', 'describe_key', { KeyId: 'alias/records-e2e' }])[0].KeyMetadata;
  const underAdministration = (resourcePolicy: unknown) => ({ identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy, resourceAccount: ACCOUNT });

  let policies: any[];
  beforeAll(() => { policies = policiesOfBuckets(); });

  test('its buckets are versioned, and closed to the public', () => {
    expect(answersOf('get_bucket_versioning').map(({ Status }) => Status)).toEqual(['Enabled', 'Enabled']);
    const closed = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    expect(answersOf('get_public_access_block').map(({ PublicAccessBlockConfiguration }) => PublicAccessBlockConfiguration)).toEqual([closed, closed]);
  });

  test('its buckets have the statements that were declared', () => {
    const said = ({ Statement }: any) => Statement.map(({ Sid, Effect, Action }: any) => ({ Sid, Effect, Action }));
    const declared = synthesized(deployed, 'Archive', 'AWS::S3::BucketPolicy');
    expect(policies.map(said)).toEqual(['Records', 'AccessLogs'].map((bucket) => said(declared[`LogArchive/${bucket}/Policy/Resource`].Properties.PolicyDocument)));
  });

  test('nobody but break-glass may delete records or shorten their lock', () => {
    const [records, accessLogs] = policies;
    [ADMINISTRATOR, DEPLOYER, AUDITOR, `arn:aws:iam::${ACCOUNT}:root`].forEach((principal) => {
      expect(notDenied(underAdministration(records), principal, destruction(RECORD))).toEqual([]);
      expect(notDenied(underAdministration(accessLogs), principal, destruction('arn:aws:s3:::records-e2e-access/log'))).toEqual([]);
    });
    expect(notAllowed(underAdministration(records), BREAK_GLASS, destruction(RECORD))).toEqual([]);
  });

  test('CloudTrail may write for the trail, and for no other', () => {
    const service = { resourcePolicy: policies[0], resourceAccount: ACCOUNT };
    expect(notAllowed(service, CLOUD_TRAIL, [write(TRAIL)])).toEqual([]);
    expect(notDenied(service, CLOUD_TRAIL, [write(`${TRAIL}-2`)])).toEqual([]);
  });

  test('its key rotates, and decrypts for readers, not for administrators', () => {
    const { KeyId, Arn } = keyByAlias();
    const [rotation, { Policy }] = readBack(deployment.emulator, ['kms', 'get_key_rotation_status', { KeyId }], ['kms', 'get_key_policy', { KeyId, PolicyName: 'default' }]);
    expect(rotation).toMatchObject({ KeyRotationEnabled: true });
    const keyPolicy = underAdministration(JSON.parse(Policy));
    const decrypt = [{ what: 'decrypts', action: 'kms:Decrypt', resource: Arn, context: { 'kms:ViaService': `s3.${REGION}.amazonaws.com` } }];
    expect(notAllowed(keyPolicy, AUDITOR, decrypt)).toEqual([]);
    expect(notDenied(keyPolicy, ADMINISTRATOR, decrypt)).toEqual([]);
  });

  // Its CloudFormation keeps none of these for a bucket: https://github.com/ministackorg/ministack
  test('its buckets are deployed encrypted, locked, logged, without ACLs, and with an end of retention', () => {
    const buckets = synthesized(deployed, 'Archive', 'AWS::S3::Bucket');
    const common = {
      LifecycleConfiguration: { Rules: [{ Id: 'Retention', Status: 'Enabled', ExpirationInDays: 365 }, { Id: 'DeleteMarkers', Status: 'Enabled' }] },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    };
    const encryptedBy = (SSEAlgorithm: string) => ({ ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm } }] });
    expect(buckets['LogArchive/Records/Resource'].Properties).toMatchObject({
      ...common, BucketEncryption: encryptedBy('aws:kms'), LoggingConfiguration: { DestinationBucketName: { Ref: expect.stringContaining('AccessLogs') } },
      ObjectLockEnabled: true, ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } } },
    });
    expect(buckets['LogArchive/AccessLogs/Resource'].Properties).toMatchObject({ ...common, BucketEncryption: encryptedBy('AES256') });
  });

  test('it stays when its stack is destroyed', async () => {
    expect(await deployment.destroy('Archive', deployed)).toMatchObject({ exitCode: 0 });
    expect(policiesOfBuckets()).toEqual(policies);
    expect(keyByAlias()).toMatchObject({ KeyState: 'Enabled' });
  });
});

describe('the password policy, step by step', () => {
  const CLASSES = ['RequireUppercaseCharacters', 'RequireLowercaseCharacters', 'RequireNumbers', 'RequireSymbols'];
  const classes = (required: boolean) => Object.fromEntries(CLASSES.map((name) => [name, required]));
  const COMMON = { PasswordReusePrevention: 24, MaxPasswordAge: 365, HardExpiry: false, AllowUsersToChangePassword: true };
  const FIRST = { ...COMMON, ...classes(true), MinimumPasswordLength: 16 };
  const UPDATED = { ...COMMON, ...classes(false), MinimumPasswordLength: 20 };
  const UPDATE = ['Passwords', '--context', 'removal=restore', '--context', 'preset=NIST_800_63B'];

  /** Or the name of the error. */
  async function policy(): Promise<unknown> {
    return iam.send(new GetAccountPasswordPolicyCommand({})).then(({ PasswordPolicy }) => PasswordPolicy, ({ name }) => name);
  }

  function physicalIds(): Record<string, string> {
    const [{ StackResources }] = readBack(deployment.emulator, ['cloudformation', 'describe_stack_resources', { StackName: 'Passwords' }]);
    return Object.fromEntries(StackResources.map(({ LogicalResourceId, PhysicalResourceId }: any) => [LogicalResourceId, PhysicalResourceId]));
  }

  test('it is set as a whole', async () => {
    expect(await policy()).toMatchObject(FIRST);
  });

  test('it is updated in place, with every setting', async () => {
    const before = physicalIds();
    expect(await deployment.deploy(...UPDATE, '--parameters', 'Passwords:MinimumLength=20')).toMatchObject({ exitCode: 0 });
    expect(physicalIds()).toEqual(before);
    // The emulator keeps what is not sent: what is false now has been sent.
    expect(await policy()).toMatchObject(UPDATED);
  });

  test('one that IAM would refuse fails the deployment with its reason, and leaves the policy as it was', async () => {
    const { exitCode } = await deployment.deploy(...UPDATE, '--parameters', 'Passwords:MinimumLength=5');
    const [{ StackEvents }] = readBack(deployment.emulator, ['cloudformation', 'describe_stack_events', { StackName: 'Passwords' }]);
    const failures = StackEvents.filter(({ ResourceStatus }: any) => ResourceStatus === 'UPDATE_FAILED');
    expect(exitCode).toBe(1);
    expect(failures).toMatchObject([{
      ResourceType: 'Custom::IamGuardrailsPasswordPolicy', ResourceStatusReason: 'MinimumPasswordLength: found "5", expected a whole number from 6 to 128',
    }]);
    expect(await policy()).toMatchObject(UPDATED);
  });

  test('the earlier one comes back with the end of the stack, if asked for', async () => {
    expect(await deployment.destroy('Passwords', deployed)).toMatchObject({ exitCode: 0 });
    expect(await policy()).toMatchObject(EARLIER);
  });

  test('it is deleted with the stack, if asked for', async () => {
    expect(await deployment.deploy('Passwords', '--context', 'removal=delete')).toMatchObject({ exitCode: 0 });
    expect(await policy()).toMatchObject(FIRST);
    expect(await deployment.destroy('Passwords', deployed)).toMatchObject({ exitCode: 0 });
    expect(await policy()).toBe('NoSuchEntityException');
  });

  test('it stays if nothing is asked for', async () => {
    expect(await deployment.deploy('Passwords')).toMatchObject({ exitCode: 0 });
    expect(await deployment.destroy('Passwords', deployed)).toMatchObject({ exitCode: 0 });
    expect(await policy()).toMatchObject(FIRST);
  });
});
