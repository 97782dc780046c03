/** The handler as it is shipped, with the real SDK, against an account of 5,000 roles over HTTP. */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Fault, FakeAws, FakeEvaluation } from '../../support/fake-aws';
import { expectedOf, GENERATED_AT, GENERATED_PARAMETERS, generatedRoles, scheduledEvent } from '../../support/generated-roles';
import { bundle, run } from '../../support/lambda-process';

jest.setTimeout(120_000);

const ROLES = generatedRoles(5000, 1000);
const EXPECTED = expectedOf(ROLES);
const LATER = '2026-11-02T06:00:00.000Z';

let folder: string;
let file: string;
let aws: FakeAws;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unused-roles-'));
  file = bundle('unused-roles/unused-roles.lambda', folder);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => aws.close());

async function account(fault?: (operation: string, count: number) => Fault | undefined): Promise<FakeAws> {
  aws = await FakeAws.start({ fault });
  aws.roles = ROLES;
  return aws;
}

/** Compliance and annotation by the id of the role. */
function evaluated(evaluations: Iterable<FakeEvaluation>): Map<string, readonly (string | undefined)[]> {
  return new Map([...evaluations].map(({ ComplianceResourceId: id, ComplianceType: type, Annotation: annotation }) => [id, [type, annotation]]));
}

function expectExactlyRight(): void {
  expect(evaluated(aws.evaluations.values())).toEqual(EXPECTED);
  expect(new Set([...aws.evaluations.values()].map((evaluation) => `${evaluation.ComplianceResourceType} at ${evaluation.OrderingTimestamp}`)))
    .toEqual(new Set([`AWS::IAM::Role at ${Date.parse(GENERATED_AT) / 1000}`]));
}

test('5,000 roles get exactly the right evaluations, well inside one run', async () => {
  await account();
  const { exitCode, errors, result, seconds, megabytes } = await run(file, scheduledEvent(), aws.environment).ended;
  expect([exitCode, exitCode === 0 ? '' : errors]).toEqual([0, '']);
  expectExactlyRight();
  const count = (compliance: string) => [...EXPECTED.values()].filter(([type]) => type === compliance).length;
  expect(result).toEqual({ COMPLIANT: count('COMPLIANT'), NON_COMPLIANT: count('NON_COMPLIANT'), NOT_APPLICABLE: 0 });
  expect(seconds).toBeLessThan(90);
  expect(megabytes).toBeLessThan(400);
});

test('throttling, connections that are cut and evaluations that are not taken lose nothing', async () => {
  const faults: Fault[] = ['throttle', 'cutBefore', 'cutAfter', 'takeHalf'];
  await account((operation, count) => (count % 6 === 2 ? faults[Math.floor(count / 6) % (operation === 'PutEvaluations' ? 4 : 3)] : undefined));
  const { exitCode, errors } = await run(file, scheduledEvent(), aws.environment).ended;
  expect([exitCode, exitCode === 0 ? '' : errors]).toEqual([0, '']);
  expect(aws.faults).toBeGreaterThan(8);
  expectExactlyRight();
});

test('a run that is killed half-way, when AWS Config has taken a batch, is made good by the same event', async () => {
  let kill: (() => void) | undefined;
  await account((operation, count) => {
    if (kill === undefined || operation !== 'PutEvaluations' || count !== 20) {
      return undefined;
    }
    kill();
    return 'cutAfter';
  });
  const killed = run(file, scheduledEvent(), aws.environment);
  kill = () => killed.process.kill('SIGKILL');
  expect((await killed.ended).exitCode).toBeNull();
  expect(aws.evaluations.size).toBe(2100);

  kill = undefined;
  expect((await run(file, scheduledEvent(), aws.environment).ended).exitCode).toBe(0);
  expectExactlyRight();
});

test('the evaluations of 500 deleted roles are cleared, those of the others renewed', async () => {
  await account();
  await run(file, scheduledEvent(), aws.environment).ended;
  aws.roles = ROLES.slice(500);
  const { result } = await run(file, scheduledEvent(GENERATED_PARAMETERS, LATER), aws.environment).ended;
  const deleted = new Map(expectedOf(ROLES.slice(0, 500)));
  expect(result).toEqual(expect.objectContaining({ NOT_APPLICABLE: deleted.size }));
  for (const [id, { ComplianceType: type, OrderingTimestamp: time }] of aws.evaluations) {
    expect([id, type === 'NOT_APPLICABLE', time]).toEqual([id, deleted.has(id), Date.parse(LATER) / 1000]);
  }
});
