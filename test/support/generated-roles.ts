/** An account with as many roles as one likes, of each kind that UnusedRoleRule tells apart, and what it has to say of each. */
import { FakeRole } from './fake-aws';

export interface GeneratedRole extends FakeRole {
  /** Compliance and annotation; absent: it is not evaluated. */
  readonly expected?: readonly [string, string];
}

/** The rule that the expectations are of. */
export const GENERATED_PARAMETERS = {
  maxUnusedDays: '90', gracePeriodDays: '30', allowedPaths: '/break-glass/', allowedTags: 'owner=auditors,keep', allowedNames: 'dr-*',
};
export const GENERATED_AT = '2026-11-01T06:00:00.000Z';

const KINDS: readonly ((name: string) => Pick<GeneratedRole, 'expected' | 'lastUsed' | 'created'> & Partial<FakeRole>)[] = [
  () => ({ ...used('2026-10-31T00:00:00Z', 'us-east-1'), expected: ['COMPLIANT', 'last used 2026-10-31 (us-east-1)'] }),
  () => ({ ...used('2026-03-01T12:00:00Z', 'eu-west-1'), expected: ['NON_COMPLIANT', 'unused since 2026-03-01 (eu-west-1), more than 90 days ago'] }),
  () => ({ ...used('2026-08-03T06:00:00Z', 'eu-west-1'), expected: ['COMPLIANT', 'last used 2026-08-03 (eu-west-1)'] }),
  () => ({ ...used('2026-08-03T05:59:59Z', 'eu-west-1'), expected: ['NON_COMPLIANT', 'unused since 2026-08-03 (eu-west-1), more than 90 days ago'] }),
  () => ({ created: '2026-10-20T00:00:00Z', expected: ['COMPLIANT', 'not used yet, created 2026-10-20, which is within the grace period of 30 days'] }),
  () => ({ created: '2026-09-01T00:00:00Z', expected: ['NON_COMPLIANT', 'never used since it was created 2026-09-01, more than 30 days ago'] }),
  () => ({ created: '2020-01-01T00:00:00Z', expected: ['NON_COMPLIANT', 'unused in the 400 days that IAM records, created 2020-01-01'] }),
  () => ({ created: '2020-01-01T00:00:00Z', path: '/aws-service-role/support.amazonaws.com/' }),
  () => ({ created: '2020-01-01T00:00:00Z', path: '/aws-reserved/sso.amazonaws.com/' }),
  () => ({ created: '2020-01-01T00:00:00Z', path: '/break-glass/europe/', expected: ['COMPLIANT', 'allowed by its path: /break-glass/'] }),
  () => ({ created: '2020-01-01T00:00:00Z', tags: { keep: 'a & b' }, expected: ['COMPLIANT', 'allowed by its tag: keep'] }),
  () => ({ created: '2020-01-01T00:00:00Z', tags: { owner: 'auditors' }, expected: ['COMPLIANT', 'allowed by its tag: owner=auditors'] }),
  () => ({
    created: '2020-01-01T00:00:00Z', tags: { owner: 'shop' }, expected: ['NON_COMPLIANT', 'unused in the 400 days that IAM records, created 2020-01-01'],
  }),
  (name) => ({ created: '2020-01-01T00:00:00Z', name: `dr-${name}`, expected: ['COMPLIANT', 'allowed by its name: dr-*'] }),
];

/**
 * @param count How many roles.
 * @param policyCharacters Of the inline policies of each: at most 10,240, which is what IAM takes.
 */
export function generatedRoles(count: number, policyCharacters = 0): GeneratedRole[] {
  const policies = policyCharacters === 0 ? [] : [policy(policyCharacters)];
  return Array.from({ length: count }, (_, index) => {
    const name = `role-${index}`;
    return { id: `AROA${String(index).padStart(17, '0')}`, name, path: '/', policies, ...KINDS[index % KINDS.length](name) };
  });
}

/** Compliance and annotation by the id of the role. */
export function expectedOf(roles: readonly GeneratedRole[]): Map<string, readonly [string, string]> {
  return new Map(roles.flatMap(({ id, expected }) => (expected ? [[id, expected]] : [])));
}

/** What AWS Config sends. */
export function scheduledEvent(parameters: Record<string, string> = GENERATED_PARAMETERS, at = GENERATED_AT) {
  return {
    version: '1.0',
    accountId: '111122223333',
    configRuleName: 'unused-roles',
    configRuleId: 'config-rule-0123456',
    configRuleArn: 'arn:aws:config:eu-west-1:111122223333:config-rule/config-rule-0123456',
    executionRoleArn: 'arn:aws:iam::111122223333:role/config',
    resultToken: 'token',
    eventLeftScope: false,
    ruleParameters: JSON.stringify(parameters),
    invokingEvent: JSON.stringify({ awsAccountId: '111122223333', notificationCreationTime: at, messageType: 'ScheduledNotification', recordVersion: '1.0' }),
  };
}

function used(date: string, region: string): Pick<GeneratedRole, 'created' | 'lastUsed'> {
  return { created: '2020-01-01T00:00:00Z', lastUsed: { date, region } };
}

/** About half of it are characters that are longer when encoded. */
function policy(characters: number): string {
  const statement = JSON.stringify({ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::reports/*' });
  return `{"Version":"2012-10-17","Statement":[${Array(Math.ceil(characters / (statement.length + 1))).fill(statement).join(',')}]}`;
}
