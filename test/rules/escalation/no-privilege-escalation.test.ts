import { noPrivilegeEscalation } from '../../../src/rules/escalation/no-privilege-escalation';
import { trusting, trustsLambda } from '../../../src/rules/example-templates';
import { findings, policy } from '../judging';

type Properties = Record<string, unknown>;

const allow = (Action: unknown, Resource: unknown = '*', Condition?: object) => ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) });
const deny = (Action: unknown, Resource: unknown = '*', Condition?: object) => ({ ...allow(Action, Resource, Condition), Effect: 'Deny' });
const inline = (...Statement: object[]) => ({ Policies: [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement } }] });
const role = (properties: Properties, trust: Record<string, unknown> = trustsLambda) => ({ Type: 'AWS::IAM::Role', Properties: { ...trusting(trust), ...properties } });
const user = (properties: Properties) => ({ Type: 'AWS::IAM::User', Properties: properties });
const managed = (...Statement: object[]) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement } } });
const trusts = (Principal: object, Condition?: object) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition && { Condition }) });
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const ref = (name: string) => ({ Ref: name });
const ADMINISTRATOR = { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] };

const found = (resources: Properties, sections: Properties = {}) => (
  findings(noPrivilegeEscalation, resources, sections).map(({ severity, logicalId, key }) => `${severity} ${logicalId} ${key}`)
);
const byPolicy = (...statements: Properties[]) => found(policy(...statements));

