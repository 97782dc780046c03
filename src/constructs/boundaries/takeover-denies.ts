/** Nobody puts code, or commands of its own choice, where a role of somebody else runs them. */
import { beginningsOf } from './action-patterns';
import { BoundaryDenies } from './boundary-options';
import { BoundaryTerms } from './boundary-terms';
import { EscalationPath } from '../../catalogue/escalation-path';
import { ESCALATION_PATHS } from '../../catalogue/escalation-paths';
import { StatementJson } from '../../policy/policy-json';

/** What does the same as the step of a path, by another name: it changes what runs, or who may act with the role of what is there. */
const ALIKE = [
  // https://docs.aws.amazon.com/mwaa/latest/userguide/access-policies.html: the tokens run code with the execution role of the environment.
  'airflow:CreateCliToken', 'airflow:CreateWebLoginToken',
  // https://docs.aws.amazon.com/cloud9/latest/APIReference/API_CreateEnvironmentMembership.html: into an instance, which has a role.
  'cloud9:CreateEnvironmentMembership', 'cloud9:UpdateEnvironmentMembership',
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackSet.html: the roles that it deploys with stay.
  'cloudformation:UpdateStackSet',
  // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_UpdateProject.html: what is not in the request stays, the role too.
  'codebuild:UpdateProject',
  // https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UpdateIdentityPool.html: whose tokens get the roles of the pool.
  'cognito-identity:UpdateIdentityPool',
  // https://docs.aws.amazon.com/datazone/latest/APIReference/API_GetEnvironmentCredentials.html
  'datazone:GetEnvironmentCredentials',
  // https://docs.aws.amazon.com/deadline-cloud/latest/APIReference/API_AssumeQueueRoleForRead.html
  'deadline:AssumeFleetRoleForRead', 'deadline:AssumeQueueRoleForRead',
  // https://docs.aws.amazon.com/directoryservicedata/latest/DirectoryServiceDataAPIReference/API_AddGroupMember.html: users and groups may have roles.
  'ds-data:AddGroupMember', 'ds-data:CreateGroup', 'ds-data:CreateUser', 'ds-data:DeleteGroup', 'ds-data:DeleteUser', 'ds-data:DisableUser',
  'ds-data:RemoveGroupMember', 'ds-data:UpdateGroup', 'ds-data:UpdateUser',
  // https://docs.aws.amazon.com/ec2-instance-connect/latest/APIReference/API_SendSerialConsoleSSHPublicKey.html
  'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
  // https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html: an administrator of the cluster acts with the roles of its nodes and pods.
  'eks:AssociateAccessPolicy', 'eks:AssociateIdentityProviderConfig', 'eks:CreateAccessEntry', 'eks:UpdateAccessEntry',
  // https://docs.aws.amazon.com/emr/latest/APIReference/API_GetClusterSessionCredentials.html
  'elasticmapreduce:GetClusterSessionCredentials',
  // https://docs.aws.amazon.com/gamelift/latest/apireference/API_GetComputeAccess.html: into an instance, which has a role.
  'gamelift:GetComputeAccess', 'gamelift:GetInstanceAccess',
  // https://docs.aws.amazon.com/glue/latest/webapi/API_RunStatement.html: in an interactive session, which has a role.
  'glue:RunStatement',
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateNotebookInstanceLifecycleConfig.html
  'sagemaker:UpdateNotebookInstanceLifecycleConfig',
  // https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html: the launch role of the product deploys the template.
  'servicecatalog:CreateProvisioningArtifact',
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateAssociation.html
  'ssm:CreateAssociationBatch', 'ssm:UpdateAssociation', 'ssm:UpdateDocument',
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RegisterTaskWithMaintenanceWindow.html: a service-linked role does without a role.
  'ssm:RegisterTaskWithMaintenanceWindow', 'ssm:UpdateMaintenanceWindowTask',
  // https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateTokenWithIAM.html: a token of a person.
  'sso-oauth:CreateTokenWithIAM',
  // https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_UpdateCanary.html
  'synthetics:UpdateCanary',
  // https://docs.aws.amazon.com/transfer/latest/APIReference/API_ImportSshPublicKey.html: into the session of a user, which has a role.
  'transfer:ImportSshPublicKey',
];

export function takeoverDenies({ computeResources, services, leftOut }: BoundaryTerms): StatementJson[] {
  const elsewhere = leftOut.includes(BoundaryDenies.IDENTITIES) ? [] : ['rolesanywhere'];
  const isAllowed = (action: string) => {
    const service = action.split(':')[0];
    return !elsewhere.includes(service) && (services?.includes(service) ?? true);
  };
  const actions = beginningsOf([...ESCALATION_PATHS.flatMap(closingAction), ...ALIKE].filter(isAllowed));
  if (computeResources === undefined || actions.length === 0) {
    return [];
  }
  const resources = computeResources.length === 0 ? { Resource: '*' } : { NotResource: computeResources };
  return [{ Sid: 'Takeover', Effect: 'Deny', Action: actions, ...resources }];
}

/** The step that changes what is taken over, or else the first: without it the others lead nowhere. */
function closingAction({ category, steps }: EscalationPath): string[] {
  if (category !== 'existing-passrole' && category !== 'credential-access') {
    return [];
  }
  const actions = steps.filter(({ on }) => on === 'compute').map(({ action }) => action);
  return [actions.find((action) => /:(Create|Modify|Update)/.test(action)) ?? actions[0]];
}
