import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { PolicyConditions } from '../../../../src/constructs/identities/policy-conditions';
import { allows, holds, passes, SERVICE, USER } from '../../../support/condition-proof';

const ACCOUNT = '111122223333';
const TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`;
const source = PolicyConditions.source({ accounts: [ACCOUNT], arns: [TRAIL], organizationId: 'o-a1b2c3d4e5' });
const ours = { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': TRAIL, 'aws:SourceOrgID': 'o-a1b2c3d4e5' };

test('a service is let pass on behalf of these resources only', () => {
  expect(holds(source, ours, SERVICE)).toBe(true);
  expect(holds(source, { ...ours, 'aws:SourceAccount': '444455556666' }, SERVICE)).toBe(false);
  expect(holds(source, { ...ours, 'aws:SourceArn': TRAIL.replace('audit', 'other') }, SERVICE)).toBe(false);
  expect(holds(source, { ...ours, 'aws:SourceOrgID': 'o-zzzzzzzzzz' }, SERVICE)).toBe(false);
});

test.each(Object.keys(ours))('a service that does not tell %s is refused', (key) => {
  expect(holds(source, { ...ours, [key]: null }, SERVICE)).toBe(false);
});

test('principals of one\'s own tell no source: the Deny leaves them alone, the Allow does not let them pass', () => {
  expect([passes(source, {}, USER), allows(source, {}, USER)]).toEqual([true, false]);
});

test('wildcards stand for parts of an ARN', () => {
  const anyTrail = PolicyConditions.source({ arns: [`arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`] });
  expect([TRAIL, TRAIL.replace(ACCOUNT, '444455556666')].map((arn) => holds(anyTrail, { 'aws:SourceArn': arn }, SERVICE))).toEqual([true, false]);
});

test('a bucket, whose ARN names no account, needs the account beside it', () => {
  const arns = ['arn:aws:s3:::uploads'];
  expect(() => PolicyConditions.source({ arns })).toThrow('arns: found "arn:aws:s3:::uploads", expected an ARN with the id of its account, or accounts or organizationId');
  const bucket = PolicyConditions.source({ arns, accounts: [ACCOUNT] });
  const asked = (account: string) => ({ 'aws:SourceArn': arns[0], 'aws:SourceAccount': account });
  expect([ACCOUNT, '444455556666'].map((account) => holds(bucket, asked(account), SERVICE))).toEqual([true, false]);
});

test.each([
  [{}, 'accounts: found nothing, expected an account id, or organizationId or arns'],
  [{ accounts: ['1111'] }, 'accounts: found "1111", expected an account id of twelve digits'],
  [{ organizationId: 'r-ab12' }, 'organizationId: found "r-ab12", expected the id of an organization'],
  [{ arns: ['uploads'] }, 'arns: found "uploads", expected an ARN'],
  [{ arns: ['*'] }, 'arns: found "*", expected an ARN'],
  [{ arns: ['arn:aws:sns:*:*:*'] }, 'expected an ARN with the id of its account'],
])('refuses %j', (props, message) => {
  expect(() => PolicyConditions.source(props)).toThrow(message);
});

test('takes the account of a stack, and ARNs that are known only when they are deployed', () => {
  const stack = new Stack(new App(), 'Stack');
  const arn = new CfnParameter(stack, 'Arn').valueAsString;
  expect(stack.resolve(PolicyConditions.source({ accounts: [stack.account], arns: [arn, `arn:${stack.partition}:sns:${stack.region}:${stack.account}:alerts`] }).allow))
    .toMatchObject({ StringEquals: { 'aws:SourceAccount': [{ Ref: 'AWS::AccountId' }] }, ArnLike: { 'aws:SourceArn': [{ Ref: 'Arn' }, expect.anything()] } });
});
