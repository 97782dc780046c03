import { resourcePolicyNoForeignAccess } from '../../../src/rules/resource-policies/resource-policy-no-foreign-access';
import { RuleOptions } from '../../../src/rules/rule';
import { findings } from '../judging';

const judged = (parts: Record<string, unknown>, options: Partial<RuleOptions> = {}) => findings(resourcePolicyNoForeignAccess, {
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: 'b', PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*', ...parts }] } },
  },
}, { Parameters: { Setting: { Type: 'String' } } }, options).map(({ severity, message }) => `${severity}: ${message}`);

describe('finds another account', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['by its id', { Principal: { AWS: '444455556666' } }, 'error: lets in account 444455556666'],
    ['by a role', { Principal: { AWS: 'arn:aws:iam::444455556666:role/app' } }, 'error: lets in account 444455556666 (arn:aws:iam::444455556666:role/app)'],
    ['that a condition requires', { Condition: { StringEquals: { 'aws:PrincipalAccount': '444455556666' } } },
      'error: lets in account 444455556666 (aws:PrincipalAccount 444455556666)'],
    ['that a service acts for', { Principal: { Service: 'config.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } },
      'error: lets in account 444455556666 (aws:SourceAccount 444455556666)'],
    ['that is a parameter', { Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${Setting}:root' } } },
      'warning: lets in arn:aws:iam::<Setting>:root, whose account is known only when it is deployed'],
  ])('%s', (_name, parts, found) => {
    expect(judged(parts)).toEqual([found]);
  });
});

describe('finds nothing in', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a Deny', { Effect: 'Deny', Principal: { AWS: '444455556666' } }],
    ['what is limited to an organization', { Principal: { AWS: '444455556666' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }],
    ['the account that is deployed to', { Principal: { AWS: { Ref: 'AWS::AccountId' } } }],
    ['the account of load balancers that write access logs', { Principal: { AWS: 'arn:aws:iam::156460612806:root' } }],
    ['an identity of CloudFront', { Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' } }],
    ['what another rule warns of: a principal that is a token', { Principal: { AWS: { Ref: 'Setting' } } }],
    ['a condition that requires no account', { Condition: { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } } }],
  ])('%s', (_name, parts) => {
    expect(judged(parts)).toEqual([]);
  });

  test('an account that is trusted', () => {
    expect(judged({ Principal: { AWS: '444455556666' } }, { trustedAccounts: ['444455556666'] })).toEqual([]);
  });
});
