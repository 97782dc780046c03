/** The handler of UnusedRoleRule as it is shipped, in a process of its own, asks IAM and AWS Config of moto about 5,000 roles over HTTP. */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CreateRoleCommand, DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { Account, Fault, Moto } from './unused-roles.moto';
import { FakeEvaluation } from '../support/fake-aws';
import { expectedOf, GENERATED_AT, GENERATED_PARAMETERS, GeneratedRole, generatedRoles, scheduledEvent } from '../support/generated-roles';
import { bundle, run, RunResult } from '../support/lambda-process';

jest.setTimeout(120_000);

const ROLES = generatedRoles(5000);
const EXPECTED = evaluationsOf(ROLES);
const BATCHES = Math.ceil(EXPECTED.size / 100);
const LATER = '2026-11-02T06:00:00.000Z';

let folder: string;
let file: string;
let moto: Moto;
let account: Account;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unused-roles-'));
  file = bundle('unused-roles/unused-roles.lambda', folder);
  moto = await Moto.start(ROLES);
});
afterAll(async () => {
  await moto.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => { account = await Account.open(moto); });
afterEach(() => account.close());

/** Compliance, last use and Region, as they are right for each role, by its id. */
function evaluationsOf(roles: readonly GeneratedRole[]): Map<string, FakeEvaluation> {
  return new Map([...expectedOf(roles)].map(([id, [compliance, annotation]]) => [id, {
    ComplianceResourceType: 'AWS::IAM::Role',
    ComplianceResourceId: id,
    ComplianceType: compliance,
    Annotation: annotation,
    OrderingTimestamp: Date.parse(GENERATED_AT) / 1000,
  }]));
}

function invoke(event: unknown = scheduledEvent()): Promise<RunResult> {
  const { process, ended } = run(file, event, account.environment);
  account.process = process;
  return ended;
}

async function succeeds(event?: unknown): Promise<RunResult> {
  const result = await invoke(event);
  expect([result.exitCode, result.exitCode === 0 ? '' : result.errors]).toEqual([0, '']);
  return result;
}

function ids(batches: readonly FakeEvaluation[][]): string[] {
  return batches.flat().map(({ ComplianceResourceId: id }) => id).sort();
}

function expectEachConfirmedOnce(): void {
  expect(ids(account.confirmed)).toEqual([...EXPECTED.keys()].sort());
}

test('each of 5,000 roles, used and unused, is put once, with exactly the right evaluation', async () => {
  const { result, seconds, megabytes } = await succeeds();
  expect(account.evaluations).toEqual(EXPECTED);
  expectEachConfirmedOnce();
  const count = (compliance: string) => [...EXPECTED.values()].filter(({ ComplianceType: type }) => type === compliance).length;
  expect(result).toEqual({ COMPLIANT: count('COMPLIANT'), NON_COMPLIANT: count('NON_COMPLIANT'), NOT_APPLICABLE: 0 });
  expect(account.requests).toEqual({ GetComplianceDetailsByConfigRule: 1, GetAccountAuthorizationDetails: 25, PutEvaluations: BATCHES });
  expect(seconds).toBeLessThan(60);
  expect(megabytes).toBeLessThan(400);
});

test('throttling and cut connections: nothing is lost, nothing double', async () => {
  const faults: Fault[] = ['throttle', 'cutBefore', 'cutAfter'];
  account.faults = (_, count) => (count % 8 === 2 ? faults[Math.floor(count / 8) % faults.length] : undefined);
  await succeeds();
  expect(Math.min(account.injected.throttle, account.injected.cutBefore, account.injected.cutAfter)).toBeGreaterThanOrEqual(3);
  expect(account.evaluations).toEqual(EXPECTED);
  expectEachConfirmedOnce();
  // What was taken unbeknown to the function is put again as it was: for AWS Config, the same evaluation.
  expect(account.unconfirmed.length).toBeGreaterThanOrEqual(2);
  expect(account.confirmed).toEqual(expect.arrayContaining(account.unconfirmed));
});

test('a run that is killed half-way is made good by the same event: nothing is lost, nothing double', async () => {
  const half = Math.floor(BATCHES / 2);
  account.faults = (operation, count) => (operation === 'PutEvaluations' && count === half ? 'kill' : undefined);
  expect((await invoke()).exitCode).toBeNull();
  expect(account.evaluations).toEqual(new Map([...EXPECTED].slice(0, 100 * (half + 1))));

  account.forgetRequests();
  await succeeds();
  expect(account.evaluations).toEqual(EXPECTED);
  expectEachConfirmedOnce();
});

test('the evaluations of roles that are deleted in IAM are cleared, those of the others renewed, a new role of an old name gets its own', async () => {
  const iam = new IAMClient({
    endpoint: moto.url, region: 'us-east-1', credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
  });
  account.hold(EXPECTED);
  const deleted = ROLES.slice(1000, 1140);
  for (const { name: RoleName } of deleted) {
    await iam.send(new DeleteRoleCommand({ RoleName }));
  }
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: deleted[0].name, AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' }));

  const { result } = await succeeds(scheduledEvent(GENERATED_PARAMETERS, LATER));
  const cleared = evaluationsOf(deleted);
  expect(cleared.size).toBeGreaterThan(100);
  expect(result).toMatchObject({ NOT_APPLICABLE: cleared.size });
  expect(ids(account.confirmed)).toEqual([...EXPECTED.keys(), Role!.RoleId!].sort());
  for (const [id, { ComplianceType: type, OrderingTimestamp: time }] of account.evaluations) {
    expect([id, type === 'NOT_APPLICABLE', time]).toEqual([id, cleared.has(id), Date.parse(LATER) / 1000]);
  }
});
