/** Every example of the IAM User Guide, and of the Organizations User Guide on SCPs and RCPs, that states its outcome. */
import {
  allow, boundary, deny, federated, FULL_ACCESS, identity, outsider, rcp, request, resource, rootUser, scp, session, sessionOf, trust, user,
} from './requests';
import { decide } from '../../src/evaluate/decide';
import { Outcome, PolicySet } from '../../src/evaluate/decision';
import { AccessRequest } from '../../src/evaluate/request';

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide';

type Example = readonly [what: string, asked: AccessRequest, policies: PolicySet, outcome: Outcome];

function page(link: string, examples: readonly Example[]): void {
  test.each(examples.map((example) => [example[0], example] as const))(`%s (${link})`, (_what, [, asked, policies, outcome]) => {
    const decision = decide(asked, policies);
    expect([decision.outcome, decision.reason.split(':')[0]]).toEqual([outcome, WORDS[outcome]]);
  });
}

const WORDS: Readonly<Record<Outcome, string>> = { allowed: 'allowed', explicitDeny: 'denied', implicitDeny: 'denied', unknown: 'unknown' };

describe('policies within an account', () => {
  const carlos = user('carlos', '123456789012');
  const own = ['arn:aws:s3:::carlos', 'arn:aws:s3:::carlos/*'];
  const policies: PolicySet = {
    identity: identity(
      allow(['s3:GetBucketLocation', 's3:ListAllMyBuckets'], 'arn:aws:s3:::*'),
      allow('s3:*', own),
      deny('s3:*', 'arn:aws:s3:::*log*'),
    ),
  };
  const bucket = resource(allow('s3:*', own, { Principal: { AWS: 'arn:aws:iam::123456789012:user/carlos' } }));
  page(`${GUIDE}/reference_policies_evaluation-logic_policy-eval-basics.html`, [
    ['Carlos saves to a bucket of logs, which a Deny protects', request(carlos, 's3:PutObject', 'arn:aws:s3:::carlos-logs/file'), policies, 'explicitDeny'],
    ['Carlos saves to his own bucket, which both policies allow', request(carlos, 's3:PutObject', 'arn:aws:s3:::carlos/file'), { ...policies, resource: bucket }, 'allowed'],
    ['it is enough that the policy of the bucket allows', request(carlos, 's3:PutObject', 'arn:aws:s3:::carlos/file'), { identity: [], resource: bucket }, 'allowed'],
    ['it is enough that his own policy allows', request(carlos, 's3:PutObject', 'arn:aws:s3:::carlos/file'), policies, 'allowed'],
    ['a Deny of either overrides', request(carlos, 's3:PutObject', 'arn:aws:s3:::carlos/file'),
      { ...policies, resource: resource(deny('s3:Put*', own, { Principal: { AWS: 'arn:aws:iam::123456789012:user/carlos' } })) }, 'explicitDeny'],
  ]);

  const reader: PolicySet = { identity: identity(allow(['iam:Get*', 'iam:List*']), deny('iam:*Report')) };
  page(`${GUIDE}/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html`, [
    ['an action that begins with Get', request(carlos, 'iam:GetRole'), reader, 'allowed'],
    ['an action that begins with List', request(carlos, 'iam:ListUsers'), reader, 'allowed'],
    ['an action that no statement names', request(carlos, 'iam:CreatePolicy'), reader, 'implicitDeny'],
    ['a report', request(carlos, 'iam:GetOrganizationsAccessReport'), reader, 'explicitDeny'],
    ['a report that another policy allows', request(carlos, 'iam:GenerateCredentialReport'),
      { identity: [...reader.identity, ...identity(allow('iam:GenerateCredentialReport'))] }, 'explicitDeny'],
  ]);
});

