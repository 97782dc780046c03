import { Aws } from 'aws-cdk-lib';
import { EXAMPLE_PARAMETERS } from '../../../src/constructs/organization/guardrail-definition';
import { lockedOut, LockOutQuestion, refusedToOthers } from '../../../src/constructs/organization/lock-out';
import { ConditionJson, StatementJson } from '../../../src/policy/policy-json';

const ADMIN = 'arn:*:iam::*:role/OrganizationAdmin';
const exempt = (...principals: string[]): ConditionJson => ({ ArnNotLike: { 'aws:PrincipalArn': principals } });
const deny = (Action: string | string[], Condition?: ConditionJson, Resource: string | string[] = '*'): StatementJson => (
  { Effect: 'Deny', Action, Resource, ...(Condition && { Condition }) }
);

function question(statements: StatementJson[], given: Partial<LockOutQuestion> = {}): LockOutQuestion {
  return { policyType: 'SERVICE_CONTROL_POLICY', policies: [{ name: 'Policy', statements }], principals: [ADMIN], ...given };
}

function cannot(statements: StatementJson[], given: Partial<LockOutQuestion> = {}): string[] {
  return lockedOut(question(statements, given)).flatMap((one) => one.cannot);
}

describe('service control policies', () => {
  test('that exempt the principal lock nobody out', () => {
    expect(lockedOut(question([deny('*', exempt(ADMIN))]))).toEqual([]);
  });

  test('that exempt somebody else do, and each refusal names the statement', () => {
    const [found, ...more] = lockedOut(question([{ Sid: 'Roles', ...deny('iam:*', exempt('arn:*:iam::*:role/Other')) }]));
    expect(more).toEqual([]);
    expect(found.principal).toBe(ADMIN);
    expect(found.cannot[0]).toMatch(/^administer roles \(denied: Roles of the service control policy "Policy" denies iam:CreateRole on arn:aws:iam::111122223333:role/);
  });

  test.each([
    ['organizations:DetachPolicy'], ['organizations:UpdatePolicy'], ['organizations:DeletePolicy'], ['iam:UpdateAssumeRolePolicy'], ['iam:DeleteRolePolicy'],
    ['iam:DeleteRolePermissionsBoundary'], ['iam:CreatePolicyVersion'], ['sts:AssumeRole'], ['cloudformation:DeleteStack'], ['cloudtrail:UpdateTrail'],
    ['s3:PutBucketPolicy'], ['kms:PutKeyPolicy'],
  ])('that deny everybody %s do', (action) => {
    expect(cannot([deny(action)])).toEqual([expect.stringContaining(`denies ${action}`)]);
  });

  test.each([
    ['ordinary work', [deny(['s3:PutBucketAcl', 'ec2:RunInstances', 'iam:CreateUser'])]],
    ['the root user', [deny('*', { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:root' } })]],
  ])('that deny %s do not', (_what, statements) => {
    expect(cannot(statements)).toEqual([]);
  });

  test('one principal that can administer is enough', () => {
    expect(lockedOut(question([deny('iam:*', exempt(ADMIN))], { principals: ['arn:*:iam::*:role/Other', ADMIN] }))).toEqual([]);
  });

  test('each of several principals that cannot is listed', () => {
    const principals = [ADMIN, 'arn:*:iam::*:user/alice'];
    expect(lockedOut(question([deny('iam:*')], { principals })).map(({ principal }) => principal)).toEqual(principals);
  });

  test('two principals that each can do a half are no principal that can do the whole', () => {
    const statements = [deny('iam:*', exempt(ADMIN)), deny('s3:*', exempt('arn:*:iam::*:role/Other'))];
    expect(lockedOut(question(statements, { principals: [ADMIN, 'arn:*:iam::*:role/Other'] }))).toHaveLength(2);
  });

  test.each<[string, ConditionJson]>([
    ['from a network', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    ['with multi-factor authentication', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }],
    ['in a Region', { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } }],
    ['in a Region of China', { StringNotEquals: { 'aws:RequestedRegion': 'cn-northwest-1' } }],
    ['within the organization', { StringNotEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } }],
    ['in a named organization', { StringNotEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } }],
    ['with a tag', { StringNotEquals: { 'aws:PrincipalTag/team': 'platform' } }],
  ])('who can administer %s is not locked out', (_where, condition) => {
    expect(cannot([deny('*', condition)])).toEqual([]);
  });

  test.each<[string, ConditionJson]>([
    ['others', { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } }],
    ['it', { StringLike: { 'aws:RequestedRegion': '*' } }],
  ])('that leave no Region where IAM and AWS Organizations answer do: they deny %s', (_what, condition) => {
    const tasks = cannot([deny(['iam:*', 'organizations:*'], condition)]).map((text) => text.slice(0, text.indexOf(' (')));
    expect([...new Set(tasks)]).toEqual([
      'detach and change policies of the organization, as its delegated administrator', 'administer roles', 'give and remove permissions boundaries',
      'administer managed policies',
    ]);
    expect(cannot([deny(['s3:*'], { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } })])).toEqual([]);
  });

  test('that keep AWS Config as it is do not: nobody has to change it', () => {
    expect(cannot([deny(['config:DeleteConfigRule', 'config:DeleteConfigurationRecorder', 'config:DeleteDeliveryChannel', 'config:StopConfigurationRecorder'])])).toEqual([]);
  });

  test('a principal of another account is nobody in the account that the policies are attached to', () => {
    const principals = ['arn:aws:iam::444455556666:role/OrganizationAdmin'];
    expect(cannot([deny('iam:*', exempt(...principals))], { principals, account: '111122223333' })).toEqual(['act at all: it is no principal of the account 111122223333']);
  });

  test('where no account is said, a principal is asked in its own', () => {
    const principals = ['arn:aws:iam::444455556666:role/OrganizationAdmin'];
    expect(cannot([deny('iam:*', exempt(...principals))], { principals })).toEqual([]);
  });

  test('all policies of a target count together', () => {
    const policies = [{ name: 'One', statements: [deny('iam:*', exempt(ADMIN))] }, { name: 'Two', statements: [deny('iam:*', exempt('arn:*:iam::*:role/Other'))] }];
    expect(cannot([], { policies })[0]).toContain('"Two"');
  });

  test('what is protected is tried: its denial to everybody is found', () => {
    const [bucket] = EXAMPLE_PARAMETERS.logBuckets;
    expect(cannot([deny('s3:*', undefined, 'arn:aws:s3:::audit')])).toEqual([]);
    expect(cannot([deny('logs:DeleteLogGroup')])).toEqual([]);
    expect(cannot([deny('logs:DeleteLogGroup')], { parameters: { logGroups: EXAMPLE_PARAMETERS.logGroups } })[0]).toMatch(/^administer the log groups of trails/);
    expect(cannot([deny('s3:*', undefined, 'arn:aws:s3:::audit')], { parameters: { logBuckets: ['arn:aws:s3:::audit', bucket] } })).toHaveLength(3);
  });

  test('the ARN of a role that is a token is known by its token', () => {
    const [role, other] = ['${Token[Admin.Arn.1]}', '${Token[Other.Arn.2]}'];
    expect(cannot([deny('iam:*', exempt(role))], { principals: [role] })).toEqual([]);
    expect(cannot([deny('iam:*', exempt(other))], { principals: [role] })).not.toEqual([]);
  });

  test('a partition that is a token leaves the role what it is', () => {
    const role = `arn:${Aws.PARTITION}:iam::*:role/OrganizationAdmin`;
    expect(cannot([deny('iam:*', exempt(role))], { principals: [role] })).toEqual([]);
  });
});

