import * as config from 'aws-cdk-lib/aws-config';
import { CONFIG_MANAGED_RULES, managedRulePage, RECORDED_IAM_TYPES, REGIONS_THAT_RECORD_IAM } from '../../src/catalogue/config-managed-rules';

const UNKNOWN_TO_CDK = ['IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED', 'IAM_OIDC_PROVIDER_TAGGED', 'IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK'];

test('the identifiers are those of CDK, but for three that it does not have', () => {
  const known = new Set<string>(Object.values(config.ManagedRuleIdentifiers));
  expect(Object.keys(CONFIG_MANAGED_RULES).filter((identifier) => !known.has(identifier))).toEqual(UNKNOWN_TO_CDK);
});

test('each has a page', () => {
  expect(managedRulePage('ACCESS_KEYS_ROTATED')).toBe('https://docs.aws.amazon.com/config/latest/developerguide/access-keys-rotated.html');
});

test('rules that stand in some Regions only stand where IAM is recorded', () => {
  const regions = Object.values(CONFIG_MANAGED_RULES).flatMap(({ onlyIn = [] }) => onlyIn);
  expect(regions.filter((region) => !REGIONS_THAT_RECORD_IAM.includes(region))).toEqual([]);
});

test('rules that are triggered by changes look at types that are recorded by default, but for one', () => {
  const others = Object.entries(CONFIG_MANAGED_RULES)
    .filter(([, { trigger, resourceTypes }]) => trigger === 'change' && resourceTypes.some((type) => !RECORDED_IAM_TYPES.includes(type)));
  expect(others.map(([identifier]) => identifier)).toEqual(['IAM_OIDC_PROVIDER_TAGGED']);
});
