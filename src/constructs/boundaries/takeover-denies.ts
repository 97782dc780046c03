/** Nobody puts code, or commands of its own choice, where a role of somebody else runs them. */
import { beginningsOf } from './action-patterns';
import { BoundaryDenies } from './boundary-options';
import { BoundaryTerms } from './boundary-terms';
import { EscalationPath } from '../../catalogue/escalation-path';
import { ESCALATION_PATHS } from '../../catalogue/escalation-paths';
import { StatementJson } from '../../policy/policy-json';

/** What does the same as the step of a path, by another name. */
const ALIKE = [
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackSet.html: the roles that it deploys with stay.
  'cloudformation:UpdateStackSet',
  // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_UpdateProject.html: what is not in the request stays, the role too.
  'codebuild:UpdateProject',
  // https://docs.aws.amazon.com/ec2-instance-connect/latest/APIReference/API_SendSerialConsoleSSHPublicKey.html
  'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
  // https://docs.aws.amazon.com/glue/latest/webapi/API_RunStatement.html: in an interactive session, which has a role.
  'glue:RunStatement',
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateNotebookInstanceLifecycleConfig.html
  'sagemaker:UpdateNotebookInstanceLifecycleConfig',
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateAssociation.html
  'ssm:CreateAssociationBatch', 'ssm:UpdateAssociation', 'ssm:UpdateDocument',
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RegisterTaskWithMaintenanceWindow.html: a service-linked role does without a role.
  'ssm:RegisterTaskWithMaintenanceWindow', 'ssm:UpdateMaintenanceWindowTask',
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
