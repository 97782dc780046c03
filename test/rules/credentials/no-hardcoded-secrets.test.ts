import { noHardcodedSecrets } from '../../../src/rules/credentials/no-hardcoded-secrets';
import { findings } from '../judging';

const SECRET = 'AKIAQ3EGR7ZVXQ2TLMNB';
const of = (Type: string, Properties: Record<string, unknown>, sections = {}) => (
  findings(noHardcodedSecrets, { Thing: { Type, Properties } }, sections)
);
const database = (MasterUserPassword: unknown, sections = {}) => of('AWS::RDS::DBInstance', { MasterUserPassword }, sections);

test('a finding says where and what, and never the secret', () => {
  const [finding, ...others] = of('AWS::Lambda::Function', { Environment: { Variables: { KEY_ID: SECRET } } });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    severity: 'error', location: 'Resources.Thing.Properties.Environment.Variables.KEY_ID', witness: 'AKIA... (20 characters)',
    key: 'Secret=id-of-an-AWS-access-key;At=Environment.Variables.KEY_ID', message: 'states a credential in Environment.Variables.KEY_ID: id of an AWS access key',
  });
  expect(JSON.stringify(finding)).not.toContain(SECRET.slice(0, 5));
});

test.each([
  ['encoded user data of a launch template', 'AWS::EC2::LaunchTemplate', { LaunchTemplateData: { UserData: Buffer.from(`#!/bin/sh\nexport KEY=${SECRET}`).toString('base64') } }],
  ['encoded user data in lines', 'AWS::EC2::Instance', { UserData: Buffer.from(`#!/bin/sh\nexport KEY=${SECRET}`).toString('base64').replace(/.{20}/g, '$&\n') }],
  ['an encoded value', 'AWS::Lambda::Function', { Environment: { Variables: { CONFIG: Buffer.from(`{"key":"${SECRET}"}`).toString('base64') } } }],
  ['a tag', 'AWS::S3::Bucket', { Tags: [{ Key: 'Key', Value: SECRET }] }],
  ['user data that is joined', 'AWS::AutoScaling::LaunchConfiguration', { UserData: { 'Fn::Base64': { 'Fn::Join': ['', ['KEY=', SECRET, '\nREGION=', { Ref: 'AWS::Region' }]] } } }],
  ['a variable of CodeBuild', 'AWS::CodeBuild::Project', { Environment: { EnvironmentVariables: [{ Name: 'KEY', Type: 'PLAINTEXT', Value: SECRET }] } }],
  ['a container', 'AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Environment: [{ Name: 'KEY', Value: SECRET }] }] }],
  ['a job definition', 'AWS::Batch::JobDefinition', { ContainerProperties: { Environment: [{ Name: 'KEY', Value: SECRET }] } }],
  ['an argument of a job of Glue', 'AWS::Glue::Job', { DefaultArguments: { '--key': SECRET } }],
  ['a parameter of Systems Manager', 'AWS::SSM::Parameter', { Type: 'String', Value: SECRET }],
  ['an option of Elastic Beanstalk', 'AWS::ElasticBeanstalk::Environment', { OptionSettings: [{ Namespace: 'aws:elasticbeanstalk:application:environment', OptionName: 'KEY', Value: SECRET }] }],
  ['a custom resource', 'Custom::Thing', { Settings: { key: SECRET } }],
  ['code', 'AWS::Lambda::Function', { Code: { ZipFile: `client = connect("${SECRET}")` } }],
  ['the password of a cache', 'AWS::ElastiCache::ReplicationGroup', { AuthToken: 'correct-horse-battery-staple' }],
  ['the password of a broker', 'AWS::AmazonMQ::Broker', { Users: [{ Username: 'admin', Password: 'correct-horse' }] }],
  ['the secret of an identity provider', 'AWS::Cognito::UserPoolIdentityProvider', { ProviderDetails: { client_id: 'a', client_secret: 'b4n4n4' } }],
  ['one of the passwords of a user of a cache', 'AWS::ElastiCache::User', { Passwords: ['correct-horse-battery-staple'] }],
  ['the token of a skill', 'Alexa::ASK::Skill', { AuthenticationConfiguration: { RefreshToken: 'Atzr|IQEBLjAsAhRmHjNgHpi0U' } }],
  ['the key of an endpoint', 'AWS::KinesisFirehose::DeliveryStream', { HttpEndpointDestinationConfiguration: { EndpointConfiguration: { AccessKey: 'b4n4n4' } } }],
  ['the key of a connector', 'AWS::AppFlow::ConnectorProfile', { ConnectorProfileConfig: { ConnectorProfileCredentials: { Datadog: { ApiKey: 'b4n4n4' } } } }],
  ['a secret', 'AWS::SecretsManager::Secret', { SecretString: '{"username":"admin","password":"hunter2"}' }],
  ['a secret key by its name', 'AWS::Lambda::Function', { Environment: { Variables: { AWS_SECRET_ACCESS_KEY: 'q8Zt4LmW2xVb7NcR5yKdPf9HsJ3gTaEu6BwDrX1C' } } }],
])('finds one in %s', (_name, type, properties) => {
  expect(of(type, properties).map(({ severity }) => severity)).toEqual(['error']);
});

test.each([
  ['a secret that is generated', 'AWS::SecretsManager::Secret', { GenerateSecretString: { SecretStringTemplate: '{"username":"admin"}', GenerateStringKey: 'password' } }],
  ['a secret with a reference', 'AWS::SecretsManager::Secret', { SecretString: '{"password":"{{resolve:secretsmanager:db:SecretString:password}}"}' }],
  ['settings in a secret', 'AWS::SecretsManager::Secret', { SecretString: '{"username":"admin","host":"db.internal"}' }],
  ['a password that RDS manages', 'AWS::RDS::DBInstance', { ManageMasterUserPassword: 'true' }],
  ['how long tokens hold', 'AWS::Cognito::UserPoolClient', { TokenValidityUnits: { AccessToken: 'minutes' } }],
  ['an asset', 'AWS::Lambda::Function', { Code: { S3Key: '4f9a1c7e2b8d30564f9a1c7e2b8d30564f9a1c7e2b8d30564f9a1c7e2b8d3056.zip' } }],
  ['a tag that is named like one', 'AWS::S3::Bucket', { Tags: [{ Key: 'Password', Value: 'Tr0ub4dor&3' }] }],
  ['tags as a map', 'AWS::SSM::Parameter', { Type: 'String', Value: 'x', Tags: { Password: 'Tr0ub4dor&3' } }],
  ['the skill that may call a function', 'AWS::Lambda::Permission', { EventSourceToken: 'amzn1.ask.skill.6e2d6f1a-2b0c-4b8e-9a52-1f0f6c0b7d11' }],
  ['a public key', 'AWS::EC2::KeyPair', { PublicKeyMaterial: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDq8Zt4LmW2xVb7NcR5yKd' }],
])('leaves alone %s', (_name, type, properties) => {
  expect(of(type, properties)).toEqual([]);
});

test('warns of the keys of AWS\'s documentation: real ones will stand there', () => {
  const found = of('AWS::Lambda::Function', { Environment: { Variables: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' } } });
  expect(found).toMatchObject([{ severity: 'warning', message: expect.stringContaining('that of AWS\'s documentation') }]);
});

test('finds a default of a parameter, at the parameter alone', () => {
  const found = of('AWS::Lambda::Function', { Environment: { Variables: { KEY: { Ref: 'Key' } } } }, { Parameters: { Key: { Type: 'String', Default: SECRET } } });
  expect(found).toMatchObject([{ location: 'Parameters.Key.Default', logicalId: '' }]);
});

describe('beside resources', () => {
  const inSections = (sections: Record<string, unknown>, value: unknown = 'x') => (
    of('AWS::Lambda::Function', { Environment: { Variables: { KEY: value } } }, sections).map(({ location, logicalId }) => [location, logicalId])
  );

  test.each<[string, Record<string, unknown>]>([
    ['Description', { Description: `Deployed with ${SECRET}` }],
    ['Metadata.Notes', { Metadata: { Notes: SECRET } }],
    ['Mappings.Keys.test.key', { Mappings: { Keys: { test: { key: SECRET } } } }],
    ['Parameters.Key.AllowedValues[1]', { Parameters: { Key: { Type: 'String', AllowedValues: ['x', SECRET] } } }],
    ['Parameters.Key.Description', { Parameters: { Key: { Type: 'String', Description: `for instance ${SECRET}` } } }],
    ['Conditions.IsTest.Fn::Equals[1]', { Parameters: { Key: { Type: 'String' } }, Conditions: { IsTest: { 'Fn::Equals': [{ Ref: 'Key' }, SECRET] } } }],
    ['Outputs.Key.Description', { Outputs: { Key: { Value: 'x', Description: SECRET } } }],
  ])('finds one in %s', (location, sections) => {
    expect(inSections(sections)).toEqual([[location, '']]);
  });

  test('finds one of a mapping at the resource that takes it, alone', () => {
    const sections = { Mappings: { Keys: { test: { key: SECRET } } } };
    expect(inSections(sections, { 'Fn::FindInMap': ['Keys', 'test', 'key'] })).toEqual([['Resources.Thing.Properties.Environment.Variables.KEY', 'Thing']]);
  });

  test('leaves outputs to NoExposedSecrets', () => {
    expect(inSections({ Outputs: { Key: { Value: SECRET } } })).toEqual([]);
  });
});

test('finds a password of one branch', () => {
  const sections = { Parameters: { Stage: { Type: 'String' } }, Conditions: { IsTest: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] } } };
  expect(database({ 'Fn::If': ['IsTest', 'test-only', '{{resolve:ssm-secure:/db:1}}'] }, sections)).toHaveLength(1);
});

describe('a token', () => {
  test('of Secrets Manager, of a secure parameter, or of a parameter is none', () => {
    const sections = { Parameters: { Password: { Type: 'String', NoEcho: true } } };
    for (const value of ['{{resolve:secretsmanager:db:SecretString:password}}', '{{resolve:ssm-secure:/db:1}}', { Ref: 'Password' }]) {
      expect(database(value, sections)).toEqual([]);
    }
  });

  test.each([
    ['of a plain parameter of Systems Manager', '{{resolve:ssm:/db/password:1}}', 'resolve:ssm:/db/password:1'],
    ['of a custom resource', { 'Fn::GetAtt': ['Generator', 'Password'] }, 'Generator.Password'],
  ])('%s is a warning that names it', (_name, value, label) => {
    const found = findings(noHardcodedSecrets, { Thing: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword: value } }, Generator: { Type: 'Custom::Generator' } });
    expect(found).toMatchObject([{ severity: 'warning', message: expect.stringContaining(label) }]);
  });
});
