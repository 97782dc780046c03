/**
 * What is asked of a trail's log group when something has happened. All fields are those of CloudTrail's records:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 *
 * The language: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export interface InvestigationQuery {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly fields: readonly string[];
  /** Texts stand in double quotes; a placeholder stands alone in them, in capitals. */
  readonly filter: string;
  readonly placeholders: readonly Placeholder[];
  /** What finds it in the event history of 90 days, where there is no log group: an attribute and its value, a request each. */
  readonly lookups: readonly (readonly [LookupAttribute, string])[];
  /** A page that shows such records. */
  readonly link: string;
}

export interface Placeholder {
  readonly name: string;
  readonly meaning: string;
  readonly example: string;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupAttribute.html */
export type LookupAttribute = 'AccessKeyId' | 'EventName';

const WHO = ['userIdentity.arn', 'userIdentity.accessKeyId', 'sourceIPAddress'];
const WHAT = ['eventSource', 'eventName', 'awsRegion', 'errorCode'];
const IN_IAM = 'eventSource = "iam.amazonaws.com"';
const IAM_PAGE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html';
const SIGN_IN_PAGE = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html';

const ACCESS_KEY_ID: Placeholder = { name: 'ACCESS_KEY_ID', meaning: 'the id of the access key, long-term (AKIA...) or of a session (ASIA...)', example: 'AKIAIOSFODNN7EXAMPLE' };
const SOURCE_ADDRESS: Placeholder = { name: 'SOURCE_ADDRESS', meaning: 'the IP address, or the name of the service that called', example: '203.0.113.7' };

export const INVESTIGATION_QUERIES: readonly InvestigationQuery[] = [
  {
    id: 'AccessDenied',
    title: 'Access denied',
    purpose: 'Somebody tries what is not allowed: the first trace of stolen credentials.',
    fields: [...WHO, ...WHAT, 'errorMessage'],
    filter: 'errorCode like "AccessDenied" or errorCode like "UnauthorizedOperation"',
    placeholders: [],
    lookups: [],
    link: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html',
  },
  {
    id: 'ByAccessKey',
    title: 'What an access key did',
    purpose: 'A key has leaked: what was done with it, from where, and since when.',
    fields: [...WHO, ...WHAT, 'userAgent'],
    filter: 'userIdentity.accessKeyId = "ACCESS_KEY_ID"',
    placeholders: [ACCESS_KEY_ID],
    lookups: [['AccessKeyId', ACCESS_KEY_ID.name]],
    link: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html',
  },
  {
    id: 'BySourceAddress',
    title: 'What came from an address',
    purpose: 'An address is known to be an attacker\'s: whose credentials are used from there.',
    fields: [...WHO, ...WHAT, 'userAgent'],
    filter: 'sourceIPAddress = "SOURCE_ADDRESS"',
    placeholders: [SOURCE_ADDRESS],
    lookups: [],
    link: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html',
  },
  {
    id: 'AccessKeyCreated',
    title: 'Access keys created',
    purpose: 'A key made by an attacker outlives the session that made it.',
    // CreateAccessKey answers in accessKey; what stands in credentials are the keys of sessions that STS has made.
    fields: [...WHO, 'responseElements.accessKey.userName', 'responseElements.accessKey.accessKeyId', 'errorCode'],
    filter: `${IN_IAM} and eventName = "CreateAccessKey"`,
    placeholders: [],
    lookups: [['EventName', 'CreateAccessKey']],
    link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html',
  },
  {
    id: 'UsersAndRolesCreated',
    title: 'Users and roles created',
    purpose: 'New principals that nobody has ordered are a back door.',
    fields: [...WHO, 'eventName', 'requestParameters.userName', 'requestParameters.roleName', 'errorCode'],
    filter: `${IN_IAM} and eventName in ["CreateUser", "CreateLoginProfile", "CreateRole", "UpdateAssumeRolePolicy"]`,
    placeholders: [],
    lookups: [['EventName', 'CreateUser'], ['EventName', 'CreateLoginProfile'], ['EventName', 'CreateRole'], ['EventName', 'UpdateAssumeRolePolicy']],
    link: IAM_PAGE,
  },
  {
    id: 'BucketsListed',
    title: 'Buckets listed',
    purpose: 'Who looks for data lists the buckets first.',
    fields: [...WHO, 'userAgent', 'errorCode'],
    filter: 'eventSource = "s3.amazonaws.com" and eventName = "ListBuckets"',
    placeholders: [],
    lookups: [['EventName', 'ListBuckets']],
    link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html',
  },
  {
    id: 'GroupChanges',
    title: 'Groups changed',
    purpose: 'To join a group is to have its permissions.',
    fields: [...WHO, 'eventName', 'requestParameters.groupName', 'requestParameters.userName', 'requestParameters.policyArn', 'errorCode'],
    filter: `${IN_IAM} and eventName in ["CreateGroup", "UpdateGroup", "DeleteGroup", "AddUserToGroup", "RemoveUserFromGroup", "AttachGroupPolicy", `
      + '"DetachGroupPolicy", "PutGroupPolicy", "DeleteGroupPolicy"]',
    placeholders: [],
    lookups: [['EventName', 'AddUserToGroup'], ['EventName', 'AttachGroupPolicy'], ['EventName', 'PutGroupPolicy']],
    link: IAM_PAGE,
  },
  {
    id: 'PolicyAttachments',
    title: 'Policies attached and detached',
    purpose: 'Who has raised whose permissions, or taken a limit away.',
    fields: [
      ...WHO, 'eventName', 'requestParameters.userName', 'requestParameters.roleName', 'requestParameters.groupName', 'requestParameters.policyArn',
      'requestParameters.policyName', 'errorCode',
    ],
    filter: `${IN_IAM} and (eventName in ["AttachUserPolicy", "AttachRolePolicy", "AttachGroupPolicy", "PutUserPolicy", "PutRolePolicy", "PutGroupPolicy", `
      + '"CreatePolicyVersion", "SetDefaultPolicyVersion"] or eventName like "Detach" or eventName like "PermissionsBoundary")',
    placeholders: [],
    lookups: [['EventName', 'AttachUserPolicy'], ['EventName', 'AttachRolePolicy'], ['EventName', 'PutUserPolicy'], ['EventName', 'PutRolePolicy']],
    link: IAM_PAGE,
  },
  {
    id: 'RolesAssumedAcrossAccounts',
    title: 'Roles assumed from other accounts',
    purpose: 'Who has come in from outside of the account.',
    fields: ['userIdentity.accountId', 'userIdentity.principalId', 'recipientAccountId', 'sourceIPAddress', 'requestParameters.roleArn', 'errorCode'],
    filter: 'eventSource = "sts.amazonaws.com" and eventName = "AssumeRole" and userIdentity.type = "AWSAccount" and userIdentity.accountId != recipientAccountId',
    placeholders: [],
    lookups: [['EventName', 'AssumeRole']],
    link: IAM_PAGE,
  },
  {
    id: 'ConsoleSignInsByRoles',
    title: 'Console sign-ins by roles',
    purpose: 'The role of a machine in the console is a person with stolen credentials.',
    // Who switches to a role in the console has signed in before, as somebody else.
    fields: [
      'userIdentity.arn', 'sourceIPAddress', 'userAgent', 'eventName', 'responseElements.ConsoleLogin', 'responseElements.SwitchRole',
      'additionalEventData.SwitchFrom', 'additionalEventData.MFAUsed', 'awsRegion',
    ],
    filter: 'eventSource = "signin.amazonaws.com" and eventName in ["ConsoleLogin", "SwitchRole"] and userIdentity.type = "AssumedRole"',
    placeholders: [],
    lookups: [['EventName', 'ConsoleLogin'], ['EventName', 'SwitchRole']],
    link: SIGN_IN_PAGE,
  },
  {
    id: 'RootUse',
    title: 'Use of the root user',
    purpose: 'The root user is for emergencies: whatever it does, somebody has to know why.',
    fields: [...WHO, ...WHAT, 'userAgent'],
    filter: 'userIdentity.type = "Root" and not ispresent(userIdentity.invokedBy) and eventType != "AwsServiceEvent"',
    placeholders: [],
    lookups: [],
    link: SIGN_IN_PAGE,
  },
];

export function queryText({ fields, filter }: InvestigationQuery): string {
  return [`fields @timestamp, ${fields.join(', ')}`, `filter ${filter}`, 'sort @timestamp desc', 'limit 1000'].join('\n| ');
}
