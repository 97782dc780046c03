/** What every member of a group may do, and what none may without a second factor. */
import { mfaCondition } from './conditions/mfa';
import { StatementJson } from '../../policy/policy-json';

/** Where the users are, which may be tokens. */
export interface MemberPlace {
  readonly partition: string;
  readonly account: string;
}

/** Of the caller only. */
const OWN_FACTOR = ['iam:EnableMFADevice', 'iam:GetMFADevice', 'iam:GetUser', 'iam:ListMFADevices', 'iam:ResyncMFADevice'];
/** Every user needs them to set up a factor and to sign in with it, and they say nothing of anybody else's permissions. */
const FIRST_STEPS = ['iam:CreateVirtualMFADevice', 'iam:ListVirtualMFADevices', 'sts:GetSessionToken'];

/**
 * A member sets up a second factor, changes the own password, and does nothing else before having signed in with that factor. Access
 * keys are left out: nobody needs one of their own.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
export function memberStatements(place: MemberPlace): StatementJson[] {
  const self = own('user', place);
  return [
    { Sid: 'SeeAccountSettings', Effect: 'Allow', Action: ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'], Resource: '*' },
    { Sid: 'SetUpOwnFactor', Effect: 'Allow', Action: [...OWN_FACTOR, 'iam:DeactivateMFADevice'], Resource: self },
    { Sid: 'NameFactorAfterOneself', Effect: 'Allow', Action: 'iam:CreateVirtualMFADevice', Resource: own('mfa', place).map((arn) => `${arn}*`) },
    { Sid: 'ChangeOwnPassword', Effect: 'Allow', Action: 'iam:ChangePassword', Resource: self },
    ...mfaCondition({}).deny.flatMap((condition, index): StatementJson[] => [
      { Sid: `NothingElseWithoutFactor${index}`, Effect: 'Deny', NotAction: [...OWN_FACTOR, ...FIRST_STEPS], Resource: '*', Condition: condition },
      // What is left open above is so whatever else the member may do: without this, an administrator's password alone changes the factors of others.
      { Sid: `NobodyElsesFactor${index}`, Effect: 'Deny', Action: OWN_FACTOR, NotResource: self, Condition: condition },
    ]),
  ];
}

/** A user's name is the last part of the ARN, whatever the path. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
function own(type: string, { partition, account }: MemberPlace): string[] {
  return ['', '*/'].map((path) => `arn:${partition}:iam::${account}:${type}/${path}\${aws:username}`);
}
