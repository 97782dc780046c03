import { AccessRequest, Requester } from '../../src/evaluate/request';
import { factsOf } from '../../src/evaluate/request-facts';
import { requesterOf } from '../../src/evaluate/requester-of';

function facts(principal: string, resource = '*', more: Partial<AccessRequest> & Partial<Requester> = {}): Record<string, string> {
  const { roleArn, ...request } = more;
  const requester = { ...requesterOf(principal, 's3:GetObject')!, ...(roleArn !== undefined && { roleArn }) };
  return Object.fromEntries([...factsOf({ requester, resource, ...request })].map(([key, [value]]) => [key, value.toString()]));
}

const ACCOUNT = { 'aws:principalaccount': '111122223333', 'aws:resourceaccount': '111122223333' };
const OF_IDENTITY = { ...ACCOUNT, 'aws:principalisawsservice': 'false', 'aws:viaawsservice': 'false' };

test('of a user, with its name without the path', () => {
  expect(facts('arn:aws:iam::111122223333:user/team/alice')).toEqual({
    ...OF_IDENTITY, 'aws:principalarn': 'arn:aws:iam::111122223333:user/team/alice', 'aws:principaltype': 'User', 'aws:username': 'alice',
  });
});

test('of a session, with the ARN of its role', () => {
  const session = 'arn:aws:sts::111122223333:assumed-role/Worker/session';
  const expected = { ...OF_IDENTITY, 'aws:principalarn': 'arn:aws:iam::111122223333:role/Worker', 'aws:principaltype': 'AssumedRole' };
  expect(facts(session)).toEqual(expected);
  expect(facts('arn:aws:iam::111122223333:role/Worker')).toEqual(expected);
  const roleArn = 'arn:aws:iam::111122223333:role/jobs/Worker';
  expect(facts(session, '*', { roleArn })).toEqual({ ...expected, 'aws:principalarn': roleArn });
});

test('of the root user and of a federated user, with their ids', () => {
  expect(facts('111122223333')).toEqual({
    ...OF_IDENTITY, 'aws:principalarn': 'arn:aws:iam::111122223333:root', 'aws:principaltype': 'Account', 'aws:userid': '111122223333',
  });
  expect(facts('arn:aws:sts::111122223333:federated-user/bob')).toEqual({
    ...OF_IDENTITY, 'aws:principalarn': 'arn:aws:sts::111122223333:federated-user/bob', 'aws:principaltype': 'FederatedUser', 'aws:userid': '111122223333:bob',
  });
});

test('of a service, that it is one', () => {
  expect(facts('lambda.amazonaws.com')).toEqual({
    'aws:principalisawsservice': 'true', 'aws:principalservicename': 'lambda.amazonaws.com', 'aws:principalservicenameslist': 'lambda.amazonaws.com',
  });
});

test('of nobody that AWS knows, that it is anonymous', () => {
  expect(facts('*')).toEqual({ 'aws:principalaccount': 'anonymous', 'aws:principaltype': 'Anonymous', 'aws:userid': 'anonymous' });
});

test('of somebody whom a provider vouches for, nothing', () => {
  expect(facts('arn:aws:iam::111122223333:saml-provider/Example')).toEqual({});
});

test('of the resource, the account in its ARN, else the one that is given', () => {
  const role = 'arn:aws:iam::111122223333:role/Worker';
  expect(facts(role, 'arn:aws:sqs:eu-west-1:444455556666:jobs')['aws:resourceaccount']).toBe('444455556666');
  expect(facts(role, 'arn:aws:s3:::bucket', { resourceAccount: '444455556666' })['aws:resourceaccount']).toBe('444455556666');
});
