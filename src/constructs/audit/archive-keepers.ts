/** Who may do to an archive, and to the trail that writes it, what nobody else may. */
import { BootstraplessSynthesizer, DefaultStackSynthesizer, Fn, Stack } from 'aws-cdk-lib';
import { ConditionJson } from '../../policy/policy-json';
import { checkPrincipalArn } from '../identities/principal-arn';
import { badProp, checkEach } from '../props';

export interface ArchiveKeepers {
  /** May delete records, and all that the others may. */
  readonly breakGlass: readonly string[];
  /** May change settings, not records. */
  readonly deployment: readonly string[];
}

/** The name of such a role ends in characters that IAM Identity Center chooses. https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html */
const IDENTITY_CENTER_ROLE = /^arn:[^:]+:iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com\/(\*\/|[a-z0-9-]+\/)?AWSReservedSSO_[\w+=,.@-]+_\*$/;

export function archiveKeepers(stack: Stack, breakGlass: readonly string[], deployment?: readonly string[]): ArchiveKeepers {
  if (!(breakGlass?.length > 0)) {
    throw badProp('breakGlassPrincipals', undefined, 'at least one role or user, or nobody could administer the records when all else fails');
  }
  checkKeepers('breakGlassPrincipals', breakGlass);
  checkKeepers('deploymentPrincipals', deployment ?? []);
  return { breakGlass, deployment: deployment ?? [deploymentRole(stack)] };
}

/**
 * A statement for everybody but these. Not `NotPrincipal`, which denies those who have a permissions boundary:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function exceptFor(principals: readonly string[]): ConditionJson {
  return { ArnNotLike: { 'aws:PrincipalArn': principals } };
}

export function ofSettings({ breakGlass, deployment }: ArchiveKeepers): readonly string[] {
  return [...breakGlass, ...deployment];
}

function checkKeepers(prop: string, principals: readonly string[]): void {
  checkEach(principals, (arn) => {
    if (!IDENTITY_CENTER_ROLE.test(arn)) {
      checkPrincipalArn(prop, arn);
    }
  });
}

/** That of the bootstrap stack, with which CloudFormation deploys. https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
function deploymentRole(stack: Stack): string {
  const { synthesizer } = outermost(stack);
  if (synthesizer instanceof DefaultStackSynthesizer && !(synthesizer instanceof BootstraplessSynthesizer)) {
    return Fn.sub(synthesizer.cloudFormationExecutionRoleArn);
  }
  throw badProp('deploymentPrincipals', undefined, 'the roles that deploy the stack, for its synthesizer does not tell; none if break-glass deploys');
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}
