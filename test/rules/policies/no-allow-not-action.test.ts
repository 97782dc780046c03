import { trusting } from '../../../src/rules/example-templates';
import { noAllowNotAction } from '../../../src/rules/policies/no-allow-not-action';
import { findings, policy } from '../judging';

test('is found on one resource too, and says what is left out', () => {
  expect(findings(noAllowNotAction, policy({ Effect: 'Allow', NotAction: ['s3:Delete*', 's3:Put*'], Resource: 'arn:aws:s3:::a/*' }))).toMatchObject([{
    severity: 'error', message: 'allows every action but s3:Delete*, s3:Put*', key: 'NotAction=s3:Delete*,s3:Put*;Resource=arn:aws:s3:a/*',
  }]);
});

test('is an error with a token in it, for the rest is granted whatever it is', () => {
  expect(findings(noAllowNotAction, policy({ Effect: 'Allow', NotAction: { Ref: 'Action' }, Resource: '*' }), { Parameters: { Action: { Type: 'String' } } }))
    .toMatchObject([{ severity: 'error', message: 'allows every action but <Action>' }]);
});

test('is found in a resource-based policy and in a trust policy', () => {
  const Principal = { AWS: '111122223333' };
  const resources = {
    Queue: { Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Principal, NotAction: 'sqs:DeleteQueue', Resource: '*' }] } } },
    Role: { Type: 'AWS::IAM::Role', Properties: trusting({ Effect: 'Allow', Principal, NotAction: 'sts:TagSession' }) },
  };
  expect(findings(noAllowNotAction, resources).map(({ logicalId }) => logicalId)).toEqual(['Queue', 'Role']);
});

test('is how service control policies and boundaries are written, which grant nothing', () => {
  const PolicyDocument = { Statement: [{ Effect: 'Allow', NotAction: 'organizations:LeaveOrganization', Resource: '*' }] };
  const resources = {
    Scp: { Type: 'AWS::Organizations::Policy', Properties: { Name: 'n', Type: 'SERVICE_CONTROL_POLICY', Content: PolicyDocument } },
    Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } },
    User: { Type: 'AWS::IAM::User', Properties: { PermissionsBoundary: { Ref: 'Boundary' } } },
  };
  expect(findings(noAllowNotAction, resources)).toEqual([]);
});
