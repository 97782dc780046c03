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
