/** What organization guardrails are built from, checked. */
import { GuardrailParameters } from './guardrail-definition';
import { GuardrailSetOptions } from './guardrail-set-options';
import { REGION, REGION_FORM } from '../../catalogue/regions';
import { badProp, checkText, ORGANIZATION_ID } from '../props';

interface Form {
  readonly pattern: RegExp;
  readonly expected: string;
}

const PARTITION = 'arn:(\\*|aws[a-z-]*)';
const ACCOUNT = '(\\*|\\d{12})';
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const NAME = '([!-~]*/)?[\\w+=,.@*?-]{1,64}';
/** Nobody but a service of AWS can be a service-linked role, which these policies do not limit anyhow. */
const PRINCIPAL = arn(`iam::${ACCOUNT}:(role/(?!aws-service-role)|user/)${NAME}`,
  'the ARN of a role or user that somebody can be, for instance arn:*:iam::*:role/OrganizationAdmin');
const ROLE = arn(`iam::${ACCOUNT}:role/.+`, 'the ARN of a role, for instance arn:*:iam::*:role/guardrails/*');
const BOUNDARY = arn('iam::(\\*|aws|\\d{12}):policy/.+', 'the ARN of a managed policy, for instance arn:*:iam::*:policy/workload-boundary');
const STACK = arn(`cloudformation:[a-z0-9*-]+:${ACCOUNT}:stack/.+`, 'the ARN of a stack, for instance arn:*:cloudformation:*:*:stack/guardrails-*');
const BUCKET = arn('s3:::[^/:]+', 'the ARN of a bucket, for instance arn:aws:s3:::central-logs');
const KEY = arn(`kms:[a-z0-9*-]+:${ACCOUNT}:key/.+`, 'the ARN of a key, for instance arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab');
const LOG_GROUP = arn(`logs:[a-z0-9*-]+:${ACCOUNT}:log-group:[^:]+`, 'the ARN of a log group, for instance arn:*:logs:*:*:log-group:organization-trail');

function arn(rest: string, expected: string): Form {
  return { pattern: new RegExp(`^${PARTITION}:${rest}$`), expected };
}

export function checkedParameters(given: GuardrailSetOptions): GuardrailParameters {
  if (!(given.exemptPrincipals?.length > 0)) {
    throw badProp('exemptPrincipals', 'none', 'at least one, or nobody could administer what the guardrails protect');
  }
  if (given.organizationId !== undefined) {
    checkText('organizationId', given.organizationId, ORGANIZATION_ID, 'the id of an organization, for instance o-a1b2c3d4e5');
  }
  return {
    exemptPrincipals: named('exemptPrincipals', given.exemptPrincipals, PRINCIPAL),
    organizationId: given.organizationId,
    allowedRegions: each('allowedRegions', given.allowedRegions, { pattern: REGION, expected: 'the code of a Region, for instance eu-west-1' }),
    approvedBoundaries: named('approvedBoundaries', given.approvedBoundaries, BOUNDARY),
    protectedRoles: named('protectedRoles', given.protectedRoles, ROLE),
    protectedStacks: named('protectedStacks', given.protectedStacks, STACK),
    logBuckets: each('logBuckets', given.logBuckets, BUCKET),
    logKeys: each('logKeys', given.logKeys, KEY),
    logGroups: named('logGroups', given.logGroups, LOG_GROUP),
  };
}

function each(prop: string, values: readonly string[] | undefined, { pattern, expected }: Form): readonly string[] {
  (values ?? []).forEach((value, index) => checkText(`${prop}[${index}]`, value, pattern, expected));
  return values ?? [];
}

/** The pattern, of which a token is a fixed part, names something: not every role, not every person who comes through IAM Identity Center. */
function named(prop: string, values: readonly string[] | undefined, form: Form): readonly string[] {
  each(prop, values, form).forEach((value, index) => {
    if (fixedPart(value).length < LEAST_FIXED) {
      throw badProp(`${prop}[${index}]`, value, `a name with at least ${LEAST_FIXED} characters that are not wildcards`);
    }
  });
  return values ?? [];
}

const LEAST_FIXED = 3;
/** https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html */
const IDENTITY_CENTER = new RegExp(`aws-reserved/(sso\\.amazonaws\\.com/)?(${REGION_FORM}/)?|AWSReservedSSO_?`, 'g');

function fixedPart(value: string): string {
  return value.replace(/^arn:.*?:(log-group:|[^:/]+\/)/, '').replace(IDENTITY_CENTER, '').replace(/[*?/]/g, '');
}
