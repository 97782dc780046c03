import { noUserPolicies } from '../../../src/rules/credentials/no-user-policies';
import { findings } from '../judging';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }] };

const user = (properties: Record<string, unknown> = {}) => ({ Type: 'AWS::IAM::User', Properties: properties });
const group = (properties: Record<string, unknown> = {}) => ({ Type: 'AWS::IAM::Group', Properties: properties });
const policy = (type: string, properties: Record<string, unknown>) => ({ Type: `AWS::IAM::${type}`, Properties: { PolicyDocument, ...properties } });
const ref = (name: string) => ({ Ref: name });

const parameters = { Parameters: { Name: { Type: 'String' }, Names: { Type: 'CommaDelimitedList' } } };

describe('finds a policy of a user', () => {
  test('inline, one finding for each', () => {
    const policies = ['read', 'write'].map((PolicyName) => ({ PolicyName, PolicyDocument }));
    expect(findings(noUserPolicies, { Alice1A2B3C4D: user({ Policies: policies }) })).toMatchObject([
      { key: 'User=Alice;Policy=read', location: 'Resources.Alice1A2B3C4D.Properties.Policies[0].PolicyDocument', message: 'the policy read is attached to the user Alice' },
      { key: 'User=Alice;Policy=write', location: 'Resources.Alice1A2B3C4D.Properties.Policies[1].PolicyDocument' },
    ]);
  });

  test('attached by its ARN, one finding for each', () => {
    const found = findings(noUserPolicies, { Alice: user({ ManagedPolicyArns: [READ_ONLY, 'arn:aws:iam::111122223333:policy/reports'] }) });
    expect(found.map(({ location, severity }) => [location, severity])).toEqual([
      ['Resources.Alice.Properties.ManagedPolicyArns[1]', 'error'], ['Resources.Alice.Properties.ManagedPolicyArns[0]', 'error'],
    ]);
  });

  test.each(['Policy', 'ManagedPolicy'])('attached by an AWS::IAM::%s, to each of its users', (type) => {
    const found = findings(noUserPolicies, { Alice: user(), Bob: user(), Reports: policy(type, { Users: [ref('Alice'), ref('Bob')] }) });
    expect(found.map(({ logicalId, key }) => [logicalId, key])).toEqual([
      ['Reports', 'User=Alice;Policy=Reports'], ['Reports', 'User=Bob;Policy=Reports'],
    ]);
  });

  test('attached by a policy for one user', () => {
    const found = findings(noUserPolicies, { Alice: user(), Reports: policy('UserPolicy', { PolicyName: 'reports', UserName: ref('Alice') }) });
    expect(found.map(({ key }) => key)).toEqual(['User=Alice;Policy=reports']);
  });

  test('by name, be the user of the template or not', () => {
    const found = findings(noUserPolicies, { Alice: user({ UserName: 'alice' }), Reports: policy('Policy', { Users: ['alice', 'carol'] }) });
    expect(found.map(({ key }) => key)).toEqual(['User=Alice;Policy=Reports', 'User=carol;Policy=Reports']);
  });

  test('a managed policy of the app once, from whichever side it is attached', () => {
    const found = findings(noUserPolicies, { Alice: user({ ManagedPolicyArns: [ref('Reports')] }), Reports: policy('ManagedPolicy', { Users: [ref('Alice')] }) });
    expect(found.map(({ logicalId, key }) => [logicalId, key])).toEqual([['Reports', 'User=Alice;Policy=Reports']]);
  });

  test('whose name is a parameter', () => {
    const found = findings(noUserPolicies, { Reports: policy('Policy', { PolicyName: 'reports', Users: [ref('Name')] }) }, parameters);
    expect(found).toMatchObject([{ severity: 'error', message: 'the policy reports is attached to the user <Name>' }]);
  });

  test('that is attached in one environment only', () => {
    const conditional = { 'Fn::If': ['IsProduction', ref('AWS::NoValue'), [READ_ONLY]] };
    const found = findings(noUserPolicies, { Alice: user({ ManagedPolicyArns: conditional }) },
      { ...parameters, Conditions: { IsProduction: { 'Fn::Equals': [ref('Name'), 'production'] } } });
    expect(found).toMatchObject([{ severity: 'error', message: `the policy ${READ_ONLY} is attached to the user Alice` }]);
  });
});

test('warns where a list of policies is known only when it is deployed, for it may be empty', () => {
  expect(findings(noUserPolicies, { Alice: user({ ManagedPolicyArns: ref('Names') }) }, parameters)).toMatchObject([
    { severity: 'warning', message: 'the policy <Names> is attached to the user Alice' },
  ]);
});

describe('is fine with', () => {
  test('policies of groups, whoever is in them', () => {
    expect(findings(noUserPolicies, {
      Analysts: group({ ManagedPolicyArns: [READ_ONLY], Policies: [{ PolicyName: 'reports', PolicyDocument }] }),
      Alice: user({ Groups: [ref('Analysts')] }),
      Bob: user(),
      Members: { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: ref('Analysts'), Users: [ref('Bob')] } },
      Attached: policy('ManagedPolicy', { Groups: [ref('Analysts')] }),
    })).toEqual([]);
  });

  test('policies of roles and groups, also of a role with the name of a user', () => {
    expect(findings(noUserPolicies, {
      Alice: user({ UserName: 'alice' }),
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'alice', ManagedPolicyArns: [READ_ONLY], AssumeRolePolicyDocument: { Statement: [] } } },
      Reports: policy('Policy', { Roles: ['alice', 'elsewhere'], Groups: ['elsewhere'] }),
    })).toEqual([]);
  });

  test('the permissions boundary of a user, for it grants nothing', () => {
    expect(findings(noUserPolicies, {
      Alice: user({ PermissionsBoundary: ref('Boundary') }),
      Bob: user({ PermissionsBoundary: READ_ONLY }),
      Boundary: policy('ManagedPolicy', {}),
    })).toEqual([]);
  });

  test('a policy that nobody has', () => {
    expect(findings(noUserPolicies, { Alice: user(), Reports: policy('ManagedPolicy', {}) })).toEqual([]);
  });
});
