import { Token } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { badProp, checkReason, checkText, ORGANIZATION_ID } from '../props';

/**
 * What a criterion of an archive rule is about.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-filter-keys.html
 */
export enum ArchiveFilterKey {
  /** ARN of the resource. */
  RESOURCE = 'resource',
  /** Type of the resource, such as `AWS::S3::Bucket`. */
  RESOURCE_TYPE = 'resourceType',
  /** Id of the account that owns the resource: twelve digits. */
  RESOURCE_OWNER_ACCOUNT = 'resourceOwnerAccount',
  /** Whether the public has access: `true` or `false`. External access only. */
  IS_PUBLIC = 'isPublic',
  /** What went wrong in the analysis. External access only. */
  ERROR = 'error',
  /** What a resource control policy has to do with it: `APPLICABLE`, `FAILED_TO_EVALUATE_RCP` or `NOT_APPLICABLE`. External access only. */
  RESOURCE_CONTROL_POLICY_RESTRICTION = 'resourceControlPolicyRestriction',
  /** Id of the account that has access, or the ARN of its user or role. External access only. */
  PRINCIPAL_AWS = 'principal.AWS',
  /** ARN of the federated identity that has access. External access only. */
  PRINCIPAL_FEDERATED = 'principal.Federated',
  /** ARN of the principal that a condition admits. External access only. */
  CONDITION_PRINCIPAL_ARN = 'condition.aws:PrincipalArn',
  /** Id of the organization that a condition admits. External access only. */
  CONDITION_PRINCIPAL_ORG_ID = 'condition.aws:PrincipalOrgID',
  /** Paths of organizational units that a condition admits. External access only. */
  CONDITION_PRINCIPAL_ORG_PATHS = 'condition.aws:PrincipalOrgPaths',
  /** Addresses that a condition admits. External access only. */
  CONDITION_SOURCE_IP = 'condition.aws:SourceIp',
  /** Ids of VPCs that a condition admits. External access only. */
  CONDITION_SOURCE_VPC = 'condition.aws:SourceVpc',
  /** Ids of users that a condition admits. External access only. */
  CONDITION_USER_ID = 'condition.aws:UserId',
  /** Account that a condition on a KMS key admits. External access only. */
  CONDITION_KMS_CALLER_ACCOUNT = 'condition.kms:CallerAccount',
  /** `UnusedIAMRole`, `UnusedIAMUserAccessKey`, `UnusedIAMUserPassword` or `UnusedPermission`. Unused access only. */
  FINDING_TYPE = 'findingType',
}

/**
 * What is asked of one key. Of several operators, all have to hold; of several values, one has to.
 */
export interface ArchiveCriterion {
  /** What the criterion is about. */
  readonly key: ArchiveFilterKey;
  /**
   * The value is one of these: 1 to 20.
   *
   * @default - not asked
   */
  readonly isOneOf?: string[];
  /**
   * The value is none of these: 1 to 20.
   *
   * @default - not asked
   */
  readonly isNoneOf?: string[];
  /**
   * The value contains one of these: 1 to 20.
   *
   * @default - not asked
   */
  readonly contains?: string[];
  /**
   * Whether there is a value.
   *
   * @default - not asked
   */
  readonly exists?: boolean;
}

/**
 * Findings that are archived as soon as they are made: nobody sees them unless they look for archived ones.
 */
export interface ArchiveRule {
  /** 1 to 255 letters, digits, `_`, `.` and `-`, of which the first is a letter. */
  readonly ruleName: string;
  /** All of them have to hold: at least one, each about another key, and one of them has to say what is archived (`isOneOf` or `contains`). */
  readonly criteria: ArchiveCriterion[];
  /** Why what is found may stay as it is: at least 20 characters. */
  readonly reason: string;
}

/** The keys of findings of unused access; those of external access are all others, and what both have. */
const OF_UNUSED_ACCESS = [
  ArchiveFilterKey.RESOURCE, ArchiveFilterKey.RESOURCE_TYPE, ArchiveFilterKey.RESOURCE_OWNER_ACCOUNT, ArchiveFilterKey.FINDING_TYPE,
];
const OF_EXTERNAL_ACCESS = Object.values(ArchiveFilterKey).filter((key) => key !== ArchiveFilterKey.FINDING_TYPE);