describe('whom the policy of a resource names, where all other policies stay silent', () => {
  const on = 'arn:aws:s3:::bucket/key';
  const silent: PolicySet = { identity: [], boundary: boundary(allow('ec2:*')), session: session(allow('ec2:*')) };
  const names = (AWS: string) => resource(allow('s3:GetObject', '*', { Principal: { AWS } }));
  const worker = sessionOf('examplerole', 'examplesession');
  page(`${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`, [
    ['a session, by the ARN of its role', request(worker, 's3:GetObject', on), { ...silent, resource: names('arn:aws:iam::111122223333:role/examplerole') }, 'implicitDeny'],
    ['a session, by the ARN of its role, without boundary and session policy', request(worker, 's3:GetObject', on),
      { identity: [], resource: names('arn:aws:iam::111122223333:role/examplerole') }, 'allowed'],
    ['a session, by its own ARN', request(worker, 's3:GetObject', on),
      { ...silent, resource: names('arn:aws:sts::111122223333:assumed-role/examplerole/examplesession') }, 'allowed'],
    ['a user, by its ARN', request(user('exampleuser'), 's3:GetObject', on),
      { identity: [], boundary: boundary(allow('ec2:*')), resource: names('arn:aws:iam::111122223333:user/exampleuser') }, 'allowed'],
    ['a federated user, by the ARN of the user', request(federated('exampleuser'), 's3:GetObject', on),
      { ...silent, resource: names('arn:aws:iam::111122223333:user/exampleuser') }, 'implicitDeny'],
    ['a federated user, by its own ARN', request(federated('exampleuser'), 's3:GetObject', on),
      { ...silent, resource: names('arn:aws:sts::111122223333:federated-user/exampleuser') }, 'allowed'],
    ['the root user', request(rootUser(), 's3:GetObject', on), { identity: [], resource: names('arn:aws:iam::111122223333:root') }, 'allowed'],
    ['a service', request(outsider('service', 'logs.amazonaws.com'), 's3:GetObject', on),
      { identity: [], resource: resource(allow('s3:GetObject', '*', { Principal: { Service: 'logs.amazonaws.com' } })) }, 'allowed'],
    ['a role session needs no session policy', request(worker, 's3:GetObject', on), { identity: identity(allow('s3:*')) }, 'allowed'],
    ['a federated user without a session policy has no permissions', request(federated('exampleuser'), 's3:GetObject', on),
      { identity: identity(allow('s3:*')) }, 'implicitDeny'],
    ['a session policy that does not allow', request(worker, 's3:GetObject', on), { identity: identity(allow('s3:*')), session: session(allow('ec2:*')) }, 'implicitDeny'],
    ['a session policy that allows', request(worker, 's3:GetObject', on), { identity: identity(allow('s3:*')), session: session(allow('s3:Get*')) }, 'allowed'],
    ['an SCP that does not allow', request(worker, 's3:GetObject', on), { identity: identity(allow('s3:*')), serviceControl: [scp('Root', allow('ec2:*'))] }, 'implicitDeny'],
    ['the root user of a member account under an SCP that denies', request(rootUser(), 's3:GetObject', on),
      { identity: [], serviceControl: [scp('Root', FULL_ACCESS, deny('s3:*'))] }, 'explicitDeny'],
    ['the root user has full access otherwise', request(rootUser(), 's3:GetObject', on), { identity: [] }, 'allowed'],
  ]);
});

