import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { PolicySimulator, PolicySimulatorProps, SimulationRequest } from '../../src/enforce/policy-simulator';

const ROLE = 'arn:aws:iam::111122223333:role/Worker';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/Worker/session';
const USER = 'arn:aws:iam::111122223333:user/team/alice';
const OBJECT = 'arn:aws:s3:::reports/2026.csv';

type Raw = Record<string, unknown>;
const document = (...Statement: Raw[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown = '*', more: Raw = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: unknown, Resource: unknown = '*', more: Raw = {}) => ({ Effect: 'Deny', Action, Resource, ...more });
const to = (AWS: string, Action: string) => document({ Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' });

function simulate(props: PolicySimulatorProps, request: Partial<SimulationRequest> = {}) {
  return new PolicySimulator(props).simulate({ principalArn: ROLE, action: 's3:GetObject', resource: OBJECT, ...request });
}

const decision = (props: PolicySimulatorProps, request?: Partial<SimulationRequest>) => simulate(props, request).decision;
const READS = [document(allow('s3:Get*'))];
const FULL = document(allow('*'));

describe('the decision', () => {
  test('is plain data', () => {
    const result = simulate({ identityPolicies: [document(allow('s3:GetObject', { Ref: 'Bucket' }))] });
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      decision: 'unknown', decidedBy: 'identity', reason: expect.stringContaining('depends on Bucket'), unknowns: ['Bucket'],
      matchedStatements: [{ policyKind: 'identity', policyName: 'identityPolicies[0]', effect: 'Allow', index: 0 }],
    });
  });

  test('says by which statement of which policy it was made', () => {
    expect(simulate({ identityPolicies: [FULL, document({ Sid: 'NoReports', ...deny('s3:*', 'arn:aws:s3:::reports/*') })] })).toEqual({
      decision: 'explicitDeny',
      decidedBy: 'identity',
      reason: 'denied: NoReports of the identity policy "identityPolicies[1]" denies s3:GetObject on arn:aws:s3:::reports/2026.csv',
      matchedStatements: [{ policyKind: 'identity', policyName: 'identityPolicies[1]', effect: 'Deny', index: 0, sid: 'NoReports' }],
      unknowns: [],
    });
  });

  test('is made by every kind of policy', () => {
    const level = (...policies: unknown[]) => [{ name: 'Root', policies }];
    const cases: readonly (readonly [PolicySimulatorProps, string, string])[] = [
      [{}, 'implicitDeny', 'identity'],
      [{ identityPolicies: READS }, 'allowed', 'identity'],
      [{ identityPolicies: READS, sessionPolicies: [document(allow('ec2:*'))] }, 'implicitDeny', 'session'],
      [{ identityPolicies: READS, permissionsBoundary: document(allow('ec2:*')) }, 'implicitDeny', 'boundary'],
      [{ resourcePolicy: to(ROLE, 's3:GetObject') }, 'allowed', 'resource'],
      [{ identityPolicies: READS, resourceAccount: '444455556666' }, 'implicitDeny', 'resource'],
      [{ identityPolicies: READS, serviceControlPolicies: [...level(FULL), { name: 'Workloads', policies: [] }] }, 'implicitDeny', 'serviceControl'],
      [{ identityPolicies: READS, resourceControlPolicies: level(document(deny('s3:*', '*', { Principal: '*' }))) }, 'explicitDeny', 'resourceControl'],
    ];
    const results = cases.map(([props]) => simulate(props));
    expect(results.map((result) => [result.decision, result.decidedBy])).toEqual(cases.map(([, ...expected]) => expected));
  });

  test('names the level of the organization without an Allow', () => {
    const { reason } = simulate({ identityPolicies: READS, serviceControlPolicies: [{ name: 'Root', policies: [FULL] }, { name: 'Workloads', policies: [] }] });
    expect(reason).toContain('"Workloads"');
  });

  test('leaves out the management account', () => {
    const serviceControlPolicies = [{ name: 'Root', policies: [document(deny('*'))] }];
    expect(decision({ identityPolicies: READS, serviceControlPolicies, managementAccount: '111122223333' })).toBe('allowed');
    expect(decision({ identityPolicies: READS, serviceControlPolicies })).toBe('explicitDeny');
  });
});

describe('documents', () => {
  test.each<[string, unknown]>([
    ['an object', READS[0]],
    ['one statement instead of a list', { Version: '2012-10-17', Statement: allow('s3:Get*') }],
    ['JSON text', JSON.stringify(READS[0])],
    ['an iam.PolicyDocument', new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:Get*'], resources: ['*'] })] })],
    ['what it gives from toJSON()', new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:Get*'], resources: ['*'] })] }).toJSON()],
  ])('may be %s', (_what, policy) => {
    expect(decision({ identityPolicies: [policy] })).toBe('allowed');
  });

  test('without statements grant nothing', () => {
    expect(decision({ identityPolicies: [{ Version: '2012-10-17', Statement: [] }] })).toBe('implicitDeny');
    expect(decision({ identityPolicies: READS, permissionsBoundary: { Version: '2012-10-17', Statement: [] } })).toBe('implicitDeny');
  });

  test('are left as they are', () => {
    const policy = document(allow('s3:Get*'));
    const before = JSON.stringify(policy);
    simulate({ identityPolicies: [policy] });
    expect(JSON.stringify(policy)).toBe(before);
  });

  test.each<[string, PolicySimulatorProps, string]>([
    ['an effect that is none', { identityPolicies: [FULL, document({ ...allow('*'), Effect: 'Permit' })] },
      'identityPolicies[1]: Statement[0].Effect: found Permit, expected "Allow" or "Deny"'],
    ['text that is not JSON', { permissionsBoundary: '{' }, 'permissionsBoundary: found text that is not JSON'],
    ['a number', { sessionPolicies: [7] }, 'sessionPolicies[0]: found 7, expected a policy document: an object with Statement'],
    ['a resource-based policy without Principal', { resourcePolicy: FULL }, 'resourcePolicy: Statement[0]: found no Principal, expected Principal or NotPrincipal'],
    ['an SCP with Principal', { serviceControlPolicies: [{ name: 'Root', policies: [to(ROLE, '*')] }] },
      'serviceControlPolicies[0].policies[0]: Statement[0].Principal: found Principal, expected no Principal'],
    ['an operator that does not exist', { identityPolicies: [document(allow('*', '*', { Condition: { StringIs: { 'aws:username': 'x' } } }))] },
      'identityPolicies[0]: Statement[0].Condition.StringIs: found operator "StringIs"'],
    ['Fn::If without its condition', { identityPolicies: [document(allow('*', { 'Fn::If': ['IsProd', '*', 'arn:aws:s3:::x'] }))] },
      'identityPolicies[0]: found the condition "IsProd"'],
    ['a policy in the place of a level', { serviceControlPolicies: [FULL] as unknown as PolicySimulatorProps['serviceControlPolicies'] },
      'serviceControlPolicies[0]: found no policies, expected a level: an object with name and policies'],
    ['an account that is none', { resourceAccount: '1111' }, 'resourceAccount: found "1111", expected an account id of twelve digits'],
  ])('%s is an error that names the place', (_what, props, message) => {
    expect(() => new PolicySimulator(props)).toThrow(message);
  });
});

describe('tokens', () => {
  test('an intrinsic function is a value that nobody knows', () => {
    const result = simulate({ identityPolicies: [document(allow('s3:GetObject', { 'Fn::Sub': 'arn:aws:s3:::${Bucket}/*' }))] });
    expect([result.decision, result.unknowns]).toEqual(['unknown', ['Bucket']]);
  });

  test('they leave open only what depends on them', () => {
    expect(decision({ identityPolicies: [document(allow('s3:GetObject', ['*', { Ref: 'Bucket' }]))] })).toBe('allowed');
    expect(decision({ identityPolicies: [document(allow('s3:PutObject', { Ref: 'Bucket' }))] })).toBe('implicitDeny');
  });

  test('a token of CDK is one, too, in the policy and in the request', () => {
    const stack = new Stack(new App(), 'Stack');
    const [one, other] = ['One', 'Other'].map((id) => new s3.Bucket(stack, id));
    const identityPolicies = [new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [one.arnForObjects('*')] })] })];
    expect(decision({ identityPolicies }, { resource: one.arnForObjects('a.csv') })).toBe('allowed');
    expect(decision({ identityPolicies }, { resource: other.arnForObjects('a.csv') })).toBe('unknown');
    expect(decision({ identityPolicies }, { resource: OBJECT })).toBe('unknown');
  });
});

