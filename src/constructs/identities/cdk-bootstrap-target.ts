/** The roles that `cdk bootstrap` makes for those who deploy. */
import { REGION } from '../../catalogue/regions';
import { StatementJson } from '../../policy/policy-json';
import { ACCOUNT_ID, checkText } from '../props';

/**
 * An account and Regions that are bootstrapped for the CDK.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export interface CdkBootstrapTarget {
  /**
   * Id of the account: 12 digits. The bootstrap stack of another account has to trust this one (`cdk bootstrap --trust`).
   *
   * @default - the account of the stack
   */
  readonly account?: string;

  /**
   * Regions.
   *
   * @default - the Region of the stack
   */
  readonly regions?: string[];

  /**
   * Qualifier of the bootstrap stack: 1 to 10 letters, digits, hyphens and underscores.
   *
   * @default 'hnb659fds'
   */
  readonly qualifier?: string;
}

/** Where the role is; the values may be tokens. */
interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** Not `cfn-exec`: that is CloudFormation's. https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html */
const ROLES = ['deploy-role', 'file-publishing-role', 'image-publishing-role', 'lookup-role'];
export const DEFAULT_QUALIFIER = 'hnb659fds';
export const QUALIFIER = /^[A-Za-z0-9_-]{1,10}$/;

/** Leave to assume them, and nothing else. */
export function deploymentStatement(targets: readonly CdkBootstrapTarget[], place: Place): StatementJson | undefined {
  const arns = targets.flatMap((target, index) => rolesOf(target, `targets[${index}]`, place));
  return arns.length > 0 ? { Sid: 'Deploy', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: [...new Set(arns)] } : undefined;
}

function rolesOf({ account, regions, qualifier = DEFAULT_QUALIFIER }: CdkBootstrapTarget, where: string, place: Place): string[] {
  if (account !== undefined) {
    checkText(`${where}.account`, account, ACCOUNT_ID, 'an account id of 12 digits');
  }
  regions?.forEach((region) => checkText(`${where}.regions`, region, REGION, 'a Region such as eu-west-1'));
  checkText(`${where}.qualifier`, qualifier, QUALIFIER, '1 to 10 letters, digits, hyphens and underscores');
  const owner = account ?? place.account;
  return (regions ?? [place.region]).flatMap((region) =>
    ROLES.map((role) => `arn:${place.partition}:iam::${owner}:role/cdk-${qualifier}-${role}-${owner}-${region}`));
}
