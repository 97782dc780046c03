import { namesSecret } from '../../analysis/secrets/secret-names';
import { AccessModel, ResourceNode, TemplateInfo, WrittenText } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { Token, tokensOf } from '../../policy/text';
import { ref } from '../example-templates';
import { partKey } from '../keys';
import { defineRule, Example, Violation } from '../rule';
import { isReferenceToSecret, NamedText, secretKey, secretsByForm, textsWithSecrets } from '../written-secrets';

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
      for (const written of texts) {
        for (const token of tokensOf(written.text)) {
          yield* inResource(model, resource, written, token);
        }
      }
    }
  },
});

function* inResource(model: AccessModel, resource: ResourceNode, { location, place }: NamedText, token: Token): Iterable<Violation> {
  const secret = secretIn(token, model, resource.template);
  const isKey = token.attribute === OF_ACCESS_KEY;
  if (secret && (isKey ? !isStore(resource, location) : isShown(resource, location))) {
    yield {
      template: resource.template, resource, location, key: secretKey(token.label, place), message: `puts ${token.label}, ${secret}, into ${place}`,
      ...(!isKey && { severity: 'warning' }),
    };
  }
}

function isStore({ type }: ResourceNode, location: string): boolean {
  return type === 'AWS::SecretsManager::Secret' && location.startsWith('Properties.SecretString');
}

/** To everybody who may describe the resource. */
const SHOWN = /^Metadata\.|\.(?:UserData|Environment|EnvironmentVariables|DefaultArguments|Tags)(?:[.[]|$)/;

function isShown({ type }: ResourceNode, location: string): boolean {
  return SHOWN.test(location) || (type === 'AWS::SSM::Parameter' && location === 'Properties.Value');
}

function* inOutput(model: AccessModel, template: TemplateInfo, { location, text }: WrittenText) {
  const name = readableId(location.split('.')[1]);
  const tokens = tokensOf(text);
  const secrets = tokens.filter((token) => secretIn(token, model, template)).map(({ label }) => label);
  const known = typeof text === 'string' ? secretsByForm({ name, content: text }).map(({ what }) => what) : [];
  for (const what of [...secrets, ...known]) {
    yield { template, location, key: partKey('Output', [name, what]), message: `shows a secret as the output ${name}: ${what}` };
  }
  const late = tokens.find(({ kind }) => kind === 'opaque');
  if (secrets.length === 0 && late && namesSecret(name)) {
    yield { template, location, key: partKey('Output', [name, 'token']), unknown: true, message: `shows ${late.label}, which may be a secret, as the output ${name}` };
  }
}

const OF_ACCESS_KEY = 'SecretAccessKey';

/** What secret the token stands for, if it does. */
function secretIn({ label, attribute }: Token, { parameters }: AccessModel, template: TemplateInfo): string | undefined {
  if (attribute === OF_ACCESS_KEY) {
    return 'the secret of an access key';
  }
  if (attribute === 'ClientSecret') {
    return 'the secret of an application';
  }
  if (isReferenceToSecret(label)) {
    return 'the value of a secret';
  }
  return parameters.some((one) => one.noEcho && one.name === label && one.template === template) ? 'a parameter that is masked elsewhere' : undefined;
}

function outputExample(title: string, Value: unknown): Example {
  return {
    title,
    resources: { Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'ci' } } },
    sections: { Outputs: { Shown: { Value } } },
  };
}
