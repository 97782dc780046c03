import { AccessModel, ResourceNode } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { Text } from '../../policy/text';
import { partKey } from '../keys';
import { mayCallAws } from '../password-calls';
import { resourcesSuch } from '../resources';
import { defineRule, Example } from '../rule';

/** CloudFormation has no types for most of them: a custom resource that calls IAM makes them all the same. */
const MADE_BY: Readonly<Record<string, string>> = {
  createaccesskey: 'an access key',
  createloginprofile: 'a password',
  createservicespecificcredential: 'a service-specific credential: a password for CodeCommit or Amazon Keyspaces, or an API key for Amazon Bedrock',
  uploadsshpublickey: 'an SSH key for CodeCommit',
  uploadsigningcertificate: 'a signing certificate',
};

export const noCredentialCalls = defineRule({
  id: 'NoCredentialCalls',
  title: 'a long-term credential is made by a call of IAM',
  why: 'It works from anywhere until somebody deletes it, and what the call answers, the secret, is kept in the data of the custom resource.',
  fix: 'Use a role: its credentials are short-lived, and Git, Amazon Keyspaces and Amazon Bedrock take them, too.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'aws-fsbp': ['IAM.3'], 'well-architected': ['SEC02-BP02'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_api_keys_for_aws_services.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_ssh-keys.html',
  ],
  unknown: 'Nothing is left open: the action stands in the call, whatever the user is.',
  examples: {
    bad: [
      callExample('an API key for Amazon Bedrock', 'createServiceSpecificCredential'),
      callExample('a password', 'CreateLoginProfileCommand'),
    ],
    good: [callExample('a call that makes no credential', 'getUser')],
    unknown: [],
  },
  *check(model) {
    for (const resource of resourcesSuch(model, mayCallAws)) {
      for (const [location, made] of calls(model, resource)) {
        yield {
          template: resource.template, resource, location: `Properties.${location}`, key: partKey('Call', [readableId(resource.logicalId)]),
          message: `calls IAM to make ${made}`,
        };
      }
    }
  },
});

function calls(model: AccessModel, resource: ResourceNode): (readonly [string, string])[] {
  const found = ['Create', 'Update', 'Delete'].flatMap((name) => model.textsAt(resource, name).flatMap((call) => {
    const action = actionOf(call);
    return action !== undefined && Object.hasOwn(MADE_BY, action) ? [[name, MADE_BY[action]] as const] : [];
  }));
  return found.slice(0, 1);
}

/** JavaScript's SDKs name it in several ways: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html */
function actionOf(call: Text): string | undefined {
  return /"action"\s*:\s*"(\w+?)(?:Command)?"/.exec(call.toString())?.[1].toLowerCase();
}

function callExample(title: string, action: string): Example {
  const Create = JSON.stringify({ service: 'IAM', action, parameters: { UserName: 'ci' } });
  return { title, resources: { Call: { Type: 'Custom::AWS', Properties: { Create } } } };
}
