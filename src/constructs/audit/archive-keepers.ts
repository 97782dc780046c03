/** Who may do to an archive, and to the trail that writes it, what nobody else may. */
import { BootstraplessSynthesizer, DefaultStackSynthesizer, Fn, Stack, Token } from 'aws-cdk-lib';
import { ConditionJson } from '../../policy/policy-json';
import { accountOfPrincipal, checkPrincipalArn } from '../identities/principal-arn';
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

/** These policies deny, and let nobody in: who administers the archive has to be of its account. */
export function checkBreakGlass({ breakGlass }: ArchiveKeepers, account: string): void {
  const isElsewhere = (owner: string | undefined) => owner !== undefined && !Token.isUnresolved(owner) && owner !== account;
  if (!Token.isUnresolved(account) && breakGlass.map(accountOfPrincipal).every(isElsewhere)) {
    throw badProp('breakGlassPrincipals', breakGlass.join(', '), `one of the account of the archive, ${account}, too, or nobody could administer it`);
  }
}

export function checkReaders(readers: readonly string[] = []): readonly string[] {
  checkEach(readers, (arn) => checkPrincipalArn('readers', arn));
  return readers;
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
  if (Token.isUnresolved(principals)) {
    throw badProp(prop, 'a list that only the deployment knows', 'a list, whose ARNs may be known by the deployment only');
  }
  principals.forEach((arn) => {
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
