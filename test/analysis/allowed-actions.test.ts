import { AllowedActions, onceForEach } from '../../src/analysis/allowed-actions';
import { parseDocument } from '../../src/policy/document';

const policy = (...Statement: object[]) => ({ document: parseDocument({ Version: '2012-10-17', Statement }, 'identity') });
const allow = (Action: unknown, Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const READ = allow(['s3:GetObject', 's3:ListBucket'], 'arn:aws:s3:::reports/*');
const SEND = allow('sqs:SendMessage');

const patterns = ({ lists }: AllowedActions) => lists.map((list) => list.patterns.join());

describe('what policies allow', () => {
  test('are the actions of their Allow statements, each list once', () => {
    const denied = { ...allow('iam:*'), Effect: 'Deny' };
    expect(patterns(AllowedActions.of([policy(READ, denied), policy(SEND, READ)]))).toEqual(['s3:GetObject,s3:ListBucket', 'sqs:SendMessage']);
  });

  test('is the same wherever the lists are, whatever the resources and the conditions, and in however many policies', () => {
    const elsewhere = { ...READ, Resource: 'arn:aws:s3:::other/*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
    expect(AllowedActions.of([policy(elsewhere), policy(SEND)])).toBe(AllowedActions.of([policy(READ, SEND)]));
  });

  test.each<[string, object]>([
    ['another list', allow('s3:GetObject')],
    ['all but the list', { Effect: 'Allow', NotAction: ['s3:GetObject', 's3:ListBucket'], Resource: '*' }],
  ])('is not the same with %s', (_, statement) => {
    expect(AllowedActions.of([policy(statement)])).not.toBe(AllowedActions.of([policy(READ)]));
  });

  test('is nothing without policies', () => {
    expect(AllowedActions.of([])).toBe(AllowedActions.NONE);
    expect(AllowedActions.NONE.lists).toEqual([]);
  });
});

test('what hangs on it is worked out once, also where there is nothing to say', () => {
  const asked: AllowedActions[] = [];
  const firstOf = onceForEach((allowed) => {
    asked.push(allowed);
    return allowed.lists.length > 0 ? allowed.lists[0].patterns[0] : undefined;
  });
  const some = AllowedActions.of([policy(SEND)]);
  expect([some, AllowedActions.NONE, AllowedActions.of([policy(SEND)]), AllowedActions.NONE].map(firstOf)).toEqual(['sqs:SendMessage', undefined, 'sqs:SendMessage', undefined]);
  expect(asked).toEqual([some, AllowedActions.NONE]);
});
