/**
 * Measures the rules on policies and templates of others, where that corpus is beside the repository. What it prints
 * is the measurement; what it asserts is a floor under it.
 */
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { InputError } from '../src/model/errors';
import { policyInput } from '../src/model/policy-file';
import { TemplateInput } from '../src/model/scope';
import { readTemplates } from '../src/model/template-reader';
import { PolicyKind } from '../src/policy/document';
import { Finding } from '../src/rules/finding';
import { judge } from '../src/rules/judge';
import { PackName } from '../src/rules/rule';

const CORPUS = join(__dirname, '..', '..', 'shared', 'corpus');

/** What changes a resource, or lets others change it, on every resource. */
const CHANGES = ['NoWildcardResource', 'NoResourceExposure', 'NoCredentialExposure', 'PassRoleScoped'];

/** What gives anyone more than it should, however it does. */
const EXPOSURES = [...CHANGES, 'NoDataExposure', 'NoAdminStatement', 'NoServiceWildcardAction', 'NoAllowNotAction', 'NoAllowNotResource'];

const ESCALATION_RULES = ['NoPrivilegeEscalation', 'NoEscalationToOtherRole'];

/** Labels of defects, alone or before a colon, and the rules that find them. Those without a rule are counted as missed: `NOT_FOUND` says why. */
const RULES_BY_LABEL: Record<string, string[]> = {
  'privesc': [...ESCALATION_RULES, 'NoAdminStatement'],
  'pathfinding': [...ESCALATION_RULES, 'NoAdminStatement'],
  'admin': ['NoAdminStatement', 'NoAdminManagedPolicy'],
  'allow-notaction': ['NoAllowNotAction'],
  'allow-notprincipal': ['NoAllowNotPrincipal'],
  'allow-notresource': ['NoAllowNotResource'],
  'bad-mfa-condition': ['MfaConditionHolds'],
  'credentials-exposure': ['NoCredentialExposure'],
  'data-exfiltration': ['NoDataExposure'],
  'infrastructure-modification': [...CHANGES, 'NoServiceWildcardAction', 'NoAdminStatement', 'NoAllowNotAction'],
  'permissions-management': ['NoResourceExposure', 'NoCredentialExposure', 'NoAllowNotResource', 'NoAllowNotPrincipal'],
  'hardcoded-credentials': ['NoHardcodedSecrets'],
  'policy-attached-to-user': ['NoUserPolicies'],
  'resource-exposure': ['NoResourceExposure', 'NoCredentialExposure', 'PassRoleScoped'],
  'service-wildcard': ['NoServiceWildcardAction', 'NoAdminStatement', 'NoAllowNotAction'],
  'trust:public': ['TrustNoPublicPrincipal'],
  'trust:account-root': ['TrustThirdPartyNeedsExternalId'],
  'wildcard-action': ['NoServiceWildcardAction', 'NoAdminStatement'],
  'trivy:limit_s3_full_access': ['NoServiceWildcardAction'],
  'wildcard-resource-effective': ['NoWildcardResource'],
  'wildcard-resource-unneeded': [...CHANGES, 'NoDataExposure'],
  'write-without-constraint': [...CHANGES, 'NoAdminStatement'],
  'parliament:DUPLICATE_SID': ['InvalidPolicy'],
  'parliament:INVALID_SID': ['InvalidPolicy'],
  'parliament:MALFORMED': ['InvalidPolicy'],
  'parliament:MISMATCHED_TYPE': ['InvalidPolicy'],
  'parliament:UNKNOWN_ACTION': ['KnownActions'],
  'parliament:UNKNOWN_CONDITION_FOR_ACTION': ['InvalidPolicy'],
  'parliament:UNKNOWN_OPERATOR': ['InvalidPolicy'],
  'privesc-via-resource-policy': ['NoResourceExposure', 'NoResourcePolicyEscalation'],
  'parliament:BAD_PATTERN_FOR_MFA': ['MfaConditionHolds'],
  'parliament:CREDENTIALS_EXPOSURE': ['NoCredentialExposure'],
  'parliament:INVALID_ARN': ['InvalidPolicy'],
  'parliament:MISMATCHED_TYPE_BUT_USABLE': ['InvalidPolicy'],
  'parliament:NOTPRINCIPAL_WITH_ALLOW': ['NoAllowNotPrincipal'],
  'parliament:NOTRESOURCE_WITH_ALLOW': ['NoAllowNotResource'],
  'parliament:PERMISSIONS_MANAGEMENT_ACTIONS': ['NoResourceExposure', 'NoCredentialExposure', 'NoAllowNotResource', 'NoAllowNotPrincipal'],
  'parliament:PRIVILEGE_ESCALATION': ['NoPrivilegeEscalation'],
  'parliament:RESOURCE_EFFECTIVELY_STAR': ['NoWildcardResource'],
  'parliament:RESOURCE_MISMATCH': ['ResourceMismatch'],
  'parliament:RESOURCE_POLICY_PRIVILEGE_ESCALATION': ['NoResourceExposure', 'NoResourcePolicyEscalation'],
  'parliament:RESOURCE_STAR': [...CHANGES, 'NoDataExposure'],
  'parliament:SENSITIVE_ACCESS': [],
  'sensitive-access': [],
  'public-policy': ['ResourcePolicyNoPublicAccess'],
  'lambda-permission-unscoped': ['LambdaPermissionNeedsSource'],
  'cloudsplaining-any': EXPOSURES,
  'checkov:CKV_AWS_40=FAIL': ['NoUserPolicies'],
  'checkov:CKV_AWS_45=FAIL': ['NoHardcodedSecrets'],
  'checkov:CKV_AWS_46=FAIL': ['NoHardcodedSecrets'],
  'checkov:CKV_AWS_60=FAIL': ['TrustNoPublicPrincipal'],
  'checkov:CKV_AWS_61=FAIL': ['TrustNoWholeAccount', 'TrustThirdPartyNeedsExternalId'],
  'checkov:CKV_AWS_62=FAIL': ['NoAdminStatement', 'NoAdminManagedPolicy'],
  'checkov:CKV_AWS_63=FAIL': ['NoAdminStatement', 'NoServiceWildcardAction'],
  'checkov:CKV_AWS_107=FAIL': ['NoCredentialExposure'],
  'checkov:CKV_AWS_107/108/109/110/111=FAIL': EXPOSURES,
  'checkov:CKV_AWS_111=FAIL': [...CHANGES, 'NoAdminStatement'],
  'checkov:CKV_AWS_364=FAIL': ['LambdaPermissionNeedsSource'],
  'trivy:no_policy_wildcards': [],
  'trivy:no_wildcards_in_policy_documents': ['NoServiceWildcardAction'],
  'trivy:restrict_source_arn': ['LambdaPermissionNeedsSource'],
};

