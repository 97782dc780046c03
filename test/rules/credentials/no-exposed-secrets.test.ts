import { noExposedSecrets } from '../../../src/rules/credentials/no-exposed-secrets';
import { findings } from '../judging';

const KEY = { Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'ci' } } };
const secretOfKey = { 'Fn::GetAtt': ['Key', 'SecretAccessKey'] };

function found(Outputs: Record<string, unknown>, more: Record<string, unknown> = {}, Parameters: Record<string, unknown> = {}) {
  return findings(noExposedSecrets, { ...KEY, ...more }, { Outputs, Parameters })
    .map(({ severity, location, message }) => [severity, location, message]);
}

test('a secret within a longer output is one, too', () => {
  expect(found({ Shown: { Value: { 'Fn::Join': [':', ['ci', secretOfKey]] } } })).toEqual([
    ['error', 'Outputs.Shown.Value', 'shows a secret as the output Shown: Key.SecretAccessKey'],
  ]);
});

test('an output may show a parameter that is not masked', () => {
  expect(found({ Stage: { Value: { Ref: 'Stage' } } }, {}, { Stage: { Type: 'String' } })).toEqual([]);
});

test('the secret of an access key is found wherever it goes but into Secrets Manager', () => {
  const variables = { Environment: { Variables: { SECRET: secretOfKey } } };
  expect(found({}, { Function: { Type: 'AWS::Lambda::Function', Properties: variables } })).toEqual([
    ['error', 'Resources.Function.Properties.Environment.Variables.SECRET', 'puts Key.SecretAccessKey, the secret of an access key, into Environment.Variables.SECRET'],
  ]);
});

test('the ARN of a secret is no secret, and neither is an export that is not named like one', () => {
  const Secret = { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } };
  expect(found({ DbSecret: { Value: { Ref: 'Secret' } }, Url: { Value: { 'Fn::ImportValue': 'url' } } }, { Secret })).toEqual([]);
});

test('the secret of an access key is found in the tags and the description of a secret', () => {
  const Secret = { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: secretOfKey, Description: secretOfKey, Tags: [{ Key: 'key', Value: secretOfKey }] } };
  expect(found({}, { Secret }).map(([severity, location]) => [severity, location])).toEqual([
    ['error', 'Resources.Secret.Properties.Description'], ['error', 'Resources.Secret.Properties.Tags[0].Value'],
  ]);
});

describe('what is a secret elsewhere', () => {
  const SECRETS: readonly (readonly [string, unknown, string])[] = [
    ['a masked parameter', { Ref: 'Password' }, 'puts Password, a parameter that is masked elsewhere, into'],
    ['a dynamic reference', '{{resolve:secretsmanager:db:SecretString:password}}', 'puts resolve:secretsmanager:db:SecretString:password, the value of a secret, into'],
    ['a dynamic reference to a secure parameter', '{{resolve:ssm-secure:/db:1}}', 'puts resolve:ssm-secure:/db:1, the value of a secret, into'],
    ['the secret of an application', { 'Fn::GetAtt': ['Client', 'ClientSecret'] }, 'puts Client.ClientSecret, the secret of an application, into'],
  ];
  const PARAMETERS = { Password: { Type: 'String', NoEcho: true }, Name: { Type: 'String' } };
  const Client = { Type: 'AWS::Cognito::UserPoolClient', Properties: { GenerateSecret: true } };
  const inResource = (Type: string, Properties: unknown, more = {}) => found({}, { Client, Thing: { Type, Properties, ...more } }, PARAMETERS);

  test.each(SECRETS)('is found where it is shown, as a warning: %s', (_what, value, message) => {
    const joined = { 'Fn::Join': ['', ['password=', value]] };
    expect([
      ...inResource('AWS::Lambda::Function', { Environment: { Variables: { SETTINGS: joined } } }),
      ...inResource('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Environment: [{ Name: 'SETTINGS', Value: value }] }] }),
      ...inResource('AWS::CodeBuild::Project', { Environment: { EnvironmentVariables: [{ Name: 'SETTINGS', Type: 'PLAINTEXT', Value: value }] } }),
      ...inResource('AWS::EC2::Instance', { UserData: { 'Fn::Base64': joined } }),
      ...inResource('AWS::SSM::Parameter', { Type: 'String', Value: value }),
      ...inResource('AWS::S3::Bucket', { Tags: [{ Key: 'Settings', Value: value }] }),
      ...inResource('AWS::EC2::Instance', {}, { Metadata: { 'AWS::CloudFormation::Init': { config: { files: { '/etc/app': { content: joined } } } } } }),
    ]).toEqual(Array(7).fill(['warning', expect.anything(), expect.stringContaining(message)]));
  });

  test.each(SECRETS)('is an error as an output: %s', (_what, value) => {
    expect(found({ Settings: { Value: value } }, { Client }, PARAMETERS).map(([severity]) => severity)).toEqual(['error']);
  });

  test.each(SECRETS)('may go where it is kept: %s', (_what, value) => {
    expect([
      ...inResource('AWS::RDS::DBInstance', { MasterUserPassword: value }),
      ...inResource('AWS::SecretsManager::Secret', { SecretString: value }),
      ...inResource('AWS::CloudFormation::Stack', { TemplateURL: 'https://example.com/db.json', Parameters: { Password: value } }),
      ...inResource('AWS::SSM::Parameter', { Type: 'String', Name: value, Value: { Ref: 'Name' } }),
    ]).toEqual([]);
  });

  test('a variable that names a secret is none', () => {
    const variables = [{ Name: 'PASSWORD', Type: 'SECRETS_MANAGER', Value: 'db:password' }, { Name: 'NAME', Type: 'PLAINTEXT', Value: { Ref: 'Name' } }];
    expect(inResource('AWS::CodeBuild::Project', { Environment: { EnvironmentVariables: variables } })).toEqual([]);
  });
});
