import { trustExample } from '../../../src/rules/example-templates';
import { Finding } from '../../../src/rules/finding';
import { trustServiceNeedsSourceGuard } from '../../../src/rules/trust/trust-service-needs-source-guard';
import { findings } from '../judging';

const statement = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };

function judged(changes: Record<string, unknown>): Finding[] {
  return findings(trustServiceNeedsSourceGuard, {
    ...trustExample('', { ...statement, ...changes }).resources,
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: {} },
  }, { Parameters: { Service: { Type: 'String' } } });
}

const trusting = (Service: unknown) => judged({ Principal: { Service } });
const guardedBy = (Condition: Record<string, unknown>) => judged({ Condition });

describe('finds the service', () => {
  test.each([
    ['by its name', 'states.amazonaws.com'],
    ['of a Region', 'states.eu-west-1.amazonaws.com'],
    ['of a Region of GovCloud', 'states.us-gov-west-1.amazonaws.com'],
    ['of China', 'states.amazonaws.com.cn'],
    ['of a Region of China', 'states.cn-north-1.amazonaws.com.cn'],
    ['of the Region that is deployed to', { 'Fn::Sub': 'states.${AWS::Region}.amazonaws.com' }],
    ['of the partition that is deployed to', { 'Fn::Join': ['', ['states.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] }],
  ])('%s', (_name, service) => {
    expect(trusting(service)).toMatchObject([
      { severity: 'error', key: 'Principal=Service:states.amazonaws.com', message: 'trusts states.amazonaws.com without a condition on its source' },
    ]);
  });

  test('whose name has more than one part', () => {
    expect(trusting('monitoring.rds.amazonaws.com')).toMatchObject([{ key: 'Principal=Service:monitoring.rds.amazonaws.com' }]);
  });

  test('once, though a statement names it for several Regions', () => {
    expect(trusting(['states.eu-west-1.amazonaws.com', 'states.us-east-1.amazonaws.com'])).toHaveLength(1);
  });

  test('in a list, and among principals of other types', () => {
    const found = judged({ Principal: { Service: ['lambda.amazonaws.com', 'states.amazonaws.com', 'scheduler.amazonaws.com'], AWS: { Ref: 'Service' } } });
    expect(found.map(({ key }) => key)).toEqual(['Principal=Service:scheduler.amazonaws.com', 'Principal=Service:states.amazonaws.com']);
  });

  test('and links to the page of the service that shows the condition', () => {
    expect(trusting('scheduler.amazonaws.com')[0].fix).toContain('https://docs.aws.amazon.com/scheduler/');
  });
});

test.each([
  'lambda.amazonaws.com', 'ec2.amazonaws.com', 'apigateway.amazonaws.com', 'cloudtrail.amazonaws.com', 'edgelambda.amazonaws.com', 'states.example.com',
])('leaves a service alone that is not documented to send its source: %s', (service) => {
  expect(trusting(service)).toEqual([]);
});

describe('the service is guarded by', () => {
  test.each([
    ['the account', { StringEquals: { 'aws:SourceAccount': '111122223333' } }],
    ['the account, its key in another case', { stringEquals: { 'AWS:sourceaccount': '111122223333' } }],
    ['the organization', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }],
    ['a unit of the organization', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-a1b2c3d4e5/r-ab12/*' } }],
    ['a resource of the app', { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Machine', 'Arn'] } } }],
    ['the resources of an account', { ArnLike: { 'aws:SourceArn': 'arn:aws:states:*:111122223333:stateMachine:*' } }],
    ['the resources of the own account', { ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:states:*:${AWS::AccountId}:*' } } }],
    ['a bucket, whose ARN has no account', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::reports' } }],
    ['an account that is a parameter', { StringEquals: { 'aws:SourceAccount': { Ref: 'Service' } } }],
    ['the account beside a resource of any account',
      { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': 'arn:aws:states:*:*:*' } }],
  ])('%s', (_name, condition) => {
    expect(guardedBy(condition)).toEqual([]);
  });
});

describe('the service is not guarded by', () => {
  test.each([
    ['any account', { StringLike: { 'aws:SourceAccount': '*' } }],
    ['any organization', { StringLike: { 'aws:SourceOrgID': 'o-*' } }],
    ['the resources of any account', { ArnLike: { 'aws:SourceArn': 'arn:aws:states:eu-west-1:*:stateMachine:*' } }],
    ['any bucket', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }],
    ['an account if one is sent', { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } }],
    ['ForAllValues', { 'ForAllValues:StringEquals': { 'aws:SourceAccount': '111122223333' } }],
    ['all accounts but one', { StringNotEquals: { 'aws:SourceAccount': '111122223333' } }],
    ['an external ID', { StringEquals: { 'sts:ExternalId': 'f3a9c1' } }],
    ['the organization of a principal, which a service has not', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
  ])('%s', (_name, condition) => {
    expect(guardedBy(condition)).toMatchObject([{ severity: 'error' }]);
  });
});

describe('beside a Deny', () => {
  const beside = (deny: Record<string, unknown>) => findings(trustServiceNeedsSourceGuard, trustExample('', statement, {
    ...statement, Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } }, ...deny,
  }).resources, { Parameters: { Conditions: { Type: 'String' } } });

  test.each([
    ['of every other account', {}],
    ['of every other account for everyone', { Principal: '*', Action: 'sts:*' }],
    ['of every other machine', { Condition: { ArnNotLike: { 'aws:SourceArn': 'arn:aws:states:*:111122223333:stateMachine:*' } } }],
  ])('%s the service is guarded', (_name, deny) => {
    expect(beside(deny)).toEqual([]);
  });

  test.each([
    ['of another service', { Principal: { Service: 'scheduler.amazonaws.com' } }],
    ['of another action', { Action: 'sts:TagSession' }],
    ['that names no account', { Condition: { StringNotLike: { 'aws:SourceAccount': '*' } } }],
    ['that asks for more', { Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' }, Bool: { 'aws:SecureTransport': 'false' } } }],
    ['of the account that is meant', { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }],
  ])('%s it is not', (_name, deny) => {
    expect(beside(deny)).toMatchObject([{ severity: 'error' }]);
  });

  test('that is made when it is deployed, it is a warning', () => {
    expect(beside({ Condition: { Ref: 'Conditions' } })).toMatchObject([{ severity: 'warning' }]);
  });
});

test('warns where the condition is made when it is deployed', () => {
  expect(guardedBy({ StringEquals: { Ref: 'Service' } })).toMatchObject([{ severity: 'warning' }]);
});

test.each([
  ['the service is a parameter', { Ref: 'Service' }, '<Service>'],
  ['a part of its name is a parameter', { 'Fn::Sub': '${Service}.amazonaws.com' }, '<Service>.amazonaws.com'],
])('warns where %s', (_name, service, text) => {
  expect(trusting(service)).toMatchObject([
    { severity: 'warning', message: `trusts the service ${text}, known only when it is deployed, without a condition on its source` },
  ]);
});

test('leaves what is denied, and what cannot assume the role, alone', () => {
  expect(judged({ Effect: 'Deny' })).toEqual([]);
  expect(judged({ Action: 'sts:TagSession' })).toEqual([]);
  expect(judged({ Action: ['sts:AssumeRole', 'sts:TagSession'] })).toHaveLength(1);
  expect(judged({ Principal: undefined, NotPrincipal: { Service: 'states.amazonaws.com' } })).toEqual([]);
});

test('judges each statement by itself', () => {
  const guarded = { ...statement, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };
  const scheduler = { ...statement, Principal: { Service: 'scheduler.amazonaws.com' } };
  const found = findings(trustServiceNeedsSourceGuard, trustExample('', guarded, scheduler).resources);
  expect(found.map(({ key, location }) => [key, location.replace(/.*\./, '')])).toEqual([['Principal=Service:scheduler.amazonaws.com', 'Statement[1]']]);
});
