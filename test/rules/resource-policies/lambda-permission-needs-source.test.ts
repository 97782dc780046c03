import { lambdaPermissionExample } from '../../../src/rules/resource-grants';
import { lambdaPermissionNeedsSource } from '../../../src/rules/resource-policies/lambda-permission-needs-source';
import { findings } from '../judging';

const sections = { Parameters: { Setting: { Type: 'String' } }, Conditions: { IsSet: { 'Fn::Equals': [{ Ref: 'Setting' }, 'yes'] } } };
const judged = (properties: Record<string, unknown>) => findings(lambdaPermissionNeedsSource, lambdaPermissionExample('', properties).resources, sections);
const sns = { Principal: 'sns.amazonaws.com' };

test('finds the service, at its properties', () => {
  expect(judged(sns)).toMatchObject([{
    severity: 'error', location: 'Resources.Resource.Properties', key: 'Principal=Service:sns.amazonaws.com',
    message: 'lets sns.amazonaws.com invoke the function for any account',
  }]);
});

test.each([
  ['a topic of the app', { SourceArn: { Ref: 'Topic' } }],
  ['a part of an ARN that is a token', { SourceArn: { 'Fn::Sub': 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:*' } }],
  ['an account that is a parameter', { SourceAccount: { Ref: 'Setting' } }],
  ['an organization', { PrincipalOrgID: 'o-a1b2c3d4e5' }],
])('is content with %s', (_name, source) => {
  const { resources } = lambdaPermissionExample('', { ...sns, ...source });
  expect(findings(lambdaPermissionNeedsSource, { ...resources, Topic: { Type: 'AWS::SNS::Topic' } }, sections)).toEqual([]);
});

test('finds a source that only some forms of the template have', () => {
  const SourceArn = { 'Fn::If': ['IsSet', 'arn:aws:sns:eu-west-1:111122223333:orders', { Ref: 'AWS::NoValue' }] };
  expect(judged({ ...sns, SourceArn })).toMatchObject([{ severity: 'error' }]);
});

test('warns of a bucket whose account is left out, and is content with the account alone', () => {
  expect(judged({ Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::inbox' })).toMatchObject([
    { severity: 'warning', message: 'lets s3.amazonaws.com invoke the function for whoever has the bucket, without SourceAccount' },
  ]);
  expect(judged({ Principal: 's3.amazonaws.com', SourceAccount: '111122223333' })).toEqual([]);
  expect(judged({ Principal: 's3.amazonaws.com' })).toMatchObject([{ severity: 'error' }]);
});

test('leaves accounts, and a principal that is a token, to other rules', () => {
  expect(judged({ Principal: '*' })).toEqual([]);
  expect(judged({ Principal: { Ref: 'Setting' } })).toEqual([]);
});

describe('the policy document of a function', () => {
  const policy = (...Statement: unknown[]) => findings(lambdaPermissionNeedsSource, {
    Policy: { Type: 'AWS::Lambda::ResourcePolicy', Properties: { ResourceArn: 'function', PolicyDocument: { Version: '2012-10-17', Statement } } },
  });
  const allow = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'lambda:InvokeFunction', Resource: '*' };

  test('is judged as permissions are', () => {
    expect(policy(allow)).toMatchObject([{
      severity: 'error', location: 'Resources.Policy.Properties.PolicyDocument.Statement[0]', message: 'lets sns.amazonaws.com invoke the function for any account',
    }]);
    expect(policy({ ...allow, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } })).toEqual([]);
    expect(policy({ ...allow, Principal: undefined, NotPrincipal: { Service: 'sns.amazonaws.com' } })).toEqual([]);
  });

  test('may deny every other account', () => {
    expect(policy(allow, { ...allow, Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } } })).toEqual([]);
  });
});
