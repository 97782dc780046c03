import { awsManagedPolicy } from '../../src/model/aws-managed-policy';
import { concat, Token, tokenText } from '../../src/policy/text';

const token = (kind: Token['kind'], label: string) => tokenText({ kind, label, identity: label });
const PARTITION = token('pseudo', 'AWS::Partition');
const SUFFIX = ':iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

test.each([
  ['by its ARN', `arn:aws${SUFFIX}`], ['in China', `arn:aws-cn${SUFFIX}`], ['in the partition of the deployment', concat(['arn:', PARTITION, SUFFIX])],
])('a policy is found %s, with its statements', (_how, arn) => {
  const policy = awsManagedPolicy(arn);
  expect(policy?.name).toBe('AWSLambdaBasicExecutionRole');
  expect(policy?.document.statements[0].action.patterns).toContain('logs:PutLogEvents');
  expect(awsManagedPolicy(arn)).toBe(policy);
});

test.each([
  ['a policy of an account', 'arn:aws:iam::111122223333:policy/AdministratorAccess'],
  ['a policy that does not exist', 'arn:aws:iam::aws:policy/NoSuchPolicy'],
  ['a policy whose name is a token', concat(['arn:aws:iam::aws:policy/', token('opaque', 'Name')])],
  ['what holds an ARN', 'x:arn:aws:iam::aws:policy/AdministratorAccess'],
  ['a token', token('opaque', 'PolicyArn')],
])('%s is not found', (_what, arn) => {
  expect(awsManagedPolicy(arn)).toBeUndefined();
});
