import { FoundSecret, shown } from '../../analysis/secrets/find-secrets';
import { isPlaceholder } from '../../analysis/secrets/likeness';
import { isSecretProperty, namesSecret } from '../../analysis/secrets/secret-names';
import { AccessModel, ResourceNode, TemplateInfo, WrittenText } from '../../model/access-model';
import { opaqueToken, Token } from '../../policy/text';
import { ref } from '../example-templates';
import { parsedJson } from '../parsed-json';
import { defineRule, Example, Violation } from '../rule';
import { isReferenceToSecret, NamedText, secretKey, secretsByForm, textsWithSecrets } from '../written-secrets';

const ACCESS_KEY = 'AKIAQ3EGR7ZVXQ2TLMNB';

export const noHardcodedSecrets = defineRule({
  id: 'NoHardcodedSecrets',
  title: 'a credential stands in the template',
  why: 'Whoever reads the source, the template, the build\'s output or the stack in the console has it, and it stays in their history when it is changed.',
  fix: 'Revoke it. Let AWS Secrets Manager generate or hold the new one, and name it by a dynamic reference such as {{resolve:secretsmanager:NAME}}; for AWS itself take a role.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {
    'aws-fsbp': ['CodeBuild.2', 'ECS.8'],
    'pci-dss-4.0.1': ['8.3.2', '8.6.2'],
    'nist-800-53-r5': ['IA-5(7)', 'SA-3'],
    'well-architected': ['SEC02-BP03'],
  },
  links: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-2',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8',
  ],
  unknown: 'A password that comes from elsewhere, such as an export or a parameter of Systems Manager that is not secure, is a warning that names the token. '
    + 'Parameters are for SecretParametersHidden.',
  examples: {
    bad: [
      lambdaExample('an access key in the environment of a function', { AWS_ACCESS_KEY_ID: ACCESS_KEY }),
      lambdaExample('a password in the address of a database', { DATABASE_URL: 'postgres://app:tr0ub4dor@db.internal/app' }),
      {
        title: 'in user data',
        resources: { Host: { Type: 'AWS::EC2::Instance', Properties: { UserData: { 'Fn::Base64': { 'Fn::Sub': `export AWS_ACCESS_KEY_ID=${ACCESS_KEY}` } } } } },
      },
      databaseExample('the password of a database', 'correct-horse-battery'),
      {
        title: 'the password of a user',
        resources: { Alice: { Type: 'AWS::IAM::User', Properties: { LoginProfile: { Password: 'Winter2026!', PasswordResetRequired: true } } } },
      },
    ],
    good: [
      databaseExample('by a dynamic reference', '{{resolve:secretsmanager:database:SecretString:password}}'),
      { ...databaseExample('by a parameter that is masked', ref('Password')), parameters: { Password: { Type: 'String', NoEcho: true } } },
      {
        title: 'the name of a secret',
        resources: {
          Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
          ...lambdaExample('', { SECRET_ARN: ref('Secret') }).resources,
        },
      },
      {
        title: 'a secret that is set by hand later',
        resources: { Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'REPLACE_ME' } } },
      },
    ],
    unknown: [databaseExample('the password is exported by another stack', { 'Fn::ImportValue': 'database-password' })],
  },
  *check(model) {
    for (const [resource, texts] of textsWithSecrets(model)) {
      for (const text of texts) {
        yield* inText(model, resource, text);
      }
    }
    for (const template of model.templates) {
      for (const written of model.textsBeside(template)) {
        yield* besideResources(model, template, written);
      }
    }
    for (const { template, name, default: value = '' } of model.parameters) {
      for (const secret of secretsByForm({ name, content: value })) {
        yield { template, location: `Parameters.${name}.Default`, ...problemOf(secret, `Parameters.${name}`) };
      }
    }
  },
});

/** What stands in a mapping is said where a resource takes it. */
function* besideResources(model: AccessModel, template: TemplateInfo, { location, text }: WrittenText): Iterable<Violation> {
  const content = text.toString();
  const secrets = secretsByForm({ name: location.slice(location.lastIndexOf('.') + 1), content });
  for (const secret of secrets.length > 0 && !isTaken(content, model, template) ? secrets : []) {
    yield { template, location, ...problemOf(secret, location.replace(/\[\d+\]/g, '')) };
  }
}

function isTaken(content: string, model: AccessModel, template: TemplateInfo): boolean {
  const ofTemplate = [...textsWithSecrets(model)].filter(([resource]) => resource.template === template);
  return ofTemplate.some(([, texts]) => texts.some((text) => text.content.includes(content)));
}

function* inText(model: AccessModel, resource: ResourceNode, text: NamedText): Iterable<Violation> {
  const at = { template: resource.template, resource, location: text.location };
  const known = secretsByForm(text);
  yield* known.map((secret) => ({ ...at, ...problemOf(secret, text.place) }));
  if (known.length > 0 || !isSecretProperty(resource.type, text.name)) {
    return;
  }
  const token = opaqueToken(text.text);
  if (token && !isSafe(token, model, resource.template)) {
    yield {
      ...at, key: secretKey('token', text.place), unknown: true,
      message: `takes ${text.place} from ${token.label}, which may be readable where it stands`,
    };
  } else if (typeof text.text === 'string' && holdsSecret(text)) {
    yield { ...at, ...problemOf({ what: text.name, shown: shown(text.text), isExample: false }, text.place) };
  }
}

function problemOf({ what, shown: witness, isExample }: FoundSecret, place: string) {
  return {
    key: secretKey(what, place),
    message: `states a credential in ${place}: ${what}${isExample ? ', that of AWS\'s documentation, where a real one will stand' : ''}`,
    witness,
    ...(isExample && { severity: 'warning' as const }),
  };
}

/** What Secrets Manager, a secure parameter or a parameter of the template holds. */
function isSafe({ label }: Token, { parameters }: AccessModel, template: TemplateInfo): boolean {
  return isReferenceToSecret(label) || parameters.some((one) => one.template === template && one.name === label);
}

/** A secret may be made to be set by hand later, and may hold settings beside it; every other property is what it says. */
function holdsSecret({ name, content }: NamedText): boolean {
  if (name !== 'SecretString') {
    return content !== '' && !/^(?:true|false)$/.test(content);
  }
  const members = parsedJson(content);
  return members
    ? Object.entries(members).some(([key, value]) => namesSecret(key) && typeof value === 'string' && !isPlaceholder(value))
    : !isPlaceholder(content);
}

function lambdaExample(title: string, Variables: Record<string, unknown>): Example {
  return { title, resources: { Function: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables } } } } };
}

function databaseExample(title: string, MasterUserPassword: unknown): Example {
  return { title, resources: { Database: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUsername: 'admin', MasterUserPassword } } } };
}
