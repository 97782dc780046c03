import { coversFormat, mayBeOfFormat } from '../../src/policy/arn-format';
import { concat, tokenText } from '../../src/policy/text';

const FUNCTION = 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}';
const OBJECT = 'arn:${Partition}:s3:::${BucketName}/${ObjectName}';
const token = tokenText({ kind: 'pseudo', label: 'AWS::Partition', identity: 'AWS::Partition' });

test.each([
  ['*', FUNCTION], ['arn:*', FUNCTION], ['arn:aws:*', FUNCTION], ['arn:aws:l*', FUNCTION], ['arn:aws:lambda:*', FUNCTION], ['arn:aws:lambda:eu-west-1:*', FUNCTION],
  ['arn:aws:lambda:*:*:*', FUNCTION], ['arn:aws:lambda:eu-west-1:111122223333:function:*', FUNCTION], ['arn:aws:lambda:*:*:function:?*', FUNCTION],
  ['arn:aws:s3*', OBJECT], ['arn:aws:s3:::*', OBJECT], ['arn:aws:s3:::*/*', OBJECT],
])('%s matches every resource of %s', (pattern, format) => {
  expect(coversFormat(pattern, format)).toBe(true);
});

test.each([
  ['arn:aws:sqs:*', FUNCTION], ['arn:aws:lambda:*:*:function:orders-*', FUNCTION], ['arn:aws:lambda:*:*:layer:*', FUNCTION], ['arn:aws:lambda', FUNCTION],
  ['arn:aws:s3:::logs-*', OBJECT], ['arn:aws:s3:::reports/*', OBJECT],
])('%s does not match every resource of %s', (pattern, format) => {
  expect(coversFormat(pattern, format)).toBe(false);
});

describe('a secret, whose ARN ends in characters that AWS chooses', () => {
  const SECRET = 'arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}';

  test.each([['secret:*', true], ['secret:?*', true], ['secret:*-??????', true], ['secret:*-*', true], ['secret:db-??????', false], ['secret:db*', false], ['secret:*-abcdef', false]])(
    'is any one by %s: %p', (resource, expected) => {
      expect(coversFormat(`arn:aws:secretsmanager:eu-west-1:111122223333:${resource}`, SECRET)).toBe(expected);
    },
  );
});

test('a token hides no star behind it', () => {
  expect(coversFormat(concat(['arn:', token, ':lambda:*']), FUNCTION)).toBe(true);
  expect(coversFormat(concat(['arn:', token, ':lambda:*:*:function:', token]), FUNCTION)).toBe(false);
});

const ROLE = 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}';
const BUCKET = 'arn:${Partition}:s3:::${BucketName}';

test.each([
  ['*', ROLE], ['arn:aws:iam::*:role/*', ROLE], ['arn:aws:iam::111122223333:*', ROLE], ['arn:aws:iam::111122223333:role/team/deploy', ROLE],
  ['arn:aws:iam::111122223333:role/${aws:PrincipalTag/team}', ROLE], ['arn:aws:iam:*', ROLE], ['arn:aws:*:*:*:role/?', ROLE], ['arn:aws:iam::*', ROLE],
  ['arn:aws:lambda:*:function:orders', FUNCTION], ['arn:aws:lambda:*:function:orders:*', FUNCTION], ['arn:aws:lambda:*:*:function:orders:live', FUNCTION],
  ['arn:aws:s3:::*', BUCKET], ['arn:aws:s3:::reports*', BUCKET], ['arn:aws:s3:::${aws:PrincipalTag/bucket}', BUCKET], ['arn:aws:s3:::reports/*', OBJECT],
])('%s may be of %s', (pattern, format) => {
  expect(mayBeOfFormat(pattern, format)).toBe(true);
});

test.each([
  ['arn:aws:iam::*:user/*', ROLE], ['arn:aws:iam::111122223333:policy/team/*', ROLE], ['arn:aws:sns:*:*:*', FUNCTION], ['arn:aws:lambda:*:*:layer:*', FUNCTION],
  ['arn:aws:lambda:*:*:layer:?', FUNCTION], ['arn:aws:s3:::reports/*', BUCKET], ['arn:aws:s3:::*/reports', BUCKET], ['arn:aws:s3:::reports', OBJECT], ['reports', BUCKET],
])('%s is none of %s', (pattern, format) => {
  expect(mayBeOfFormat(pattern, format)).toBe(false);
});

test('a type may have two formats', () => {
  const bot = 'arn:${Partition}:lex:${Region}:${Account}:bot/${BotId}, arn:${Partition}:lex:${Region}:${Account}:bot:${BotName}';
  expect(['bot/1', 'bot:orders', 'bot:*', 'bot/*', 'alias/1'].filter((name) => mayBeOfFormat(`arn:aws:lex:eu-west-1:111122223333:${name}`, bot)))
    .toEqual(['bot/1', 'bot:orders', 'bot:*', 'bot/*']);
});

test('a token may be whatever makes the resource one of the type', () => {
  expect(mayBeOfFormat(concat(['arn:aws:iam::', token, ':role/*']), ROLE)).toBe(true);
  expect(mayBeOfFormat(concat(['arn:aws:iam::', token, ':user/*']), ROLE)).toBe(false);
});
