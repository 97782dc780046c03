import { findingsIn, madeOf, unknownIn } from './sam';

const PUBLIC = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
const api = (properties: Record<string, unknown>, type = 'Api') => ({ Orders: { Type: `AWS::Serverless::${type}`, Properties: properties } });
const authorizer = (more: Record<string, unknown>) => ({ Auth: { Authorizers: { Team: { FunctionArn: 'arn:function', ...more } } } });

test('statements of a resource policy become the policy of the API', () => {
  expect(madeOf(api({ Auth: { ResourcePolicy: { CustomStatements: [PUBLIC] } } })).Orders).toMatchObject({
    Type: 'AWS::ApiGateway::RestApi', Properties: { Policy: { Statement: [PUBLIC] } },
  });
});

test.each([
  ['Auth', { Auth: { ResourcePolicy: { CustomStatements: [{ ...PUBLIC, Effect: 'Grant' }] } } }, 'Resources.Orders.Properties.Auth.ResourcePolicy.CustomStatements[0].Effect'],
  ['the definition', { DefinitionBody: { 'x-amazon-apigateway-policy': { Version: '2012-10-17', Statement: [{ ...PUBLIC, Effect: 'Grant' }] } } },
    'Resources.Orders.Properties.DefinitionBody.x-amazon-apigateway-policy.Statement[0].Effect'],
])('a finding names the place of a statement in %s', (_what, properties, location) => {
  expect(findingsIn(api(properties)).filter(({ rule }) => rule === 'InvalidPolicy').map((finding) => finding.location)).toEqual([location]);
});

test('lists that SAM makes statements of are reported as not known', () => {
  expect(unknownIn(api({ Auth: { ResourcePolicy: { IpRangeBlacklist: ['203.0.113.0/24'] } } }))).toEqual(['what IpRangeBlacklist adds to the policy of the API']);
});

test.each([
  ['a REST API', 'Api', {}, true],
  ['a REST API that asks for none', 'Api', { DisableFunctionDefaultPermissions: true }, false],
  ['an HTTP API', 'HttpApi', {}, false],
  ['an HTTP API that asks for one', 'HttpApi', { EnableFunctionDefaultPermissions: true }, true],
])('the authorizer of %s has a permission or none', (_what, type, more, has) => {
  expect('OrdersTeamAuthorizerPermission' in madeOf(api(authorizer(more), type))).toBe(has);
});
