import { IAM_DEFAULTS, JUDGED_SETTINGS, JudgedPolicy, JudgedSetting, LateValue, passwordWeaknesses } from '../../catalogue/password-policy';
import { AccessModel, ResourceNode } from '../../model/access-model';
import { PASSWORD_POLICY_TYPE } from '../../model/declared-password-policy';
import { isObject } from '../../policy/document';
import { Text } from '../../policy/text';
import { ref } from '../example-templates';
import { partKey } from '../keys';
import { parsedJson } from '../parsed-json';
import { isPasswordRunbook, passwordCalls, RUNBOOK_TYPE, runbookValues } from '../password-calls';
import { resourcesSuch } from '../resources';
import { defineRule, Example } from '../rule';

const CIS = {
  MinimumPasswordLength: 14, PasswordReusePrevention: 24,
  RequireUppercaseCharacters: true, RequireLowercaseCharacters: true, RequireNumbers: true, RequireSymbols: true,
};

export const strongPasswordPolicy = defineRule({
  id: 'StrongPasswordPolicy',
  title: 'the password policy of the account is weaker than it should be',
  why: 'Whoever guesses the password of one user has all that the user may do, and a short or old password is what is guessed first.',
  fix: 'Ask for 14 characters of all four classes, or 15 of any, and for none of the last 24 passwords; in a CDK app, AccountPasswordPolicy does so by default.',
  severity: 'warning',
  packs: ['baseline', 'strict'],
  controls: {
    'aws-fsbp': ['IAM.7'],
    'cis-aws-5.0': ['1.7', '1.8'],
    'pci-dss-4.0.1': ['8.3.6', '8.3.7', '8.3.9', '8.3.10.1', '8.6.3'],
    'nist-800-53-r5': ['AC-2(1)', 'AC-2(3)', 'AC-3(15)', 'IA-5(1)'],
    'well-architected': ['SEC02-BP01'],
  },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
    'https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html',
  ],
  unknown: 'A setting that is a token is a warning that names it.',
  examples: {
    bad: [
      policyExample('eight characters', { ...CIS, MinimumPasswordLength: 8 }),
      policyExample('IAM\'s default for what is left out: old passwords come back', { ...CIS, PasswordReusePrevention: ref('AWS::NoValue') }),
      policyExample('14 characters, and no symbol', { ...CIS, RequireSymbols: false }),
      ruleExample('a rule of AWS Config that accepts eight characters', { MinimumPasswordLength: '8', RequireSymbols: 'true' }),
      {
        title: 'an API call that leaves out nearly everything',
        resources: { Policy: { Type: 'Custom::AWS', Properties: { Create: '{"service":"IAM","action":"updateAccountPasswordPolicy","parameters":{"MinimumPasswordLength":14}}' } } },
      },
      runbookExample('a runbook that is told nothing, and sets IAM\'s defaults', {}),
    ],
    good: [
      policyExample('14 characters of all classes, none of the last 24 passwords', CIS),
      policyExample('15 characters of any class', { MinimumPasswordLength: '15', PasswordReusePrevention: '24' }),
      ruleExample('a rule of AWS Config that asks for the same', { MinimumPasswordLength: '14', PasswordReusePrevention: '24', RequireSymbols: 'true' }),
      ruleExample('a rule of AWS Config that checks one setting', { PasswordReusePrevention: '24' }),
      runbookExample('a runbook that sets the same', CIS),
    ],
    unknown: [
      { ...policyExample('the length is a parameter', { ...CIS, MinimumPasswordLength: ref('Length') }), parameters: { Length: { Type: 'Number' } } },
    ],
  },
  *check(model) {
    for (const resource of resourcesSuch(model, (type) => DECLARING.includes(type))) {
      const place = { template: resource.template, resource };
      for (const { location, does, policy } of declarations(model, resource)) {
        if (!policy) {
          yield { ...place, location, key: partKey('PasswordPolicy', ['token']), unknown: true, message: `${does} a password policy ${LATE}` };
        }
        for (const { setting, found, expected } of policy ? passwordWeaknesses(policy) : []) {
          yield {
            ...place, location: `${location}.${setting}`, key: partKey(setting, [String(found ?? 'token')]), unknown: found === undefined,
            message: `${does} ${setting} ${found ?? LATE}; expected is ${expected}`,
          };
        }
      }
    }
  },
});

