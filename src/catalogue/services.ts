/**
 * The entries of `data/services.pack`, each read when first asked for. `tools/derive-services.ts` makes them of the
 * Service Authorization Reference.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import { Container, openData } from './container';

export interface CatalogueSource {
  /** The package and its version. */
  readonly source: string;
  /** The day of the newest data, as `2026-09-26`. */
  readonly updated: string;
}

interface Header extends CatalogueSource {
  readonly servicesWithForeignKeys: readonly string[];
}

/** As it is stored: access level, condition keys, and for each resource type whether it is required, and condition keys. */
export type StoredAction = readonly [
  accessLevel: string,
  conditionKeys: readonly string[],
  resourceTypes: Readonly<Record<string, readonly [required: 0 | 1, ...conditionKeys: string[]]>>,
];

export type StoredService = readonly [
  conditionKeys: Readonly<Record<string, string>>,
  resourceTypes: Readonly<Record<string, readonly [arn: string, ...conditionKeys: string[]]>>,
  actions: Readonly<Record<string, StoredAction>>,
];

let container: Container<Header> | undefined;

function opened(): Container<Header> {
  container ??= openData<Header>('services.pack');
  return container;
}

/** The package and the date that actions, resource types and condition keys were derived from. */
export function catalogueSource(): CatalogueSource {
  return opened().header;
}

/** Service prefixes (`s3`, `iam`), sorted. */
export function servicePrefixes(): readonly string[] {
  return opened().keys;
}

export function isServicePrefix(prefix: string): boolean {
  return opened().has(prefix.toLowerCase());
}

/** By the prefix in lower case. */
export function storedService(prefix: string): StoredService | undefined {
  return opened().read(prefix) as StoredService | undefined;
}

/** Services with condition keys of a prefix that is not theirs, such as the `saml:aud` of `sts`. */
export function servicesWithForeignKeys(): readonly string[] {
  return opened().header.servicesWithForeignKeys;
}
