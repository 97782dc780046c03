import { trustExample } from '../../../src/rules/example-templates';
import { trustNoWholeAccount } from '../../../src/rules/trust/trust-no-whole-account';
import { findings } from '../judging';

const judged = (AWS: unknown, Condition?: object) => findings(trustNoWholeAccount, trustExample('', {
  Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...(Condition && { Condition }),
}).resources);

test.each(['arn:aws-cn:iam::444455556666:root', 'arn:aws-us-gov:iam::444455556666:root', '444455556666'])('%s is an account as a whole', (principal) => {
  expect(judged(principal)).toMatchObject([{ severity: 'warning', message: 'trusts all of account 444455556666' }]);
});

test.each([
  ['a tag of the principal', { StringEquals: { 'aws:PrincipalTag/team': 'collectors' } }, 0],
  ['roles with a name', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/collector-*' } }, 0],
  ['any principal of the account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:*' } }, 1],
  ['any role below a path of any name', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/*/*' } }, 1],
  ['one role, if the request says which', { ArnEqualsIfExists: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/collector' } }, 1],
  ['an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, 0],
  ['any organization', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, 1],
])('a condition on %s', (_name, condition, count) => {
  expect(judged('444455556666', condition)).toHaveLength(count);
});

test('tells of each account in a list, and not of the roles in it', () => {
  expect(judged(['444455556666', 'arn:aws:iam::777788889999:role/app', 'arn:aws:iam::777788889999:root']).map(({ key }) => key))
    .toEqual(['Principal=AWS:444455556666', 'Principal=AWS:arn:aws:iam:777788889999:root']);
});