describe('policies across accounts', () => {
  const carlos = user('carlos', '111111111111');
  const saves = (bucket: string) => request(carlos, 's3:PutObject', `arn:aws:s3:::${bucket}/file`, {}, { resourceAccount: '222222222222' });
  const own = identity(
    allow('s3:ListAllMyBuckets'),
    allow('s3:*Object*', 'arn:aws:s3:::production/*'),
    deny('s3:*', ['arn:aws:s3:::*log*', 'arn:aws:s3:::*log*/*']),
  );
  const bucket = resource(allow(['s3:GetObject*', 's3:PutObject*', 's3:ReplicateObject', 's3:RestoreObject'], 'arn:aws:s3:::production/*', {
    Principal: { AWS: 'arn:aws:iam::111111111111:user/carlos' },
  }));
  page(`${GUIDE}/reference_policies_evaluation-logic-cross-account.html`, [
    ['Carlos saves to a bucket of logs without policy, which his own denies him', saves('production-logs'), { identity: own }, 'explicitDeny'],
    ['Carlos saves to the production bucket, which both accounts allow', saves('production'), { identity: own, resource: bucket }, 'allowed'],
    ['Carlos deletes what only his own account allows',
      request(carlos, 's3:DeleteObject', 'arn:aws:s3:::production/file', {}, { resourceAccount: '222222222222' }), { identity: own, resource: bucket }, 'implicitDeny'],
    ['only the account of the bucket allows', saves('production'), { identity: identity(allow('s3:ListAllMyBuckets')), resource: bucket }, 'implicitDeny'],
  ]);

  const inB = (name: string) => user(name, '222222222222');
  const ofA = { resourceAccount: '111111111111' };
  const admitsB: PolicySet = { identity: [], resource: resource(allow('s3:*Object', 'arn:aws:s3:::bucket-a/*', { Principal: { AWS: '222222222222' } })) };
  const readsA = identity(allow('s3:GetObject', 'arn:aws:s3:::bucket-a/*'));
  const object = 'arn:aws:s3:::bucket-a/object';
  page(`${GUIDE}/access_policies-cross-account-resource-access.html`, [
    ['the root user of the account that has full access', request(rootUser('222222222222'), 's3:PutObject', object, {}, ofA), admitsB, 'allowed'],
    ['User1, to whom the account passes nothing on', request(inB('User1'), 's3:GetObject', object, {}, ofA), admitsB, 'implicitDeny'],
    ['User2, to whom the account passes reading on, reads', request(inB('User2'), 's3:GetObject', object, {}, ofA), { ...admitsB, identity: readsA }, 'allowed'],
    ['User2 writes', request(inB('User2'), 's3:PutObject', object, {}, ofA), { ...admitsB, identity: readsA }, 'implicitDeny'],
    ['an account passes on no more than it has', request(inB('User2'), 's3:ListBucket', 'arn:aws:s3:::bucket-a', {}, ofA),
      { ...admitsB, identity: identity(allow('s3:*')) }, 'implicitDeny'],
    ['full access to all resources includes what other accounts admit to', request(inB('User2'), 's3:PutObject', object, {}, ofA),
      { ...admitsB, identity: identity(FULL_ACCESS) }, 'allowed'],
  ]);

  const member = user('member');
  const admitsMember = { resource: resource(allow('s3:*', ['arn:aws:s3:::shared', 'arn:aws:s3:::shared/*'], { Principal: { AWS: '111122223333' } })) };
  const lists = identity(allow('s3:List*', ['arn:aws:s3:::shared', 'arn:aws:s3:::shared/*']));
  const elsewhere = { resourceAccount: '123456789012' };
  const queue = 'arn:aws:sqs:eu-west-1:123456789012:queue1';
  const queuePolicy: PolicySet = {
    identity: identity(allow('sqs:*', 'arn:aws:sqs:*:123456789012:queue1')),
    resource: resource(allow(['sqs:SendMessage', 'sqs:ReceiveMessage'], 'arn:aws:sqs:*:123456789012:queue1', {
      Principal: { AWS: '111122223333' },
      Condition: { DateGreaterThan: { 'aws:CurrentTime': '2014-11-30T12:00Z' }, DateLessThan: { 'aws:CurrentTime': '2014-11-30T15:00Z' } },
    })),
  };
  const at = (time: string) => ({ 'aws:CurrentTime': time });
  const assumed = 'arn:aws:iam::111122223333:role/service-role';
  const trustsTwo: PolicySet = {
    identity: [],
    resource: trust({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['elasticmapreduce.amazonaws.com', 'datapipeline.amazonaws.com'] } }),
  };
  page(`${GUIDE}/id_roles_create_policy-examples.html`, [
    ['a user lists the bucket that its account was admitted to', request(member, 's3:ListBucket', 'arn:aws:s3:::shared', {}, elsewhere), { identity: lists, ...admitsMember }, 'allowed'],
    ['a user reads what its own policy leaves out', request(member, 's3:GetObject', 'arn:aws:s3:::shared/a', {}, elsewhere), { identity: lists, ...admitsMember }, 'implicitDeny'],
    ['a user without a policy of its own', request(member, 's3:ListBucket', 'arn:aws:s3:::shared', {}, elsewhere), { identity: [], ...admitsMember }, 'implicitDeny'],
    ['a user sends a message in the hours that the queue allows', request(member, 'sqs:SendMessage', queue, at('2014-11-30T13:00:00Z')), queuePolicy, 'allowed'],
    ['a user sends a message at another hour', request(member, 'sqs:SendMessage', queue, at('2014-11-30T16:00:00Z')), queuePolicy, 'implicitDeny'],
    ['a user deletes the queue, which the queue does not allow', request(member, 'sqs:DeleteQueue', queue, at('2014-11-30T13:00:00Z')), queuePolicy, 'implicitDeny'],
    ['a Deny of the account overrides what its user is allowed', request(member, 's3:GetObject', 'arn:aws:s3:::shared/a', {}, elsewhere),
      { identity: identity(allow('s3:*')), resource: resource(deny('s3:*', 'arn:aws:s3:::shared/*', { Principal: { AWS: '111122223333' } })) }, 'explicitDeny'],
    ['a service that the role trusts', request(outsider('service', 'datapipeline.amazonaws.com'), 'sts:AssumeRole', assumed), trustsTwo, 'allowed'],
    ['a service that the role does not trust', request(outsider('service', 'ec2.amazonaws.com'), 'sts:AssumeRole', assumed), trustsTwo, 'implicitDeny'],
  ]);
});

