import { isAboutMfa, mfaOutcomes } from '../../analysis/mfa-conditions';
import { ActionInfo, expandAction } from '../../catalogue/actions';
import { CREDENTIAL_EXPOSING_ACTIONS } from '../../catalogue/lists/credential-exposing-actions';
import { AccessModel, ModelPrincipal } from '../../model/access-model';
import { awsManagedPolicy } from '../../model/aws-managed-policy';
import { PolicyDocument } from '../../policy/document';
import { Statement } from '../../policy/statement';
import { Text } from '../../policy/text';
import { partKey } from '../keys';
import { principalsOf } from '../resources';
import { defineRule, Example } from '../rule';
import { describeStatement } from '../select';

const administer = { Effect: 'Allow', Action: 'iam:AttachRolePolicy', Resource: 'arn:aws:iam::111122223333:role/orders/*' };
const unlessMfa = { Effect: 'Deny', NotAction: ['iam:EnableMFADevice', 'sts:GetSessionToken'], Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } };

function groupExample(title: string, ...statements: Record<string, unknown>[]): Example {
  const policies = [{ PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
  return { title, resources: { Group: { Type: 'AWS::IAM::Group', Properties: { Policies: policies } } } };
}

export const peopleNeedMfa = defineRule({
  id: 'PeopleNeedMfa',
  title: 'a user or a group may change permissions or take credentials without multi-factor authentication',
  why: 'A password or an access key that has leaked is then enough to take over the account.',
  fix: 'Add the condition Bool aws:MultiFactorAuthPresent "true" to the statement, or a Deny of everything else with BoolIfExists aws:MultiFactorAuthPresent "false".',
  severity: 'warning',
  packs: ['strict'],
  controls: {
    'pci-dss-4.0.1': ['8.4.2'],
    'nist-800-53-r5': ['AC-2(1)', 'AC-3(15)', 'IA-2(1)', 'IA-2(2)', 'IA-2(6)', 'IA-2(8)'],
    'well-architected': ['SEC02-BP01'],
  },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
    'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_identities_enforce_mechanisms.html',
  ],
  unknown: 'Nothing is left open: a policy or an action that is a token is left to the rules that speak of it. People who come through an identity provider or IAM Identity Center '
    + 'authenticate there, and AWS does not learn how: roles and permission sets are not asked.',
  examples: {
    bad: [
      groupExample('administrators of roles', administer),
      { title: 'an administrator', resources: { User: { Type: 'AWS::IAM::User', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } } } },
    ],
    good: [
      groupExample('with the condition', { ...administer, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      groupExample('with a Deny for the rest', administer, unlessMfa),
      groupExample('actions that change no permissions', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
      groupExample('own credentials', { Effect: 'Allow', Action: ['iam:CreateAccessKey', 'iam:UpdateLoginProfile'], Resource: 'arn:aws:iam::*:user/${aws:username}' }),
    ],
    unknown: [],
  },
  *check(model: AccessModel) {
    for (const principal of [...principalsOf(model, 'user'), ...principalsOf(model, 'group')]) {
      const { resource } = principal;
      const grant = ownDocuments(principal).flatMap(({ statements }) => statements).find(isSensitive);
      if (grant && !isGuarded(principal)) {
        const example = sensitiveActions(grant)[0].name;
        yield {
          template: resource.template, resource, location: 'Properties', key: partKey('Action', [example]),
          message: `may use ${example} without multi-factor authentication`, witness: describeStatement(grant),
        };
      }
    }
  },
});

/** What a group grants is the group's finding. */
function ownDocuments(principal: ModelPrincipal): PolicyDocument[] {
  const own = principal.policies.filter((policy) => !principal.groups.some((group) => group.policies.includes(policy)));
  return [...own.map(({ document }) => document), ...managedDocuments(principal)];
}

function managedDocuments({ attachments }: ModelPrincipal): PolicyDocument[] {
  return attachments.flatMap(({ arn, policy }) => (policy ? [] : awsManagedPolicy(arn)?.document ?? []));
}

function isGuarded(principal: ModelPrincipal): boolean {
  const { policies, groups, boundaries } = principal;
  const documents = [
    ...policies.map(({ document }) => document), ...groups.flatMap(managedDocuments), ...managedDocuments(principal),
    ...boundaries.flatMap((boundary) => boundary?.policy?.document ?? []),
  ];
  return documents.flatMap(({ statements }) => statements).some(deniesWithout);
}

function deniesWithout(statement: Statement): boolean {
  if (statement.effect !== 'Deny' || !isAboutMfa(statement)) {
    return false;
  }
  const { session, accessKey } = mfaOutcomes(statement);
  return session === 'yes' && accessKey === 'yes';
}

const CREDENTIALS = new Set(CREDENTIAL_EXPOSING_ACTIONS.map(({ name }) => name));
const OWN = /\$\{aws:username\}/;

function isSensitive(statement: Statement): boolean {
  const { effect, resource, action } = statement;
  const isForOneself = resource !== undefined && !resource.negated && resource.patterns.every((pattern) => OWN.test(pattern.toString()));
  return effect === 'Allow' && !action.negated && !isForOneself && !requiresMfa(statement) && sensitiveActions(statement).length > 0;
}

function requiresMfa(statement: Statement): boolean {
  return isAboutMfa(statement) && mfaOutcomes(statement).session === 'no';
}

function sensitiveActions({ action }: Statement): readonly ActionInfo[] {
  return action.patterns.flatMap(sensitiveOf);
}

const known = new Map<Text, readonly ActionInfo[]>();

/** Of IAM and of what IAM does for other services: the permissions of single resources weigh less. */
function sensitiveOf(pattern: Text): readonly ActionInfo[] {
  let sensitive = known.get(pattern);
  if (!sensitive) {
    sensitive = typeof pattern === 'string'
      ? expandAction(pattern).filter(({ name, accessLevel }) => CREDENTIALS.has(name) || (OF_IDENTITIES.test(name) && accessLevel === 'Permissions management'))
      : [];
    known.set(pattern, sensitive);
  }
  return sensitive;
}

const OF_IDENTITIES = /^(iam|organizations|sso|identitystore):/;
