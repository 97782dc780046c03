/** A role is passed to a new compute resource, which then acts with it. */
import { EscalationPath } from '../escalation-path';

export const NEW_PASS_ROLE: readonly EscalationPath[] = [
  {
    id: 'lambda-001',
    name: 'pass a role to a new Lambda function',
    category: 'new-passrole',
    steps: [{ action: 'iam:PassRole', on: 'passedRole' }, { action: 'lambda:CreateFunction', on: 'new' }],
    services: ['lambda.amazonaws.com'],
    needs: 'The role trusts lambda.amazonaws.com. The code runs when the function is invoked, by the principal (lambda:InvokeFunction), by an event '
      + 'source or after lambda:AddPermission; with SnapStart its initialization already runs when the request that creates it publishes a version.',
    variants: ['lambda-002', 'lambda-006'],
    link: 'https://pathfinding.cloud/paths/lambda-001',
  },
  {
    id: 'ec2-001',
    name: 'pass a role to a new EC2 instance',
    category: 'new-passrole',
    steps: [{ action: 'iam:PassRole', on: 'passedRole' }, { action: 'ec2:RunInstances', on: 'new' }],
    services: ['ec2.amazonaws.com'],
    needs: 'The role trusts ec2.amazonaws.com and is in an instance profile. User data runs at the first start.',
    link: 'https://pathfinding.cloud/paths/ec2-001',
  },
  {
    id: 'cloudformation-001',
    name: 'pass a role to a new CloudFormation stack',
    category: 'new-passrole',
    steps: [{ action: 'iam:PassRole', on: 'passedRole' }, { action: 'cloudformation:CreateStack', on: 'new' }],
    services: ['cloudformation.amazonaws.com'],
    needs: 'The role trusts cloudformation.amazonaws.com. The stack creates whatever the role may create.',
    link: 'https://pathfinding.cloud/paths/cloudformation-001',
  },
];
