/** The CDK CLI bootstraps an account and deploys to it; what has arrived is read back by SDK. */
import { readFileSync } from 'fs';
import { join } from 'path';
import {
  GetPolicyCommand, GetPolicyVersionCommand, GetRoleCommand, GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { ACCOUNT, Emulator } from './emulator';
import { CdkOutcome, Project } from '../e2e/project';
import { escalationAttacks } from '../support/attacks';
import { ADMINISTRATOR_ACCESS, notAllowed, notDenied } from '../support/proof';

jest.setTimeout(600_000);

const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/workload-boundary`;
const WORKER = `arn:aws:iam::${ACCOUNT}:role/worker`;

const emulator = new Emulator();
let project: Project;
let iam: IAMClient;

function cdk(...args: string[]): Promise<CdkOutcome> {
  return project.cdk(args, emulator.environment);
}

beforeAll(async () => {
  await emulator.start();
  project = new Project('aws-cdk-lib', join(__dirname, 'app.js'));
  iam = new IAMClient(emulator.client);
  expect(await cdk('bootstrap')).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  project.remove();
  await emulator.stop();
});

describe('roles and boundaries', () => {
  let deployed: CdkOutcome;
  beforeAll(async () => { deployed = await cdk('deploy', 'Access', '--require-approval', 'never'); });

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

  test('are deployed', () => {
    expect(deployed).toMatchObject({ exitCode: 0 });
  });

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

  // The emulator does not keep the boundary of a role: https://github.com/ministackorg/ministack
  test('both roles are deployed with the boundary', () => {
    const { Resources } = JSON.parse(readFileSync(join(deployed.assembly, 'Access.template.json'), 'utf8')) as { Resources: Record<string, any> };
    const roles = Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    expect(roles.map(({ Properties }) => Object.keys(Properties.PermissionsBoundary))).toEqual([['Ref'], ['Ref']]);
  });
});
