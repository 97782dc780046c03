import { Aws, CfnCondition, Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import { ArchiveRule, archiveRules } from './archive-rule';
import { sameAccount, samePlace } from './home-region';
import { REGION } from '../../catalogue/regions';
import { ACCOUNT_ID, badProp, checkDays, checkEach, checkReason, checkText } from '../props';

/**
 * Whom an analyzer trusts, and whose resources and principals it looks at.
 */
export enum AnalyzerScope {
  /** The account of the stack. */
  ACCOUNT = 'ACCOUNT',
  /** The organization: from its management account, or that of the delegated administrator of IAM Access Analyzer. */
  ORGANIZATION = 'ORGANIZATION',
}

/**
 * Roles and users that unused access is not looked for in: those of the accounts that have one of the tags.
 */
export interface UnusedAccessExclusion {
  /**
   * Ids of accounts (twelve digits): at most 2,000, of analyzers of an organization only, and not the account of the analyzer.
   *
   * @default - all accounts
   */
  readonly accountIds?: string[];
  /**
   * Tags of roles and users, value by key. An empty value stands for any.
   *
   * @default - whatever their tags
   */
  readonly tags?: { [key: string]: string };
  /** Why nobody needs to know of what they do not use: at least 20 characters. */
  readonly reason: string;
}

/**
 * Properties of `AccessAnalyzers`.
 */
export interface AccessAnalyzersProps {
  /**
   * Whom the analyzers trust.
   *
   * @default AnalyzerScope.ACCOUNT
   */
  readonly scope?: AnalyzerScope;

  /**
   * The Region of the analyzer of unused access, whose findings are the same in each Region, and which is charged for each role and user a month.
   * In stacks of other Regions, only that of external access is made.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-unused.html
   * @default - the Region of the stack
   */
  readonly homeRegion?: string;

  /**
   * Whether there is an analyzer of unused access.
   *
   * @default true
   */
  readonly unusedAccess?: boolean;

  /**
   * After how long access that has not been used is found: 1 to 365 days.
   *
   * @default Duration.days(90)
   */
  readonly unusedAccessAge?: Duration;

  /**
   * What the analyzer of unused access leaves out.
   *
   * @default - nothing
   */
  readonly unusedAccessExclusions?: UnusedAccessExclusion[];

  /**
   * Findings of external access that are archived by themselves: at most 1,000 rules (100 unless AWS has raised the quota).
   *
   * @default - none
   */
  readonly externalArchiveRules?: ArchiveRule[];

  /**
   * Findings of unused access that are archived by themselves: at most 1,000 rules (100 unless AWS has raised the quota).
   *
   * @default - none
   */
  readonly unusedArchiveRules?: ArchiveRule[];
}

/**
 * Analyzers of IAM Access Analyzer: who outside has access, in each Region with such a stack, and who has access without using it, in one.
 *
 * An account has one analyzer of each kind for itself in a Region; a second one in the app is an error at synthesis.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
 * @example
 * new AccessAnalyzers(stack, 'Analyzers', {
 *   homeRegion: 'eu-west-1',
 *   unusedAccessAge: Duration.days(60),
 *   externalArchiveRules: [{
 *     ruleName: 'Auditors',
 *     criteria: [
 *       { key: ArchiveFilterKey.PRINCIPAL_AWS, isOneOf: ['444455556666'] },
 *       { key: ArchiveFilterKey.RESOURCE_TYPE, isOneOf: ['AWS::IAM::Role'] },
 *     ],
 *     reason: 'our auditors read by a role, see the contract of 2026',
 *   }],
 * });
 */
export class AccessAnalyzers extends Construct {
  /** ARN of the analyzer of external access. */
  public readonly externalAnalyzerArn: string;
  /** ARN of the analyzer of unused access. Undefined: there is none in this Region, or only the deployment knows. */
  public readonly unusedAnalyzerArn?: string;
  /** @internal */
  public readonly _isOfOrganization: boolean;

  /**
   * @param props What is out of range is an error that names it.
   */
  constructor(scope: Construct, id: string, props: AccessAnalyzersProps = {}) {
    super(scope, id);
    const { scope: trusted = AnalyzerScope.ACCOUNT, homeRegion, unusedAccess = true } = props;
    const { region } = Stack.of(this);
    if (homeRegion !== undefined) {
      checkText('homeRegion', homeRegion, REGION, 'a Region such as eu-west-1');
    }
    const externalRules = archiveRules('externalArchiveRules', props.externalArchiveRules ?? []);
    const unusedRules = archiveRules('unusedArchiveRules', props.unusedArchiveRules ?? []);
    const unusedAccessConfiguration = unusedAccessOf(props, trusted);
    this._isOfOrganization = trusted === AnalyzerScope.ORGANIZATION;
    const external = new CfnAnalyzer(this, 'ExternalAccess', { type: trusted, archiveRules: externalRules });
    this.externalAnalyzerArn = external.attrArn;
    const made = [external];
    const isKnown = !Token.isUnresolved(region) && !Token.isUnresolved(homeRegion);
    if (unusedAccess && (homeRegion === undefined || !isKnown || homeRegion === region)) {
      const unused = new CfnAnalyzer(this, 'UnusedAccess', {
        type: `${trusted}_UNUSED_ACCESS`, analyzerConfiguration: { unusedAccessConfiguration }, archiveRules: unusedRules,
      });
      if (homeRegion !== undefined && !isKnown) {
        unused.cfnOptions.condition = new CfnCondition(this, 'InHomeRegion', { expression: Fn.conditionEquals(Aws.REGION, homeRegion) });
      } else {
        this.unusedAnalyzerArn = unused.attrArn;
      }
      made.push(unused);
    }
    this.node.addValidation({ validate: () => made.flatMap((analyzer) => this.rivalProblems(analyzer)) });
  }

  /** An organization may have several analyzers of external access: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html */
  private rivalProblems(analyzer: CfnAnalyzer): string[] {
    const { type } = analyzer;
    if (type === AnalyzerScope.ORGANIZATION) {
      return [];
    }
    const [isNear, advice] = type === AnalyzerScope.ACCOUNT
      ? [samePlace, 'in this Region: keep one']
      : [sameAccount, 'of unused access: name one Region as homeRegion in all stacks'];
    return this.node.root.node.findAll()
      .filter((other) => other !== analyzer && other instanceof CfnAnalyzer && other.type === type && isNear(analyzer, other))
      .map(({ node }) => `the account has another analyzer, ${node.path}, ${advice}`);
  }
}

function unusedAccessOf(props: AccessAnalyzersProps, scope: AnalyzerScope): CfnAnalyzer.UnusedAccessConfigurationProperty {
  const { unusedAccessAge = Duration.days(90), unusedAccessExclusions = [] } = props;
  unusedAccessExclusions.forEach((exclusion) => checkExclusion(exclusion, scope));
  const exclusions = unusedAccessExclusions.map(({ accountIds, tags }): CfnAnalyzer.AnalysisRuleCriteriaProperty => ({
    accountIds, resourceTags: tags && Object.entries(tags).map(([key, value]) => [{ key, value }]),
  }));
  const days = checkDays('unusedAccessAge', unusedAccessAge, 1, 365);
  return { unusedAccessAge: days, ...(exclusions.length > 0 && { analysisRule: { exclusions } }) };
}

function checkExclusion({ accountIds, tags, reason }: UnusedAccessExclusion, scope: AnalyzerScope): void {
  const prop = 'unusedAccessExclusions';
  checkReason(`${prop}.reason`, reason);
  if (accountIds === undefined && Object.keys(tags ?? {}).length === 0) {
    throw badProp(prop, undefined, 'accountIds or tags: else everybody is left out');
  }
  if (accountIds !== undefined) {
    if (scope === AnalyzerScope.ACCOUNT) {
      throw badProp(`${prop}.accountIds`, accountIds, 'tags only, for the analyzer is of one account');
    }
    if (!Token.isUnresolved(accountIds) && (accountIds.length === 0 || accountIds.length > 2000)) {
      throw badProp(`${prop}.accountIds`, `${accountIds.length} accounts`, '1 to 2000');
    }
    checkEach(accountIds, (account) => checkText(`${prop}.accountIds`, account, ACCOUNT_ID, 'account ids of twelve digits'));
  }
  Object.entries(tags ?? {}).forEach(([key, value]) => {
    checkText(`${prop}.tags`, key, /^(?!aws:)[\p{L}\p{N}\s_.:/=+@-]{1,128}$/u, 'keys of 1 to 128 characters that do not begin with aws:');
    checkText(`${prop}.tags.${key}`, value, /^[\p{L}\p{N}\s_.:/=+@-]{0,256}$/u, 'a value of at most 256 characters');
  });
}
