import { estateOf } from '../../src/model/estate';
import { readTemplates } from '../../src/model/template-reader';

const role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker', AssumeRolePolicyDocument: {} } };
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

function compute(resources: Record<string, unknown>) {
  const body = { Resources: { Role: role, ...resources } };
  const { compute: found } = estateOf(readTemplates([{ file: 'app.template.json', account: '111122223333', region: 'eu-west-1', body }]));
  return found.map(({ label, arn, roles }) => ({ label, arn: arn.toString(), roles }));
}

test.each<[string, unknown]>([
  ['by a reference', arnOf('Role')],
  ['by its ARN', 'arn:aws:iam::111122223333:role/worker'],
])('a resource acts with a role that it names %s', (_how, Role) => {
  expect(compute({ Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'sum', Role } } }))
    .toEqual([{ label: 'Function', arn: 'arn:aws:lambda:eu-west-1:111122223333:function:sum', roles: ['app.template.json#Role'] }]);
});

test('an instance acts with the role of its instance profile', () => {
  const [{ roles }] = compute({
    Instance: { Type: 'AWS::EC2::Instance', Properties: { IamInstanceProfile: { Ref: 'Profile' } } },
    Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
  });
  expect(roles).toEqual(['app.template.json#Role']);
});

test('a resource without a name has one that nobody else has', () => {
  const [one, other] = compute({ One: { Type: 'AWS::Lambda::Function', Properties: {} }, Other: { Type: 'AWS::Lambda::Function', Properties: {} } });
  expect(one.arn).toMatch(/^arn:aws:lambda:eu-west-1:111122223333:function:.+/);
  expect(one.arn).not.toBe(other.arn);
  expect(one.roles).toEqual([]);
});

test('other resources do not act with a role', () => {
  expect(compute({ Bucket: { Type: 'AWS::S3::Bucket' } })).toEqual([]);
});
