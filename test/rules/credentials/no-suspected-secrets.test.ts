import { noSuspectedSecrets } from '../../../src/rules/credentials/no-suspected-secrets';
import { findings } from '../judging';

const VALUE = 'q8Zt4LmW2xVb7NcR5yKd';
const found = (Type: string, Properties: Record<string, unknown>, sections = {}) => (
  findings(noSuspectedSecrets, { Thing: { Type, Properties } }, sections)
);
const variables = (Variables: Record<string, unknown>, sections = {}) => found('AWS::Lambda::Function', { Environment: { Variables } }, sections);

test('a finding names the variable, and not its value', () => {
  const [finding] = variables({ API_TOKEN: VALUE });
  expect(finding).toMatchObject({ severity: 'warning', key: 'Secret=value-of-API_TOKEN;At=Environment.Variables.API_TOKEN', witness: 'q8Zt... (20 characters)' });
  expect(JSON.stringify(finding)).not.toContain(VALUE);
});

test('the key of a finding stays when other variables come and go', () => {
  const keys = (...before: unknown[]) => (
    found('AWS::CodeBuild::Project', { Environment: { EnvironmentVariables: [...before, { Name: 'API_TOKEN', Value: VALUE }] } }).map(({ key }) => key)
  );
  expect(keys({ Name: 'STAGE', Value: 'test' })).toEqual(keys());
});

test('what is found by its form, or by the meaning of its property, is not said twice', () => {
  expect(variables({ GITHUB_TOKEN: `ghp_${VALUE}${VALUE.slice(0, 16)}` })).toEqual([]);
  expect(found('AWS::RDS::DBInstance', { MasterUserPassword: 'Tr0ub4dor&3' })).toEqual([]);
});

test('a parameter is no text of the template, and neither is a reference', () => {
  const sections = { Parameters: { Token: { Type: 'String', Default: VALUE } } };
  expect(variables({ API_TOKEN: { Ref: 'Token' }, DB_PASSWORD: '{{resolve:secretsmanager:db:SecretString:password}}' }, sections)).toEqual([]);
});

test('a variable of CodeBuild that names a secret has no secret', () => {
  const EnvironmentVariables = [{ Name: 'API_TOKEN', Type: 'SECRETS_MANAGER', Value: VALUE }];
  expect(found('AWS::CodeBuild::Project', { Environment: { EnvironmentVariables } })).toEqual([]);
});
