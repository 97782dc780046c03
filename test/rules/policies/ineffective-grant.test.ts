import { trusting, trustsLambda } from '../../../src/rules/example-templates';
import { ineffectiveGrant } from '../../../src/rules/policies/ineffective-grant';
import { findings } from '../judging';

type Statement = Record<string, unknown>;

const allow = (Action: unknown, Resource: unknown = '*'): Statement => ({ Effect: 'Allow', Action, Resource });
const document = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const managed = (...statements: Statement[]) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(...statements) } });
const role = (properties: Record<string, unknown>) => ({ Type: 'AWS::IAM::Role', Properties: { ...trusting(trustsLambda), ...properties } });
const inline = (...statements: unknown[]) => [{ PolicyName: 'Work', PolicyDocument: document(...statements) }];
const bounded = (boundary: string, ...statements: unknown[]) => role({ PermissionsBoundary: { Ref: boundary }, Policies: inline(...statements) });
const ONLY_S3 = managed(allow('s3:*'));

test('it says which boundary denies the grant', () => {
  expect(findings(ineffectiveGrant, { OnlyS3: ONLY_S3, Role: bounded('OnlyS3', allow('s3:GetObject'), { ...allow('sqs:SendMessage'), Sid: 'Send' }) })).toMatchObject([{
    severity: 'warning', logicalId: 'Role', location: 'Resources.Role.Properties.Policies[0].PolicyDocument.Statement[1]',
    message: 'grants nothing: the boundary OnlyS3 always denies it', witness: 'Send: sqs:SendMessage on *',
  }]);
});

test('a policy of several principals is ineffective only if it is so for each', () => {
  const shared = (...roles: string[]) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: roles.map((Ref) => ({ Ref })), PolicyDocument: document(allow('sqs:SendMessage')) } });
  const roles = { OnlyS3: ONLY_S3, A: bounded('OnlyS3', allow('s3:GetObject')), B: bounded('OnlyS3', allow('s3:GetObject')), Free: role({}) };
  expect(findings(ineffectiveGrant, { ...roles, Shared: shared('A', 'B') })).toHaveLength(1);
  expect(findings(ineffectiveGrant, { ...roles, Shared: shared('A', 'Free') })).toEqual([]);
});

test.each<[string, Statement, Statement[]]>([
  ['a wildcard that some of passes', allow('*'), [allow('s3:*')]],
  ['a token in the boundary', allow('s3:GetObject', 'arn:aws:s3:::reports/*'), [allow('s3:*', { Ref: 'Input' })]],
  ['a token in the action', allow({ Ref: 'Input' }), [allow('s3:*')]],
  ['a denial under a condition', allow('s3:GetObject'), [allow('*'), { ...allow('s3:*'), Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }]],
  ['a denial of other resources', allow('s3:GetObject'), [allow('*'), { ...allow('s3:*', 'arn:aws:s3:::orders/*'), Effect: 'Deny' }]],
])('not certain: %s', (_what, grant, boundary) => {
  const Parameters = { Input: { Type: 'String' } };
  expect(findings(ineffectiveGrant, { Boundary: managed(...boundary), Role: bounded('Boundary', grant) }, { Parameters })).toEqual([]);
});

test.each<[string, Statement, Statement[]]>([
  ['conditions that exclude each other', { ...allow('s3:GetObject'), Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } },
    [{ ...allow('s3:*'), Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }]],
  ['a bucket of the app that the boundary denies', allow('s3:GetObject', { 'Fn::Sub': '${Bucket.Arn}/a/*' }), [allow('*'), { ...allow('s3:*', { 'Fn::Sub': '${Bucket.Arn}/*' }), Effect: 'Deny' }]],
  ['all but what the boundary allows', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, [allow('s3:*')]],
])('certain: %s', (_what, grant, boundary) => {
  expect(findings(ineffectiveGrant, { Bucket: { Type: 'AWS::S3::Bucket' }, Boundary: managed(...boundary), Role: bounded('Boundary', grant) })).toHaveLength(1);
});

test('a boundary that some deployments do not have limits nothing', () => {
  const boundary = { 'Fn::If': ['C', { Ref: 'OnlyS3' }, { Ref: 'AWS::NoValue' }] };
  const resources = { OnlyS3: ONLY_S3, Role: role({ PermissionsBoundary: boundary, Policies: inline(allow('sqs:SendMessage')) }) };
  expect(findings(ineffectiveGrant, resources, { Conditions: { C: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } })).toEqual([]);
});

test('a boundary that nobody can see limits nothing', () => {
  expect(findings(ineffectiveGrant, { Role: role({ PermissionsBoundary: 'arn:aws:iam::111122223333:policy/Unseen', Policies: inline(allow('sqs:SendMessage')) }) })).toEqual([]);
});
