/** What the sets do as a whole. */
import { EXAMPLE_PARAMETERS, GuardrailDefinition, OrganizationPolicyType } from '../../../../src/constructs/organization/guardrail-definition';
import { GUARDRAILS } from '../../../../src/constructs/organization/guardrails';
import { PolicySimulatorProps } from '../../../../src/enforce/policy-simulator';
import { documentJson } from '../../../../src/policy/policy-json';
import { ACCOUNT, ADMINISTRATOR_ACCESS, FULL_AWS_ACCESS, notAllowed, notDenied, ProofRequest } from '../../../support/proof';

const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1`;
const EXEMPT = `arn:aws:iam::${ACCOUNT}:role/OrganizationAdmin`;
const OPEN = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };
const TLS = { 'aws:RequestedRegion': 'eu-west-1', 'aws:SecureTransport': true, 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' };

function under(guardrails: readonly GuardrailDefinition[]): PolicySimulatorProps {
  const of = (type: OrganizationPolicyType) => documentJson(guardrails.filter(({ policyType }) => policyType === type)
    .flatMap(({ statements }) => statements(EXAMPLE_PARAMETERS)));
  return {
    identityPolicies: [ADMINISTRATOR_ACCESS],
    resourcePolicy: OPEN,
    resourceAccount: ACCOUNT,
    serviceControlPolicies: [{ name: 'Root', policies: [FULL_AWS_ACCESS, of('SERVICE_CONTROL_POLICY')] }],
    resourceControlPolicies: [{ name: 'Root', policies: [of('RESOURCE_CONTROL_POLICY')] }],
  };
}

function setOf(name: 'baseline' | 'strict'): GuardrailDefinition[] {
  return GUARDRAILS.filter(({ sets }) => sets.includes(name));
}

/** What a deployment of an ordinary app does in an account, and what the app does then. */
const ORDINARY: readonly ProofRequest[] = [
  ['s3:CreateBucket', 'arn:aws:s3:::reports'], ['s3:PutBucketPublicAccessBlock', 'arn:aws:s3:::reports'], ['s3:PutBucketPolicy', 'arn:aws:s3:::reports'],
  ['s3:PutEncryptionConfiguration', 'arn:aws:s3:::reports'], ['s3:PutLifecycleConfiguration', 'arn:aws:s3:::reports'],
  ['s3:PutBucketVersioning', 'arn:aws:s3:::reports'], ['s3:DeleteBucket', 'arn:aws:s3:::reports'], ['s3:PutObject', 'arn:aws:s3:::reports/2026.csv'],
  ['s3:GetObject', 'arn:aws:s3:::reports/2026.csv'], ['s3:DeleteObject', 'arn:aws:s3:::reports/2026.csv'],
  ['kms:CreateKey', '*'], ['kms:PutKeyPolicy', 'arn:aws:kms:eu-west-1:111122223333:key/00000000-12ab-34cd-56ef-1234567890ab'],
  ['kms:Decrypt', 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
  ['lambda:CreateFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:worker'], ['lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:111122223333:function:worker'],
  ['lambda:AddPermission', 'arn:aws:lambda:eu-west-1:111122223333:function:worker'], ['dynamodb:CreateTable', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'],
  ['dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'], ['sqs:CreateQueue', 'arn:aws:sqs:eu-west-1:111122223333:orders'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders'], ['sns:Publish', 'arn:aws:sns:eu-west-1:111122223333:orders'],
  ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-AbCdEf'], ['ssm:GetParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/shop'],
  ['logs:CreateLogGroup', 'arn:aws:logs:eu-west-1:111122223333:log-group:/shop'], ['logs:DeleteLogGroup', 'arn:aws:logs:eu-west-1:111122223333:log-group:/shop'],
  ['cloudformation:CreateStack', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1'], ['cloudformation:ExecuteChangeSet', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/1'],
  ['ec2:CreateVpc', '*'], ['ec2:CreateSnapshot', 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-0123456789abcdef0'], ['rds:CreateDBInstance', 'arn:aws:rds:eu-west-1:111122223333:db:orders'],
  ['ecr:PutImage', 'arn:aws:ecr:eu-west-1:111122223333:repository/shop'], ['config:PutConfigRule', '*'], ['cloudwatch:PutMetricAlarm', '*'],
  ['states:StartExecution', 'arn:aws:states:eu-west-1:111122223333:stateMachine:shop'], ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/Worker'],
  ['iam:DeleteRole', 'arn:aws:iam::111122223333:role/Worker'], ['iam:PassRole', 'arn:aws:iam::111122223333:role/Worker'],
  ['iam:CreateServiceLinkedRole', 'arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'],
].map(([action, resource]) => ({ what: `${action} on ${resource}`, action, resource, context: TLS }));

const ROLE = 'arn:aws:iam::111122223333:role/Worker';
const BOUNDED = { ...TLS, 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/workload-boundary' };
const ROLES: readonly ProofRequest[] = ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy']
  .map((action) => ({ what: action, action, resource: ROLE, context: BOUNDED }));

test('log groups are protected where they are given, and take no statement where not', () => {
  const { statements } = GUARDRAILS.find(({ id }) => id === 'ProtectCloudTrail')!;
  expect(statements({ ...EXAMPLE_PARAMETERS, logGroups: [] })).toEqual(statements(EXAMPLE_PARAMETERS).slice(0, 1));
  const [, ...more] = statements({ ...EXAMPLE_PARAMETERS, logGroups: ['arn:*:logs:*:*:log-group:a', 'arn:*:logs:*:*:log-group:b*'] });
  expect(more.map(({ Resource }) => Resource)).toEqual([
    ['arn:*:logs:*:*:log-group:a', 'arn:*:logs:*:*:log-group:a:*', 'arn:*:logs:*:*:log-group:b*', 'arn:*:logs:*:*:log-group:b*:*'],
  ]);
});

test('under the baseline, apps are deployed and run as before', () => {
  expect(notAllowed(under(setOf('baseline')), DEPLOYER, [...ORDINARY, ...ROLES])).toEqual([]);
});

test('under strict, apps whose roles have the approved boundary are deployed and run as before', () => {
  expect(notAllowed(under(setOf('strict')), DEPLOYER, [...ORDINARY, ...ROLES])).toEqual([]);
  expect(notDenied(under(setOf('strict')), DEPLOYER, ROLES.map((request) => ({ ...request, context: TLS })))).toEqual([]);
});

test('under all guardrails at once, an exempt principal does what each of them denies to others', () => {
  const requests = GUARDRAILS.filter(({ exemption }) => exemption === 'exempt principals').flatMap(({ id, examples }) => (
    examples.denied.map((request) => ({ ...request, what: `${id}: ${request.what}`, principalArn: EXEMPT, context: { ...TLS, ...request.context } }))
  ));
  expect(requests.length).toBeGreaterThan(250);
  expect(notAllowed(under(GUARDRAILS), EXEMPT, requests)).toEqual([]);
});
