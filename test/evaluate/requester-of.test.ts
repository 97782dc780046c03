import { requesterOf } from '../../src/evaluate/requester-of';
import { concat, tokenText } from '../../src/policy/text';

const kindOf = (principal: string, action = 's3:GetObject') => requesterOf(principal, action)?.kind;

test.each([
  ['arn:aws:iam::111122223333:user/alice', 'user'],
  ['arn:aws:iam::111122223333:user/team/alice', 'user'],
  ['arn:aws-cn:iam::111122223333:role/jobs/Worker', 'role'],
  ['arn:aws:sts::111122223333:assumed-role/Worker/session', 'session'],
  ['arn:aws:sts::111122223333:federated-user/bob', 'federated'],
  ['arn:aws:iam::111122223333:root', 'root'],
  ['111122223333', 'root'],
  ['arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com', 'webIdentity'],
  ['arn:aws:iam::111122223333:saml-provider/Example', 'saml'],
  ['lambda.amazonaws.com', 'service'],
  ['states.eu-west-1.amazonaws.com', 'service'],
  ['*', 'anonymous'],
  ['anonymous', 'anonymous'],
])('%s makes requests as %s', (principal, kind) => {
  expect(kindOf(principal)).toBe(kind);
});

test('a host name is a provider where somebody assumes a role with its token', () => {
  expect(kindOf('cognito-identity.amazonaws.com', 'sts:AssumeRoleWithWebIdentity')).toBe('webIdentity');
  expect(kindOf('cognito-identity.amazonaws.com', 'sts:AssumeRole')).toBe('service');
});

test.each([
  'arn:aws:iam::111122223333:group/admins', 'arn:aws:iam::111122223333:policy/Reads', 'arn:aws:iam::111122223333:role', 'arn:aws:iam::111122223333:user/',
  'arn:aws:sts::111122223333:assumed-role/Worker', 'arn:aws:iam::111122223333:role/Work*', 'arn:aws:s3:::bucket', 'Worker', '1111',
])('%s makes no requests', (principal) => {
  expect(requesterOf(principal, 's3:GetObject')).toBeUndefined();
});

test('the account may be a token', () => {
  const account = tokenText({ kind: 'pseudo', label: 'AWS::AccountId', identity: 'AWS::AccountId' });
  const id = concat(['arn:aws:iam::', account, ':role/Worker']);
  expect(requesterOf(id, 's3:GetObject')).toEqual({ kind: 'role', id, account });
});
