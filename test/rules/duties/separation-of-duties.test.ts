import { DutyPair } from '../../../src/catalogue/duty-pairs';
import { readTemplates } from '../../../src/model/template-reader';
import { separationOfDuties } from '../../../src/rules/duties/separation-of-duties';
import { roleExample, trustsLambda, trusting } from '../../../src/rules/example-templates';
import { Finding } from '../../../src/rules/finding';
import { judge } from '../../../src/rules/judge';
import { findings, policy } from '../judging';

const allow = (Action: unknown, Resource: unknown, Condition?: object) => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) });
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const inline = (...statements: object[]) => ({ Policies: [{ PolicyName: 'Work', PolicyDocument: document(...statements) }] });
const key = (...statements: object[]) => ({
  Type: 'AWS::KMS::Key',
  Properties: { KeyPolicy: document({ Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, Action: 'kms:*', Resource: '*' }, ...statements) },
});
const logGroup = (name: string) => `arn:aws:logs:eu-west-1:111122223333:log-group:${name}`;

const judged = (...statements: Record<string, unknown>[]): Finding[] => findings(separationOfDuties, policy(...statements));

test('names the two actions, the policies and statements that grant them, and what to do', () => {
  const [finding, ...others] = findings(separationOfDuties, {
    ...roleExample('', inline({ Sid: 'Keys', ...allow('kms:*', '*') })).resources,
  });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    severity: 'error', logicalId: 'Role', key: 'Duties=key-administration-and-use;Action=kms:Decrypt,kms:DeleteImportedKeyMaterial',
    message: 'may administer a key and use it: kms:DeleteImportedKeyMaterial and kms:Decrypt on the same resource',
    witness: 'kms:DeleteImportedKeyMaterial on * (Role.Work, Keys) + kms:Decrypt on * (Role.Work, Keys)',
  });
  expect(finding.fix).toContain('Leave kms:DeleteImportedKeyMaterial or kms:Decrypt, and what goes with it, to another role.');
});

test.each([
  ['an administrator', allow('*', '*')],
  ['a power user', { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }],
])('has nothing to say of %s, which other rules find', (_name, statement) => {
  expect(judged(statement)).toEqual([]);
});

test('takes a denial of one side for a separation', () => {
  expect(judged(allow('kms:*', '*'), { Effect: 'Deny', Action: ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'], Resource: '*' }))
    .toEqual([]);
});

describe('on the same resource', () => {
  const Keys = { One: key(), Other: key() };

  test.each([
    ['one key of the app', arnOf('One'), arnOf('One'), 1],
    ['two keys of the app', arnOf('One'), arnOf('Other'), 0],
    ['every key and one key of the app', '*', arnOf('One'), 1],
    ['patterns that have a key in common', 'arn:aws:kms:eu-west-1:111122223333:key/mrk-*', 'arn:aws:kms:*:111122223333:key/*', 1],
    ['keys of two Regions', 'arn:aws:kms:eu-west-1:111122223333:key/*', 'arn:aws:kms:us-east-1:111122223333:key/*', 0],
  ])('judges %s', (_name, administered, used, count) => {
    expect(findings(separationOfDuties, {
      ...Keys, ...roleExample('', inline(allow('kms:PutKeyPolicy', administered), allow('kms:Decrypt', used))).resources,
    })).toHaveLength(count);
  });

  test.each([
    ['the group of the streams that it writes to', logGroup('/orders:*'), logGroup('/orders'), 1],
    ['another group', logGroup('/orders:*'), logGroup('/billing'), 0],
    ['any group of a prefix', logGroup('/orders:log-stream:web'), logGroup('/*'), 1],
  ])('takes a log group for what holds its streams: deletes %s', (_name, written, deleted, count) => {
    expect(judged(allow('logs:PutLogEvents', written), allow('logs:DeleteLogGroup', deleted))).toHaveLength(count);
  });
});

describe('with the policy of a key', () => {
  const administering = (AWS: unknown) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'kms:PutKeyPolicy', Resource: '*' });
  const using = (AWS: unknown) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'kms:Decrypt', Resource: '*' });
  const role = (properties: Record<string, unknown> = {}) => roleExample('', properties).resources;

  test('counts what it grants to a role that it names', () => {
    expect(findings(separationOfDuties, { ...role(), Key: key(administering(arnOf('Role')), using(arnOf('Role'))) })).toMatchObject([{ logicalId: 'Role' }]);
    expect(findings(separationOfDuties, { ...role(inline(allow('kms:Decrypt', arnOf('Key')))), Key: key(administering(arnOf('Role'))) })).toHaveLength(1);
  });

  test.each(['ArnEquals', 'StringEquals'])('counts what it grants by a condition on the role: %s', (operator) => {
    const everybody = { ...administering('*'), Condition: { [operator]: { 'aws:PrincipalArn': arnOf('Role') } } };
    expect(findings(separationOfDuties, { ...role(inline(allow('kms:Decrypt', arnOf('Key')))), Key: key(everybody) })).toMatchObject([{ logicalId: 'Role', severity: 'error' }]);
  });

  test('keeps the keys of others apart', () => {
    expect(findings(separationOfDuties, { ...role(), Key: key(administering(arnOf('Role'))), Other: key(using(arnOf('Role'))) })).toEqual([]);
  });

  test('does not count what the policy does not leave to the account', () => {
    const closed = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: document(administering('arn:aws:iam::111122223333:role/Keeper')) } };
    expect(findings(separationOfDuties, { ...role(inline(allow(['kms:Decrypt', 'kms:PutKeyPolicy'], arnOf('Key')))), Key: closed })).toEqual([]);
  });
});