test('from other languages, nothing comes as null, and a lone document without its list', () => {
  const props = { identityPolicies: READS[0], sessionPolicies: null, permissionsBoundary: null, serviceControlPolicies: null, resourceAccount: null };
  const request = { principalArn: ROLE, action: 's3:GetObject', resource: null, context: null };
  const simulator = new PolicySimulator(props as unknown as PolicySimulatorProps);
  expect(simulator.simulate(request as unknown as SimulationRequest).decision).toBe('allowed');
});

describe('the principal', () => {
  const everybody = document({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' });

  test('a session is known by its role, whatever the role\'s path', () => {
    expect(decision({ resourcePolicy: to('arn:aws:iam::111122223333:role/jobs/Worker', 's3:GetObject') }, { principalArn: SESSION })).toBe('allowed');
    expect(decision({ resourcePolicy: to(SESSION, 's3:GetObject'), permissionsBoundary: document(allow('ec2:*')) }, { principalArn: SESSION })).toBe('allowed');
    expect(decision({ resourcePolicy: to(ROLE, 's3:GetObject'), permissionsBoundary: document(allow('ec2:*')) }, { principalArn: SESSION })).toBe('implicitDeny');
  });

  test('the role\'s own ARN, given as aws:PrincipalArn, says its path', () => {
    const context = { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/jobs/Worker' };
    expect(decision({ resourcePolicy: to(ROLE, 's3:GetObject') }, { principalArn: SESSION, context })).toBe('implicitDeny');
  });

  test('an account id is its root user', () => {
    expect(decision({}, { principalArn: '111122223333' })).toBe('allowed');
    expect(decision({}, { principalArn: 'arn:aws:iam::111122223333:root' })).toBe('allowed');
  });

  test('a service is let in by the policy of the resource alone', () => {
    const resourcePolicy = document({ Effect: 'Allow', Principal: { Service: 'logs.amazonaws.com' }, Action: 's3:*', Resource: '*' });
    expect(decision({ resourcePolicy }, { principalArn: 'logs.amazonaws.com' })).toBe('allowed');
    expect(decision({ resourcePolicy, identityPolicies: [FULL] }, { principalArn: 'ec2.amazonaws.com' })).toBe('implicitDeny');
  });

  test('nobody that AWS knows is let in by a policy for everybody', () => {
    expect(decision({ resourcePolicy: everybody }, { principalArn: '*' })).toBe('allowed');
    expect(decision({ identityPolicies: [FULL] }, { principalArn: '*' })).toBe('implicitDeny');
  });

  test('a federated user has what its session policies and its user\'s policies allow', () => {
    const principalArn = 'arn:aws:sts::111122223333:federated-user/bob';
    expect(decision({ identityPolicies: READS, sessionPolicies: READS }, { principalArn })).toBe('allowed');
    expect(decision({ identityPolicies: READS }, { principalArn })).toBe('implicitDeny');
  });

  test('an identity provider vouches for whoever assumes a role', () => {
    const principalArn = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
    const trust = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow', Principal: { Federated: principalArn }, Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:example/reports:*' } },
      },
    };
    const request = (sub: string) => ({
      principalArn, action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE, context: { 'token.actions.githubusercontent.com:sub': sub },
    });
    expect(decision({ resourcePolicy: trust }, request('repo:example/reports:ref:refs/heads/main'))).toBe('allowed');
    expect(decision({ resourcePolicy: trust }, request('repo:other/reports:ref:refs/heads/main'))).toBe('implicitDeny');
  });

  test.each(['arn:aws:iam::111122223333:group/admins', 'arn:aws:iam::111122223333:role/*', 'Worker', 'arn:aws:s3:::bucket', 'arn:aws:sts::111122223333:assumed-role/Worker'])(
    '%s is an error', (principalArn) => {
      expect(() => simulate({}, { principalArn })).toThrow(`principalArn: found "${principalArn}", expected`);
    });
});

