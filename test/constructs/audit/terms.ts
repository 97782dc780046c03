/** An archive and its trail, as the proofs know them. */
import { ProofRequest } from '../../support/proof';

export const ACCOUNT = '111122223333';
export const MEMBER = '222233334444';
export const STRANGER = '999988887777';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/audit`;
export const BUCKET = 'arn:aws:s3:::audit-records';
export const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const CLOUD_TRAIL = 'cloudtrail.amazonaws.com';

export const BREAK_GLASS = `arn:aws:iam::${ACCOUNT}:role/break-glass`;
export const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1`;
export const READER = `arn:aws:iam::${STRANGER}:role/auditor`;
export const ADMINISTRATOR = `arn:aws:iam::${ACCOUNT}:role/Admin`;
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
export const KEEPERS = { breakGlass: [BREAK_GLASS], deployment: [DEPLOYER] };

/** Those who have AdministratorAccess in the account, but are neither break-glass nor deploy; with what their names may pretend. */
export const ADMINISTRATORS: Readonly<Record<string, string>> = {
  'a role': ADMINISTRATOR,
  'a session that is called break-glass': `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/break-glass`,
  'a user who is called break-glass': `arn:aws:iam::${ACCOUNT}:user/break-glass`,
  'a role below another path': `arn:aws:iam::${ACCOUNT}:role/other/break-glass`,
  'a role whose name goes on': `arn:aws:iam::${ACCOUNT}:role/break-glass-2`,
  'the role of another account': `arn:aws:iam::${STRANGER}:role/break-glass`,
};

export function of(resource: string, requests: readonly (readonly [string, string])[], context?: ProofRequest['context']): ProofRequest[] {
  return requests.map(([what, action]) => ({ what, action, resource, context }));
}

/** As CloudTrail puts an object. */
export function delivery(sourceArn: string): ProofRequest['context'] {
  return { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': sourceArn, 'aws:SecureTransport': true, 's3:TlsVersion': 1.3 };
}
