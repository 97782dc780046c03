/** Which statements the rules judge, wherever a policy stands; and what counts as everything. */
import { findings, policy } from './judging';
import { parseDocument } from '../../src/policy/document';
import { concat, Token, tokenText } from '../../src/policy/text';
import { trusting, trustsLambda } from '../../src/rules/example-templates';
import { noAdminStatement } from '../../src/rules/policies/no-admin-statement';
import { describeStatement, isEveryAction, isEveryResource, speaksOfAction } from '../../src/rules/select';

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const DOCUMENT = { Version: '2012-10-17', Statement: [EVERYTHING] };
const SAFE = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }] };
const INLINE = [{ PolicyName: 'p', PolicyDocument: DOCUMENT }];
const CONDITIONS = { Parameters: { Stage: { Type: 'String' } }, Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } } };

const resource = (Type: string, Properties: Record<string, unknown>) => ({ It: { Type, Properties } });
const token = (label: string, kind: Token['kind'] = 'opaque') => tokenText({ kind, label, identity: label });
const only = (statement: Record<string, unknown>) => parseDocument({ Statement: { Effect: 'Allow', ...statement } }, 'identity').statements[0];

describe('a statement is judged', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['inline in a role', resource('AWS::IAM::Role', { ...trusting(trustsLambda), Policies: INLINE }), 'Policies[0].PolicyDocument'],
    ['inline in a user', resource('AWS::IAM::User', { Policies: INLINE }), 'Policies[0].PolicyDocument'],
    ['inline in a group', resource('AWS::IAM::Group', { Policies: INLINE }), 'Policies[0].PolicyDocument'],
    ['in an AWS::IAM::Policy', resource('AWS::IAM::Policy', { PolicyName: 'p', Roles: ['r'], PolicyDocument: DOCUMENT }), 'PolicyDocument'],
    ['in an AWS::IAM::RolePolicy', resource('AWS::IAM::RolePolicy', { PolicyName: 'p', RoleName: 'r', PolicyDocument: DOCUMENT }), 'PolicyDocument'],
    ['in an AWS::IAM::UserPolicy', resource('AWS::IAM::UserPolicy', { PolicyName: 'p', UserName: 'u', PolicyDocument: DOCUMENT }), 'PolicyDocument'],
    ['in an AWS::IAM::GroupPolicy', resource('AWS::IAM::GroupPolicy', { PolicyName: 'p', GroupName: 'g', PolicyDocument: DOCUMENT }), 'PolicyDocument'],
    ['in a managed policy', resource('AWS::IAM::ManagedPolicy', { PolicyDocument: DOCUMENT }), 'PolicyDocument'],
    ['in a permission set', resource('AWS::SSO::PermissionSet', { Name: 's', InlinePolicy: DOCUMENT }), 'InlinePolicy'],
    ['in a permission set, as JSON text', resource('AWS::SSO::PermissionSet', { Name: 's', InlinePolicy: JSON.stringify(DOCUMENT) }), 'InlinePolicy'],
    ['without a list around it', resource('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: EVERYTHING } }), 'PolicyDocument'],
  ])('%s', (_where, resources, location) => {
    expect(findings(noAdminStatement, resources).map((finding) => finding.location)).toEqual([`Resources.It.Properties.${location}.Statement[0]`]);
  });

  test.each<[string, unknown]>([
    ['of a document', { 'Fn::If': ['IsProd', SAFE, DOCUMENT] }],
    ['of the statements', { Statement: { 'Fn::If': ['IsProd', [EVERYTHING], SAFE.Statement] } }],
    ['of one statement', { Statement: [{ 'Fn::If': ['IsProd', SAFE.Statement[0], EVERYTHING] }] }],
    ['of the action', { Statement: [{ ...EVERYTHING, Action: { 'Fn::If': ['IsProd', 's3:GetObject', '*'] } }] }],
    ['of one resource in a list', { Statement: [{ ...EVERYTHING, Resource: ['arn:aws:s3:::a', { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, '*'] }] }] }],
  ])('in either branch %s', (_what, PolicyDocument) => {
    expect(findings(noAdminStatement, resource('AWS::IAM::ManagedPolicy', { PolicyDocument }), CONDITIONS)).toMatchObject([{ severity: 'error' }]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a boundary', {
      Role: { Type: 'AWS::IAM::Role', Properties: { ...trusting(trustsLambda), PermissionsBoundary: { Ref: 'It' } } },
      ...resource('AWS::IAM::ManagedPolicy', { PolicyDocument: DOCUMENT }),
    }],
    ['a service control policy', resource('AWS::Organizations::Policy', { Name: 'n', Type: 'SERVICE_CONTROL_POLICY', Content: DOCUMENT })],
    ['a key policy', resource('AWS::KMS::Key', { KeyPolicy: { Statement: [{ ...EVERYTHING, Principal: { AWS: '111122223333' } }] } })],
    ['a bucket policy', resource('AWS::S3::BucketPolicy', { Bucket: 'b', PolicyDocument: { Statement: [{ ...EVERYTHING, Principal: { AWS: '111122223333' } }] } })],
    ['a trust policy', resource('AWS::IAM::Role', trusting({ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: '*', Resource: '*' }))],
    ['a denial', policy({ ...EVERYTHING, Effect: 'Deny' })],
    ['a resource that a condition of the template rules out', { It: { ...policy(EVERYTHING).Policy as object, Condition: 'Never' } }],
  ])('not as a grant in %s', (_what, resources) => {
    expect(findings(noAdminStatement, resources, { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } })).toEqual([]);
  });

  test('as a grant in a boundary that is attached as well', () => {
    const resources = {
      Role: { Type: 'AWS::IAM::Role', Properties: { ...trusting(trustsLambda), PermissionsBoundary: { Ref: 'It' }, ManagedPolicyArns: [{ Ref: 'It' }] } },
      ...resource('AWS::IAM::ManagedPolicy', { PolicyDocument: DOCUMENT }),
    };
    expect(findings(noAdminStatement, resources)).toHaveLength(1);
  });
});

