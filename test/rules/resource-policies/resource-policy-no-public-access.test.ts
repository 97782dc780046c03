import { Finding } from '../../../src/rules/finding';
import { resourcePolicyNoPublicAccess } from '../../../src/rules/resource-policies/resource-policy-no-public-access';
import { findings } from '../judging';

const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

function judged(Type: string, Properties: Record<string, unknown>, others: Record<string, unknown> = {}): Finding[] {
  return findings(resourcePolicyNoPublicAccess, { Resource: { Type, Properties }, ...others }, { Parameters: { Setting: { Type: 'String' } } });
}

describe('a public policy is found', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['AWS::KMS::Key', { KeyPolicy: open }, 'Properties.KeyPolicy.Statement[0]'],
    ['AWS::SNS::TopicPolicy', { PolicyDocument: open }, 'Properties.PolicyDocument.Statement[0]'],
    ['AWS::SecretsManager::ResourcePolicy', { ResourcePolicy: open }, 'Properties.ResourcePolicy.Statement[0]'],
    ['AWS::ECR::Repository', { RepositoryPolicyText: open }, 'Properties.RepositoryPolicyText.Statement[0]'],
    ['AWS::EFS::FileSystem', { FileSystemPolicy: open }, 'Properties.FileSystemPolicy.Statement[0]'],
    ['AWS::OpenSearchService::Domain', { AccessPolicies: open }, 'Properties.AccessPolicies.Statement[0]'],
    ['AWS::Backup::BackupVault', { AccessPolicy: open }, 'Properties.AccessPolicy.Statement[0]'],
    ['AWS::Lambda::ResourcePolicy', { ResourceArn: 'function', PolicyDocument: open }, 'Properties.PolicyDocument.Statement[0]'],
    ['AWS::DSQL::Cluster', { PolicyDocument: JSON.stringify(open) }, 'Properties.PolicyDocument.Statement[0]'],
    ['AWS::OSIS::Pipeline', { ResourcePolicy: { Policy: open } }, 'Properties.ResourcePolicy.Policy.Statement[0]'],
    ['AWS::Events::EventBusPolicy', { Statement: open.Statement[0] }, 'Properties.Statement'],
    ['AWS::Events::EventBusPolicy', { Principal: '*', Action: 'events:PutEvents' }, 'Properties'],
    ['AWS::Lambda::LayerVersionPermission', { Principal: '*', Action: 'lambda:GetLayerVersion', LayerVersionArn: 'layer' }, 'Properties'],
    ['AWS::ApiGateway::RestApi', { Policy: open, EndpointConfiguration: { Types: ['PRIVATE'] } }, 'Properties.Policy.Statement[0]'],
    ['AWS::S3::AccessPoint', { Policy: open, PublicAccessBlockConfiguration: { RestrictPublicBuckets: false } }, 'Properties.Policy.Statement[0]'],
  ])('of %s %j', (type, properties, location) => {
    expect(judged(type, properties)).toMatchObject([{ severity: 'error', location: `Resources.Resource.${location}` }]);
  });
});

test('who may call a public API is for its authorizers to say: a policy that opens it is a warning', () => {
  expect(judged('AWS::ApiGateway::RestApi', { Policy: open })).toMatchObject([
    { severity: 'warning', message: 'lets in anyone, as the API does without a policy' },
  ]);
});

test('a domain within a network is left to its security groups', () => {
  expect(judged('AWS::OpenSearchService::Domain', { AccessPolicies: open, VPCOptions: { SubnetIds: ['subnet-0a1b2c3d'] } })).toEqual([]);
});

describe('a bucket policy', () => {
  const bucketWith = (settings: Record<string, unknown>) => judged('AWS::S3::BucketPolicy', { Bucket: { Ref: 'Bucket' }, PolicyDocument: open }, {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration: settings } },
  });

  test('is a warning where the bucket restricts public policies', () => {
    expect(bucketWith({ RestrictPublicBuckets: true })).toMatchObject([
      { severity: 'warning', message: 'lets in anyone, but the bucket restricts public policies to its own account' },
    ]);
  });

  test.each([
    ['does not', { RestrictPublicBuckets: false }],
    ['blocks ACLs only', { BlockPublicAcls: true, IgnorePublicAcls: true }],
    ['leaves it to a parameter', { RestrictPublicBuckets: { Ref: 'Setting' } }],
  ])('is an error where it %s', (_name, settings) => {
    expect(bucketWith(settings)).toMatchObject([{ severity: 'error' }]);
  });
});

test('warns where a condition or a Deny beside it is made when it is deployed', () => {
  const withDeny = { Statement: [...open.Statement, { ...open.Statement[0], Effect: 'Deny', Condition: { StringNotEquals: { Ref: 'Setting' } } }] };
  expect(judged('AWS::KMS::Key', { KeyPolicy: withDeny })).toMatchObject([{ severity: 'warning' }]);
  expect(judged('AWS::KMS::Key', { KeyPolicy: { Statement: [{ ...open.Statement[0], Condition: { Ref: 'Setting' } }] } })).toMatchObject([{ severity: 'warning' }]);
});

test('a principal that is a token does not matter where a condition narrows', () => {
  const narrowed = { ...open.Statement[0], Principal: { AWS: { Ref: 'Setting' } }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } };
  expect(judged('AWS::KMS::Key', { KeyPolicy: { Statement: [narrowed] } })).toEqual([]);
});

test('a function that is open by its URL is found once, though it takes two permissions', () => {
  const permission = (properties: Record<string, unknown>) => ({ Type: 'AWS::Lambda::Permission', Properties: { Principal: '*', FunctionName: 'orders', ...properties } });
  expect(findings(resourcePolicyNoPublicAccess, {
    Url: permission({ Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
    Function: permission({ Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }),
  })).toMatchObject([{ logicalId: 'Url', message: 'lets in anyone' }]);
});
