import { Construct, IConstruct } from 'constructs';
import { AccessAnalyzers } from './access-analyzers';
import { AccountBaselineProps, ExistingBaselineParts } from './account-baseline-props';
import { AccountPasswordPolicy } from './account-password-policy';
import { BaselinePart, checkParts, checkPasswordRuleOnce, checkPlaces } from './baseline-parts';
import { ConfigRecorder } from './config-recorder';
import { CredentialHygiene } from './credential-hygiene';
import { inOtherAccount, inOtherRegion, isInHomeRegion, sameAccount } from './home-region';
import { UnusedRoleRule } from './unused-role-rule';
import { AuditTrail } from '../audit/audit-trail';
import { AuditTrailProps } from '../audit/audit-trail-props';
import { InvestigationQueries } from '../audit/investigation-queries';
import { badProp } from '../props';

/**
 * What every account has, in one: who may do what is recorded, passwords are strong, and somebody is told of what nobody uses.
 *
 * | Part | Home Region | Other Regions |
 * | --- | --- | --- |
 * | `passwordPolicy`: AccountPasswordPolicy | yes | |
 * | `auditTrail`: AuditTrail, with its LogArchive; it records all Regions | yes | |
 * | `investigationQueries`: InvestigationQueries of the trail | yes | |
 * | `credentialHygiene`: CredentialHygiene | yes | |
 * | `unusedRoles`: UnusedRoleRule | yes | |
 * | ConfigRecorder, for the rules of all parts, which wait for it | yes | |
 * | `accessAnalyzers`: AccessAnalyzers | external and unused access | external access |
 *
 * - The same props serve all Regions of an account: each stack makes what belongs into its Region. So give the stacks an `env`.
 * - A part is replaced by one of the app in `existingParts`, or left out in `omittedParts`, with a reason. An archive or a recorder of
 *   others is a prop of its part: `archive` of `auditTrail`, and `recorder`.
 * - A part that is not there is an undefined property.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-startup-security-baseline/welcome.html
 * @example
 * new AccountBaseline(stack, 'Baseline', {
 *   homeRegion: 'eu-west-1',
 *   auditTrail: { breakGlassPrincipals: ['arn:aws:iam::111122223333:role/break-glass'] },
 *   unusedRoles: { maxUnusedAge: Duration.days(60) },
 *   omittedParts: { passwordPolicy: 'the organization has no IAM users: a service control policy denies them' },
 * });
 */
export class AccountBaseline extends Construct {
  /** The password policy. */
  public readonly passwordPolicy?: AccountPasswordPolicy;
  /** The trail. */
  public readonly auditTrail?: AuditTrail;
  /** The queries of its log group. */
  public readonly investigationQueries?: InvestigationQueries;
  /** The rules about credentials. */
  public readonly credentialHygiene?: CredentialHygiene;
  /** The rule about unused roles. */
  public readonly unusedRoles?: UnusedRoleRule;
  /** The analyzers: those of this Region, if they are made here. */
  public readonly accessAnalyzers?: AccessAnalyzers;
  private readonly isHome: boolean;

  /**
   * @param props What contradicts itself, and what a part refuses, is an error that names the prop.
   */
  constructor(scope: Construct, id: string, props: AccountBaselineProps) {
    super(scope, id);
    const { homeRegion, alarmTopic, logRetention, permissionsBoundary, existingParts: existing = {}, omittedParts: omitted = {} } = props;
    this.isHome = isInHomeRegion(this, homeRegion, 'parts about IAM, which is global, are in one Region of an account');
    this.checkOneHome(homeRegion);
    checkParts(props);
    checkPlaces(this, existing, this.isHome);
    const handler = { alarmTopic, logRetention, permissionsBoundary };
    const recorder = (props.credentialHygiene?.recorder ?? props.recorder ?? ConfigRecorder.create())._below(this);
    const waitForRecorder = (rule: IConstruct) => rule.node.addDependency(...existing.credentialHygiene?._awaited ?? recorder._bind(this, []));
    const part = <P extends BaselinePart>(name: P, make: () => ExistingBaselineParts[P], isDue = this.isHome): ExistingBaselineParts[P] => (
      existing[name] ?? (isDue && omitted[name] === undefined ? make() : undefined)
    );

    this.auditTrail = part('auditTrail', () => new AuditTrail(this, 'AuditTrail', required(props.auditTrail)));
    this.investigationQueries = part('investigationQueries', () => this.queries(props));
    this.credentialHygiene = part('credentialHygiene', () => (
      new CredentialHygiene(this, 'CredentialHygiene', { homeRegion, ...props.credentialHygiene, recorder })
    ));
    this.passwordPolicy = part('passwordPolicy', () => {
      const policy = new AccountPasswordPolicy(this, 'PasswordPolicy', { ...handler, ...props.passwordPolicy });
      if (policy.configRule) {
        waitForRecorder(policy.configRule);
      }
      return policy;
    });
    this.unusedRoles = part('unusedRoles', () => {
      const unused = new UnusedRoleRule(this, 'UnusedRoles', { ...handler, ...props.unusedRoles });
      waitForRecorder(unused.node.defaultChild!);
      return unused;
    });
    this.accessAnalyzers = part('accessAnalyzers', () => new AccessAnalyzers(this, 'AccessAnalyzers', { homeRegion, ...props.accessAnalyzers }), true);
    checkPasswordRuleOnce(this);
  }

  private checkOneHome(homeRegion?: string): void {
    const rival = this.node.root.node.findAll()
      .find((other) => other instanceof AccountBaseline && other !== this && this.isHome && other.isHome && sameAccount(this, other));
    if (rival) {
      throw badProp('homeRegion', homeRegion, `one Region in all stacks of the account: ${rival.node.path} has all parts already`);
    }
  }

  /** CloudWatch Logs keeps queries beside the log group. */
  private queries({ investigationQueries: options }: AccountBaselineProps): InvestigationQueries | undefined {
    const { auditTrail: trail } = this;
    if (trail && !inOtherAccount(this, trail) && !inOtherRegion(this, trail)) {
      return new InvestigationQueries(this, 'InvestigationQueries', { ...options, logGroup: trail.logGroup });
    }
    if (options) {
      throw badProp('investigationQueries', 'queries without a trail of this account and Region', 'none');
    }
    return undefined;
  }
}

function required(props: AuditTrailProps | undefined): AuditTrailProps {
  if (!props) {
    throw badProp('auditTrail', undefined, 'a trail with its breakGlassPrincipals, or existingParts.auditTrail, or omittedParts.auditTrail with a reason');
  }
  return props;
}
