import { noAccessKeys } from '../../../src/rules/credentials/no-access-keys';
import { findings } from '../judging';

const key = (properties: Record<string, unknown> = {}) => ({ Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'alice', ...properties } });

test('finds every key, each under its own name', () => {
  const found = findings(noAccessKeys, { FirstKey1A2B3C4D: key(), SecondKey: key() });
  expect(found.map(({ logicalId, key: name }) => [logicalId, name])).toEqual([
    ['FirstKey1A2B3C4D', 'AccessKey=FirstKey'], ['SecondKey', 'AccessKey=SecondKey'],
  ]);
});

test.each([
  ['is not active', { Status: 'Inactive' }],
  ['is of a user that the template does not define', { UserName: { 'Fn::ImportValue': 'ci-user' } }],
])('finds a key that %s', (_name, properties) => {
  expect(findings(noAccessKeys, { Key: key(properties) })).toMatchObject([{ severity: 'error', message: 'creates a long-term access key' }]);
});

test('finds a key of one environment, and none that is never created', () => {
  const resources = {
    Sometimes: { ...key(), Condition: 'IsProduction' },
    Never: { ...key(), Condition: 'IsNever' },
  };
  const sections = {
    Parameters: { Stage: { Type: 'String' } },
    Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] }, IsNever: { 'Fn::Equals': ['a', 'b'] } },
  };
  expect(findings(noAccessKeys, resources, sections).map(({ logicalId }) => logicalId)).toEqual(['Sometimes']);
});

test('leaves users without keys alone', () => {
  expect(findings(noAccessKeys, { User: { Type: 'AWS::IAM::User', Properties: { LoginProfile: { Password: 'changeme' } } } })).toEqual([]);
});
