import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

const LOG_KEY = { resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' };

export const protectLogKeys = defineGuardrail({
  id: 'ProtectLogKeys',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'the keys that encrypt logs cannot be disabled, deleted or handed to others',
  intent: 'A trail whose key is disabled stops delivering, and logs whose key is gone are gone.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: ['logKeys'],
  sideEffects: [
    'Policies, aliases, tags and grants of these keys are changed by exempt principals only.',
  ],
  controls: { 'aws-fsbp': ['KMS.3'], 'well-architected': ['SEC03-BP05', 'SEC08-BP01'] },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['schedules the deletion', 'kms:ScheduleKeyDeletion'],
        ['disables it', 'kms:DisableKey'],
        ['stops its rotation', 'kms:DisableKeyRotation'],
        ['changes its policy', 'kms:PutKeyPolicy'],
        ['deletes its material', 'kms:DeleteImportedKeyMaterial'],
        ['takes a grant back', 'kms:RevokeGrant'],
        ['lets somebody else use it', 'kms:CreateGrant'],
        ['makes another Region primary', 'kms:UpdatePrimaryRegion'],
        ['points its alias elsewhere', 'kms:UpdateAlias'],
        ['marks it by a tag', 'kms:TagResource'],
        ['takes its tags off', 'kms:UntagResource'],
        ['copies it to a Region with another policy', 'kms:ReplicateKey'],
      ], { resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }),
    ],
    allowed: [
      ...requests([
        ['encrypts a log', 'kms:GenerateDataKey'],
        ['decrypts a log', 'kms:Decrypt'],
        ['reads what it is', 'kms:DescribeKey'],
        ['enables it', 'kms:EnableKey'],
        ['starts its rotation', 'kms:EnableKeyRotation'],
        ['keeps it', 'kms:CancelKeyDeletion'],
      ], { resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }),
      ...requests([
        ['schedules the deletion of a key of its own', 'kms:ScheduleKeyDeletion'],
        ['changes the policy of its own key', 'kms:PutKeyPolicy'],
      ], { resource: 'arn:aws:kms:eu-west-1:111122223333:key/00000000-12ab-34cd-56ef-1234567890ab' }),
      { what: 'a service of AWS makes a grant for the caller', action: 'kms:CreateGrant', ...LOG_KEY, context: { 'kms:GrantIsForAWSResource': true } },
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        'kms:*agResource', 'kms:Delete*', 'kms:Disable*', 'kms:PutKeyPolicy', 'kms:ReplicateKey', 'kms:RevokeGrant', 'kms:ScheduleKeyDeletion',
        'kms:Update*',
      ],
      Resource: parameters.logKeys,
    }, parameters),
    // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
    denyUnlessExempt({ Action: 'kms:CreateGrant', Resource: parameters.logKeys, Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } } }, parameters),
  ],
});
