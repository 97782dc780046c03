import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const protectGuardrailStacks = defineGuardrail({
  id: 'ProtectGuardrailStacks',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'the stacks that hold the guardrails cannot be made, changed or deleted by others',
  intent: 'A stack acts with the rights of its service role: who can update it changes what it protects without touching that directly.',
  sets: ['baseline', 'strict'],
  exemption: 'exempt principals',
  needs: ['protectedStacks'],
  sideEffects: [
    'These stacks are deployed by exempt principals only, or by StackSets with service-managed permissions.',
  ],
  controls: { 'well-architected': ['SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['deletes the stack', 'cloudformation:DeleteStack'],
        ['updates the stack', 'cloudformation:UpdateStack'],
        ['makes a stack with such a name', 'cloudformation:CreateStack'],
        ['makes a change set', 'cloudformation:CreateChangeSet'],
        ['executes a change set', 'cloudformation:ExecuteChangeSet'],
        ['rolls it back', 'cloudformation:RollbackStack'],
        ['goes on with a rollback and skips resources', 'cloudformation:ContinueUpdateRollback'],
        ['cancels an update', 'cloudformation:CancelUpdateStack'],
        ['takes the stack policy off', 'cloudformation:SetStackPolicy'],
        ['takes the termination protection off', 'cloudformation:UpdateTerminationProtection'],
        ['signals for a resource', 'cloudformation:SignalResource'],
        ['tags it', 'cloudformation:TagResource'],
      ], { resource: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/guardrails-baseline/00000000-1111-2222-3333-444444444444' }),
    ],
    allowed: [
      ...requests([
        ['reads the stack', 'cloudformation:DescribeStacks'],
        ['reads its template', 'cloudformation:GetTemplate'],
        ['looks for drift', 'cloudformation:DetectStackDrift'],
      ], { resource: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/guardrails-baseline/00000000-1111-2222-3333-444444444444' }),
      ...requests([
        ['updates another stack', 'cloudformation:UpdateStack'],
        ['deletes another stack', 'cloudformation:DeleteStack'],
        ['makes a change set for another stack', 'cloudformation:CreateChangeSet'],
        ['executes a change set of another stack', 'cloudformation:ExecuteChangeSet'],
      ], { resource: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/00000000-1111-2222-3333-444444444444' }),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        'cloudformation:*agResource', 'cloudformation:C*', 'cloudformation:DeleteChangeSet', 'cloudformation:DeleteStack', 'cloudformation:Execute*',
        'cloudformation:RollbackStack', 'cloudformation:SetStackPolicy', 'cloudformation:SignalResource', 'cloudformation:Update*',
      ],
      Resource: parameters.protectedStacks,
    }, parameters),
  ],
});
