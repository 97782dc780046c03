import { readTemplates } from '../../src/model/template-reader';

const statement = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: '*', Resource: '*' };
const document = { Version: '2012-10-17', Statement: [statement] };

function read(type: string, properties: Record<string, unknown>, sections: Record<string, unknown> = {}) {
  const { policies } = readTemplates([{ file: 'app.json', body: { ...sections, Resources: { Resource: { Type: type, Properties: properties } } } }]);
  return policies.map(({ location, document: { statements } }) => ({
    location, statements: statements.length, conditional: statements.some(({ conditional }) => conditional),
  }));
}

test('a table may have a policy of its own, and one of its stream', () => {
  expect(read('AWS::DynamoDB::Table', { ResourcePolicy: { PolicyDocument: document }, StreamSpecification: { ResourcePolicy: { PolicyDocument: document } } }))
    .toMatchObject([{ location: 'Properties.ResourcePolicy.PolicyDocument' }, { location: 'Properties.StreamSpecification.ResourcePolicy.PolicyDocument' }]);
});

test('each replica of a table has a policy of its own', () => {
  const replica = { Region: 'eu-west-1', ResourcePolicy: { PolicyDocument: document } };
  expect(read('AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'eu-central-1' }, replica] }))
    .toMatchObject([{ location: 'Properties.Replicas[1].ResourcePolicy.PolicyDocument', statements: 1 }]);
});

test('what holds a policy may be there in some forms of the template only', () => {
  const ResourcePolicy = { 'Fn::If': ['Shared', { PolicyDocument: document }, { Ref: 'AWS::NoValue' }] };
  const sections = { Parameters: { Share: { Type: 'String' } }, Conditions: { Shared: { 'Fn::Equals': [{ Ref: 'Share' }, 'yes'] } } };
  expect(read('AWS::DynamoDB::Table', { ResourcePolicy }, sections)).toMatchObject([{ statements: 1, conditional: true }]);
});

test('a policy may be JSON text', () => {
  expect(read('AWS::Logs::Destination', { DestinationPolicy: JSON.stringify(document) })).toMatchObject([{ statements: 1 }]);
});

test('the statement of an event bus stands by itself', () => {
  expect(read('AWS::Events::EventBusPolicy', { StatementId: 'others', Statement: statement })).toMatchObject([{ location: 'Properties.Statement', statements: 1 }]);
});
