import { catalogueSource, expandAction, findAction, isKnownAction, isServicePrefix, nearestAction, plainestArn, servicePrefixes } from '../../src/catalogue/actions';

const names = (pattern: string) => expandAction(pattern).map(({ name }) => name);

test('the catalogue names its source and its date', () => {
  expect(catalogueSource()).toMatchObject({ source: expect.stringContaining('@'), updated: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
});

test('service prefixes are sorted and known in any case', () => {
  const prefixes = servicePrefixes();
  expect(prefixes).toEqual([...prefixes].sort());
  expect(prefixes).toEqual(expect.arrayContaining(['iam', 's3', 'sts', 'execute-api']));
  expect(isServicePrefix('S3')).toBe(true);
  expect(isServicePrefix('s4')).toBe(false);
});

test('an action is found in any case and given in the spelling of AWS', () => {
  expect(findAction('IAM:passrole')).toMatchObject({ name: 'iam:PassRole', accessLevel: 'Write' });
  expect(findAction('iam:PassRole')!.resourceArns).toEqual([expect.stringContaining(':role/')]);
});

test.each([
  ['s3:ListAllMyBuckets', 'List'], ['s3:GetObject', 'Read'], ['s3:PutObject', 'Write'], ['s3:PutObjectTagging', 'Tagging'],
  ['s3:PutBucketPolicy', 'Permissions management'], ['iam:AttachRolePolicy', 'Permissions management'],
])('%s has the access level %s', (name, level) => {
  expect(findAction(name)?.accessLevel).toBe(level);
});

test('an action that cannot be limited to resources has none', () => {
  expect(findAction('s3:ListAllMyBuckets')).toMatchObject({ resourceArns: [], resourceTypes: [] });
});

test('what an action needs comes before what it may be limited to', () => {
  expect(findAction('iam:PassRole')!.resourceTypes).toEqual([{
    name: 'role', arn: 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}', required: true,
    conditionKeys: ['aws:ResourceTag/${TagKey}', 'iam:ResourceTag/${TagKey}'],
  }]);
  const required = findAction('ec2:RunInstances')!.resourceTypes.map((type) => type.required);
  expect(required).toEqual([...required].sort().reverse());
  expect(new Set(required).size).toBe(2);
});

test.each([
  ['s3:ListBucket', 'arn:${Partition}:s3:::${BucketName}'], ['s3:GetObject', 'arn:${Partition}:s3:::${BucketName}/${ObjectName}'],
  ['events:DescribeEventBus', 'arn:${Partition}:events:${Region}:${Account}:event-bus/${EventBusName}'], ['ec2:DescribeInstances', undefined],
  ['lex:CreateBot', 'arn:${Partition}:lex:${Region}:${Account}:bot/${BotId}'],
])('the plainest ARN of what %s works on is %s', (name, arn) => {
  expect(plainestArn(findAction(name)!)).toBe(arn);
});

test('the condition keys of an action are its own and those of its resource types', () => {
  expect(findAction('iam:PassRole')!.conditionKeys)
    .toEqual(['aws:ResourceTag/${TagKey}', 'iam:AssociatedResourceArn', 'iam:PassedToService', 'iam:ResourceTag/${TagKey}']);
  expect(findAction('iam:CreateAccessKey')!.conditionKeys).not.toContain('iam:PermissionsBoundary');
});

test.each(['s3:GetObjekt', 's4:GetObject', 's3', 's3:', '', ':', 's3:GetObject:x', 'constructor:toString', 's3:Get*'])('%p is no action', (name) => {
  expect(findAction(name)).toBeUndefined();
});

test('a pattern expands to the actions that it matches, in any case', () => {
  expect(names('iam:*AccessKey')).toEqual(names('IAM:*accesskey'));
  expect(names('iam:*AccessKey').sort()).toEqual(['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:UpdateAccessKey']);
  expect(names('iam:?etUser')).toEqual(['iam:GetUser']);
});

test('a name without wildcards expands to itself, or to nothing', () => {
  expect(names('s3:getobject')).toEqual(['s3:GetObject']);
  expect(names('s3:Nothing')).toEqual([]);
});

test('a wildcard in the prefix reaches over services', () => {
  const found = names('s?s:*Message');
  expect(found).toContain('sqs:SendMessage');
  expect(found.every((name) => /^s.s:/.test(name))).toBe(true);
});

test('a star reaches every action of every service, and so does a pattern without a colon as far as it matches', () => {
  const everything = names('*');
  expect(new Set(everything.map((name) => name.split(':')[0])).size).toBe(servicePrefixes().length);
  expect(names('*:*')).toEqual(everything);
  expect(names('i*PassRole')).toEqual(['iam:PassRole']);
});

test('a slip of the pen is corrected within the service', () => {
  expect(nearestAction('s3:GetObjcet')).toEqual({ name: 's3:GetObject', distance: 2 });
  expect(nearestAction('iam:passroles')).toEqual({ name: 'iam:PassRole', distance: 1 });
});

test('what an action begins with is nearer to it than to others', () => {
  expect(nearestAction('kms:ReEncrypt')).toEqual({ name: 'kms:ReEncryptTo', distance: 2 });
});

test('a slip in the prefix is corrected first', () => {
  expect(nearestAction('iaam:PassRole')).toEqual({ name: 'iam:PassRole', distance: 1 });
});

test('any text has a nearest action', () => {
  expect(findAction(nearestAction('').name)).toBeDefined();
  expect(nearestAction('entirely unlike anything').distance).toBeGreaterThan(2);
});

test.each([
  ['s3:GetObject', true], ['S3:getobject', true], ['s3:Get*', true], ['*', true], ['SNS:Receive', true], ['s3:GetObjects', false], ['s3:Obtain*', false], ['GetObject', false],
])('%s is known: %s', (pattern, expected) => {
  expect(isKnownAction(pattern)).toBe(expected);
});
