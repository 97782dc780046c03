import { namesSecret } from '../../analysis/secrets/secret-names';
import { AccessModel, TemplateInfo, WrittenText } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { Token, tokensOf } from '../../policy/text';
import { ref } from '../example-templates';
import { partKey } from '../keys';
import { defineRule, Example } from '../rule';
import { secretKey, secretsByForm, textsWithSecrets } from '../written-secrets';

export const noExposedSecrets = defineRule({
  id: 'NoExposedSecrets',
  title: 'a secret is put where it is readable',
  why: 'Outputs, environment variables and plain parameters are shown to everybody who may describe them: they are no place to hand over a secret.',
  fix: 'Hand over the name of a secret in AWS Secrets Manager, and let the reader fetch it; for AWS itself take a role in place of an access key.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'aws-fsbp': ['ECS.8'], 'pci-dss-4.0.1': ['8.6.2'], 'well-architected': ['SEC02-BP03'] },
  links: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html',
  ],
  unknown: 'An output of something else that is named like a secret is a warning that names the token.',
  examples: {
    bad: [
      outputExample('the secret of an access key', { 'Fn::GetAtt': ['Key', 'SecretAccessKey'] }),
      { ...outputExample('a parameter that is masked elsewhere', ref('Password')), parameters: { Password: { Type: 'String', NoEcho: true } } },
      {
        title: 'the secret of an access key in a plain parameter',
        resources: {
          Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'ci' } },
          Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::GetAtt': 'Key.SecretAccessKey' } } },
        },
      },
    ],
    good: [
      outputExample('the id of an access key, which is no secret', ref('Key')),
      {
        title: 'the secret of an access key in Secrets Manager',
        resources: {
          Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'ci' } },
          Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: { 'Fn::GetAtt': 'Key.SecretAccessKey' } } },
        },
      },
    ],
    unknown: [
      {
        title: 'an output of a custom resource',
        resources: { Signup: { Type: 'Custom::Signup' } },
        sections: { Outputs: { AdminPassword: { Value: { 'Fn::GetAtt': ['Signup', 'Code'] } } } },
      },
    ],
  },
  *check(model) {
    for (const template of model.templates) {
      for (const written of model.outputsOf(template)) {
        yield* inOutput(model, template, written);
      }
    }
    for (const [resource, texts] of textsWithSecrets(model)) {
      for (const { text, location, place } of resource.type === 'AWS::SecretsManager::Secret' ? [] : texts) {
        for (const { label } of tokensOf(text).filter(isAccessKeySecret)) {
          yield { template: resource.template, resource, location, key: secretKey(label, place), message: `puts ${label}, the secret of an access key, into ${place}` };
        }
      }
    }
  },
});

function* inOutput(model: AccessModel, template: TemplateInfo, { location, text }: WrittenText) {
  const name = readableId(location.split('.')[1]);
  const tokens = tokensOf(text);
  const secrets = tokens.filter((token) => isAccessKeySecret(token) || isMasked(token, model, template)).map(({ label }) => label);
  const known = typeof text === 'string' ? secretsByForm({ name, content: text }).map(({ what }) => what) : [];
  for (const what of [...secrets, ...known]) {
    yield { template, location, key: partKey('Output', [name, what]), message: `shows a secret as the output ${name}: ${what}` };
  }
  const late = tokens.find(({ kind }) => kind === 'opaque');
  if (secrets.length === 0 && late && namesSecret(name)) {
    yield { template, location, key: partKey('Output', [name, 'token']), unknown: true, message: `shows ${late.label}, which may be a secret, as the output ${name}` };
  }
}

function isAccessKeySecret({ attribute }: Token): boolean {
  return attribute === 'SecretAccessKey';
}

function isMasked({ label }: Token, { parameters }: AccessModel, template: TemplateInfo): boolean {
  return parameters.some((one) => one.noEcho && one.name === label && one.template === template);
}

function outputExample(title: string, Value: unknown): Example {
  return {
    title,
    resources: { Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'ci' } } },
    sections: { Outputs: { Shown: { Value } } },
  };
}
