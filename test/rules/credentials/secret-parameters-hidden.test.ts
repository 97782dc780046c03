import { secretParametersHidden } from '../../../src/rules/credentials/secret-parameters-hidden';
import { Finding } from '../../../src/rules/finding';
import { findings } from '../judging';

type Declarations = Record<string, Record<string, unknown>>;
const judged = (Parameters: Declarations, resources: Record<string, unknown> = {}, sections = {}): Finding[] => (
  findings(secretParametersHidden, resources, { Parameters, ...sections })
);
const database = (MasterUserPassword: unknown) => ({ Database: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword } } });
const login = (declaration: Record<string, unknown>, value: unknown = { Ref: 'Login' }) => judged({ Login: { Type: 'String', ...declaration } }, database(value));

test('a parameter that shows a secret is found where it is declared, and names what it is for', () => {
  expect(login({})).toMatchObject([{
    severity: 'warning', logicalId: '', location: 'Parameters.Login', key: 'Parameter=Login', message: 'takes a secret for MasterUserPassword without NoEcho',
  }]);
  expect(judged({ DbPassword: { Type: 'String' } })).toMatchObject([{ key: 'Parameter=DbPassword', message: 'takes a secret without NoEcho' }]);
});

test('a default that stands in the template is found, and never shown', () => {
  const found = login({ NoEcho: true, Default: 'Tr0ub4dor&3' });
  expect(found).toMatchObject([{ location: 'Parameters.Login.Default', key: 'Default=Login', message: 'takes a secret for MasterUserPassword, with a default that stands in the template' }]);
  expect(JSON.stringify(found)).not.toContain('Tr0ub');
});

describe('NoEcho', () => {
  test.each([true, 'true', 'True'])('masks a parameter by %p', (NoEcho) => {
    expect(login({ NoEcho })).toEqual([]);
  });

  test.each([false, 'false', undefined])('does not by %p', (NoEcho) => {
    expect(login({ NoEcho })).toHaveLength(1);
  });
});

describe('a parameter takes a secret', () => {
  test.each(['Password', 'DBPassword', 'db-password', 'ApiKey', 'GithubToken', 'ClientSecret', 'MasterPassphrase'])('by its name: %s', (name) => {
    expect(judged({ [name]: { Type: 'String' } })).toHaveLength(1);
  });

  test.each([
    ['a reference', { Ref: 'Login' }],
    ['a text that is nothing else', { 'Fn::Sub': '${Login}' }],
    ['one branch', { 'Fn::If': ['IsLive', { Ref: 'Login' }, '{{resolve:secretsmanager:db}}'] }],
  ])('by its use as %s', (_how, value) => {
    const sections = { Conditions: { IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };
    expect(judged({ Login: { Type: 'String' } }, database(value), sections)).toHaveLength(1);
  });

  test('once, however often it is used', () => {
    expect(judged({ Login: { Type: 'String' } }, { ...database({ Ref: 'Login' }), Other: database({ Ref: 'Login' }).Database })).toHaveLength(1);
  });
});

test.each<[string, Declarations]>([
  ['what is about a password', { PasswordLength: { Type: 'Number' }, PasswordPolicy: { Type: 'String' } }],
  ['the name and the ARN of a secret', { SecretName: { Type: 'String' }, DbSecretArn: { Type: 'String' } }],
  ['a number', { Token: { Type: 'Number' } }],
  ['the name of a parameter of Systems Manager', { DbPassword: { Type: 'AWS::SSM::Parameter::Value<String>' } }],
  ['a path, which names a secret', { DbPassword: { Type: 'String', Default: '/app/db/password' } }],
  ['the ARN of a secret under the name of one', { ApiKey: { Type: 'String', Default: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-a1b2c3' } }],
  ['a masked parameter with a default that is to be replaced', { DbPassword: { Type: 'String', NoEcho: true, Default: 'CHANGE_ME' } }],
  ['a masked parameter with an empty default', { DbPassword: { Type: 'String', NoEcho: true, Default: '' } }],
])('%s is left alone', (_what, parameters) => {
  expect(judged(parameters)).toEqual([]);
});

test('a parameter that only shares its name with a use in another template is left alone', () => {
  expect(judged({ Login: { Type: 'String' } }, { Function: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { LOGIN: { Ref: 'Login' } } } } } })).toEqual([]);
});
