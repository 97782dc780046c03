import { readTemplates } from '../../../src/model/template-reader';
import { trusting, trustsLambda } from '../../../src/rules/example-templates';
import { Finding } from '../../../src/rules/finding';
import { judgeWith } from '../../../src/rules/judge';
import { trustNotItself } from '../../../src/rules/trust/trust-not-itself';
import { findings } from '../judging';

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const sections = { Parameters: { Name: { Type: 'String' }, Trusted: { Type: 'String' } }, Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };

const assuming = (AWS: unknown, more: object = {}) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...more });
const sub = (text: string) => ({ 'Fn::Sub': text });
const own = sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/worker');

/** What is found of a role that trusts so. */
function judged(statement: Record<string, unknown>, properties: Record<string, unknown> = { RoleName: 'worker' }, others: Record<string, unknown> = {}): Finding[] {
  return findings(trustNotItself, { Worker: { Type: 'AWS::IAM::Role', Properties: { ...properties, ...trusting(trustsLambda, statement) } }, ...others }, sections);
}

test('a role that trusts itself is found at its statement', () => {
  expect(judged(assuming(own))).toMatchObject([{
    severity: 'warning', location: 'Resources.Worker.Properties.AssumeRolePolicyDocument.Statement[1]', key: 'Principal=AWS:Worker', message: 'trusts itself (Worker)',
  }]);
});

test.each([
  ['its ARN in the own account', own],
  ['its ARN among others', [sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/scheduler'), own]],
  ['its ARN in one form of the template', { 'Fn::If': ['IsLive', own, `arn:aws:iam::${ACCOUNT}:root`] }],
  ['its ARN, joined', { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/worker']] }],
])('a role trusts itself by %s', (_how, AWS) => {
  expect(judged(assuming(AWS))).toHaveLength(1);
});

test('a role with a path trusts itself by its ARN with the path', () => {
  const properties = { RoleName: 'worker', Path: '/jobs/' };
  expect(judged(assuming(sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/jobs/worker')), properties)).toHaveLength(1);
  expect(judged(assuming(own), properties)).toEqual([]);
});

test.each(['ArnEquals', 'ArnLike', 'StringEquals', 'StringLike'])('a role trusts itself by the account and %s of aws:PrincipalArn', (operator) => {
  const account = sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root');
  expect(judged(assuming(account, { Condition: { [operator]: { 'aws:PrincipalArn': own } } }))).toHaveLength(1);
  expect(judged(assuming(account, { Condition: { [operator]: { 'aws:PrincipalArn': sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/other') } } }))).toEqual([]);
});

test.each([
  ['another role', sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/scheduler')],
  ['a user of the same name', sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:user/worker')],
  ['its account, which is for TrustNoWholeAccount', { Ref: 'AWS::AccountId' }],
  ['a parameter, which is for TrustNoPublicPrincipal', { Ref: 'Trusted' }],
])('a role that trusts %s does not trust itself', (_whom, AWS) => {
  expect(judged(assuming(AWS))).toEqual([]);
});

test.each([
  ['of its account', ACCOUNT, 1],
  ['of another account', OTHER_ACCOUNT, 0],
])('a role of the same name %s counts by the account that the template is deployed to', (_whose, account, count) => {
  const body = { Resources: { Worker: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker', ...trusting(assuming(`arn:aws:iam::${account}:role/worker`)) } } } };
  expect(judgeWith([trustNotItself], readTemplates([{ file: 'app.template.json', account: ACCOUNT, body }]))).toHaveLength(count);
});

test('a template that does not say where it is deployed is taken to be where the role is named', () => {
  expect(judged(assuming(`arn:aws:iam::${OTHER_ACCOUNT}:role/worker`))).toHaveLength(1);
});

test('a denial of itself is no trust', () => {
  expect(judged(assuming(own, { Effect: 'Deny' }))).toEqual([]);
});

test('a role that itself may only tag its session is not found', () => {
  expect(judged(assuming(own, { Action: 'sts:TagSession' }))).toEqual([]);
  expect(judged(assuming(own, { Action: 'sts:*' }))).toHaveLength(1);
});

test('a role whose name is a parameter trusts itself by the same parameter', () => {
  const named = (name: string) => sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/\${${name}}`);
  expect(judged(assuming(named('Name')), { RoleName: { Ref: 'Name' } })).toHaveLength(1);
  expect(judged(assuming(named('Trusted')), { RoleName: { Ref: 'Name' } })).toEqual([]);
});

test('each of two roles of the same trust policy is judged by its own name', () => {
  const Scheduler = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'scheduler', ...trusting(trustsLambda, assuming(own)) } };
  expect(judged(assuming(own), undefined, { Scheduler }).map(({ logicalId }) => logicalId)).toEqual(['Worker']);
});
