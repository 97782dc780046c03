/** Which roles are unused: what IAM tells of a role, judged at the time of the notification. */
import type { RoleDetail } from '@aws-sdk/client-iam';
import { Criteria, RECORDED_DAYS } from './parameters';
import { Pattern } from '../../policy/pattern';

export type RoleFacts = Pick<RoleDetail, 'RoleName' | 'Path' | 'CreateDate' | 'RoleLastUsed' | 'Tags'>;

export interface Judgement {
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  readonly annotation: string;
}

/** Roles that only AWS changes: of services, of IAM Identity Center. */
const PATHS_OF_AWS = ['/aws-service-role/', '/aws-reserved/'];
/** https://docs.aws.amazon.com/config/latest/APIReference/API_Evaluation.html */
const MOST_ANNOTATION_CHARACTERS = 256;
const DAY = 24 * 60 * 60 * 1000;

/** Nothing of a role that only AWS changes. A date that IAM does not tell counts as long ago. */
export function judgeRole(role: RoleFacts, criteria: Criteria, now: Date): Judgement | undefined {
  if (PATHS_OF_AWS.some((path) => role.Path?.startsWith(path))) {
    return undefined;
  }
  const { compliance, annotation } = allowed(role, criteria) ?? judgeUse(role, criteria, now);
  return { compliance, annotation: shortened(annotation) };
}

function allowed({ Path: path = '', Tags: tags = [], RoleName: name = '' }: RoleFacts, criteria: Criteria): Judgement | undefined {
  const byPath = criteria.allowedPaths.find((allowedPath) => path.startsWith(allowedPath));
  const byTag = criteria.allowedTags.find((tag) => tags.some(({ Key, Value }) => tag === Key || tag === `${Key}=${Value}`));
  const byName = criteria.allowedNames.find((pattern) => Pattern.of(pattern).matches(name) === 'yes');
  const reasons = [['path', byPath], ['tag', byTag], ['name', byName]].find(([, found]) => found !== undefined);
  return reasons && compliant(`allowed by its ${reasons[0]}: ${reasons[1]}`);
}

function judgeUse({ RoleLastUsed: lastUsed, CreateDate: created }: RoleFacts, criteria: Criteria, now: Date): Judgement {
  const used = lastUsed?.LastUsedDate;
  if (used === undefined) {
    return judgeAge(created, criteria, now);
  }
  if (!isDate(used)) {
    return unused('counts as unused: the date of its last use is unknown');
  }
  const place = `${day(used)} (${lastUsed?.Region ?? 'Region unknown'})`;
  return age(used, now) > criteria.maxUnusedDays
    ? unused(`unused since ${place}, more than ${criteria.maxUnusedDays} days ago`)
    : compliant(`last used ${place}`);
}

function judgeAge(created: Date | undefined, { gracePeriodDays }: Criteria, now: Date): Judgement {
  if (!isDate(created)) {
    return unused('counts as unused: IAM tells of no use, and the date of its creation is unknown');
  }
  if (age(created, now) <= gracePeriodDays) {
    return compliant(`not used yet, created ${day(created)}, which is within the grace period of ${gracePeriodDays} days`);
  }
  return age(created, now) > RECORDED_DAYS
    ? unused(`unused in the ${RECORDED_DAYS} days that IAM records, created ${day(created)}`)
    : unused(`never used since it was created ${day(created)}, more than ${gracePeriodDays} days ago`);
}

function compliant(annotation: string): Judgement {
  return { compliance: 'COMPLIANT', annotation };
}

function unused(annotation: string): Judgement {
  return { compliance: 'NON_COMPLIANT', annotation };
}

function age(date: Date, now: Date): number {
  return (now.getTime() - date.getTime()) / DAY;
}

function isDate(date: Date | undefined): date is Date {
  return date !== undefined && !Number.isNaN(date.getTime());
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Half a character is none. */
function shortened(text: string): string {
  return text.length <= MOST_ANNOTATION_CHARACTERS ? text : `${text.slice(0, MOST_ANNOTATION_CHARACTERS - 3).replace(/[\uD800-\uDBFF]$/, '')}...`;
}
