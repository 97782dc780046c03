import { Aws, Lazy } from 'aws-cdk-lib';
import { GuardrailSet } from '../../../src/constructs/organization/guardrail-set';
import { GuardrailSetOptions } from '../../../src/constructs/organization/guardrail-set-options';
import { GUARDRAILS } from '../../../src/constructs/organization/guardrails';

const ADMIN = { exemptPrincipals: ['arn:*:iam::*:role/OrganizationAdmin'] };
const ALL: GuardrailSetOptions = {
  ...ADMIN,
  organizationId: 'o-a1b2c3d4e5',
  allowedRegions: ['eu-west-1', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1'],
  approvedBoundaries: ['arn:*:iam::*:policy/workload-boundary'],
  protectedRoles: ['arn:*:iam::*:role/guardrails/*'],
  protectedStacks: ['arn:*:cloudformation:*:*:stack/guardrails-*'],
  logBuckets: ['arn:aws:s3:::central-logs'],
  logKeys: ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
  logGroups: ['arn:*:logs:*:*:log-group:organization-trail'],
};
const REASON = 'the organization has no such thing yet';

function idsIn(set: 'baseline' | 'strict'): string[] {
  return GUARDRAILS.filter(({ sets }) => sets.includes(set)).map(({ id }) => id);
}

describe('a set', () => {
  test('has the entries of its name', () => {
    expect(GuardrailSet.baseline(ALL).ids).toEqual(idsIn('baseline'));
    expect(GuardrailSet.strict(ALL).ids).toEqual(idsIn('strict'));
    expect(GuardrailSet.strict(ALL)._guardrails().map(({ id }) => id)).toEqual(idsIn('strict'));
  });

  test('of ids has these once, sorted', () => {
    expect(GuardrailSet.of(['DenyRootUser', 'DenyLeavingOrganization', 'DenyRootUser'], ADMIN).ids).toEqual(['DenyLeavingOrganization', 'DenyRootUser']);
  });

  test('hands on what it was given, and nothing where nothing was', () => {
    expect(GuardrailSet.strict(ALL)._parameters()).toEqual(ALL);
    expect(GuardrailSet.of(['DenyRootUser'], ADMIN)._parameters()).toEqual({
      ...ADMIN,
      organizationId: undefined,
      ...Object.fromEntries(['allowedRegions', 'approvedBoundaries', 'protectedRoles', 'protectedStacks', 'logBuckets', 'logKeys', 'logGroups'].map((name) => [name, []])),
    });
  });

  test('without an entry says which, and why', () => {
    const set = GuardrailSet.baseline(ALL).without('ProtectConfig', REASON).without('ProtectLogKeys', REASON);
    expect(set.ids).toEqual(idsIn('baseline').filter((id) => id !== 'ProtectConfig' && id !== 'ProtectLogKeys'));
    expect(set.leftOut).toEqual([{ id: 'ProtectConfig', reason: REASON }, { id: 'ProtectLogKeys', reason: REASON }]);
    expect(set._guardrails().map(({ id }) => id)).toEqual(set.ids);
  });

  test('is not changed by leaving an entry out', () => {
    const set = GuardrailSet.baseline(ALL);
    set.without('ProtectConfig', REASON);
    expect([set.ids, set.leftOut]).toEqual([idsIn('baseline'), []]);
  });

  test('takes values that are known only when they are deployed', () => {
    const given = {
      exemptPrincipals: [Lazy.string({ produce: () => 'arn:aws:iam::111122223333:role/Admin' }), `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/Admin`],
      logBuckets: [`arn:${Aws.PARTITION}:s3:::logs-${Aws.ACCOUNT_ID}`],
    };
    expect(GuardrailSet.of(['ProtectLogBuckets'], given)._parameters()).toMatchObject(given);
  });

  test('takes no name that is a wildcard, whatever the account is', () => {
    expect(() => GuardrailSet.baseline({ exemptPrincipals: [`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/*`] }))
      .toThrow('expected a name with at least 3 characters that are not wildcards');
  });
});

describe('an entry that lacks its option', () => {
  test('is an error when the set is used, naming each entry and option', () => {
    const lacking = () => GuardrailSet.baseline(ADMIN)._guardrails();
    expect(lacking).toThrow('ProtectLogBuckets needs logBuckets, ProtectLogKeys needs logKeys');
    expect(lacking).toThrow('RestrictServicesToOrganization needs organizationId; give the option, or leave the entry out by without(id, reason)');
  });

  test('is an error at once when it was asked for by its id', () => {
    expect(() => GuardrailSet.of(['RestrictRegions'], ADMIN)).toThrow('RestrictRegions needs allowedRegions');
    expect(() => GuardrailSet.of(['RestrictRegions'], { ...ADMIN, allowedRegions: [] })).toThrow('RestrictRegions needs allowedRegions');
  });

  test('is none when the entry is left out', () => {
    const { ids } = ['ProtectGuardrailStacks', 'ProtectLogBuckets', 'ProtectLogKeys', 'RestrictServicesToOrganization']
      .reduce((set, id) => set.without(id, REASON), GuardrailSet.baseline(ADMIN));
    expect(ids).toContain('ProtectGuardrailRoles');
  });
});

describe('what cannot be is an error that says what to change', () => {
  test.each<[keyof GuardrailSetOptions, unknown, string]>([
    ['exemptPrincipals', undefined, 'exemptPrincipals: found "none", expected at least one'],
    ['exemptPrincipals', [], 'exemptPrincipals: found "none", expected at least one'],
    ['exemptPrincipals', ['*'], 'exemptPrincipals[0]: found "*", expected the ARN of a role or user'],
    ['exemptPrincipals', ['arn:aws:iam::*:root'], 'exemptPrincipals[0]: found "arn:aws:iam::*:root", expected the ARN of a role or user'],
    ['exemptPrincipals', ['arn:aws:sts::111122223333:assumed-role/Admin/me'], 'expected the ARN of a role or user'],
    ['exemptPrincipals', ['arn:*:iam::*:role/aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations'], 'a role or user that somebody can be'],
    ['exemptPrincipals', ['arn:*:iam::*:role/Organization Admin'], 'expected the ARN of a role or user'],
    ['exemptPrincipals', ['arn:*:iam::*:role/OrganizationAdmin/'], 'expected the ARN of a role or user'],
    ['exemptPrincipals', [`arn:*:iam::*:role/${'a'.repeat(65)}`], 'expected the ARN of a role or user'],
    ['exemptPrincipals', ['arn:*:iam::*:role/${aws:username}'], 'expected the ARN of a role or user'],
    ['exemptPrincipals', ['arn:aws:iam::*:*'], 'expected the ARN of a role or user'],
    ['exemptPrincipals', ['arn:aws:iam::1111:role/Admin'], 'expected the ARN of a role or user'],
    ['exemptPrincipals', ['arn:*:iam::*:role/Admin', 'arn:*:iam::*:role/*'], 'exemptPrincipals[1]: found "arn:*:iam::*:role/*", expected a name with at least 3'],
    ['exemptPrincipals', ['arn:*:iam::*:role/a*b'], 'expected a name with at least 3 characters that are not wildcards'],
    ['exemptPrincipals', ['arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*'], 'expected a name with at least 3 characters that are not wildcards'],
    ['exemptPrincipals', ['arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_*'], 'expected a name with at least 3 characters'],
    ['exemptPrincipals', ['arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/us-gov-west-1/AWSReservedSSO_*'], 'expected a name with at least 3 characters'],
    ['organizationId', 'my-organization', 'organizationId: found "my-organization", expected the id of an organization'],
    ['organizationId', '', 'organizationId: found "", expected the id of an organization'],
    ['allowedRegions', ['eu-west-1', 'eu-*'], 'allowedRegions[1]: found "eu-*", expected the code of a Region'],
    ['allowedRegions', ['Ireland'], 'allowedRegions[0]: found "Ireland", expected the code of a Region'],
    ['approvedBoundaries', ['workload-boundary'], 'approvedBoundaries[0]: found "workload-boundary", expected the ARN of a managed policy'],
    ['approvedBoundaries', ['arn:*:iam::*:policy/*'], 'approvedBoundaries[0]: found "arn:*:iam::*:policy/*", expected a name'],
    ['protectedRoles', ['arn:*:iam::*:user/x'], 'protectedRoles[0]: found "arn:*:iam::*:user/x", expected the ARN of a role'],
    ['protectedRoles', ['arn:*:iam::*:role/**'], 'protectedRoles[0]: found "arn:*:iam::*:role/**", expected a name'],
    ['protectedStacks', ['guardrails'], 'protectedStacks[0]: found "guardrails", expected the ARN of a stack'],
    ['logBuckets', ['central-logs'], 'logBuckets[0]: found "central-logs", expected the ARN of a bucket'],
    ['logBuckets', ['arn:aws:s3:::central-logs/*'], 'logBuckets[0]: found "arn:aws:s3:::central-logs/*", expected the ARN of a bucket'],
    ['logGroups', ['organization-trail'], 'logGroups[0]: found "organization-trail", expected the ARN of a log group'],
    ['logGroups', ['arn:*:logs:*:*:log-group:organization-trail:*'], 'expected the ARN of a log group, for instance arn:*:logs:*:*:log-group:organization-trail'],
    ['logGroups', ['arn:*:logs:*:*:log-group:*'], 'logGroups[0]: found "arn:*:logs:*:*:log-group:*", expected a name with at least 3 characters'],
    ['logGroups', ['arn:*:logs:*:*:log-group:/*/x'], 'expected a name with at least 3 characters that are not wildcards'],
    ['logKeys', ['alias/logs'], 'logKeys[0]: found "alias/logs", expected the ARN of a key'],
  ])('%s %j', (option, value, message) => {
    expect(() => GuardrailSet.strict({ ...ALL, [option]: value })).toThrow(message);
  });

  test('an exempt permission set by its name is none', () => {
    const exemptPrincipals = ['arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_OrganizationAdmin_*'];
    expect(GuardrailSet.strict({ ...ALL, exemptPrincipals }).ids).toEqual(idsIn('strict'));
  });

  test('an id that is not in the catalogue names the nearest and all', () => {
    expect(() => GuardrailSet.of(['DenyRoot'], ADMIN)).toThrow(/^id: found "DenyRoot", expected an entry of the catalogue; the nearest is DenyRootUser, all are .*ProtectConfig/);
    expect(() => GuardrailSet.of([], ADMIN)).toThrow(/^ids: found "none", expected at least one of DenyAccessKeys/);
  });

  test('an entry cannot be left out twice, without a reason, or when it is not in the set', () => {
    const set = GuardrailSet.of(['DenyRootUser', 'ProtectConfig'], ADMIN);
    expect(() => set.without('ProtectConfig', REASON).without('ProtectConfig', REASON)).toThrow('id: found "ProtectConfig", expected one of the set: DenyRootUser');
    expect(() => set.without('DenyIamUsers', REASON)).toThrow('expected one of the set: DenyRootUser, ProtectConfig');
    expect(() => set.without('Protect', REASON)).toThrow('the nearest is ProtectConfig');
    expect(() => set.without('ProtectConfig', 'because')).toThrow('reason: found "because", expected a reason of at least 20 characters');
  });
});
