/** Code is run on, or the configuration changed of, a compute resource that has a role already. */
import { EscalationPath } from '../escalation-path';

export const EXISTING_PASS_ROLE: readonly EscalationPath[] = [
  {
    id: 'lambda-003',
    name: 'replace the code of a Lambda function',
    category: 'existing-passrole',
    steps: [{ action: 'lambda:UpdateFunctionCode', on: 'compute' }],
    computeTypes: ['AWS::Lambda::Function'],
    needs: 'The function is invoked, by the principal or by whatever invokes it today.',
    variants: ['lambda-004', 'lambda-005'],
    link: 'https://pathfinding.cloud/paths/lambda-003',
  },
];