describe('resource control policies', () => {
  const forAll = (statement: StatementJson): StatementJson => ({ ...statement, Principal: '*' });
  const asRcp = (...statements: StatementJson[]) => cannot(statements.map(forAll), { policyType: 'RESOURCE_CONTROL_POLICY' });

  test('that let the organization in lock nobody out', () => {
    expect(asRcp(deny(['s3:*', 'sts:*', 'kms:*'], {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    }))).toEqual([]);
  });

  test.each([['s3:PutBucketPolicy'], ['kms:PutKeyPolicy'], ['sts:AssumeRole']])('that deny everybody %s do', (action) => {
    expect(asRcp(deny(action))).toEqual([expect.stringContaining(`of the resource control policy "Policy" denies ${action}`)]);
  });

  test('that exempt the principal do not', () => {
    expect(asRcp(deny(['s3:*', 'kms:*'], exempt(ADMIN)))).toEqual([]);
  });
});

test('what is refused to others is what an ordinary administrator cannot do', () => {
  const others = (...statements: StatementJson[]) => refusedToOthers({ policyType: 'SERVICE_CONTROL_POLICY', policies: [{ name: 'Policy', statements }] });
  expect(others(deny('ec2:*'))).toEqual([]);
  expect(others(deny('iam:UpdateAssumeRolePolicy', exempt(ADMIN)))).toEqual([expect.stringContaining('iam:UpdateAssumeRolePolicy')]);
});
