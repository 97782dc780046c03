import { Outcome, runCli, template, useFolder } from './cli';
import { trusting } from '../../src/rules/example-templates';

const write = useFolder();

const allow = (Action: unknown, Resource: unknown, more: Record<string, unknown> = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const role = (more: Record<string, unknown>, ...Statement: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    ...trusting({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    ...(Statement.length > 0 && { Policies: [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement } }] }),
    ...more,
  },
});

const APP = {
  Parameters: { Key: { Type: 'String' }, Boundary: { Type: 'String' } },
  ...template({
    Bucket: { Type: 'AWS::S3::Bucket' },
    Worker: role(
      {},
      { Sid: 'Reads', ...allow('s3:GetObject', { 'Fn::Sub': '${Bucket.Arn}/*' }) },
      { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
      allow('kms:Encrypt', { Ref: 'Key' }),
      allow('sts:AssumeRole', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/*' }),
      allow('sns:Publish', '*', { Condition: { 'StringEquals': { 'aws:SourceVpc': ['vpc-1'] }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } } }),
    ),
    Target: role(trusting({
      Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': ['Worker', 'Arn'] } }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'abc' } },
    })),
    Bounded: role({ PermissionsBoundary: { Ref: 'Boundary' }, RoleName: 'bounded-role' }, allow('*', '*')),
    Attached: role({ ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/elsewhere'] }),
    Reader: role({ ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess' }] }),
    Team: { Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'Team', PolicyDocument: { Statement: allow('sqs:*', '*') } }] } },
    Member: { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Team' }] }, Metadata: { 'aws:cdk:path': 'App/People/Alice/Resource' } },
  }),
};

function simulate(...args: string[]): Outcome {
  write({ 'app.json': APP });
  return runCli(['simulate', 'app.json', ...args]);
}

const ask = (principal: string, action: string, ...more: string[]) => simulate('--principal', principal, '--action', action, ...more);

test('an allowed request exits 0 and says by which statement', () => {
  expect(ask('Worker', 's3:GetObject', '--resource', 'Bucket/a.csv')).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: [
      'allowed',
      'Reason      allowed: s3:GetObject on <Bucket.Arn>/a.csv by Reads of the identity policy "Worker.Work"',
      'By          identity',
      'Statements  Allow in Worker.Work (identity): Reads',
      '',
    ].join('\n'),
  });
});

test('a denied request exits 1 and says whether a statement denies it or none allows it', () => {
  const denied = ask('Worker', 's3:DeleteObject', '--resource', 'arn:aws:s3:::bucket/key');
  expect([denied.exitCode, denied.stdout]).toEqual([1, expect.stringMatching(/^explicitDeny\n.*Statements {2}Deny in Worker\.Work \(identity\): Statement\[1\]\n$/s)]);
  const missing = ask('Worker', 'iam:CreateUser');
  expect([missing.exitCode, missing.stdout]).toEqual([1, expect.stringMatching(/^implicitDeny\n.*Statements {2}none\n$/s)]);
});

test('what only the deployment can tell exits 3 and names it', () => {
  const { exitCode, stdout } = ask('Worker', 'kms:Encrypt', '--resource', 'arn:aws:kms:eu-west-1:111122223333:key/1');
  expect([exitCode, stdout]).toEqual([3, expect.stringMatching(/^unknown\n.*depends on .*Key/s)]);
});

test('policies that are not in the template leave the answer open', () => {
  expect(ask('Bounded', 's3:GetObject').stdout).toMatch(/^unknown\n.*depends on .*Boundary/s);
  expect(ask('Attached', 's3:GetObject').stdout).toMatch(/^unknown\n.*depends on .*arn:aws:iam::111122223333:policy\/elsewhere/s);
});

test('policies that AWS manages, and those of groups, count', () => {
  expect(ask('Reader', 'sqs:ListQueues').exitCode).toBe(0);
  expect(ask('Reader', 'sqs:CreateQueue').exitCode).toBe(1);
  expect(ask('Member', 'sqs:CreateQueue').exitCode).toBe(0);
});

test('a template that does not say where it is deployed is deployed where the resource is', () => {
  expect(ask('Member', 'sqs:CreateQueue', '--resource', 'arn:aws:sqs:eu-west-1:111122223333:jobs').exitCode).toBe(0);
  const target = ask('Worker', 'sts:AssumeRole', '--resource', 'arn:aws:iam::111122223333:role/elsewhere');
  expect([target.exitCode, target.stdout]).toEqual([3, expect.stringContaining('the trust policy of arn:aws:iam::111122223333:role/elsewhere')]);
});

test('a context key is given with one value or several', () => {
  expect(ask('Worker', 'sns:Publish').exitCode).toBe(1);
  expect(ask('Worker', 'sns:Publish', '--context', 'AWS:SourceVpc=vpc-1').exitCode).toBe(0);
  expect(ask('Worker', 'sns:Publish', '--context', 'aws:SourceVpc=vpc-1', '--context', 'aws:TagKeys=a', '--context', 'aws:tagkeys=b').exitCode).toBe(0);
  expect(ask('Worker', 'sns:Publish', '--context', 'aws:SourceVpc=vpc-1', '--context', 'aws:TagKeys=a', '--context', 'aws:TagKeys=c').exitCode).toBe(1);
});

test('the trust policy of a role of the template decides, too', () => {
  expect(ask('Worker', 'sts:AssumeRole', '--resource', 'Target').exitCode).toBe(1);
  expect(ask('Worker', 'sts:AssumeRole', '--resource', 'Target', '--context', 'sts:ExternalId=abc').exitCode).toBe(0);
  const { stdout } = ask('Worker', 'sts:AssumeRole', '--resource', 'Target');
  expect(stdout).toContain('"Target.AssumeRolePolicyDocument" has no statement that allows sts:AssumeRole');
  expect(stdout).not.toMatch(/[\uE000-\uF8FF]/);
});

test('a principal is found by its name and by its construct path, too', () => {
  expect(ask('bounded-role', 's3:GetObject').exitCode).toBe(3);
  expect(ask('People/Alice', 'sqs:CreateQueue').exitCode).toBe(0);
});

test('JSON has the whole result', () => {
  const { stdout } = ask('Worker', 's3:DeleteObject', '--format', 'json');
  expect(JSON.parse(stdout)).toEqual({
    version: expect.any(String), principal: 'Worker', action: 's3:DeleteObject', resource: '*',
    decision: 'explicitDeny', decidedBy: 'identity', reason: expect.stringContaining('denies s3:DeleteObject'),
    matchedStatements: [{ policyKind: 'identity', policyName: 'Worker.Work', effect: 'Deny', index: 1 }], unknowns: [],
  });
});

test.each<[string, string[], string]>([
  ['an unknown principal', ['--principal', 'Walker', '--action', 's3:GetObject'], 'app.json: found no principal called "Walker", expected one of Worker, '],
  ['a group', ['--principal', 'Team', '--action', 's3:GetObject'], 'app.json: found no principal called "Team"'],
  ['an unknown resource', ['--principal', 'Worker', '--action', 's3:GetObject', '--resource', 'Nope/x'], 'app.json: found no resource "Nope", expected'],
  ['several actions', ['--principal', 'Worker', '--action', 's3:*'], 'Expected one action such as s3:GetObject.'],
  ['a context key without value', ['--principal', 'Worker', '--action', 's3:GetObject', '--context', 'aws:SourceIp'], 'Expected a condition key and its value'],
  ['no principal', ['--action', 's3:GetObject'], "required option '--principal <id>' not specified"],
])('%s is bad input', (_what, args, message) => {
  const { exitCode, stdout, stderr } = simulate(...args);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});
