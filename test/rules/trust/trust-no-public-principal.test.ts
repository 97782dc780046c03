import { trustExample } from '../../../src/rules/example-templates';
import { Finding } from '../../../src/rules/finding';
import { trustNoPublicPrincipal } from '../../../src/rules/trust/trust-no-public-principal';
import { findings } from '../judging';

const sections = { Parameters: { Caller: { Type: 'String' } } };

function judged(statement: Record<string, unknown>): Finding[] {
  return findings(trustNoPublicPrincipal, {
    ...trustExample('', { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }).resources,
    App: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
  }, sections);
}

const appRole = { 'Fn::GetAtt': ['App', 'Arn'] };

test.each([
  ['an account id', { AWS: '444455556666' }],
  ['a root ARN', { AWS: 'arn:aws:iam::444455556666:root' }],
  ['a user', { AWS: 'arn:aws:iam::444455556666:user/alice' }],
  ['a session of a role', { AWS: 'arn:aws:sts::444455556666:assumed-role/app/session' }],
  ['a unique id', { AWS: 'AIDAJQABLZS4A3QDU576Q' }],
  ['a role of the app', { AWS: appRole }],
  ['the account that it is deployed to', { AWS: { Ref: 'AWS::AccountId' } }],
  ['a name that holds a token', { AWS: { 'Fn::Sub': 'arn:aws:iam::444455556666:role/${Caller}' } }],
  ['a SAML provider', { Federated: 'arn:aws:iam::111122223333:saml-provider/adfs' }],
  ['a provider that is a parameter, which is another rule\'s', { Federated: { Ref: 'Caller' } }],
  ['a service that is a parameter, which is another rule\'s', { Service: { Ref: 'Caller' } }],
  ['a canonical user', { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }],
])('does not take %s for anyone', (_name, Principal) => {
  expect(judged({ Principal })).toEqual([]);
});

test.each([
  ['everyone', '*'],
  ['everyone of AWS', { AWS: '*' }],
  ['everyone of any provider', { Federated: '*' }],
])('finds that %s can assume the role', (_name, Principal) => {
  expect(judged({ Principal })).toMatchObject([{ severity: 'error', message: 'can be assumed by anyone' }]);
});

test('finds everyone in a list of named principals, and only them', () => {
  const found = judged({ Principal: { AWS: ['444455556666', '*'], Service: ['ec2.amazonaws.com'] } });
  expect(found.map(({ key }) => key)).toEqual(['Principal=AWS:*']);
});

test('says what a wildcard within a principal would let in', () => {
  expect(judged({ Principal: { AWS: 'arn:aws:iam::*:role/deployer' } })[0].message).toBe('can be assumed by anyone like arn:aws:iam::*:role/deployer');
});

test('leaves a Deny and a NotPrincipal to others', () => {
  expect(judged({ Effect: 'Deny', Principal: '*' })).toEqual([]);
  expect(judged({ Principal: undefined, NotPrincipal: '*' })).toEqual([]);
});

test('judges a statement by its own condition, not by that of another', () => {
  const open = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };
  const closed = { ...open, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } };
  const locations = findings(trustNoPublicPrincipal, trustExample('', closed, open).resources).map(({ location }) => location);
  expect(locations).toEqual(['Resources.Role.Properties.AssumeRolePolicyDocument.Statement[1]']);
});

describe('everyone', () => {
  test.each([
    ['an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['an organization in another case', { stringequals: { 'AWS:principalorgid': 'o-a1b2c3d4e5' } }],
    ['one of two organizations', { StringLike: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-f6g7h8i9j0'] } }],
    ['an organizational unit', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*' } }],
    ['an account', { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }],
    ['a VPC endpoint', { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }],
    ['the roles of an account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }],
    ['the roles of the own account', { ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*' } } }],
    ['a role of the app', { ArnEquals: { 'aws:PrincipalArn': appRole } }],
    ['an organization that is a parameter', { StringEquals: { 'aws:PrincipalOrgID': { Ref: 'Caller' } } }],
  ])('is narrowed to %s', (_name, Condition) => {
    expect(judged({ Principal: '*', Condition })).toEqual([]);
  });

  test.each([
    ['a pattern that every organization has', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
    ['a star', { StringLike: { 'aws:PrincipalOrgID': '*' } }],
    ['a list with a star', { StringLike: { 'aws:PrincipalAccount': ['111122223333', '*'] } }],
    ['as many question marks as an account has digits', { StringLike: { 'aws:PrincipalAccount': '????????????' } }],
    ['the paths of every organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/r-ab12/*' } }],
    ['IfExists', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['ForAllValues', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }],
    ['a negated operator', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['that the key is there', { Null: { 'aws:PrincipalOrgID': 'false' } }],
    ['a role name in any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }],
    ['one of two ARNs in any account', { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::*:role/a'] } }],
    ['a tag that the caller chooses', { StringEquals: { 'aws:PrincipalTag/team': 'payments' } }],
    ['a misspelt key', { StringEquals: { 'aws:PrincipalOrganizationID': 'o-a1b2c3d4e5' } }],
  ])('is not narrowed by %s', (_name, Condition) => {
    expect(judged({ Principal: '*', Condition })).toMatchObject([{ severity: 'error', message: 'can be assumed by anyone' }]);
  });

  test('is a warning where the condition is made when it is deployed', () => {
    expect(judged({ Principal: '*', Condition: { StringEquals: { Ref: 'Caller' } } })).toMatchObject([{ severity: 'warning' }]);
  });
});

describe('a principal that is a parameter', () => {
  test('is a warning that names it', () => {
    expect(judged({ Principal: { AWS: { Ref: 'Caller' } } })).toMatchObject([
      { severity: 'warning', key: 'Principal=AWS:<Caller>', message: 'can be assumed by Caller, known only when it is deployed' },
    ]);
  });

  test('is fine within one organization, whoever it is', () => {
    expect(judged({ Principal: { AWS: { Ref: 'Caller' } }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } })).toEqual([]);
  });

  test('is an error where one of its allowed values is everyone', () => {
    const found = findings(trustNoPublicPrincipal, trustExample('', { Effect: 'Allow', Principal: { AWS: { Ref: 'Caller' } }, Action: 'sts:AssumeRole' }).resources,
      { Parameters: { Caller: { Type: 'String', AllowedValues: ['444455556666', '*'] } } });
    expect(found.map(({ severity, key }) => [severity, key])).toEqual([['error', 'Principal=AWS:*']]);
  });
});