describe('permissions boundaries', () => {
  const link = `${GUIDE}/access_policies_boundaries.html`;
  const shirley = user('ShirleyRodriguez', '123456789012');
  const shirleys = boundary(allow(['s3:*', 'cloudwatch:*', 'ec2:*']));
  page(link, [
    ['Shirley creates a user, which her boundary leaves out', request(shirley, 'iam:CreateUser', 'arn:aws:iam::123456789012:user/new'),
      { identity: identity(allow('iam:CreateUser')), boundary: shirleys }, 'implicitDeny'],
    ['a boundary alone grants nothing', request(shirley, 's3:ListAllMyBuckets'), { identity: [], boundary: shirleys }, 'implicitDeny'],
    ['what both allow', request(shirley, 's3:ListAllMyBuckets'), { identity: identity(allow('s3:*')), boundary: shirleys }, 'allowed'],
  ]);

  const zhang = user('Zhang', '123456789012');
  const company = 'arn:aws:iam::123456789012:policy/XCompanyBoundaries';
  const zhangs: PolicySet = {
    identity: identity(
      allow('iam:*'),
      allow(['cloudwatch:GetDashboard', 'cloudwatch:ListMetrics']),
      allow('s3:ListBucket', 'arn:aws:s3:::ZhangBucket'),
    ),
    boundary: boundary(
      allow(['iam:AttachUserPolicy', 'iam:CreateUser', 'iam:DeleteUserPolicy', 'iam:DetachUserPolicy', 'iam:PutUserPermissionsBoundary', 'iam:PutUserPolicy'], '*',
        { Condition: { StringEquals: { 'iam:PermissionsBoundary': company } } }),
      allow(['cloudwatch:*', 'iam:CreateAccessKey', 'iam:*Group*', 'iam:CreatePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy']),
      deny(['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'],
        [company, 'arn:aws:iam::123456789012:policy/DelegatedUserBoundary']),
      deny('iam:DeleteUserPermissionsBoundary'),
    ),
  };
  const nikhil = 'arn:aws:iam::123456789012:user/Nikhil';
  page(link, [
    ['Zhang creates a user and forgets the boundary', request(zhang, 'iam:CreateUser', nikhil), zhangs, 'implicitDeny'],
    ['Zhang creates a user with the boundary', request(zhang, 'iam:CreateUser', nikhil, { 'iam:PermissionsBoundary': company }), zhangs, 'allowed'],
    ['Zhang creates a user with another boundary', request(zhang, 'iam:CreateUser', nikhil, { 'iam:PermissionsBoundary': `${company}2` }), zhangs, 'implicitDeny'],
    ['Zhang removes a boundary', request(zhang, 'iam:DeleteUserPermissionsBoundary', nikhil), zhangs, 'explicitDeny'],
    ['Zhang changes the policy that is the boundary', request(zhang, 'iam:SetDefaultPolicyVersion', company), zhangs, 'explicitDeny'],
    ['Zhang changes another policy', request(zhang, 'iam:SetDefaultPolicyVersion', 'arn:aws:iam::123456789012:policy/Other'), zhangs, 'allowed'],
    ['Zhang reads a dashboard', request(zhang, 'cloudwatch:GetDashboard'), zhangs, 'allowed'],
    ['Zhang deletes an alarm, which only his boundary allows', request(zhang, 'cloudwatch:DeleteAlarms'), zhangs, 'implicitDeny'],
    ['Zhang lists his bucket, which his boundary leaves out', request(zhang, 's3:ListBucket', 'arn:aws:s3:::ZhangBucket'), zhangs, 'implicitDeny'],
  ]);

  const created = user('Nikhil', '123456789012');
  const nikhils: PolicySet = {
    identity: identity(allow('iam:*'), allow(['s3:Get*', 's3:List*'])),
    boundary: boundary(
      allow(['s3:*', 'cloudwatch:*', 'ec2:*', 'dynamodb:*']),
      allow(['iam:ListUsers', 'iam:GetAccountPasswordPolicy']),
      allow(['iam:*AccessKey*', 'iam:ChangePassword', 'iam:GetUser'], 'arn:aws:iam::*:user/${aws:username}'),
      deny('s3:*', ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*']),
      deny('ec2:*', 'arn:aws:ec2:*:*:instance/i-1234567890abcdef0'),
    ),
  };
  const instance = 'arn:aws:ec2:eu-west-1:123456789012:instance/i-1234567890abcdef0';
  const secret = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db';
  const named = { 'aws:username': 'Nikhil' };
  const admits = (action: string) => resource(allow(action, '*', { Principal: { AWS: nikhil } }));
  page(link, [
    ['Nikhil changes his own password', request(created, 'iam:ChangePassword', nikhil, named), nikhils, 'allowed'],
    ['Nikhil changes the password of another', request(created, 'iam:ChangePassword', 'arn:aws:iam::123456789012:user/Zhang', named), nikhils, 'implicitDeny'],
    ['Nikhil creates a user', request(created, 'iam:CreateUser', 'arn:aws:iam::123456789012:user/x', named), nikhils, 'implicitDeny'],
    ['Nikhil edits his policies', request(created, 'iam:PutUserPolicy', nikhil, named), nikhils, 'implicitDeny'],
    ['Nikhil reads a bucket', request(created, 's3:GetObject', 'arn:aws:s3:::data/a', named), nikhils, 'allowed'],
    ['Nikhil reads the logs', request(created, 's3:GetObject', 'arn:aws:s3:::logs/a', named), nikhils, 'explicitDeny'],
    ['Nikhil stops the instance, even where its own policy allows it', request(created, 'ec2:StopInstances', instance, named),
      { ...nikhils, resource: admits('ec2:StopInstances') }, 'explicitDeny'],
    ['Nikhil reads a secret whose policy allows it', request(created, 'secretsmanager:GetSecretValue', secret, named),
      { ...nikhils, resource: admits('secretsmanager:GetSecretValue') }, 'allowed'],
    ['Nikhil reads a secret whose policy says nothing', request(created, 'secretsmanager:GetSecretValue', secret, named), nikhils, 'implicitDeny'],
    ['NotPrincipal with Deny denies whoever has a boundary', request(created, 's3:GetObject', 'arn:aws:s3:::data/a', named),
      { ...nikhils, resource: resource(deny('s3:*', '*', { NotPrincipal: { AWS: [nikhil, '123456789012'] } })) }, 'explicitDeny'],
    ['SCP, boundary and identity policy must all allow', request(created, 's3:GetObject', 'arn:aws:s3:::data/a', named),
      { ...nikhils, serviceControl: [scp('Root', allow('iam:*'))] }, 'implicitDeny'],
    ['session policy, boundary and identity policy must all allow', request(sessionOf('Worker', 'one'), 's3:GetObject', 'arn:aws:s3:::data/a'),
      { ...nikhils, session: session(allow('ec2:*')) }, 'implicitDeny'],
  ]);
});

describe('NotAction and NotResource', () => {
  const ana = user('Ana');
  const buckets: PolicySet = { identity: identity({ Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' }) };
  const noMfa = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
  const secured: PolicySet = { identity: identity(FULL_ACCESS, { Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: noMfa }) };
  page(`${GUIDE}/reference_policies_elements_notaction.html`, [
    ['an action on a bucket that is not left out', request(ana, 's3:CreateBucket', 'arn:aws:s3:::bucket'), buckets, 'allowed'],
    ['the action that is left out', request(ana, 's3:DeleteBucket', 'arn:aws:s3:::bucket'), buckets, 'implicitDeny'],
    ['an action of another service, which takes no bucket', request(ana, 'ec2:DescribeInstances'), buckets, 'implicitDeny'],
    ['without MFA, an action that the Deny leaves out', request(ana, 'iam:EnableMFADevice'), secured, 'allowed'],
    ['without MFA, any other action', request(ana, 's3:ListAllMyBuckets'), secured, 'explicitDeny'],
    ['with MFA', request(ana, 's3:ListAllMyBuckets', '*', { 'aws:MultiFactorAuthPresent': 'true' }), secured, 'allowed'],
  ]);

  const payroll = ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'];
  const onlyPayroll: PolicySet = { identity: identity(allow('s3:*', payroll), { Effect: 'Deny', Action: 's3:*', NotResource: payroll }) };
  page(`${GUIDE}/reference_policies_elements_notresource.html`, [
    ['the resource that the Deny leaves out', request(ana, 's3:GetObject', 'arn:aws:s3:::HRBucket/Payroll/2020'), onlyPayroll, 'allowed'],
    ['any other resource of the service', request(ana, 's3:GetObject', 'arn:aws:s3:::HRBucket/Other'), onlyPayroll, 'explicitDeny'],
    ['a resource of another service, which the Deny does not name', request(ana, 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:q'), onlyPayroll, 'implicitDeny'],
  ]);
});

describe('NotPrincipal', () => {
  const on = 'arn:aws:s3:::bucket/key';
  const bob = user('Bob', '444455556666');
  const auditor = sessionOf('cross-account-read-only-role', 'cross-account-audit-app', '444455556666');
  const but = (...AWS: readonly string[]): PolicySet => ({
    identity: identity(allow('s3:*')),
    resource: resource(
      allow('s3:GetObject', on, { Principal: { AWS: ['444455556666', '111122223333'] } }),
      deny('s3:*', ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'], { NotPrincipal: { AWS } }),
    ),
  });
  const butBob = but('arn:aws:iam::444455556666:user/Bob', 'arn:aws:iam::444455556666:root');
  const butAuditor = but(
    'arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/cross-account-audit-app',
    'arn:aws:iam::444455556666:role/cross-account-read-only-role', 'arn:aws:iam::444455556666:root',
  );
  const there = { resourceAccount: '111122223333' };
  page(`${GUIDE}/reference_policies_elements_notprincipal.html`, [
    ['Bob is left out of the Deny, with his account', request(bob, 's3:GetObject', on, {}, there), butBob, 'allowed'],
    ['another user of the account is not', request(user('Eve', '444455556666'), 's3:GetObject', on, {}, there), butBob, 'explicitDeny'],
    ['without his account, the Deny may reach Bob too', request(bob, 's3:GetObject', on, {}, there), but('arn:aws:iam::444455556666:user/Bob'), 'unknown'],
    ['leaving Bob out grants him nothing', request(bob, 's3:PutObject', on, {}, there), butBob, 'implicitDeny'],
    ['the session is left out, with its role and its account', request(auditor, 's3:GetObject', on, {}, there), butAuditor, 'allowed'],
    ['another session of the role', request(sessionOf('cross-account-read-only-role', 'other', '444455556666'), 's3:GetObject', on, {}, there), butAuditor, 'explicitDeny'],
    ['a session of which the role alone is left out', request(auditor, 's3:GetObject', on, {}, there),
      but('arn:aws:iam::444455556666:role/cross-account-read-only-role', 'arn:aws:iam::444455556666:root'), 'explicitDeny'],
    ['a session of another role', request(sessionOf('other', 'cross-account-audit-app', '444455556666'), 's3:GetObject', on, {}, there), butAuditor, 'explicitDeny'],
    ['NotPrincipal with Allow lets everybody else in, the anonymous too', request(outsider('anonymous'), 's3:GetObject', on),
      { identity: [], resource: resource(allow('s3:GetObject', on, { NotPrincipal: { AWS: '444455556666' } })) }, 'allowed'],
  ]);
});

describe('service control policies', () => {
  const ana = user('Ana');
  const under = (...levels: Parameters<typeof scp>[]): PolicySet => ({
    identity: identity(FULL_ACCESS), serviceControl: levels.map((level) => scp(...level)),
  });
  const full = (name: string): Parameters<typeof scp> => [name, FULL_ACCESS];
  const asks = (action: string) => request(ana, action);
  page(`${ORGANIZATIONS}/orgs_manage_policies_scps_evaluation.html`, [
    ['an Allow at the root, the OU and the account', asks('s3:ListAllMyBuckets'), under(full('Root'), full('Production'), full('Account B')), 'allowed'],
    ['the Allow is missing at the OU', asks('s3:ListAllMyBuckets'), under(full('Root'), ['Production', allow('ec2:*')], full('Account B')), 'implicitDeny'],
    ['the Allow is missing at the root', asks('s3:ListAllMyBuckets'), under(['Root', allow('ec2:*')], full('Production'), full('Account B')), 'implicitDeny'],
    ['the Allow is missing at the account', asks('s3:ListAllMyBuckets'), under(full('Root'), full('Production'), ['Account B', allow('ec2:*')]), 'implicitDeny'],
    ['nothing is attached at a level', asks('s3:ListAllMyBuckets'),
      { identity: identity(FULL_ACCESS), serviceControl: [scp('Root', FULL_ACCESS), { name: 'Production', policies: [] }] }, 'implicitDeny'],
    ['a Deny at the OU, with an Allow at the root and the account', asks('s3:ListAllMyBuckets'),
      under(full('Root'), ['Production', FULL_ACCESS, deny('s3:*')], full('Account B')), 'explicitDeny'],
    ['what the Deny does not name', asks('ec2:DescribeInstances'), under(full('Root'), ['Production', FULL_ACCESS, deny('s3:*')], full('Account B')), 'allowed'],
    ['levels that allow nothing in common', asks('s3:ListAllMyBuckets'), under(['Root', allow(['s3:*', 'ec2:*'])], ['Production', allow(['ec2:*', 'iam:*'])]), 'implicitDeny'],
    ['levels that allow something in common', asks('ec2:DescribeInstances'), under(['Root', allow(['s3:*', 'ec2:*'])], ['Production', allow(['ec2:*', 'iam:*'])]), 'allowed'],
  ]);

  const member = { serviceControl: [scp('Root', FULL_ACCESS, deny('*'))] };
  const service = { ...sessionOf('AWSServiceRoleForSupport', 'x'), roleArn: 'arn:aws:iam::111122223333:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport' };
  page(`${ORGANIZATIONS}/orgs_manage_policies_scps.html`, [
    ['an SCP grants nothing', asks('s3:ListAllMyBuckets'), { identity: [], serviceControl: [scp('Root', FULL_ACCESS)] }, 'implicitDeny'],
    ['a user of a member account', asks('s3:ListAllMyBuckets'), { identity: identity(FULL_ACCESS), ...member, managementAccount: '999999999999' }, 'explicitDeny'],
    ['the root user of a member account', request(rootUser(), 's3:ListAllMyBuckets'), { identity: [], ...member }, 'explicitDeny'],
    ['a user of the management account', asks('s3:ListAllMyBuckets'), { identity: identity(FULL_ACCESS), ...member, managementAccount: '111122223333' }, 'allowed'],
    ['a service-linked role', request(service, 's3:ListAllMyBuckets'), { identity: identity(FULL_ACCESS), ...member }, 'allowed'],
    ['an anonymous user of a bucket', request(outsider('anonymous'), 's3:GetObject', 'arn:aws:s3:::bucket/key'),
      { identity: [], ...member, resource: resource(allow('s3:GetObject', '*', { Principal: '*' })) }, 'allowed'],
  ]);
});

describe('resource control policies', () => {
  const on = 'arn:aws:s3:::bucket/key';
  const open = resource(allow('s3:*', '*', { Principal: '*' }));
  const outside = request(user('Eve', '444455556666'), 's3:GetObject', on, { 'aws:PrincipalOrgID': 'o-other' }, { resourceAccount: '111122223333' });
  const onlyOurs = deny('s3:*', '*', { Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-ours' } } });
  const set = (...levels: PolicySet['resourceControl'] & {}): PolicySet => ({ identity: identity(allow('*')), resource: open, resourceControl: levels });
  const linked = { ...sessionOf('x', 'x'), roleArn: 'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/x' };
  page(`${ORGANIZATIONS}/orgs_manage_policies_rcps_evaluation.html`, [
    ['RCPFullAWSAccess lets everything through', outside, set(rcp('Root', FULL_ACCESS), rcp('Account', FULL_ACCESS)), 'allowed'],
    ['a Deny at the OU reaches the accounts below', outside, set(rcp('Root', FULL_ACCESS), rcp('Production', FULL_ACCESS, onlyOurs), rcp('Account', FULL_ACCESS)), 'explicitDeny'],
    ['RCPFullAWSAccess is there where it is not listed', outside, set(rcp('Root', deny('sqs:*'))), 'allowed'],
    ['an RCP grants nothing', outside, { identity: identity(allow('*')), resourceControl: [rcp('Root', FULL_ACCESS)] }, 'implicitDeny'],
  ]);
  page(`${ORGANIZATIONS}/orgs_manage_policies_rcps.html`, [
    ['a principal of another account', outside, set(rcp('Root', onlyOurs)), 'explicitDeny'],
    ['an anonymous one', request(outsider('anonymous'), 's3:GetObject', on), set(rcp('Root', onlyOurs)), 'explicitDeny'],
    ['the root user of the account', request(rootUser(), 's3:GetObject', on), set(rcp('Root', deny('s3:*'))), 'explicitDeny'],
    ['a principal of the organization', { ...outside, context: request(linked, '', '', { 'aws:PrincipalOrgID': 'o-ours' }).context }, set(rcp('Root', onlyOurs)), 'allowed'],
    ['a resource of the management account', outside, { ...set(rcp('Root', onlyOurs)), managementAccount: '111122223333' }, 'allowed'],
    ['a service-linked role', request(linked, 's3:GetObject', on), set(rcp('Root', deny('s3:*'))), 'allowed'],
    ['an action of any service that RCPs reach', request(user('Ana'), 'codebuild:StartBuild'), set(rcp('Root', deny('codebuild:*'))), 'explicitDeny'],
    ['an action of a service that RCPs do not reach', request(user('Ana'), 'ec2:RunInstances'), set(rcp('Root', deny('ec2:*'))), 'allowed'],
    ['kms:RetireGrant', request(rootUser(), 'kms:RetireGrant', 'arn:aws:kms:eu-west-1:111122223333:key/1'),
      { identity: [], resource: resource(allow('kms:*', '*', { Principal: { AWS: '111122223333' } })), resourceControl: [rcp('Root', deny('kms:*'))] }, 'allowed'],
  ]);
});
