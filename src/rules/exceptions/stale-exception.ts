import { policyExample } from '../example-templates';
import { GuardrailException } from '../exception';
import { safe } from '../keys';
import { defineRule, Example } from '../rule';

const EXAMPLE: GuardrailException = {
  rule: 'NoAdminStatement',
  construct: 'Stack/Policy',
  reason: 'administrators of the sandbox set it up by hand',
  owner: 'platform-team',
  expires: '2027-01-31',
  file: 'guardrail-exceptions.json',
  location: 'exceptions[0]',
  line: 3,
};

export const staleException = defineRule({
  id: 'StaleException',
  title: 'an exception accepts nothing: no finding is left for it',
  why: 'It would accept the next finding of its kind, and nobody would have looked at that one.',
  fix: 'Remove the exception, as cdk-iam-guardrails exceptions --prune does, or correct its rule, key or construct.',
  severity: 'error',
  packs: ['baseline', 'strict'],
  controls: {},
  links: [
    'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_continuous_reduction.html',
    'https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html',
  ],
  unknown: 'Nothing is left open: what a token leaves undecided is a finding, and an exception for it is not stale.',
  examples: {
    bad: [narrowPolicy('its statement was narrowed, and its exception of NoAdminStatement stayed', [EXAMPLE])],
    good: [narrowPolicy('its exception went with the finding', [])],
    unknown: [],
  },
  *check(_model, { staleExceptions: { exceptions, severity } = { exceptions: [], severity: 'error' } }) {
    for (const { rule, key, keyPattern, construct, owner, file, location, line } of exceptions) {
      const about = [['Rule', rule], ['Construct', construct], ['Key', key], ['KeyPattern', keyPattern]] as const;
      yield {
        template: { file },
        location,
        key: about.flatMap(([name, value]) => (value === undefined ? [] : `${name}=${safe(value)}`)).join(';'),
        severity,
        message: `accepts nothing: no finding of ${rule}${key ?? keyPattern ? ` with the key ${key ?? keyPattern}` : ''} is left at ${construct}; owner ${owner}`,
        ...(line !== undefined && { witness: `${file}:${line}` }),
      };
    }
  },
});

function narrowPolicy(title: string, exceptions: readonly GuardrailException[]): Example {
  return {
    ...policyExample(title, { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
    options: { staleExceptions: { exceptions, severity: 'error' } },
  };
}
