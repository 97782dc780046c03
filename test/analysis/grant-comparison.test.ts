import { allow, deny, grants, named } from './grant-sets';
import { compareGrants } from '../../src/analysis/grant-comparison';
import { PolicySet } from '../../src/evaluate/decision';
import { concat, tokenText } from '../../src/policy/text';

const BUCKET = tokenText({ kind: 'resource', label: 'Bucket.Arn', identity: 'Bucket.Arn' });
const INPUT = tokenText({ kind: 'opaque', label: 'Input', identity: 'Input' });
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const TEAM = 'aws:PrincipalTag/team';
const pairs = <T>(rows: [string, T, T][]) => rows;

describe('narrower', () => {
  test.each(pairs<PolicySet>([
    ['one action of two', grants(allow('s3:GetObject')), grants(allow(['s3:PutObject', 's3:GetObject']))],
    ['one action of a service', grants(allow('s3:GetObject')), grants(allow('s3:*'))],
    ['one service of all', grants(allow('s3:*')), grants(allow('*'))],
    ['all but one action', grants({ Effect: 'Allow', NotAction: 'iam:CreateUser', Resource: '*' }), grants(allow('*'))],
    ['one resource', grants(allow('s3:GetObject', 'arn:aws:s3:::reports/*')), grants(allow('s3:GetObject', 'arn:aws:s3:::*'))],
    ['one resource of a bucket that AWS names', grants(allow('s3:GetObject', concat([BUCKET, '/a/*']))), grants(allow('s3:GetObject', concat([BUCKET, '/*'])))],
    ['a resource of another account', grants(), grants(allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:444455556666:orders'))],
    ['a resource that AWS names', grants(), grants(allow('sqs:SendMessage', BUCKET))],
    ['the value of a variable', grants(), grants(allow('s3:ListBucket', 'arn:aws:s3:::home', { StringLike: { 's3:prefix': '${cognito-identity.amazonaws.com:sub}/*' } }))],
    ['all but one resource', grants({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::reports/*' }), grants(allow('s3:GetObject'))],
    ['a condition', grants(allow('s3:GetObject', '*', { StringEquals: { [TEAM]: 'red' } })), grants(allow('s3:GetObject'))],
    ['a narrower condition', grants(allow('s3:GetObject', '*', { StringEquals: { [TEAM]: 'red' } })), grants(allow('s3:GetObject', '*', { StringLike: { [TEAM]: 'r*' } }))],
    ['a smaller number', grants(allow('s3:GetObject', '*', { NumericLessThan: { 's3:max-keys': '5' } })),
      grants(allow('s3:GetObject', '*', { NumericLessThan: { 's3:max-keys': '10' } }))],
    ['a present key', grants(allow('s3:GetObject', '*', { StringEquals: { [TEAM]: 'red' } })), grants(allow('s3:GetObject', '*', { StringEqualsIfExists: { [TEAM]: 'red' } }))],
    ['a denial', grants(allow('s3:*'), deny('s3:DeleteObject')), grants(allow('s3:*'))],
    ['a boundary', { ...grants(allow('s3:*')), boundary: named('Boundary', [allow('s3:Get*')], 'boundary') }, grants(allow('s3:*'))],
    ['a service control policy', { ...grants(allow('s3:*')), serviceControl: [{ name: 'root', policies: [named('SCP', [allow('*'), deny('s3:DeleteBucket')], 'scp')] }] }, grants(allow('s3:*'))],
  ]))('%s', (_what, a, b) => {
    const narrower = compareGrants(a, b);
    expect(narrower.relation).toBe('narrower');
    const broader = compareGrants(b, a);
    expect(broader).toEqual({ relation: 'broader', onlyFirst: narrower.onlySecond });
  });
});

describe('equal, however it is written', () => {
  test.each(pairs<PolicySet>([
    ['statements of one action each', grants(allow(['s3:GetObject', 's3:PutObject'])), grants(allow('s3:PutObject'), allow('s3:GetObject'))],
    ['case of actions and keys', grants(allow('s3:GetObject', '*', { StringEquals: { [TEAM]: 'red' } })),
      grants(allow('S3:getobject', '*', { StringEquals: { [TEAM.toUpperCase()]: 'red' } }))],
    ['values of a condition, one by one', grants(allow('s3:GetObject', '*', { StringEquals: { [TEAM]: ['red', 'green'] } })),
      grants(allow('s3:GetObject', '*', { StringEquals: { [TEAM]: 'red' } }), allow('s3:GetObject', '*', { StringEquals: { [TEAM]: 'green' } }))],
    ['a wildcard, and all that it stands for', grants(allow('s3:GetObjectL*')), grants(allow(['s3:GetObjectLegalHold']))],
    ['what is denied at once', grants(allow('s3:GetObject'), allow('s3:PutObject'), deny('s3:Put*')), grants(allow('s3:GetObject'))],
    ['all but one, and a denial of the one', grants({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::a/*' }),
      grants(allow('s3:GetObject'), deny('s3:GetObject', 'arn:aws:s3:::a/*'))],
    ['a condition that can never hold', grants(allow('s3:GetObject', '*', { StringEquals: { [TEAM]: 'red' }, StringNotEquals: { [TEAM]: 'red' } })), grants()],
    ['outside the boundary', { ...grants(allow('iam:*')), boundary: named('Boundary', [allow('s3:*')], 'boundary') }, grants()],
    ['tokens', grants(allow(INPUT, INPUT)), grants(allow(INPUT, INPUT))],
  ]))('%s', (_what, a, b) => {
    expect(compareGrants(a, b)).toEqual({ relation: 'equal' });
    expect(compareGrants(b, a)).toEqual({ relation: 'equal' });
  });
});

test('incomparable: an example for each side', () => {
  const { relation, onlyFirst, onlySecond } = compareGrants(grants(allow('s3:GetObject', 'arn:aws:s3:::prod-*')), grants(allow('s3:GetObject', 'arn:aws:s3:::*-logs/*')));
  expect([relation, onlyFirst?.resource, onlySecond?.resource]).toEqual(['incomparable', 'arn:aws:s3:::prod-example/example', 'arn:aws:s3:::example-logs/example']);
});

test('the example is one of the resources that the action works on', () => {
  expect(compareGrants(grants(allow('sqs:SendMessage')), grants(allow('sqs:SendMessage', QUEUE))).onlyFirst)
    .toMatchObject({ action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:111122223333:example' });
});

test('the example has the context that it takes', () => {
  const { onlyFirst } = compareGrants(grants(allow('sqs:SendMessage', QUEUE, { StringLike: { [TEAM]: ['red*'] } })), grants(allow('sqs:SendMessage', QUEUE, { StringEquals: { [TEAM]: 'red' } })));
  expect(onlyFirst?.context.values).toEqual(new Map([['aws:principaltag/team', ['redexample']]]));
});

test('service control policies do not reach the management account', () => {
  const limited = { ...grants(allow('s3:*')), serviceControl: [{ name: 'root', policies: [named('SCP', [allow('*'), deny('s3:*')], 'scp')] }] };
  expect(compareGrants(limited, grants()).relation).toBe('equal');
  expect(compareGrants({ ...limited, managementAccount: '111122223333' }, grants()).relation).toBe('broader');
  expect(compareGrants({ ...limited, managementAccount: '111122223333' }, grants(allow('s3:*'))).relation).toBe('equal');
});

describe('unknown, with the reason', () => {
  test.each(pairs<PolicySet>([
    ['an action that is a token', grants(allow(INPUT)), grants(allow('s3:GetObject'))],
    ['a resource that is a token', grants(allow('s3:GetObject', INPUT)), grants(allow('s3:GetObject', 'arn:aws:s3:::reports/*'))],
  ]))('%s', (_what, a, b) => {
    expect(compareGrants(a, b)).toMatchObject({ relation: 'unknown', reason: expect.stringMatching(/^for .+ neither a proof nor a request that settles it was found$/) });
  });

  test('other resource-based policies', () => {
    const resource = named('Bucket policy', [{ ...allow('s3:GetObject'), Principal: '*' }], 'resource');
    expect(compareGrants({ ...grants(), resource }, grants())).toMatchObject({ relation: 'unknown', reason: expect.stringContaining('resource-based policies') });
  });
});

test('statements that only some deployments have count where they add, not where they are needed', () => {
  const set = grants(allow('s3:GetObject'));
  const [policy] = set.identity;
  const statements = policy.document.statements.map((statement) => ({ ...statement, conditional: true }));
  const conditional = { identity: [{ ...policy, document: { ...policy.document, statements } }] };
  expect(compareGrants(conditional, grants(allow('s3:*'))).relation).toBe('narrower');
  expect(compareGrants(set, conditional).relation).toBe('unknown');
});
