import { requests } from '../example-requests';
import { defineGuardrail } from '../guardrail-definition';
import { denyUnlessExempt } from '../guardrail-statements';

export const denyAccessKeys = defineGuardrail({
  id: 'DenyAccessKeys',
  policyType: 'SERVICE_CONTROL_POLICY',
  title: 'nobody makes access keys or other long-term credentials of IAM users',
  intent: 'Long-term keys leak; sessions of roles expire.',
  sets: ['strict'],
  exemption: 'exempt principals',
  needs: [],
  sideEffects: [
    'Keys that are there can be deactivated, deleted and, since IAM has no condition on it, activated again.',
    'Credentials for CodeCommit, Keyspaces, Amazon Bedrock and the like (service-specific ones) are among them.',
  ],
  controls: { 'aws-fsbp': ['IAM.3'], 'well-architected': ['SEC02-BP02', 'SEC03-BP05'] },
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
  ],
  examples: {
    denied: [
      ...requests([
        ['makes an access key', 'iam:CreateAccessKey'],
        ['makes a credential for one service', 'iam:CreateServiceSpecificCredential'],
        ['makes a credential for one service anew', 'iam:ResetServiceSpecificCredential'],
        ['uploads an SSH key', 'iam:UploadSSHPublicKey'],
        ['uploads a signing certificate', 'iam:UploadSigningCertificate'],
      ], { resource: 'arn:aws:iam::111122223333:user/somebody' }),
      ...requests([
        ['a user makes an access key of its own', 'iam:CreateAccessKey'],
        ['a user makes a credential of its own', 'iam:CreateServiceSpecificCredential'],
        ['a user uploads an SSH key of its own', 'iam:UploadSSHPublicKey'],
      ], { principalArn: 'arn:aws:iam::111122223333:user/somebody', resource: 'arn:aws:iam::111122223333:user/somebody' }),
    ],
    allowed: [
      ...requests([
        ['deactivates an access key', 'iam:UpdateAccessKey'],
        ['deletes an access key', 'iam:DeleteAccessKey'],
        ['lists access keys', 'iam:ListAccessKeys'],
        ['deletes a credential for one service', 'iam:DeleteServiceSpecificCredential'],
        ['deletes an SSH key', 'iam:DeleteSSHPublicKey'],
        ['makes a user', 'iam:CreateUser'],
      ], { resource: 'arn:aws:iam::111122223333:user/somebody' }),
      ...requests([
        ['assumes a role', 'sts:AssumeRole'],
      ], { resource: 'arn:aws:iam::111122223333:role/Worker' }),
    ],
  },
  statements: (parameters) => [
    denyUnlessExempt({
      Action: [
        'iam:CreateAccessKey', 'iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential', 'iam:UploadSSHPublicKey',
        'iam:UploadSigningCertificate',
      ],
    }, parameters),
  ],
});
