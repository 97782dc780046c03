import {
  ACCOUNT, ADMINISTRATOR, ADMINISTRATORS, BREAK_GLASS, CLOUD_TRAIL, DEPLOYER, KEEPERS, KEY, MEMBER, of, READER, ROOT, STRANGER, TRAIL,
} from './terms';
import { expandAction } from '../../../src/catalogue/actions';
import { keyAdministration, trailKeyStatements } from '../../../src/constructs/audit/trail-key-policy';
import { documentJson } from '../../../src/policy/policy-json';
import { ADMINISTRATOR_ACCESS, notAllowed, notDenied } from '../../support/proof';

const OTHER_TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/other`;
const CONTEXT = 'kms:EncryptionContext:aws:cloudtrail:arn';
const VIA_S3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
const terms = { partition: 'aws', region: 'eu-west-1', trails: [{ trailArn: TRAIL }], readers: [READER], keepers: KEEPERS };
const POLICY = documentJson([keyAdministration('aws', ACCOUNT), ...trailKeyStatements(terms)]);
const administrators = { identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: POLICY };
const service = { resourcePolicy: POLICY };

const DESTRUCTION = of(KEY, [
  ['schedules the deletion', 'kms:ScheduleKeyDeletion'],
  ['disables it', 'kms:DisableKey'],
  ['stops its rotation', 'kms:DisableKeyRotation'],
]);
const SETTINGS = of(KEY, [
  ['changes its policy', 'kms:PutKeyPolicy'],
  ['points an alias elsewhere', 'kms:UpdateAlias'],
  ['deletes an alias', 'kms:DeleteAlias'],
  ['marks it by a tag', 'kms:TagResource'],
  ['takes its tags off', 'kms:UntagResource'],
  ['describes it otherwise', 'kms:UpdateKeyDescription'],
]);
const USE = of(KEY, [
  ['decrypts', 'kms:Decrypt'],
  ['decrypts into another key', 'kms:ReEncryptFrom'],
  ['lets others use it', 'kms:CreateGrant'],
  ['makes data keys', 'kms:GenerateDataKey'],
  ['encrypts', 'kms:Encrypt'],
], VIA_S3);

test('CloudTrail may encrypt for this trail', () => {
  expect(notAllowed(service, CLOUD_TRAIL, [
    { what: 'encrypts', action: 'kms:GenerateDataKey', resource: KEY, context: { 'aws:SourceArn': TRAIL, [CONTEXT]: TRAIL } },
    { what: 'encrypts in another Region', action: 'kms:GenerateDataKeyWithoutPlaintext', resource: KEY, context: { 'aws:SourceArn': TRAIL, [CONTEXT]: TRAIL.replace('eu-west-1', 'us-east-1') } },
    { what: 'decrypts the bucket key', action: 'kms:Decrypt', resource: KEY, context: { 'aws:SourceArn': TRAIL } },
    { what: 'describes', action: 'kms:DescribeKey', resource: KEY, context: { 'aws:SourceArn': TRAIL } },
  ])).toEqual([]);
});

test('CloudTrail may do nothing for another trail or account', () => {
  const encrypt = { action: 'kms:GenerateDataKey', resource: KEY };
  expect(notDenied(service, CLOUD_TRAIL, [
    { what: 'another trail', ...encrypt, context: { 'aws:SourceArn': OTHER_TRAIL, [CONTEXT]: OTHER_TRAIL } },
    { what: 'a trail of another account', ...encrypt, context: { 'aws:SourceArn': TRAIL.replace(ACCOUNT, STRANGER), [CONTEXT]: TRAIL } },
    { what: 'what another account encrypts', ...encrypt, context: { 'aws:SourceArn': TRAIL, [CONTEXT]: TRAIL.replace(ACCOUNT, STRANGER) } },
    { what: 'no trail', ...encrypt, context: { [CONTEXT]: TRAIL } },
    { what: 'no context', ...encrypt, context: { 'aws:SourceArn': TRAIL } },
    { what: 'decrypts for another', action: 'kms:Decrypt', resource: KEY, context: { 'aws:SourceArn': OTHER_TRAIL } },
    { what: 'describes for another', action: 'kms:DescribeKey', resource: KEY, context: { 'aws:SourceArn': OTHER_TRAIL } },
    { what: 'disables', action: 'kms:DisableKey', resource: KEY, context: { 'aws:SourceArn': TRAIL } },
  ])).toEqual([]);
});

test.each(Object.entries({ ...ADMINISTRATORS, 'the root user': ROOT }))('%s with AdministratorAccess neither uses nor changes it', (_who, principal) => {
  expect(notDenied(administrators, principal, [...DESTRUCTION, ...SETTINGS, ...USE])).toEqual([]);
});

test('administrators read what it is, rotate it and keep it', () => {
  expect(notAllowed(administrators, ADMINISTRATOR, of(KEY, [
    ['describes it', 'kms:DescribeKey'], ['reads its policy', 'kms:GetKeyPolicy'], ['rotates it', 'kms:RotateKeyOnDemand'],
    ['starts its rotation', 'kms:EnableKeyRotation'], ['enables it', 'kms:EnableKey'], ['keeps it', 'kms:CancelKeyDeletion'],
  ]))).toEqual([]);
});

test('break-glass may disable and delete it, and change its policy', () => {
  expect(notAllowed(administrators, BREAK_GLASS, [...DESTRUCTION, ...SETTINGS])).toEqual([]);
  expect(notDenied(administrators, BREAK_GLASS, USE)).toEqual([]);
});

test('deployments change its settings, and can neither disable nor use it', () => {
  expect(notAllowed(administrators, DEPLOYER, SETTINGS)).toEqual([]);
  expect(notDenied(administrators, DEPLOYER, [...DESTRUCTION, ...USE])).toEqual([]);
});

test('administrators may do nothing to it that AWS does not call reading, but what keeps it', () => {
  const kept = ['CancelKeyDeletion', 'CreateAlias', 'EnableKey', 'EnableKeyRotation', 'RotateKeyOnDemand'].map((name) => `kms:${name}`);
  const changes = expandAction('kms:*')
    .filter(({ accessLevel, resourceTypes }) => !['List', 'Read'].includes(accessLevel) && resourceTypes.some(({ name }) => name === 'key'));
  const others = changes.filter(({ name }) => !kept.includes(name)).map(({ name }) => [name, name] as const);
  expect(others.length).toBeGreaterThan(20);
  expect(notDenied(administrators, ADMINISTRATOR, of(KEY, others))).toEqual([]);
});

test('readers decrypt through Amazon S3, and nothing else', () => {
  expect(notAllowed(administrators, READER, of(KEY, [['decrypts', 'kms:Decrypt']], VIA_S3))).toEqual([]);
  expect(notDenied(administrators, READER, [
    ...of(KEY, [['decrypts directly', 'kms:Decrypt']]),
    ...of(KEY, [['decrypts through Amazon S3 elsewhere', 'kms:Decrypt']], { 'kms:ViaService': 's3.us-east-1.amazonaws.com' }),
    ...of(KEY, [['decrypts through another service', 'kms:Decrypt']], { 'kms:ViaService': 'lambda.eu-west-1.amazonaws.com' }),
    ...DESTRUCTION, ...SETTINGS,
  ])).toEqual([]);
});

test('of a key that lets the account do everything, only break-glass disables it, and only deployments change its policy', () => {
  const everything = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' } as const;
  const existing = { identityPolicies: [ADMINISTRATOR_ACCESS], resourcePolicy: documentJson([everything, ...trailKeyStatements(terms)]) };
  const more = of(KEY, [['deletes its material', 'kms:DeleteImportedKeyMaterial']]);
  const replicas = of(KEY, [['copies it to a Region with another policy', 'kms:ReplicateKey'], ['makes another Region primary', 'kms:UpdatePrimaryRegion']]);
  expect(notDenied(existing, ADMINISTRATOR, [...DESTRUCTION, ...SETTINGS, ...more, ...replicas])).toEqual([]);
  expect(notDenied(existing, DEPLOYER, [...DESTRUCTION, ...more])).toEqual([]);
  expect(notAllowed(existing, DEPLOYER, [...SETTINGS, ...replicas])).toEqual([]);
  expect(notAllowed(existing, BREAK_GLASS, [...DESTRUCTION, ...SETTINGS, ...more, ...replicas])).toEqual([]);
});

test('each of several trails encrypts for its account only', () => {
  const member = `arn:aws:cloudtrail:eu-west-1:${MEMBER}:trail/own`;
  const both = { resourcePolicy: documentJson(trailKeyStatements({ ...terms, trails: [{ trailArn: TRAIL }, { trailArn: member }] })) };
  const encrypt = (source: string, context: string) => ({
    what: `${source} ${context}`, action: 'kms:GenerateDataKey', resource: KEY, context: { 'aws:SourceArn': source, [CONTEXT]: context },
  });
  expect(notAllowed(both, CLOUD_TRAIL, [encrypt(TRAIL, TRAIL), encrypt(member, member)])).toEqual([]);
  expect(notDenied(both, CLOUD_TRAIL, [encrypt(TRAIL, member), encrypt(member, TRAIL)])).toEqual([]);
});
