import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PolicySimulator } from '../../../src';
import { PolicyCondition } from '../../../src/constructs/identities/policy-condition';
import { PolicyConditions } from '../../../src/constructs/identities/policy-conditions';
import { holds } from '../../support/condition-proof';

const office = PolicyConditions.network({ cidrs: ['203.0.113.0/24'] });
const organization = PolicyConditions.organization('o-a1b2c3d4e5');
const inOffice = { 'aws:SourceIp': '203.0.113.7' };
const inOrganization = { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' };

test('conditions together hold where each of them does', () => {
  [PolicyCondition.all(office, organization), PolicyCondition.all(organization, office)].forEach((both) => {
    const contexts = [{ ...inOffice, ...inOrganization }, inOffice, inOrganization, {}];
    expect(contexts.map((context) => holds(both, context))).toEqual([true, false, false, false]);
  });
});

test('a condition is unchanged by what it is put together with', () => {
  const before = JSON.stringify([office.allow, office.denyUnless]);
  PolicyCondition.all(office, organization);
  expect(JSON.stringify([office.allow, office.denyUnless])).toBe(before);
});

test('the same condition twice is that condition', () => {
  expect(PolicyCondition.all(office, office).allow).toEqual(office.allow);
});

test('other values of the same key are an error, for one statement cannot ask for both', () => {
  expect(() => PolicyCondition.all(office, PolicyConditions.network({ cidrs: ['198.51.100.0/24'] })))
    .toThrow('IpAddress aws:SourceIp: found ["203.0.113.0/24"] and ["198.51.100.0/24"], expected the same values in all conditions');
});

test('so are they where the key is spelled otherwise', () => {
  expect(() => PolicyCondition.all(PolicyConditions.tagMatch('team'), PolicyConditions.tagMatch('Team'))).toThrow('StringEquals aws:ResourceTag/Team: found');
});

test('alternatives of two conditions are combined, each with each', () => {
  const places = PolicyConditions.network({ cidrs: ['203.0.113.0/24'], vpcIds: ['vpc-11111111'] });
  const both = PolicyCondition.all(organization, places);
  expect(both.allowAny).toHaveLength(2);
  expect(holds(both, { ...inOrganization, 'aws:SourceVpc': 'vpc-11111111' })).toBe(true);
  expect(holds(both, { 'aws:SourceVpc': 'vpc-11111111' })).toBe(false);
});

test('no conditions are not all conditions', () => {
  expect(() => PolicyCondition.all()).toThrow('conditions: found none, expected at least one');
});

test('goes into statements of CDK, and holds in the template', () => {
  const stack = new Stack(new App(), 'Stack');
  const both = PolicyCondition.all(office, organization);
  new iam.ManagedPolicy(stack, 'Policy', {
    statements: [
      new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/*'], conditions: office.allow }),
      new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }),
      ...both.denyStatements(['sqs:*'], ['*']),
    ],
  });
  const [{ Properties: { PolicyDocument: document } }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  const simulator = new PolicySimulator({ identityPolicies: [document] });
  const decision = (action: string, resource: string, context: Record<string, unknown>) =>
    simulator.simulate({ principalArn: 'arn:aws:iam::111122223333:role/Worker', action, resource, context }).decision;
  const queue = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
  expect([inOffice, {}].map((context) => decision('s3:GetObject', 'arn:aws:s3:::reports/a', context))).toEqual(['allowed', 'implicitDeny']);
  expect([{ ...inOffice, ...inOrganization }, inOffice, inOrganization].map((context) => decision('sqs:SendMessage', queue, context)))
    .toEqual(['allowed', 'explicitDeny', 'explicitDeny']);
});
