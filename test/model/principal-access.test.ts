import { estateOf } from '../../src/model/estate';
import { openPattern, PrincipalAccess } from '../../src/model/principal-access';
import { readTemplates } from '../../src/model/template-reader';
import { Pattern } from '../../src/policy/pattern';
import { tokensOf } from '../../src/policy/text';
import { trusting } from '../../src/rules/example-templates';

type Raw = Record<string, unknown>;
const allow = (Action: unknown, Resource: unknown, more: Raw = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const SERVICE = trusting({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

function role(Statement: readonly Raw[], more: Raw = {}): Raw {
  const Policies = Statement.length > 0 ? [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement } }] : [];
  return { Type: 'AWS::IAM::Role', Properties: { ...SERVICE, Policies, ...more } };
}

/** What `Worker` may do somewhere, if anything. */
function possible(action: string, Worker: Raw, others: Raw = {}): string | undefined {
  const model = readTemplates([{ file: 'app.json', account: '111122223333', body: { Parameters: { P: { Type: 'String' } }, Resources: { Worker, ...others } } }]);
  const worker = estateOf(model).principals.find(({ label }) => label === 'Worker')!;
  return new PrincipalAccess(model, worker).possible({ action: openPattern(action), given: new Map(), others: 'unknown' })?.outcome;
}

test('what no policy names is possible nowhere', () => {
  expect(possible('s3:GetObject', role([allow('sqs:*', '*')]))).toBeUndefined();
  expect(possible('s3:GetObject', role([]))).toBeUndefined();
});

test('what a policy names is possible, certainly or for all that is known', () => {
  expect(possible('s3:GetObject', role([allow('s3:Get*', '*')]))).toBe('allowed');
  expect(possible('s3:GetObject', role([allow('s3:Get*', { Ref: 'P' })]))).not.toBeUndefined();
  expect(possible('s3:GetObject', role([{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::ledger/*' }]))).toBe('unknown');
  expect(possible('s3:GetObject', role([allow('s3:*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })]))).toBe('unknown');
});

test('a boundary closes what it does not allow, and one that nobody sees leaves it open', () => {
  const Boundary = {
    Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [allow('sqs:*', '*')] } },
  };
  const worker = (PermissionsBoundary: unknown) => role([allow('s3:*', '*')], { PermissionsBoundary });
  expect(possible('s3:GetObject', worker({ Ref: 'Boundary' }), { Boundary })).toBeUndefined();
  expect(possible('s3:GetObject', worker('arn:aws:iam::111122223333:policy/elsewhere'))).toBe('unknown');
});

test('a managed policy that nobody sees leaves everything open, one of AWS does not', () => {
  expect(possible('s3:GetObject', role([], { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/elsewhere'] }))).toBe('unknown');
  expect(possible('s3:GetObject', role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'] }))).toBeUndefined();
});

test('a service control policy that reaches the app closes it', () => {
  const Scp = {
    Type: 'AWS::Organizations::Policy',
    Properties: {
      Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['111122223333'],
      Content: { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } },
    },
  };
  expect(possible('s3:GetObject', role([allow('s3:*', '*')]), { Scp })).toBeUndefined();
  expect(possible('sqs:SendMessage', role([allow('sqs:*', '*')]), { Scp })).toBe('allowed');
});

test('a trust policy that names the role lets it assume the other', () => {
  const Target = role([], trusting({ Effect: 'Allow', Principal: { AWS: arnOf('Worker') }, Action: 'sts:AssumeRole' }));
  expect(possible('sts:AssumeRole', role([]), { Target })).toBe('allowed');
  expect(possible('sts:AssumeRole', role([]), { Target: role([]) })).toBeUndefined();
});

test('an open pattern stands for what the pattern matches, and no more', () => {
  const value = openPattern('arn:aws:s3:::re*/${aws:username}/?.csv');
  expect(tokensOf(value)).toHaveLength(3);
  expect(Pattern.of('arn:aws:s3:::re*').matches(value)).toBe('yes');
  expect(Pattern.of('arn:aws:s3:::ledger/*').matches(value)).toBe('no');
  expect(Pattern.of('arn:aws:s3:::reports/*').matches(value)).toBe('unknown');
});
