/** What AWS's runbooks take, and the actions that their pages ask for: no others. */
import { StatementJson } from '../../policy/policy-json';

export interface RemediationRunbook {
  readonly document: string;
  /** Identifier of the managed rule whose findings it mends. */
  readonly rule: string;
  readonly resourceType: string;
  /** The parameter that takes the resource id of the finding. */
  readonly resourceParameter: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Parameters that take the value of a parameter of the rule. */
  readonly ruleParameters?: Readonly<Record<string, string>>;
  readonly grants: readonly RunbookGrant[];
}

interface RunbookGrant {
  /** What the actions can be limited to; `*`: nothing. */
  readonly on: 'user' | 'group' | 'role' | 'policy' | '*';
  readonly actions: readonly string[];
  /** Whoever has a policy that is below the path. */
  readonly havingPolicy?: boolean;
}

/** https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-revoke-iam-user.html */
export const REVOKE_UNUSED_CREDENTIALS: RemediationRunbook = {
  document: 'AWSConfigRemediation-RevokeUnusedIAMUserCredentials',
  rule: 'IAM_USER_UNUSED_CREDENTIALS_CHECK',
  resourceType: 'AWS::IAM::User',
  resourceParameter: 'IAMResourceId',
  ruleParameters: { MaxCredentialUsageAge: 'maxCredentialUsageAge' },
  grants: [
    {
      on: 'user',
      actions: [
        'iam:DeleteAccessKey', 'iam:DeleteLoginProfile', 'iam:GetAccessKeyLastUsed', 'iam:GetLoginProfile', 'iam:GetUser', 'iam:ListAccessKeys',
        'iam:UpdateAccessKey',
      ],
    },
    { on: '*', actions: ['config:ListDiscoveredResources'] },
  ],
};

/** https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-remove-user-policies.html */
export const REMOVE_USER_POLICIES: RemediationRunbook = {
  document: 'AWSConfigRemediation-RemoveUserPolicies',
  rule: 'IAM_USER_NO_POLICIES_CHECK',
  resourceType: 'AWS::IAM::User',
  resourceParameter: 'IAMUserID',
  parameters: { PolicyType: 'All' },
  grants: [
    { on: 'user', actions: ['iam:DeleteUserPolicy', 'iam:DetachUserPolicy', 'iam:ListAttachedUserPolicies', 'iam:ListUserPolicies'] },
    { on: '*', actions: ['iam:ListUsers'] },
  ],
};

/** https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-detach-iam-policy.html */
export const DETACH_POLICY: RemediationRunbook = {
  document: 'AWSConfigRemediation-DetachIAMPolicy',
  rule: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS',
  resourceType: 'AWS::IAM::Policy',
  resourceParameter: 'IAMResourceId',
  grants: [
    { on: 'user', actions: ['iam:DetachUserPolicy'], havingPolicy: true },
    { on: 'group', actions: ['iam:DetachGroupPolicy'], havingPolicy: true },
    { on: 'role', actions: ['iam:DetachRolePolicy'], havingPolicy: true },
    { on: 'policy', actions: ['iam:GetPolicy', 'iam:ListEntitiesForPolicy'] },
    { on: '*', actions: ['config:GetResourceConfigHistory', 'config:ListDiscoveredResources'] },
  ],
};

/** Where the runbook runs, and on what: the values may be tokens. */
export interface RunbookScope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** Of users or policies, with a slash at both ends. */
  readonly path: string;
}

export const ANY_EXECUTION = 'arn:*:ssm:*:*:automation-execution/*';

/** A grant, and why there is a star in it. */
export interface RunbookStatement {
  readonly statement: StatementJson;
  readonly reason: string;
}

export function remediationStatements(runbook: RemediationRunbook, { partition, region, account, path }: RunbookScope): RunbookStatement[] {
  const { document, grants } = runbook;
  const ssm = `arn:${partition}:ssm:${region}`;
  const iam = `arn:${partition}:iam::${account}`;
  return [
    {
      statement: {
        Effect: 'Allow',
        Action: 'ssm:StartAutomationExecution',
        Resource: [
          // Documents of AWS have no account in their ARN, or that of whoever runs them.
          `${ssm}:*:automation-definition/${document}:*`, `${ssm}:*:document/${document}`, `${ssm}:${account}:automation-execution/*`,
        ],
      },
      reason: 'one document of AWS, whose account and version AWS sets, and executions, whose ids are made when they start',
    },
    {
      statement: { Effect: 'Allow', Action: 'ssm:GetAutomationExecution', Resource: ANY_EXECUTION },
      reason: 'the id of an execution is made when it starts',
    },
    ...grants.map(({ on, actions, havingPolicy }): RunbookStatement => ({
      statement: {
        Effect: 'Allow',
        Action: actions,
        Resource: on === '*' ? '*' : `${iam}:${on}${havingPolicy ? '/' : path}*`,
        ...(havingPolicy && { Condition: { ArnLike: { 'iam:PolicyARN': `${iam}:policy${path}*` } } }),
      },
      reason: on === '*' ? 'the actions take no resource'
        : havingPolicy ? 'whoever has a policy that is below the path' : 'the rule may find any of those below the path',
    })),
  ];
}
