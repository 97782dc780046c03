import { noResourceExposure } from '../../../src/rules/policies/no-resource-exposure';
import { findings, policy } from '../judging';

const found = (statement: Record<string, unknown>) => findings(noResourceExposure, policy({ Effect: 'Allow', Action: 's3:PutBucketPolicy', Resource: '*', ...statement }));

test.each(['s3:PutBucketPolicy', 'lambda:AddPermission', 'kms:CreateGrant', 'iam:PutRolePolicy', 'ec2:ModifySnapshotAttribute', 'sqs:AddPermission', 's3:*'])(
  '%s on every resource is found', (Action) => {
    expect(found({ Action })).toMatchObject([{ severity: 'error', key: `Action=${Action};Resource=*` }]);
  });

test.each([
  ['reads', 'quicksight:DescribeTopicPermissions'], ['uses', 'kms:Decrypt'], ['lets logs be delivered', 'bedrock:AllowVendedLogDeliveryForResource'],
  ['takes only "*"', 'iam:DeleteAccountPasswordPolicy'], ['writes', 's3:PutObject'],
])('an action that %s changes no permissions that could be limited', (_what, Action) => {
  expect(found({ Action })).toEqual([]);
});

test('all actions of a statement are one finding, on its broadest resource', () => {
  expect(found({ Action: ['s3:PutBucketPolicy', 's3:PutBucketAcl', 's3:GetObject'], Resource: ['arn:aws:s3:::*', '*'] })).toMatchObject([{
    key: 'Action=s3:PutBucketAcl,s3:PutBucketPolicy;Resource=*', message: 'grants s3:PutBucketAcl and 1 more of its kind on every resource',
  }]);
});

test('every resource of the type is found, a part of them is not', () => {
  expect(found({ Resource: 'arn:aws:s3:::*' })).toMatchObject([{ message: 'grants s3:PutBucketPolicy on every resource of its type (arn:aws:s3:::*)' }]);
  expect(found({ Resource: 'arn:aws:s3:::reports-*' })).toEqual([]);
});

describe('a condition', () => {
  const policies = (Condition: Record<string, unknown>) => found({ Action: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'], Condition });
  const grants = (Condition: Record<string, unknown>) => found({ Action: 'kms:CreateGrant', Condition });

  test('that requires a boundary, or names the policies, limits what can be exposed', () => {
    expect(policies({ StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/boundary' } })).toEqual([]);
    expect(policies({ ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::111122223333:policy/team/*' } })).toEqual([]);
  });

  test('that any boundary meets, or that holds without one, limits nothing', () => {
    expect(policies({ StringLike: { 'iam:PermissionsBoundary': '*' } })).toHaveLength(1);
    expect(policies({ StringEqualsIfExists: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/boundary' } })).toHaveLength(1);
  });

  test('that leaves a key to AWS services limits its grants', () => {
    expect(grants({ Bool: { 'kms:GrantIsForAWSResource': 'true' } })).toEqual([]);
    expect(grants({ Bool: { 'kms:GrantIsForAWSResource': true } })).toEqual([]);
    expect(grants({ Bool: { 'kms:GrantIsForAWSResource': 'false' } })).toHaveLength(1);
    expect(grants({ BoolIfExists: { 'kms:GrantIsForAWSResource': 'true' } })).toHaveLength(1);
  });

  test.each([
    ['rds:AuthorizeDBSecurityGroupIngress', 'rds:secgrp-tag/Owner'], ['s3:PutBucketPolicy', 's3:BucketTag/team'], ['kms:CreateGrant', 'aws:ResourceTag/team'],
  ])('on the tags of the resource limits %s (%s)', (Action, key) => {
    expect(found({ Action, Condition: { StringEquals: { [key]: 'orders' } } })).toEqual([]);
  });

  test('on the tags of the request limits nothing', () => {
    expect(found({ Action: 'rds:AuthorizeDBSecurityGroupIngress', Condition: { StringEquals: { 'rds:req-tag/Owner': 'orders' } } })).toHaveLength(1);
  });

  test('that is made when it is deployed is a warning', () => {
    const made = findings(noResourceExposure, policy({ Effect: 'Allow', Action: 's3:PutBucketPolicy', Resource: '*', Condition: { Ref: 'Limits' } }), {
      Parameters: { Limits: { Type: 'String' } },
    });
    expect(made).toMatchObject([{ severity: 'warning' }]);
  });
});