const LATE = 'that is known only when it is deployed';

interface Declaration {
  readonly location: string;
  readonly does: 'sets' | 'accepts';
  /** Undefined when a token hides all of it. */
  readonly policy?: JudgedPolicy;
}

const DECLARING: readonly string[] = [PASSWORD_POLICY_TYPE, 'AWS::Config::ConfigRule', 'Custom::AWS', RUNBOOK_TYPE];

function declarations(model: AccessModel, resource: ResourceNode): Declaration[] {
  switch (resource.type) {
    case PASSWORD_POLICY_TYPE:
      return [{ location: 'Properties', does: 'sets', policy: policyWith((setting) => orDefault(setting, model.textsAt(resource, setting).map(lateValue))) }];
    case 'AWS::Config::ConfigRule':
      return model.textsAt(resource, 'Source.SourceIdentifier').includes('IAM_PASSWORD_POLICY') ? configParameters(model, resource) : [];
    case 'Custom::AWS':
      return passwordCalls(model, resource).map(({ location, parameters }) => ({ location, does: 'sets', policy: withTexts(parameters, orDefault) }));
    case RUNBOOK_TYPE:
      return isPasswordRunbook(model, resource)
        ? [{ location: 'Properties.Parameters', does: 'sets', policy: policyWith((setting) => orDefault(setting, runbookValues(model, resource, setting).map(lateValue))) }]
        : [];
    default:
      return [];
  }
}

/** An object, or its JSON. What a rule leaves out it does not check. */
function configParameters(model: AccessModel, resource: ResourceNode): Declaration[] {
  const place = { location: 'Properties.InputParameters', does: 'accepts' as const };
  const whole = model.textsAt(resource, 'InputParameters').map((text) => ({ ...place, policy: withTexts(parsedJson(text), (_, values) => values) }));
  return whole.length > 0 ? whole : [{ ...place, policy: policyWith((setting) => model.textsAt(resource, `InputParameters.${setting}`).map(lateValue)) }];
}

function withTexts(
  settings: unknown, complete: (setting: JudgedSetting, values: readonly LateValue[]) => readonly LateValue[],
): JudgedPolicy | undefined {
  return isObject(settings)
    ? policyWith((setting) => complete(setting, setting in settings ? [lateValue(String(settings[setting]))] : []))
    : undefined;
}

function policyWith(values: (setting: JudgedSetting) => readonly LateValue[]): JudgedPolicy {
  return Object.fromEntries(JUDGED_SETTINGS.map((setting) => [setting, values(setting)])) as JudgedPolicy;
}

function orDefault(setting: JudgedSetting, values: readonly LateValue[]): readonly LateValue[] {
  return values.length > 0 ? values : [IAM_DEFAULTS[setting]];
}

/** Only lower case is true: https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html */
function lateValue(text: Text): LateValue {
  if (typeof text !== 'string') {
    return undefined;
  }
  return /^\d+$/.test(text) ? Number(text) : text === 'true';
}

function policyExample(title: string, settings: Record<string, unknown>): Example {
  return { title, resources: { Policy: { Type: PASSWORD_POLICY_TYPE, Properties: settings } } };
}

function ruleExample(title: string, parameters: Record<string, unknown>): Example {
  const Source = { Owner: 'AWS', SourceIdentifier: 'IAM_PASSWORD_POLICY' };
  return { title, resources: { Rule: { Type: 'AWS::Config::ConfigRule', Properties: { Source, InputParameters: parameters } } } };
}

function runbookExample(title: string, settings: Record<string, unknown>): Example {
  const Parameters = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, { StaticValue: { Values: [String(value)] } }]));
  return {
    title,
    resources: {
      Remediation: {
        Type: 'AWS::Config::RemediationConfiguration',
        Properties: { ConfigRuleName: 'passwords', TargetType: 'SSM_DOCUMENT', TargetId: 'AWSConfigRemediation-SetIAMPasswordPolicy', Parameters },
      },
    },
  };
}
