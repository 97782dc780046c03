import { policyProblems } from '../../../src/analysis/validation/policy-problems';
import { parseDocument } from '../../../src/policy/document';
import { tokenText } from '../../../src/policy/text';

const INPUT = tokenText({ kind: 'opaque', label: 'Input', identity: 'Input' });
const TEAM = 'aws:PrincipalTag/team';

function found(condition: unknown, action: unknown = 's3:ListBucket', effect = 'Allow'): string[] {
  const document = parseDocument({ Version: '2012-10-17', Statement: { Effect: effect, Action: action, Resource: '*', Condition: condition } }, 'identity');
  expect(document.issues).toEqual([]);
  return policyProblems(document, 'identity').map((problem) => `${problem.severity} ${problem.path.replace('Statement[0].Condition', '')}: ${problem.found}`);
}

test.each<[string, unknown]>([
  ['"abc"', { NumericLessThan: { 's3:max-keys': 'abc' } }],
  ['"tomorrow"', { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } }],
  ['"yes"', { Bool: { 'aws:SecureTransport': 'yes' } }],
  ['"maybe"', { Null: { [TEAM]: 'maybe' } }],
  ['"10.0.0"', { IpAddress: { 'aws:SourceIp': '10.0.0' } }],
  ['"Admin"', { ArnLike: { 'aws:PrincipalArn': 'Admin' } }],
])('a value that cannot be compared: %s', (value, condition) => {
  expect(found(condition)).toEqual([expect.stringMatching(new RegExp(`^error \\.\\w+\\.[\\w:/-]+: ${value}$`))]);
});