/** By label: why what it says of some of its cases is not said here. */
const NOT_FOUND: Record<string, string> = {
  'parliament:MISMATCHED_TYPE_BUT_USABLE': 'StringEquals compares an ARN as a text, and as exactly as ArnEquals does where it has no wildcard',
  'parliament:RESOURCE_MISMATCH': 's3:* and s3:*Bucket* match more than works on a bucket: what else they match is not what they are written for',
  'parliament:RESOURCE_STAR': 'ArnEquals ec2:InstanceProfile limits the instances',
  'wildcard-resource-unneeded': 'ArnEquals ec2:InstanceProfile limits the instances',
  'service-wildcard': 'iam:Put* is a verb with a wildcard, and other rules speak of what it grants',
  'parliament:SENSITIVE_ACCESS': 'which bucket is secret is told to the tool beside the policy',
  'sensitive-access': 'which bucket is secret is told to the tool beside the policy',
  'trivy:no_policy_wildcards': 'Statement stands among the resources: it is no template, and refused as such',
};

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly document: Record<string, unknown>;
  readonly expected: string[];
  /** Who says so: `oracle:<tool>` is a tool's opinion. */
  readonly labelBasis: string;
}

const POLICY_KINDS: Readonly<Record<string, PolicyKind>> = { 'identity-policy': 'identity', 'resource-policy': 'resource', 'boundary': 'boundary' };

function inputOf({ id, kind, document }: Case): TemplateInput {
  return kind === 'cfn-template' ? { file: id, body: document } : policyInput(document, POLICY_KINDS[kind], id);
}

function findings(item: Case, pack: PackName): readonly Finding[] {
  return judge(readTemplates([inputOf(item)]), pack);
}

/** Empty where the template is refused. */
function strictFindings(item: Case): readonly Finding[] {
  try {
    return findings(item, 'strict');
  } catch {
    return [];
  }
}

const cases: Case[] = existsSync(CORPUS)
  ? readdirSync(CORPUS).filter((name) => name.endsWith('.json')).flatMap((name) => JSON.parse(readFileSync(join(CORPUS, name), 'utf8')))
  : [];
const measured = cases.length > 0 ? test : test.skip;

if (cases.length === 0) {
  console.warn(`skipped: there is no corpus at ${CORPUS}`);
}

