import { Token } from 'aws-cdk-lib';
import { allForms, allTests, ConditionForms } from './condition-forms';
import { checkOrganizationId } from './organization';
import { ConditionJson } from '../../../policy/policy-json';
import { ACCOUNT_ID, badProp, checkEach, checkText } from '../../props';

/**
 * The resources on whose behalf an AWS service may act: at least one of `accounts`, `organizationId` and `arns`; all that are given have to match.
 */
export interface SourceConditionProps {
  /**
   * Ids of the accounts (twelve digits) that the resources belong to.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount
   * @default - any
   */
  readonly accounts?: string[];

  /**
   * Id of the organization that the resources belong to: `o-a1b2c3d4e5`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
   * @default - any
   */
  readonly organizationId?: string;

  /**
   * ARNs of the resources, with `*` and `?` as wildcards. One that names no account, such as that of a bucket, asks for `accounts` or
   * `organizationId`: a bucket that is deleted may be made again by others.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn
   * @default - any
   */
  readonly arns?: string[];
}

/** The keys are in requests of service principals only: a Deny that leaves that out stops everybody else. */
export function sourceCondition({ accounts = [], organizationId, arns = [] }: SourceConditionProps): ConditionForms {
  checkEach(accounts, (account) => checkText('accounts', account, ACCOUNT_ID, 'an account id of twelve digits'));
  if (organizationId !== undefined) {
    checkOrganizationId('organizationId', organizationId);
  }
  checkEach(arns, (arn) => checkArn(arn, accounts.length > 0 || organizationId !== undefined));
  const forms = [
    ...(accounts.length > 0 ? [form('StringEquals', 'StringNotEquals', 'aws:SourceAccount', accounts)] : []),
    ...(organizationId !== undefined ? [form('StringEquals', 'StringNotEquals', 'aws:SourceOrgID', organizationId)] : []),
    ...(arns.length > 0 ? [form('ArnLike', 'ArnNotLike', 'aws:SourceArn', arns)] : []),
  ];
  if (forms.length === 0) {
    throw badProp('accounts', undefined, 'an account id, or organizationId or arns');
  }
  return allForms(...forms);
}

const OF_SERVICES: ConditionJson = { Bool: { 'aws:PrincipalIsAWSService': 'true' } };

function form(operator: string, negated: string, key: string, values: string | readonly string[]): ConditionForms {
  return { allow: [{ [operator]: { [key]: values } }], deny: [allTests({ [negated]: { [key]: values } }, OF_SERVICES)] };
}

function checkArn(arn: string, isLimited: boolean): void {
  checkText('arns', arn, /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/, 'an ARN, such as arn:aws:sns:eu-west-1:111122223333:alerts');
  if (!isLimited && !Token.isUnresolved(arn) && !ACCOUNT_ID.test(arn.split(':')[4])) {
    throw badProp('arns', arn, 'an ARN with the id of its account, or accounts or organizationId beside it');
  }
}
