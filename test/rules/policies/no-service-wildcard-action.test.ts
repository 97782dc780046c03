import { noServiceWildcardAction } from '../../../src/rules/policies/no-service-wildcard-action';
import { findings, policy } from '../judging';

const found = (statement: Record<string, unknown>, sections = {}) => findings(noServiceWildcardAction, policy({ Effect: 'Allow', Resource: 'arn:aws:s3:::a', ...statement }), sections);

test.each([
  ['s3:*', 's3'], ['S3:*', 's3'], ['s3:**', 's3'], ['s3:?*', 's3'], ['s3:*?', 's3'], ['s3:??*', 's3'], ['ia?:*', 'iam'],
])('%s grants every action of %s', (action, service) => {
  expect(found({ Action: action }).map(({ message }) => message)).toEqual([`grants every action of ${service}`]);
});

test.each([['*'], ['*:*'], ['?*']])('%s grants every action of every service', (action) => {
  expect(found({ Action: action })).toMatchObject([{ severity: 'error', message: 'grants every action of every service' }]);
});

test('a service written in part is counted when it stands for many', () => {
  expect(found({ Action: 'a*:*' })[0].message).toMatch(/^grants every action of \d+ services$/);
});

test.each([['s3:Get*'], ['s3:*Object'], ['s3:*e*'], ['*:Get*'], ['*:List*'], ['resource-explorer:List*'], ['s3:GetObject'], ['nosuchservice:*']])(
  '%s does not: it leaves actions out, or those to come', (action) => {
    expect(found({ Action: action })).toEqual([]);
  },
);

test('the key binds what is too broad, and not what is well named', () => {
  expect(found({ Action: ['sqs:SendMessage', 's3:*', 'sns:*'], Resource: '*' })).toMatchObject([{
    key: 'Action=s3:*,sns:*;Resource=*', message: 'grants every action of s3 and every action of sns',
  }]);
});

test('a condition does not name the actions', () => {
  expect(found({ Action: 's3:*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } } })).toHaveLength(1);
});

test('everything on every resource is for NoAdminStatement to judge, and what is left out for NoAllowNotAction', () => {
  expect(found({ Action: '*', Resource: '*' })).toEqual([]);
  expect(found({ NotAction: 's3:*' })).toEqual([]);
});

test('a denial of a whole service is fine', () => {
  expect(found({ Effect: 'Deny', Action: 's3:*', Resource: '*' })).toEqual([]);
});

test('a parameter is a warning that names it, and an error if its default is a whole service', () => {
  const parameter = (declaration: object) => ({ Parameters: { Action: { Type: 'String', ...declaration } } });
  expect(found({ Action: { Ref: 'Action' } }, parameter({}))).toMatchObject([{ severity: 'warning', message: 'grants every action of a service if Action ends in ":*"' }]);
  expect(found({ Action: { Ref: 'Action' } }, parameter({ Default: 's3:*' })))
    .toContainEqual(expect.objectContaining({ severity: 'error', key: 'Action=s3:*;Resource=arn:aws:s3:a' }));
  expect(found({ Action: { 'Fn::Sub': 's3:${Action}Object' } }, parameter({}))).toEqual([]);
});
