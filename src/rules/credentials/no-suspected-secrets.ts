import { assignedSecrets, suspectedSecret } from '../../analysis/secrets/find-secrets';
import { isSecretProperty } from '../../analysis/secrets/secret-names';
import { defineRule, Example } from '../rule';
import { secretKey, secretsByForm, textsWithSecrets } from '../written-secrets';

export const noSuspectedSecrets = defineRule({
  id: 'NoSuspectedSecrets',
  title: 'a value that is named like a secret stands in the template',
  why: 'Environment variables, user data and parameters are shown to everybody who may describe the resource, and the template to many more.',
  fix: 'Put it into AWS Secrets Manager or a secure parameter of Systems Manager and hand over its name; if it is no secret, acknowledge the finding.',
  severity: 'warning',
  packs: ['strict'],
  controls: {
    'aws-fsbp': ['CodeBuild.2', 'ECS.8'],
    'pci-dss-4.0.1': ['8.3.2', '8.6.2'],
    'nist-800-53-r5': ['IA-5(7)', 'SA-3'],
    'well-architected': ['SEC02-BP03'],
  },
  links: [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html',
  ],
  unknown: 'Nothing is left open: what is named by a token does not stand in the template.',
  examples: {
    bad: [
      variableExample('a password in the environment of a container', 'DB_PASSWORD', 'Tr0ub4dor&3'),
      variableExample('an API key by its name and its look', 'PAYMENT_API_KEY', 'q8Zt4LmW2xVb7NcR5yKd'),
      {
        title: 'a token in a script',
        resources: { Host: { Type: 'AWS::EC2::Instance', Properties: { UserData: { 'Fn::Base64': '#!/bin/sh\nexport AGENT_TOKEN=q8Zt4LmW2xVb7NcR5yKd\nstart-agent' } } } },
      },
      {
        title: 'in a parameter of Systems Manager',
        resources: { Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/database/password', Type: 'String', Value: 'Tr0ub4dor&3' } } },
      },
    ],
    good: [
      variableExample('the ARN of a secret', 'DB_PASSWORD_SECRET', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-a1b2c3'),
      variableExample('the name of a secret', 'API_TOKEN', 'payment-api-token'),
      variableExample('a setting of one', 'PASSWORD_MIN_LENGTH', '16'),
      variableExample('a place where one is to be put', 'API_KEY', '<your API key>'),
    ],
    unknown: [],
  },
  *check(model) {
    for (const [resource, texts] of textsWithSecrets(model)) {
      for (const text of texts.filter(({ name, content, text: written }) => (
        typeof written === 'string' || content.includes('\n')) && !isSecretProperty(resource.type, name))) {
        const { name, content, location, place } = text;
        const named = suspectedSecret(name, content);
        const suspects = named ? [named] : assignedSecrets(content);
        for (const { what, shown } of suspects.length > 0 && secretsByForm(text).length === 0 ? suspects : []) {
          yield {
            template: resource.template, resource, location, key: secretKey(what, place),
            message: `states what looks like a secret in ${place}: ${what}`, witness: shown,
          };
        }
      }
    }
  },
});

function variableExample(title: string, Name: string, Value: string): Example {
  const ContainerDefinitions = [{ Name: 'app', Environment: [{ Name, Value }] }];
  return { title, resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions } } } };
}
