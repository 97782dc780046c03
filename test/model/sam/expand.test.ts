import { findingsIn, readSam, samFunction, unknownIn } from './sam';
import { readTemplates } from '../../../src/model/template-reader';

const ADMIN = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }, { Effect: 'Allow', Action: '*', Resource: '*' }] };

test('what SAM makes is judged, and the transform is no unknown', () => {
  const { principals, unread } = readSam({ Worker: samFunction() });
  expect(principals.map(({ resource, attachments }) => [resource.logicalId, attachments.map(({ arn }) => arn.toString())])).toEqual([
    ['WorkerRole', ['arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']],
  ]);
  expect(unread).toEqual([]);
});

test.each([
  ['a statement of a document', { Policies: ['AmazonS3ReadOnlyAccess', ADMIN] }, 'Resources.Worker.Properties.Policies[1].Statement[1]'],
  ['a document that stands alone', { Policies: ADMIN }, 'Resources.Worker.Properties.Policies.Statement[1]'],
])('a finding names the place of %s in the template as it is written', (_what, properties, location) => {
  expect(findingsIn({ Worker: samFunction(properties) }).filter(({ rule }) => rule === 'NoAdminStatement')).toMatchObject([
    { file: 'template.yaml', logicalId: 'WorkerRole', location },
  ]);
});

test('a finding names the managed policy, the policy template and the property of Globals that it is about', () => {
  const resources = {
    Worker: samFunction({ Policies: ['AdministratorAccess', { SQSPollerPolicy: {} }], Environment: { Variables: { OWN: '1' } } }),
  };
  const found = findingsIn(resources, { Globals: { Function: { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } } } } });
  const locations = found.map(({ rule, location }) => `${rule} ${location}`);
  expect(locations).toContain('NoAdminManagedPolicy Resources.Worker.Properties.Policies[0]');
  expect(locations).toContain('InvalidPolicy Resources.Worker.Properties.Policies[1].SQSPollerPolicy');
  expect(locations).toContain('TrustNoPublicPrincipal Globals.Function.AssumeRolePolicyDocument.Statement[0]');
});

test('references to what SAM makes are resolved', () => {
  const { principals } = readSam({
    Worker: samFunction(),
    Extra: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'extra', PolicyDocument: ADMIN, Roles: [{ Ref: 'WorkerRole' }] } },
  });
  expect(principals[0].policies.map(({ resource }) => resource.logicalId)).toEqual(['Extra']);
});

test.each([
  ['a connector', { It: { Type: 'AWS::Serverless::Connector', Properties: {} } }, 'the resource of the type AWS::Serverless::Connector, whose roles and policies SAM makes'],
  ['a type that is not expanded', { It: { Type: 'AWS::Serverless::GraphQLApi' } }, 'the resource of the type AWS::Serverless::GraphQLApi, whose roles and policies SAM makes'],
  ['connectors of another resource', { It: { Type: 'AWS::SQS::Queue', Connectors: { Send: {} } } }, 'a connector, which SAM makes policies of'],
  ['an application without its template', { It: { Type: 'AWS::Serverless::Application', Properties: { Location: { ApplicationId: 'a' } } } }, 'the template of this nested stack'],
])('%s is reported as not known', (_what, resources, what) => {
  expect(unknownIn(resources)).toEqual([what]);
});

test('a resource of the same logical id stays as the template has it', () => {
  const own = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: ADMIN } };
  expect(readSam({ Worker: samFunction(), WorkerRole: own }).principals[0].attachments).toEqual([]);
});

test('sections that are no objects are refused as in every template', () => {
  const read = (body: Record<string, unknown>) => () => readTemplates([{ file: 'template.yaml', body: { Transform: ['AWS::Serverless-2016-10-31'], ...body } }]);
  expect(read({ Resources: [] })).toThrow(/Resources: found a list/);
  expect(read({ Resources: { A: 'x' } })).toThrow(/Resources.A: found a string/);
  expect(read({ Globals: [], Resources: { A: samFunction({ Policies: [null, 7], Events: 'x', EventInvokeConfig: [] }) } })).not.toThrow();
});
