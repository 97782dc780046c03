import { AccessAnalyzers, AccessAnalyzersProps } from './access-analyzers';
import { AccountPasswordPolicy, AccountPasswordPolicyProps } from './account-password-policy';
import { ConfigRecorder } from './config-recorder';
import { CredentialHygiene, CredentialHygieneProps } from './credential-hygiene';
import { HandlerOptions } from './handler-parts';
import { UnusedRoleRule, UnusedRoleRuleProps } from './unused-role-rule';
import { AuditTrail } from '../audit/audit-trail';
import { AuditTrailProps } from '../audit/audit-trail-props';
import { InvestigationQueries, InvestigationQueriesOptions } from '../audit/investigation-queries';

/**
 * Parts of an `AccountBaseline` that the app has already.
 */
export interface ExistingBaselineParts {
  /**
   * The password policy of the account.
   *
   * @default - a new one
   */
  readonly passwordPolicy?: AccountPasswordPolicy;

  /**
   * A trail of the account, or of its organization.
   *
   * @default - a new one
   */
  readonly auditTrail?: AuditTrail;

  /**
   * Queries of the log group of a trail.
   *
   * @default - new ones
   */
  readonly investigationQueries?: InvestigationQueries;

  /**
   * The rule of the account about unused roles.
   *
   * @default - a new one
   */
  readonly unusedRoles?: UnusedRoleRule;

  /**
   * The rules of the account about credentials. The other rules wait for their recorder.
   *
   * @default - new ones
   */
  readonly credentialHygiene?: CredentialHygiene;

  /**
   * Analyzers of the account in the Region, or of its organization.
   *
   * @default - new ones
   */
  readonly accessAnalyzers?: AccessAnalyzers;
}

/**
 * Parts of an `AccountBaseline` that are left out: why, for each, in at least 20 characters.
 */
export interface OmittedBaselineParts {
  /**
   * Why the baseline sets no password policy.
   *
   * @default - it does
   */
  readonly passwordPolicy?: string;

  /**
   * Why the baseline has no trail, and no queries of one.
   *
   * @default - it has
   */
  readonly auditTrail?: string;

  /**
   * Why the baseline has no queries of its trail.
   *
   * @default - it has
   */
  readonly investigationQueries?: string;

  /**
   * Why the baseline does not look for unused roles.
   *
   * @default - it does
   */
  readonly unusedRoles?: string;

  /**
   * Why the baseline has no rules about credentials.
   *
   * @default - it has
   */
  readonly credentialHygiene?: string;

  /**
   * Why the baseline has no analyzers.
   *
   * @default - it has
   */
  readonly accessAnalyzers?: string;
}

/**
 * The parts, each with its own props; and what the functions of the parts have in common. What a part says for itself counts for it.
 */
export interface AccountBaselineProps extends HandlerOptions {
  /**
   * The one Region of the account that has all parts. In stacks of any other, there is the analyzer of external access only. A stack whose
   * Region is known only when it is deployed is one of the home Region, and is refused by CloudFormation in any other.
   *
   * @default - the Region of the stack: one baseline for the account
   */
  readonly homeRegion?: string;

  /**
   * The trail. Without it there is an error, unless it exists or is omitted: break-glass principals have no default.
   *
   * @default - none
   */
  readonly auditTrail?: AuditTrailProps;

  /**
   * How the queries of the trail are filed. They are there if the log group of the trail is in the account and Region of the stack.
   *
   * @default - in the folder Investigation
   */
  readonly investigationQueries?: InvestigationQueriesOptions;

  /**
   * The password policy of the account, with the rule of AWS Config that checks it.
   *
   * @default - that of CIS
   */
  readonly passwordPolicy?: AccountPasswordPolicyProps;

  /**
   * Who records the configuration that all rules of the baseline are about.
   *
   * @default ConfigRecorder.create()
   */
  readonly recorder?: ConfigRecorder;

  /**
   * The rules about the root user, users, groups, roles and policies.
   *
   * @default - all of them
   */
  readonly credentialHygiene?: CredentialHygieneProps;

  /**
   * The rule about unused roles.
   *
   * @default - 90 days, no exceptions
   */
  readonly unusedRoles?: UnusedRoleRuleProps;

  /**
   * The analyzers of external and unused access.
   *
   * @default - of the account, 90 days, without archive rules
   */
  readonly accessAnalyzers?: AccessAnalyzersProps;

  /**
   * Parts that the app has already.
   *
   * @default - none
   */
  readonly existingParts?: ExistingBaselineParts;

  /**
   * Parts that are left out, with the reason of each: at least 20 characters.
   *
   * @default - none
   */
  readonly omittedParts?: OmittedBaselineParts;
}
