import { allTests, ConditionForms, UNLESS_AWS_ITSELF } from './condition-forms';
import { badProp, checkEach, checkText, ORGANIZATION_ID } from '../../props';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html#access_policies_last-accessed-viewing-orgs-entity-path */
const PATH = /^o-[a-z0-9]{10,32}\/(\*|r-[0-9a-z]{4,32}\/(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}\/)*\*?)$/;

export function organizationCondition(organizationId: string): ConditionForms {
  checkOrganizationId('organizationId', organizationId);
  return {
    allow: [{ StringEquals: { 'aws:PrincipalOrgID': organizationId } }],
    deny: [allTests({ StringNotEquals: { 'aws:PrincipalOrgID': organizationId } }, UNLESS_AWS_ITSELF)],
  };
}

/** ForAllValues holds for a key that a request lacks: right in the Deny, where a principal of no organization is denied. */
export function organizationPathsCondition(paths: readonly string[]): ConditionForms {
  if (paths.length === 0) {
    throw badProp('paths', undefined, 'at least one path');
  }
  checkEach(paths, (path) => checkText('paths', path, PATH, 'organization, root and units, ending in a slash or in /* for what is below it too, such as '
    + 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'));
  return {
    allow: [{ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': paths } }],
    deny: [allTests({ 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': paths } }, UNLESS_AWS_ITSELF)],
  };
}

export function checkOrganizationId(prop: string, id: string): void {
  checkText(prop, id, ORGANIZATION_ID, 'the id of an organization, such as o-a1b2c3d4e5');
}
