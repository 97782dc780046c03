import { defineGuardrail } from '../guardrail-definition';
import { deny } from '../guardrail-statements';

export const denyRootUser = defineGuardrail({
  id: 'DenyRootUser',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'the root user of a member account can do nothing',
  intent: 'The root user is above every permissions boundary and identity policy of its account. Only what is attached to the organization limits it.',
  sets: ['baseline', 'strict'],
  exemption: { nobody: 'The root user is one principal in each account, and nobody else is meant.' },
  needs: [],
  sideEffects: [
    'Tasks that only the root user can do need a privileged root session from the management account, which this entry leaves open, or a detached policy.',
  ],
  controls: {
    'aws-control-tower': ['AWS-GR_RESTRICT_ROOT_USER', 'AWS-GR_RESTRICT_ROOT_USER_ACCESS_KEYS'],
    'aws-fsbp': ['IAM.4'],
    'well-architected': ['SEC01-BP02', 'SEC03-BP05'],
  },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html',
  ],
  examples: {
    denied: [
      ['lists the buckets', 's3:ListAllMyBuckets'],
      ['makes an access key', 'iam:CreateAccessKey'],
      ['makes a user', 'iam:CreateUser'],
      ['attaches a policy to a role', 'iam:AttachRolePolicy'],
      ['stops the trail', 'cloudtrail:StopLogging'],
      ['takes the account out of the organization', 'organizations:LeaveOrganization'],
      ['closes the account', 'account:CloseAccount'],
      ['schedules the deletion of a key', 'kms:ScheduleKeyDeletion'],
      ['starts an instance', 'ec2:RunInstances'],
    ].map(([what, action]) => ({ what: `the root user ${what}`, principalArn: 'arn:aws:iam::111122223333:root', action })),
    allowed: [
      { what: 'an administrator makes a role', action: 'iam:CreateRole' },
      { what: 'an administrator attaches a policy', action: 'iam:AttachRolePolicy' },
      { what: 'a role starts an instance', action: 'ec2:RunInstances' },
      { what: 'a role that is named root lists buckets', principalArn: 'arn:aws:iam::111122223333:role/root', action: 's3:ListAllMyBuckets' },
      { what: 'a user that is named root lists buckets', principalArn: 'arn:aws:iam::111122223333:user/root', action: 's3:ListAllMyBuckets' },
      {
        what: 'a privileged root session deletes a bucket policy that locks everybody out',
        principalArn: 'arn:aws:iam::111122223333:root', action: 's3:DeleteBucketPolicy', resource: 'arn:aws:s3:::locked', context: { 'aws:AssumedRoot': true },
      },
    ],
  },
  statements: () => [
    // A privileged session, which only the management account or its delegate can open, has aws:AssumedRoot; the root user's own has not.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-assumedroot
    deny({ Action: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:root' }, Null: { 'aws:AssumedRoot': 'true' } } }),
  ],
});
