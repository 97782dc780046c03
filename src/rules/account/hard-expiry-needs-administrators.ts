import { AccessModel, ModelPrincipal, ResourceNode } from '../../model/access-model';
import { awsManagedPolicy } from '../../model/aws-managed-policy';
import { PolicyDocument } from '../../policy/document';
import { Text } from '../../policy/text';
import { roleExample } from '../example-templates';
import { partKey } from '../keys';
import { isPasswordRunbook, mayCallAws, passwordCalls, RUNBOOK_TYPE, runbookValues } from '../password-calls';
import { resourcesSuch } from '../resources';
import { defineRule, Example } from '../rule';
import { speaksOfAction } from '../select';

const LEAST = 2;
const RESETS = 'iam:UpdateLoginProfile';

export const hardExpiryNeedsAdministrators = defineRule({
  id: 'HardExpiryNeedsAdministrators',
  title: 'passwords expire for good, and fewer than two roles can set new ones',
  why: 'A user whose password has expired is locked out until an administrator resets it; when nobody can, the account has only its root user left.',
  fix: `Keep two roles at least that may call ${RESETS}, or set HardExpiry to false; in a CDK app, AccountPasswordPolicy asks who they are.`,
  severity: 'warning',
  packs: ['strict'],
  controls: {},
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#password-policy-details'],
  unknown: 'A setting that is a token is a warning that names its place. Roles of other apps are not seen: acknowledge the finding if there are two.',
  examples: {
    bad: [callExample('nobody of the app can', { HardExpiry: true, MaxPasswordAge: 90 })],
    good: [
      callExample('users may set a new password themselves', { HardExpiry: false, MaxPasswordAge: 90 }),
      {
        title: 'two roles can',
        resources: {
          ...callExample('', { HardExpiry: true, MaxPasswordAge: 90 }).resources,
          One: roleExample('', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/IAMFullAccess'] }).resources.Role,
          Two: roleExample('', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }).resources.Role,
        },
      },
    ],
    unknown: [
      {
        title: 'the call is known only when it is deployed',
        resources: { Call: { Type: 'Custom::AWS', Properties: { Create: { 'Fn::Sub': '{"action":"updateAccountPasswordPolicy","parameters":{"HardExpiry":${Hard}}}' } } } },
        parameters: { Hard: { Type: 'String' } },
      },
    ],
  },
  *check(model) {
    for (const resource of resourcesSuch(model, maySetPolicy)) {
      for (const { location, isHard } of settings(model, resource)) {
        const able = isHard === false ? LEAST : model.principals.filter(canReset).length;
        if (able < LEAST) {
          yield {
            template: resource.template, resource, location, key: partKey('HardExpiry', [String(isHard ?? 'token')]), unknown: isHard === undefined,
            message: `${isHard ? 'sets' : 'may set'} HardExpiry, and ${able === 0 ? 'no role' : 'only one role'} of the app may call ${RESETS}`,
          };
        }
      }
    }
  },
});

function maySetPolicy(type: string): boolean {
  return mayCallAws(type) || type === RUNBOOK_TYPE;
}

/** AccountPasswordPolicy has asked for the administrators already. */
function settings(model: AccessModel, resource: ResourceNode): { location: string; isHard: boolean | undefined }[] {
  const calls = passwordCalls(model, resource)
    .map(({ location, parameters }) => ({ location, isHard: parameters && String(parameters.HardExpiry) === 'true' }));
  const values = isPasswordRunbook(model, resource) ? runbookValues(model, resource, 'HardExpiry') : [];
  return [...calls, ...values.map((value) => ({ location: 'Properties.Parameters.HardExpiry', isHard: switched(value) }))];
}

function switched(value: Text): boolean | undefined {
  return typeof value === 'string' ? value === 'true' : undefined;
}

/** Roles only: the passwords of users expire, too. */
function canReset({ kind, policies, attachments }: ModelPrincipal): boolean {
  const ofAws = attachments.flatMap(({ arn, policy }) => (policy ? [] : awsManagedPolicy(arn)?.document ?? []));
  return kind === 'role' && [...policies.map(({ document }) => document), ...ofAws].some(allowsReset);
}

function allowsReset({ statements }: PolicyDocument): boolean {
  return statements.some((statement) => statement.effect === 'Allow' && speaksOfAction(statement, RESETS) === 'yes');
}

function callExample(title: string, parameters: Record<string, unknown>): Example {
  return {
    title, resources: { Call: { Type: 'Custom::AWS', Properties: { Create: JSON.stringify({ service: 'IAM', action: 'updateAccountPasswordPolicy', parameters }) } } },
  };
}
