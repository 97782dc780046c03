/** Somebody else's credentials, session or trust. */
import { EscalationPath } from '../escalation-path';

export const PRINCIPAL_ACCESS: readonly EscalationPath[] = [
  {
    id: 'iam-002',
    name: 'make an access key for another user',
    category: 'principal-access',
    steps: [{ action: 'iam:CreateAccessKey', on: 'user' }],
    needs: 'The user has fewer than two access keys, or one of them may be deleted with iam:DeleteAccessKey.',
    variants: ['iam-003'],
    link: 'https://pathfinding.cloud/paths/iam-002',
  },
  {
    id: 'iam-004',
    name: 'give another user a console password',
    category: 'principal-access',
    steps: [{ action: 'iam:CreateLoginProfile', on: 'user' }],
    needs: 'The user has no password yet.',
    link: 'https://pathfinding.cloud/paths/iam-004',
  },
  {
    id: 'iam-006',
    name: 'change the console password of another user',
    category: 'principal-access',
    steps: [{ action: 'iam:UpdateLoginProfile', on: 'user' }],
    needs: 'The user has a password. Where a second factor is asked for, the password alone is not enough.',
    link: 'https://pathfinding.cloud/paths/iam-006',
  },
  {
    id: 'iam-012',
    name: 'rewrite who may assume a role',
    category: 'principal-access',
    steps: [{ action: 'iam:UpdateAssumeRolePolicy', on: 'role' }],
    needs: 'The role is of the same account: a trust policy that names the principal itself lets it in without sts:AssumeRole.',
    link: 'https://pathfinding.cloud/paths/iam-012',
  },
  {
    id: 'sts-001',
    name: 'assume a role that is allowed more',
    category: 'principal-access',
    steps: [{ action: 'sts:AssumeRole', on: 'role' }],
    needs: 'The trust policy of the role lets the principal in. One that names the principal itself, in the same account, needs no permission.',
    link: 'https://pathfinding.cloud/paths/sts-001',
  },
];