/** Where AWS takes any value, and archives nothing by a wrong one. */
const FORMS: Readonly<Partial<Record<ArchiveFilterKey, RegExp>>> = {
  [ArchiveFilterKey.RESOURCE]: /^arn:/,
  [ArchiveFilterKey.RESOURCE_TYPE]: /^AWS::\w+::\w+$/,
  [ArchiveFilterKey.RESOURCE_OWNER_ACCOUNT]: /^\d{12}$/,
  [ArchiveFilterKey.IS_PUBLIC]: /^(true|false)$/,
  [ArchiveFilterKey.RESOURCE_CONTROL_POLICY_RESTRICTION]: /^(APPLICABLE|FAILED_TO_EVALUATE_RCP|NOT_APPLICABLE)$/,
  [ArchiveFilterKey.PRINCIPAL_AWS]: /^(\d{12}|arn:.+)$/,
  [ArchiveFilterKey.PRINCIPAL_FEDERATED]: /^[\w.:/-]+$/,
  [ArchiveFilterKey.CONDITION_PRINCIPAL_ORG_ID]: ORGANIZATION_ID,
  [ArchiveFilterKey.FINDING_TYPE]: /^(UnusedIAMRole|UnusedIAMUserAccessKey|UnusedIAMUserPassword|UnusedPermission)$/,
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html */
const MOST_VALUES = 20;
export const MOST_ARCHIVE_RULES = 1000;

export function archiveRules(prop: 'externalArchiveRules' | 'unusedArchiveRules', rules: readonly ArchiveRule[]): CfnAnalyzer.ArchiveRuleProperty[] {
  if (rules.length > MOST_ARCHIVE_RULES) {
    throw badProp(prop, `${rules.length} rules`, `at most ${MOST_ARCHIVE_RULES}`);
  }
  const keys = prop === 'unusedArchiveRules' ? OF_UNUSED_ACCESS : OF_EXTERNAL_ACCESS;
  return rules.map((rule, at) => {
    const { ruleName, criteria, reason } = rule;
    checkText(`${prop}.ruleName`, ruleName, /^[A-Za-z][\w.-]{0,254}$/, '1 to 255 letters, digits, _, . and -, of which the first is a letter');
    if (rules.findIndex((each) => each.ruleName === ruleName) !== at) {
      throw badProp(`${prop}.ruleName`, ruleName, 'names that are each given once');
    }
    checkReason(`${prop}.${ruleName}.reason`, reason);
    const where = `${prop}.${ruleName}.criteria`;
    if (!criteria.some(({ isOneOf, contains }) => isOneOf || contains)) {
      throw badProp(where, criteria.length === 0 ? 'none' : 'only what is not', 'what is archived, by isOneOf or contains: else all findings may be');
    }
    return { ruleName, filter: criteria.map((criterion, index) => filterOf(where, keys, criterion, criteria.slice(0, index))) };
  });
}

function filterOf(
  where: string, keys: readonly ArchiveFilterKey[], criterion: ArchiveCriterion, earlier: readonly ArchiveCriterion[],
): CfnAnalyzer.FilterProperty {
  const { key, isOneOf: eq, isNoneOf: neq, contains, exists } = criterion;
  if (!keys.includes(key) || earlier.some((each) => each.key === key)) {
    throw badProp(where, key, `each once, some of ${keys.join(', ')}`);
  }
  if (!eq && !neq && !contains && exists === undefined) {
    throw badProp(`${where}.${key}`, undefined, 'isOneOf, isNoneOf, contains or exists');
  }
  for (const [operator, values] of Object.entries({ isOneOf: eq, isNoneOf: neq, contains })) {
    checkValues(`${where}.${key}.${operator}`, values, operator === 'contains' ? undefined : FORMS[key]);
  }
  return { property: key, eq, neq, contains, exists };
}

function checkValues(prop: string, values: string[] | undefined, form: RegExp | undefined): void {
  if (values === undefined || Token.isUnresolved(values)) {
    return;
  }
  if (values.length === 0 || values.length > MOST_VALUES) {
    throw badProp(prop, `${values.length} values`, `1 to ${MOST_VALUES}`);
  }
  values.forEach((value) => checkText(prop, value, form ?? /./, form ? `values of the form ${form.source}` : 'a text that is not empty'));
}
