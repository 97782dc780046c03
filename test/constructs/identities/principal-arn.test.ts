import { Aws, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { accountOfPrincipal, checkPrincipalArn } from '../../../src/constructs/identities/principal-arn';

const PARTNER = '444455556666';
const stack = new Stack(undefined, 'Stack', { env: { account: PARTNER } });

test.each([
  ['an ARN', `arn:aws:iam::${PARTNER}:role/team/collector`],
  ['an ARN of another partition', `arn:${Aws.PARTITION}:iam::${PARTNER}:user/alice`],
  ['a role of the app', new iam.Role(stack, 'Role', { assumedBy: new iam.AccountPrincipal(PARTNER) }).roleArn],
  ['a role of the app without its class', new iam.CfnRole(stack, 'Raw', { assumeRolePolicyDocument: {} }).attrArn],
  ['a user of the app', new iam.User(stack, 'User').userArn],
])('the account is that of %s', (_what, arn) => {
  expect(() => checkPrincipalArn('principals', arn)).not.toThrow();
  expect(accountOfPrincipal(arn)).toBe(PARTNER);
});

test.each([
  ['an export', Fn.importValue('Role')],
  ['a parameter, which is no principal of the stack', new CfnParameter(stack, 'RoleArn').valueAsString],
])('the account of %s is not known', (_what, arn) => {
  expect(() => checkPrincipalArn('principals', arn)).not.toThrow();
  expect(accountOfPrincipal(arn)).toBeUndefined();
});

test.each([
  'arn:*:iam::444455556666:role/collector', 'arn:aws:iam::444455556666:role/data collector', 'arn:aws:iam::444455556666:role/collector ', 'arn:aws:iam::444455556666:role/team/',
  `arn:aws:iam::444455556666:role/${'x'.repeat(65)}`, `arn:${Aws.PARTITION}:iam::444455556666:role/*`,
])('%s is nobody', (arn) => {
  expect(() => checkPrincipalArn('principals', arn)).toThrow(/^principals: found .*, expected the ARN of one role or user/);
});