describe('every action', () => {
  test.each([['*'], ['**'], ['*:*'], ['?*'], ['*?*'], ['*?:*']])('is what %s means', (pattern) => {
    expect(isEveryAction(pattern)).toBe(true);
  });

  test.each([['s3:*'], ['*:Get*'], ['?'], ['i*'], ['']])('is not what %s means', (pattern) => {
    expect(isEveryAction(pattern)).toBe(false);
  });

  test('is not what a token means', () => {
    expect(isEveryAction(token('Action'))).toBe(false);
  });
});

describe('every resource', () => {
  const partition = token('AWS::Partition', 'pseudo');

  test.each([
    ['*'], ['**'], ['?*'], ['arn:*'], ['arn:aws:*'], ['arn:aws:*:*:*:*'], ['arn:*:*:*:*:*'], ['arn:aws-cn:*'], ['arn:aws-us-gov:*:*:*:*'],
    [concat(['arn:', partition, ':*'])], [concat(['arn:', partition, ':*:*:*:*'])],
  ])('is what %s means', (pattern) => {
    expect(isEveryResource(pattern)).toBe(true);
  });

  test.each([
    ['arn:aws:s3:::*'], ['arn:aws:*:eu-west-1:*:*'], ['arn:aws:*:*:111122223333:*'], ['arn:aws'], [''], [token('Resource')],
    [concat(['arn:', partition, ':s3:::*'])], [concat(['arn:', partition, ':*:', token('AWS::Region', 'pseudo'), ':*:*'])], [concat([token('Bucket.Arn', 'resource'), '/*'])],
  ])('is not what %s means', (pattern) => {
    expect(isEveryResource(pattern)).toBe(false);
  });
});

describe('a statement speaks of an action', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['that it names', { Action: 'iam:PassRole' }, 'yes'],
    ['in another case', { Action: 'IAM:passrole' }, 'yes'],
    ['that its wildcard takes in', { Action: ['s3:*', 'iam:Pass*'] }, 'yes'],
    ['that NotAction does not name', { NotAction: 's3:*' }, 'yes'],
    ['but for NotAction', { NotAction: 'iam:*' }, 'no'],
    ['but not of another one', { Action: 'iam:PassRoles' }, 'no'],
  ])('%s', (_how, statement, verdict) => {
    expect(speaksOfAction(only({ Resource: '*', ...statement }), 'iam:PassRole')).toBe(verdict);
  });

  test('or nobody knows, where a token stands', () => {
    expect(speaksOfAction(only({ Resource: '*', Action: ['s3:*', token('Action')] }), 'iam:PassRole')).toBe('unknown');
    expect(speaksOfAction(only({ Resource: '*', NotAction: token('Action') }), 'iam:PassRole')).toBe('unknown');
  });
});

describe('a witness describes a statement', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['by its Sid', { Sid: 'Read', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }, 'Read: s3:GetObject on arn:aws:s3:::a/*'],
    ['by its position', { Action: ['a:A', 'b:B'], Resource: '*' }, 'Statement[0]: a:A, b:B on *'],
    ['with what it leaves out', { NotAction: 'iam:*', NotResource: 'arn:aws:s3:::a' }, 'Statement[0]: NotAction iam:* on NotResource arn:aws:s3:::a'],
    ['with its conditions', { Action: 'a:A', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o' }, Bool: { 'aws:SecureTransport': true } } },
      'Statement[0]: a:A on * if StringEquals aws:PrincipalOrgID, Bool aws:SecureTransport'],
    ['with its operators in full', { Action: 'a:A', Resource: '*', Condition: { 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': 'a*' } } },
      'Statement[0]: a:A on * if ForAnyValue:StringLikeIfExists aws:TagKeys'],
    ['by the first of many actions', { Action: Array.from({ length: 30 }, (_, index) => `a:A${index}`), Resource: '*' },
      'Statement[0]: a:A0, a:A1, a:A2, a:A3, a:A4, a:A5, a:A6, a:A7, a:A8, a:A9, a:A10, a:A11, a:A12, a:A13, a:A14, a:A15, a:A16, a:A17, a:A18, a:A19 and 10 more on *'],
    ['with no resource', { Action: 'a:A' }, 'Statement[0]: a:A on this resource'],
    ['with an empty list', { Action: [], Resource: '*' }, 'Statement[0]: nothing on *'],
  ])('%s', (_how, statement, witness) => {
    expect(describeStatement(only(statement))).toBe(witness);
  });
});
