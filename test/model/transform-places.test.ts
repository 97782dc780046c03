import { readTemplates } from '../../src/model/template-reader';

const Transform = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://templates/part.json' } } };
const Topic = { Type: 'AWS::SNS::Topic' };
const Document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } };

const unread = (body: Record<string, unknown>) => readTemplates([{ file: 'app.json', body }]).unread
  .map(({ resource, location, what }) => [resource?.logicalId ?? '', location, what]);

test('what a transform adds to the template or to a section is not read', () => {
  expect(unread({ ...Transform, Resources: { Topic } })).toEqual([['', 'Fn::Transform', 'Fn::Transform']]);
});

test.each(['Parameters', 'Mappings', 'Conditions', 'Outputs', 'Metadata', 'Rules'])('what a transform adds to %s is not read', (section) => {
  expect(unread({ Resources: { Topic }, [section]: Transform })).toEqual([['', `${section}.Fn::Transform`, 'Fn::Transform']]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['a resource', { Type: 'AWS::SNS::Topic', ...Transform }, 'Fn::Transform'],
  ['its properties', { Type: 'AWS::SNS::Topic', Properties: Transform }, 'Properties'],
  ['a role', { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: Document }, ...Transform }, 'Fn::Transform'],
  ['the properties of a role', { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: Document, ...Transform } }, 'Properties'],
  ['a policy of a role', { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: Document, Policies: [{ PolicyName: 'Work', ...Transform }] } }, 'Properties.Policies[0]'],
])('what a transform adds to %s is not read', (_what, resource, location) => {
  expect(unread({ Resources: { Thing: resource } })).toEqual([['Thing', location, 'Fn::Transform']]);
});

test('within a policy, a transform is a token of the policy', () => {
  const Properties = { PolicyDocument: { ...Document, Statement: Transform } };
  const { unread: parts, policies: [{ document }] } = readTemplates([{ file: 'app.json', body: { Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties } } } }]);
  expect([parts, document.issues]).toEqual([[], [expect.objectContaining({ token: expect.stringContaining('AWS::Include') })]]);
});

test('what a module adds is not read', () => {
  expect(unread({ Resources: { Team: { Type: 'Org::Team::Roles::MODULE' } } })).toEqual([['Team', 'Type', 'the module Org::Team::Roles::MODULE']]);
});

test.each(['TemplateBody', 'TemplateURL'])('the %s of a stack set is not read', (property) => {
  expect(unread({ Resources: { Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { [property]: 'x' } } } })).toEqual([['Set', `Properties.${property}`, 'the template of this stack set']]);
});

test('a template without transforms is read as a whole', () => {
  expect(unread({ Parameters: { Name: { Type: 'String' } }, Resources: { Topic } })).toEqual([]);
});
