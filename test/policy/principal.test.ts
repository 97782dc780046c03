import { accountOf } from '../../src/policy/principal';
import { concat, Token, tokenText } from '../../src/policy/text';

const token = (label: string, kind: Token['kind'] = 'opaque') => tokenText({ kind, label, identity: label });

test('the account of a principal is its id, or the account of its ARN', () => {
  expect(accountOf({ type: 'AWS', value: '123456789012' })).toBe('123456789012');
  expect(accountOf({ type: 'AWS', value: 'arn:aws:iam::123456789012:root' })).toBe('123456789012');
  expect(accountOf({ type: 'AWS', value: concat(['arn:aws:iam::', token('Partner'), ':root']) })?.toString()).toBe('<Partner>');
});

test('the account id of the deployment is an account, too', () => {
  expect(accountOf({ type: 'AWS', value: token('AWS::AccountId', 'pseudo') })?.toString()).toBe('<AWS::AccountId>');
});

test('a principal of another type, a star and a lone parameter have no known account', () => {
  expect(accountOf({ type: 'Service', value: '123456789012' })).toBeUndefined();
  expect(accountOf({ type: 'AWS', value: '*' })).toBeUndefined();
  expect(accountOf({ type: 'AWS', value: token('Partner') })).toBeUndefined();
});
