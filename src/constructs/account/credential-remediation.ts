import { Stack, Validations } from 'aws-cdk-lib';
import * as config from 'aws-cdk-lib/aws-config';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ANY_EXECUTION, DETACH_POLICY, RemediationRunbook, remediationStatements, REMOVE_USER_POLICIES, REVOKE_UNUSED_CREDENTIALS } from './remediation-runbooks';
import { Machine } from '../identities/machine';
import { MachineRole } from '../identities/machine-role';
import { acknowledgeStars } from '../identities/nag-evidence';
import { checkText, PATH } from '../props';

/**
 * A runbook of AWS Systems Manager that mends what a rule has found, when somebody starts it: never by itself.
 *
 * Its role has exactly the actions that the page of the runbook asks for, on what is below a path. It acknowledges
 * `IamGuardrails-NoWildcardResource` for reading executions, whose ids are made when they start, and `AwsSolutions-IAM5` of cdk-nag for each
 * star, with its reason. To start a runbook takes `config:StartRemediationExecution` and `iam:PassRole` on its role.
 */
export class CredentialRemediation {
  /**
   * For IAM_USER_UNUSED_CREDENTIALS_CHECK: AWSConfigRemediation-RevokeUnusedIAMUserCredentials. It **deletes the login profile** of the user (the
   * password is gone, and with it the access to the console) and deactivates access keys, when they have not been used for
   * `unusedCredentialMaxAge`. The keys can be activated again; the login profile cannot be brought back, only made anew.
   *
   * @param userPath Path of the users that it may change, with those below it: `/people/`. `/` is all users; the strict rule pack reports it.
   * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-revoke-iam-user.html
   */
  public static revokeUnusedCredentials(userPath: string): CredentialRemediation {
    return new CredentialRemediation(REVOKE_UNUSED_CREDENTIALS, 'userPath', userPath);
  }

  /**
   * For IAM_USER_NO_POLICIES_CHECK: AWSConfigRemediation-RemoveUserPolicies. It **deletes the inline policies** of the user, of which no copy stays,
   * and detaches the managed ones. A policy that denies goes with them.
   *
   * @param userPath Path of the users that it may change, with those below it: `/people/`. `/` is all users; the strict rule pack reports it.
   * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-remove-user-policies.html
   */
  public static removeUserPolicies(userPath: string): CredentialRemediation {
    return new CredentialRemediation(REMOVE_USER_POLICIES, 'userPath', userPath);
  }

  /**
   * For IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS: AWSConfigRemediation-DetachIAMPolicy. It detaches the policy, which has to be one of the account,
   * from **all** its users, groups and roles.
   *
   * @param policyPath Path of the policies that it may detach, with those below it: `/teams/`. `/` is all of them; the strict rule pack reports it.
   * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-detach-iam-policy.html
   */
  public static detachAdminPolicy(policyPath: string): CredentialRemediation {
    return new CredentialRemediation(DETACH_POLICY, 'policyPath', policyPath);
  }

  private constructor(private readonly runbook: RemediationRunbook, prop: string, private readonly path: string) {
    checkText(prop, path, PATH, 'a path with a slash at both ends, such as /people/');
  }

  /**
   * Identifier of the rule that it is for.
   *
   * @internal
   */
  public get _rule(): string {
    return this.runbook.rule;
  }

  /** @internal */
  public _bind(scope: Construct, rule: config.IRule, ruleParameters: { [name: string]: string }): void {
    const { runbook, path } = this;
    const { partition, region, account } = Stack.of(scope);
    const name = runbook.document.replace('AWSConfigRemediation-', '');
    const statements = remediationStatements(runbook, { partition, region, account, path });
    const role = new MachineRole(scope, name, {
      machine: Machine.service('ssm.amazonaws.com', {
        sourceArns: [`arn:${partition}:ssm:${region}:${account}:automation-execution/*`], sourceAccounts: [account],
      }),
      description: `Runs ${runbook.document} when somebody starts it`,
      actionExceptions: Object.fromEntries(statements.flatMap(({ statement }) => statement.Action!).map((action) => [action, ANY_RESOURCE])),
    });
    for (const { statement, reason } of statements) {
      role.addToPrincipalPolicy(iam.PolicyStatement.fromJson(statement));
      acknowledgeStars(role, [statement], reason);
    }
    Validations.of(role).acknowledge({
      id: `IamGuardrails-NoWildcardResource[Action=ssm:GetAutomationExecution;Resource=${ANY_EXECUTION}]`, reason: ANY_RESOURCE,
    });
    const fixed = Object.entries(runbook.parameters ?? {});
    const ofRule = Object.entries(runbook.ruleParameters ?? {}).map(([parameter, source]) => [parameter, ruleParameters[source]]);
    new config.CfnRemediationConfiguration(scope, `${name}Remediation`, {
      configRuleName: rule.configRuleName,
      automatic: false,
      targetType: 'SSM_DOCUMENT',
      targetId: runbook.document,
      resourceType: runbook.resourceType,
      parameters: {
        AutomationAssumeRole: { StaticValue: { Values: [role.roleArn] } },
        [runbook.resourceParameter]: { ResourceValue: { Value: 'RESOURCE_ID' } },
        ...Object.fromEntries([...fixed, ...ofRule].map(([parameter, value]) => [parameter, { StaticValue: { Values: [value] } }])),
      },
    });
  }
}

const ANY_RESOURCE = 'the rule may find any user or policy below the path, and the id of an execution is made when it starts';
