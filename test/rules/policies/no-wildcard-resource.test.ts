import { noWildcardResource } from '../../../src/rules/policies/no-wildcard-resource';
import { findings, policy } from '../judging';

const found = (statement: Record<string, unknown>, sections = {}) => findings(noWildcardResource, {
  ...policy({ Effect: 'Allow', Action: 's3:PutObject', Resource: '*', ...statement }), Bucket: { Type: 'AWS::S3::Bucket' }, Custom: { Type: 'Custom::Bucket' },
}, sections);

describe('every resource of a type', () => {
  test.each<[string, unknown]>([
    ['s3:PutObject', 'arn:aws:s3:::*'],
    ['s3:PutObject', 'arn:aws:s3:::*/*'],
    ['s3:ListBucket', 'arn:aws:s3:::?*'],
    ['s3:ListBucket', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::*' }],
    ['dynamodb:PutItem', 'arn:aws:dynamodb:*:*:table/*'],
    ['dynamodb:PutItem', { 'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*' }],
    ['kms:Encrypt', 'arn:aws:kms:eu-west-1:111122223333:key/*'],
    ['logs:PutLogEvents', 'arn:aws:logs:*:*:*'],
    ['sqs:SendMessage', 'arn:*:sqs:*:*:*'],
    ['sqs:SendMessage', { 'Fn::Sub': 'arn:${AWS::Partition}:*:*:*:*' }],
  ])('%s on %p is found', (action, pattern) => {
    expect(found({ Action: action, Resource: pattern })).toMatchObject([{ key: expect.stringContaining(`Action=${action};`) }]);
  });

  test.each<[string, unknown]>([
    ['s3:PutObject', 'arn:aws:s3:::reports/*'],
    ['s3:PutObject', 'arn:aws:s3:::reports-*/*'],
    ['s3:PutObject', { 'Fn::Sub': 'arn:aws:s3:::reports-${AWS::AccountId}/*' }],
    ['s3:PutObject', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] }],
    ['s3:ListBucket', { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
    ['dynamodb:PutItem', 'arn:aws:dynamodb:*:*:table/orders*'],
    ['logs:CreateLogStream', 'arn:aws:logs:*:*:log-group:/aws/lambda/*'],
    ['logs:PutLogEvents', { 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/app/*:log-stream:*' }],
    ['sts:AssumeRole', 'arn:aws:iam::*:role/deployment'],
  ])('%s on %p is named well enough', (action, pattern) => {
    expect(found({ Action: action, Resource: pattern })).toEqual([]);
  });

  test('is named in the message', () => {
    expect(found({ Resource: 'arn:aws:s3:::*' })[0].message).toBe('grants write actions on every resource of their type (arn:aws:s3:::*) that can be limited to one');
    expect(found({})[0].message).toBe('grants write actions on every resource that can be limited to one');
  });
});

test.each([['s3:PutObject', 'arn:${Partition}:s3:::${BucketName}/${ObjectName}'], ['s3:ListBucket', 'arn:${Partition}:s3:::${BucketName}']])(
  'the fix of %s names no access point', (action, arn) => {
    expect(found({ Action: action })[0].fix).toBe(`Name the resources: ${action} can be limited to ARNs such as ${arn}.`);
  },
);

describe('of mixed actions', () => {
  test('only those that can be limited are named, in the key and in the fix', () => {
    expect(found({ Action: ['s3:ListAllMyBuckets', 'sqs:SendMessage', 'ec2:DescribeInstances'] })).toMatchObject([{
      key: 'Action=sqs:SendMessage;Resource=*', fix: expect.stringMatching(/^Name the resources: sqs:SendMessage can be limited to ARNs such as arn:\$\{Partition\}:sqs:\S+\.$/),
    }]);
  });

  test('the fix names three, and counts the rest', () => {
    expect(found({ Action: ['sqs:SendMessage', 'sqs:DeleteMessage', 'sqs:PurgeQueue', 'sns:Publish', 'sns:Subscribe'] })[0].fix)
      .toContain('sqs:SendMessage, sqs:DeleteMessage, sqs:PurgeQueue and 2 more');
  });

  test('a wildcard is found if one of its actions can be limited', () => {
    expect(found({ Action: 'sqs:*' }).map(({ key }) => key)).toEqual(['Action=sqs:*;Resource=*']);
    expect(found({ Action: 's3:ListAllMy*' })).toEqual([]);
  });

  test('each broad resource is found with its own actions, so that accepting one does not accept the other', () => {
    expect(found({ Action: ['s3:PutObject', 'dynamodb:PutItem'], Resource: ['arn:aws:s3:::*', 'arn:aws:dynamodb:*:*:table/*'] }).map(({ key }) => key)).toEqual([
      'Action=dynamodb:PutItem;Resource=arn:aws:dynamodb:*:*:table/*', 'Action=s3:PutObject;Resource=arn:aws:s3:*',
    ]);
  });

  test('the broadest resource counts', () => {
    expect(found({ Resource: ['arn:aws:s3:::*', '*'] }).map(({ key }) => key)).toEqual(['Action=s3:PutObject;Resource=*']);
  });
});

describe('a condition', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['the tags of the resource', 'ec2:StopInstances', { StringEquals: { 'aws:ResourceTag/team': 'orders' } }],
    ['the tags of the resource, by the principal\'s', 'ec2:StopInstances', { StringEquals: { 'aws:resourceTag/team': '${aws:PrincipalTag/team}' } }],
    ['the tags, under the service\'s own key', 'ec2:StopInstances', { StringLike: { 'ec2:ResourceTag/team': ['orders', 'order-*'] } }],
    ['the tags of the object', 's3:PutObject', { StringEquals: { 's3:ExistingObjectTag/team': 'orders' } }],
    ['the aliases of the key', 'kms:Encrypt', { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/orders' } }],
    ['the cluster', 'ecs:DescribeTasks', { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:eu-west-1:111122223333:cluster/orders' } }],
    ['the cluster of the app', 'ecs:DescribeTasks', { ArnEquals: { 'ecs:cluster': { 'Fn::GetAtt': ['Bucket', 'Arn'] } } }],
  ])('on %s narrows', (_what, action, Condition) => {
    expect(found({ Action: action, Condition })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['that holds without the tag', { StringEqualsIfExists: { 'aws:ResourceTag/team': 'orders' } }],
    ['that holds for no tags', { 'ForAllValues:StringEquals': { 'aws:ResourceTag/team': 'orders' } }],
    ['on what the tag is not', { StringNotEquals: { 'aws:ResourceTag/team': 'orders' } }],
    ['with a wildcard for the tag', { StringLike: { 'aws:ResourceTag/team': '*' } }],
    ['with any value for the tag', { StringLike: { 'aws:ResourceTag/team': '?*' } }],
    ['on the tags that are asked for', { StringEquals: { 'aws:RequestTag/team': 'orders' } }],
    ['with a wildcard among the tags', { StringLike: { 'aws:ResourceTag/team': ['orders', '*'] } }],
    ['with a wildcard for the ARN', { ArnLike: { 'ec2:Vpc': '*' } }],
    ['with an ARN for everything', { ArnLike: { 'ec2:Vpc': 'arn:aws:*:*:*:*' } }],
    ['on who calls', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }],
    ['on the ARN of who calls', { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/a' } }],
    ['on the Region', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }],
  ])('%s does not narrow', (_what, Condition) => {
    expect(found({ Action: 'ec2:StopInstances', Condition })).toMatchObject([{ severity: 'error' }]);
  });

  test('that is made at deploy time makes it a warning', () => {
    expect(found({ Condition: { Ref: 'Made' } }, { Parameters: { Made: { Type: 'String' } } })).toMatchObject([{ severity: 'warning' }]);
  });
});

describe('a token', () => {
  const parameter = (declaration: object) => ({ Parameters: { Objects: { Type: 'String', ...declaration } } });
  const Resource = { Ref: 'Objects' };

  test('for a resource of the app is one resource', () => {
    expect(found({ Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } })).toEqual([]);
    expect(found({ Action: 'iam:GetRole', Resource: { Ref: 'Bucket' } })).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['a parameter', Resource, 'Objects'],
    ['an import', { 'Fn::ImportValue': 'reports' }, 'ImportValue.reports'],
    ['what a custom resource returns', { 'Fn::GetAtt': ['Custom', 'Arn'] }, 'Custom.Arn'],
    ['a dynamic reference', '{{resolve:ssm:/reports}}', 'resolve:ssm:/reports'],
  ])('for %s is a warning that names it', (_what, pattern, label) => {
    expect(found({ Resource: pattern }, parameter({}))).toMatchObject([{ severity: 'warning', message: `grants its actions on every resource if ${label} is "*"` }]);
  });

  test('is an error if it is "*" by default', () => {
    expect(found({ Resource }, parameter({ Default: '*' }))[0]).toMatchObject({ severity: 'error', key: 'Action=s3:PutObject;Resource=*' });
  });

  test('is nothing to actions that take only "*", nor where it may be one of some', () => {
    expect(found({ Action: 'ec2:DescribeInstances', Resource }, parameter({}))).toEqual([]);
    expect(found({ Resource }, parameter({ AllowedValues: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] }))).toEqual([]);
  });
});

test('a denial, and what is left out, are for others to judge', () => {
  expect(found({ Effect: 'Deny' })).toEqual([]);
  expect(found({ Action: '*' })).toEqual([]);
  expect(found({ Action: undefined, NotAction: 's3:*' })).toEqual([]);
  expect(found({ Resource: undefined, NotResource: 'arn:aws:s3:::a' })).toEqual([]);
});

describe('the access level', () => {
  test.each<[string, string | string[], string, string]>([
    ['changing permissions', ['s3:ListBucket', 'kms:CreateGrant'], 'error', 'permissions management'],
    ['writing', ['s3:ListBucket', 'sqs:SendMessage'], 'error', 'write'],
    ['a wildcard that includes writing', 'sns:*', 'error', 'write'],
    ['reading', ['s3:ListBucket', 's3:GetBucketTagging'], 'warning', 'read'],
    ['listing', 's3:ListBucket', 'warning', 'list'],
    ['tagging', 'sqs:TagQueue', 'warning', 'tagging'],
  ])('of %s decides what the finding is worth', (_what, Action, severity, level) => {
    const Condition = level === 'permissions management' ? { Bool: { 'kms:GrantIsForAWSResource': 'true' } } : undefined;
    expect(found({ Action, ...(Condition && { Condition }) })).toMatchObject([{ severity, message: `grants ${level} actions on every resource that can be limited to one` }]);
  });
});

test('what grants credentials, permissions or data is left to the rules that say so', () => {
  expect(found({ Action: ['iam:CreateAccessKey', 's3:PutBucketPolicy', 's3:GetObject'] })).toEqual([]);
  expect(found({ Action: ['s3:GetObject', 's3:DeleteObject'] }).map(({ key }) => key)).toEqual(['Action=s3:DeleteObject;Resource=*']);
});