measured('labelled defects are found', () => {
  const recall = Object.entries(RULES_BY_LABEL).map(([label, rules]) => {
    const labelled = cases.filter((item) => item.expected.some((one) => one === label || one.startsWith(`${label}:`)));
    const missed = labelled.filter((item) => !strictFindings(item).some((finding) => rules.includes(finding.rule)));
    return { label, cases: labelled.length, found: labelled.length - missed.length, missed: missed.map(({ id }) => id).join(' '), why: NOT_FOUND[label] ?? '' };
  });
  console.log(['label: found of cases', ...recall.map(({ label, found, cases: all, missed, why }) => `${label}: ${found} of ${all} ${missed} ${why}`)].join('\n'));

  // A label of a defect that nobody has looked at.
  const others = cases.flatMap(({ expected }) => expected).filter((label) => /^(parliament|trivy|checkov):/.test(label) && !/=(PASS|UNKNOWN)$|:none$/.test(label));
  expect(others.filter((label) => !(label in RULES_BY_LABEL))).toEqual([]);
  expect(recall.filter(({ found, cases: all, label }) => found === 0 && all > 0 && !(label in NOT_FOUND))).toEqual([]);
  const total = recall.reduce((sum, row) => sum + row.cases, 0);
  console.log(`${recall.reduce((sum, row) => sum + row.found, 0)} of ${total}`);
  expect(recall.reduce((sum, row) => sum + row.found, 0) / total).toBeGreaterThanOrEqual(0.95);
});

/** Privilege escalation of any kind, or the one path that a case is about. */
function escalationLabels({ expected }: Case): string[] {
  return expected.filter((label) => label === 'privesc' || /^(privesc|pathfinding):/.test(label)).map((label) => label.split(':')[0]);
}

measured('labelled escalations are found, as errors', () => {
  // Who is an administrator already has nothing to escalate to: NoAdminStatement finds it.
  const rules = [...ESCALATION_RULES, 'NoAdminStatement'];
  const labelled = cases.filter((item) => escalationLabels(item).length > 0);
  const missed = labelled.filter((item) => !findings(item, 'strict').some(({ rule, severity }) => rules.includes(rule) && severity === 'error'));
  const rows = ['privesc', 'pathfinding'].map((label) => {
    const [all, lost] = [labelled, missed].map((items) => items.filter((item) => escalationLabels(item).includes(label)).length);
    return `${label}: ${all - lost} of ${all}`;
  });
  console.log([...rows, ...missed.map(({ id }) => `missed ${id}`)].join('\n'));

  expect(1 - missed.length / labelled.length).toBeGreaterThanOrEqual(0.95);
});

measured('no escalation is found in what is labelled benign', () => {
  const benign = cases.filter(({ expected }) => expected.some((label) => label.startsWith('benign') || label === 'not:privesc'));
  const found = benign.flatMap((item) => findings(item, 'strict').filter(({ rule }) => ESCALATION_RULES.includes(rule))
    .map((finding) => ({ basis: item.labelBasis, text: `${item.id} (${item.labelBasis}): ${finding.severity} ${finding.key}` })));
  console.log([`${found.length} escalations found in ${benign.length} benign cases`, ...found.map(({ text }) => text)].join('\n'));

  expect(found.filter(({ basis }) => !basis.startsWith('oracle:'))).toEqual([]);
});

measured('what is labelled benign gives few findings in the baseline pack', () => {
  const benign = cases.filter((item) => item.expected.some((label) => label.startsWith('benign')));
  // Policies that AWS manages may be longer than those of a customer, which they are judged as here.
  const isTooLong = ({ rule, message }: Finding) => rule === 'InvalidPolicy' && message.includes('characters');
  const found = benign.flatMap((item) => (
    findings(item, 'baseline').filter((finding) => !isTooLong(finding)).map((finding) => `${finding.severity} ${finding.rule} ${item.id}`)
  ));
  const strict = benign.flatMap((item) => findings(item, 'strict')).length;
  console.log([
    `${found.length} baseline findings and ${strict} strict findings on ${benign.length} benign cases`, ...found,
  ].join('\n'));

  expect(found.length / benign.length).toBeLessThanOrEqual(0.2);
});

measured('every template is read, or refused with a reason', () => {
  const refused = cases.flatMap((item) => {
    try {
      findings(item, 'strict');
      return [];
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      return [`${(error as Error).message}`];
    }
  });
  console.log([`${refused.length} of ${cases.length} refused`, ...refused].join('\n'));

  expect(refused.length / cases.length).toBeLessThanOrEqual(0.01);
});
