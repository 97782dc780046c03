/** An API hands out the credentials of the role that a resource has. */
import { EscalationPath } from '../escalation-path';
import { on } from './steps';

export const CREDENTIAL_ACCESS: readonly EscalationPath[] = [
  {
    id: 'deadline-101',
    name: 'get the credentials of the role of a Deadline Cloud queue',
    category: 'credential-access',
    steps: on('compute', 'deadline:AssumeQueueRoleForUser'),
    computeTypes: ['AWS::Deadline::Queue'],
    needs: 'The queue has a role.',
    link: 'https://docs.aws.amazon.com/deadline-cloud/latest/APIReference/API_AssumeQueueRoleForUser.html',
  },
];