test.each<[unknown]>([
  [{ NumericLessThan: { 's3:max-keys': ['10', 20] } }],
  [{ DateLessThan: { 'aws:CurrentTime': '2026-01-31T00:00:00Z' }, NumericGreaterThan: { 'aws:EpochTime': '1700000000' } }],
  [{ Bool: { 'aws:SecureTransport': false }, Null: { [TEAM]: 'true' } }],
  [{ NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } }],
  [{ ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/admin/*', 'arn:aws:iam::*'] } }],
  [{ StringLike: { 's3:prefix': ['home/${aws:username}/*', INPUT] } }],
  [{ NumericLessThan: { 's3:max-keys': INPUT } }],
  [{ 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } }],
  [{ StringEquals: { 'aws:SourceVpce': 'vpce-0abc', 'aws:SecureTransport': 'true', 'token.actions.githubusercontent.com:sub': 'repo:o/r:environment:live' } }],
  [{ StringNotLike: { [TEAM]: 'a' }, StringLike: { [TEAM]: 'a*' } }],
])('well-formed: %j', (condition) => {
  expect(found(condition)).toEqual([]);
});

test.each<[string, unknown]>([
  ['error .NumericEquals.s3:max-keys: the variable in "${aws:username}"', { NumericEquals: { 's3:max-keys': '${aws:username}' } }],
  ['error .StringEquals.team: the condition key "team"', { StringEquals: { team: 'a' } }],
  ['error .StringEquals.aws:RequestTag/: the condition key "aws:RequestTag/" without a tag', { StringEquals: { 'aws:RequestTag/': 'a' } }],
  ['error .StringEquals: both aws:userid and aws:UserId', { StringEquals: { 'aws:userid': 'a', 'aws:UserId': 'a' } }],
  ['warning .StringEquals.aws:userid: no value', { StringEquals: { 'aws:userid': [] } }],
])('%s', (what, condition) => {
  expect(found(condition)).toEqual([what]);
});

describe('what the catalogue knows of keys is a warning', () => {
  test.each<[string, unknown]>([
    ['.StringEquals.aws:PrincipalTeam: the condition key "aws:PrincipalTeam", which AWS does not publish', { StringEquals: { 'aws:PrincipalTeam': 'a' } }],
    ['.StringEquals.s3:x: the condition key "s3:x", which AWS does not publish', { StringEquals: { 's3:x': 'a' } }],
    ['.StringEquals.ec2:Region: the condition key "ec2:Region", which no action of the statement carries', { StringEquals: { 'ec2:Region': 'eu-west-1' } }],
    ['.NumericEquals.s3:prefix: NumericEquals on a key of type String', { NumericEquals: { 's3:prefix': '1' } }],
    ['.StringEquals.s3:max-keys: StringEquals on a key of type Numeric', { StringEquals: { 's3:max-keys': 'many' } }],
    ['.Bool.aws:SecureTransport: 2 values of Bool', { Bool: { 'aws:SecureTransport': ['true', 'false'] } }],
    ['.StringEquals.aws:TagKeys: StringEquals on a key with several values', { StringEquals: { 'aws:TagKeys': 'team' } }],
    ['.StringEquals.aws:SourceVpc: "vpce-0abc"', { StringEquals: { 'aws:SourceVpc': 'vpce-0abc' } }],
    ['.StringEquals.aws:userid: the wildcard in "AROA1234567890EXAMPLE:*", which StringEquals takes as it is written', { StringEquals: { 'aws:userid': 'AROA1234567890EXAMPLE:*' } }],
    ['.IpAddress.aws:SourceIp: the private address 10.0.0.0/8', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
  ])('%s', (what, condition) => {
    expect(found(condition)).toEqual([`warning ${what}`]);
  });

  test('a key is carried if one action carries it, or if the actions are not known', () => {
    expect(found({ StringEquals: { 'ec2:Region': 'eu-west-1' } }, ['s3:ListBucket', 'ec2:RunInstances'])).toEqual([]);
    expect(found({ StringEquals: { 'ec2:Region': 'eu-west-1' } }, [INPUT, 's3:ListBucket'])).toEqual([]);
    expect(found({ StringEquals: { 'ec2:Region': 'eu-west-1' } }, '*')).toEqual([]);
  });
});

test('a subscription to a model is limited to products', () => {
  const condition = { 'ForAnyValue:StringEquals': { 'aws-marketplace:ProductId': ['prod-3qbeiztufnva6'] } };
  expect(found(condition, 'aws-marketplace:Subscribe')).toEqual([]);
  expect(found(condition, 'aws-marketplace:Unsubscribe')).toEqual([expect.stringContaining('which no action of the statement carries')]);
});

test('the star of a permission for everyone is a value, not a wildcard', () => {
  expect(found({ StringEquals: { 'lambda:Principal': '*' } }, 'lambda:AddPermission')).toEqual([]);
});

describe('conditions that no request can meet', () => {
  test.each<[unknown]>([
    [{ StringEquals: { [TEAM]: 'a' }, StringLike: { [TEAM]: 'b*' } }],
    [{ StringEquals: { [TEAM]: 'a' }, StringNotLike: { [TEAM]: '?' } }],
    [{ StringEquals: { [TEAM]: ['a', 'b'] }, StringNotEquals: { [TEAM]: ['a', 'b'] } }],
    [{ StringEquals: { [TEAM]: 'a' }, Null: { [TEAM]: 'true' } }],
    [{ Bool: { 'aws:SecureTransport': 'true' }, BoolIfExists: { 'AWS:SecureTransport': 'false' } }],
    [{ NumericLessThan: { 's3:max-keys': '5' }, NumericGreaterThanEquals: { 's3:max-keys': '5' } }],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' }, DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' }, 'Null': { 'aws:TagKeys': 'true' } }],
  ])('%j', (condition) => {
    expect(found(condition)).toEqual([expect.stringMatching(/^error : .+ and .+, which exclude each other$/)]);
  });

  test.each<[unknown]>([
    [{ StringEquals: { [TEAM]: INPUT }, StringNotEquals: { [TEAM]: 'a' } }],
    [{ StringEqualsIfExists: { [TEAM]: 'a' }, Null: { [TEAM]: 'true' } }],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' }, 'Null': { 'aws:TagKeys': 'true' } }],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' }, 'ForAllValues:StringNotEquals': { 'aws:TagKeys': 'b' } }],
    [{ StringEqualsIgnoreCase: { [TEAM]: 'A' }, StringLike: { [TEAM]: 'a' } }],
    [{ NumericLessThanEquals: { 's3:max-keys': '5' }, NumericGreaterThanEquals: { 's3:max-keys': '5' } }],
  ])('but some meet %j', (condition) => {
    expect(found(condition)).toEqual([]);
  });
});

describe('tags that no action of the statement carries', () => {
  const tag = { StringEquals: { 'aws:RequestTag/team': 'orders' } };
  const uncarried = 'warning .StringEquals.aws:RequestTag/team: the condition key "aws:RequestTag/${TagKey}", which no action of the statement carries';

  test('leave a Deny without effect', () => {
    expect(found(tag, 's3:GetBucketLocation', 'Deny')).toEqual([uncarried]);
  });

  test.each<[string, unknown, string]>([
    ['an action carries them', ['s3:GetBucketLocation', 'sqs:CreateQueue'], 'Deny'],
    ['the actions are all', '*', 'Deny'],
    ['the statement allows', 's3:GetBucketLocation', 'Allow'],
  ])('are not spoken of where %s', (_what, action, effect) => {
    expect(found(tag, action, effect)).toEqual([]);
  });
});

test('a wildcard that is written as a variable is meant so', () => {
  expect(found({ StringEquals: { 's3:prefix': 'reports/${*}' } })).toEqual([]);
});
