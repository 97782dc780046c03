import { AccessModel, ResourceNode } from '../../model/access-model';
import { readableId } from '../../model/intrinsics';
import { opaqueToken, Text } from '../../policy/text';
import { ref } from '../example-templates';
import { partKey } from '../keys';
import { resourcesOf } from '../resources';
import { defineRule, Example } from '../rule';

export const loginProfileNeedsReset = defineRule({
  id: 'LoginProfileNeedsReset',
  title: 'a user keeps a password that somebody else has set',
  why: 'Whoever deploys the stack, and whoever reads its source or its parameters, knows the password and can sign in as the user.',
  fix: 'Let people sign in through IAM Identity Center; where a user has to be, set PasswordResetRequired to true.',
  severity: 'error',
  packs: ['strict'],
  controls: { 'pci-dss-4.0.1': ['8.3.5'], 'well-architected': ['SEC02-BP01'] },
  links: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-iam-user-loginprofile.html'],
  unknown: 'A setting that is a token is a warning that names it.',
  examples: {
    bad: [
      userExample('left out, which is false', {}),
      userExample('false', { PasswordResetRequired: false }),
    ],
    good: [userExample('the user has to set a password of their own', { PasswordResetRequired: true })],
    unknown: [userExample('the setting is a parameter', { PasswordResetRequired: ref('Reset') })],
  },
  *check(model) {
    for (const resource of resourcesOf(model, 'AWS::IAM::User')) {
      const hasPassword = model.textsAt(resource, 'LoginProfile.Password').length > 0;
      for (const setting of hasPassword ? settingsOf(model, resource) : []) {
        const token = opaqueToken(setting);
        if (token || setting !== 'true') {
          yield {
            template: resource.template, resource, location: 'Properties.LoginProfile', key: partKey('User', [readableId(resource.logicalId)]),
            message: `sets a password that the user need not change${token ? `, unless ${token.label} says so` : ''}`, unknown: token !== undefined,
          };
        }
      }
    }
  },
});

/** Left out, it is false. */
function settingsOf(model: AccessModel, user: ResourceNode): readonly Text[] {
  const path = 'LoginProfile.PasswordResetRequired';
  const settings = model.textsAt(user, path);
  const isLeftOut = settings.length === 0 || (model.isMissingAt(user, path) && !model.isMissingAt(user, 'LoginProfile.Password'));
  return isLeftOut ? [...settings, 'false'] : settings;
}

function userExample(title: string, settingsOfProfile: Record<string, unknown>): Example {
  return {
    title,
    parameters: { Initial: { Type: 'String', NoEcho: true }, Reset: { Type: 'String' } },
    resources: { Alice: { Type: 'AWS::IAM::User', Properties: { LoginProfile: { Password: ref('Initial'), ...settingsOfProfile } } } },
  };
}