describe('the request', () => {
  test('takes no resource unless one is given', () => {
    expect(decision({ identityPolicies: [document(allow('s3:ListAllMyBuckets'))] }, { action: 's3:ListAllMyBuckets', resource: undefined })).toBe('allowed');
    expect(decision({ identityPolicies: [document(allow('s3:*', 'arn:aws:s3:::*'))] }, { action: 's3:ListAllMyBuckets', resource: undefined })).toBe('implicitDeny');
  });

  test.each(['s3', 's3:*', '', 's3:Get Object'])('the action "%s" is an error', (action) => {
    expect(() => simulate({}, { action })).toThrow(/^action: found .*, expected/);
  });

  test('a trust policy decides who assumes a role of another account', () => {
    const request = { action: 'sts:AssumeRole', resource: 'arn:aws:iam::444455556666:role/Target', context: { 'sts:ExternalId': 'a-b-c' } };
    const resourcePolicy = document({
      Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'a-b-c' } },
    });
    const identityPolicies = [document(allow('sts:AssumeRole', 'arn:aws:iam::444455556666:role/*'))];
    expect(decision({ identityPolicies, resourcePolicy }, request)).toBe('allowed');
    expect(decision({ identityPolicies, resourcePolicy }, { ...request, context: {} })).toBe('implicitDeny');
    expect(decision({ resourcePolicy }, request)).toBe('implicitDeny');
  });

  test('the account in an ARN counts more than the one given for resources that do not tell', () => {
    const identityPolicies = [document(allow('sqs:*'))];
    const resource = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
    expect(decision({ identityPolicies, resourceAccount: '444455556666' }, { action: 'sqs:SendMessage', resource })).toBe('allowed');
  });
});

