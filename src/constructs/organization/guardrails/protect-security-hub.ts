import { SECURITY_HUB_TAMPERING } from '../../../catalogue/lists/audit-tampering-patterns';
import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const protectSecurityHub = defineGuardrail({
  id: 'ProtectSecurityHub',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'Security Hub goes on collecting findings, and its standards and controls stay on',
  intent: 'Findings that nobody collects are findings that nobody reads.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Standards, controls, insights, automation rules and custom actions are changed by exempt principals only. The workflow status of findings is still set by all who may (`BatchUpdateFindings`).',
  ],
  controls: { 'well-architected': ['SEC03-BP05', 'SEC04-BP01'] },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['turns Security Hub off', 'securityhub:DisableSecurityHub'],
        ['turns the newer Security Hub off', 'securityhub:DisableSecurityHubV2'],
        ['turns a standard off', 'securityhub:BatchDisableStandards'],
        ['turns a control off', 'securityhub:UpdateStandardsControl'],
        ['turns controls off in a batch', 'securityhub:BatchUpdateStandardsControlAssociations'],
        ['suppresses findings by a rule', 'securityhub:CreateAutomationRule'],
        ['changes a rule', 'securityhub:BatchUpdateAutomationRules'],
        ['stops the import of findings', 'securityhub:DisableImportFindingsForProduct'],
        ['leaves the administrator', 'securityhub:DisassociateFromAdministratorAccount'],
        ['gives itself to another administrator', 'securityhub:AcceptAdministratorInvitation'],
        ['takes accounts out', 'securityhub:DeleteMembers'],
        ['takes the configuration policy off', 'securityhub:StartConfigurationPolicyDisassociation'],
        ['stops the aggregation', 'securityhub:DeleteFindingAggregator'],
      ]),
    ],
    allowed: [
      ...requests([
        ['turns Security Hub on', 'securityhub:EnableSecurityHub'],
        ['turns a standard on', 'securityhub:BatchEnableStandards'],
        ['reads findings', 'securityhub:GetFindings'],
        ['imports findings', 'securityhub:BatchImportFindings'],
        ['sets the workflow status', 'securityhub:BatchUpdateFindings'],
        ['makes an insight', 'securityhub:CreateInsight'],
        ['reads the standards', 'securityhub:DescribeStandards'],
      ]),
    ],
  },
  statements: (parameters) => [denyUnlessExempt({ Action: [...SECURITY_HUB_TAMPERING] }, parameters)],
});