describe('a finding', () => {
  test('carries the chain, and the one change that closes it', () => {
    const resources = { Worker: role(inline(allow('iam:PassRole'), allow(['lambda:CreateFunction', 'lambda:InvokeFunction']))) };
    expect(findings(noPrivilegeEscalation, resources)).toMatchObject([{
      severity: 'error',
      location: 'Resources.Worker.Properties',
      key: 'Path=lambda-001;To=any-role-of-lambda.amazonaws.com',
      message: 'can act as any role that trusts lambda.amazonaws.com (pass a role to a new Lambda function)',
      witness: 'Worker: iam:PassRole on * (Worker.Work, Statement[0]) + lambda:CreateFunction on * (Worker.Work, Statement[1]) '
        + '-> any role that trusts lambda.amazonaws.com (lambda-001)',
      fix: 'Limit iam:PassRole in Statement[0] of Worker.Work to the roles that have to be passed: that closes every way that was found.',
    }]);
  });

  test('shows each step of a chain over several principals', () => {
    const resources = {
      Start: user(inline(allow('sts:AssumeRole', arnOf('Middle')))),
      Middle: role(inline(allow('iam:PassRole', arnOf('Top')), allow('codebuild:*')), trusts({ AWS: arnOf('Start') })),
      Top: role(ADMINISTRATOR, trusts({ Service: 'codebuild.amazonaws.com' })),
    };
    const [, start] = findings(noPrivilegeEscalation, resources);
    expect(start.message).toMatch(/^can become Top, an administrator in 2 steps/);
    expect(start.witness).toMatch(/^Start: sts:AssumeRole on Middle .* -> Middle \(sts-001\); then Middle: iam:PassRole on Top .* -> Top \(codebuild-001\)$/);
  });

  test('is one for each principal, and counts the other paths', () => {
    const [finding, ...others] = findings(noPrivilegeEscalation, { User: user(inline(allow(['iam:PutUserPolicy', 'iam:AttachUserPolicy']))) });
    expect(finding.message).toBe('can give itself every permission (write an inline policy into the own user), and so by 1 other path');
    expect(finding.fix).toBe('Limit Statement[0] of User.Work to the resources that are needed: that closes every way that was found.');
    expect(others).toEqual([]);
  });

  test('of a policy that AWS manages says to detach it', () => {
    const [finding] = findings(noPrivilegeEscalation, { Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/IAMFullAccess'] }) });
    expect(finding.fix).toBe('Detach AWS-managed IAMFullAccess from Role: that closes every way that was found.');
  });

  test('says when its change leaves other ways open', () => {
    const [finding] = findings(noPrivilegeEscalation, { Role: role(inline(allow('iam:PutRolePolicy'), allow('lambda:UpdateFunctionCode'))) });
    expect(finding.fix).toBe('Remove iam:PutRolePolicy from Statement[0] of Role.Work: that closes this way; others stay open.');
  });
});

describe('a principal rewrites its own permissions', () => {
  test.each<[string, Properties, string]>([
    ['a role its inline policies', { Role: role(inline(allow('iam:PutRolePolicy'))) }, 'Role Path=iam-005;To=Role'],
    ['a role by its own name', { Role: role({ RoleName: 'worker', ...inline(allow('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/worker')) }) }, 'Role Path=iam-005;To=Role'],
    ['a user by its own user name', { User: user(inline(allow('iam:AttachUserPolicy', 'arn:aws:iam::*:user/${aws:username}'))) }, 'User Path=iam-008;To=User'],
    ['a member of a group the policies of the group', {
      User: user({ Groups: [ref('Group')], ...inline(allow('iam:PutGroupPolicy', arnOf('Group'))) }), Group: { Type: 'AWS::IAM::Group' },
    }, 'User Path=iam-011;To=User'],
    ['a policy that is attached to it', {
      Role: role({ ManagedPolicyArns: [ref('Policy')], ...inline(allow('iam:CreatePolicyVersion', ref('Policy'))) }), Policy: managed(allow('s3:GetObject', 'arn:aws:s3:::b/*')),
    }, 'Role Path=iam-001;To=Role'],
    ['in a form that the template can take', {
      Role: role({ Policies: { 'Fn::If': ['IsDev', inline(allow('iam:PutRolePolicy')).Policies, []] } }),
    }, 'Role Path=iam-005;To=Role'],
  ])('%s', (_how, resources, key) => {
    const sections = { Parameters: { Stage: { Type: 'String' } }, Conditions: { IsDev: { 'Fn::Equals': [ref('Stage'), 'dev'] } } };
    expect(found(resources, sections)).toEqual([`error ${key}`]);
  });

  test.each<[string, Properties]>([
    ['a role does not with what users take', { Role: role(inline(allow('iam:PutUserPolicy', 'arn:aws:iam::111122223333:user/worker'))) }],
    ['nobody does with what names another role only', { Role: role(inline(allow('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/other'))) }],
    ['nobody does with a denial in the way', { Role: role(inline(allow('iam:PutRolePolicy'), deny('iam:Put*'))) }],
    ['who is not in the group does not', { User: user(inline(allow('iam:PutGroupPolicy', arnOf('Group')))), Group: { Type: 'AWS::IAM::Group' } }],
    ['an administrator is found elsewhere', { Role: role(ADMINISTRATOR) }],
  ])('%s', (_how, resources) => {
    expect(found(resources)).toEqual([]);
  });
});

describe('a target must exist and be within reach', () => {
  const passes = (Resource: unknown, service: string) => ({
    Role: role(inline(allow('iam:PassRole', Resource), allow('lambda:CreateFunction'))), Top: role(ADMINISTRATOR, trusts({ Service: service })),
  });

  test('a role of the app that trusts the service', () => {
    expect(found(passes(arnOf('Top'), 'lambda.amazonaws.com'))).toEqual(['error Role Path=lambda-001;To=Top']);
    expect(found(passes(arnOf('Top'), 'ec2.amazonaws.com'))).toEqual([]);
  });

  test('a function of the app with such a role', () => {
    const resources = (Resource: unknown) => ({
      Deployer: user(inline(allow('lambda:UpdateFunctionCode', Resource))), Top: role(ADMINISTRATOR),
      Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'top', Role: arnOf('Top') } },
    });
    expect(found(resources(arnOf('Function')))).toEqual(['error Deployer Path=lambda-003;To=Top']);
    expect(found(resources('arn:aws:lambda:eu-west-1:111122223333:function:top'))).toEqual(['error Deployer Path=lambda-003;To=Top']);
    expect(found(resources('arn:aws:lambda:eu-west-1:111122223333:function:other'))).toEqual([]);
  });

  test('a role whose trust policy lets the principal in', () => {
    const resources = (trust: object, ...statements: object[]) => ({
      Start: role(statements.length > 0 ? inline(...statements) : {}), Top: role(ADMINISTRATOR, trust as Properties),
    });
    expect(found(resources(trusts({ AWS: arnOf('Start') })))).toEqual(['error Start Path=sts-001;To=Top']);
    expect(found(resources(trusts({ AWS: ref('AWS::AccountId') }), allow('sts:AssumeRole', arnOf('Top'))))).toEqual(['error Start Path=sts-001;To=Top']);
    expect(found(resources(trusts({ AWS: ref('AWS::AccountId') })))).toEqual([]);
    expect(found(resources(trusts({ Service: 'lambda.amazonaws.com' }), allow('sts:AssumeRole', arnOf('Top'))))).toEqual([]);
  });

  test('whatever a policy of one Region lets the principal name as it likes', () => {
    const createsOn = (Resource: string) => byPolicy(allow('iam:PassRole'), allow('lambda:CreateFunction', Resource));
    expect(createsOn('arn:aws:lambda:eu-west-1:111122223333:function:dev-*')).toHaveLength(1);
    expect(createsOn('arn:aws:s3:::dev-*')).toEqual([]);
  });

  test('a resource of each type that the action needs', () => {
    const sendsTo = (...Resource: string[]) => byPolicy(allow('ssm:SendCommand', Resource));
    expect(sendsTo('arn:aws:ec2:*:*:instance/*', 'arn:aws:ssm:*:*:document/*')).toHaveLength(1);
    expect(sendsTo('arn:aws:ec2:*:*:instance/*')).toEqual([]);
  });
});

