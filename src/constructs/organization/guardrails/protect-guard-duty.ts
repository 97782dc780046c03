import { GUARD_DUTY_TAMPERING } from '../../../catalogue/lists/audit-tampering-patterns';
import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const protectGuardDuty = defineGuardrail({
  id: 'ProtectGuardDuty',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'GuardDuty goes on detecting threats, and nobody hides its findings',
  intent: 'Who can suspend the detector, or declare an address trusted, works unseen.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Detectors, filters, lists and plans of Malware Protection are changed, and findings archived, by exempt principals only.',
  ],
  controls: { 'aws-fsbp': ['GuardDuty.1'], 'well-architected': ['SEC03-BP05', 'SEC04-BP01'] },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonguardduty.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['deletes the detector', 'guardduty:DeleteDetector'],
        ['suspends the detector', 'guardduty:UpdateDetector'],
        ['archives findings', 'guardduty:ArchiveFindings'],
        ['archives new findings unseen', 'guardduty:CreateFilter'],
        ['makes addresses trusted', 'guardduty:CreateIPSet'],
        ['changes the trusted addresses', 'guardduty:UpdateIPSet'],
        ['makes entities trusted', 'guardduty:CreateTrustedEntitySet'],
        ['leaves the administrator', 'guardduty:DisassociateFromAdministratorAccount'],
        ['gives itself to another administrator', 'guardduty:AcceptAdministratorInvitation'],
        ['stops the export of findings', 'guardduty:DeletePublishingDestination'],
        ['stops the detection in members', 'guardduty:StopMonitoringMembers'],
        ['takes accounts out', 'guardduty:DisassociateMembers'],
        ['turns the administrator off', 'guardduty:DisableOrganizationAdminAccount'],
      ]),
    ],
    allowed: [
      ...requests([
        ['turns the detector on', 'guardduty:CreateDetector'],
        ['lists findings', 'guardduty:ListFindings'],
        ['reads findings', 'guardduty:GetFindings'],
        ['reads the detector', 'guardduty:GetDetector'],
        ['brings findings back', 'guardduty:UnarchiveFindings'],
        ['makes sample findings', 'guardduty:CreateSampleFindings'],
        ['scans for malware', 'guardduty:StartMalwareScan'],
      ]),
    ],
  },
  statements: (parameters) => [denyUnlessExempt({ Action: [...GUARD_DUTY_TAMPERING] }, parameters)],
});
