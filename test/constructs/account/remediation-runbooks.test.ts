import { findAction } from '../../../src/catalogue/actions';
import { knownRule } from '../../../src/constructs/account/managed-config-rule';
import { DETACH_POLICY, remediationStatements, REMOVE_USER_POLICIES, REVOKE_UNUSED_CREDENTIALS } from '../../../src/constructs/account/remediation-runbooks';
import { documentJson } from '../../../src/policy/policy-json';
import { ACCOUNT, notAllowed, notDenied, ProofRequest } from '../../support/proof';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/runbook`;
const USER = `arn:aws:iam::${ACCOUNT}:user/people/alice`;
const POLICY = `arn:aws:iam::${ACCOUNT}:policy/people/admin`;
const OTHER_USERS = [`arn:aws:iam::${ACCOUNT}:user/break-glass`, 'arn:aws:iam::444455556666:user/people/alice'];
const PLACE = { partition: 'aws', region: 'eu-west-1', account: ACCOUNT, path: '/people/' };
const EXECUTION = `arn:aws:ssm:eu-west-1:${ACCOUNT}:automation-execution/1`;

/** The actions of the documents' pages, in their order. */
const PAGES = [
  [REVOKE_UNUSED_CREDENTIALS, [
    'ssm:StartAutomationExecution', 'ssm:GetAutomationExecution', 'config:ListDiscoveredResources', 'iam:DeleteAccessKey', 'iam:DeleteLoginProfile',
    'iam:GetAccessKeyLastUsed', 'iam:GetLoginProfile', 'iam:GetUser', 'iam:ListAccessKeys', 'iam:UpdateAccessKey',
  ]],
  [REMOVE_USER_POLICIES, [
    'ssm:StartAutomationExecution', 'ssm:GetAutomationExecution', 'iam:DeleteUserPolicy', 'iam:DetachUserPolicy', 'iam:ListAttachedUserPolicies',
    'iam:ListUserPolicies', 'iam:ListUsers',
  ]],
  [DETACH_POLICY, [
    'ssm:StartAutomationExecution', 'ssm:GetAutomationExecution', 'config:GetResourceConfigHistory', 'config:ListDiscoveredResources',
    'iam:DetachGroupPolicy', 'iam:DetachRolePolicy', 'iam:DetachUserPolicy', 'iam:GetPolicy', 'iam:ListEntitiesForPolicy',
  ]],
] as const;

const statementsOf = (runbook: typeof PAGES[number][0]) => remediationStatements(runbook, PLACE).map(({ statement }) => statement);
const policiesOf = (runbook: typeof PAGES[number][0]) => ({ identityPolicies: [documentJson(statementsOf(runbook))] });
const on = (resource: string, ...actions: string[]): ProofRequest[] => actions.map((action) => ({ what: `${action} on ${resource}`, action, resource }));

describe.each(PAGES.map(([runbook, actions]) => [runbook.document, runbook, actions] as const))('the role of %s', (document, runbook, actions) => {
  test('has the actions that its page asks for, and no others', () => {
    const granted = statementsOf(runbook).flatMap(({ Action }) => Action!);
    expect([...granted].sort()).toEqual([...actions].sort());
    expect(granted.filter((action) => findAction(action) === undefined)).toEqual([]);
  });

  test('runs its own document only', () => {
    const start = (name: string) => on(`arn:aws:ssm:eu-west-1::document/${name}`, 'ssm:StartAutomationExecution')
      .concat(on(`arn:aws:ssm:eu-west-1:${ACCOUNT}:automation-definition/${name}:1`, 'ssm:StartAutomationExecution'));
    expect(notAllowed(policiesOf(runbook), ROLE, [...start(document), ...on(EXECUTION, 'ssm:GetAutomationExecution')])).toEqual([]);
    expect(notDenied(policiesOf(runbook), ROLE, [...start('AWSConfigRemediation-DeleteIAMUser'), ...start(`${document}-2`)])).toEqual([]);
  });

  test('neither makes anything nor raises its own rights', () => {
    expect(notDenied(policiesOf(runbook), ROLE, [
      ...on(USER, 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', 'iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:DeleteUser'),
      ...on(ROLE, 'iam:PassRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRolePermissionsBoundary', 'sts:AssumeRole'),
      ...on(POLICY, 'iam:CreatePolicyVersion', 'iam:DeletePolicy'),
    ])).toEqual([]);
  });

  test('mends findings of a rule that looks at what it takes', () => {
    expect(knownRule(runbook.rule)?.resourceTypes).toContain(runbook.resourceType);
    expect(Object.keys(knownRule(runbook.rule)?.parameters ?? {})).toEqual(expect.arrayContaining(Object.values(runbook.ruleParameters ?? {})));
  });
});

test('credentials are revoked of users of the account below the path', () => {
  const policies = policiesOf(REVOKE_UNUSED_CREDENTIALS);
  const actions = ['iam:DeleteLoginProfile', 'iam:DeleteAccessKey', 'iam:UpdateAccessKey', 'iam:ListAccessKeys', 'iam:GetUser', 'iam:GetAccessKeyLastUsed'];
  expect(notAllowed(policies, ROLE, [...on(USER, ...actions), { what: 'finds the user', action: 'config:ListDiscoveredResources' }])).toEqual([]);
  expect(notDenied(policies, ROLE, OTHER_USERS.flatMap((user) => on(user, ...actions)))).toEqual([]);
});

test('policies are removed of users of the account below the path, and of nobody else', () => {
  const policies = policiesOf(REMOVE_USER_POLICIES);
  expect(notAllowed(policies, ROLE, on(USER, 'iam:DeleteUserPolicy', 'iam:DetachUserPolicy', 'iam:ListUserPolicies'))).toEqual([]);
  expect(notDenied(policies, ROLE, [...OTHER_USERS.flatMap((user) => on(user, 'iam:DeleteUserPolicy')), ...on(ROLE, 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy')])).toEqual([]);
});

test('policies below the path are detached, others and those of AWS stay', () => {
  const detach = (policy: string) => [
    ...on(USER, 'iam:DetachUserPolicy'), ...on(ROLE, 'iam:DetachRolePolicy'), ...on(`arn:aws:iam::${ACCOUNT}:group/admins`, 'iam:DetachGroupPolicy'),
  ].map((request) => ({ ...request, context: { 'iam:PolicyARN': policy } }));
  expect(notAllowed(policiesOf(DETACH_POLICY), ROLE, detach(POLICY))).toEqual([]);
  expect(notDenied(policiesOf(DETACH_POLICY), ROLE, [
    ...detach('arn:aws:iam::aws:policy/AWSDenyAll'), ...detach(`arn:aws:iam::${ACCOUNT}:policy/boundary`),
  ])).toEqual([]);
});