test('the role that AWS wrote for a service which runs nobody\'s code is left to the service', () => {
  const serviceRole = (service: string, more: Properties = {}) => ({
    Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSBatchServiceRole'], ...more }, trusts({ Service: service })),
  });
  expect(found(serviceRole('batch.amazonaws.com'))).toEqual([]);
  expect(found(serviceRole('lambda.amazonaws.com'))).toHaveLength(1);
  expect(found(serviceRole('batch.amazonaws.com', inline(allow('s3:GetObject', 'arn:aws:s3:::reports/*'))))).toHaveLength(1);
});

describe('a condition', () => {
  test.each<[string, object]>([
    ['the service that the role is passed to', { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }],
    ['tags of the role, which one that nobody knows does not have', { StringEquals: { 'iam:ResourceTag/team': 'orders' } }],
  ])('on %s closes the path', (_what, condition) => {
    expect(byPolicy(allow('iam:PassRole', '*', condition), allow('lambda:CreateFunction'))).toEqual([]);
  });

  test.each<[string, object]>([
    ['the service of the path', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }],
    ['a tag of the request, which the principal chooses', { StringEquals: { 'aws:RequestTag/team': 'orders' } }],
    ['the Region, which the principal chooses', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }],
  ])('on %s leaves it open', (_what, condition) => {
    expect(byPolicy(allow('iam:PassRole', '*', condition), allow('lambda:CreateFunction'))).toEqual(['error Policy Path=lambda-001;To=any-role-of-lambda.amazonaws.com']);
  });

  test.each<[string, object, string]>([
    ['a second factor', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, 'aws:MultiFactorAuthPresent'],
    ['a network', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, 'aws:SourceIp'],
  ])('on %s makes it a warning that names the key', (_what, condition, key) => {
    expect(findings(noPrivilegeEscalation, policy(allow('iam:PutUserPolicy', '*', condition)))).toMatchObject([
      { severity: 'warning', message: expect.stringMatching(new RegExp(`unless ${key} prevents it$`)) },
    ]);
  });

  test('that only bounded roles may be written closes the path of a role without a boundary', () => {
    const condition = { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/boundary' } };
    expect(found({ Role: role(inline(allow('iam:PutRolePolicy', '*', condition))) })).toEqual([]);
    expect(found({ Role: role(inline(allow(['iam:CreateRole', 'iam:PutRolePolicy'], '*', condition))) })).toEqual([]);
    expect(found({ Role: role(inline(allow(['iam:CreateRole', 'iam:PutRolePolicy'], 'arn:aws:iam::111122223333:role/new-*'))) })).toHaveLength(1);
  });
});

