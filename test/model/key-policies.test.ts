import { keyPolicies } from '../../src/model/key-policies';
import { readTemplates } from '../../src/model/template-reader';
import { bareToken } from '../../src/policy/text';

const statement = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const document = { Version: '2012-10-17', Statement: statement };
const key = (properties: Record<string, unknown> = { KeyPolicy: document }) => ({ Type: 'AWS::KMS::Key', Properties: properties });

const read = (Resources: Record<string, unknown>, nested?: Record<string, unknown>) => {
  const template = { file: 'app.json', body: { Resources } };
  return keyPolicies(readTemplates([{ ...template, ...(nested && { nested: new Map([['Nested', { file: 'nested.json', body: { Resources: nested } }]]) }) }]));
};

test('a key has its policy, and the ARN that others name it by', () => {
  const [found, ...others] = read({ OrdersKeyB1946AC9: key() });
  expect(others).toEqual([]);
  expect(found).toMatchObject({ owner: 'app.json#OrdersKeyB1946AC9', policy: { name: 'the policy of OrdersKey', document: { statements: [{ effect: 'Allow' }] } } });
  expect(bareToken(found.arn)).toEqual({
    kind: 'resource', label: 'OrdersKey.Arn', identity: 'app.json#OrdersKeyB1946AC9.Arn', resource: 'app.json#OrdersKeyB1946AC9', attribute: 'Arn',
  });
});

test('the ARN is the very one that policies of the app name', () => {
  const model = readTemplates([{
    file: 'app.json', body: {
      Resources: {
        Key: key(),
        Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } } } } },
      },
    },
  }]);
  const [named] = model.policies.find(({ kind }) => kind === 'identity')!.document.statements[0].resource!.patterns;
  expect(keyPolicies(model)[0].arn).toEqual(named);
});

test('replicas are keys, and nothing else is', () => {
  expect(read({
    Key: key(), Replica: { ...key(), Type: 'AWS::KMS::ReplicaKey' },
    Bucket: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'reports', PolicyDocument: document } }, Alias: { Type: 'AWS::KMS::Alias', Properties: {} },
  }).map(({ owner }) => owner)).toEqual(['app.json#Key', 'app.json#Replica']);
});

test('keys of the same name in two templates are two', () => {
  const owners = read({ Key: key(), Nested: { Type: 'AWS::CloudFormation::Stack', Properties: {} } }, { Key: key() }).map(({ owner }) => owner);
  expect(owners.sort()).toEqual(['app.json#Key', 'app.json>Nested#Key']);
});

test('a key without a policy of its own is left to its account', () => {
  expect(read({ Key: key({}) })).toEqual([]);
});
