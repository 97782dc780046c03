import { findAction, isKnownAction } from '../../../src/catalogue/actions';
import { AUDIT_TAMPERING_ACTIONS } from '../../../src/catalogue/lists/audit-tampering-actions';
import { CREDENTIAL_EXPOSING_ACTIONS } from '../../../src/catalogue/lists/credential-exposing-actions';
import { DATA_EXFILTRATION_ACTIONS } from '../../../src/catalogue/lists/data-exfiltration-actions';
import { ESCALATION_RELEVANT_ACTIONS } from '../../../src/catalogue/lists/escalation-relevant-actions';
import { EVERY_RESOURCE_ACTIONS, isLimitable } from '../../../src/catalogue/lists/every-resource-actions';
import { isOfRetiredService, RETIRED_SERVICES } from '../../../src/catalogue/lists/retired-services';
import { UNLISTED_RESOURCES } from '../../../src/catalogue/lists/unlisted-resources';
import { managedPolicy, managedPolicyNames } from '../../../src/catalogue/managed-policies';

const LISTS = { CREDENTIAL_EXPOSING_ACTIONS, DATA_EXFILTRATION_ACTIONS, AUDIT_TAMPERING_ACTIONS, EVERY_RESOURCE_ACTIONS };

describe.each(Object.entries(LISTS))('%s', (_name, list) => {
  test('names actions that exist, in the spelling of AWS', () => {
    expect(list.filter(({ name }) => findAction(name)?.name !== name)).toEqual([]);
  });

  test('is sorted by service and action, and names each once', () => {
    const keys = list.map(({ name }) => name.replace(':', ' '));
    expect(keys).toEqual([...new Set(keys)].sort());
  });

  test('gives a page of AWS for each', () => {
    expect(list.filter(({ link }) => !/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/.test(link))).toEqual([]);
  });
});

test('what returns the own token of the caller exposes no credentials', () => {
  const exposing = CREDENTIAL_EXPOSING_ACTIONS.map(({ name }) => name);
  expect(exposing).toContain('iam:CreateAccessKey');
  expect(exposing).not.toContain('ecr:GetAuthorizationToken');
  expect(exposing).not.toContain('sts:GetSessionToken');
});

test('the actions of every escalation path are relevant to escalation, with a page each', () => {
  expect(ESCALATION_RELEVANT_ACTIONS.get('iam:PassRole')!.length).toBeGreaterThan(10);
  expect(ESCALATION_RELEVANT_ACTIONS.get('iam:CreatePolicyVersion')).toContain('https://pathfinding.cloud/paths/iam-001');
  expect(ESCALATION_RELEVANT_ACTIONS.has('iam:ListUsers')).toBe(false);
});

test('metrics are no resources that an action could be limited to, although datasets are', () => {
  expect(findAction('cloudwatch:PutMetricData')!.resourceArns).not.toEqual([]);
  expect(isLimitable(findAction('cloudwatch:PutMetricData')!)).toBe(false);
  expect(isLimitable(findAction('cloudwatch:PutMetricAlarm')!)).toBe(true);
});

test('retired services are those that policies of AWS name, and that have no actions any more', () => {
  const named = new Set(managedPolicyNames().flatMap((name) => JSON.stringify(managedPolicy(name)!.document).match(/"[a-z0-9-]+:[A-Z*]/g) ?? []).map((start) => start.slice(1, -2)));
  expect(RETIRED_SERVICES.filter((service) => !named.has(service) || isKnownAction(`${service}:*`))).toEqual([]);
  expect(isOfRetiredService('DeepLens:Anything')).toBe(true);
  expect(isOfRetiredService('deep:lens')).toBe(false);
});

test('what AWS shows beside its list of types is of actions that exist, with a page of AWS for each', () => {
  expect(UNLISTED_RESOURCES.flatMap(({ actions }) => actions).filter((name) => findAction(name)?.name !== name)).toEqual([]);
  expect(UNLISTED_RESOURCES.filter(({ link }) => !/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/.test(link))).toEqual([]);
});