describe('a permissions boundary', () => {
  const bounded = (...statements: object[]) => ({
    Role: role({ PermissionsBoundary: ref('Boundary'), ...inline(allow(['iam:PutRolePolicy', 'iam:DeleteRolePermissionsBoundary'])) }), Boundary: managed(...statements),
  });

  test('that may be replaced, but only by an approved one, stays', () => {
    const condition = { StringEquals: { 'iam:PermissionsBoundary': ref('Boundary') } };
    const statements = [allow(['iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'], '*', condition)];
    const resources = { Boundary: managed(allow('s3:*'), ...statements), Role: role({ PermissionsBoundary: ref('Boundary'), ...inline(...statements) }) };
    expect(found(resources)).toEqual([]);
  });

  test('closes what it does not allow', () => {
    expect(found(bounded(allow('s3:*')))).toEqual([]);
  });

  test('is the most that a principal can give itself', () => {
    expect(found(bounded(allow(['s3:*', 'iam:PutRolePolicy'])))).toEqual([]);
  });

  test('that it allows to be removed closes nothing', () => {
    expect(found(bounded(allow(['s3:*', 'iam:PutRolePolicy', 'iam:DeleteRolePermissionsBoundary'])))).toEqual([
      expect.stringMatching(/^error Role Path=/),
    ]);
  });

  test('that nobody can see is named in a warning', () => {
    const resources = { Role: role({ PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary', ...inline(allow('iam:PutRolePolicy')) }) };
    expect(findings(noPrivilegeEscalation, resources)).toMatchObject([
      { severity: 'warning', message: expect.stringMatching(/unless the boundary arn:aws:iam::111122223333:policy\/boundary prevents it$/) },
    ]);
  });
});

describe('an SCP of the app', () => {
  const scp = (TargetIds: string[]) => ({
    Role: role(inline(allow('iam:PutRolePolicy'))),
    Guard: { Type: 'AWS::Organizations::Policy', Properties: { Name: 'guard', Type: 'SERVICE_CONTROL_POLICY', TargetIds, Content: { Version: '2012-10-17', Statement: [deny('iam:Put*')] } } },
  });

  test('at the root closes what it denies', () => {
    expect(found(scp(['r-ab12']))).toEqual([]);
  });

  test('at an organizational unit may not reach the account', () => {
    expect(found(scp(['ou-ab12-cdefghij']))).toHaveLength(1);
  });
});

test('what a group grants is told once, of the group', () => {
  const Group = { Type: 'AWS::IAM::Group', Properties: inline(allow('iam:PutUserPolicy')) };
  expect(found({ Ann: user({ Groups: [ref('Group')] }), Group })).toEqual(['error Group Path=iam-007;To=Group']);
  expect(found({ Ann: user({ Groups: [ref('Group')], ...inline(allow('iam:AttachUserPolicy')) }), Group })).toHaveLength(2);
});

test('who makes a principal and writes its policies gives itself every permission', () => {
  const [{ message }] = findings(noPrivilegeEscalation, { Worker: role(inline(allow(['iam:CreateRole', 'iam:AttachRolePolicy'], 'arn:aws:iam::*:role/new-*'))) });
  expect(message).toMatch(/^can give itself every permission /);
});

test('who writes the permissions of a role that the app names only and rewrites who may assume it is warned of', () => {
  const ops = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/ops' };
  expect(findings(noPrivilegeEscalation, { Worker: role(inline(allow(['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'], ops))) })).toMatchObject([{
    severity: 'warning',
    key: 'Path=iam-021;To=role/ops',
    message: 'can become role/ops, an administrator (write an inline policy into a role and rewrite who may assume it), unless a boundary of role/ops prevents it',
    fix: 'Remove iam:PutRolePolicy from Statement[0] of Worker.Work: that closes every way that was found.',
  }]);
  expect(found({ Worker: role(inline(allow('iam:PutRolePolicy', ops))) })).toEqual([]);
});

test('a permission set is said to be that of whoever uses the principal, for groups and roles have none', () => {
  const Group = { Type: 'AWS::IAM::Group', Properties: inline(allow('sso:AttachManagedPolicyToPermissionSet')) };
  expect(findings(noPrivilegeEscalation, { Group })).toMatchObject([
    { message: 'can give itself every permission (attach a policy to the permission set of whoever uses the principal)' },
  ]);
});
