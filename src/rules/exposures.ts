/**
 * Grants that expose more than what they are for: credentials of others, the permissions of resources, stored data. Of actions that
 * take only `*` nothing is said: they can be granted or not, and no way of writing the policy is better than the other.
 */
import { NotableActions, NotableGrant } from './notable-grants';
import { ActionInfo } from '../catalogue/actions';
import { CREDENTIAL_EXPOSING_ACTIONS } from '../catalogue/lists/credential-exposing-actions';
import { DATA_EXFILTRATION_ACTIONS } from '../catalogue/lists/data-exfiltration-actions';
import { Condition } from '../policy/condition';
import { isPinned, Statement } from '../policy/statement';

const NONE: readonly NotableGrant[] = [];

/** Credentials of every user, role or other resource. */
export function credentialExposures(statement: Statement): readonly NotableGrant[] {
  return CREDENTIALS.grantsIn(statement);
}

/** Changes of the permissions on every resource. */
export function permissionExposures(statement: Statement): readonly NotableGrant[] {
  return isDelegated(statement) ? NONE : PERMISSIONS.grantsIn(statement);
}

/** The stored data of every resource. What shares resources with others changes their permissions. */
export function dataExposures(statement: Statement): readonly NotableGrant[] {
  return isPinned(statement, DATA_LIMITS) ? NONE : DATA.grantsIn(statement);
}

/** What of the data is reached, or by way of which service. https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
const DATA_LIMITS = /^(kms:(viaservice|encryptioncontext:.+)|dynamodb:leadingkeys)$/i;

const CREDENTIALS = NotableActions.listed(CREDENTIAL_EXPOSING_ACTIONS, ({ resourceArns }) => resourceArns.length > 0);
const DATA = NotableActions.listed(DATA_EXFILTRATION_ACTIONS, (action) => action.resourceArns.length > 0 && !changesPermissions(action));

/** AWS gives the access level to some actions that only read, use, or let logs be delivered, too. */
const CHANGES = new RegExp(`:(Batch)?(${[
  'Add', 'Associate', 'Attach', 'Authorize', 'Cancel', 'Create', 'Deauthorize', 'Delete', 'Detach', 'Disable', 'Disassociate', 'Enable', 'Grant',
  'Manage', 'Modify', 'Put', 'Remove', 'Reset', 'Revoke', 'Set', 'Share', 'Update',
].join('|')})[A-Z]`);

const PERMISSIONS = NotableActions.such((action) => changesPermissions(action) && action.resourceArns.length > 0);

function changesPermissions({ name, accessLevel }: ActionInfo): boolean {
  return accessLevel === 'Permissions management' && CHANGES.test(name);
}

/**
 * What AWS shows as a way to delegate: permissions within a boundary, named policies only, and grants of a key to AWS services only.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
 */
function isDelegated(statement: Statement): boolean {
  return isPinned(statement, /^iam:(permissionsboundary|policyarn)$/i) || statement.conditions.some(isForServicesOnly);
}

function isForServicesOnly({ operator, key, values }: Condition): boolean {
  return operator.name === 'Bool' && !operator.ifExists && typeof key === 'string' && key.toLowerCase() === 'kms:grantisforawsresource'
    && values.every((value) => value.toString().toLowerCase() === 'true');
}