test('leaves ordinary workloads alone', () => {
  expect(findings(separationOfDuties, {
    Queue: { Type: 'AWS::SQS::Queue' },
    ...roleExample('', {
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      ...inline(
        allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], 'arn:aws:s3:::reports/*'), allow(['sqs:ReceiveMessage', 'sqs:SendMessage'], arnOf('Queue')),
        allow(['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], '*'), allow(['logs:PutRetentionPolicy', 'logs:DeleteRetentionPolicy', 'logs:FilterLogEvents'], '*'),
        allow(['iam:PassRole', 'iam:CreateServiceLinkedRole'], 'arn:aws:iam::111122223333:role/worker'),
      ),
    }).resources,
  })).toEqual([]);
});

test('tells a conflict of a group once, and not of each member', () => {
  expect(findings(separationOfDuties, {
    Group: { Type: 'AWS::IAM::Group', Properties: inline(allow(['backup:StartBackupJob', 'backup:DeleteRecoveryPoint'], '*')) },
    User: { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Group' }] } },
  }).map(({ logicalId }) => logicalId)).toEqual(['Group']);
});

test('tells a conflict of each pair, and of each principal', () => {
  const grants = inline(allow(['kms:*', 'backup:*'], '*'));
  const role = { Type: 'AWS::IAM::Role', Properties: { ...trusting(trustsLambda), ...grants } };
  const found = findings(separationOfDuties, { One: role, Other: role });
  expect(found.map(({ logicalId, key: of }) => `${logicalId} ${of.replace(/;.*/, '')}`)).toEqual([
    'One Duties=backup-creation-and-deletion', 'One Duties=key-administration-and-use',
    'Other Duties=backup-creation-and-deletion', 'Other Duties=key-administration-and-use',
  ]);
});

test('warns only of what a delivery does as a matter of course', () => {
  expect(judged(allow(['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'], '*'))).toMatchObject([{ severity: 'warning' }]);
});

test.each([
  ['a condition on the circumstances', allow('kms:*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), 'aws:MultiFactorAuthPresent'],
  ['an action that is a token', allow({ Ref: 'Action' }, 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1'), 'Action'],
])('warns where it hangs on %s', (_name, statement, doubt) => {
  const [finding] = findings(separationOfDuties, policy(statement, allow('kms:Decrypt', '*')), { Parameters: { Action: { Type: 'String' } } })
    .filter(({ key: of }) => of.startsWith('Duties=key-'));
  expect(finding.severity).toBe('warning');
  expect(finding.message).toContain(`unless ${doubt} prevents it`);
});

test('warns where a boundary is not part of the app', () => {
  const role = roleExample('', { ...inline(allow('kms:*', '*')), PermissionsBoundary: 'arn:aws:iam::111122223333:policy/Limits' });
  expect(findings(separationOfDuties, role.resources)).toMatchObject([{ severity: 'warning' }]);
});

describe('a pair of the app', () => {
  const dutyPairs: DutyPair[] = [{ id: 'orders-and-refunds', title: 'place orders and refund them', oneSide: ['sqs:SendMessage'], otherSide: ['states:StartExecution'] }];
  const both = policy(allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders'), allow('states:Start*', '*'));

  test('is judged beside those of the catalogue', () => {
    expect(findings(separationOfDuties, both)).toEqual([]);
    expect(findings(separationOfDuties, both, {}, { dutyPairs })).toMatchObject([{
      message: 'may place orders and refund them: sqs:SendMessage and states:StartExecution', fix: expect.stringMatching(/^Leave sqs:SendMessage or/),
    }]);
  });

  test('is judged in the baseline pack, too', () => {
    const rules = judge(readTemplates([{ file: 'app.template.json', body: { Resources: both } }]), 'baseline', { dutyPairs }).map(({ rule }) => rule);
    expect(rules).toContain('SeparationOfDuties');
  });
});