describe('the context', () => {
  const holds = (Condition: Raw, context: Record<string, unknown> = {}, principalArn = USER) =>
    decision({ identityPolicies: [document(allow('s3:GetObject', '*', { Condition }))] }, { principalArn, context }) === 'allowed';

  test('takes strings, numbers, booleans, dates and lists of them', () => {
    expect(holds({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, { 'aws:MultiFactorAuthPresent': true })).toBe(true);
    expect(holds({ NumericLessThan: { 'aws:MultiFactorAuthAge': '300' } }, { 'aws:MultiFactorAuthAge': 60 })).toBe(true);
    expect(holds({ DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }, { 'aws:CurrentTime': new Date('2026-06-01T00:00:00Z') })).toBe(true);
    expect(holds({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] } }, { 'aws:TagKeys': ['team'] })).toBe(true);
    expect(holds({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] } }, { 'aws:TagKeys': ['team', 'owner'] })).toBe(false);
    expect(holds({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '203.0.113.7' })).toBe(true);
  });

  test('has keys in any case', () => {
    expect(holds({ StringEquals: { 'aws:sourcevpc': 'vpc-1' } }, { 'AWS:SourceVpc': 'vpc-1' })).toBe(true);
  });

  test('does not have what is not given', () => {
    expect(holds({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })).toBe(false);
    expect(holds({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })).toBe(true);
    expect(holds({ Null: { 'aws:MultiFactorAuthPresent': 'true' } })).toBe(true);
  });

  test('has what AWS knows of the principal', () => {
    expect(holds({ StringEquals: { 'aws:username': 'alice', 'aws:PrincipalType': 'User', 'aws:PrincipalAccount': '111122223333' } })).toBe(true);
    expect(holds({ ArnEquals: { 'aws:PrincipalArn': ROLE } }, {}, SESSION)).toBe(true);
    expect(holds({ Null: { 'aws:username': 'true' } }, {}, SESSION)).toBe(true);
  });

  test('what is given counts more, and null takes a key away', () => {
    expect(holds({ StringEquals: { 'aws:username': 'bob' } }, { 'aws:UserName': 'bob' })).toBe(true);
    expect(holds({ Null: { 'aws:username': 'true' } }, { 'aws:username': null })).toBe(true);
  });

  test('fills policy variables', () => {
    const identityPolicies = [document(allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*'))];
    expect(decision({ identityPolicies }, { principalArn: USER, resource: 'arn:aws:s3:::home/alice/a.txt' })).toBe('allowed');
    expect(decision({ identityPolicies }, { principalArn: USER, resource: 'arn:aws:s3:::home/bob/a.txt' })).toBe('implicitDeny');
  });

  test('a value that is none is an error', () => {
    expect(() => simulate({}, { context: { 'aws:PrincipalTag': { team: 'x' } } })).toThrow('context["aws:PrincipalTag"]: found an object, expected a string');
    expect(() => simulate({}, { context: 'aws:username=x' as unknown as Record<string, unknown> })).toThrow('context: found a string, expected an object');
  });
});
