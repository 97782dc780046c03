import { trusting } from '../../../src/rules/example-templates';
import { knownActions } from '../../../src/rules/policies/known-actions';
import { findings, policy } from '../judging';

const found = (statement: Record<string, unknown>) => findings(knownActions, policy({ Effect: 'Allow', Resource: '*', ...statement }));
const said = (statement: Record<string, unknown>) => found(statement).map(({ severity, fix }) => `${severity}: ${fix}`);

describe('an action that no service has', () => {
  test.each([
    ['s3:GetObjects', 's3:GetObject'],
    ['S3:getobjekt', 's3:GetObject'],
    ['iam:PasRole', 'iam:PassRole'],
    ['dynamodb:Getitems', 'dynamodb:GetItem'],
    ['lamda:InvokeFunction', 'lambda:InvokeFunction'],
  ])('%s is an error that suggests %s', (action, nearest) => {
    expect(said({ Action: action })).toEqual([`error: Did you mean ${nearest}?`]);
  });

  test.each([
    ['kms:ReEncrypt', 'kms:ReEncryptFrom or kms:ReEncryptTo'], ['sqs:GetQueue', 'sqs:GetQueueAttributes or sqs:GetQueueUrl'], ['s3:ListBucke', 's3:ListBucket'],
    ['ec2:DescribeInstance', 'ec2:DescribeInstances'],
  ])('%s, with which others begin, suggests %s', (action, names) => {
    expect(found({ Action: action })).toMatchObject([{ fix: `Did you mean ${names}?` }]);
  });

  test.each([['builderid:CreateInvitation'], ['quantumteleport:BeamMeUp'], ['s3:ReorganizeEverything']])('%s, which is like no other, suggests none', (action) => {
    expect(found({ Action: action })).toMatchObject([{ severity: 'warning', fix: 'Correct the name.' }]);
  });

  test.each([['datazonecontrol:*'], ['datazonecontrol:Get*'], ['datazonecontrol:GetControl']])('%s of a service that nobody knows is a warning, with a wildcard or without', (action) => {
    expect(found({ Action: action })).toMatchObject([{ severity: 'warning' }]);
    expect(found({ Effect: 'Deny', Action: action })).toMatchObject([{ severity: 'error' }]);
  });

  test('of a service that no other resembles is a warning, for it may be newer than the catalogue', () => {
    expect(found({ Action: 'quantumteleport:BeamMeUp' })).toMatchObject([{ severity: 'warning', message: expect.stringContaining('"quantumteleport:BeamMeUp"') }]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a denial, which leaves open what it was to close', { Effect: 'Deny', Action: 's3:ReorganizeEverything' }],
    ['an Allow with NotAction, which takes nothing away', { NotAction: 's3:ReorganizeEverything' }],
    ['a denial with NotAction', { Effect: 'Deny', NotAction: 's3:ReorganizeEverything' }],
  ])('is an error in %s', (_where, statement) => {
    expect(found(statement)).toMatchObject([{ severity: 'error' }]);
  });

  test('is found each by itself, and so acknowledged', () => {
    expect(found({ Action: ['s3:GetObject', 's3:GetObjects', 's3:PutObjects'] }).map(({ key }) => key)).toEqual(['Action=s3:GetObjects', 'Action=s3:PutObjects']);
    expect(found({ NotAction: 's3:GetObjects' }).map(({ key }) => key)).toEqual(['NotAction=s3:GetObjects']);
  });

  test('says which catalogue lacks it', () => {
    expect(found({ Action: 's3:GetObjects' })[0].message).toMatch(/^names the action "s3:GetObjects", which no service has \(.+ of \d{4}-\d\d-\d\d/);
  });
});

test.each([['s3'], [''], ['GetObject']])('"%s" has no service, and the fix shows how to write one', (action) => {
  expect(found({ Action: action })).toMatchObject([{ severity: 'error', message: `names the action "${action}" without a service`, fix: expect.stringContaining('s3:GetObject') }]);
});

test.each([['s3:Obtain*'], ['s4:*'], ['s3:Get?'], ['s3:GetObject:*']])('%s matches nothing, an error', (action) => {
  expect(found({ Action: action })).toMatchObject([{ severity: 'error', message: `names "${action}", which matches no action of any service` }]);
});

test.each([['*'], ['*:*'], ['s3:*'], ['S3:LIST*'], ['s3:Get?bject'], ['*:Describe*'], ['SNS:Receive']])('%s is known', (action) => {
  expect(found({ Action: action })).toEqual([]);
});

test('an action with a token in it is a warning that names the token', () => {
  const resources = policy({ Effect: 'Deny', Action: { 'Fn::Sub': 's3:${Verb}Object' }, Resource: '*' });
  expect(findings(knownActions, resources, { Parameters: { Verb: { Type: 'String' } } }))
    .toMatchObject([{ severity: 'warning', message: 'names the action s3:<Verb>Object, known only when it is deployed' }]);
});

test('an action is judged by the values that a parameter may have', () => {
  const verb = (AllowedValues: string[]) => ({ Parameters: { Verb: { Type: 'String', AllowedValues } } });
  const resources = policy({ Effect: 'Allow', Action: { 'Fn::Sub': 's3:${Verb}Object' }, Resource: '*' });
  expect(findings(knownActions, resources, verb(['Get', 'Put']))).toEqual([]);
  expect(findings(knownActions, resources, verb(['Get', 'Gets'])).map(({ key }) => key)).toEqual(['Action=s3:GetsObject']);
});

test.each<[string, string, Record<string, unknown>]>([
  ['a trust policy', 'AWS::IAM::Role', trusting({ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRoles' })],
  ['a bucket policy', 'AWS::S3::BucketPolicy', {
    Bucket: 'b', PolicyDocument: { Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRoles', Resource: '*' }] },
  }],
  ['a service control policy', 'AWS::Organizations::Policy', {
    Name: 'n', Type: 'SERVICE_CONTROL_POLICY', Content: { Statement: [{ Effect: 'Deny', Action: 'sts:AssumeRoles', Resource: '*' }] },
  }],
  ['a resource control policy', 'AWS::Organizations::Policy', {
    Name: 'n', Type: 'RESOURCE_CONTROL_POLICY', Content: { Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRoles', Resource: '*' }] },
  }],
])('the actions of %s are looked up too', (_what, Type, Properties) => {
  expect(findings(knownActions, { It: { Type, Properties } })).toMatchObject([{ severity: 'error', fix: 'Did you mean sts:AssumeRole?' }]);
});
