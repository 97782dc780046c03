import { madeOf, samFunction, unknownIn } from './sam';

const roleWith = (policies: unknown) => madeOf({ Worker: samFunction({ Policies: policies }) }).WorkerRole.Properties;
const documentOf = (policies: unknown) => roleWith(policies).Policies[0].PolicyDocument;

test.each([
  ['a name', 'AWSXRayDaemonWriteAccess', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AWSXRayDaemonWriteAccess' }],
  ['an ARN', 'arn:aws:iam::111122223333:policy/own', 'arn:aws:iam::111122223333:policy/own'],
  ['a name that AWS does not have', 'TeamPolicy', 'TeamPolicy'],
  ['a reference', { Ref: 'Policy' }, { Ref: 'Policy' }],
])('%s is a managed policy', (_what, policy, arn) => {
  expect(roleWith([policy]).ManagedPolicyArns.slice(1)).toEqual([arn]);
  expect(roleWith(policy).ManagedPolicyArns.slice(1)).toEqual([arn]);
});

test('a policy that functions have anyway is attached once', () => {
  expect(roleWith(['AWSLambdaBasicExecutionRole']).ManagedPolicyArns).toHaveLength(1);
});

test('a policy template takes its parameters, be they tokens', () => {
  expect(documentOf([{ SNSPublishMessagePolicy: { TopicName: { 'Fn::GetAtt': ['Topic', 'TopicName'] } } }])).toEqual({
    Statement: [{
      Effect: 'Allow',
      Action: ['sns:Publish'],
      Resource: { 'Fn::Sub': ['arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${TopicName}', { TopicName: { 'Fn::GetAtt': ['Topic', 'TopicName'] } }] },
    }],
  });
});

test('a policy template without parameters needs none', () => {
  expect(documentOf([{ EC2DescribePolicy: {} }]).Statement).toMatchObject([{ Action: ['ec2:DescribeRegions', 'ec2:DescribeInstances'], Resource: '*' }]);
});

test.each([
  ['a policy template that SAM does not have', { TeamPolicy: {} }, 'the policy template TeamPolicy, which SAM is not known to have'],
  ['a policy template without a parameter', { EFSWriteAccessPolicy: { FileSystem: 'fs' } }, 'the policy template EFSWriteAccessPolicy without a value of AccessPoint'],
  ['a policy template that takes no object', { S3ReadPolicy: 'bucket' }, 'the policy template S3ReadPolicy without a value of BucketName'],
  ['a statement instead of a document', { Effect: 'Allow', Action: '*' }, 'a policy that is no name, document or policy template of SAM'],
  ['a number', 7, 'a policy that is no name, document or policy template of SAM'],
  ['a macro', { 'Fn::Transform': { Name: 'M' } }, 'Fn::Transform'],
  ['one in a branch', { 'Fn::If': ['C', { TeamPolicy: {} }, { Ref: 'AWS::NoValue' }] }, 'the policy template TeamPolicy, which SAM is not known to have'],
])('%s is reported as not known', (_what, policy, what) => {
  expect(unknownIn({ Worker: samFunction({ Policies: [policy] }) })).toEqual([what]);
});

test('branches of Fn::If keep their condition', () => {
  const { ManagedPolicyArns: arns, Policies: policies } = roleWith([
    { 'Fn::If': ['C', { EC2DescribePolicy: {} }, { Ref: 'AWS::NoValue' }] },
    { 'Fn::If': ['C', { Ref: 'AWS::NoValue' }, 'arn:aws:iam::111122223333:policy/own'] },
  ]);
  expect(policies).toMatchObject([{ 'Fn::If': ['C', { PolicyDocument: { Statement: [{}] } }, { Ref: 'AWS::NoValue' }] }]);
  expect(arns[1]).toEqual({ 'Fn::If': ['C', { Ref: 'AWS::NoValue' }, 'arn:aws:iam::111122223333:policy/own'] });
});
