import { isPlaceholder } from '../../analysis/secrets/likeness';
import { isSecretProperty, namesSecret } from '../../analysis/secrets/secret-names';
import { AccessModel, TemplateParameter } from '../../model/access-model';
import { opaqueToken } from '../../policy/text';
import { ref } from '../example-templates';
import { partKey } from '../keys';
import { defineRule, Example } from '../rule';
import { textsWithSecrets } from '../written-secrets';

export const secretParametersHidden = defineRule({
  id: 'SecretParametersHidden',
  title: 'a parameter that takes a secret shows it',
  why: 'Without NoEcho the console and DescribeStacks show the value to everybody who may look at the stack; a default stands in the template itself.',
  fix: 'Set NoEcho to true and leave out Default; better, take no secret as a parameter, but a dynamic reference to AWS Secrets Manager.',
  severity: 'warning',
  packs: ['strict'],
  controls: { 'well-architected': ['SEC02-BP03'] },
  links: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html'],
  unknown: 'Nothing is left open: whatever the value will be, it is shown or not.',
  examples: {
    bad: [
      parameterExample('the password of a database', { Type: 'String' }),
      parameterExample('masked, and with a default', { Type: 'String', NoEcho: true, Default: 'Tr0ub4dor&3' }),
      { title: 'by its name', parameters: { ApiToken: { Type: 'String' } }, resources: {} },
    ],
    good: [
      parameterExample('masked', { Type: 'String', NoEcho: 'true' }),
      { title: 'the ARN of a secret', parameters: { ApiTokenArn: { Type: 'String' } }, resources: {} },
      { title: 'a parameter of Systems Manager', parameters: { ApiToken: { Type: 'AWS::SSM::Parameter::Name' } }, resources: {} },
    ],
    unknown: [],
  },
  *check(model) {
    const fed = model.parameters.length === 0 ? [] : secretProperties(model);
    for (const parameter of model.parameters.filter(({ type }) => type === 'String')) {
      const { template, name, noEcho, default: value } = parameter;
      const use = fed.find((one) => one.file === template.file && one.label === name);
      if (use || namesSecret(name)) {
        const what = `takes a secret${use ? ` for ${use.place}` : ''}`;
        if (!noEcho && !isReferenceOnly(parameter)) {
          yield { template, location: `Parameters.${name}`, key: partKey('Parameter', [name]), message: `${what} without NoEcho` };
        } else if (noEcho && value !== undefined && !isPlaceholder(value)) {
          yield { template, location: `Parameters.${name}.Default`, key: partKey('Default', [name]), message: `${what}, with a default that stands in the template` };
        }
      }
    }
  },
});

/** By convention the name of a secret or parameter, a path, is its default. */
function isReferenceOnly({ default: value = '' }: TemplateParameter): boolean {
  return /^(?:\/|arn:)/.test(value);
}

function secretProperties(model: AccessModel): { file: string; label: string; place: string }[] {
  return [...textsWithSecrets(model)].flatMap(([{ type, template }, texts]) => texts.flatMap(({ name, text, place }) => {
    const token = isSecretProperty(type, name) ? opaqueToken(text) : undefined;
    return token ? [{ file: template.file, label: token.label, place }] : [];
  }));
}

function parameterExample(title: string, declaration: Record<string, unknown>): Example {
  return {
    title, parameters: { AdminLogin: declaration },
    resources: { Database: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword: ref('AdminLogin') } } },
  };
}
