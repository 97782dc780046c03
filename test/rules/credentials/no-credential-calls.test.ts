import { noCredentialCalls } from '../../../src/rules/credentials/no-credential-calls';
import { findings } from '../judging';

const call = (action: string) => JSON.stringify({ service: 'IAM', action });
const found = (properties: Record<string, unknown>, type = 'Custom::AWS') => (
  findings(noCredentialCalls, { Call1A2B3C4D: { Type: type, Properties: properties } }, { Parameters: { Name: { Type: 'String' } } })
    .map(({ key, message }) => [key, message])
);
const ACCESS_KEY = [['Call=Call', 'calls IAM to make an access key']];

test.each([
  ['with a parameter in it', { Create: { 'Fn::Sub': '{"service":"IAM","action":"createAccessKey","parameters":{"UserName":"${Name}"}}' } }],
  ['by a client of the third version', { Create: '{"service":"@aws-sdk/client-iam","action":"CreateAccessKeyCommand"}' }],
  ['when it is updated', { Update: call('createAccessKey') }],
  ['when it is deleted', { Delete: call('createAccessKey') }],
  ['twice, which is one finding', { Create: call('createAccessKey'), Update: call('createAccessKey') }],
])('a call is found %s', (_how, properties) => {
  expect(found(properties)).toEqual(ACCESS_KEY);
});

test.each(['Custom::Credentials', 'AWS::CloudFormation::CustomResource'])('a custom resource of the type %s can call, too', (type) => {
  expect(found({ Create: call('createAccessKey') }, type)).toEqual(ACCESS_KEY);
});

test.each([
  ['calls that make nothing', { Create: call('listAccessKeys') }],
  ['names of objects in JavaScript', { Create: call('constructor') }],
  ['what is no call', { Create: 'createAccessKey' }],
])('%s are none', (_what, properties) => {
  expect(found(properties)).toEqual([]);
});
