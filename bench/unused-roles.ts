/** What the handler of UnusedRoleRule costs, bundled and with the real SDK, against an account over HTTP. Arguments: roles, characters of policies. */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { FakeAws } from '../test/support/fake-aws';
import { generatedRoles, scheduledEvent } from '../test/support/generated-roles';
import { bundle, run } from '../test/support/lambda-process';

async function measure(roles: number, policyCharacters: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'unused-roles-'));
  const aws = await FakeAws.start();
  aws.roles = generatedRoles(roles, policyCharacters);
  // The second run has the evaluations of the first to compare with, as every run but the first.
  const file = bundle('unused-roles/unused-roles.lambda', folder);
  await run(file, scheduledEvent(), aws.environment).ended;
  const { seconds, cpuSeconds, megabytes } = await run(file, scheduledEvent(), aws.environment).ended;
  await aws.close();
  rmSync(folder, { recursive: true });
  console.log(JSON.stringify({ roles, policyCharacters, seconds, cpuSeconds, megabytes }));
}

void measure(Number(process.argv[2]), Number(process.argv[3]));
