import { ACCESS_ANALYZER_TAMPERING } from '../../../catalogue/lists/audit-tampering-patterns';
import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const protectAccessAnalyzer = defineGuardrail({
  id: 'ProtectAccessAnalyzer',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'IAM Access Analyzer goes on finding external and unused access, and nobody hides its findings',
  intent: 'What opens a resource to strangers is found by the analyzers; an archive rule silences them.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Findings are archived, and analyzers and archive rules changed, by exempt principals only.',
  ],
  controls: { 'aws-fsbp': ['IAM.28'], 'well-architected': ['SEC03-BP05', 'SEC03-BP07'] },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamaccessanalyzer.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['deletes an analyzer', 'access-analyzer:DeleteAnalyzer'],
        ['changes what an analyzer looks at', 'access-analyzer:UpdateAnalyzer'],
      ], { resource: 'arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/organization' }),
      ...requests([
        ['hides new findings', 'access-analyzer:CreateArchiveRule'],
        ['hides more findings', 'access-analyzer:UpdateArchiveRule'],
        ['hides findings that are there', 'access-analyzer:ApplyArchiveRule'],
        ['deletes an archive rule', 'access-analyzer:DeleteArchiveRule'],
        ['archives a finding', 'access-analyzer:UpdateFindings'],
        ['deletes the analyzer of a service', 'access-analyzer:DeleteServiceLinkedAnalyzer'],
      ]),
    ],
    allowed: [
      ...requests([
        ['makes an analyzer', 'access-analyzer:CreateAnalyzer'],
        ['validates a policy', 'access-analyzer:ValidatePolicy'],
        ['checks that access is not new', 'access-analyzer:CheckNoNewAccess'],
        ['lists findings', 'access-analyzer:ListFindings'],
        ['previews access', 'access-analyzer:CreateAccessPreview'],
        ['reads an archive rule', 'access-analyzer:GetArchiveRule'],
        ['generates a policy', 'access-analyzer:StartPolicyGeneration'],
      ]),
    ],
  },
  statements: (parameters) => [denyUnlessExempt({ Action: [...ACCESS_ANALYZER_TAMPERING] }, parameters)],
});
